"""How values of the domain lie in columns: enums as text, tuples as JSON, moments so that they sort as text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from station.domain.bench import Pending, Wanted
from station.domain.consignee import Address, Consignee

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")


class Moment(TypeDecorator[datetime]):
    """An aware moment. SQLite has no such type: there it is 'YYYY-MM-DDTHH:MM:SS.ffffffZ', which sorts as text."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take the database's own type where it has one."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - text or datetime
        """Refuse a naive moment: nobody knows when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value if dialect.name == "postgresql" else moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - as above
        """Give the moment back in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if dialect.name != "postgresql" else value.astimezone(UTC)


def moment_text(moment: datetime) -> str:
    """Return a moment as SQLite and the journal's chain write it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class TextEnum(TypeDecorator[E], Generic[E]):
    """A member of an enum, as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Write the value."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:  # noqa: ANN401, ARG002 - SQLAlchemy's
        """Read the member; a value that is not there was written by something else than this program."""
        return None if value is None else self.enum(value)


class Json(TypeDecorator[V], Generic[V]):
    """A value as JSON text. `name` tells two kinds apart for SQLAlchemy's cache of statements."""

    impl = Text
    cache_ok = True

    def __init__(self, name: str, write: Callable[[V], object], read: Callable[[Any], V]) -> None:
        super().__init__()
        self.name = name
        self._write = write
        self._read = read

    def process_bind_param(self, value: V | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Write compact JSON, Cyrillic as it is."""
        return None if value is None else json_text(self._write(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> V | None:  # noqa: ANN401, ARG002 - SQLAlchemy's
        """Read what was written."""
        return None if value is None else self._read(json.loads(value))


def json_text(value: object) -> str:
    """Return compact JSON with sorted keys: the same value has always the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _address(raw: dict[str, str]) -> Address:
    return Address(**raw)


def _consignee(raw: dict[str, Any]) -> Consignee:
    return Consignee(**{**raw, "address": _address(raw["address"])})


def _consignee_facts(one: Consignee) -> object:
    address = {"country": one.address.country, "postcode": one.address.postcode, "region": one.address.region,
               "city": one.address.city, "text": one.address.text}  # fmt: skip
    return {"name": one.name, "phone": one.phone, "email": one.email, "address": address, "comment": one.comment}


def _pending(raw: dict[str, Any]) -> Pending:
    return Pending(Wanted(raw["wanted"]), raw["verb"], raw["code"], raw["facts"])


def _pending_facts(one: Pending) -> object:
    return {"wanted": one.wanted.value, "verb": one.verb, "code": one.code, "facts": dict(one.facts)}


CONSIGNEE: Json[Consignee] = Json("consignee", _consignee_facts, _consignee)
PENDING: Json[Pending] = Json("pending", _pending_facts, _pending)
TEXTS: Json[tuple[str, ...]] = Json("texts", list, tuple)
PAIRS: Json[tuple[tuple[str, str], ...]] = Json("pairs", list, lambda raw: tuple((a, b) for a, b in raw))
FACTS: Json[dict[str, Any]] = Json("facts", dict, dict)
