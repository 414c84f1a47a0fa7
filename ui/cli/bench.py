"""`larets` (the window), `larets bench --headless` and `larets tour`."""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import structlog

from station.domain.codes import Code
from station.errors import Trouble
from station.log import set_up as set_up_log
from station.ports import RawScan
from station.usecases.desk import Answer
from ui import wiring
from ui.cli.asked import Asked, Commands
from ui.cli.documents import reason_codes
from ui.texts import LANGUAGES

PLATFORM = "QT_QPA_PLATFORM"

log = structlog.get_logger()


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    bench = commands.add_parser("bench", help="the bench, with or without a window", parents=[common])
    bench.add_argument("--headless", action="store_true", help="no window: one JSON line per scan on stdout")
    bench.add_argument("--demo", action="store_true", help="a demo shop with simulated devices")
    for device in ("scanner", "printer", "scale"):
        bench.add_argument(f"--{device}", metavar="URL", default="")
    bench.set_defaults(run=run)
    tour = commands.add_parser("tour", help="play a day in pictures, without a display", parents=[common])
    tour.add_argument("--out", type=Path, default=Path("out"))
    tour.add_argument("--language", choices=LANGUAGES, default="ru")
    tour.set_defaults(run=play_tour)


def run(asked: Asked, given: Namespace) -> int:
    """Open the bench."""
    return headless(asked, given) if given.headless else window(asked, given)


def window(asked: Asked, given: Namespace) -> int:
    """Open the window. PySide6 is imported only here, so that the other commands start at once."""
    _need_display()
    from ui import main

    if asked.demo:
        from ui.cli.demo import ensure_demo

        ensure_demo(asked)
        set_up_log(asked.data)  # it may not have been there before
    return main.run(asked.data, asked.settings(), asked.url(), _choice(given))


def _need_display() -> None:
    """Say plainly that there is no display; Qt would end the process. Raises Trouble."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", PLATFORM)):
        raise Trouble("no_display")


def play_tour(asked: Asked, given: Namespace) -> int:
    """Play the tour and leave pictures, labels and the act in a folder. It needs no display, and takes none."""
    os.environ.setdefault(PLATFORM, "offscreen")
    from ui import tour

    del asked  # the tour has a shop of its own, and touches nobody's data
    logging.disable(logging.INFO)  # what happened is seen in the pictures
    try:
        print(tour.play(given.out, given.language))
    except tour.TourFailed as failed:
        print(f"larets: {failed}", file=sys.stderr)
        return 1
    finally:
        logging.disable(logging.NOTSET)
    return 0


def _choice(given: Namespace) -> wiring.Choice:
    return wiring.Choice(*(str(getattr(given, device, "")) for device in ("scanner", "printer", "scale")))


def headless(asked: Asked, given: Namespace) -> int:
    """Run the bench without a window until it is told to stop. One line of JSON for each scan, flushed."""
    bench = wiring.open_bench(asked.data, asked.settings(), asked.url(), _choice(given))
    scans: queue.SimpleQueue[RawScan | None] = queue.SimpleQueue()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: scans.put(None))
    heard = bench.presenter.heard
    speaker = _Speaker(asked.pin)

    def said(answer: Answer) -> None:
        speaker.say(answer)  # before anything else begins that the answer asks for
        heard(answer)

    bench.presenter.heard = said
    bench.start(scans.put)
    wiring.make_ready_for_scans()
    try:
        while (scan := scans.get()) is not None:
            _one(bench, scan, speaker)
    finally:
        bench.close()
    return 0


class _Speaker:
    """Says one line for each scan, as soon as its answer lasts.

    Where the environment holds a PIN (LARETS_PIN), the bench's question for it is answered and not said.
    """

    def __init__(self, pin: str | None) -> None:
        self.pin = pin
        self.asked: Answer | None = None
        self.said = False

    def listen(self) -> None:
        """Begin with a new scan."""
        self.asked, self.said = None, False

    def say(self, answer: Answer) -> None:
        """Say an answer, or keep back the question for the PIN."""
        if self.asked is None and self.pin is not None and answer.outcome.code == Code.PIN_NEEDED:
            self.asked = answer
            return
        scan, self.said = self.asked or answer, True
        print(json.dumps(line_of(scan, answer), ensure_ascii=False), flush=True)


def _one(bench: wiring.Bench, scan: RawScan, speaker: _Speaker) -> None:
    """Answer one scan with one line. A question for a PIN is answered at once where the PIN is known."""
    speaker.listen()
    try:
        bench.presenter.scanned(scan)
        if speaker.asked is not None and speaker.pin is not None:
            bench.presenter.pin_entered(speaker.pin)
    except Exception as error:  # the edge of the process: a bug is told as such, and the next scan is taken
        log.exception("bug")
        code = error.code if isinstance(error, Trouble) else Code.BUG
        if not speaker.said:
            print(json.dumps(_line_of_a_bug(str(code))), flush=True)


def line_of(scan: Answer, last: Answer) -> dict[str, object]:
    """Return the JSON line of a scan (docs/cli.md). `last` differs where a PIN was asked and given."""
    outcome = last.outcome
    return {
        "scan_id": scan.scan_id,
        "raw": scan.raw,
        "intent": scan.outcome.intent,
        "tone": outcome.tone.value,
        "code": str(outcome.code),
        "reasons": reason_codes(outcome.reasons),
        "order": outcome.order,
        "parcel": outcome.parcel,
        "ms": round(last.ms if last is scan else scan.ms + last.ms, 3),
    }


def _line_of_a_bug(code: str) -> dict[str, object]:
    """Return the line of a scan that met a bug: the same keys, and nothing of what was read."""
    empty: dict[str, object] = {"scan_id": "", "raw": "", "intent": "nothing", "tone": "stop", "code": code}
    return {**empty, "reasons": [code], "order": None, "parcel": None, "ms": 0.0}
