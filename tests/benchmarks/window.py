"""The window on a pseudo-terminal: from the last byte of a scan to verdict painted and sound called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from tests.benchmarks import packing
from tests.benchmarks.big_shop import Shop
from tests.benchmarks.headless import SETTLE_S, memory_mb, send_at_a_pace
from tests.benchmarks.label_printer import LabelPrinter
from tests.faults.bench_process import ROOT, Plug

PATIENCE_S = 180.0


@dataclass(frozen=True)
class WindowRun:
    """What was measured at one window."""

    start_s: float  # from the command to the first accepted scan painted
    to_painted_ms: tuple[float, ...]
    memory_mb: float
    peak_memory_mb: float


def run_window(shop: Shop, *, scans: int) -> WindowRun:
    """Open the window offscreen, log in, and pack at 20 scans a second."""
    plug = Plug(shop.data / "window-port")
    plug.plug_in()
    sent = packing.scans(shop, scans)
    with LabelPrinter() as printer:
        words = [str(shop.data), f"serial://{plug.path}", printer.url, str(len(sent) + 1)]
        begun_ns = time.monotonic_ns()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.window_process", *words],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
        )
        try:
            written_ns: list[int] = []
            plug.send(packing.log_in().encode() + b"\r")

            def send() -> None:
                _wait_until_open(shop)
                send_at_a_pace(plug, sent, written_ns)

            threading.Thread(target=send, name="scanner", daemon=True).start()
            out, _ = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()
            plug.unplug()
    said = json.loads(out)
    (_, first_ns), *moments = said["moments"]
    took = tuple((painted - written) / 1e6 for (_, painted), written in zip(moments, written_ns, strict=True))
    return WindowRun((first_ns - begun_ns) / 1e9, took, *memory_mb(said["memory"]))


def _wait_until_open(shop: Shop) -> None:
    """Wait until the badge was taken: the scanner is read then."""
    head = shop.data / "larets.log"
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if head.exists() and "logged_in" in head.read_text(encoding="utf-8"):
            time.sleep(SETTLE_S)
            return
        time.sleep(0.05)
