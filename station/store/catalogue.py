"""Offers, their barcodes and single units, as the live generation of each catalogue has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, insert, select, update

from station.domain.offer import Offer, Unit
from station.store.barcode_key import barcode_key
from station.store.sitting import Sitting
from station.store.tables.goods import barcodes, generations, offers, reservations, unit_uins, units

LIVE = select(generations.c.id).where(generations.c.state == "live").scalar_subquery()
_CODES: Final[Any] = bindparam("codes", expanding=True)
_OFFERS = select(*(column for column in offers.c if column.name != "generation")).where(
    offers.c.code.in_(_CODES), offers.c.generation.in_(LIVE)
)
_BARCODES = (
    select(barcodes.c.offer, barcodes.c.barcode)
    .where(barcodes.c.offer.in_(_CODES), barcodes.c.generation.in_(LIVE))
    .order_by(barcodes.c.offer, barcodes.c.key)
)
_ARTICLES = select(offers.c.article_code).where(offers.c.code.in_(_CODES), offers.c.generation.in_(LIVE))
_SISTERS = (
    select(offers.c.code)
    .where(offers.c.article_code.in_(_ARTICLES), offers.c.article_code != "", offers.c.generation.in_(LIVE))
    .order_by(offers.c.code)
)
_UNITS = (
    select(units.c.code, units.c.offer, units.c.store, reservations.c.order_number)
    .select_from(units.outerjoin(reservations, reservations.c.unit == units.c.code))
    .where(units.c.generation.in_(LIVE))
    .order_by(units.c.code)
)
_OF_OFFER = _UNITS.where(units.c.offer == bindparam("offer"))
_OF_ORDER = _UNITS.where(reservations.c.order_number == bindparam("order"))
_UINS = (
    select(unit_uins.c.unit, unit_uins.c.uin)
    .where(unit_uins.c.unit.in_(_CODES), unit_uins.c.generation.in_(LIVE))
    .order_by(unit_uins.c.uin)
)
_ORDER_OF_UNIT = select(reservations.c.order_number).where(reservations.c.unit == bindparam("unit"))
_FREE = delete(reservations).where(reservations.c.unit == bindparam("freed"))
_RESERVE = insert(reservations)
_MOVE = update(units).where(units.c.code == bindparam("moved")).values(store=bindparam("to_store"))


class SqlCatalogue:
    """The catalogue in one unit of work."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def offers(self, codes: Collection[str]) -> Mapping[str, Offer]:
        """Return the offers with these codes."""
        kept = self._sitting.offers
        unread = [code for code in codes if code not in kept]
        if unread:
            kept.update(dict.fromkeys(unread))
            kept.update((row[0], Offer(*row)) for row in self._sitting.read(_OFFERS, {"codes": unread}))
        return {code: offer for code in codes if (offer := kept[code]) is not None}

    def barcodes(self, codes: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the barcodes of each offer, as they stand in the catalogue (leading zeros kept)."""
        found: dict[str, list[str]] = defaultdict(list)
        for offer, barcode in self._sitting.read(_BARCODES, {"codes": list(codes)}) if codes else ():
            found[offer].append(barcode)
        return {offer: tuple(dict.fromkeys(found[offer])) for offer in found}

    def sisters(self, codes: Collection[str]) -> tuple[str, ...]:
        """Return the other offers of the same articles."""
        found = self._sitting.read(_SISTERS, {"codes": list(codes)}).scalars() if codes else ()
        return tuple(code for code in found if code not in set(codes))

    def units(self, offer: str) -> tuple[Unit, ...]:
        """Return the single units of an offer."""
        return self._with_uins(self._sitting.read(_OF_OFFER, {"offer": offer}).all())

    def reserved_for(self, order: str) -> tuple[Unit, ...]:
        """Return the units set aside for an order."""
        kept = self._sitting.reserved.get(order)
        if kept is None:
            kept = self._with_uins(self._sitting.read(_OF_ORDER, {"order": order}).all())
            self._sitting.reserved[order] = kept
        return kept

    def reserve(self, unit: str, order: str) -> None:
        """Set a unit aside for an order (empty: free it). The code may be given as it is printed."""
        unit = barcode_key(unit)
        self._sitting.reserved.clear()
        self._sitting.write(_FREE, {"freed": unit})
        if order:
            self._sitting.write(_RESERVE, {"unit": unit, "order_number": order})

    def move(self, unit: str, store: str) -> None:
        """Say in which store a single unit lies now. The code may be given as it is printed."""
        self._sitting.reserved.clear()
        self._sitting.write(_MOVE, {"moved": barcode_key(unit), "to_store": store})

    def unit(self, code: str, offer: str, store: str) -> Unit:
        """Return a unit that is known already, with its UINs and the order it is set aside for."""
        reserved = self._sitting.read(_ORDER_OF_UNIT, {"unit": code}).scalar() or ""
        return Unit(code, offer, store, self._uins([code]).get(code, ()), reserved)

    def _with_uins(self, rows: Collection[Row[*tuple[object, ...]]]) -> tuple[Unit, ...]:
        uins = self._uins([row.code for row in rows])
        return tuple(
            Unit(row.code, row.offer, row.store, uins.get(row.code, ()), row.order_number or "") for row in rows
        )

    def _uins(self, codes: Collection[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for unit, uin in self._sitting.read(_UINS, {"codes": list(codes)}) if codes else ():
            found[unit].append(uin)
        return {unit: tuple(uins) for unit, uins in found.items()}
