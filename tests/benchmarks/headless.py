"""The headless bench on a pseudo-terminal: latency to its JSON line, 20 scans a second, memory, start, printing."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import packing
from tests.benchmarks.big_shop import Shop
from tests.benchmarks.label_printer import LabelPrinter
from tests.faults.bench_process import BenchProcess, Heard, Plug

PACE_S = 0.05  # 20 scans a second
SETTLE_S = 1.0
PRINT_PATIENCE_S = 10.0


@dataclass(frozen=True)
class Shift:
    """What came of many scans sent at a fixed pace, answered or not."""

    sent: tuple[str, ...]
    heard: tuple[Heard, ...]
    to_line_ms: tuple[float, ...]  # from the last byte written to the line read

    @property
    def in_order(self) -> bool:
        """Whether every scan has its one line, in the order in which they were made."""
        return [line.raw for line in self.heard] == list(self.sent)

    def codes(self) -> dict[str, int]:
        """How often each outcome came."""
        codes = [line.code for line in self.heard]
        return {code: codes.count(code) for code in sorted(set(codes))}


@dataclass(frozen=True)
class HeadlessRun:
    """What was measured on one running bench."""

    start_s: float  # from the command to the first accepted scan answered
    shift: Shift
    to_printer_ms: tuple[float, ...]
    memory_mb: float
    peak_memory_mb: float


def run_headless(shop: Shop, *, scans: int, labels: int) -> HeadlessRun:
    """Start a bench, log in, pack at 20 scans a second, then pack some more orders and watch the printer."""
    with LabelPrinter() as printer:
        bench = BenchProcess(shop.data, options=("--printer", printer.url))
        begun = time.monotonic()
        bench.start()
        try:
            first = bench.scan(packing.log_in())
            start_s = time.monotonic() - begun
            assert first.tone == "ok", first
            time.sleep(SETTLE_S)
            sent = packing.scans(shop, scans)
            shift = _at_a_pace(bench, sent)
            _let_print(printer)
            printed = _print(bench, shop, printer, labels, done=sum(h.code == "order_packed" for h in shift.heard))
            status = Path(f"/proc/{bench.running.pid}/status").read_text(encoding="ascii")
            return HeadlessRun(start_s, shift, printed, *memory_mb(status))
        finally:
            bench.end()


def send_at_a_pace(plug: Plug, sent: Sequence[str], written_ns: list[int]) -> None:
    """Send without waiting for answers, as a packer does who looks at the box; note when each last byte was written."""
    next_at = time.monotonic()
    for code in sent:
        time.sleep(max(0.0, next_at - time.monotonic()))
        written_ns.append(time.monotonic_ns())
        plug.send(code.encode() + b"\r")
        next_at += PACE_S


def _at_a_pace(bench: BenchProcess, sent: Sequence[str]) -> Shift:
    written_ns: list[int] = []
    sender = threading.Thread(target=send_at_a_pace, args=(bench.plug, sent, written_ns), name="scanner", daemon=True)
    sender.start()
    heard: list[Heard] = []
    took: list[float] = []
    for at in range(len(sent)):
        heard.append(bench.hear())
        took.append((time.monotonic_ns() - written_ns[at]) / 1e6)
    sender.join()
    return Shift(tuple(sent), tuple(heard), tuple(took))


def _let_print(printer: LabelPrinter) -> None:
    time.sleep(SETTLE_S)
    while not printer.first_bytes_ns.empty():
        printer.first_bytes_ns.get()


def _print(bench: BenchProcess, shop: Shop, printer: LabelPrinter, count: int, *, done: int) -> tuple[float, ...]:
    """Pack more orders; from the scan of the last unit, which asks for the label, to the first byte at the printer."""
    wrong = iter(reversed(shop.foreign_barcodes))
    took = []
    for label, order in enumerate(packing.orders_of_four(shop)[done : done + count], start=done):
        *before, last = packing.packing(order, next(wrong))
        bench.scans(*before)
        bench.send(last)
        written_ns = time.monotonic_ns()
        assert bench.hear().code == "order_packed"
        took.append((printer.first_bytes_ns.get(timeout=PRINT_PATIENCE_S) - written_ns) / 1e6)
        bench.scan(packing.tracking_number(label))
        time.sleep(PACE_S * 6)  # the code that acknowledges must not be a second read
    return tuple(took)


def memory_mb(status: str) -> tuple[float, float]:
    """Return what a process holds now and held at most, in MB, of what Linux says in /proc/PID/status."""
    rows = dict(line.split(":", 1) for line in status.splitlines())
    now, most = (int(rows[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    return now, most
