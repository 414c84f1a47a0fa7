"""Rules of parcels and what belongs to them: sealed once the order is out; void numbers stay void for ever."""

# ruff: noqa: S608 - SQL put together from our own names, before there is any user

from __future__ import annotations

from station.store.rules.law import (
    On,
    Rule,
    begun_or_ended,
    changed,
    changed_text,
    order_is_out,
    parcel_is_out,
    without_a_sign,
)

EITHER_ORDER_OUT = f"({order_is_out('OLD.order_id')} OR {order_is_out('NEW.order_id')})"
EITHER_PARCEL_OUT = f"({parcel_is_out('OLD.parcel_id')} OR {parcel_is_out('NEW.parcel_id')})"
VOID_NUMBER = (
    "EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id "
    "WHERE l.number = NEW.number AND l.state = 'void' AND p.carrier = NEW.carrier) "
    "OR EXISTS (SELECT 1 FROM bindings b "
    "WHERE b.number = NEW.number AND b.carrier = NEW.carrier AND b.ended_why = 'void')"
)
CARRIER_OF_LABEL = "(SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id)"
OTHER_LABEL = (
    "EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id "
    f"WHERE l.number = NEW.number AND p.carrier = {CARRIER_OF_LABEL}"
)

# Who bound or verified, when, and by which scan.
WHO_BOUND = ("bound_by", "bound_at", "scan_id")
WHO_VERIFIED = ("code", "verified_by", "verified_at", "scan_id")

PARCEL_RULES: tuple[Rule, ...] = (
    Rule("sealed", "parcels", On.INSERT, order_is_out("NEW.order_id")),
    Rule(
        "sealed",
        "parcels",
        On.UPDATE,
        f"{EITHER_ORDER_OUT} AND ({changed('order_id', 'state', 'carrier')} "
        "OR COALESCE(NEW.weight_g, 0) <> COALESCE(OLD.weight_g, 0))",
    ),
)

UNIT_RULES: tuple[Rule, ...] = (
    Rule("sealed", "verified_units", On.INSERT, parcel_is_out("NEW.parcel_id")),
    Rule(
        "sealed",
        "verified_units",
        On.UPDATE,
        f"{EITHER_PARCEL_OUT} AND ({changed('parcel_id', 'line_key', 'offer', *WHO_VERIFIED)} "
        f"OR {begun_or_ended('ended_at')} OR {changed_text('unit', 'uin')})",
    ),
)

BINDING_RULES: tuple[Rule, ...] = (
    Rule("number_empty", "bindings", On.INSERT, without_a_sign("number")),
    Rule("sealed", "bindings", On.INSERT, parcel_is_out("NEW.parcel_id")),
    Rule("number_void", "bindings", On.INSERT, VOID_NUMBER),
    Rule(
        "sealed",
        "bindings",
        On.UPDATE,
        f"{EITHER_PARCEL_OUT} AND ({changed('parcel_id', 'carrier', 'number', *WHO_BOUND)} "
        f"OR {begun_or_ended('ended_at')})",
    ),
    Rule("kept_for_ever", "bindings", On.UPDATE, changed("carrier", "number")),
    Rule("number_void", "bindings", On.UPDATE, "OLD.ended_why = 'void' AND COALESCE(NEW.ended_why, '') <> 'void'"),
    Rule(
        "number_void", "bindings", On.UPDATE, f"OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL AND ({VOID_NUMBER})"
    ),
)

LABEL_RULES: tuple[Rule, ...] = (
    Rule("number_empty", "parcel_labels", On.INSERT, without_a_sign("number")),
    Rule(
        "number_void",
        "parcel_labels",
        On.INSERT,
        f"{OTHER_LABEL} AND l.state = 'void') OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number "
        f"AND b.carrier = {CARRIER_OF_LABEL} AND b.ended_why = 'void')",
    ),
    Rule("label_number_taken", "parcel_labels", On.INSERT, f"{OTHER_LABEL})"),
    Rule("kept_for_ever", "parcel_labels", On.UPDATE, changed("number")),
    Rule("number_void", "parcel_labels", On.UPDATE, "OLD.state = 'void' AND NEW.state <> 'void'"),
    Rule(
        "sealed",
        "parcel_labels",
        On.UPDATE,
        f"{EITHER_PARCEL_OUT} AND ({changed('parcel_id')} OR (NEW.state = 'void' AND OLD.state <> 'void'))",
    ),
)
