"""The list given with the parcels, filled by scanning each parcel into the cage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ManifestState(StrEnum):
    """A closed manifest is never changed."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass
class CageRow:
    """One parcel in the cage. `place` counts from 1 in the order in which the parcels were put in.

    Rows are never deleted: a parcel that was taken out again keeps its place, with time and person.
    """

    parcel_id: int
    order: str
    parcel: int
    tracking: str
    place: int
    at: datetime
    by: str
    scan_id: str
    removed_at: datetime | None = None
    removed_by: str | None = None
    id: int | None = None

    @property
    def live(self) -> bool:
        """Whether the parcel still lies in the cage."""
        return self.removed_at is None


@dataclass
class Manifest:
    """Parcels of one carrier for one handover."""

    number: str
    carrier: str
    bench: str
    opened_at: datetime
    opened_by: str
    state: ManifestState = ManifestState.OPEN
    closed_at: datetime | None = None
    closed_by: str | None = None
    courier: str = ""
    journal_head: str = ""
    journal_count: int = 0
    act_kept_at: datetime | None = None  # once its act stands as a file; nothing else changes on a closed manifest
    rows: list[CageRow] = field(default_factory=list)
    version: int = 1
    id: int | None = None

    @property
    def live_rows(self) -> tuple[CageRow, ...]:
        """What lies in the cage."""
        return tuple(row for row in self.rows if row.live)
