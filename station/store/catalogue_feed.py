"""A whole catalogue brought in beside the old one, while scanning goes on; then one short swap.

A feed is staged as a new generation, some hundred offers in a transaction; nobody sees it. When all of it was read
without fault, the generations change places. Any exception before that leaves the old one as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Executable, Table, bindparam, delete, exists, func, literal, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from station.domain.incoming import CatalogueOffer
from station.domain.offer import Identity
from station.errors import StoreTrouble
from station.store.barcode_key import barcode_key
from station.store.engine import Store
from station.store.sitting import Sitting
from station.store.tables.goods import barcodes, generations, offers, reservations, unit_uins, units
from station.store.tables.orders import verified_units

CHUNK: Final = 100  # offers in a transaction: some milliseconds, which a scan may have to wait
_CHUNKS_BETWEEN_CHECKPOINTS: Final = 4  # made here, so that no scan has to make one
_ROWS_AT_ONCE: Final = 500  # of what is deleted, or looked through, in a transaction
_PAUSE_S: Final = 0.003  # between two transactions: a scan that waits goes first

_STAGED: Final = (offers, barcodes, units, unit_uins)
_SOURCE: Final[Any] = bindparam("of_source")
_NEW: Final[Any] = bindparam("new_generation")
_CODES: Final[Any] = bindparam("codes", expanding=True)
_LIVE = select(generations.c.id).where(generations.c.source == _SOURCE, generations.c.state == "live")
_STAYS = units.alias("stays")
_IN_OLD_ONLY = (
    select(units.c.code)
    .where(
        units.c.generation.in_(_LIVE.scalar_subquery()),
        ~exists().where(_STAYS.c.code == units.c.code, _STAYS.c.generation == _NEW),
    )
    .distinct()
)
_RESERVED = _IN_OLD_ONLY.join(reservations, reservations.c.unit == units.c.code)
_LYING = _IN_OLD_ONLY.join(verified_units, verified_units.c.unit == units.c.code).where(
    verified_units.c.ended_at.is_(None),
    verified_units.c.id > bindparam("after"),
    verified_units.c.id <= bindparam("up_to"),
)
_LAST_VERIFIED = select(func.coalesce(func.max(verified_units.c.id), 0))
_OUTDATE = update(generations).where(
    generations.c.source == _SOURCE, generations.c.id != _NEW, generations.c.state != "old"
)
_ENTHRONE = update(generations).where(generations.c.id == _NEW)
_OLD = select(generations.c.id).where(generations.c.source == _SOURCE, generations.c.state == "old")


@dataclass(frozen=True)
class CatalogueCounts:
    """What came in, and how many units of the old catalogue stay because they are set aside or lie in parcels."""

    offers: int = 0
    barcodes: int = 0
    units: int = 0
    kept_units: int = 0


def replace_catalogue(
    store: Store, feed: Iterable[CatalogueOffer], *, source: str, at: datetime, chunk: int = CHUNK
) -> CatalogueCounts:
    """Put a feed in the place of the catalogue of `source` (a shop); return what came in.

    Whatever the feed raises is raised, and the old catalogue stays. Takes as long as the feed is big: not for the
    thread of the bench. Memory does not grow with the feed.
    """
    with store.sitting() as sitting:
        begun = {"source": source, "state": "staged", "begun_at": at}
        new = sitting.write(generations.insert().returning(generations.c.id), begun).scalar_one()
        sitting.commit()
    try:
        counts = _stage(store, feed, new, chunk)
        kept, looked_through = _carry_parcels(store, source, new)
        kept += _swap(store, source, new, at=at, after=looked_through)
    except BaseException:
        with suppress(StoreTrouble):  # else the next feed cleans up
            _give_up(store, source, new)
        raise
    _clean(store, source)
    return CatalogueCounts(*counts, kept_units=kept)


def _give_up(store: Store, source: str, new: int) -> None:
    with store.sitting() as sitting:
        sitting.write(update(generations).where(generations.c.id == new).values(state="old"))
        sitting.commit()
    _clean(store, source)


def _stage(store: Store, feed: Iterable[CatalogueOffer], new: int, chunk: int) -> tuple[int, int, int]:
    totals = [0, 0, 0]
    for n, some in enumerate(_chunks(feed, chunk), start=1):
        rows = tuple(list(_rows_of(table, some, new)) for table in _STAGED)
        with store.sitting() as sitting:
            for table, mine in zip(_STAGED, rows, strict=True):
                if mine:
                    sitting.write(_insert(sitting, table), mine)
            sitting.commit()
        totals = [total + len(mine) for total, mine in zip(totals, rows, strict=False)]
        if n % _CHUNKS_BETWEEN_CHECKPOINTS == 0:
            store.checkpoint()
        time.sleep(_PAUSE_S)
    return totals[0], totals[1], totals[2]


def _chunks(feed: Iterable[CatalogueOffer], size: int) -> Iterator[list[CatalogueOffer]]:
    each = iter(feed)
    while some := list(islice(each, size)):
        yield some


def _rows_of(table: Table, some: Sequence[CatalogueOffer], new: int) -> Iterator[dict[str, Any]]:
    for one in some:
        if table is offers:
            yield _offer_row(one, new)
        elif table is barcodes:
            yield from _barcode_rows(one, new)
        elif one.identity is Identity.UNIT:
            yield from _unit_rows(one, new) if table is units else _uin_rows(one, new)


def _offer_row(one: CatalogueOffer, new: int) -> dict[str, Any]:
    return {
        "code": one.code, "generation": new, "article_code": one.article_code, "article": one.article,
        "name": one.name, "identity": one.identity, "uin_required": one.uin_required, "weight_mg": one.weight_mg,
        "size": one.size, "stone": one.stone, "properties": one.properties, "jewellery": one.jewellery,
        "picture": one.picture, "place": one.place, "store": one.store,
    }  # fmt: skip


def _barcode_rows(one: CatalogueOffer, new: int) -> Iterator[dict[str, Any]]:
    for key, barcode in {barcode_key(barcode): barcode for barcode in reversed(one.barcodes)}.items():
        yield {"key": key, "offer": one.code, "generation": new, "barcode": barcode}


def _unit_rows(one: CatalogueOffer, new: int) -> Iterator[dict[str, Any]]:
    for key in dict.fromkeys(map(barcode_key, one.barcodes)):
        yield {"code": key, "generation": new, "offer": one.code, "store": one.store}


def _uin_rows(one: CatalogueOffer, new: int) -> Iterator[dict[str, Any]]:
    keys = [barcode_key(barcode) for barcode in one.barcodes]
    for uin in one.uins:
        unit = barcode_key(uin.barcode) if uin.barcode else (keys[0] if len(keys) == 1 else "")
        if unit:
            yield {"uin": uin.uin, "generation": new, "unit": unit}


def _carry_parcels(store: Store, source: str, new: int) -> tuple[int, int]:
    """Keep the units that lie in parcels; return how many, and up to which verified unit was looked."""
    with store.sitting() as sitting:
        last = int(sitting.read(_LAST_VERIFIED).scalar_one())
    kept = 0
    for after in range(0, last, _ROWS_AT_ONCE):
        with store.sitting() as sitting:
            part = {"after": after, "up_to": min(after + _ROWS_AT_ONCE, last)}
            kept += _carry(sitting, _LYING, source, new, **part)
            sitting.commit()
        time.sleep(_PAUSE_S)
    return kept, last


def _swap(store: Store, source: str, new: int, *, at: datetime, after: int) -> int:
    with store.sitting() as sitting:
        last = int(sitting.read(_LAST_VERIFIED).scalar_one())
        kept = _carry(sitting, _LYING, source, new, after=after, up_to=last)
        kept += _carry(sitting, _RESERVED, source, new)
        sitting.write(_OUTDATE.values(state="old"), {"of_source": source, "new_generation": new})
        sitting.write(_ENTHRONE.values(state="live", live_at=at), {"new_generation": new})
        sitting.commit()
    return kept


def _carry(sitting: Sitting, which: Executable, source: str, new: int, **part: int) -> int:
    """Copy units that the new generation would lose, with their UINs and offers; return how many."""
    facts: dict[str, Any] = {"of_source": source, "new_generation": new, **part}
    codes = list(sitting.read(which, facts).scalars())
    if codes:
        of_units = select(units.c.offer).where(units.c.code.in_(_CODES)).scalar_subquery()
        for table, mine in ((units, units.c.code.in_(_CODES)), (unit_uins, unit_uins.c.unit.in_(_CODES)),
                            (offers, offers.c.code.in_(of_units))):  # fmt: skip
            columns = [literal(new) if column.name == "generation" else column for column in table.c]
            copies = select(*columns).where(mine, table.c.generation.in_(_LIVE.scalar_subquery()))
            names = [column.name for column in table.c]
            sitting.write(_insert(sitting, table, (names, copies)), {"of_source": source, "codes": codes})
    return len(codes)


def _insert(sitting: Sitting, table: Table, copied: tuple[list[str], Any] | None = None) -> Executable:
    """Return an insert that leaves out what is there already: in a feed the first of two equal keys counts."""
    if sitting.dialect == "postgresql":
        plain = postgresql.insert(table)
        return (plain.from_select(*copied) if copied else plain).on_conflict_do_nothing()
    simple = sqlite.insert(table)
    return (simple.from_select(*copied) if copied else simple).on_conflict_do_nothing()


def _clean(store: Store, source: str) -> None:
    """Delete what was replaced, a little at a time."""
    with store.sitting() as sitting:
        old = list(sitting.read(_OLD, {"of_source": source}).scalars())
    for generation in old:
        for table in _STAGED:
            while _delete_some(store, table, generation):
                time.sleep(_PAUSE_S)
        with store.sitting() as sitting:
            sitting.write(delete(generations).where(generations.c.id == generation))
            sitting.commit()


def _delete_some(store: Store, table: Table, generation: int) -> bool:
    keys = list(table.primary_key.columns)
    some = select(*keys).where(table.c.generation == generation).limit(_ROWS_AT_ONCE)
    with store.sitting() as sitting:
        gone = sitting.write(delete(table).where(tuple_(*keys).in_(some))).rowcount
        sitting.commit()
    return gone > 0
