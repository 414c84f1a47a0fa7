"""The window as a process of its own, offscreen: says when each scan was painted and heard. Started by `window.py`."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QTimer

from station import app, config, log
from ui import main, wiring
from ui.feedback import Speakers
from ui.main import Opened
from ui.presenters.state import ScreenState

LAST_WORDS_MS = 200


@dataclass
class Watch:
    """Writes down, for each scan, when its last byte came in and when its verdict was painted and its sound called."""

    opened: Opened
    count: int
    done: list[tuple[int, int]] = field(default_factory=list)
    paints: int = 0

    def answered(self, _state: ScreenState, at_ns: int) -> None:
        """Called after the window has taken the state."""
        if not at_ns:
            return
        window = self.opened.window
        painted, self.paints = window.side.verdict.paints > self.paints, window.side.verdict.paints
        # A window that is not shown yet paints nothing: then the moment is now, when all was set.
        painted_ns = at_ns + int(window.latencies[-1] * 1e6) if painted and window.latencies else time.monotonic_ns()
        self.done.append((at_ns, painted_ns))
        if len(self.done) == self.count:
            QTimer.singleShot(LAST_WORDS_MS, main.prepare_application().quit)


def run(data: Path, scanner: str, printer: str, count: int) -> None:
    """Open the window, take so many scans, and print their moments in nanoseconds of the monotonic clock."""
    log.set_up(data)
    application = main.prepare_application()
    speakers = Speakers()
    choice = wiring.Choice(scanner=scanner, printer=printer, scale="sim:")
    settings = replace(config.load(data), demo=False)  # the panel of a demo's scans is no part of a bench
    opened = main.open_window(data, settings, app.database_url(data, None), choice, speakers)
    wiring.make_ready_for_scans()
    watch = Watch(opened, count)
    opened.bridge.answered.connect(watch.answered)
    opened.window.show()
    QTimer.singleShot(0, speakers.preload)
    application.exec()
    memory = Path("/proc/self/status").read_text(encoding="ascii")
    opened.close()
    sys.stdout.write(json.dumps({"moments": watch.done, "memory": memory}) + "\n")


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
