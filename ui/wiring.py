"""The bench put together with its devices and carriers: the only file, with the command line, that chooses them."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from carriers.client import GatewayClient, over_http
from carriers.gateway.building import build_inprocess, sandbox_settings
from carriers.settings import CarrierSettings, GatewaySettings, read_carriers
from devices.registry import open_printer, open_scale, open_scanner
from station import app
from station.config import Settings
from station.domain.codes import Code
from station.domain.consignee import Consignee
from station.domain.label import LabelFacts
from station.domain.numbers import ALLOTTING, few_left
from station.ports import Carriers, Clock, DeviceState, Printer, RawScan, Scanner
from station.store.data_lock import DataLock, disk_trouble
from station.sync.act_relay import ActRelay
from station.sync.background import Background, Loop
from station.sync.pauses import Pauses
from station.sync.print_relay import PrintRelay
from station.usecases.desk import Answer
from station.usecases.ship_order import CANCEL, REGISTER
from ui.presenters.bench import BenchPresenter
from ui.presenters.health import Health
from ui.texts import Texts

CARRIERS_FILE = "carriers.toml"
GATEWAY_KEY = "LARETS_GATEWAY_KEY"
PRINTED = "printed"
PRINT, CARRY, KEEP, ACTS, TIDY = "print", "carry", "keep", "acts", "tidy"
TO_PRINT = frozenset(
    {Code.ORDER_PACKED, Code.LABEL_REPRINTED, Code.LABEL_VOIDED, Code.ORDER_RESUMED, Code.ORDER_OPENED}
)
TO_CARRY = frozenset({Code.ORDER_SHIPPED, Code.LABEL_VOIDED})
# A scan gives the interpreter up some forty times, at each call to the database: threads of the background give it
# back within a twentieth of a millisecond, not within five.
SWITCH_S = 0.00005
YOUNG = 20_000  # objects, before the collector looks: what lives from the start on it never looks at again


def make_ready_for_scans() -> None:
    """Tune the process for scans, once the bench stands: for the program itself, never for a bench within a test."""
    sys.setswitchinterval(SWITCH_S)
    gc.freeze()
    gc.set_threshold(YOUNG)


@dataclass
class Bench:
    """A running bench: what the window and the headless bench both stand on."""

    station: app.Station
    presenter: BenchPresenter
    scanners: tuple[Scanner, ...]
    printer: Printer
    background: Background
    lock: DataLock
    states: dict[str, DeviceState] = field(default_factory=dict)
    pauses: Pauses = field(default_factory=Pauses)
    close_more: list[Callable[[], None]] = field(default_factory=list)
    news: list[Callable[[], None]] = field(default_factory=list)
    """Told when something came of itself, a printed label: a window looks anew at once."""

    def start(self, on_scan: Callable[[RawScan], None]) -> None:
        """Begin to read the scanners and to work in the background."""

        def scanned(scan: RawScan) -> None:
            self.pauses.scanned()
            on_scan(scan)

        for scanner in self.scanners:
            scanner.start(scanned, self.states.__setitem__)
        self.background.start()

    def scan_by_click(self) -> Callable[[str], None]:
        """Return how a click becomes a scan: by the simulated scanner; a real one scans by itself."""
        from devices.simulators import SimScanner

        simulated = next((one for one in self.scanners if isinstance(one, SimScanner)), None)
        return simulated.scan if simulated else lambda _code: None

    def close(self) -> None:
        """Stop everything, in the order in which nothing is lost."""
        for scanner in self.scanners:
            scanner.stop()
        self.pauses.end()
        self.background.stop()
        for close in self.close_more:
            close()
        self.station.close()
        self.lock.release()


@dataclass(frozen=True)
class Choice:
    """What is chosen on the command line over the settings; empty means as the settings say."""

    scanner: str = ""
    printer: str = ""
    scale: str = ""


def open_bench(data: Path, settings: Settings, url: str, choice: Choice, *, clock: Clock | None = None) -> Bench:
    """Open the bench of a data directory. Raises Trouble: the directory in use, a wrong address, a broken store."""
    lock = DataLock(data, now=app.WallClock().now())
    lock.take()
    with ExitStack() as undo:  # whatever was begun when something fails: a thread left running would keep the process
        undo.callback(lock.release)
        try:
            bench = _opened(data, settings, url, choice, lock, clock, undo)
        except OSError as error:  # keys and folders of the data directory
            raise disk_trouble(error) from error
        undo.pop_all()
        return bench


def _opened(
    data: Path, settings: Settings, url: str, choice: Choice, lock: DataLock, clock: Clock | None, undo: ExitStack
) -> Bench:
    simulated = "sim:" if settings.demo else ""
    scale = open_scale(choice.scale or settings.scale or simulated or "none:")
    printer = open_printer(choice.printer or settings.printer or _printer_folder(data))
    scanner_url = choice.scanner or settings.scanner or "sim:"
    scanners = (open_scanner(scanner_url, "scanner"),)
    station = app.build(data, settings, url, clock=clock, scale=scale)
    undo.callback(station.close)
    close_more: list[Callable[[], None]] = []
    undo.callback(lambda: [close() for close in close_more])
    carriers = open_carriers(data, settings, close_more)
    printing = station.print_relay(printer)
    printing.printing.recover(station.clock.now())
    watch = _Watch(station, printing)
    news: list[Callable[[], None]] = []
    pauses = Pauses()
    background = Background(
        (
            Loop(PRINT, _print(station, printing, pauses, news), 3.0),
            Loop(CARRY, _between_scans(pauses, _carry(station, carriers, watch, pauses)), 2.0),
            Loop(KEEP, _between_scans(pauses, watch.keep), 60.0),
            Loop(ACTS, _between_scans(pauses, _act_relay(station, data, settings).keep_acts), 30.0),
            Loop(TIDY, _between_scans(pauses, _tidy(station)), 2.0),
        )
    )
    states: dict[str, DeviceState] = {}

    def health() -> Health:
        return watch.health(states.get("scanner", DeviceState("ready")), printer.state(), settings)

    def heard(answer: Answer) -> None:
        if answer.outcome.code in TO_PRINT:
            background.wake(PRINT)
        if answer.outcome.code in TO_CARRY:
            background.wake(CARRY)
        if answer.outcome.code == Code.MANIFEST_CLOSED:
            background.wake(ACTS)

    texts = Texts(settings.language, settings.zone)
    presenter = BenchPresenter(station.desk(), station.clock, texts, health, settings.demo, heard)
    return Bench(station, presenter, scanners, printer, background, lock, states, pauses, close_more, news)


def _printer_folder(data: Path) -> str:
    """Return where labels go while no printer is chosen: pictures in a folder, so that nothing is lost."""
    folder = data / PRINTED
    folder.mkdir(exist_ok=True)
    return folder.absolute().as_uri()


def open_carriers(data: Path, settings: Settings, close_more: list[Callable[[], None]]) -> Carriers:
    """Return the carriers through the gateway: in this process, or the central one that the settings name."""
    if settings.gateway_url:
        key = os.environ.get(GATEWAY_KEY, "")
        gateway = GatewaySettings(settings.gateway_url, settings.bench, key)
        return _closing(GatewayClient(gateway, over_http), close_more)
    ledger = f"sqlite:///{(data / 'gateway.db').absolute().as_posix()}"
    if settings.demo:
        from carriers.sandbox import start_spsr

        sandbox = start_spsr()
        close_more.append(sandbox.stop)
        return _closing(build_inprocess(CarrierSettings(spsr=sandbox_settings(sandbox)), ledger), close_more)
    path = data / CARRIERS_FILE
    chosen = read_carriers(path, os.environ) if path.exists() else CarrierSettings()
    return _closing(build_inprocess(chosen, ledger), close_more)


def _closing(client: GatewayClient, close_more: list[Callable[[], None]]) -> GatewayClient:
    close_more.insert(0, client.close)  # before the sandbox that it calls
    return client


def _act_relay(station: app.Station, data: Path, settings: Settings) -> ActRelay:
    sheets = open_printer(settings.sheet_printer) if settings.sheet_printer else None
    return ActRelay(
        station.reading, station.unit_of_work, station.act, data / "acts", settings.bench, station.clock, sheets
    )


def _between_scans(pauses: Pauses, work: Callable[[], object]) -> Callable[[], object]:
    """Let work that can wait wait for a pause of the packer."""

    def in_a_pause() -> None:
        pauses.wait()
        work()

    return in_a_pause


def _print(
    station: app.Station, printing: PrintRelay, pauses: Pauses, news: Sequence[Callable[[], None]]
) -> Callable[[], object]:
    def print_waiting() -> None:
        with station.reading() as uow:  # a look costs one read, and takes no scan's turn to write
            asked = uow.label_files.asked(station.settings.bench)
        if asked:
            pauses.let_answer()  # what the scan said comes first
        if (asked or printing.untold) and printing.print_waiting():
            for tell in news:
                tell()

    return print_waiting


def _carry(station: app.Station, carriers: Carriers, watch: _Watch, pauses: Pauses) -> Callable[[], object]:
    relay = station.carrier_relay(carriers)
    relay.pause = pauses.wait

    def carry() -> None:
        try:
            if watch.something_to_carry():
                relay.relay_once()
        finally:
            watch.count()

    return carry


def _tidy(station: app.Station) -> Callable[[], object]:
    """Bring the write-ahead log home in the pauses, so that no scan has to.

    The first time a label is drawn for nobody: fonts and libraries are there when a real one is asked for.
    """
    drawn: list[object] = []

    def tidy() -> None:
        if not drawn:
            nobody = LabelFacts("", "Ларец", "", "0", "0", Consignee("Ларец"), 1, 1)
            drawn.append(station.render(nobody, station.settings.label_form))
        station.store.checkpoint()

    return tidy


@dataclass
class _Watch:
    """Counts what waits and keeps the backups; read by the lamps without asking the store."""

    station: app.Station
    printing: PrintRelay
    waiting: Mapping[str, int] = field(default_factory=dict)
    stuck: Mapping[str, int] = field(default_factory=dict)
    numbers_low: Mapping[str, int] = field(default_factory=dict)
    labels_unknown: int = 0
    labels_failed: int = 0
    backup_age: timedelta | None = None
    backup_never: bool = False
    backup_failed: bool = False

    def something_to_carry(self) -> bool:
        """Say whether a row of the outbox is due. Only reads: nobody waits for the answer."""
        now = self.station.clock.now()
        with self.station.reading() as uow:
            return any(uow.outbox.take(topic, now, 1) for topic in (REGISTER, CANCEL))

    def count(self) -> None:
        """Count the outbox and the labels of which nobody knows."""
        with self.station.reading() as uow:
            rows = tuple(row for topic in (REGISTER, CANCEL) for row in uow.outbox.open_rows(topic))
            left = {carrier: uow.numbers.left(carrier) for carrier in ALLOTTING}
            self.labels_unknown = len(uow.label_files.unknown(self.station.settings.bench))
            self.labels_failed = len(uow.label_files.failed(self.station.settings.bench))
        self.waiting = Counter(str(row.payload["carrier"]) for row in rows if row.state == "waiting")
        self.stuck = Counter(str(row.payload["carrier"]) for row in rows if row.state == "parked")
        self.numbers_low = {carrier: numbers[0] for carrier, numbers in left.items() if few_left(*numbers)}

    def keep(self) -> None:
        """Make the nightly backup when it is due; whatever comes of it, the lamp says how old the last one is."""
        failed = True
        try:
            self.station.backup_when_due()
            failed = False
        finally:
            self.backup_failed = failed
            self.backup_age = self.station.backup_age()
            self.backup_never = bool(self.station.settings.backup_dir) and self.backup_age is None

    def health(self, scanner: DeviceState, printer: DeviceState, settings: Settings) -> Health:
        """Say how the world is, from what is in memory."""
        if self.printing.trouble and printer.condition == "ready":
            printer = DeviceState("gone", self.printing.trouble)
        age = self.backup_age
        return Health(
            scanner=scanner,
            scale=DeviceState("ready") if self.station.scale is not None and settings.scale != "none:" else None,
            printer=printer,
            labels_unknown=self.labels_unknown,
            labels_failed=self.labels_failed,
            waiting=self.waiting,
            stuck=self.stuck,
            numbers_low=self.numbers_low,
            backup_age_h=int(age / timedelta(hours=1)) if age is not None else None,
            backup_never=self.backup_never,
            backup_failed=self.backup_failed,
            backup_nowhere=not settings.backup_dir and not settings.demo,
        )
