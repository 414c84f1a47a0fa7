"""What stands on the act of a handover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station.documents.numbers import Language


@dataclass(frozen=True)
class ActRow:
    """One parcel of the act: grams and kopecks; a sum that the carrier need not know is None."""

    order: str
    tracking: str
    waybill: str = ""
    parcel: int = 1
    parcels: int = 1
    weight_g: int = 0
    declared_kopecks: int | None = None
    due_kopecks: int | None = None


@dataclass(frozen=True)
class ActFacts:
    """All that stands on an act. Times are aware; `time_zone` is the shop's (Europe/Moscow)."""

    manifest: str
    carrier_name: str
    bench: str
    operator: str
    courier: str
    opened_at: datetime
    closed_at: datetime | None
    time_zone: str
    rows: tuple[ActRow, ...]
    journal_head: str
    journal_count: int
    language: Language = "ru"
