"""Manifests with the parcels in their cages, number ranges of the carriers, bytes of labels."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from station.domain.manifest import ManifestState
from station.store.tables.schema import belongs_to, identity, metadata, unique
from station.store.types import Moment, TextEnum

manifests = Table(
    "manifests",
    metadata,
    identity(),
    Column("number", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("bench", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("state", TextEnum(ManifestState), nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Text),
    Column("courier", Text, nullable=False, server_default=""),
    Column("journal_head", Text, nullable=False, server_default=""),
    Column("journal_count", Integer, nullable=False, server_default="0"),
    Column("act_kept_at", Moment),
    Column("version", Integer, nullable=False, server_default="1"),
    unique("manifest_number_taken", "number"),
    Index("ix_manifests_act", "bench", "state", "act_kept_at"),
)

manifest_rows = Table(
    "manifest_rows",
    metadata,
    identity(),
    belongs_to("manifests", "manifest_id"),
    Column("parcel_id", Integer, ForeignKey("parcels.id"), nullable=False),
    Column("order_number", Text, nullable=False),
    Column("parcel_position", Integer, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("caged_at", Moment, nullable=False),
    Column("caged_by", Text, nullable=False),
    Column("scan_id", Text, nullable=False),
    Column("removed_at", Moment),
    Column("removed_by", Text),
    unique("parcel_on_manifest", "parcel_id", where="{row}removed_at IS NULL"),
    Index("ix_manifest_rows_parcel", "parcel_id"),
)

number_ranges = Table(
    "number_ranges",
    metadata,
    identity(),
    Column("carrier", Text, nullable=False, index=True),
    Column("first_counter", BigInteger, nullable=False),
    Column("last_counter", BigInteger, nullable=False),
    Column("next_counter", BigInteger, nullable=False),
)

label_files = Table(
    "label_files",
    metadata,
    Column("label_id", Integer, ForeignKey("parcel_labels.id"), primary_key=True, autoincrement=False),
    Column("png", LargeBinary, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("dpi", Integer, nullable=False),
    Column("width_mm", Integer, nullable=False),
    Column("height_mm", Integer, nullable=False),
)
