"""The scans that the demo offers by click: what a packer could scan now, the next sensible one first.

They are worked out on the thread of the store, once an answer is on its way to the screen: the demo's bench answers as
fast as a real one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from station.app import Station
from station.domain.bench import Wanted
from station.domain.offer import Identity
from station.domain.order import Order, OrderLine
from station.domain.shipment import Numbering
from station.domain.workflow.phases import Phase
from station.ports import RawScan, UnitOfWork
from station.scan.barcode import decode
from station.scan.commands import Verb, code_of
from ui.demo.facts import read_facts
from ui.demo.load import read_badges
from ui.presenters.bench import BenchPresenter
from ui.presenters.order_view import step_of
from ui.presenters.state import DemoScan, ScreenState

ORDERS_OFFERED = 6
PARCELS_OFFERED = 8


@dataclass
class DemoBench:
    """The presenter, with the offered scans worked out after each answer. `later` asks for a refresh soon."""

    presenter: BenchPresenter
    station: Station
    data: Path
    later: Callable[[], None] = lambda: None
    scans: tuple[DemoScan, ...] = field(default=(), init=False)
    settled: bool = field(default=False, init=False)
    """Whether `scans` belong to the last answer."""

    def __post_init__(self) -> None:
        """Read the badges and bags of the demo."""
        self._badges = read_badges(self.data)
        self._bags = {bags.carrier: bags.numbers for bags in read_facts().bags}

    def badge(self, role: str) -> str:
        """Return the code of the first badge of a role."""
        return next(badge.code for badge in self._badges if badge.role == role)

    # -- the bench that the bridge asks ---------------------------------------------------------------------------

    def scanned(self, scan: RawScan) -> ScreenState:
        """Take a scan."""
        return self._offered(self.presenter.scanned(scan))

    def acknowledged(self) -> ScreenState:
        """End a STOP."""
        return self._offered(self.presenter.acknowledged())

    def pin_entered(self, pin: str) -> ScreenState:
        """Answer the question for a PIN."""
        return self._offered(self.presenter.pin_entered(pin))

    def weight_typed(self, grams: int) -> ScreenState:
        """Answer the question for a weight."""
        return self._offered(self.presenter.weight_typed(grams))

    def cancelled_question(self) -> ScreenState:
        """Take the open question away."""
        return self._offered(self.presenter.cancelled_question())

    def command(self, verb: str) -> ScreenState:
        """Press a button."""
        return self._offered(self.presenter.command(verb))

    def refreshed(self) -> ScreenState:
        """Say the state anew."""
        state = self.presenter.refreshed()
        self.scans, self.settled = self._scans(), True
        return state

    def language_chosen(self, language: str) -> ScreenState:
        """Switch the language."""
        return self._offered(self.presenter.language_chosen(language))

    # -- what is offered ------------------------------------------------------------------------------------------

    def _offered(self, state: ScreenState) -> ScreenState:
        self.settled = False
        self.later()
        return state

    def _scans(self) -> tuple[DemoScan, ...]:
        view = self.presenter.desk.view
        if view.lock is not None:
            return (self._command(Verb.CONFIRM, primary=True),)
        if not view.operator:
            return self._badge_scans(primary=True)
        with self.station.reading() as uow:
            if view.order is not None:
                return (*self._order_scans(uow, view.order), *self._badge_scans(primary=False))
            if view.manifest is not None:
                return self._cage_scans()
            return (*self._ready_scans(uow), *self._badge_scans(primary=False))

    def _say(self, key: str, **facts: object) -> str:
        return self.presenter.texts.caption(key, **facts)

    def _command(self, verb: Verb, argument: str = "", *, primary: bool = False) -> DemoScan:
        words = self.presenter.texts.command(verb, argument)
        return DemoScan(self._say("demo_commands"), words.name, code_of(verb, argument), words.what, primary)

    def _badge_scans(self, *, primary: bool) -> tuple[DemoScan, ...]:
        texts, group = self.presenter.texts, self._say("demo_badges")
        return tuple(
            DemoScan(group, b.name, b.code, f"{texts.role(b.role)} · PIN {b.pin}", primary=primary and i == 0)
            for i, b in enumerate(self._badges)
            if b.role in {"packer", "shift_lead"}
        )

    def _ready_scans(self, uow: UnitOfWork) -> tuple[DemoScan, ...]:
        texts, view = self.presenter.texts, self.presenter.desk.view
        first = next((row for row in view.waiting if not row.held), None)
        rows = [
            DemoScan(
                self._say("demo_orders"),
                row.number,
                row.number,
                texts.counted(row.units, "units"),
                primary=row is first,
            )
            for row in view.waiting[:ORDERS_OFFERED]
        ]
        bound = uow.manifests.waiting("spsr")
        manifest = self._command(Verb.MANIFEST, "spsr", primary=first is None and bool(bound))
        return (*rows, manifest, self._command(Verb.LOG_OFF))

    def _order_scans(self, uow: UnitOfWork, order: Order) -> tuple[DemoScan, ...]:
        pending = self.presenter.desk.view.pending
        if pending is not None and pending.wanted is Wanted.UIN:
            uins = self._uins(uow, pending.facts.get("unit", ""), pending.facts.get("line", ""), order)
            return (*uins, self._command(Verb.CANCEL_VIEW))
        if pending is not None and pending.wanted is Wanted.TRAY:
            return tuple(
                DemoScan(self._say("demo_trays"), f"LZT{n:03d}", f"LZT{n:03d}", "", n == 1) for n in range(1, 5)
            )
        if pending is not None and pending.wanted is Wanted.AGAIN:
            return (DemoScan(self._say("demo_commands"), self._say("demo_again"), pending.code, "", primary=True),)
        step = step_of(order)
        units = self._units(uow, order) if step == "units" else ()
        numbers = self._numbers(uow, order) if step in {"label", "tracking"} else ()
        commands = (Verb.UNDO, Verb.NEW_PARCEL, Verb.REPRINT, Verb.SHORT, Verb.CANCEL_VIEW)
        return (*units, *numbers, *(self._command(verb) for verb in commands))

    def _units(self, uow: UnitOfWork, order: Order) -> tuple[DemoScan, ...]:
        scans: list[DemoScan] = []
        for line in order.lines:
            code = self._unit_code(uow, order, line) if order.missing(line) else None
            if code is not None:
                scans.append(DemoScan(self._say("demo_units"), line.name, code, line.article, primary=not scans))
        return (*scans, *self._wrong(uow, order))

    def _unit_code(self, uow: UnitOfWork, order: Order, line: OrderLine) -> str | None:
        """Return a code by which a line can be verified: a free unit of its own, else its barcode."""
        offer = uow.catalogue.offers({line.offer}).get(line.offer)
        if offer is not None and offer.identity is Identity.UNIT:
            mine = [unit for unit in uow.catalogue.reserved_for(order.number) if unit.offer == line.offer]
            for unit in (*mine, *uow.catalogue.units(line.offer)):
                elsewhere = unit.store and order.shipment_store and unit.store != order.shipment_store
                if elsewhere or unit.reserved_for not in ("", order.number):
                    continue
                if uow.lookup.known(decode(unit.code.encode())).unit_place is None:
                    return self._written(uow, unit.code, line.offer)
        known = line.barcodes or uow.catalogue.barcodes({line.offer}).get(line.offer, ())
        return known[0] if known else None

    def _written(self, uow: UnitOfWork, key: str, offer: str) -> str:
        """Return a unit's code as it is printed, without the zeros that look-ups put before it."""
        printed = uow.catalogue.barcodes({offer}).get(offer, ())
        return next((code for code in printed if code.lstrip("0") == key.lstrip("0")), key)

    def _wrong(self, uow: UnitOfWork, order: Order) -> tuple[DemoScan, ...]:
        """Return what a tired hand may scan: each is refused, and says why."""
        every = (
            (self._say("demo_sister"), self._sister(uow, order)),
            (self._say("demo_foreign"), self._foreign(uow, order)),
            (self._say("demo_twice"), self._packed(order)),
            (self._say("demo_misread"), self._misread(order)),
        )
        return tuple(DemoScan(self._say("demo_wrong"), said, code) for said, code in every if code)

    def _sister(self, uow: UnitOfWork, order: Order) -> str:
        """Return a barcode of another offer of an article, of one that is still missing if there is such."""
        mine = {line.offer for line in order.lines}
        for line in sorted(order.lines, key=lambda line: not order.missing(line)):
            others = [one for one in uow.catalogue.sisters({line.offer}) if one not in mine]
            known = uow.catalogue.barcodes(set(others[:1]))
            code = next((codes[0] for codes in known.values() if codes), "")
            if code:
                return code
        return ""

    def _foreign(self, uow: UnitOfWork, order: Order) -> str:
        """Return a barcode of an article that is not in the order at all."""
        mine = {line.article for line in order.lines}
        for row in self.presenter.desk.view.waiting or uow.order_lists.rows(phase=Phase.ASSEMBLY, limit=ORDERS_OFFERED):
            lines = uow.orders.get(row.number).lines
            code = next((line.barcodes[0] for line in lines if line.barcodes and line.article not in mine), "")
            if code:
                return code
        return ""

    def _packed(self, order: Order) -> str:
        """Return the code of a unit whose line is complete."""
        units = [unit for parcel in order.live_parcels for unit in parcel.live_units]
        return next((unit.code for unit in units if not order.missing(order.line(unit.line))), "")

    def _misread(self, order: Order) -> str:
        """Return a barcode with a wrong check digit, as a scratched one is read."""
        code = next((line.barcodes[0] for line in order.lines if line.barcodes), "4690000000016")
        return code[:-1] + str((int(code[-1]) + 1) % 10)

    def _uins(self, uow: UnitOfWork, unit: str, line: str, order: Order) -> tuple[DemoScan, ...]:
        offer = order.line(line).offer
        units = [one for one in uow.catalogue.units(offer) if one.code == unit]
        uins = units[0].uins if units and units[0].uins else (f"{int(order.id or 1):016d}",)
        return tuple(DemoScan(self._say("demo_uins"), uin, uin, "", primary=i == 0) for i, uin in enumerate(uins))

    def _numbers(self, uow: UnitOfWork, order: Order) -> tuple[DemoScan, ...]:
        group = self._say("demo_labels")
        unbound = [p.label for p in order.live_parcels if p.binding is None and p.label is not None]
        labels = [label.number for label in unbound if label.out]  # what is not printed yet cannot be scanned
        scans = [
            DemoScan(group, number, number, self._say("demo_label"), primary=i == 0) for i, number in enumerate(labels)
        ]
        if not unbound and order.numbering is Numbering.PREPRINTED:
            free = [n for n in self._bags.get(order.carrier, ()) if uow.lookup.known(decode(n.encode())).number is None]
            scans += [DemoScan(group, n, n, self._say("demo_bag"), primary=i == 0) for i, n in enumerate(free[:2])]
        taken = uow.manifests.waiting(order.carrier)
        if taken:
            scans.append(DemoScan(self._say("demo_wrong"), self._say("demo_other_bag"), taken[0].number))
        return tuple(scans)

    def _cage_scans(self) -> tuple[DemoScan, ...]:
        view = self.presenter.desk.view
        group = self._say("demo_parcels")
        scans = [
            DemoScan(group, number.number, number.number, number.order, primary=i == 0)
            for i, number in enumerate(view.outside[:PARCELS_OFFERED])
        ]
        close = self._command(Verb.CLOSE_MANIFEST, primary=not scans and bool(view.tiles))
        return (*scans, close, self._command(Verb.CANCEL_VIEW))
