"""A recorded day of scans, read from lines and played again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from devices.simulators.scanner import SimScanner
from station.errors import BadInput

_LINE: Final = re.compile(rb"([0-9]{1,9}) (\S+) (.+)")
_ESCAPE: Final = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(\\))")


@dataclass(frozen=True)
class RecordedScan:
    """One scan of a recorded day: milliseconds from its beginning, the device, the bytes."""

    at_ms: int
    device: str
    raw: bytes = field(repr=False)  # a badge may be among them


def read_day(lines: Iterable[str]) -> Iterator[RecordedScan]:
    r"""Read a recorded day: a line is `350 hand 4601234567893`, a byte may be written \xNN; # begins a remark.

    Raises BadInput (`bad_line`) naming the line.
    """
    for number, line in enumerate(lines, start=1):
        bare = line.rstrip("\r\n").encode()
        if not bare.strip() or bare.startswith(b"#"):
            continue
        parts = _LINE.fullmatch(bare)
        if parts is None:
            raise BadInput("bad_line", line=str(number))
        raw = _ESCAPE.sub(lambda found: found[2] or bytes.fromhex(found[1].decode()), parts[3])
        yield RecordedScan(int(parts[1]), parts[2].decode(), raw)


def write_day(scans: Iterable[RecordedScan]) -> Iterator[str]:
    """Give the lines of a day, as `read_day` reads them."""
    for scan in scans:
        text = "".join(_escaped(byte) for byte in scan.raw)
        yield f"{scan.at_ms} {scan.device} {text}"


def play(day: Iterable[RecordedScan], scanners: Mapping[str, SimScanner], wait: Callable[[float], bool]) -> None:
    """Scan the day again, each scan by its device.

    `wait` is given seconds to wait for and answers whether to stop (an Event's `wait` does both).
    """
    before_ms = 0
    for scan in day:
        if wait(max(0, scan.at_ms - before_ms) / 1000):
            return
        before_ms = scan.at_ms
        scanners[scan.device].scan(scan.raw)


def _escaped(byte: int) -> str:
    mark = chr(byte)
    if mark == "\\":
        return "\\\\"
    return mark if mark.isascii() and mark.isprintable() else f"\\x{byte:02x}"
