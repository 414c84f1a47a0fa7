"""Element strings of GS1: what stands in a GS1-128, a GS1 DataMatrix or a marking code.

Only what the bench needs: GTIN (01), serial number (21), and where the crypto tail (91-93) of a Russian marking code
begins. Lengths of the fixed elements: GS1 General Specifications, figure 7.8.5-2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from station.domain.numbers import all_digits, gtin14, gtin_check_ok
from station.scan.cleaning import GS

AIM_OF_GS1: Final = frozenset({"]C1", "]d2", "]Q3", "]e0", "]J1"})

# Identifiers by their first two digits: how long the identifier is, how long its value (None: up to GS).
_IDENTIFIERS: Final[Mapping[str, tuple[int, int | None]]] = MappingProxyType(
    {"00": (2, 18), "01": (2, 14), "02": (2, 14), "03": (2, 14), "20": (2, 2), "41": (3, 13)}
    | {f"1{digit}": (2, 6) for digit in "1235679"}
    | {f"3{digit}": (4, 6) for digit in "123456"}
    | dict.fromkeys(("10", "21", "22", "30", "37", *(f"9{digit}" for digit in range(10))), (2, None))
    | dict.fromkeys(("23", "24", "25", "40", "42", "71"), (3, None))
    | dict.fromkeys(("39", "43", "70", "72", "80", "81", "82"), (4, None)),
)
_AFTER_GTIN: Final = ("10", "11", "13", "15", "17", "21", "24", "30", "37", "80", "91", "93", "99", GS)
_SUBSTITUTES: Final = re.compile(r"<GS>|\{GS\}|\^\]|\\x1[dD]|\\u001[dD]")
_BRACKETED: Final = re.compile(r"\(01\)([0-9]{14})(?:\(21\)(.{1,20}?))?(?:\([0-9]{2,4}\)[^()]*)*")
_LINK: Final = re.compile(r"https?://\S*?/01/([0-9]{8,14})(?:/21/([^/?#]{1,20}))?", re.IGNORECASE)
# A marking code whose separators the scanner swallowed: a serial of 13, a key of 4, a signature of 44 or 88.
_GS_SWALLOWED: Final = re.compile(r"(.{13})91.{4}92.{44}(?:.{44})?")
_LONGEST_SERIAL: Final = 20


@dataclass(frozen=True)
class Elements:
    """What a GS1 code says. `text` is its identity, the same with and without a crypto tail; `sound`: check digit."""

    text: str = field(repr=False)
    gtin: str | None
    serial: str | None
    sound: bool


def read(text: str, aim: str) -> Elements | None:
    """Return the elements, or None when this is no GS1 code.

    An AIM identifier of GS1 or a leading GS proves it; without them a right GTIN and a likely next element must.
    """
    if (bracketed := _BRACKETED.fullmatch(text) or _LINK.match(text)) is not None:
        return _elements(bracketed[1], bracketed[2], rest=text)
    body = _SUBSTITUTES.sub(GS, text)
    proven = aim in AIM_OF_GS1 or body.startswith(GS)
    body = body.lstrip(GS)
    if not proven and not _speaks_for_itself(body):
        return None
    found = dict(_split(body))
    if not found:
        return None
    return _elements(found.get("01"), found.get("21"), rest=body)


def _speaks_for_itself(body: str) -> bool:
    return body.startswith("01") and gtin_check_ok(body[2:16]) and body[16:].startswith(_AFTER_GTIN)


def _elements(gtin: str | None, serial: str | None, *, rest: str) -> Elements:
    if gtin is None:
        return Elements(rest, None, serial, sound=True)
    if serial is not None and len(serial) > _LONGEST_SERIAL:
        swallowed = _GS_SWALLOWED.fullmatch(serial)
        serial = swallowed[1] if swallowed else None
    padded = gtin14(gtin)
    text = f"01{padded}21{serial}" if serial else rest
    return Elements(text, padded, serial, sound=gtin_check_ok(gtin))


def _split(body: str) -> Iterator[tuple[str, str]]:
    """Give each element as (identifier, value) up to the first that is none."""
    while (form := _IDENTIFIERS.get(body[:2])) is not None:
        name, length = form
        end = name + length if length is not None else body.find(GS) % (len(body) + 1)
        if end > len(body) or end == name or not all_digits(body[:name]):
            return
        yield body[:name], body[name:end]
        body = body[end:].removeprefix(GS)
