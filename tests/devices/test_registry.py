from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printers.folder import FolderPrinter
from devices.printers.raw_tcp import TcpPrinter
from devices.printers.system_queue import QueuePrinter
from devices.registry import open_printer, open_scale, open_scanner
from devices.scales.absent import NoScale
from devices.scanners.serial_port import SerialScanner
from devices.simulators import SimPrinter, SimScale, SimScanner
from station.errors import BadInput
from station.ports import Printer, Scale, Scanner


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "/dev/ttyUSB0",
        "http://scanner",
        "serial:",
        "serial://?usb=",
        "serial://dev/ttyUSB0",
        "serial://COM3:9600",
        "serial:///dev/ttyUSB0?baud=fast",
        "serial:///dev/ttyUSB0?baud=nan",
        "serial:///dev/ttyUSB0?baud=0",
        "serial:///dev/ttyUSB0?buad=9600",
        "serial:///dev/ttyUSB0?baud=1200&baud=9600",
        "serial:///dev/ttyUSB0?parity=X",
        "serial:///dev/ttyUSB0?baud",
        "serial:///dev/tty#0",
        "sim:?faults=1",
        "sim://[",
        "tcp://scanner:99999",
    ],
)
def test_a_wrong_address_of_a_scanner_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadInput, match="device_address") as refusal:
        open_scanner(url)
    assert refusal.value.facts["url"] == url
    assert refusal.value.facts["why"]


@pytest.mark.parametrize(
    "url",
    [
        "serial:///dev/usb/lp0",
        "tcp://",
        "tcp://:9100",
        "tcp://host:0",
        "tcp://host:70000",
        "tcp://host:abc",
        "tcp://host/path",
        "tcp://host?format=zpl",
        "tcp://host?connect=0",
        "tcp://host?write=-1",
        "queue:",
        "queue://",
        "queue://a/b",
        "queue://a?timeout=0",
        "file:labels",
        "file://labels",
        "file://server/labels",
        "file:///labels?format=png",
        "sim:?fault=explode",
    ],
)
def test_a_wrong_address_of_a_printer_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadInput, match="device_address"):
        open_printer(url)


@pytest.mark.parametrize("url", ["serial:///dev/ttyS0", "sim:?weight=heavy", "sim:?division=0", "none:?x=1", "scale"])
def test_a_wrong_address_of_a_scale_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadInput, match="device_address"):
        open_scale(url)


@settings(max_examples=300)
@given(st.from_regex(r"(serial|tcp|queue|file|sim|none):(//)?[ -~я]{0,30}", fullmatch=True) | st.text(max_size=30))
def test_no_address_brings_down_the_program(url: str) -> None:
    for open_device in (open_scanner, open_printer, open_scale):
        with suppress(BadInput):
            open_device(url)


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("serial:///dev/ttyUSB0?baud=115200&parity=E&bits=7&stop=2&gap=80", SerialScanner, "ttyUSB0"),
        ("serial:///dev/pts/3", SerialScanner, "pts/3"),
        ("serial://COM3", SerialScanner, "COM3"),
        ("serial://?usb=S/N%2017", SerialScanner, "S/N 17"),
        ("sim:", SimScanner, "sim"),
    ],
)
def test_scanners_are_opened_by_their_address(url: str, kind: type, name: str) -> None:
    scanner: Scanner = open_scanner(url)
    assert isinstance(scanner, kind)
    assert scanner.name == name
    assert open_scanner(url, "hand").name == "hand"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("file:///srv/labels", FolderPrinter),
        ("file:///C:/labels", FolderPrinter),
        ("file://localhost/srv/labels", FolderPrinter),
        ("tcp://10.0.0.7", TcpPrinter),
        ("tcp://[::1]:9101?format=png&connect=1&write=1&close=0", TcpPrinter),
        ("queue://Zebra_GK420d?format=png&timeout=5", QueuePrinter),
        ("sim:", SimPrinter),
        ("sim:?fault=hang", SimPrinter),
    ],
)
def test_printers_are_opened_by_their_address(url: str, kind: type) -> None:
    printer: Printer = open_printer(url)
    assert isinstance(printer, kind)


@pytest.mark.parametrize(("url", "kind"), [("sim:", SimScale), ("sim:?weight=250", SimScale), ("none:", NoScale)])
def test_scales_are_opened_by_their_address(url: str, kind: type) -> None:
    scale: Scale = open_scale(url)
    assert isinstance(scale, kind)


def test_a_folder_is_taken_with_blanks_and_other_letters(tmp_path: Path) -> None:
    folder = tmp_path / "этикетки 1"
    opened = open_printer(folder.as_uri())
    assert isinstance(opened, FolderPrinter)
    assert not folder.exists()
