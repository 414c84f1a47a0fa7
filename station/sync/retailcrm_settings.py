"""How one shop's RetailCRM account is to be read. What accounts may differ in is a setting, never a constant."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.domain.import_codes import ImportCode
from station.domain.incoming import ChannelPlace
from station.domain.shipment import Numbering
from station.errors import BadInput


@dataclass(frozen=True)
class StatusMap:
    """What the channel's statuses mean here: by code, else by the group that a code belongs to."""

    by_code: Mapping[str, ChannelPlace]
    by_group: Mapping[str, ChannelPlace]
    group_of: Mapping[str, str]
    cancelled_lines: frozenset[str]

    def find(self, code: str) -> ChannelPlace | None:
        """Return what the status means, or None when nothing is known of it."""
        found = self.by_code.get(code)
        return found if found is not None else self.by_group.get(self.group_of.get(code, ""))


@dataclass(frozen=True)
class DeliveryRule:
    """One row of the delivery map: codes that fit it, and what they mean."""

    carrier: str
    service: str
    numbering: Numbering
    codes: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    site: str = ""

    def fits(self, site: str, codes: Iterable[str]) -> bool:
        """Does this row speak of one of these codes of this site."""
        if self.site and self.site != site:
            return False
        return any(code in self.codes or any(part in code for part in self.parts) for code in codes if code)


@dataclass(frozen=True)
class RetailCrmSettings:
    """How to read one account. `default_settings()` gives those of a new one.

    `time_zone` is the account's own: RetailCRM writes times without an offset. `ship_by` is the hour until which an
    order of that shipment date must be gone.
    """

    statuses: StatusMap
    deliveries: tuple[DeliveryRule, ...]
    time_zone: ZoneInfo
    channel: str = "retailcrm"
    ship_by: time = time(18, 0)
    paid_statuses: frozenset[str] = frozenset({"paid", "complete", "completed"})
    service_articles: frozenset[str] = frozenset()  # articles or offer codes that are never scanned
    size_codes: frozenset[str] = frozenset({"size", "razmer", "размер", "ring-size", "ring_size"})
    stone_codes: frozenset[str] = frozenset({"stone", "stones", "vstavka", "вставка", "kamen", "камень"})
    shipped_flag_closes: bool = False  # many accounts set `shipped` when stock is written off, before it leaves
    largest_file: int = 32 * 1024 * 1024  # bytes; an order takes about eight thousand


def default_settings() -> RetailCrmSettings:
    """Return the settings of a new account, from the tables that ship with the program."""
    package = resources.files("station.sync")
    return RetailCrmSettings(
        statuses=read_status_map(package.joinpath("retailcrm_statuses.toml").read_text("utf-8")),
        deliveries=read_delivery_map(package.joinpath("retailcrm_deliveries.toml").read_text("utf-8")),
        time_zone=zone_named("Europe/Moscow"),
    )


def with_shop_tables(
    settings: RetailCrmSettings, *, statuses: Path | None = None, deliveries: Path | None = None
) -> RetailCrmSettings:
    """Lay a shop's own tables over the settings: its statuses add to the known ones, its delivery rows come first.

    Raises BadInput that names the place of the fault.
    """
    if statuses is not None:
        own = read_status_map(_text_of(statuses))
        settings = replace(settings, statuses=_merged(settings.statuses, own))
    if deliveries is not None:
        rows = read_delivery_map(_text_of(deliveries))
        settings = replace(settings, deliveries=rows + settings.deliveries)
    return settings


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone by its name in the tz database. Raises BadInput."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(ImportCode.TIME_ZONE_UNKNOWN, name=name) from error


def read_status_map(text: str) -> StatusMap:
    """Read a table of statuses (TOML). Raises BadInput that names the row."""
    tables = _toml(text)
    return StatusMap(
        by_code=_places(tables, "statuses"),
        by_group=_places(tables, "groups"),
        group_of={code: str(group) for code, group in _table(tables, "status_groups").items()},
        cancelled_lines=frozenset(_words(_table(tables, "lines"), "cancelled")),
    )


def read_delivery_map(text: str) -> tuple[DeliveryRule, ...]:
    """Read the rows of a delivery map (TOML). Raises BadInput that names the row."""
    rows = _toml(text).get("deliveries", [])
    if not isinstance(rows, list):
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place="deliveries")
    return tuple(_delivery_rule(row, f"deliveries[{n}]") for n, row in enumerate(rows, 1))


def _delivery_rule(row: object, place: str) -> DeliveryRule:
    if not isinstance(row, dict):
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=place)
    try:
        numbering = Numbering(str(row.get("numbering", "")))
    except ValueError as error:
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=f"{place}.numbering") from error
    carrier = str(row.get("carrier", ""))
    rule = DeliveryRule(
        carrier=carrier,
        service=str(row.get("service", "")),
        numbering=numbering,
        codes=frozenset(_words(row, "is")),
        parts=tuple(part for part in _words(row, "contains") if part),
        site=str(row.get("site", "")),
    )
    if not carrier or not (rule.codes or rule.parts):
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=place)
    return rule


def _merged(known: StatusMap, own: StatusMap) -> StatusMap:
    return StatusMap(
        by_code={**known.by_code, **own.by_code},
        by_group={**known.by_group, **own.by_group},
        group_of={**known.group_of, **own.group_of},
        cancelled_lines=known.cancelled_lines | own.cancelled_lines,
    )


def _places(tables: Mapping[str, object], name: str) -> Mapping[str, ChannelPlace]:
    places: dict[str, ChannelPlace] = {}
    for code, word in _table(tables, name).items():
        try:
            places[code] = ChannelPlace(str(word))
        except ValueError as error:
            raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=f"{name}.{code}") from error
    return places


def _table(tables: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = tables.get(name, {})
    if not isinstance(found, dict):
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=name)
    return found


def _words(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = row.get(key, [])
    if not isinstance(found, list):
        raise BadInput(ImportCode.SETTINGS_ROW_BROKEN, place=key)
    return tuple(str(word) for word in found)


def _text_of(table: Path) -> str:
    try:
        return table.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(ImportCode.FILE_UNREADABLE, file=table.name, detail=type(error).__name__) from error


def _toml(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(ImportCode.SETTINGS_NOT_TOML, detail=str(error)) from error
