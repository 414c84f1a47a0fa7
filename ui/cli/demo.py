"""`larets demo load`: a data directory filled with the demo shop."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from station.domain.people import Role
from station.scan.barcode import TRAY_PREFIX
from station.scan.commands import COMMANDS
from ui.cli.asked import Asked, Commands
from ui.demo.load import DemoBadge, load_demo
from ui.texts import Texts

SHEETS = "sheets"
MOST_TRAYS = 24


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    demo = commands.add_parser("demo", help="a shop of invented orders, goods and people", parents=[common])
    verbs = demo.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("load", parents=[common]).set_defaults(run=load)


def load(asked: Asked, given: Namespace) -> int:
    """Fill the data directory and say badges, PINs and where the scan sheets are."""
    del given
    badges = ensure_demo(asked)
    sheets = asked.data / SHEETS
    document = {
        "data": str(asked.data),
        "badges": [{"code": b.code, "role": b.role, "name": b.name, "pin": b.pin} for b in badges],
        "sheets": [str(path) for path in sorted(sheets.glob("*.pdf"))],
    }
    rows = "\n".join(f"{b.code}\tPIN {b.pin}\t{asked.texts().role(b.role)}\t{b.name}" for b in badges)
    asked.show(document, lambda: f"{rows}\n{sheets}")
    return 0


def ensure_demo(asked: Asked) -> tuple[DemoBadge, ...]:
    """Load the demo shop where it is not there yet, with its sheets."""
    badges = load_demo(asked.data, asked.url(), today=datetime.now(UTC).date())
    folder = asked.data / SHEETS
    if not folder.exists():
        folder.mkdir()
        write_sheets(folder, badges, asked.texts())
    return badges


def write_sheets(folder: Path, badges: tuple[DemoBadge, ...], texts: Texts) -> None:
    """Write the sheets of badges, commands and trays as PDF."""
    from station.documents.sheets import SheetCode, render_code_sheet

    language = texts.language
    cards = [SheetCode(b.code, b.name, f"{texts.role(b.role)} · PIN {b.pin}") for b in badges]
    (folder / "badges.pdf").write_bytes(render_code_sheet(texts.caption("sheet_badges"), cards, language=language))
    write_command_sheet(folder / "commands.pdf", texts)
    write_tray_sheet(folder / "trays.pdf", texts)


def write_badge_sheet(path: Path, badges: Sequence[tuple[str, str, Role]], texts: Texts) -> None:
    """Write badges as cards, each of code, name and role. No PIN is on a card that is worn."""
    from station.documents.sheets import SheetCode, render_code_sheet

    cards = [SheetCode(code, name, texts.role(role)) for code, name, role in badges]
    path.write_bytes(render_code_sheet(texts.caption("sheet_badges"), cards, language=texts.language))


def write_tray_sheet(path: Path, texts: Texts) -> None:
    """Write the codes of trays, to be cut out and stuck on."""
    from station.documents.sheets import SheetCode, render_code_sheet

    trays = [SheetCode(f"{TRAY_PREFIX}{n:03d}", texts.caption("tray", number=n)) for n in range(1, MOST_TRAYS + 1)]
    path.write_bytes(render_code_sheet(texts.caption("sheet_trays"), trays, language=texts.language))


def write_command_sheet(path: Path, texts: Texts) -> None:
    """Write the one sheet of command barcodes."""
    from station.documents.sheets import SheetCode, render_code_sheet

    cards = []
    for command in COMMANDS:
        said = texts.command(command.verb, command.argument)
        cards.append(SheetCode(command.code, said.name, said.what))
    path.write_bytes(render_code_sheet(texts.caption("sheet_commands"), cards, language=texts.language))
