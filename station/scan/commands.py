"""The command barcodes of the bench: one printed sheet, plain capitals, so that no layout can hurt them.

The namespace (`LARETS...`) is reserved: no product code may occupy it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from station.scan.barcode import COMMAND_PREFIX as PREFIX


class Verb(StrEnum):
    """What a command barcode asks for."""

    CONFIRM = "confirm"
    UNDO = "undo"
    SHORT = "short"
    SPLIT = "split"
    NEW_PARCEL = "new_parcel"
    WEIGH = "weigh"
    REPRINT = "reprint"
    VOID = "void"
    CANCEL_VIEW = "cancel_view"
    LOG_OFF = "log_off"
    MANIFEST = "manifest"
    OUT_OF_CAGE = "out_of_cage"
    CLOSE_MANIFEST = "close_manifest"


@dataclass(frozen=True)
class Command:
    """One command barcode. `argument`: the reason of a reprint, the carrier of a manifest."""

    code: str
    verb: Verb
    argument: str = ""


COMMANDS: tuple[Command, ...] = (
    Command(f"{PREFIX}OK", Verb.CONFIRM),
    Command(f"{PREFIX}UNDO", Verb.UNDO),
    Command(f"{PREFIX}SHORT", Verb.SHORT),
    Command(f"{PREFIX}SPLIT", Verb.SPLIT),
    Command(f"{PREFIX}PARCEL", Verb.NEW_PARCEL),
    Command(f"{PREFIX}WEIGH", Verb.WEIGH),
    Command(f"{PREFIX}REPRINT", Verb.REPRINT, "damaged"),
    Command(f"{PREFIX}REPRINTNONE", Verb.REPRINT, "did_not_come_out"),
    Command(f"{PREFIX}REPRINTLOST", Verb.REPRINT, "lost"),
    Command(f"{PREFIX}VOID", Verb.VOID),
    Command(f"{PREFIX}CANCEL", Verb.CANCEL_VIEW),
    Command(f"{PREFIX}OFF", Verb.LOG_OFF),
    Command(f"{PREFIX}MSPSR", Verb.MANIFEST, "spsr"),
    Command(f"{PREFIX}MPOST", Verb.MANIFEST, "russian_post"),
    Command(f"{PREFIX}MOWN", Verb.MANIFEST, "own_courier"),
    Command(f"{PREFIX}MPICKUP", Verb.MANIFEST, "pickup"),
    Command(f"{PREFIX}OUT", Verb.OUT_OF_CAGE),
    Command(f"{PREFIX}CLOSE", Verb.CLOSE_MANIFEST),
)

DESTRUCTIVE: frozenset[Verb] = frozenset({Verb.SHORT, Verb.SPLIT, Verb.VOID, Verb.CLOSE_MANIFEST})
"""These ask for the same scan again."""

_BY_CODE = {command.code: command for command in COMMANDS}


def find_command(text: str) -> Command | None:
    """Return the command of a code. `LARETSW` and digits is a weight in grams, typed by scan."""
    command = _BY_CODE.get(text)
    if command is None and text.startswith(f"{PREFIX}W") and text[len(PREFIX) + 1 :].isdecimal():
        return Command(text, Verb.WEIGH, text[len(PREFIX) + 1 :])
    return command


def weight_code(grams: int) -> str:
    """Return the code by which a weight is typed through a scanner, or by the pad of the screen."""
    return f"{PREFIX}W{grams}"


def code_of(verb: Verb, argument: str = "") -> str:
    """Return the code to print or show for a verb."""
    return next(c.code for c in COMMANDS if c.verb is verb and argument in ("", c.argument))
