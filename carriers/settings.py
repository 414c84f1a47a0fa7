"""What a gateway and its carriers must be told: addresses, contracts, the shop as shipper, time-outs.

Passwords never stand in the file: they come from the environment (`LARETS_SPSR_PASSWORD`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, TypeVar

from station.errors import BadInput

SPSR_PASSWORD: Final = "LARETS_SPSR_PASSWORD"  # noqa: S105 - the name of a variable, not a password
LONGEST_DAYS: Final = 3650
_T = TypeVar("_T")


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to reach the other side, between two of its bytes, and for the whole answer."""

    connect_s: float = 3.05
    read_s: float = 20.0
    total_s: float = 30.0


@dataclass(frozen=True)
class Shipper:
    """The shop as the carrier sees it. `city` and `address` are required by SPSR."""

    company: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class SpsrSettings:
    """The account with SPSR: address of WebAPI, login, contract number (ICN, ten digits), what is usual for the shop.

    `service` is the ProductCode when a booking names none, `goods_type` the description of a parcel that is not
    jewellery (15..24), `pickup` is C (a courier comes) or W (we bring it), `date_format` that of DeliveryDate:
    the sources disagree about it, so it can be set.
    """

    url: str
    login: str
    icn: str
    password: str = field(default="", repr=False)
    shipper: Shipper = field(default_factory=Shipper)
    company: str = "Larets"
    service: str = "PelOn"
    goods_type: int = 16
    pickup: str = "C"
    date_format: str = "%Y%m%d"
    timeouts: Timeouts = field(default_factory=Timeouts)


@dataclass(frozen=True)
class CarrierSettings:
    """The carriers that one gateway serves; one that is None is not set up.

    `keep_exchanges_days`: for how long the gateway keeps what was asked and answered, with its names and addresses.
    """

    spsr: SpsrSettings | None = None
    keep_exchanges_days: int = 90


@dataclass(frozen=True)
class GatewaySettings:
    """Where the station finds its gateway and by what name and key the bench is known there."""

    url: str
    bench: str
    key: str = field(default="", repr=False)
    timeouts: Timeouts = field(default_factory=lambda: Timeouts(connect_s=3.05, read_s=60.0, total_s=90.0))


def read_carriers(path: Path, environ: Mapping[str, str]) -> CarrierSettings:
    """Read the carriers from a TOML file with a table `[spsr]` (and `[spsr.shipper]`, `[spsr.timeouts]`).

    `keep_exchanges_days` may stand above the tables.
    Raises BadInput `carriers_file` naming the place when the file cannot be read, lacks something or says too much.
    """
    try:
        document: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput("carriers_file", place=str(path), why=type(error).__name__) from error
    days = document.get("keep_exchanges_days", CarrierSettings.keep_exchanges_days)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_DAYS:
        raise BadInput("carriers_file", place="keep_exchanges_days", why=f"not a number from 1 to {LONGEST_DAYS}")
    table = document.get("spsr")
    if table is None:
        return CarrierSettings(keep_exchanges_days=days)
    if not isinstance(table, dict) or "password" in table:
        raise BadInput("carriers_file", place="spsr", why="not a table, or a password in the file")
    values = dict(table)
    nested: dict[str, object] = {
        "shipper": _made(Shipper, values.pop("shipper", {}), place="spsr.shipper"),
        "timeouts": _made(Timeouts, values.pop("timeouts", {}), place="spsr.timeouts"),
        "password": environ.get(SPSR_PASSWORD, ""),
    }
    return CarrierSettings(_made(SpsrSettings, {**values, **nested}, place="spsr"), days)


def _made(kind: type[_T], values: object, *, place: str) -> _T:
    if not isinstance(values, dict) or not set(values) <= {each.name for each in fields(kind)}:  # type: ignore[arg-type]  # each caller hands in a dataclass
        raise BadInput("carriers_file", place=place, why="a key that is not known")
    try:
        return kind(**values)
    except TypeError as error:
        raise BadInput("carriers_file", place=place, why="a key is missing") from error
