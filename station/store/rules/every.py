"""All rules together: those written out, and those that every table of a kind has."""

from __future__ import annotations

from itertools import chain

from station.store.rules.law import On, Rule
from station.store.rules.of_handover import MANIFEST_RULES, NUMBER_RULES
from station.store.rules.of_orders import HOLD_RULES, LINE_RULES, ORDER_RULES, STATUS_RULES
from station.store.rules.of_parcels import BINDING_RULES, LABEL_RULES, PARCEL_RULES, UNIT_RULES

# Rows of these tables are never deleted, and their keys never change: what ends has an end written into it.
KEPT: tuple[str, ...] = (
    "orders", "order_lines", "holds", "passport_checks", "shipments", "parcels", "verified_units", "bindings",
    "parcel_labels", "manifests", "manifest_rows", "number_ranges",
)  # fmt: skip
JOURNAL = "journal"


def every_rule() -> tuple[Rule, ...]:
    """Return the rules of all tables; of one table and event the first that holds is named."""
    written = (
        ORDER_RULES, HOLD_RULES, LINE_RULES, STATUS_RULES, PARCEL_RULES, UNIT_RULES, BINDING_RULES, LABEL_RULES,
        MANIFEST_RULES, NUMBER_RULES,
    )  # fmt: skip
    return (*_kept_rules(), *_journal_rules(), *chain.from_iterable(written))


def names_of_rules() -> frozenset[str]:
    """Return every name that a trigger may raise."""
    return frozenset(rule.name for rule in every_rule())


def _kept_rules() -> tuple[Rule, ...]:
    deleted = [Rule("kept_for_ever", table, On.DELETE, "1 = 1") for table in KEPT]
    renamed = [Rule("kept_for_ever", table, On.UPDATE, "NEW.id <> OLD.id") for table in KEPT]
    return (*deleted, *renamed)


def _journal_rules() -> tuple[Rule, ...]:
    return tuple(Rule("journal_append_only", JOURNAL, on, "1 = 1") for on in (On.UPDATE, On.DELETE))
