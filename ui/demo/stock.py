"""The offers of a demo shop and the single units on its shelves, with barcodes, UINs and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from station.domain.numbers import ean13
from station.domain.offer import Identity
from ui.demo.goods import Model, Shop

SPARE_UNITS = 2  # of each offer whose units are not alike, beyond what is ordered
SPARE_STOCK = 12  # of the others

_UNIT_PREFIX = "20"  # EAN-13 for use inside a company (GS1: 20-29)
_OFFER_PREFIX = "469"
_UIN_PREFIX = "9990"


@dataclass(frozen=True)
class Unit:
    """One physical thing."""

    barcode: str
    uin: str


@dataclass
class Offer:
    """What is sold of a model: one size and variant of it."""

    code: str
    model: Model
    model_code: str
    size: str
    variant: str
    place: str
    barcodes: tuple[str, ...]
    ordered: int = 0
    units: list[Unit] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as the shop shows it."""
        size = f"размер {self.size}" if self.size and not self.size.endswith("см") else self.size
        return ", ".join(part for part in (self.model.name, self.variant, size) if part)

    @property
    def single(self) -> bool:
        """Whether each unit has a barcode of its own."""
        return self.model.identity is Identity.UNIT


class Counter:
    """Gives numbers in order, so that nothing is ever given twice."""

    def __init__(self) -> None:
        """Begin at one."""
        self._units = self._offers = 0

    def unit(self) -> Unit:
        """Return the next unit: an internal EAN-13 and a UIN."""
        self._units += 1
        return Unit(ean13(f"{_UNIT_PREFIX}{self._units:010d}"), f"{_UIN_PREFIX}{self._units:012d}")

    def barcode(self) -> str:
        """Return the next barcode of an offer."""
        self._offers += 1
        return ean13(f"{_OFFER_PREFIX}{self._offers:09d}")


def make_offers(shop: Shop, models: Sequence[Model], counter: Counter) -> list[Offer]:
    """Make every size and variant of the models an offer with a place in the warehouse."""
    letter, first = ("А", 88100) if shop is Shop.JEWELS else ("Б", 55100)
    offers: list[Offer] = []
    for position, model in enumerate(models):
        for size in model.sizes:
            for variant in model.variants:
                offers.append(_make_offer(model, f"{first // 10 + position}", size, variant, counter))
                offers[-1].code = str(first + len(offers))
                offers[-1].place = f"{letter}-{1 + position // 4:02d}-{1 + position % 4}"
    return offers


def _make_offer(model: Model, model_code: str, size: str, variant: str, counter: Counter) -> Offer:
    alike = model.identity is Identity.OFFER
    barcodes = tuple(counter.barcode() for _ in range(model.barcodes)) if alike else ()
    return Offer("", model, model_code, size, variant, "", barcodes)


def fill_shelves(offers: Sequence[Offer], counter: Counter) -> None:
    """Put as many units on the shelves as are ordered, and some to spare."""
    for offer in offers:
        if offer.single:
            offer.units = [counter.unit() for _ in range(offer.ordered + SPARE_UNITS)]
