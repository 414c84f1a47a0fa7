"""The facts of the demo shop as values, for whoever fills a data directory with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ui.demo.shift import shifted

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class DemoSite:
    """A shop: the code of its site, its name, and what stands on its labels as the sender."""

    code: str
    name: str
    sender: str
    jewellery: bool


@dataclass(frozen=True)
class DemoPerson:
    """An invented operator. The PIN is for the demo; the badge is made when the demo is loaded."""

    code: str
    name: str
    role: str
    pin: str


@dataclass(frozen=True)
class DemoPassport:
    """A verdict other than "clear": "red", or "required" when it is still awaited."""

    order: str
    state: str


@dataclass(frozen=True)
class DemoHold:
    """An order that must not move, and why."""

    order: str
    reason: str
    note: str


@dataclass(frozen=True)
class DemoUnit:
    """A single unit of an offer that lies in another store, or is set aside for an order."""

    unit: str
    offer: str
    store: str = ""
    order: str = ""


@dataclass(frozen=True)
class DemoRange:
    """Numbers allotted to us by a carrier, as counters, both ends included."""

    carrier: str
    first: int
    last: int


@dataclass(frozen=True)
class DemoBags:
    """Bags of a carrier with their numbers printed on them."""

    carrier: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class DemoFacts:
    """All that no channel tells. `examples`: what an order shows -> its number."""

    sites: tuple[DemoSite, ...]
    people: tuple[DemoPerson, ...]
    passports: tuple[DemoPassport, ...]
    holds: tuple[DemoHold, ...]
    units_elsewhere: tuple[DemoUnit, ...]
    reserved: tuple[DemoUnit, ...]
    ranges: tuple[DemoRange, ...]
    bags: tuple[DemoBags, ...]
    examples: Mapping[str, str]


def read_facts() -> DemoFacts:
    """Read the facts that ship with the program."""
    tables = tomllib.loads((DATA / "facts.toml").read_text("utf-8"))
    return DemoFacts(
        sites=tuple(DemoSite(**row) for row in tables["sites"]),
        people=tuple(DemoPerson(**row) for row in tables["people"]),
        passports=tuple(DemoPassport(**row) for row in tables["passports"]),
        holds=tuple(DemoHold(**row) for row in tables["holds"]),
        units_elsewhere=tuple(DemoUnit(**row) for row in tables["units_elsewhere"]),
        reserved=tuple(DemoUnit(**row) for row in tables["reserved"]),
        ranges=tuple(DemoRange(**row) for row in tables["ranges"]),
        bags=tuple(DemoBags(row["carrier"], tuple(row["numbers"])) for row in tables["bags"]),
        examples={row["kind"]: row["order"] for row in tables["examples"]},
    )


def order_files(today: date) -> tuple[bytes, ...]:
    """Return the files of orders, dated around today."""
    return tuple(shifted(path.read_bytes(), today) for path in sorted(DATA.glob("orders-*.json")))


def catalogue_files() -> tuple[Path, ...]:
    """Return the paths of the catalogue feeds; they are to be read before the orders."""
    return tuple(sorted(DATA.glob("catalogue-*.xml")))
