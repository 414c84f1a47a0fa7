"""What every command is asked with: where the data lies, who asks, and how the answer is printed."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import platformdirs

from station import app, config
from station.config import Settings
from station.domain.codes import Code
from station.domain.people import NEEDS_PIN, Operator, Right, Role
from station.errors import Reason, Refused, Trouble
from station.scan.barcode import decode
from station.usecases.authorise import check_pin
from station.usecases.work import allowed
from ui.texts import Texts

Run = Callable[["Asked", Namespace], int]


class Commands(Protocol):
    """The part of argparse's subparsers that the commands use."""

    def add_parser(self, name: str, *, help: str, parents: Sequence[ArgumentParser]) -> ArgumentParser:  # noqa: A002 - argparse's own name
        """Add a command."""


def default_data(*, demo: bool) -> str:
    """Return where this user's data lies when nothing else is said."""
    return platformdirs.user_data_dir("larets-demo" if demo else "larets", appauthor=False)


@dataclass(frozen=True)
class Asked:
    """The common part of a command line."""

    data: Path
    database: str | None = None
    json: bool = False
    badge: str | None = None
    pin: str | None = None
    demo: bool = False

    def settings(self) -> Settings:
        """Read the settings of the data directory. Raises BadInput."""
        return config.load(self.data)

    def texts(self) -> Texts:
        """Return the words in the shop's language, Russian where the settings cannot be read."""
        try:
            settings = self.settings()
        except Trouble:
            settings = Settings()
        return Texts(settings.language, settings.zone)

    def url(self) -> str:
        """Return the database: given by LARETS_DATABASE_URL, else the file in the data directory."""
        return app.database_url(self.data, self.database)

    @contextmanager
    def station(self) -> Iterator[app.Station]:
        """Open the station, and close it."""
        station = app.build(self.data, self.settings(), self.url())
        try:
            yield station
        finally:
            station.close()

    def person(self, station: app.Station, right: Right) -> Operator:
        """Return who asks, with badge and PIN checked. On a demo's data directory its owner may do all.

        Raises Refused. A wrong PIN is counted, also across commands.
        """
        if self.badge is None and station.settings.demo:
            return Operator("owner", "Владелец демо-магазина", Role.OWNER, "")
        if self.badge is None:
            raise Refused(Reason(Code.BADGE_NEEDED, {"right": right.value, "verb": right.value}))
        with station.reading() as uow:
            known = uow.lookup.known(decode(self.badge.encode()))
            if known.operator is None:
                raise Refused(Reason(Code.UNKNOWN_BADGE))
            person = replace(uow.operators.get(known.operator), id=None)
        allowed(person, right)
        if right in NEEDS_PIN:
            self._check_pin(station, person.code)
        return person

    def _check_pin(self, station: app.Station, code: str) -> None:
        pin = self._pin()  # before a transaction begins: no scan waits for somebody who types
        with station.office(None) as work:
            wrong = check_pin(work.uow.operators.get(code), pin, app.Pins(), work.at)
            if wrong is not None:
                work.tell("decision", wrong.code, None, tried=code)
            work.uow.flush()
            work.uow.commit()
        if wrong is not None:
            raise Refused(wrong)

    def _pin(self) -> str:
        if self.pin is not None:
            return self.pin
        return getpass.getpass("PIN: ") if sys.stdin.isatty() else ""

    def show(self, document: Mapping[str, object] | Sequence[object], text: Callable[[], str]) -> None:
        """Print the one JSON document, or the text for people."""
        print(json.dumps(document, ensure_ascii=False, indent=1) if self.json else text())
