"""The catalogue, in generations: a feed is staged beside the old one, which stays until the new one is whole."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, false

from station.domain.offer import Identity
from station.store.tables.schema import identity, metadata
from station.store.types import PAIRS, Moment, TextEnum

generations = Table(
    "catalogue_generations",
    metadata,
    identity(),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),  # "staged" | "live" | "old"
    Column("begun_at", Moment, nullable=False),
    Column("live_at", Moment),
)


def _generation() -> Column[int]:
    return Column("generation", Integer, primary_key=True, autoincrement=False)


offers = Table(
    "offers",
    metadata,
    Column("code", Text, primary_key=True),
    _generation(),
    Column("article_code", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("identity", TextEnum(Identity), nullable=False),
    Column("uin_required", Boolean, nullable=False, server_default=false()),
    Column("weight_mg", Integer, nullable=False, server_default="0"),
    Column("size", Text, nullable=False, server_default=""),
    Column("stone", Text, nullable=False, server_default=""),
    Column("properties", PAIRS),
    Column("jewellery", Boolean, nullable=False, server_default=false()),
    Column("picture", Text, nullable=False, server_default=""),
    Column("place", Text, nullable=False, server_default=""),
    Column("store", Text, nullable=False, server_default=""),
    Index("ix_offers_generation", "generation"),
)

# `key` is how a scan finds it: the GTIN padded to 14 digits, else the text in capitals.
barcodes = Table(
    "barcodes",
    metadata,
    Column("key", Text, primary_key=True),
    Column("offer", Text, primary_key=True),
    _generation(),
    Column("barcode", Text, nullable=False),
    Index("ix_barcodes_offer", "offer"),
    Index("ix_barcodes_generation", "generation"),
)

units = Table(
    "units",
    metadata,
    Column("code", Text, primary_key=True),
    _generation(),
    Column("offer", Text, nullable=False, index=True),
    Column("store", Text, nullable=False, server_default=""),
    Index("ix_units_generation", "generation"),
)

unit_uins = Table(
    "unit_uins",
    metadata,
    Column("uin", Text, primary_key=True),
    _generation(),
    Column("unit", Text, nullable=False, index=True),
    Index("ix_unit_uins_generation", "generation"),
)

reservations = Table(
    "reservations",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("order_number", Text, nullable=False, index=True),
)
