"""A bench that answers with a given state and remembers what it was asked; speakers that remember what they played."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from station.ports import RawScan
from ui.bridge import Bridge
from ui.main_window import Demo, MainWindow
from ui.presenters.state import DemoScan, ScreenState, Sound
from ui.theme import Skin

PICTURES = Path(ui.__file__).parent / "pictures"


class ScriptedBench:
    """Answers by `answer`, which a test may change."""

    def __init__(self, answer: Callable[[], ScreenState]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, object]] = []
        self.threads: set[int] = set()

    def _say(self, what: str, detail: object = None) -> ScreenState:
        self.asked.append((what, detail))
        self.threads.add(threading.get_ident())
        return self.answer()

    def asked_for(self, what: str) -> list[object]:
        return [detail for name, detail in self.asked if name == what]

    def scanned(self, scan: RawScan) -> ScreenState:
        return self._say("scanned", scan.raw)

    def acknowledged(self) -> ScreenState:
        return self._say("acknowledged")

    def pin_entered(self, pin: str) -> ScreenState:
        return self._say("pin_entered", pin)

    def weight_typed(self, grams: int) -> ScreenState:
        return self._say("weight_typed", grams)

    def cancelled_question(self) -> ScreenState:
        return self._say("cancelled_question")

    def command(self, verb: str) -> ScreenState:
        return self._say("command", verb)

    def refreshed(self) -> ScreenState:
        return self._say("refreshed")

    def language_chosen(self, language: str) -> ScreenState:
        return self._say("language_chosen", language)


class HeardSounds:
    """Speakers that only remember."""

    def __init__(self, *, available: bool = True) -> None:
        self.available = available
        self.heard: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def __iter__(self) -> Iterator[Sound]:
        return iter(self.heard)


class Desk:
    """A window, its bridge, the bench behind and the speakers beside, as a test sees them."""

    def __init__(
        self, qtbot: QtBot, state: ScreenState, *, demo: tuple[DemoScan, ...] = (), sound: bool = True
    ) -> None:
        self._qtbot = qtbot
        self.bench = ScriptedBench(lambda: state)
        self.bridge = Bridge(self.bench)
        self.sounds = HeardSounds(available=sound)
        self.clicked: list[str] = []
        shown = Demo(lambda _state: demo, self.clicked.append) if demo else None
        self.window = MainWindow(self.bridge, skin=Skin(), feedback=self.sounds, pictures=PICTURES, demo=shown)
        self.window.take(state)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.bridge.start()

    def shows(self, state: ScreenState) -> None:
        """Answer with this state from now on, and show it."""
        self.bench.answer = lambda: state
        self.window.take(state)

    def scan(self, code: str) -> None:
        """Scan, as a device does: past every widget."""
        self.bridge.scan(RawScan("sim", code.encode(), time.monotonic_ns()))

    def press(self, key: Qt.Key) -> None:
        """Press a key of the keyboard, wherever the focus is."""
        QTest.keyClick(self.window, key)

    def click(self, button: QAbstractButton) -> None:
        """Press a button with a finger."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def waits_for(self, what: str, *details: object) -> None:
        """Wait until the bench was asked for exactly these."""
        self._qtbot.waitUntil(lambda: self.bench.asked_for(what) == list(details), timeout=5000)

    def picture(self) -> Image.Image:
        """Return what is on the screen."""
        return picture_of(self.window)

    def close(self) -> None:
        """End the thread and the window."""
        self.bridge.stop()
        self.window.close()
        self.window.deleteLater()


def picture_of(widget: QWidget) -> Image.Image:
    """Return a widget as a picture."""
    grabbed = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (grabbed.width(), grabbed.height())
    return Image.frombytes("RGB", size, bytes(grabbed.constBits()), "raw", "RGB", grabbed.bytesPerLine())
