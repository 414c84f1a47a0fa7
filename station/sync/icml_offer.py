"""One <offer> of an ICML feed -> one CatalogueOffer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from station.domain.import_codes import ImportCode
from station.domain.incoming import CatalogueOffer, OfferUin
from station.domain.offer import Identity, grams
from station.sync.icml_values import BrokenValue, count, milligrams, millimetres, uins
from station.sync.wording import barcodes_in, one_line

Value = TypeVar("Value")

MOST_ELEMENTS = 5_000  # of one offer: its barcodes and parameters are held in memory

_NO_UINS: tuple[OfferUin, ...] = ()
_NO_SIDES = (0, 0, 0)
_IDENTITIES = frozenset(Identity)
_YES = frozenset({"y", "yes", "1", "true", "да"})
_NO = frozenset({"n", "no", "0", "false", "нет"})

# codes of parameters that are not properties of the thing but words to us
_WEIGHT, _UIN, _IDENTITY = "weight", "uin", "identity"
_UIN_REQUIRED, _JEWELLERY, _KIND, _ARTICLE = "uin-required", "jewellery", "type", "article"
_TECHNICAL = frozenset({_WEIGHT, _UIN, _IDENTITY, _UIN_REQUIRED, _JEWELLERY, _KIND, _ARTICLE})


@dataclass(frozen=True)
class IcmlSettings:
    """How a shop's feed is to be read: the codes of its parameters (lower case) and what makes an offer jewellery."""

    size_codes: frozenset[str] = frozenset({"size", "razmer", "размер", "ring-size", "ring_size"})
    stone_codes: frozenset[str] = frozenset({"stone", "stones", "vstavka", "вставка", "kamen", "камень"})
    place_codes: frozenset[str] = frozenset({"place", "cell", "shelf", "место", "ячейка"})
    store_codes: frozenset[str] = frozenset({"store", "warehouse", "склад"})
    jewellery_codes: frozenset[str] = frozenset({"probe", "proba", "проба", "assay", "stone-weight", "carat"})
    jewellery_categories: tuple[str, ...] = ("ювелир", "jewel")  # parts of a category's name, lower case
    jewellery_needs_uin: bool = False  # where the feed itself does not say so
    single_is_unit: bool = False  # a stock of one is one physical thing with a barcode of its own


@dataclass(slots=True)
class Gathered:
    """What stands in one <offer>, as clean text. Of what may stand there once, the first counts."""

    attributes: Mapping[str, str]
    first: dict[str, str] = field(default_factory=dict)
    params: dict[str, tuple[str, str]] = field(default_factory=dict)  # code in lower case -> (name, value)
    barcodes: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    uins: list[str] = field(default_factory=list)
    weight_unit: str = ""
    elements: int = 0

    def add(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        """Take a child of the offer."""
        self.elements += 1
        if not text or self.elements > MOST_ELEMENTS:
            return
        if name == "param":
            self._add_param(attributes, text)
        elif name == "barcode":
            self.barcodes.append(text)
        elif name == "categoryId":
            self.categories.append(text)
        else:
            self.first.setdefault(name, text)

    def value(self, code: str) -> str:
        """Return the text of a parameter, or nothing."""
        found = self.params.get(code)
        return found[1] if found else ""

    def claim(self, code: str, *, otherwise: bool) -> bool:
        """Return what a parameter claims (Y, 1, true), or `otherwise` when it is not there."""
        word = self.value(code).lower()
        return otherwise if not word else word in _YES

    def _add_param(self, attributes: Mapping[str, str], text: str) -> None:
        name = attributes.get("name", "").strip()
        code = attributes.get("code", "").strip().lower() or name.lower()
        if code == _UIN:
            self.uins.append(text)
        elif code == _WEIGHT:
            self.weight_unit = attributes.get("unit", "").strip()
        if code:
            self.params.setdefault(code, (name or code, text))


class Surroundings:
    """What an offer needs to know of its feed: the settings, which categories are jewellery, where oddities count."""

    def __init__(self, settings: IcmlSettings, odd: Counter[str]) -> None:
        """Begin without categories: they stand before the offers and are added as they come."""
        self.settings = settings
        self.odd = odd
        self.jewellery_categories: set[str] = set()
        self.our_codes = _TECHNICAL.union(
            settings.size_codes, settings.stone_codes, settings.place_codes, settings.store_codes
        )

    def add_category(self, code: str, name: str) -> None:
        """Remember a category if its name says jewellery."""
        if any(word in name.lower() for word in self.settings.jewellery_categories):
            self.jewellery_categories.add(code)


def make_offer(found: Gathered, around: Surroundings) -> CatalogueOffer:
    """Make an offer of what stands in the feed. A broken value is left out and counted in `around.odd`."""
    settings, odd, first, params = around.settings, around.odd, found.first, found.params
    code = one_line(found.attributes["id"])
    barcodes = tuple(dict.fromkeys(barcode for text in found.barcodes for barcode in barcodes_in(text)))
    own_uins = (
        _read(ImportCode.UIN_BROKEN, odd, lambda: uins(found.uins, barcodes), _NO_UINS) if found.uins else _NO_UINS
    )
    weight_mg = _weight_mg(found, odd)
    length_mm, width_mm, height_mm = _sides(found, odd)
    name, product_name = first.get("name", ""), first.get("productName", "")
    jewellery = _is_jewellery(found, own_uins, around)
    quantity = _quantity(found, odd)
    return CatalogueOffer(
        code=code,
        article_code=one_line(found.attributes.get("productId", "")) or code,
        article=found.value(_ARTICLE) or first.get("vendorCode", ""),
        name=name or product_name,
        product_name=product_name or name,
        barcodes=barcodes,
        identity=_identity(found, own_uins, quantity, around),
        uin_required=found.claim(_UIN_REQUIRED, otherwise=jewellery and settings.jewellery_needs_uin),
        uins=own_uins,
        weight_g=grams(weight_mg),
        weight_mg=weight_mg,
        length_mm=length_mm,
        width_mm=width_mm,
        height_mm=height_mm,
        size=_of(params, settings.size_codes),
        stone=_of(params, settings.stone_codes),
        properties=tuple(pair for code, pair in params.items() if code not in around.our_codes),
        jewellery=jewellery,
        service="service" in (found.attributes.get("type"), found.value(_KIND).lower()),
        picture=first.get("picture", ""),
        place=_of(params, settings.place_codes),
        store=_of(params, settings.store_codes),
        quantity=quantity,
        active=first.get("activity", "").lower() not in _NO and first.get("productActivity", "").lower() not in _NO,
    )


def _quantity(found: Gathered, odd: Counter[str]) -> int | None:
    text = found.attributes.get("quantity", "").strip()
    return _read(ImportCode.QUANTITY_BROKEN, odd, lambda: count(text), None) if text else None


def _weight_mg(found: Gathered, odd: Counter[str]) -> int:
    element = found.first.get("weight", "")
    text, unit = (element, "") if element else (found.value(_WEIGHT), found.weight_unit)
    return _read(ImportCode.WEIGHT_BROKEN, odd, lambda: milligrams(text, unit), 0) if text else 0


def _sides(found: Gathered, odd: Counter[str]) -> tuple[int, int, int]:
    text = found.first.get("dimensions", "")
    return _read(ImportCode.DIMENSIONS_BROKEN, odd, lambda: millimetres(text), _NO_SIDES) if text else _NO_SIDES


def _is_jewellery(found: Gathered, own_uins: tuple[OfferUin, ...], around: Surroundings) -> bool:
    sure = bool(own_uins) or not around.settings.jewellery_codes.isdisjoint(found.params)
    return found.claim(_JEWELLERY, otherwise=sure or not around.jewellery_categories.isdisjoint(found.categories))


def _identity(found: Gathered, own_uins: tuple[OfferUin, ...], quantity: int | None, around: Surroundings) -> Identity:
    word = found.value(_IDENTITY).lower()
    if word in _IDENTITIES:
        return Identity(word)
    if word:
        around.odd[ImportCode.IDENTITY_UNKNOWN] += 1
    alone = quantity == 1 and around.settings.single_is_unit
    return Identity.UNIT if own_uins or alone else Identity.OFFER


def _of(params: Mapping[str, tuple[str, str]], codes: frozenset[str]) -> str:
    if codes.isdisjoint(params):
        return ""
    return next(text for code, (_, text) in params.items() if code in codes)


def _read(code: str, odd: Counter[str], read: Callable[[], Value], otherwise: Value) -> Value:
    try:
        return read()
    except BrokenValue:
        odd[code] += 1
        return otherwise
