"""A printer in trouble: the packer packs on, a lamp says it, nothing is printed twice or forgotten."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.bench_process import badge_of
from tests.faults.books import Books
from tests.faults.sitting_down import SatDown, until

SHIRT_ORDER, SHIRT = "20425", "2800000000028"
JUMPER_ORDER, JUMPER = "20426", "4690000000405"
LAMP = "Принтер"
IMPATIENT = "format=png&connect=0.3&write=0.3&close=0.3"

Sit = Callable[[str], SatDown]


@pytest.fixture
def sit(data: Path) -> Iterator[Sit]:
    """Sit down at a bench with this printer, logged in."""
    taken: list[SatDown] = []

    def sit_down(printer: str) -> SatDown:
        taken.append(SatDown(data, printer))
        taken[-1].scan(badge_of(data, "packer"))
        return taken[-1]

    yield sit_down
    for one in taken:
        one.end()


@dataclass
class TcpTray:
    """A printer on the network. `mood`: "well", "hangs" (never closes) or "vanishes" (breaks off in the middle)."""

    mood: str = "well"
    jobs: list[bytes] = field(default_factory=list)
    port: int = 0
    _listening: socket.socket | None = None
    _thread: threading.Thread | None = None
    _ending: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._ending.clear()
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._listening.settimeout(0.05)
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._run, args=(self._listening,))
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        if self._thread is not None and self._listening is not None:
            self._thread.join()
            self._listening.close()
        self._thread = None

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}?{IMPATIENT}"

    def _run(self, listening: socket.socket) -> None:
        while not self._ending.is_set():
            try:
                wire, _ = listening.accept()
            except TimeoutError:
                continue
            with wire:
                self._take(wire)

    def _take(self, wire: socket.socket) -> None:
        if self.mood == "vanishes":
            wire.recv(100)
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, as of a pulled plug
            return
        job = b""
        while chunk := wire.recv(65536):
            job += chunk
        self.jobs.append(job)
        while self.mood == "hangs" and not self._ending.is_set():
            self._ending.wait(0.02)


@pytest.fixture
def tray() -> Iterator[TcpTray]:
    tray = TcpTray()
    tray.start()
    yield tray
    tray.stop()


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the database for writing, as another program does."""
    with closing(sqlite3.connect(data / "larets.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_printer_that_is_off_stops_no_scan_and_prints_by_itself_when_it_is_on(sit: Sit, tray: TcpTray) -> None:
    url = tray.url
    tray.stop()
    bench = sit(url)

    assert bench.scans(SHIRT_ORDER, SHIRT) == ["order_opened", "order_packed"]
    until(lambda: (lamp := bench.lamp(LAMP)) is not None and lamp.condition == "stop")
    until(bench.is_label(SHIRT_ORDER, "asked"))  # between two tries; during one it is being sent

    tray.start()
    until(bench.is_label(SHIRT_ORDER, "printed"))
    lamp = bench.lamp(LAMP)
    assert lamp is not None
    assert lamp.condition == "ok"
    assert len(tray.jobs) == 1


@pytest.mark.parametrize("mood", ["hangs", "vanishes"])
def test_what_was_perhaps_printed_waits_for_a_person_and_the_next_order_is_packed_meanwhile(
    sit: Sit, tray: TcpTray, mood: str
) -> None:
    tray.mood = mood
    bench = sit(tray.url)
    assert bench.scans(SHIRT_ORDER, SHIRT) == ["order_opened", "order_packed"]
    until(bench.is_label(SHIRT_ORDER, "unknown"))
    until(lambda: bench.lamp("Этикет"))
    sent = len(tray.jobs)

    tray.mood = "well"
    assert bench.scans("LARETSCANCEL", "LZT001") == ["tray_needed", "order_parked"]
    assert bench.scans(JUMPER_ORDER, JUMPER) == ["order_opened", "order_packed"]
    until(bench.is_label(JUMPER_ORDER, "printed"))

    assert bench.label_of(SHIRT_ORDER)[1] == "unknown"
    assert len(tray.jobs) == sent + 1


def test_a_label_that_did_not_come_out_is_printed_again_with_the_same_bytes(sit: Sit, tray: TcpTray) -> None:
    tray.mood = "hangs"
    bench = sit(tray.url)
    bench.scans(SHIRT_ORDER, SHIRT)
    until(bench.is_label(SHIRT_ORDER, "unknown"))
    tray.mood = "well"

    assert bench.with_pin("LARETSREPRINTNONE").code == "label_reprinted"

    until(bench.is_label(SHIRT_ORDER, "printed"))
    first, second = tray.jobs
    assert first == second
    assert bench.scan(bench.label_of(SHIRT_ORDER)[0]).code == "order_shipped"


def test_a_label_that_lies_there_after_all_is_bound_though_nobody_knew(sit: Sit, tray: TcpTray) -> None:
    tray.mood = "hangs"
    bench = sit(tray.url)
    bench.scans(SHIRT_ORDER, SHIRT)
    until(bench.is_label(SHIRT_ORDER, "unknown"))

    assert bench.scan(bench.label_of(SHIRT_ORDER)[0]).code == "order_shipped"
    until(lambda: bench.lamp("Этикет") is None)


def test_a_folder_that_cannot_be_written_is_told_and_all_comes_out_in_order_when_it_can(sit: Sit, data: Path) -> None:
    folder = data / "tray"
    folder.write_text("no folder", encoding="utf-8")
    bench = sit(folder.as_uri())
    bench.scans(SHIRT_ORDER, SHIRT)
    until(lambda: (lamp := bench.lamp(LAMP)) is not None and lamp.condition == "stop")
    bench.scans("LARETSCANCEL", "LZT001", JUMPER_ORDER, JUMPER)
    assert bench.label_of(JUMPER_ORDER)[1] == "asked"

    folder.unlink()
    until(bench.is_label(JUMPER_ORDER, "printed"))

    assert sorted(one.name for one in folder.glob("*.png")) == [
        f"00001-{SHIRT_ORDER}-1.png",
        f"00002-{JUMPER_ORDER}-1.png",
    ]


def test_a_folder_that_was_taken_away_is_made_again(sit: Sit, data: Path) -> None:
    folder = data / "tray"
    bench = sit(folder.as_uri())
    bench.scans(SHIRT_ORDER, SHIRT)
    until(bench.is_label(SHIRT_ORDER, "printed"))
    shutil.rmtree(folder)

    bench.scans("LARETSCANCEL", "LZT001", JUMPER_ORDER, JUMPER)

    until(bench.is_label(JUMPER_ORDER, "printed"))
    assert [one.name for one in folder.glob("*.png")] == [f"00002-{JUMPER_ORDER}-1.png"]


def test_a_copy_says_that_it_is_one_and_its_bytes_are_those_of_the_first(sit: Sit, data: Path) -> None:
    bench = sit((data / "tray").as_uri())
    bench.scans(SHIRT_ORDER, SHIRT)
    until(bench.is_label(SHIRT_ORDER, "printed"))

    assert bench.with_pin("LARETSREPRINT").code == "label_reprinted"
    until((data / "tray" / f"00002-{SHIRT_ORDER}-1-copy1.pdf").exists)

    for end in ("png", "pdf"):
        first = (data / "tray" / f"00001-{SHIRT_ORDER}-1.{end}").read_bytes()
        assert (data / "tray" / f"00002-{SHIRT_ORDER}-1-copy1.{end}").read_bytes() == first
    told = "journal WHERE kind = 'print' AND code = 'reprint' AND json_extract(payload, '$.why') = 'damaged'"
    assert Books(data).count(told) == 1


def test_a_database_held_by_another_program_while_the_label_comes_out_loses_no_word_of_it(
    sit: Sit, tray: TcpTray, data: Path
) -> None:
    tray.mood = "hangs"
    bench = sit(tray.url)
    bench.scans(SHIRT_ORDER, SHIRT)
    until(bench.is_label(SHIRT_ORDER, "sending"))
    with held(data):
        until(lambda: tray.jobs)
        threading.Event().wait(3.0)  # longer than a transaction is waited for
    until(bench.is_label(SHIRT_ORDER, "unknown"))
