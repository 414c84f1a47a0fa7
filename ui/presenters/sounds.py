"""Which sound an outcome has: they differ in what the packer must do, not in what the program thinks."""

from __future__ import annotations

from station.domain.codes import Code
from station.usecases.outcome import Outcome, Tone
from ui.presenters.state import Sound

COMPLETE = frozenset({Code.ORDER_SHIPPED, Code.MANIFEST_CLOSED, Code.ORDER_PACKED, Code.ALL_UNITS_VERIFIED})
TOO_MANY = frozenset({Code.ONE_TOO_MANY, Code.UNIT_IN_PARCEL, Code.LINE_CANCELLED})
PERSON = frozenset(
    {
        Code.ORDER_HELD,
        Code.ORDER_CANCELLED,
        Code.BADGE_NEEDED,
        Code.PIN_NEEDED,
        Code.PIN_WRONG,
        Code.PIN_LOCKED,
        Code.NOT_ALLOWED,
        Code.CHANGED_AFTER_LABEL,
        Code.NUMBERS_EXHAUSTED,
        Code.CAGE_ALARM,
    }
)
NETWORK = frozenset(
    {Code.STORE_LOCKED, Code.STORE_FULL, Code.STORE_READ_ONLY, Code.STORE_DAMAGED, Code.STORE_UNREACHABLE, Code.BUG}
)


def sound_of(outcome: Outcome) -> Sound:
    """Return the sound of an outcome."""
    if outcome.code in NETWORK:
        return Sound.NETWORK
    if outcome.code in PERSON:
        return Sound.PERSON
    if outcome.code in TOO_MANY:
        return Sound.TOO_MANY
    if outcome.tone is Tone.STOP or outcome.code == Code.NOT_COUNTED:  # heard again: nothing was counted
        return Sound.WRONG
    if outcome.tone is Tone.ATTENTION:
        return Sound.ATTENTION
    return Sound.COMPLETE if outcome.code in COMPLETE else Sound.ACCEPTED
