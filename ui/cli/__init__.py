"""The command line: `larets ...`. What other programs rely on is written down in docs/cli.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from station import log
from station.errors import Refused, Trouble
from ui.cli import audit, bench, database, demo, doctor, gateway, imports, manifests, orders, outbox, people, workflow
from ui.cli.asked import Asked, default_data
from ui.texts import Texts

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused or failed with a sentence on stderr, 2 wrong usage."""
    parser = make_parser()
    given = parser.parse_args(arguments)
    asked = Asked(
        data=Path(given.data or default_data(demo=bool(getattr(given, "demo", False)))),
        database=os.environ.get("LARETS_DATABASE_URL"),
        json=bool(given.json),
        badge=given.badge,
        pin=os.environ.get("LARETS_PIN"),
        demo=bool(getattr(given, "demo", False)),
    )
    log.set_up(asked.data if asked.data.is_dir() else None)
    try:
        return int(given.run(asked, given))
    except (Refused, Trouble) as no:
        for sentence in sentences(no, asked.texts()):
            print(sentence, file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # the reader has enough: `larets order list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def sentences(no: Refused | Trouble, texts: Texts) -> tuple[str, ...]:
    """Say a refusal or a trouble in the words of people, with its code."""
    if isinstance(no, Refused):
        return tuple(f"larets: {texts.reason(reason)} [{reason.code}]" for reason in no.reasons)
    return (f"larets: {texts.trouble(no.code, no.facts)} [{no.code}]",)


def make_parser() -> argparse.ArgumentParser:
    """Make the parser with every command."""
    common = _common(argparse.SUPPRESS, json=argparse.SUPPRESS, badge=argparse.SUPPRESS)
    first = _common(os.environ.get("LARETS_DATA"), json=False, badge=None)
    parser = argparse.ArgumentParser(
        prog="larets", description="Larets, a packing station. Without a command: the window.", parents=[first]
    )
    parser.set_defaults(run=bench.window)
    parser.add_argument("--demo", action="store_true", help="a demo shop with simulated devices")
    parser.add_argument("--version", action="version", version=f"larets {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for room in (bench, demo, people, imports, workflow, orders, manifests, outbox, audit, gateway, doctor, database):
        room.add(commands, common)
    return parser


def _common(data: str | None, *, json: bool | str, badge: str | None) -> argparse.ArgumentParser:
    """Make the options that may stand before and after a command; after it they have no defaults of their own."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="DIR", default=data, help="where database and settings live")
    common.add_argument("--json", action="store_true", default=json, help="print one JSON document")
    common.add_argument(
        "--as", dest="badge", metavar="BADGE", default=badge, help="whose right it is (PIN: LARETS_PIN)"
    )
    return common


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("larets")
    except PackageNotFoundError:
        return "0"
