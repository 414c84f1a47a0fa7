"""Fill a data directory with the demo shop: the same importers, the same use cases, invented people."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from station import app, config
from station.domain.order import PassportState
from station.domain.people import Operator, Role
from station.errors import BadInput
from station.ports import Clock
from station.scan.barcode import badge_code
from station.store.people import badge_hash
from station.usecases.decide import set_verdict
from station.usecases.hold_order import hold
from ui.demo.facts import DATA, DemoFacts, order_files, read_facts

BADGES = "demo-badges.toml"
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
    """Fill an empty data directory; return the badges. Raises BadInput for one that is in use by a real shop."""
    data.mkdir(parents=True, exist_ok=True)
    facts = read_facts()
    path = data / config.FILE
    if path.exists() and not config.load(data).demo:
        raise BadInput("data_not_demo", file=str(path))
    if not path.exists():
        path.write_text(_settings(facts), encoding="utf-8")
    if (data / BADGES).exists():
        return read_badges(data)
    if url == app.database_url(data, None):
        for half_made in data.glob(f"{app.DATABASE}*"):
            half_made.unlink()
    station = app.build(data, config.load(data), url, clock=clock)
    try:
        if _filled(station):  # a second bench of the same demo: its badges lie where it was loaded
            return ()
        with ThreadPoolExecutor(max_workers=2) as aside:  # PINs are hashed slowly on purpose
            pins = {person.code: aside.submit(app.Pins().hash, person.pin) for person in facts.people}
            _fill(station, facts, today)
            badges = _people(station, facts, {code: pin.result() for code, pin in pins.items()})
    finally:
        station.close()
    _write_badges(data, badges)
    return badges


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


def _filled(station: app.Station) -> bool:
    with station.reading() as uow:
        return bool(uow.operators.everybody())


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
