"""What the house knows of a code: the facts from which the meaning of a scan is decided.

What is known decides before what a code is shaped like: a GTIN-14 and a postal number share their check digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station.domain.offer import Unit
from station.domain.workflow.phases import Phase


@dataclass(frozen=True)
class UnitPlace:
    """The live parcel in which a unit lies: which, when, who."""

    order: str
    parcel: int
    at: datetime
    by: str


@dataclass(frozen=True)
class NumberOf:
    """A tracking number that stands, or stood, for a parcel, as label or as binding."""

    number: str
    carrier: str
    order: str
    parcel: int
    parcel_id: int
    phase: Phase
    bound: bool  # a live binding; otherwise a label that waits to be scanned
    void: bool = False


@dataclass(frozen=True)
class Known:
    """Everything known of one code. `offers` holds more than one code where a barcode is not unique."""

    order: str | None = None
    parked_order: str | None = None
    offers: tuple[str, ...] = ()
    unit: Unit | None = None
    unit_place: UnitPlace | None = None
    number: NumberOf | None = None
    operator: str | None = None

    @property
    def goods(self) -> bool:
        """Whether the code stands for things that are sold."""
        return bool(self.offers) or self.unit is not None
