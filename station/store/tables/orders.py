"""Orders, with everything that hangs on one: lines, holds, passport checks, parcels, shipments."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, false, text

from station.domain.order import LineKind, PassportState
from station.domain.parcel import LabelState, ParcelState
from station.domain.shipment import Numbering, ShipmentState
from station.domain.workflow.phases import Phase
from station.store.tables.schema import belongs_to, identity, metadata, unique
from station.store.types import CONSIGNEE, PAIRS, TEXTS, Moment, TextEnum

passport_checks = Table(
    "passport_checks",
    metadata,
    identity(),
    Column("state", TextEnum(PassportState), nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    identity(),
    Column("number", Text, nullable=False),
    Column("workflow", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("phase", TextEnum(Phase), nullable=False),
    Column("site", Text, nullable=False, server_default=""),
    Column("channel", Text, nullable=False, server_default=""),
    Column("channel_id", Text, nullable=False, server_default=""),
    Column("external_id", Text, nullable=False, server_default=""),
    Column("channel_status", Text, nullable=False, server_default=""),
    Column("closed_elsewhere", Boolean, nullable=False, server_default=false()),
    Column("parent", Text, index=True),
    Column("carrier", Text, nullable=False, server_default=""),
    Column("service", Text, nullable=False, server_default=""),
    Column("numbering", TextEnum(Numbering), nullable=False, server_default=Numbering.ALLOTTED.value),
    Column("consignee", CONSIGNEE),
    Column("shipment_store", Text, nullable=False, server_default=""),
    Column("created_at", Moment),
    Column("ship_by_at", Moment, index=True),
    Column("deliver_on", Date),
    Column("delivery_window", Text, nullable=False, server_default=""),
    Column("total_kopecks", BigInteger, nullable=False, server_default="0"),
    Column("due_goods_kopecks", BigInteger, nullable=False, server_default="0"),
    Column("due_delivery_kopecks", BigInteger, nullable=False, server_default="0"),
    Column("payload_hash", Text, nullable=False, server_default=""),
    Column("bench", Text),
    Column("tray", Text),
    Column("handed_over", Boolean, nullable=False, server_default=false()),
    Column("passport_id", Integer, ForeignKey("passport_checks.id")),
    Column("version", Integer, nullable=False, server_default="1"),
    unique("order_number_taken", "number"),
    unique("bench_taken", "bench", where="{row}bench IS NOT NULL"),
    unique("tray_taken", "tray", where="{row}tray IS NOT NULL"),
    Index("ix_orders_status", "workflow", "status"),
    # As the list of what waits is read: a dozen rows of a hundred thousand, the earliest deadline first.
    Index("ix_orders_phase", "phase", text("(ship_by_at IS NULL)"), "ship_by_at", "id"),
    Index("ix_orders_channel", "channel", "channel_id"),
)

order_lines = Table(
    "order_lines",
    metadata,
    identity(),
    belongs_to("orders", "order_id"),
    Column("line_key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", TextEnum(LineKind), nullable=False),
    Column("offer", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price_kopecks", BigInteger, nullable=False, server_default="0"),
    Column("barcodes", TEXTS),
    Column("properties", PAIRS),
    Column("cancelled", Boolean, nullable=False, server_default=false()),
    unique("line_key_taken", "order_id", "line_key"),
)

# What the orders themselves say of barcodes: an order whose offer is in no catalogue can be packed by it.
line_barcodes = Table(
    "line_barcodes",
    metadata,
    Column("key", Text, primary_key=True),
    Column("offer", Text, primary_key=True),
)

holds = Table(
    "holds",
    metadata,
    identity(),
    belongs_to("orders", "order_id"),
    Column("reason", Text, nullable=False),
    Column("held_by", Text, nullable=False),
    Column("held_at", Moment, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("released_by", Text),
    Column("released_at", Moment),
)

shipments = Table(
    "shipments",
    metadata,
    identity(),
    belongs_to("orders", "order_id"),
    Column("carrier", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("state", TextEnum(ShipmentState), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("waybill", Text, nullable=False, server_default=""),
    Column("trouble_code", Text, nullable=False, server_default=""),
    Column("trouble_text", Text, nullable=False, server_default=""),
    Column("changed_at", Moment),
    unique("shipment_reference_taken", "reference"),
    unique("shipment_live_already", "order_id", where="{row}state <> 'void'"),
)

parcels = Table(
    "parcels",
    metadata,
    identity(),
    belongs_to("orders", "order_id"),
    Column("position", Integer, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("numbering", TextEnum(Numbering), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("state", TextEnum(ParcelState), nullable=False),
    Column("weight_g", Integer),
    Column("weighed_by", Text),
    Column("closed_at", Moment),
)

verified_units = Table(
    "verified_units",
    metadata,
    identity(),
    belongs_to("parcels", "parcel_id"),
    Column("line_key", Text, nullable=False),
    Column("offer", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("verified_by", Text, nullable=False),
    Column("verified_at", Moment, nullable=False),
    Column("scan_id", Text, nullable=False),
    Column("unit", Text),
    Column("uin", Text),
    Column("ended_at", Moment),
    Column("ended_by", Text),
    Column("ended_why", Text),
    unique("unit_in_parcel", "unit", where="{row}ended_at IS NULL AND {row}unit IS NOT NULL"),
    unique("uin_in_parcel", "uin", where="{row}ended_at IS NULL AND {row}uin IS NOT NULL"),
)

bindings = Table(
    "bindings",
    metadata,
    identity(),
    belongs_to("parcels", "parcel_id"),
    Column("carrier", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("bound_at", Moment, nullable=False),
    Column("bound_by", Text, nullable=False),
    Column("scan_id", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Text),
    Column("ended_why", Text),
    unique("number_taken", "carrier", "number", where="{row}ended_at IS NULL"),
    unique("parcel_bound_already", "parcel_id", where="{row}ended_at IS NULL"),
    Index("ix_bindings_number", "number"),
)

parcel_labels = Table(
    "parcel_labels",
    metadata,
    identity(),
    belongs_to("parcels", "parcel_id"),
    Column("number", Text, nullable=False, index=True),
    Column("state", TextEnum(LabelState), nullable=False, index=True),
    Column("asked_at", Moment, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("form", Text, nullable=False, server_default=""),
    Column("parcel_of", Integer, nullable=False, server_default="1"),
    Column("printed_at", Moment),
    Column("copies", Integer, nullable=False, server_default="0"),
    Column("trouble", Text, nullable=False, server_default=""),
    Column("bench", Text, nullable=False, server_default=""),
)
