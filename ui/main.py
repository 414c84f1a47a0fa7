"""The window put together: bench, bridge, main window, sounds. `larets` without a command comes here."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import structlog
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from station.config import Settings
from station.errors import Trouble
from station.ports import Clock, JournalLine
from ui import wiring
from ui.bridge import Bridge
from ui.crash import CrashGuard
from ui.demo.scans import DemoBench
from ui.feedback import Feedback, Speakers
from ui.fonts import load_fonts
from ui.main_window import Demo, MainWindow
from ui.theme import Skin

log = structlog.get_logger()

LET_PYTHON_RUN_MS = 200  # Qt's loop gives Python a chance to see Ctrl+C


@dataclass(frozen=True)
class Opened:
    """A bench with its window, at work. `demo` where the shop is the demo's."""

    bench: wiring.Bench
    bridge: Bridge
    window: MainWindow
    demo: DemoBench | None

    def close(self) -> None:
        """Finish what was scanned, then let everything go."""
        self.bridge.stop()
        self.bench.close()


def run(data: Path, settings: Settings, url: str, choice: wiring.Choice) -> int:
    """Open the window and stay until it is closed. Raises Trouble before anything is shown."""
    application = prepare_application()
    speakers = Speakers()
    opened = open_window(data, settings, url, choice, speakers)
    wiring.make_ready_for_scans()
    guard = CrashGuard(data / "crashes", _journal(opened))
    guard.install()
    opened.bridge.failed.connect(guard.take)
    guard.reported.connect(opened.window.show_trouble)
    opened.window.setGeometry(application.primaryScreen().availableGeometry())  # also where nobody manages windows
    opened.window.showMaximized()
    QTimer.singleShot(0, speakers.preload)
    _obey_ctrl_c(application)
    try:
        return int(application.exec())
    finally:
        opened.close()
        speakers.stop()
        guard.remove()


def prepare_application() -> QApplication:
    """Make Qt ready for the window: once in a process."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("larets")
    load_fonts()
    return application


def open_window(
    data: Path, settings: Settings, url: str, choice: wiring.Choice, feedback: Feedback, *, clock: Clock | None = None
) -> Opened:
    """Open the bench of a data directory with its window, not yet shown. Raises Trouble."""
    bench = wiring.open_bench(data, settings, url, choice, clock=clock)
    demo = DemoBench(bench.presenter, bench.station, data) if bench.station.settings.demo else None
    bridge = Bridge(demo or bench.presenter)
    if demo:
        demo.later = bridge.refresh
    window = MainWindow(
        bridge,
        skin=Skin(),
        feedback=feedback,
        pictures=Path(str(files("ui") / "pictures")),
        demo=Demo(lambda _: demo.scans, bench.scan_by_click()) if demo else None,
    )
    bench.news.append(bridge.refresh)
    bridge.start()
    bench.start(bridge.scan)
    window.begin()
    return Opened(bench, bridge, window, demo)


def _journal(opened: Opened) -> Callable[[str], None]:
    """Return how a crash is written into the journal: its kind and place, nothing of what was scanned.

    It is written on the store thread: the window waits for no database, least of all when something broke.
    """
    station = opened.bench.station

    def write(line: JournalLine) -> None:
        try:
            with station.unit_of_work() as uow:
                uow.journal.append(line)
                uow.commit()
        except Trouble as trouble:  # not told as a crash once more: the file of this one stands
            log.info("bug_not_journalled", code=trouble.code)

    def tell(what: str) -> None:
        line = JournalLine("bug", station.clock.now(), station.settings.bench, "bug", payload={"what": what[:500]})
        opened.bridge.aside(lambda: write(line))

    return tell


def _obey_ctrl_c(application: QApplication) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: application.quit())
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(LET_PYTHON_RUN_MS)
