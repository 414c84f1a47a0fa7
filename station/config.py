"""Settings: frozen values from `station.toml` and the environment, checked whole when the program starts.

A fault names its place, and all faults are told at once. Secrets never stand in this file: they come from the
environment or the system's keyring.
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.errors import BadInput

FILE = "station.toml"
NAME_FILE = "bench.name"
_NAME = re.compile(r"[\w.-]{1,64}")  # it names files too: no blanks, no slashes
T = TypeVar("T")


@dataclass(frozen=True)
class SiteSettings:
    """A shop: the channel's site.

    `sender` stands on labels and betrays nothing. `jewellery`: goods that the catalogue does not know count as
    jewellery. `passport` is the policy: "jewellery", "always" or "off".
    """

    name: str = ""
    sender: str = ""
    workflow: str = "default"
    jewellery: bool = False
    passport: str = "jewellery"


@dataclass(frozen=True)
class CarrierSettings:
    """A carrier as the bench sees it. `push`: whether the gateway has a wire to it."""

    name: str = ""
    push: bool = False
    bag_weight_g: int = 20
    label_form: str = ""
    due_on_label: bool = False


CARRIERS: Mapping[str, CarrierSettings] = {
    "spsr": CarrierSettings(name="СПСР Экспресс", push=True, due_on_label=True),
    "russian_post": CarrierSettings(name="Почта России", due_on_label=True),
    "own_courier": CarrierSettings(name="Наши курьеры"),
    "pickup": CarrierSettings(name="Самовывоз"),
}


@dataclass(frozen=True)
class Settings:
    """One bench's settings. Times in seconds, weights in grams; addresses of devices and databases are URLs."""

    bench: str = "bench-1"
    bench_name: str = ""
    warehouse: str = ""
    language: str = "ru"
    time_zone: str = "Europe/Moscow"
    scanner: str = ""
    scale: str = ""
    printer: str = ""
    sheet_printer: str = ""
    label_form: str = "58x40"
    label_dpi: int = 203
    auto_ship: bool = True
    operator_grace_s: int = 300
    duplicate_ms: int = 300
    max_weight_g: int = 31_500
    backup_dir: str = ""
    backup_hour: int = 3
    gateway_url: str = ""  # empty: the gateway runs inside the program
    demo: bool = False
    sites: Mapping[str, SiteSettings] = field(default_factory=dict)
    carriers: Mapping[str, CarrierSettings] = field(default_factory=lambda: dict(CARRIERS))

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone, used on screen and paper only."""
        return ZoneInfo(self.time_zone)

    def site(self, code: str) -> SiteSettings:
        """Return a shop's settings, the defaults where it has none."""
        return self.sites.get(code, SiteSettings(name=code))

    def carrier(self, code: str) -> CarrierSettings:
        """Return a carrier's settings, the defaults where it has none."""
        return self.carriers.get(code, CarrierSettings(name=code))


def load(data: Path) -> Settings:
    """Read the settings of a data directory; without a file, the defaults. Raises BadInput with every fault."""
    path = data / FILE
    raw: Mapping[str, object] = {}
    if path.exists():
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise BadInput("settings_unreadable", file=str(path), text=str(error)) from error
    settings = parse(raw, str(path))
    return settings if "bench" in raw else replace(settings, bench=own_name(data))


def own_name(data: Path) -> str:
    """Return the name of the bench of a data directory, made once.

    It is the name of the bench's chain in the journal, so no two directories that share a database may have one name.
    """
    path = data / NAME_FILE
    name = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else ""
    if _NAME.fullmatch(name):
        return name
    name = f"bench-{secrets.token_hex(3)}"
    if data.is_dir() and os.access(data, os.W_OK):
        fresh = path.with_suffix(".new")  # a power cut leaves a whole name, or none
        fresh.write_text(name, encoding="ascii")
        fresh.replace(path)
    return name


def parse(raw: Mapping[str, object], place: str) -> Settings:
    """Check settings as they stand in TOML. Raises BadInput with every fault at once."""
    faults: list[str] = []
    sites = _tables(raw.get("sites", {}), SiteSettings, "sites", faults)
    carriers = {**CARRIERS, **_tables(raw.get("carriers", {}), CarrierSettings, "carriers", faults)}
    flat = {key: value for key, value in raw.items() if key not in {"sites", "carriers"}}
    values = _checked(flat, Settings, "", faults)
    if faults:
        raise BadInput("settings_wrong", file=place, text="; ".join(faults))
    return Settings(**values, sites=sites, carriers=carriers)  # type: ignore[arg-type]  # checked field by field above


_KINDS: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "bool": (bool,), "float": (int, float)}


def _tables(raw: object, kind: type[T], name: str, faults: list[str]) -> dict[str, T]:
    if not isinstance(raw, Mapping):
        faults.append(f"{name}: a table is wanted")
        return {}
    made: dict[str, T] = {}
    for code, values in raw.items():
        if isinstance(values, Mapping):
            made[str(code)] = kind(**_checked(values, kind, f"{name}.{code}.", faults))
        else:
            faults.append(f"{name}.{code}: a table is wanted")
    return made


def _checked(raw: Mapping[str, object], kind: type, prefix: str, faults: list[str]) -> dict[str, object]:
    """Return the values that fit the fields of a settings class; name the others."""
    wanted = {item.name: item.type for item in fields(kind)}
    good: dict[str, object] = {}
    for key, value in raw.items():
        kinds = _KINDS.get(str(wanted.get(key)))
        if kinds is None:
            faults.append(f"{prefix}{key}: unknown")
        elif not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            faults.append(f"{prefix}{key}: {wanted[key]} is wanted")
        elif (may := _MAY_BE.get(key)) is not None and not may(str(value)):
            faults.append(f"{prefix}{key}: {value}")
        else:
            good[key] = value
    return good


def _zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _one_of(*names: str) -> Callable[[str], bool]:
    return lambda name: name in names


def _from(lowest: float, to: float = float("inf")) -> Callable[[str], bool]:
    return lambda number: lowest <= float(number) <= to


_FORM = re.compile(r"[1-9]\d{1,2}x[1-9]\d{1,2}|")

_MAY_BE: Mapping[str, Callable[[str], bool]] = {
    "bench": lambda name: _NAME.fullmatch(name) is not None,
    "language": _one_of("ru", "en"),
    "time_zone": _zone,
    "label_form": lambda name: _FORM.fullmatch(name) is not None,
    "label_dpi": _one_of("203", "300"),
    "operator_grace_s": _from(0),
    "duplicate_ms": _from(0, 10_000),
    "max_weight_g": _from(1),
    "backup_hour": _from(0, 23),
    "passport": _one_of("jewellery", "always", "off"),
    "bag_weight_g": _from(0),
}
"""What the fields that are not free may hold."""
