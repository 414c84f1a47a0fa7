"""The command line: `larets ...`. What other programs rely on is written down in docs/cli.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from station import log
from station.errors import Refused, Trouble
from station.store.data_lock import disk_trouble
from ui.cli.asked import Asked, default_data
from ui.texts import Texts

OURS_ALONE = 0o077
DONE, FAILED, WRONG_USAGE = 0, 1, 2
ROOMS: Mapping[str, tuple[str, ...]] = {
    "bench": ("bench", "tour"),
    "demo": ("demo",),
    "people": ("codes", "sheet", "people"),
    "imports": ("import",),
    "workflow": ("workflow",),
    "orders": ("order", "parcel"),
    "manifests": ("manifest",),
    "numbers": ("numbers",),
    "outbox": ("outbox",),
    "audit": ("audit",),
    "gateway": ("gateway", "worker"),
    "doctor": ("doctor",),
    "database": ("db",),
}
"""The module of each command. Only the one that is asked for is imported: the others would cost half a second."""
WITH_A_VALUE = ("--data", "--as")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused or failed with a sentence on stderr, 2 wrong usage."""
    os.umask(OURS_ALONE)  # names and addresses lie in the data directory, and in what is printed from it
    parser = make_parser(rooms_of(sys.argv[1:] if arguments is None else arguments))
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
    except OSError as error:
        if error.filename is None:
            raise
        for sentence in sentences(disk_trouble(error), asked.texts()):
            print(sentence, file=sys.stderr)
        return FAILED


def sentences(no: Refused | Trouble, texts: Texts) -> tuple[str, ...]:
    """Say a refusal or a trouble in the words of people, with its code."""
    if isinstance(no, Refused):
        return tuple(f"larets: {texts.reason(reason)} [{reason.code}]" for reason in no.reasons)
    said, file = texts.trouble(no.code, no.facts), no.facts.get("file", "")
    return (f"larets: {said} [{no.code}]{'' if file in said else f' {file}'}",)


def rooms_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the room of the command that these words ask for; every room where it is not plain, or is no command."""
    plain = [word for before, word in zip(("", *words), words, strict=False) if before not in WITH_A_VALUE]
    command = next((word for word in plain if not word.startswith("-")), "")
    return tuple(room for room, commands in ROOMS.items() if command in commands) or tuple(ROOMS)


def make_parser(rooms: Sequence[str] = tuple(ROOMS)) -> argparse.ArgumentParser:
    """Make the parser with the commands of these rooms."""
    common = _common(argparse.SUPPRESS, json=argparse.SUPPRESS, badge=argparse.SUPPRESS)
    first = _common(os.environ.get("LARETS_DATA"), json=False, badge=None)
    parser = argparse.ArgumentParser(
        prog="larets", description="Larets, a packing station. Without a command: the window.", parents=[first]
    )
    parser.set_defaults(run=_window)
    parser.add_argument("--demo", action="store_true", help="a demo shop with simulated devices")
    parser.add_argument("--version", action=_Version, nargs=0, help="say the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for room in rooms:
        import_module(f"ui.cli.{room}").add(commands, common)
    return parser


def _window(asked: Asked, given: argparse.Namespace) -> int:
    from ui.cli import bench

    return bench.window(asked, given)


class _Version(argparse.Action):
    """Says the version; it is looked for only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(DONE, f"larets {_version()}\n")


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
