"""Benches, people, workflows; and what is written for ever or waits to go out: journal and outbox."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, true

from station.domain.people import Role
from station.domain.workflow.phases import Phase
from station.store.tables.schema import identity, metadata, unique
from station.store.types import FACTS, PAIRS, PENDING, TEXTS, Moment, TextEnum

benches = Table(
    "benches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("operator", Text),
    Column("order_number", Text),
    Column("manifest", Text),
    Column("lock_code", Text),
    Column("pending", PENDING),
    Column("seen_at", Moment),
    Column("version", Integer, nullable=False, server_default="1"),
)

operators = Table(
    "operators",
    metadata,
    identity(),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", TextEnum(Role), nullable=False),
    Column("badge_hash", Text, nullable=False),
    Column("pin_hash", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("pin_failures", Integer, nullable=False, server_default="0"),
    Column("pin_locked_until_at", Moment),
    unique("operator_code_taken", "code"),
    unique("badge_taken", "badge_hash"),
)

workflow_statuses = Table(
    "workflow_statuses",
    metadata,
    Column("workflow", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("phase", TextEnum(Phase), nullable=False),
    Column("names", PAIRS),
    Column("group_name", Text, nullable=False, server_default=""),
    Column("roles", TEXTS),
    Column("limit_minutes", Integer),
    Column("position", Integer, nullable=False, server_default="0"),
)

workflow_transitions = Table(
    "workflow_transitions",
    metadata,
    Column("workflow", Text, primary_key=True),
    Column("from_status", Text, primary_key=True),
    Column("to_status", Text, primary_key=True),
)

journal = Table(
    "journal",
    metadata,
    identity(),
    Column("bench", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("tone", Text, nullable=False),
    Column("intent", Text, nullable=False),
    Column("operator", Text, nullable=False),
    Column("order_number", Text, nullable=False, index=True),
    Column("parcel", Integer),
    Column("scan_id", Text, nullable=False),
    Column("payload", FACTS, nullable=False),
    Column("previous_mac", Text, nullable=False),
    Column("mac", Text, nullable=False),
    unique("journal_place_taken", "bench", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    identity(),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("payload", FACTS, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("trouble", Text, nullable=False),
    unique("outbox_key_taken", "topic", "key"),
    Index("ix_outbox_state", "state", "topic"),
)
