"""Rules of orders, their lines and holds: how they move, and what SHIPPED asks for."""

# ruff: noqa: S608 - SQL put together from our own names, before there is any user

from __future__ import annotations

from station.domain.order import PASSPORT_OPEN_STATES
from station.store.rules.law import OUT_PHASES, On, Rule, changed, moves, order_is_out, texts

LIVE_PARCELS = "parcels p WHERE p.order_id = NEW.id AND p.state <> 'void'"
IN_PARCELS = (
    "SELECT COUNT(*) FROM verified_units u JOIN parcels p ON p.id = u.parcel_id WHERE p.order_id = NEW.id "
    "AND p.state <> 'void' AND u.ended_at IS NULL AND u.line_key = l.line_key"
)
TO_SCAN = "CASE WHEN l.kind = 'goods' AND NOT l.cancelled THEN l.quantity ELSE 0 END"
NO_SUCH_STATUS = (
    "NOT EXISTS (SELECT 1 FROM workflow_statuses s "
    "WHERE s.workflow = NEW.workflow AND s.code = NEW.status AND s.phase = NEW.phase)"
)
HANDED_OVER = (
    "(OLD.handed_over OR EXISTS (SELECT 1 FROM parcels p JOIN manifest_rows r ON r.parcel_id = p.id "
    "JOIN manifests m ON m.id = r.manifest_id "
    "WHERE p.order_id = OLD.id AND r.removed_at IS NULL AND m.state = 'closed'))"
)


def _moving(name: str, when: str) -> Rule:
    return Rule(name, "orders", On.UPDATE, f"NEW.phase <> OLD.phase AND ({when})")


def _shipping(name: str, when: str) -> Rule:
    return Rule(name, "orders", On.UPDATE, f"NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND ({when})")


ORDER_RULES: tuple[Rule, ...] = (
    Rule("status_phase_mismatch", "orders", On.INSERT, NO_SUCH_STATUS),
    Rule("born_out", "orders", On.INSERT, f"NEW.phase IN {OUT_PHASES}"),
    Rule("kept_for_ever", "orders", On.UPDATE, changed("id", "number")),
    Rule(
        "sealed",
        "orders",
        On.UPDATE,
        f"OLD.phase IN {OUT_PHASES} AND NEW.phase IN {OUT_PHASES} AND {changed('carrier')}",
    ),
    _moving("closed_elsewhere", "OLD.closed_elsewhere"),
    _moving(
        "out_only_by_shipped",
        f"NEW.phase IN {OUT_PHASES} AND OLD.phase NOT IN {OUT_PHASES} "
        "AND NOT (OLD.phase = 'PACKED' AND NEW.phase = 'SHIPPED')",
    ),
    _moving("unlawful_move", f"(OLD.phase || '>' || NEW.phase) NOT IN {moves(handed_over=False)}"),
    _moving("unlawful_move", f"(OLD.phase || '>' || NEW.phase) NOT IN {moves(handed_over=True)} AND {HANDED_OVER}"),
    Rule(
        "status_phase_mismatch", "orders", On.UPDATE, f"{changed('workflow', 'status', 'phase')} AND {NO_SUCH_STATUS}"
    ),
    _shipping(
        "shipped_unverified",
        f"EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND {TO_SCAN} <> ({IN_PARCELS}))",
    ),
    _shipping("shipped_without_parcel", f"NOT EXISTS (SELECT 1 FROM {LIVE_PARCELS})"),
    _shipping(
        "shipped_unverified",
        f"EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND {TO_SCAN} > 0) "
        f"AND EXISTS (SELECT 1 FROM {LIVE_PARCELS} AND NOT EXISTS "
        "(SELECT 1 FROM verified_units u WHERE u.parcel_id = p.id AND u.ended_at IS NULL))",
    ),
    _shipping(
        "shipped_unweighed",
        f"EXISTS (SELECT 1 FROM {LIVE_PARCELS} AND (p.state <> 'closed' OR COALESCE(p.weight_g, 0) <= 0))",
    ),
    _shipping(
        "shipped_unbound",
        f"EXISTS (SELECT 1 FROM {LIVE_PARCELS} AND NOT EXISTS "
        "(SELECT 1 FROM bindings b WHERE b.parcel_id = p.id AND b.ended_at IS NULL AND b.number <> ''))",
    ),
    _shipping("shipped_without_carrier", "NEW.carrier = ''"),
    _shipping(
        "shipped_without_passport",
        "NOT EXISTS (SELECT 1 FROM passport_checks c WHERE c.id = NEW.passport_id "
        f"AND c.state IN {texts(PASSPORT_OPEN_STATES)})",
    ),
    _shipping("shipped_held", "EXISTS (SELECT 1 FROM holds h WHERE h.order_id = NEW.id AND h.released_at IS NULL)"),
)

# Nothing is released by handing it to another order.
HOLD_RULES: tuple[Rule, ...] = (
    Rule("kept_for_ever", "holds", On.UPDATE, changed("order_id")),
    Rule("kept_for_ever", "shipments", On.UPDATE, changed("order_id", "reference")),
)

LINE_RULES: tuple[Rule, ...] = (
    Rule("sealed", "order_lines", On.INSERT, order_is_out("NEW.order_id")),
    Rule(
        "sealed",
        "order_lines",
        On.UPDATE,
        f"({order_is_out('OLD.order_id')} OR {order_is_out('NEW.order_id')}) "
        f"AND {changed('order_id', 'line_key', 'kind', 'quantity', 'cancelled')}",
    ),
)

STATUS_RULES: tuple[Rule, ...] = (
    Rule(
        "status_in_use",
        "workflow_statuses",
        On.INSERT,
        "EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.code)",
    ),
    Rule(
        "status_in_use",
        "workflow_statuses",
        On.UPDATE,
        f"{changed('workflow', 'code', 'phase')} "
        "AND EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code)",
    ),
    Rule(
        "status_in_use",
        "workflow_statuses",
        On.DELETE,
        "EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code)",
    ),
)
