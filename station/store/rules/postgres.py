"""The rules as triggers of PostgreSQL.

Two sessions write at once here, and a trigger sees only what is committed. So each trigger first locks the row on
which its answer depends (the order of a parcel, the status of an order): who comes second waits, and then sees.
Uniqueness is left to the unique indexes, which are named by their rules.
"""

from __future__ import annotations

from station.store.rules.every import JOURNAL, KEPT, every_rule
from station.store.rules.law import On, Rule

_STATUS = "PERFORM 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status FOR SHARE;"
_PASSPORT = (
    "IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' THEN "
    "PERFORM 1 FROM passport_checks c WHERE c.id = NEW.passport_id FOR SHARE; END IF;"
)
_ORDER = "PERFORM 1 FROM orders o WHERE o.id = {row}.order_id FOR NO KEY UPDATE;"
_ORDER_OF_PARCEL = (
    "PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = {row}.parcel_id) "
    "FOR NO KEY UPDATE;"
)
_NUMBER = "PERFORM pg_advisory_xact_lock(hashtextextended('number ' || NEW.number, 0));"
_MANIFEST = "PERFORM 1 FROM manifests m WHERE m.id = NEW.manifest_id FOR SHARE;"
_RANGES = "PERFORM pg_advisory_xact_lock(hashtextextended('range ' || NEW.carrier, 0));"


def _both(lock: str) -> tuple[str, str]:
    return lock.format(row="NEW"), lock.format(row="OLD")


LOCKS: dict[tuple[str, On], tuple[str, ...]] = {
    ("orders", On.INSERT): (_STATUS,),
    ("orders", On.UPDATE): (_STATUS, _PASSPORT),
    ("order_lines", On.INSERT): (_ORDER.format(row="NEW"),),
    ("order_lines", On.UPDATE): _both(_ORDER),
    ("holds", On.INSERT): (_ORDER.format(row="NEW"),),
    ("parcels", On.INSERT): (_ORDER.format(row="NEW"),),
    ("parcels", On.UPDATE): _both(_ORDER),
    ("verified_units", On.INSERT): (_ORDER_OF_PARCEL.format(row="NEW"),),
    ("verified_units", On.UPDATE): _both(_ORDER_OF_PARCEL),
    ("bindings", On.INSERT): (_ORDER_OF_PARCEL.format(row="NEW"), _NUMBER),
    ("bindings", On.UPDATE): (*_both(_ORDER_OF_PARCEL), _NUMBER),
    ("parcel_labels", On.INSERT): (_ORDER_OF_PARCEL.format(row="NEW"), _NUMBER),
    ("parcel_labels", On.UPDATE): (*_both(_ORDER_OF_PARCEL), _NUMBER),
    ("manifest_rows", On.INSERT): (_MANIFEST,),
    ("manifest_rows", On.UPDATE): (_MANIFEST,),
    ("number_ranges", On.INSERT): (_RANGES,),
}


def triggers() -> tuple[str, ...]:
    """Return the statements that make all functions and triggers."""
    rules = every_rule()
    places = dict.fromkeys([*((rule.table, rule.on) for rule in rules), *LOCKS])
    made: list[str] = []
    for table, on in places:
        made += _trigger(table, on, [rule for rule in rules if (rule.table, rule.on) == (table, on)])
    return (*made, *_against_truncate())


def _trigger(table: str, on: On, rules: list[Rule]) -> tuple[str, str]:
    name = f"{table}_before_{on.lower()}"
    locks = "".join(f"  {lock}\n" for lock in LOCKS.get((table, on), ()))
    checks = "".join(
        f"  IF {rule.when} THEN RAISE EXCEPTION '{rule.name}' USING ERRCODE = '23000'; END IF;\n" for rule in rules
    )
    row = "OLD" if on is On.DELETE else "NEW"
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n{locks}{checks}"
        f"  RETURN {row};\nEND $$"
    )
    return function, f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _against_truncate() -> tuple[str, ...]:
    rules = {
        **dict.fromkeys(KEPT, "kept_for_ever"),
        JOURNAL: "journal_append_only",
        "workflow_statuses": "status_in_use",
    }
    made: list[str] = []
    for table, rule in rules.items():
        name = f"{table}_before_truncate"
        made.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            f"BEGIN RAISE EXCEPTION '{rule}' USING ERRCODE = '23000'; END $$"
        )
        made.append(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {name}()")
    return tuple(made)
