"""JSON as channels send it: loaded without ever crashing, and read field by field into sound types.

Channels written in PHP send `[]` for an empty map, whole numbers as floats, numbers as text, and leave keys out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from station.domain.import_codes import ImportCode
from station.errors import BadInput, Reason
from station.sync.wording import one_line

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LONGEST_WHOLE = 30  # digits; more is no number of ours, and int() itself refuses 4,300
LARGEST_MONEY = Decimal(10) ** 13  # kopecks: far above any order, far below what a database column holds
TWICE = "\x00twice"  # a key that no file has: names a field that was given twice, with different values

_YES = {"1", "true", "y", "yes", "on", "да"}


class UnreadableField(Exception):  # a sentence about the file, not about the program
    """A field that cannot be read; whoever reads the order decides whether that costs the order."""

    def __init__(self, code: str, **facts: str) -> None:
        """Take a code of the closed list and what its sentence needs."""
        super().__init__(code)
        self.reason = Reason(code, facts)


def load_json(text: str) -> object:
    """Load one JSON document. Raises BadInput with the place of the fault; a bomb of brackets is a fault too.

    Broken numbers (NaN, Infinity, thousands of digits) survive as text, so that only their own order is lost.
    """
    try:
        return json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=str, object_pairs_hook=_keep_doubles
        )
    except json.JSONDecodeError as error:
        raise BadInput(ImportCode.FILE_NOT_JSON, line=str(error.lineno), column=str(error.colno)) from error
    except RecursionError as error:
        raise BadInput(ImportCode.FILE_NESTED_TOO_DEEP) from error


def _decimal(text: str) -> object:
    return Decimal(text) if len(text) <= 2 * LONGEST_WHOLE else text[: 2 * LONGEST_WHOLE]


def _whole(text: str) -> object:
    return int(text) if len(text) <= LONGEST_WHOLE else text[: 2 * LONGEST_WHOLE]


def _keep_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        for key, value in pairs:
            if made[key] != value:
                made[TWICE] = key
                break
    return made


@dataclass(frozen=True)
class Fields:
    """One JSON object, asked for its fields by type. A missing key is an empty field, never an error."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> Fields:
        """Wrap an object; anything else (null, `[]`, a text) counts as an empty one.

        Raises UnreadableField when a key stands twice with different values: no one can say which is meant.
        """
        if not isinstance(value, Mapping):
            return cls({})
        if TWICE in value:
            raise UnreadableField(ImportCode.FIELD_TWICE, field=str(value[TWICE]))
        return cls(value)

    def __bool__(self) -> bool:
        """Is there anything in it."""
        return bool(self.values)

    def child(self, *path: str) -> Fields:
        """Return the object at the end of the path."""
        here = self
        for key in path:
            here = Fields.of(here.values.get(key))
        return here

    def members(self, key: str) -> tuple[object, ...]:
        """Return the members of a list, or the values of a map: some answers send one where others send the other."""
        value = self.values.get(key)
        if isinstance(value, Mapping):
            Fields.of(value)
            return tuple(value.values())
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(value)
        return ()

    def named(self, key: str) -> Iterator[tuple[str, object]]:
        """Yield the pairs of a map; nothing for a list."""
        yield from self.child(key).values.items()

    def text(self, key: str) -> str:
        """Return a text on one line; numbers count as their digits, anything else as empty."""
        return plain_text(self.values.get(key))

    def flag(self, key: str) -> bool:
        """Return a claim that may come as true, 1, "1" or "Y"."""
        return plain_text(self.values.get(key)).lower() in _YES

    def amount(self, key: str) -> Decimal | None:
        """Return a number as it stands; None when missing. Raises UnreadableField for anything not a number."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        text = "".join(plain_text(value).split()).replace(",", ".")
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise UnreadableField(ImportCode.NUMBER_BROKEN, field=key, value=text[:40]) from None
        if isinstance(value, bool) or not amount.is_finite() or abs(amount) > LARGEST_MONEY:
            raise UnreadableField(ImportCode.NUMBER_BROKEN, field=key, value=text[:40])
        return amount

    def kopecks(self, key: str) -> int | None:
        """Return roubles as kopecks, rounded half up; None when missing. Raises UnreadableField."""
        amount = self.amount(key)
        return None if amount is None else to_kopecks(amount)

    def day(self, key: str) -> date | None:
        """Return a date (`2026-08-30`, a time after it is ignored). Raises UnreadableField."""
        text = self.text(key)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise UnreadableField(ImportCode.DATE_BROKEN, field=key, value=text[:40]) from None

    def moment(self, key: str, zone: ZoneInfo) -> datetime | None:
        """Return a time in UTC; without an offset it is in the account's zone. Raises UnreadableField."""
        text = self.text(key)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
            local = found if found.tzinfo else found.replace(tzinfo=zone)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            raise UnreadableField(ImportCode.DATE_BROKEN, field=key, value=text[:40]) from None


def plain_text(value: object) -> str:
    """Return a scalar of JSON as one clean line; empty for null, maps and lists."""
    match value:
        case str():
            return one_line(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal() if abs(value) < 10**LONGEST_WHOLE and value == value.to_integral_value():
            return str(int(value))
        case Decimal():
            return str(value)
        case _:
            return ""


def to_kopecks(roubles: Decimal) -> int:
    """Turn roubles into kopecks, half up."""
    return int((roubles * 100).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
