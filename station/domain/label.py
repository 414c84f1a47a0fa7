"""What stands on a parcel's label, and on no more than that (design: outside of the bag)."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.consignee import Consignee


@dataclass(frozen=True)
class LabelFacts:
    """The facts of one label. `due_kopecks` is printed only where the carrier needs it (None: not printed)."""

    carrier: str  # code: "spsr"
    carrier_name: str  # for people: "СПСР Экспресс"
    service_name: str
    tracking: str
    order: str
    consignee: Consignee
    parcel: int
    parcels: int
    weight_g: int | None = None
    due_kopecks: int | None = None
    sender: str = ""  # the shop's neutral name: nothing that betrays jewellery
    printed_on: str = ""  # a date as people write it, already formatted


@dataclass(frozen=True)
class PrintedLabel:
    """The bytes of a label, kept so that a reprint is the same to the byte."""

    png: bytes
    pdf: bytes
    dpi: int
    width_mm: int
    height_mm: int
