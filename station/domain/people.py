"""Operators, their roles, and what each role may do (least rights; asked in the use case, not on the screen)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who a person is at work."""

    PACKER = "packer"
    SHIFT_LEAD = "shift_lead"
    MANAGER = "manager"  # logistics
    DISPATCHER = "dispatcher"
    COURIER = "courier"
    SELLER = "seller"
    OFFICER = "officer"  # responsible for passport rules
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    CLERK = "clerk"  # outside call centre
    OWNER = "owner"  # of a demo's data directory: never stored, never in a real shop


class Right(StrEnum):
    """What may be done. Those in NEEDS_PIN ask for badge and PIN, the others for the badge alone."""

    PACK = "pack"
    HAND_OVER = "hand_over"
    REPRINT = "reprint"
    SHORT = "short"
    SPLIT = "split"
    HOLD = "hold"
    RELEASE = "release"
    VOID = "void"
    REOPEN = "reopen"
    CLOSE_INCOMPLETE = "close_incomplete"
    DECIDE_PASSPORT = "decide_passport"
    EDIT_WORKFLOW = "edit_workflow"
    IMPORT = "import"
    MOVE_STATUS = "move_status"
    ADMINISTER = "administer"


NEEDS_PIN: frozenset[Right] = frozenset(set(Right) - {Right.PACK, Right.HAND_OVER, Right.HOLD})

_BENCH = frozenset({Right.PACK, Right.HAND_OVER, Right.REPRINT, Right.HOLD})
_LEAD = _BENCH | {
    Right.SHORT, Right.SPLIT, Right.RELEASE, Right.VOID, Right.REOPEN, Right.CLOSE_INCOMPLETE, Right.MOVE_STATUS,
}  # fmt: skip

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PACKER: _BENCH,
    Role.SHIFT_LEAD: _LEAD,
    Role.MANAGER: frozenset({Right.HOLD, Right.RELEASE, Right.SPLIT, Right.MOVE_STATUS, Right.IMPORT}),
    Role.DISPATCHER: frozenset({Right.HAND_OVER, Right.CLOSE_INCOMPLETE, Right.HOLD}),
    Role.COURIER: frozenset(),
    Role.SELLER: frozenset(),
    Role.OFFICER: frozenset({Right.DECIDE_PASSPORT, Right.HOLD}),
    Role.HEAD: _LEAD | {Right.EDIT_WORKFLOW, Right.IMPORT},
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER, Right.IMPORT, Right.EDIT_WORKFLOW}),
    Role.CLERK: frozenset(),
    Role.OWNER: frozenset(Right),
}


@dataclass
class Operator:
    """A person with a badge. The badge's code and the PIN are stored as hashes only."""

    code: str
    name: str
    role: Role
    badge_hash: str = field(repr=False)
    pin_hash: str = field(default="", repr=False)
    active: bool = True
    pin_failures: int = 0
    pin_locked_until: datetime | None = None
    id: int | None = None

    def may(self, right: Right) -> bool:
        """Whether the role of this person includes the right."""
        return self.active and right in RIGHTS[self.role]
