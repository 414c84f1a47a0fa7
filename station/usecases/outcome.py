"""The answer to a scan: what happened, how loudly to say it, and the facts its words need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from station.errors import Reason


class Tone(StrEnum):
    """How an answer looks and sounds. STOP locks the bench until it is acknowledged."""

    OK = "ok"
    ATTENTION = "attention"
    STOP = "stop"


@dataclass(frozen=True)
class Outcome:
    """What the bench answers. `line` is the key of the order line it concerns, `parcel` its position."""

    tone: Tone
    code: str
    intent: str = ""
    reasons: tuple[Reason, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None
    parcel: int | None = None
    line: str | None = None
