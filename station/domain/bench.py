"""What a bench knows between two scans. Kept in the database, so that a crash loses nothing that was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Wanted(StrEnum):
    """What the next scan must be before anything else is done."""

    AGAIN = "again"  # the same command once more: it is destructive
    BADGE = "badge"  # of somebody who may do it
    PIN = "pin"  # typed on the touch pad
    UIN = "uin"  # of the unit scanned just before
    WEIGHT = "weight"  # of the parcel that is being closed though units are missing
    PARCEL = "parcel"  # to be taken out of the cage
    TRAY = "tray"  # where the units of a parked order are put


@dataclass(frozen=True)
class Pending:
    """A question the bench has asked. `verb` is what will be done when it is answered."""

    wanted: Wanted
    verb: str
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Bench:
    """One packing place."""

    name: str
    operator: str | None = None  # the operator's code
    order: str | None = None  # the number of the open order
    manifest: str | None = None  # the number of the manifest being filled
    lock: str | None = None  # the code of the STOP that waits to be acknowledged
    pending: Pending | None = None
    seen_at: datetime | None = None
    version: int = 1
