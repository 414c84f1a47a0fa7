"""What is sold: an offer of an article, and the single physical units of offers that have such."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Identity(StrEnum):
    """Whether each unit of an offer is its own (own barcode or UIN) or all are alike."""

    UNIT = "unit"
    OFFER = "offer"


@dataclass(frozen=True)
class Offer:
    """One offer of the catalogue. Weight in milligrams (a ring may weigh 2.41 g), sizes in millimetres."""

    code: str
    article_code: str
    article: str
    name: str
    identity: Identity = Identity.OFFER
    uin_required: bool = False
    weight_mg: int = 0
    size: str = ""
    stone: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    jewellery: bool = False
    picture: str = ""
    place: str = ""
    store: str = ""


def grams(weight_mg: int) -> int:
    """Return milligrams as grams, half up."""
    return (weight_mg + 500) // 1000


@dataclass(frozen=True)
class Unit:
    """One physical thing of an offer with identity `unit`. `code` is its barcode, normalised as look-ups use it."""

    code: str
    offer: str
    store: str = ""
    uins: tuple[str, ...] = ()
    reserved_for: str = ""  # the number of the order for which it is set aside
