"""The window put together: bench, bridge, main window, sounds. `larets` without a command comes here."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from station.ports import JournalLine
from ui import wiring
from ui.bridge import Bridge
from ui.cli.asked import Asked
from ui.cli.demo import ensure_demo
from ui.crash import CrashGuard
from ui.demo.scans import DemoBench
from ui.feedback import Speakers
from ui.fonts import load_fonts
from ui.main_window import Demo, MainWindow
from ui.theme import Skin

LET_PYTHON_RUN_MS = 200  # Qt's loop gives Python a chance to see Ctrl+C


def run(asked: Asked, choice: wiring.Choice) -> int:
    """Open the window and stay until it is closed. Raises Trouble before anything is shown."""
    if asked.demo:
        ensure_demo(asked)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("larets")
    load_fonts()
    bench = wiring.open_bench(asked.data, asked.settings(), asked.url(), choice)
    demo = DemoBench(bench.presenter, bench.station, asked.data) if bench.station.settings.demo else None
    bridge = Bridge(demo or bench.presenter)
    guard = CrashGuard(asked.data / "crashes", _journal(bench))
    guard.install()
    speakers = Speakers()
    window = MainWindow(
        bridge,
        skin=Skin(),
        feedback=speakers,
        pictures=Path(str(files("ui") / "pictures")),
        demo=Demo(lambda _: demo.scans, demo.scan_by(bench.scanners[0])) if demo else None,
    )
    bridge.failed.connect(guard.take)
    guard.reported.connect(window.show_trouble)
    bridge.start()
    bench.start(bridge.scan)
    window.begin()
    window.show()
    QTimer.singleShot(0, speakers.preload)
    _obey_ctrl_c(application)
    try:
        return int(application.exec())
    finally:
        bridge.stop()
        bench.close()
        speakers.stop()
        guard.remove()


def _journal(bench: wiring.Bench) -> Callable[[str], None]:
    """Return how a crash is written into the journal: its kind and place, nothing of what was scanned."""

    def tell(what: str) -> None:
        station = bench.station
        with station.unit_of_work() as uow:
            line = JournalLine("bug", station.clock.now(), station.settings.bench, "bug", payload={"what": what[:500]})
            uow.journal.append(line)
            uow.commit()

    return tell


def _obey_ctrl_c(application: QApplication) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: application.quit())
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(LET_PYTHON_RUN_MS)
