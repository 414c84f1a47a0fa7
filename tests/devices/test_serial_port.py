import os
import queue
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.scanners.serial_port import Line, SerialScanner
from station.ports import DeviceState, RawScan

posix = pytest.importorskip("posix", reason="pseudo-terminals are of POSIX")

WAIT_S = 5.0


@dataclass
class Wire:
    """A scanner's far end: a pseudo-terminal behind a path that outlives it, as /dev/ttyACM0 does."""

    path: Path
    master: int = -1
    ends: list[int] = field(default_factory=list)

    def plug_in(self) -> None:
        self.master, slave = posix.openpty()
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(posix.ttyname(slave))
        self.ends = [self.master, slave]

    def unplug(self) -> None:
        for end in self.ends:
            os.close(end)
        self.ends = []
        self.path.unlink(missing_ok=True)

    def send(self, raw: bytes) -> None:
        os.write(self.master, raw)


@dataclass
class Ear:
    """Hears what the scanner tells."""

    scans: queue.Queue[RawScan] = field(default_factory=queue.Queue)
    states: queue.Queue[DeviceState] = field(default_factory=queue.Queue)

    def on_scan(self, scan: RawScan) -> None:
        self.scans.put(scan)

    def on_state(self, _name: str, state: DeviceState) -> None:
        self.states.put(state)

    def hears(self) -> bytes:
        return self.scans.get(timeout=WAIT_S).raw

    def learns(self) -> str:
        return self.states.get(timeout=WAIT_S).condition


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path / "scanner")
    yield wire
    wire.unplug()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def scanner(wire: Wire, ear: Ear) -> Iterator[SerialScanner]:
    scanner = SerialScanner("hand", Line(str(wire.path)), retry_s=0.02)
    yield scanner
    scanner.stop()


@pytest.fixture
def listening(scanner: SerialScanner, wire: Wire, ear: Ear) -> SerialScanner:
    wire.plug_in()
    scanner.start(ear.on_scan, ear.on_state)
    assert ear.learns() == "ready"
    return scanner


def test_a_missing_port_is_told_once_and_taken_when_it_comes(scanner: SerialScanner, wire: Wire, ear: Ear) -> None:
    scanner.start(ear.on_scan, ear.on_state)
    gone = ear.states.get(timeout=WAIT_S)
    assert (gone.condition, gone.code) == ("gone", "scanner_gone")
    wire.plug_in()
    assert ear.learns() == "ready"
    wire.send(b"4601\r")
    assert ear.hears() == b"4601"
    assert ear.states.empty()


def test_half_a_scan_is_lost_with_the_cable_and_nothing_else(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    wire.send(b"one\rhalf of tw")
    assert ear.hears() == b"one"
    wire.unplug()
    assert ear.learns() == "gone"
    wire.plug_in()
    back = ear.states.get(timeout=WAIT_S)
    assert (back.condition, back.code) == ("ready", "scanner_back")
    wire.send(b"three\r")
    assert ear.hears() == b"three"
    assert ear.states.empty()


def test_a_scanner_comes_and_goes_many_times_and_each_is_told_once(
    listening: SerialScanner, wire: Wire, ear: Ear
) -> None:
    for _ in range(5):
        wire.unplug()
        assert ear.learns() == "gone"
        wire.plug_in()
        assert ear.learns() == "ready"
    assert ear.states.empty()


def test_what_was_scanned_before_the_program_listened_is_heard(scanner: SerialScanner, wire: Wire, ear: Ear) -> None:
    wire.plug_in()
    wire.send(b"early\n")
    scanner.start(ear.on_scan, ear.on_state)
    assert ear.hears() == b"early"


def test_two_frames_in_one_read(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    wire.send(b"one\rtwo\r\n")
    assert [ear.hears(), ear.hears()] == [b"one", b"two"]


def test_one_frame_in_ten_reads(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    for byte in b"460123456\r":
        wire.send(bytes([byte]))
    assert ear.hears() == b"460123456"


def test_a_scan_without_an_end_is_ended_by_silence(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    wire.send(b"no end")
    assert ear.hears() == b"no end"
    wire.send(b"again")
    assert ear.hears() == b"again"


def test_control_characters_pass_and_nul_does_not(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    noise = bytes(range(256))
    wire.send(noise + b"\r")
    kept = [ear.hears() for _ in range(4)]
    assert b"".join(kept) == bytes(byte for byte in noise if byte not in b"\0\2\3\t\n\r")


def test_four_kilobytes_without_an_end_do_not_deafen(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    for _ in range(10):
        wire.send(b"x" * 1000)
    assert len(ear.hears()) == 4096
    wire.send(b"\rgood\r")
    assert ear.hears() == b"good"


def test_many_scans_in_a_burst_come_whole_and_in_order(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    codes = [f"{number:013d}".encode() for number in range(2000)]
    for start in range(0, len(codes), 50):
        wire.send(b"".join(code + b"\r\n" for code in codes[start : start + 50]))
    assert [ear.hears() for _ in codes] == codes


def test_a_second_program_does_not_steal_half_of_each_code(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    other, deaf = SerialScanner("other", Line(str(wire.path)), retry_s=0.02), Ear()
    other.start(deaf.on_scan, deaf.on_state)
    assert deaf.learns() == "gone"
    other.stop()
    wire.send(b"mine\r")
    assert ear.hears() == b"mine"


@pytest.mark.expects_warnings("a scan of hand was not taken")
def test_a_fault_in_the_bench_does_not_make_it_deaf(scanner: SerialScanner, wire: Wire, ear: Ear) -> None:
    def stumbles_once(scan: RawScan) -> None:
        ear.on_scan(scan)
        if scan.raw == b"bad":
            raise ValueError

    wire.plug_in()
    scanner.start(stumbles_once, ear.on_state)
    wire.send(b"bad\rgood\r")
    assert [ear.hears(), ear.hears()] == [b"bad", b"good"]


def test_a_usb_serial_number_that_is_not_there_is_told(ear: Ear) -> None:
    scanner = SerialScanner("usb", Line(usb="NO-SUCH-SCANNER"), retry_s=0.02)
    scanner.start(ear.on_scan, ear.on_state)
    assert ear.learns() == "gone"
    scanner.stop()


def test_a_usb_scanner_plugged_in_at_another_port_is_found_by_its_number(wire: Wire, ear: Ear, tmp_path: Path) -> None:
    asked: list[str] = []

    def find(usb: str) -> str:
        asked.append(usb)
        return str(wire.path)

    wire.plug_in()
    scanner = SerialScanner("usb", Line(usb="S17"), retry_s=0.02, find=find)
    scanner.start(ear.on_scan, ear.on_state)
    assert ear.learns() == "ready"
    wire.unplug()
    assert ear.learns() == "gone"
    wire.path = tmp_path / "another"
    wire.plug_in()
    assert ear.learns() == "ready"
    wire.send(b"10482\r")
    assert ear.hears() == b"10482"
    assert set(asked) == {"S17"}
    scanner.stop()


def test_stopping_is_quick_and_may_be_done_twice(listening: SerialScanner) -> None:
    begun = time.monotonic()
    listening.stop()
    listening.stop()
    assert time.monotonic() - begun < 0.5


def test_a_stopped_scanner_starts_again(listening: SerialScanner, wire: Wire, ear: Ear) -> None:
    listening.stop()
    wire.send(b"meanwhile\r")
    listening.start(ear.on_scan, ear.on_state)
    assert ear.hears() == b"meanwhile"


def test_from_the_last_byte_to_the_callback_takes_under_two_milliseconds(
    listening: SerialScanner, wire: Wire, ear: Ear
) -> None:
    took: list[float] = []
    for number in range(200):
        begun = time.monotonic_ns()
        wire.send(f"{number:013d}\r".encode())
        ear.hears()
        took.append((time.monotonic_ns() - begun) / 1e6)
    assert statistics.median(took) < 2
