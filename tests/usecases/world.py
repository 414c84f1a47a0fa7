"""A shop in miniature on a real store, and a driver that sits at a bench as a packer does: scans, and hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from station.config import CARRIERS, Settings, SiteSettings
from station.domain.incoming import CatalogueOffer, IncomingOrder, OfferUin
from station.domain.numbers import ean13
from station.domain.offer import Identity
from station.domain.order import Order
from station.domain.people import Operator, Role
from station.ports import JournalLine, OutboxRow, RawScan
from station.scan.barcode import badge_code
from station.scan.commands import Verb, code_of
from station.store.catalogue_feed import replace_catalogue
from station.store.engine import Store, open_store
from station.store.people import badge_hash
from station.sync.carrier_relay import CarrierRelay
from station.sync.print_relay import PrintRelay
from station.usecases.desk import Answer, Desk
from station.usecases.handle_scan import BenchAt
from station.usecases.import_orders import Imported, import_order
from station.usecases.outcome import Tone
from station.usecases.print_label import LabelPrinting
from station.usecases.take_in import INTERNAL
from station.usecases.work import Work
from tests.builders import SHOP, an_incoming
from tests.fakes import FakeCarriers, FakePins, FakePrinter, FakeScale, ManualClock, draw

SHIRT_M, SHIRT_L, SOCKS = ean13("460000000001"), ean13("460000000002"), ean13("460000000003")
RING_A, RING_B, RING_18 = "КОЛ000001", "КОЛ000002", "КОЛ000018"
CROSS = ean13("460000000009")
EARRINGS, EARRINGS_B = "СЕР000001", "СЕР000002"
UIN_LEFT, UIN_RIGHT, UIN_B, UIN_STRANGE = (f"643000000000000{n}" for n in (1, 2, 3, 9))
TRAY, OTHER_TRAY = "LZT001", "LZT002"

CATALOGUE = (
    CatalogueOffer("shirt", "А-7", "А-7", "Рубашка", "Рубашка", (SHIRT_M,), weight_mg=300_000, size="M", place="В-1"),
    CatalogueOffer("shirt-l", "А-7", "А-7", "Рубашка", "Рубашка", (SHIRT_L,), weight_mg=310_000, size="L", place="В-2"),
    CatalogueOffer("socks", "Н-1", "Н-1", "Носки", "Носки", (SOCKS,), weight_mg=50_000, place="В-3"),
    CatalogueOffer(
        "ring", "К-1", "К-1", "Кольцо", "Кольцо", (RING_A, RING_B), identity=Identity.UNIT, weight_mg=2_410,
        size="17", stone="топаз", jewellery=True, store="Тверская",
    ),
    CatalogueOffer(
        "ring-18", "К-1", "К-1", "Кольцо", "Кольцо", (RING_18,), identity=Identity.UNIT, weight_mg=2_500,
        size="18", stone="топаз", jewellery=True,
    ),
    CatalogueOffer(
        "cross", "К-9", "К-9", "Крест", "Крест", (CROSS,), weight_mg=1_000, uin_required=True, jewellery=True
    ),
    CatalogueOffer(
        "earrings", "С-1", "С-1", "Серьги", "Серьги", (EARRINGS, EARRINGS_B), identity=Identity.UNIT,
        uin_required=True, jewellery=True, weight_mg=3_000,
        uins=(OfferUin(EARRINGS, UIN_LEFT), OfferUin(EARRINGS, UIN_RIGHT), OfferUin(EARRINGS_B, UIN_B)),
    ),
)  # fmt: skip

PEOPLE = {
    "pak": ("Пакова", Role.PACKER),
    "bor": ("Борисов", Role.PACKER),
    "lead": ("Главнов", Role.SHIFT_LEAD),
    "man": ("Менеджерова", Role.MANAGER),
    "off": ("Строгов", Role.OFFICER),
    "head": ("Хозяйкина", Role.HEAD),
    "clerk": ("Звонкова", Role.CLERK),
    "gone": ("Бывшев", Role.PACKER),
}
BADGES = {code: badge_code(number) for number, code in enumerate(PEOPLE, start=1)}
CHANNEL = Operator("channel", "Каналова", Role.MANAGER, "")
PIN, WRONG_PIN = "1234", "0000"

SETTINGS = Settings(
    sites={
        "shop": SiteSettings("Лавка", passport="jewellery"),
        "jeweller": SiteSettings("Ювелир", jewellery=True, passport="jewellery"),
        "relaxed": SiteSettings("Без проверки", jewellery=True, passport="off"),
    },
    carriers={**CARRIERS, "spsr": replace(CARRIERS["spsr"], bag_weight_g=20)},
)


@dataclass
class World:
    """The store with its shop, the fakes around it, and benches on request."""

    url: str
    keys: Path
    settings: Settings = SETTINGS
    clock: ManualClock = field(default_factory=ManualClock)
    scale: FakeScale = field(default_factory=FakeScale)
    printer: FakePrinter = field(default_factory=FakePrinter)
    carriers: FakeCarriers = field(default_factory=FakeCarriers)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(self.url, keys=self.keys)

    def furnish(self) -> None:
        """Give an empty database what a shop has."""
        with self.store.unit_of_work() as uow:
            uow.workflows.save(SHOP)
            for source in ("spsr", "own", INTERNAL):
                uow.numbers.add_range(source, 1, 999_999)
            for code, (name, role) in PEOPLE.items():
                badge = badge_hash(BADGES[code])
                uow.operators.add(Operator(code, name, role, badge, f"pin {PIN}", active=code != "gone"))
            uow.commit()
        replace_catalogue(self.store, CATALOGUE, source="shop", at=self.clock.now())

    def restart(self) -> None:
        """End the program and start it again on the same database."""
        self.store.close()
        self.store = open_store(self.url, keys=self.keys)

    # -- what others do ------------------------------------------------------------------------------------------

    def take_in(self, *orders: IncomingOrder) -> list[Imported]:
        """Import orders, as a file of the channel would."""
        place = (self.store.unit_of_work, self.settings)
        return [import_order(*place, one, self.clock.now(), "office", CHANNEL) for one in orders or (an_incoming(),)]

    def office(self, who: str = "lead") -> OfficeWork:
        """Work outside the benches as this person; what is done is committed at the end."""
        return OfficeWork(self, who)

    def order(self, number: str = "501") -> Order:
        """Look at an order as it is in the database now."""
        with self.store.reading() as uow:
            return uow.orders.get(number)

    def outbox(self, topic: str) -> list[OutboxRow]:
        """Return the rows of a topic, oldest first."""
        with self.store.reading() as uow:
            return [row for row in uow.outbox.list_rows() if row.topic == topic]

    def story(self, number: str = "501") -> list[JournalLine]:
        """Return the journal's lines of an order."""
        with self.store.reading() as uow:
            return list(uow.journal.story(number))

    # -- benches and relays --------------------------------------------------------------------------------------

    def bench(self, name: str = "bench-1", *, who: str | None = "pak", scale: bool = False) -> BenchDriver:
        """Sit down at a bench, logged in unless `who` is None."""
        place = BenchAt(
            name, self.settings, self.store.bench_unit_of_work, self.scale if scale else None, FakePins(),
            self.store.reading,
        )  # fmt: skip
        driver = BenchDriver(Desk(place, self.clock, b"k" * 32), self.clock)
        if who is not None:
            driver.scan(BADGES[who])
        return driver

    def carrier_relay(self) -> CarrierRelay:
        return CarrierRelay(
            self.store.unit_of_work, self.carriers, self.clock, self.settings, "office", self.store.lease("carriers")
        )

    def print_relay(self, bench: str = "bench-1") -> PrintRelay:
        printing = LabelPrinting(self.store.unit_of_work, replace(self.settings, bench=bench), "office")
        return PrintRelay(printing, self.printer, draw, self.clock)


class OfficeWork:
    """A unit of work outside the benches, committed when all went well."""

    def __init__(self, world: World, who: str) -> None:
        self._world = world
        self._who = who
        self._uow = world.store.unit_of_work()

    def __enter__(self) -> Work:
        self._uow.__enter__()
        person = self._uow.operators.get(self._who)
        bench = self._uow.benches.get("office")
        return Work(self._uow, bench, self._world.clock.now(), "", self._world.settings, None, person)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._uow.commit()
        finally:
            self._uow.__exit__(kind, error, trace)


@dataclass
class BenchDriver:
    """One bench. Between two scans a second passes, unless a test says otherwise."""

    desk: Desk
    clock: ManualClock
    last: Answer | None = None
    _ns: int = 0

    def scan(self, text: str | bytes, *, device: str = "scanner", after_ms: int = 1000) -> Answer:
        """Scan a code and keep the answer."""
        self._ns += after_ms * 1_000_000
        self.clock.pass_by(milliseconds=after_ms)
        raw = text if isinstance(text, bytes) else text.encode()
        self.last = self.desk.scanned(RawScan(device, raw, self._ns))
        return self.last

    def scans(self, *texts: str) -> Answer:
        """Scan one after the other; the last answer counts, the others must not be a STOP."""
        for text in texts:
            answer = self.scan(text)
            if text is not texts[-1]:
                assert answer.outcome.tone is not Tone.STOP, answer.outcome
        return self.heard

    def give(self, verb: Verb, argument: str = "") -> Answer:
        """Scan the command barcode of a verb."""
        return self.scan(code_of(verb, argument))

    def weigh(self, grams: int) -> Answer:
        """Scan a typed weight."""
        return self.scan(f"LARETSW{grams}")

    def pin(self, pin: str = PIN) -> Answer:
        """Type a PIN on the touch pad."""
        self.clock.pass_by(seconds=1)
        self.last = self.desk.pin(pin)
        return self.last

    def authorised(self, verb: Verb, by: str, argument: str = "", *, twice: bool = True) -> Answer:
        """Give a command with all its questions: again, badge and PIN of `by`."""
        self.give(verb, argument)
        if twice:
            self.give(verb, argument)
        if self.heard.outcome.code == "badge_needed":
            self.scan(BADGES[by])
        return self.pin()

    def pack(self, number: str = "501", *codes: str, grams: int = 320) -> Answer:
        """Open an order, scan its units, weigh: all that comes before the number."""
        self.scan(number)
        for code in codes or (SHIRT_M,):
            self.scan(code)
        return self.weigh(grams)

    def bind_labels(self) -> Answer:
        """Scan the label of each parcel that waits for one."""
        order = self.desk.view.order
        assert order is not None
        for label in [p.label for p in order.live_parcels if p.binding is None]:
            assert label is not None
            self.scan(label.number)
        return self.heard

    def ship(self, number: str = "501", *codes: str) -> Answer:
        """Pack an order and bind its labels."""
        self.pack(number, *codes)
        answer = self.bind_labels()
        self.hears("order_shipped")
        return answer

    @property
    def heard(self) -> Answer:
        """The last answer."""
        assert self.last is not None
        return self.last

    @property
    def facts(self) -> Mapping[str, str]:
        """The facts of the last answer."""
        return self.heard.outcome.facts

    def hears(self, code: str, *reasons: str, tone: Tone | None = None) -> None:
        """Check the last answer: its code, its reasons if given, its tone if given."""
        outcome = self.heard.outcome
        assert outcome.code == code, outcome
        if reasons:
            assert [reason.code for reason in outcome.reasons] == list(reasons)
        if tone is not None:
            assert outcome.tone is tone

    def stops(self, code: str) -> None:
        """Check that the last answer is a STOP of this code, and acknowledge it."""
        self.hears(code, tone=Tone.STOP)
        self.give(Verb.CONFIRM)
        self.hears("acknowledged", tone=Tone.OK)
