from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scales.absent import NoScale
from devices.simulators import (
    PrinterFault,
    RecordedScan,
    SimPrinter,
    SimScale,
    SimScanner,
    play,
    read_day,
    write_day,
)
from station.errors import BadInput, DeviceTrouble
from station.ports import DeviceState, Printer, PrintJob, RawScan, Scale, ScaleReading, Scanner

LABEL = PrintJob("label", b"png", b"pdf")


def listening(name: str = "sim") -> tuple[SimScanner, list[RawScan], list[str]]:
    scanner, scans, states = SimScanner(name), list[RawScan](), list[str]()

    def on_state(_name: str, state: DeviceState) -> None:
        states.append(state.condition)

    scanner.start(scans.append, on_state)
    return scanner, scans, states


def test_simulators_are_devices() -> None:
    devices: tuple[Scanner, Printer, Scale, Scale] = (SimScanner(), SimPrinter(), SimScale(), NoScale())
    assert len(devices) == 4


def test_a_scanner_that_is_not_started_or_stopped_gives_nothing() -> None:
    with pytest.raises(DeviceTrouble, match="scanner_gone"):
        SimScanner().scan("10482")
    scanner, scans, _ = listening()
    scanner.stop()
    with pytest.raises(DeviceTrouble, match="scanner_gone"):
        scanner.scan("10482")
    assert scans == []


def test_an_unplugged_scanner_is_told_once_gone_and_once_back() -> None:
    scanner, scans, states = listening()
    scanner.unplug()
    scanner.unplug()
    with pytest.raises(DeviceTrouble, match="scanner_gone"):
        scanner.scan("10482")
    scanner.plug_in()
    scanner.plug_in()
    scanner.scan("10482")
    assert states == ["ready", "gone", "ready"]
    assert [scan.raw for scan in scans] == [b"10482"]


def test_a_scanner_gives_text_and_bytes_with_its_name() -> None:
    scanner, scans, _ = listening("hand")
    scanner.scan("ЩИ")
    scanner.scan(b"\xff\x1d")
    assert [(scan.device, scan.raw) for scan in scans] == [("hand", "ЩИ".encode()), ("hand", b"\xff\x1d")]
    assert scans[0].at_ns <= scans[1].at_ns


@pytest.mark.parametrize(
    ("fault", "code", "printed"),
    [
        (PrinterFault.REFUSE, "printer_refused", 0),
        (PrinterFault.HANG, "printer_hangs", 0),
        (PrinterFault.VANISH, "printer_unknown", 1),
    ],
)
def test_a_printer_fails_as_told_until_told_otherwise(fault: PrinterFault, code: str, printed: int) -> None:
    printer = SimPrinter(fault)
    with pytest.raises(DeviceTrouble, match=code):
        printer.send(LABEL)
    assert printer.state() == DeviceState("gone", code)
    printer.fault = None
    printer.send(LABEL)
    assert len(printer.jobs) == printed + 1
    assert printer.state().condition == "ready"


def test_no_scale_never_has_a_reading() -> None:
    assert NoScale().read(250) is None


def test_a_scale_that_is_off_or_empty_has_no_reading() -> None:
    scale = SimScale()
    assert scale.read(None) is None
    scale.switch_off()
    assert scale.read(250) is None
    scale.put(None)
    assert scale.read(250) == ScaleReading(250, stable=True)


def test_a_weight_put_by_hand_stands_whatever_is_expected() -> None:
    scale = SimScale(division_g=5)
    scale.put(252, stable=False)
    assert scale.read(90) == ScaleReading(250, stable=False, division_g=5)


@pytest.mark.parametrize("line", ["later hand 1", "10 hand", "10", "-5 hand 1", "10  1"])
def test_a_line_of_a_day_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(BadInput, match="line=2"):
        list(read_day(["# a day", line]))


def test_a_day_is_read_with_remarks_and_bytes_that_cannot_be_written() -> None:
    day = list(read_day(["# Monday\n", "\n", "0 hand 10482\r\n", "350 desk 01\\x1d21 \\\\ Щ\n"]))
    assert day == [RecordedScan(0, "hand", b"10482"), RecordedScan(350, "desk", b"01\x1d21 \\ " + "Щ".encode())]


@given(st.lists(st.builds(RecordedScan, st.integers(0, 10**8), st.just("hand"), st.binary(min_size=1)), max_size=5))
def test_every_day_can_be_written_and_read_again(day: list[RecordedScan]) -> None:
    assert list(read_day(write_day(day))) == day


def waiting(waits: list[float], *, stop_after: int = 99) -> Callable[[float], bool]:
    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) > stop_after

    return wait


def test_a_day_is_played_in_its_own_time_by_the_right_scanners() -> None:
    (hand, by_hand, _), (desk, at_desk, _) = listening("hand"), listening("desk")
    waits: list[float] = []
    day = [RecordedScan(500, "hand", b"1"), RecordedScan(1250, "desk", b"2"), RecordedScan(1200, "hand", b"3")]
    play(day, {"hand": hand, "desk": desk}, waiting(waits))
    assert waits == [0.5, 0.75, 0.0]
    assert [scan.raw for scan in by_hand] == [b"1", b"3"]
    assert [scan.raw for scan in at_desk] == [b"2"]


def test_a_day_that_is_stopped_stops_before_the_next_scan() -> None:
    hand, by_hand, _ = listening("hand")
    play([RecordedScan(0, "hand", b"1"), RecordedScan(9, "hand", b"2")], {"hand": hand}, waiting([], stop_after=1))
    assert [scan.raw for scan in by_hand] == [b"1"]
