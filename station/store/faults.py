"""Errors of the drivers, told as what they mean: trouble with the store, or a rule of the database that says no."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING

from station.domain.codes import Code
from station.errors import LaretsError, Reason, Refused, StoreTrouble

if TYPE_CHECKING:
    import psycopg

_OF_RULES: dict[str, Code] = {
    "status_phase_mismatch": Code.STATUS_UNKNOWN,
    "born_out": Code.TRANSITION_SHUT,
    "out_only_by_shipped": Code.TRANSITION_SHUT,
    "unlawful_move": Code.TRANSITION_SHUT,
    "closed_elsewhere": Code.CLOSED_ELSEWHERE,
    "shipped_unverified": Code.UNITS_MISSING,
    "shipped_without_parcel": Code.NO_PARCELS,
    "shipped_unweighed": Code.WEIGHT_NEEDED,
    "shipped_unbound": Code.TRACKING_MISSING,
    "shipped_without_carrier": Code.CARRIER_MISSING,
    "shipped_without_passport": Code.PASSPORT_NOT_CLEAR,
    "shipped_held": Code.ORDER_HELD,
    "sealed": Code.ORDER_SHIPPED_ALREADY,
    "number_void": Code.NUMBER_VOID,
    "number_taken": Code.NUMBER_TAKEN,
    "label_number_taken": Code.NUMBER_TAKEN,
    "number_range_overlaps": Code.NUMBER_TAKEN,
    "parcel_bound_already": Code.ALREADY_BOUND,
    "unit_in_parcel": Code.UNIT_IN_PARCEL,
    "uin_in_parcel": Code.UNIT_IN_PARCEL,
    "bench_taken": Code.OTHER_ORDER_OPEN,
    "tray_taken": Code.TRAY_TAKEN,
    "manifest_closed": Code.MANIFEST_SHUT,
    "parcel_on_manifest": Code.OTHER_MANIFEST,
    "status_in_use": Code.STATUS_IN_USE,
    # Two at once made the same thing: who comes second looks again.
    "order_number_taken": Code.CHANGED_MEANWHILE,
    "line_key_taken": Code.CHANGED_MEANWHILE,
    "manifest_number_taken": Code.CHANGED_MEANWHILE,
    "shipment_reference_taken": Code.CHANGED_MEANWHILE,
    "shipment_live_already": Code.CHANGED_MEANWHILE,
    "journal_place_taken": Code.CHANGED_MEANWHILE,
}
"""The rules that can speak in the course of work. The others are kept from bugs: those fly."""

_SQLITE_TROUBLE: dict[int, Code] = {
    sqlite3.SQLITE_BUSY: Code.STORE_LOCKED,
    sqlite3.SQLITE_LOCKED: Code.STORE_LOCKED,
    sqlite3.SQLITE_READONLY: Code.STORE_READ_ONLY,
    sqlite3.SQLITE_PERM: Code.STORE_READ_ONLY,
    sqlite3.SQLITE_FULL: Code.STORE_FULL,
    sqlite3.SQLITE_CORRUPT: Code.STORE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Code.STORE_DAMAGED,
    sqlite3.SQLITE_IOERR: Code.STORE_UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Code.STORE_UNREACHABLE,
}
_PRIMARY = 0xFF  # an extended result code of SQLite has its primary code in the low byte

_POSTGRES_TROUBLE: tuple[tuple[str, Code], ...] = (
    ("08", Code.STORE_UNREACHABLE),
    ("28", Code.STORE_UNREACHABLE),  # who we are is not accepted
    ("3D", Code.STORE_UNREACHABLE),  # there is no such database
    ("57P", Code.STORE_UNREACHABLE),  # the server stops
    ("53", Code.STORE_FULL),
    ("25006", Code.STORE_READ_ONLY),
    ("55P03", Code.STORE_LOCKED),
    ("57014", Code.STORE_LOCKED),
    ("40P01", Code.STORE_LOCKED),
    ("XX", Code.STORE_DAMAGED),
    ("58", Code.STORE_DAMAGED),
)


def translated(error: BaseException) -> LaretsError | None:
    """Return what an error of a driver means; None when it is a bug."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if "psycopg" not in sys.modules:  # not loaded, so it was not its error: a bench on SQLite starts without it
        return None
    import psycopg

    return _of_postgres(error) if isinstance(error, psycopg.Error) else None


def refusal(rule: str) -> Refused | None:
    """Return what a rule of the database says to a person; None for a rule that only a bug can break."""
    code = _OF_RULES.get(rule)
    return Refused(Reason(code, {"rule": rule})) if code else None


def changed_meanwhile() -> Refused:
    """Return the refusal for a row that somebody else wrote since it was read."""
    return Refused(Reason(Code.CHANGED_MEANWHILE))


def _of_sqlite(error: sqlite3.Error) -> LaretsError | None:
    number = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if number == sqlite3.SQLITE_CONSTRAINT:
        return refusal(str(error))
    code = _SQLITE_TROUBLE.get(number)
    return StoreTrouble(code, detail=str(error)) if code else None


def _of_postgres(error: psycopg.Error) -> LaretsError | None:
    state = error.sqlstate or ""
    if state.startswith("23"):
        return refusal(error.diag.constraint_name or error.diag.message_primary or "")
    if state == "40001":
        return changed_meanwhile()
    import psycopg

    code = next((code for prefix, code in _POSTGRES_TROUBLE if state.startswith(prefix)), None)
    if code is None and not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        code = Code.STORE_UNREACHABLE
    return StoreTrouble(code, detail=type(error).__name__) if code else None
