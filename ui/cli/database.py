"""`larets db upgrade|backup|restore`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from station.app import DATABASE, Station
from station.domain.codes import Code
from station.domain.people import Operator, Right
from station.errors import StoreTrouble, Trouble
from station.store.backup import backup, restore
from station.store.connections import sqlite_file
from ui.cli.asked import Asked, Commands


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    database = commands.add_parser("db", help="upgrade, back up, restore", parents=[common])
    verbs = database.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("upgrade", parents=[common]).set_defaults(run=upgrade)
    for verb, run in (("backup", make_backup), ("restore", put_back)):
        one = verbs.add_parser(verb, parents=[common])
        one.add_argument("file", type=Path)
        one.set_defaults(run=run)


def upgrade(asked: Asked, given: Namespace) -> int:
    """Bring the schema up; opening the store does it."""
    del given
    with asked.station():
        asked.show({"upgraded": True}, lambda: "OK")
    return 0


def make_backup(asked: Asked, given: Namespace) -> int:
    """Write a backup while the bench works."""
    with asked.station() as station:
        person = _administrator(asked, station)
        backup(station.store, given.file)
        with station.office(person) as work:
            work.tell("backup", "made", None, file=given.file.name)
            work.uow.commit()
    asked.show({"file": str(given.file), "bytes": given.file.stat().st_size}, lambda: str(given.file))
    return 0


def put_back(asked: Asked, given: Namespace) -> int:
    """Put a backup in the place of the database; the old one is kept aside."""
    file = sqlite_file(asked.url())
    if file is None or file.absolute() != (asked.data / DATABASE).absolute():
        raise Trouble("restore_elsewhere")
    person = _who_restores(asked)
    aside = restore(given.file, asked.data, now=datetime.now(UTC))
    with asked.station() as station, station.office(person) as work:
        work.tell("backup", "restored", None, file=given.file.name)
        work.uow.commit()
    asked.show({"restored": str(given.file), "aside": str(aside) if aside else None}, lambda: str(aside or "OK"))
    return 0


def _administrator(asked: Asked, station: Station) -> Operator | None:
    """Return the administrator who asks; nobody where the database has no people yet."""
    with station.reading() as uow:
        if not uow.operators.everybody():
            return None
    return asked.person(station, Right.ADMINISTER)


def _who_restores(asked: Asked) -> Operator | None:
    """Return the administrator who asks; nobody where there is no database, or one that cannot be read."""
    if not (asked.data / DATABASE).exists():
        return None
    try:
        with asked.station() as station:
            return _administrator(asked, station)
    except StoreTrouble as trouble:
        if trouble.code not in {Code.STORE_DAMAGED, Code.STORE_TOO_NEW}:
            raise
        return None
