"""From an address to a device. Addresses and their options: docs/devices.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from devices import address
from devices.address import Address
from devices.printers.folder import FolderPrinter
from devices.printers.form import Form
from devices.printers.raw_tcp import Patience, TcpPrinter
from devices.printers.system_queue import QueuePrinter
from devices.scales.absent import NoScale
from devices.scanners.serial_port import Line, SerialScanner
from devices.simulators import PrinterFault, SimPrinter, SimScale, SimScanner
from station.ports import Printer, Scale, Scanner

_RAW_PORT: Final = 9100
_LOCAL: Final = frozenset({"", "localhost"})
_WINDOWS_DRIVE: Final = re.compile(r"/[A-Za-z]:")


def open_scanner(url: str, name: str = "") -> Scanner:
    """Return the scanner at this address, not yet reading. Raises BadInput (`device_address`) for a wrong one.

    A port that is not there now is no error: the scanner takes it when it comes.
    """
    place = address.parse(url)
    match place.scheme:
        case "serial":
            line = _line(place)
            return SerialScanner(name or line.usb or line.path.removeprefix("/dev/"), line)
        case "sim":
            place.allow()
            return SimScanner(name or "sim")
        case _:
            raise place.wrong("a scanner is serial: or sim:")


def open_printer(url: str) -> Printer:
    """Return the printer at this address. Nothing is sent, nothing is asked. Raises BadInput for a wrong address."""
    place = address.parse(url)
    match place.scheme:
        case "file":
            place.allow()
            return FolderPrinter(_folder(place))
        case "tcp":
            return _tcp_printer(place)
        case "queue":
            place.allow("format", "timeout")
            if not place.host or place.path.strip("/"):
                raise place.wrong("it needs the name of a queue, as queue://labels")
            timeout_s = place.number("timeout", 10, lowest=0.1, highest=600)
            return QueuePrinter(place.host, _form(place), timeout_s=timeout_s)
        case "sim":
            place.allow("fault")
            fault = place.choice("fault", "none", *PrinterFault)
            return SimPrinter(None if fault == "none" else PrinterFault(fault))
        case _:
            raise place.wrong("a printer is file:, tcp:, queue: or sim:")


def open_scale(url: str) -> Scale:
    """Return the scale at this address. Raises BadInput for a wrong one."""
    place = address.parse(url)
    match place.scheme:
        case "sim":
            place.allow("weight", "division")
            division_g = int(place.number("division", 1, lowest=1, highest=1000))
            fixed = int(place.number("weight", 0)) if "weight" in place.options else None
            return SimScale(fixed, division_g=division_g)
        case "none":
            place.allow()
            return NoScale()
        case _:
            raise place.wrong("a scale is sim: or none:")


def _line(place: Address) -> Line:
    place.allow("baud", "bits", "parity", "stop", "gap", "usb")
    if place.host and place.path.strip("/"):
        raise place.wrong("a path begins with a third slash, as serial:///dev/ttyUSB0")
    path, usb = place.host or place.path.removesuffix("/"), place.options.get("usb", "")
    if not path and not usb:
        raise place.wrong("it needs a port, as serial://COM3, or ?usb= and a serial number")
    return Line(
        path,
        usb,
        baud=int(place.number("baud", 9600, lowest=50, highest=4_000_000)),
        bits=int(place.choice("bits", "8", "7")),
        parity=place.choice("parity", "N", "E", "O"),
        stop_bits=int(place.choice("stop", "1", "2")),
        gap_ns=int(place.number("gap", 50, lowest=1, highest=10_000) * 1_000_000),
    )


def _tcp_printer(place: Address) -> TcpPrinter:
    place.allow("format", "connect", "write", "close")
    if not place.host or place.path.strip("/"):
        raise place.wrong("it needs a host, as tcp://printer.local:9100")
    known = Patience()
    patience = Patience(
        connect_s=place.number("connect", known.connect_s, lowest=0.05, highest=600),
        write_s=place.number("write", known.write_s, lowest=0.05, highest=600),
        close_s=place.number("close", known.close_s, highest=600),
    )
    return TcpPrinter(place.host.strip("[]"), place.port or _RAW_PORT, _form(place), patience)


def _form(place: Address) -> Form:
    return Form(place.choice("format", Form.PDF, Form.PNG))


def _folder(place: Address) -> Path:
    if place.host not in _LOCAL or not place.path.startswith("/"):
        raise place.wrong("a folder begins with a third slash, as file:///srv/labels")
    if _WINDOWS_DRIVE.match(place.path):
        return Path(place.path[1:])
    return Path(place.path)
