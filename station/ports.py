"""What the core asks of the world. Each Protocol is small and belongs to the one who asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, Self

from station.domain.bench import Bench
from station.domain.label import PrintedLabel
from station.domain.manifest import Manifest
from station.domain.offer import Offer, Unit
from station.domain.order import Order
from station.domain.people import Operator
from station.domain.shipment import Booking, Registered
from station.domain.workflow.statuses import Workflow
from station.scan.barcode import Decoded
from station.scan.known import Known, NumberOf


class Clock(Protocol):
    """Time as the core sees it: aware and UTC."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


@dataclass(frozen=True)
class RawScan:
    """One frame as a device gave it, without its terminator."""

    device: str
    raw: bytes = field(repr=False)  # may hold a badge or an identity document
    at_ns: int  # time.monotonic_ns() of the last byte: the start of the latency that a packer feels


class Scanner(Protocol):
    """A source of scans. Gives frames to a callback from a thread of its own."""

    @property
    def name(self) -> str:
        """The device's name in the journal and on screen."""

    def start(self, on_scan: Callable[[RawScan], None], on_state: Callable[[str, DeviceState], None]) -> None:
        """Begin to read; `on_state` is told once when the device goes and once when it is back."""

    def stop(self) -> None:
        """Stop reading and join the thread."""


@dataclass(frozen=True)
class DeviceState:
    """How a device is: `ready`, `busy` or `gone`, with a code of the closed list when it is not well."""

    condition: str  # "ready" | "busy" | "gone"
    code: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ScaleReading:
    """A weight in grams as the scale gave it; `stable` says whether it may be used."""

    grams: int
    stable: bool
    division_g: int = 1


class Scale(Protocol):
    """A scale. Answers at once with what it last read, never waits for the wire."""

    def read(self, expected_g: int | None) -> ScaleReading | None:
        """Return the last reading, or None when there is none. Only a simulator looks at `expected_g`."""


@dataclass(frozen=True)
class PrintJob:
    """Bytes for a printer. `name` is for queues and spool folders; it says when a job is a copy."""

    name: str
    png: bytes = field(repr=False)
    pdf: bytes = field(repr=False)
    copy_number: int = 0  # 0 the first print, 1.. a marked copy


class Printer(Protocol):
    """A printer of labels or sheets."""

    def send(self, job: PrintJob) -> None:
        """Send the job. Raises DeviceTrouble; `printer_unknown` when it may have been printed."""

    def state(self) -> DeviceState:
        """How the printer is, without waiting."""


class Carriers(Protocol):
    """The carriers as the station sees them: through the gateway."""

    def register(self, booking: Booking) -> Registered:
        """Book a shipment. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""

    def find(self, carrier: str, reference: str) -> Registered | None:
        """Ask for a booking by our reference; None when the carrier certainly has none. Raises CarrierDown."""

    def cancel(self, carrier: str, reference: str) -> None:
        """Cancel a booking. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""


class Lease(Protocol):
    """What one program at a time may do, of all that share a database."""

    def hold(self) -> bool:
        """Take the lease, or keep it; False while another program has it. Raises StoreTrouble."""

    def release(self) -> None:
        """Give the lease back."""


# -- the store -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class JournalLine:
    """One line of the journal. `payload` holds no secret and no passport data: the caller masks."""

    kind: str  # "scan" | "decision" | "status" | "import" | "print" | "carrier" | "backup" ...
    at: datetime
    bench: str
    code: str = ""
    tone: str = ""
    intent: str = ""
    operator: str = ""
    order: str = ""
    parcel: int | None = None
    scan_id: str = ""
    payload: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class JournalHead:
    """The newest line of a chain: how many lines there are, and the MAC of the last."""

    bench: str
    count: int
    mac: str


class Journal(Protocol):
    """Append-only, chained by HMAC for each bench."""

    def append(self, line: JournalLine) -> None:
        """Add a line; it is written with the commit of the unit of work."""

    def head(self, bench: str) -> JournalHead:
        """Return the head of a bench's chain, with what was appended in this unit of work."""

    def story(self, order: str) -> tuple[JournalLine, ...]:
        """Return the lines that concern an order, oldest first."""


@dataclass(frozen=True)
class OutboxRow:
    """A message that waits to go out. `key` makes sending it twice harmless."""

    id: int
    topic: str  # "carrier.register" | "channel.status" | "channel.tracking" ...
    key: str
    order: str
    payload: Mapping[str, object]
    state: str  # "waiting" | "done" | "parked"
    attempts: int
    created_at: datetime
    next_try_at: datetime
    trouble: str = ""


class Outbox(Protocol):
    """Rows committed with what caused them, sent later, in order."""

    def put(self, topic: str, key: str, order: str, payload: Mapping[str, object], *, at: datetime) -> None:
        """Add a row; a row with the same topic and key is there only once."""

    def take(self, topic: str, now: datetime, limit: int) -> tuple[OutboxRow, ...]:
        """Return the oldest waiting rows of a topic that are due."""

    def done(self, row_id: int) -> None:
        """Mark a row as sent."""

    def later(self, row_id: int, *, trouble: str, next_try_at: datetime) -> None:
        """Keep a row for another try."""

    def park(self, row_id: int, *, trouble: str) -> None:
        """Give a row up until a person looks."""

    def again(self, row_id: int, *, at: datetime) -> None:
        """Let a row that was given up wait again, due now."""

    def list_rows(self, *, waiting_only: bool = False) -> tuple[OutboxRow, ...]:
        """Return the rows, oldest first."""

    def open_rows(self, topic: str) -> tuple[OutboxRow, ...]:
        """Return the rows of a topic that wait or are parked, oldest first."""


class Orders(Protocol):
    """The orders, each with its lines, parcels, holds and shipments."""

    def get(self, number: str) -> Order:
        """Return an order. Raises Refused(order_unknown)."""

    def find(self, number: str) -> Order | None:
        """Return an order or None."""

    def find_by_channel(self, channel: str, channel_id: str) -> Order | None:
        """Return the order that a channel knows by this id (the first of a split family)."""

    def family(self, number: str) -> tuple[Order, ...]:
        """Return an order with its split-off children, parent first."""

    def add(self, order: Order) -> None:
        """Add a new order."""


@dataclass(frozen=True)
class OrderRow:
    """One order as a list shows it."""

    number: str
    status: str
    phase: str
    site: str
    carrier: str
    consignee_city: str
    ship_by: datetime | None
    units: int  # how many are to be scanned
    held: bool  # by an open hold, or by the passport gate: a list does not say which
    bench: str | None
    closed_elsewhere: bool
    channel_status: str


class OrderLists(Protocol):
    """Orders as rows, read without building the aggregate."""

    def rows(
        self, *, status: str | None = None, phase: str | None = None, limit: int | None = None
    ) -> tuple[OrderRow, ...]:
        """Return rows, the earliest deadline first."""


class Catalogue(Protocol):
    """Offers, their barcodes and single units."""

    def offers(self, codes: Collection[str]) -> Mapping[str, Offer]:
        """Return the offers with these codes."""

    def barcodes(self, codes: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the barcodes of each offer, as they stand in the catalogue (leading zeros kept)."""

    def units(self, offer: str) -> tuple[Unit, ...]:
        """Return the single units of an offer."""

    def sisters(self, codes: Collection[str]) -> tuple[str, ...]:
        """Return the other offers of the same articles."""

    def reserved_for(self, order: str) -> tuple[Unit, ...]:
        """Return the units set aside for an order."""

    def reserve(self, unit: str, order: str) -> None:
        """Set a unit aside for an order (empty: free it)."""

    def move(self, unit: str, store: str) -> None:
        """Say in which store a single unit lies now."""


class Lookup(Protocol):
    """One question for one code."""

    def known(self, decoded: Decoded) -> Known:
        """Return what the house knows of a code, under every reading that the decoder allows."""


class Benches(Protocol):
    """The benches and what each knows between two scans."""

    def get(self, name: str) -> Bench:
        """Return a bench, made when it is new; locked against other writers until commit."""


class Operators(Protocol):
    """The people."""

    def get(self, code: str) -> Operator:
        """Return an operator; a code that is not there is a bug."""

    def find_by_badge(self, badge_hash: str) -> Operator | None:
        """Return whose badge it is."""

    def add(self, operator: Operator) -> None:
        """Add a person."""

    def everybody(self) -> tuple[Operator, ...]:
        """Return all operators, by name."""


@dataclass(frozen=True)
class CageTile:
    """One parcel of a manifest as the board shows it; `troubled`: a gate would be shut for it now."""

    order: str
    parcel: int
    tracking: str
    place: int
    weight_g: int
    declared_kopecks: int
    due_kopecks: int
    troubled: bool


class Manifests(Protocol):
    """The manifests."""

    def get(self, number: str) -> Manifest:
        """Return a manifest. Raises Refused(manifest_none)."""

    def open_for(self, carrier: str) -> Manifest | None:
        """Return the open manifest of a carrier."""

    def of_parcel(self, parcel_id: int) -> Manifest | None:
        """Return the manifest on which a parcel stands."""

    def add(self, manifest: Manifest) -> None:
        """Add a manifest."""

    def list_all(self) -> tuple[Manifest, ...]:
        """Return all manifests, the newest first."""

    def acts_to_keep(self, bench: str) -> tuple[str, ...]:
        """Return the closed manifests of a bench whose act is not kept yet, the oldest first."""

    def next_number(self, day: date) -> str:
        """Return the next free number of a day: DDMM-NN."""

    def tiles(self, number: str) -> tuple[CageTile, ...]:
        """Return the parcels in the cage, in order of place, in one query.

        `troubled`: the order is not SHIPPED any more, is held, its passport check is not clear, or its shipment is
        refused, unknown, being registered or void. `declared_kopecks` and `due_kopecks` stand on the first parcel of
        an order only, so that they add up.
        """

    def waiting(self, carrier: str) -> tuple[NumberOf, ...]:
        """Return the bound parcels of SHIPPED orders of a carrier that stand on no manifest yet."""


class Numbers(Protocol):
    """Tracking numbers from ranges that the carriers allotted; none is ever given twice."""

    def allot(self, carrier: str) -> int | None:
        """Return the next counter of a carrier's range, or None when none is left."""

    def left(self, carrier: str) -> tuple[int, int]:
        """Return how many numbers are left, and how many the ranges hold."""

    def add_range(self, carrier: str, first: int, last: int) -> None:
        """Add an allotted range of counters, both ends included; ranges that overlap are refused."""


class LabelFiles(Protocol):
    """The bytes of printed labels, and the labels that wait for the printer."""

    def keep(self, label_id: int, printed: PrintedLabel) -> None:
        """Keep the bytes of a label, once for ever."""

    def find(self, label_id: int) -> PrintedLabel | None:
        """Return the bytes of a label."""

    def asked(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of what waits for a bench's printer, oldest first."""

    def unknown(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of a bench's labels of which nobody knows whether they were printed."""

    def failed(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of a bench's labels that cannot be drawn."""

    def sending(self, bench: str) -> tuple[tuple[str, int], ...]:
        """Return (order number, label id) of what a bench was sending when its program ended."""


class Workflows(Protocol):
    """The shops' workflows."""

    def find(self, code: str) -> Workflow | None:
        """Return the workflow with this very code, or None."""

    def get(self, code: str) -> Workflow:
        """Return a workflow; the default one where a shop has none of its own."""

    def save(self, workflow: Workflow) -> None:
        """Replace a workflow. The database refuses what would move orders by the back door."""

    def in_use(self, code: str) -> Mapping[str, int]:
        """Return how many orders stand in each status of a workflow."""


class UnitOfWork(Protocol):
    """One use case, one transaction: entered, committed, else rolled back."""

    orders: Orders
    order_lists: OrderLists
    catalogue: Catalogue
    lookup: Lookup
    benches: Benches
    operators: Operators
    manifests: Manifests
    numbers: Numbers
    label_files: LabelFiles
    workflows: Workflows
    journal: Journal
    outbox: Outbox

    def __enter__(self) -> Self:
        """Begin. Raises StoreTrouble."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Roll back what was not committed."""

    def flush(self) -> None:
        """Send what was changed so far, so that the database's own rules see it in this order."""

    def commit(self) -> None:
        """Make it last. Raises StoreTrouble, or Refused when the database's own rules say no."""
