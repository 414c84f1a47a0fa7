"""Fill a data directory with the demo shop: the same importers, the same use cases, invented people."""

from __future__ import annotations

import secrets
import shutil
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from station import app, config
from station.domain.order import PassportState
from station.domain.people import Operator, Role
from station.errors import BadInput
from station.ports import Clock
from station.scan.barcode import badge_code
from station.store.journal_chain import KEY_FILE
from station.store.people import badge_hash
from station.usecases.decide import set_verdict
from station.usecases.hold_order import hold
from ui.demo.facts import DATA, DemoFacts, order_files, read_facts

BADGES = "demo-badges.toml"
FRESH = "demo.new"
OWNER = Operator("owner", "Владелец демо-магазина", Role.OWNER, "")


@dataclass(frozen=True)
class DemoBadge:
    """A badge of the demo: its code can be read back, which a real shop's never can."""

    code: str
    operator: str
    name: str
    role: str
    pin: str


def load_demo(data: Path, url: str, *, today: date, clock: Clock | None = None) -> tuple[DemoBadge, ...]:
    """Fill an empty data directory; return the badges. Raises BadInput where a real shop's data stand.

    The demo is made in a folder beside and moved here whole, the database last: nothing that stands is ever deleted.
    """
    facts = read_facts()
    settings, badges = data / config.FILE, data / BADGES
    if settings.exists() and not config.load(data).demo:
        raise BadInput("data_not_demo", file=str(settings))
    here = url == app.database_url(data, None)
    if badges.exists() and (not here or (data / app.DATABASE).exists()):
        return read_badges(data)
    standing = [data / name for name in (app.DATABASE, KEY_FILE) if (data / name).exists()]
    if standing and not settings.exists() and not badges.exists():
        raise BadInput("data_not_demo", file=str(standing[0]))
    if here and (badges.exists() or not standing):
        return _beside(data, facts, today, clock)
    return _in_place(data, url, facts, today, clock)


def _beside(data: Path, facts: DemoFacts, today: date, clock: Clock | None) -> tuple[DemoBadge, ...]:
    """Make the demo in a folder of its own, and move it in. A try that was cut short is begun anew."""
    fresh = data / FRESH
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    own = data / config.FILE
    (fresh / config.FILE).write_bytes(own.read_bytes() if own.exists() else _settings(facts).encode())
    settings = config.load(fresh)
    badges = _filled_by_us(fresh, settings, app.database_url(fresh, None), facts, today, clock)
    _write_badges(fresh, badges)
    last = {BADGES: 0, app.DATABASE: 2}  # the badges say whose it is, the database that it is whole
    for made in sorted(fresh.iterdir(), key=lambda path: last.get(path.name, 1)):
        made.replace(data / made.name)
    fresh.rmdir()
    return badges


def _in_place(data: Path, url: str, facts: DemoFacts, today: date, clock: Clock | None) -> tuple[DemoBadge, ...]:
    """Fill a database that stands elsewhere; none where it is a demo's already: its badges lie where it was loaded."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / config.FILE
    fresh = config.parse(tomllib.loads(_settings(facts)), str(path))
    settings = config.load(data) if path.exists() else replace(fresh, bench=config.own_name(data))
    badges = _filled_by_us(data, settings, url, facts, today, clock)
    if not path.exists():
        path.write_text(_settings(facts), encoding="utf-8")
    if badges:
        _write_badges(data, badges)
    return badges


def _filled_by_us(
    data: Path, settings: config.Settings, url: str, facts: DemoFacts, today: date, clock: Clock | None
) -> tuple[DemoBadge, ...]:
    station = app.build(data, settings, url, clock=clock)
    try:
        if _is_demo(station, facts):
            return ()
        if not _is_empty(station):
            raise BadInput("data_not_demo", file=station.store.engine.url.render_as_string())
        with ThreadPoolExecutor(max_workers=2) as aside:  # PINs are hashed slowly on purpose
            pins = {person.code: aside.submit(app.Pins().hash, person.pin) for person in facts.people}
            _fill(station, facts, today)
            return _people(station, facts, {code: pin.result() for code, pin in pins.items()})
    finally:
        station.close()


def read_badges(data: Path) -> tuple[DemoBadge, ...]:
    """Return the badges of a demo's data directory; none for a real shop's."""
    path = data / BADGES
    if not path.exists():
        return ()
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["badges"]
    return tuple(DemoBadge(**row) for row in rows)


def _settings(facts: DemoFacts) -> str:
    rows = ["demo = true", 'bench_name = "Стол 2"', 'warehouse = "Склад Павелецкая"', ""]
    for site in facts.sites:
        rows += [
            f"[sites.{site.code}]",
            f'name = "{site.name}"',
            f'sender = "{site.sender}"',
            f"jewellery = {str(site.jewellery).lower()}",
            "",
        ]
    return "\n".join(rows)


def _is_demo(station: app.Station, facts: DemoFacts) -> bool:
    with station.reading() as uow:
        there = {(person.code, person.name) for person in uow.operators.everybody()}
    return there >= {(person.code, person.name) for person in facts.people}


def _is_empty(station: app.Station) -> bool:
    with station.reading() as uow:
        return not uow.operators.everybody() and not uow.order_lists.rows(limit=1)


def _fill(station: app.Station, facts: DemoFacts, today: date) -> None:
    for site in facts.sites:
        station.import_catalogue(DATA / f"catalogue-{site.code}.xml", OWNER, shop=site.code)
    with station.office(OWNER) as work:
        for one in facts.ranges:
            work.uow.numbers.add_range(one.carrier, one.first, one.last)
        work.uow.commit()
    report = station.import_orders(order_files(today), OWNER)
    if report.skipped:
        raise AssertionError(report.skipped)
    _verdicts(station, facts)


def _verdicts(station: app.Station, facts: DemoFacts) -> None:
    """Give every order that needs one its stored verdict: clear, unless the facts say otherwise."""
    other = {one.order: PassportState(one.state) for one in facts.passports}
    with station.office(OWNER) as work:
        for row in work.uow.order_lists.rows():
            order = work.uow.orders.get(row.number)
            needed = order.passport is not None and order.passport.state is PassportState.REQUIRED
            state = other.get(order.number, PassportState.CLEAR)
            if needed and state is not PassportState.REQUIRED:
                set_verdict(work, order, state, by="demo", why="demo")
        for one in facts.holds:
            hold(work, work.uow.orders.get(one.order), one.reason, one.note)
        for unit in facts.reserved:
            work.uow.catalogue.reserve(unit.unit, unit.order)
        for unit in facts.units_elsewhere:
            work.uow.catalogue.move(unit.unit, unit.store)
        work.uow.commit()


def _people(station: app.Station, facts: DemoFacts, pins: Mapping[str, str]) -> tuple[DemoBadge, ...]:
    badges = []
    with station.office(OWNER) as work:
        for person in facts.people:
            code = badge_code(secrets.randbits(64))
            work.uow.operators.add(
                Operator(person.code, person.name, Role(person.role), badge_hash(code), pins[person.code])
            )
            badges.append(DemoBadge(code, person.code, person.name, person.role, person.pin))
        work.uow.commit()
    return tuple(badges)


def _write_badges(data: Path, badges: tuple[DemoBadge, ...]) -> None:
    rows = [
        "\n".join(["[[badges]]", *(f'{key} = "{value}"' for key, value in asdict(badge).items())]) for badge in badges
    ]
    path = data / BADGES
    path.touch(mode=0o600)
    path.write_text("\n\n".join(rows) + "\n", encoding="utf-8")
