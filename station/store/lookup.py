"""One question for one code: every table that a scanned code can stand in, asked in one round trip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, cast, exists, literal, null, select, union_all

from station.domain.workflow.phases import Phase
from station.scan.barcode import Decoded, Shape
from station.scan.known import Known, NumberOf, UnitPlace
from station.store.barcode_key import barcode_key
from station.store.catalogue import LIVE, SqlCatalogue
from station.store.people import badge_hash
from station.store.sitting import Sitting
from station.store.tables.goods import barcodes, unit_uins, units
from station.store.tables.house import operators
from station.store.tables.orders import bindings, line_barcodes, orders, parcel_labels, parcels, verified_units

_TEXT: Final[Any] = bindparam("text", type_=Text)
_KEY: Final[Any] = bindparam("key", type_=Text)
_WIDTH: Final = 6
# The number that stands for a parcel now comes before one that waits, and that before one that is void.
_RANK: Final = {"bound": 0, "label": 1, "void": 2}


def _row(kind: str, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    wide = (*columns, *[null()] * (_WIDTH - len(columns)))
    return select(literal(kind, literal_execute=True).label("kind"), *(cast(column, Text) for column in wide))


def _number(state: ColumnElement[Any], table: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - bindings or labels
    facts = (parcels.c.carrier, orders.c.number, parcels.c.position, parcels.c.id, orders.c.phase, state)
    joined = table.join(parcels, parcels.c.id == table.c.parcel_id).join(orders, orders.c.id == parcels.c.order_id)
    return _row("number", *facts).select_from(joined).where(table.c.number == _TEXT)


_LYING = verified_units.c.ended_at.is_(None)
_BINDING_STATE = case((bindings.c.ended_at.is_(None), "bound"), (bindings.c.ended_why == "void", "void"), else_="ended")
_LABEL_STATE = case((parcel_labels.c.state == "void", "void"), else_="label")
_IN_CATALOGUE = exists().where(barcodes.c.offer == line_barcodes.c.offer, barcodes.c.generation.in_(LIVE))
_UNIT = (units.c.code, units.c.offer, units.c.store)
_OF_UIN = unit_uins.join(units, (units.c.code == unit_uins.c.unit) & (units.c.generation == unit_uins.c.generation))

_KNOWN = union_all(
    _row("order", orders.c.number).where(orders.c.number == _TEXT),
    _row("offer", barcodes.c.offer).where(barcodes.c.key == _KEY, barcodes.c.generation.in_(LIVE)),
    # What the catalogue has barcodes for is judged by the catalogue alone: an old order's word may be out of date.
    _row("offer", line_barcodes.c.offer).where(line_barcodes.c.key == _KEY, ~_IN_CATALOGUE),
    _row("unit", *_UNIT).where(units.c.code == _KEY, units.c.generation.in_(LIVE)),
    _row("unit", *_UNIT).select_from(_OF_UIN).where(unit_uins.c.uin == _TEXT, units.c.generation.in_(LIVE)),
    _row("lies", verified_units.c.id).where(verified_units.c.unit == _KEY, _LYING),
    _row("lies", verified_units.c.id).where(verified_units.c.uin == _TEXT, _LYING),
    _row("lies", verified_units.c.id)
    .select_from(unit_uins.join(verified_units, verified_units.c.unit == unit_uins.c.unit))
    .where(unit_uins.c.uin == _TEXT, unit_uins.c.generation.in_(LIVE), _LYING),
    _number(_BINDING_STATE, bindings),
    _number(_LABEL_STATE, parcel_labels),
)
_PLACE = (
    select(orders.c.number, parcels.c.position, verified_units.c.verified_at, verified_units.c.verified_by)
    .select_from(verified_units.join(parcels).join(orders, orders.c.id == parcels.c.order_id))
    .where(verified_units.c.id == bindparam("id"))
)
_PARKED = select(orders.c.number).where(orders.c.tray == _TEXT)
_OPERATOR = select(operators.c.code).where(operators.c.badge_hash == bindparam("badge"))


class SqlLookup:
    """The house's knowledge of codes."""

    def __init__(self, sitting: Sitting, catalogue: SqlCatalogue) -> None:
        self._sitting = sitting
        self._catalogue = catalogue

    def known(self, decoded: Decoded) -> Known:
        """Return what the house knows of a code, under every reading that the decoder allows."""
        if Shape.BADGE in decoded.shapes:
            return Known(operator=self._sitting.read(_OPERATOR, {"badge": badge_hash(decoded.text)}).scalar())
        if Shape.TRAY in decoded.shapes:
            return Known(parked_order=self._sitting.read(_PARKED, {"text": decoded.text}).scalar())
        if decoded.secret or decoded.shapes & {Shape.COMMAND, Shape.GARBAGE}:
            return Known()
        rows: list[Any] = []
        for text, key in _readings(decoded):
            rows += [(text, row) for row in self._sitting.read(_KNOWN, {"text": text, "key": key})]
        return self._known(rows) if rows else Known()

    def _known(self, rows: list[tuple[str, Any]]) -> Known:
        of = {kind: [row for _, row in rows if row[0] == kind] for kind in ("order", "offer", "unit", "lies")}
        unit = of["unit"][0] if of["unit"] else None
        return Known(
            order=of["order"][0][1] if of["order"] else None,
            offers=tuple(dict.fromkeys(row[1] for row in of["offer"])),
            unit=self._catalogue.unit(unit[1], unit[2], unit[3]) if unit else None,
            unit_place=self._place(int(of["lies"][0][1])) if of["lies"] else None,
            number=_best_number(rows),
        )

    def _place(self, verified_id: int) -> UnitPlace:
        return UnitPlace(*self._sitting.read(_PLACE, {"id": verified_id}).one())


def _readings(decoded: Decoded) -> Iterable[tuple[str, str]]:
    pairs = [(text, barcode_key(text)) for text in (decoded.text, *decoded.candidates)]
    if decoded.gtin14 is not None:
        pairs.append((decoded.text, decoded.gtin14))
    if decoded.uin is not None:
        pairs.append((decoded.uin, decoded.uin))
    return dict.fromkeys(pairs)


def _best_number(rows: list[tuple[str, Any]]) -> NumberOf | None:
    found = [(text, row) for text, row in rows if row[0] == "number" and row[6] in _RANK]
    if not found:
        return None
    text, row = min(found, key=lambda one: _RANK[one[1][6]])
    return NumberOf(
        number=text, carrier=row[1], order=row[2], parcel=int(row[3]), parcel_id=int(row[4]),
        phase=Phase(row[5]), bound=row[6] == "bound", void=row[6] == "void",
    )  # fmt: skip
