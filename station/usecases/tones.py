"""How loudly each refusal is said. What is not named here is a STOP."""

from __future__ import annotations

from station.domain.codes import Code
from station.usecases.outcome import Tone

QUIET: frozenset[str] = frozenset(
    {
        Code.LOG_IN_FIRST,
        Code.OPEN_AN_ORDER_FIRST,
        Code.NOTHING_TO_CONFIRM,
        Code.NOTHING_TO_UNDO,
        Code.NOTHING_TO_REPRINT,
        Code.NOTHING_SHORT,
        Code.NOTHING_TO_SPLIT,
        Code.PARCEL_EMPTY,
        Code.WEIGHT_NEEDED,
        Code.WEIGHT_UNSTABLE,
        Code.UNITS_MISSING,
        Code.MANIFEST_NONE,
        Code.TRAY_EMPTY,
        Code.PIN_NEEDED,
        Code.PIN_WRONG,
        Code.IN_CAGE_ALREADY,
        Code.SHIPMENT_REGISTERING,
        Code.ALREADY_BOUND,
        Code.GARBAGE,
        Code.UNKNOWN_COMMAND,
        Code.MANIFEST_EMPTY,
    }
)
"""Nothing went wrong with the goods: amber, and the bench goes on."""


def tone_of(code: str) -> Tone:
    """Return the tone of a refusal."""
    return Tone.ATTENTION if code in QUIET else Tone.STOP
