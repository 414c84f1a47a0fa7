"""`larets doctor`: one line for each thing that a bench stands on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from devices.registry import open_printer, open_scale, open_scanner
from station.config import Settings
from station.domain.numbers import ALLOTTING, few_left
from station.errors import Trouble
from station.store.backup import backup_age
from station.usecases.ship_order import CANCEL, REGISTER
from ui.cli.asked import Asked, Commands
from ui.presenters.health import OLD_BACKUP_H
from ui.texts import Texts


@dataclass(frozen=True)
class Finding:
    """How one thing is: ok, attention or stop."""

    what: str
    condition: str
    detail: str


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    commands.add_parser("doctor", help="checks everything a bench stands on", parents=[common]).set_defaults(
        run=examine
    )


def examine(asked: Asked, given: Namespace) -> int:
    """Look at everything; 1 when anything is not well."""
    del given
    texts = asked.texts()
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("settings", lambda: str(asked.data)),
        ("database", lambda: _database(asked)),
        ("journal", lambda: _journal(asked)),
        ("scanner", lambda: _device(asked.settings().scanner, open_scanner)),
        ("scale", lambda: _device(asked.settings().scale, open_scale)),
        ("printer", lambda: _device(asked.settings().printer, open_printer)),
        ("outbox", lambda: _outbox(asked)),
        ("numbers", lambda: _numbers(asked, texts)),
        ("backup", lambda: _backup(asked, texts)),
    )
    findings = [_look(name, check, texts) for name, check in checks]
    documents = [{"what": f.what, "condition": f.condition, "detail": f.detail} for f in findings]
    lines = "\n".join(
        f"{texts.name('condition', f.condition)}\t{texts.caption(f'lamp_{f.what}')}\t{f.detail}" for f in findings
    )
    asked.show(documents, lambda: lines)
    return 1 if any(finding.condition == "stop" for finding in findings) else 0


class _Poor(Exception):
    """Not well, and not broken either."""


def _look(name: str, check: Callable[[], str], texts: Texts) -> Finding:
    try:
        asked_for = check()
    except Trouble as trouble:
        words = texts.verdict(trouble.code, trouble.facts, tone="stop")
        return Finding(name, "stop", " ".join(part for part in (words.title, words.text, words.action) if part))
    except _Poor as poor:
        return Finding(name, "attention", str(poor))
    return Finding(name, "ok", asked_for)


def _database(asked: Asked) -> str:
    settings: Settings = asked.settings()
    with asked.station() as station, station.reading() as uow:
        people = len(uow.operators.everybody())
    return f"{station.store.engine.dialect.name}, {settings.bench}, {people}"


def _journal(asked: Asked) -> str:
    with asked.station() as station:
        findings = station.verify_journal()
    if findings:
        raise _Poor("; ".join(f"{f.bench} {f.seq}: {f.fault.value}" for f in findings))
    return "OK"


def _device(url: str, open_device: Callable[[str], object]) -> str:
    if not url:
        return "-"
    open_device(url)
    return url


def _outbox(asked: Asked) -> str:
    with asked.station() as station, station.reading() as uow:
        rows = tuple(row for topic in (REGISTER, CANCEL) for row in uow.outbox.open_rows(topic))
    parked = [row for row in rows if row.state == "parked"]
    if parked:
        raise _Poor("; ".join(f"{row.order}: {row.trouble}" for row in parked))
    return str(len(rows))


def _numbers(asked: Asked, texts: Texts) -> str:
    with asked.station() as station, station.reading() as uow:
        left = {carrier: uow.numbers.left(carrier) for carrier in ALLOTTING}
    said = [texts.caption("lamp_numbers_low", carrier=one, count=some) for one, (some, every) in left.items() if every]
    if any(few_left(*numbers) for numbers in left.values()):
        raise _Poor("; ".join(said))
    return "; ".join(said) or "-"


def _backup(asked: Asked, texts: Texts) -> str:
    settings = asked.settings()
    if not settings.backup_dir:
        raise _Poor(texts.caption("backup_nowhere"))
    with asked.station() as station:
        age = backup_age(Path(settings.backup_dir), station.clock.now())
    if age is None:
        raise _Poor(texts.caption("backup_none"))
    if age > timedelta(hours=OLD_BACKUP_H):
        raise _Poor(texts.counted(max(1, age.days), "days"))
    return texts.counted(max(1, age.days), "days")
