"""A rule, and the pieces of SQL that many rules are made of."""

# ruff: noqa: S608 - SQL put together from our own names, before there is any user

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_letters, digits

from station.domain.workflow.phases import OUT, Phase, lawful


class On(StrEnum):
    """What is done to a row."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True)
class Rule:
    """`name` is raised when `when` holds for a row of `table`; NEW and OLD are the row after and before."""

    name: str
    table: str
    on: On
    when: str


def texts(values: Iterable[str]) -> str:
    """Return a list of SQL texts in brackets."""
    return "(" + ", ".join(f"'{value}'" for value in sorted(values)) + ")"


OUT_PHASES = texts(OUT)


def moves(*, handed_over: bool) -> str:
    """Return every lawful move as 'BEFORE>AFTER' (see `station.domain.workflow.phases.lawful`)."""
    return texts(
        f"{before}>{after}" for before in Phase for after in Phase if lawful(before, after, handed_over=handed_over)
    )


def order_is_out(order_id: str) -> str:
    """Say that the order with this id has left the bench."""
    return f"(SELECT o.phase FROM orders o WHERE o.id = {order_id}) IN {OUT_PHASES}"


def parcel_is_out(parcel_id: str) -> str:
    """Say that the order of the parcel with this id has left the bench."""
    return (
        f"(SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = {parcel_id}) IN {OUT_PHASES}"
    )


def changed(*columns: str) -> str:
    """Say that one of these columns, none of them null, gets another value."""
    return "(" + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns) + ")"


def changed_text(*columns: str) -> str:
    """Say that one of these texts, null among them, gets another value."""
    return "(" + " OR ".join(f"COALESCE(NEW.{c}, '') <> COALESCE(OLD.{c}, '')" for c in columns) + ")"


def without_a_sign(column: str) -> str:
    """Say that a number neither begins nor ends with a letter or digit: it is empty, blank, or no number at all."""
    signs = ascii_letters + digits
    return f"TRIM(NEW.{column}, '{signs}') = NEW.{column}"


def begun_or_ended(column: str) -> str:
    """Say that a moment is set or taken away."""
    return f"(NEW.{column} IS NULL) <> (OLD.{column} IS NULL)"
