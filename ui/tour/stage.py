"""The stage of the tour: scans go into the real window, and what it answers is compared with what ought to come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

from station.domain.codes import Code
from station.domain.parcel import LabelState
from station.usecases.ship_order import REGISTER
from ui.main import Opened
from ui.presenters.state import DemoScan, ScreenState
from ui.texts import Texts
from ui.theme import Skin

SMALL: Final = (1366, 768)
LARGE: Final = (1920, 1080)
PATIENCE_S: Final = 30.0
_TICK_MS: Final = 10
_SECOND_READ_S: Final = 0.35  # a scanner reads the same code twice within 0.3 s; a person does not


class TourFailed(Exception):
    """A step did not come out as it ought to; says which, what was expected and what came."""


class Stage(QObject):
    """Scans, looks, takes pictures. Every wait ends with what it waits for, or with TourFailed."""

    def __init__(self, opened: Opened, texts: Texts, folder: Path) -> None:
        super().__init__()
        self._opened = opened
        self._texts = texts
        self._folder = folder
        self._scan = opened.bench.scan_by_click()
        self._answers = 0
        self._scanned_at: dict[str, float] = {}
        self._state: ScreenState | None = None
        self.step = ""
        self.pictures: list[tuple[str, str]] = []
        """File name and title of each picture, in order."""
        opened.bridge.answered.connect(self._take)
        opened.bridge.failed.connect(self._fail)
        self._error: Exception | None = None
        self.until(lambda state: state.language == texts.language, "the window")

    @property
    def state(self) -> ScreenState:
        """What the window shows now."""
        if self._state is None:
            raise TourFailed("the window shows nothing")
        return self._state

    @property
    def offered(self) -> tuple[DemoScan, ...]:
        """What the demo's panel offers to scan now; nothing while it is being worked out."""
        demo = self._opened.demo
        return demo.scans if demo and demo.settled else ()

    @property
    def next_code(self) -> str:
        """The code that the panel says comes next; nothing while it waits for something itself."""
        return next((one.code for one in self.offered if one.primary), "")

    @property
    def manifest(self) -> str:
        """The number of the manifest that is open here."""
        manifest = self._opened.bench.presenter.desk.view.manifest
        return manifest.number if manifest else ""

    @property
    def all_labels_printed(self) -> bool:
        """Whether every label of the open order is out."""
        order = self._opened.bench.presenter.desk.view.order
        labels = [parcel.label for parcel in order.live_parcels] if order else []
        return all(label is not None and label.state is LabelState.PRINTED for label in labels)

    def bound(self, order: str) -> tuple[str, ...]:
        """Return the tracking numbers of an order."""
        with self._opened.bench.station.reading() as uow:
            return tuple(parcel.tracking for parcel in uow.orders.get(order).live_parcels if parcel.tracking)

    @Slot(object, object)
    def _take(self, state: ScreenState, at_ns: int) -> None:
        self._state = state
        self._answers += bool(at_ns)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._error = error

    # -- what a packer does --------------------------------------------------------------------------------------------

    def scan(self, code: str, expected: Code | None = None) -> ScreenState:
        """Scan a code, and go on when the window answers as expected; without an expectation, with any answer."""
        wait_s = self._scanned_at.get(code, -_SECOND_READ_S) + _SECOND_READ_S - monotonic()
        if wait_s > 0:
            self._let_pass(int(wait_s * 1000) + 1)
        self._scanned_at[code] = monotonic()
        before = self._answers
        self._scan(code)
        return self._answered(before, expected)

    def click_next(self, expected: Code | None = None) -> ScreenState:
        """Click what the demo's panel says comes next, as a newcomer does."""
        self._wait(lambda: bool(self.next_code), "the next scan on the panel")
        return self.scan(self.next_code, expected)

    def click(self, caption: str, expected: Code) -> ScreenState:
        """Click another scan of the panel, by the key of its caption."""
        words = self._texts.caption(caption)
        self._wait(lambda: bool(self.offered), "the scans of the panel")
        found = next((one for one in self.offered if one.caption == words), None)
        if found is None:
            raise TourFailed(f"{self.step}: the panel does not offer {caption}")
        return self.scan(found.code, expected)

    def log_in(self, role: str, expected: Code = Code.LOGGED_IN) -> ScreenState:
        """Show the badge of the first person with a role."""
        demo = self._opened.demo
        code = demo.badge(role) if demo else ""
        return self.scan(code, expected)

    def _answered(self, before: int, expected: Code | None) -> ScreenState:
        self._wait(lambda: self._answers > before, expected or "an answer")
        last = self._opened.bench.presenter.last  # under a STOP the window goes on to show what must be acknowledged
        came = last.code if last else ""
        if expected is not None and came != expected:
            raise TourFailed(f"{self.step}: expected {expected}, came {came}: {self.state.verdict.text}")
        return self.state

    # -- waiting -------------------------------------------------------------------------------------------------------

    def until(self, reached: Callable[[ScreenState], bool], what: str) -> ScreenState:
        """Wait until the window shows something that comes by itself: a printed label, an answer of a carrier."""

        def look() -> bool:
            if self._state is not None and reached(self._state):
                return True
            self._opened.bridge.refresh()
            return False

        self._wait(look, what)
        return self.state

    def until_carried(self) -> None:
        """Wait until the carriers have answered for all that was shipped."""
        station = self._opened.bench.station

        def carried() -> bool:
            with station.reading() as uow:
                return not uow.outbox.open_rows(REGISTER)

        self._wait(carried, "the carrier's answer")

    def _wait(self, reached: Callable[[], bool], what: str) -> None:
        ends_at = monotonic() + PATIENCE_S
        while not reached():
            if self._error is not None:
                raise TourFailed(f"{self.step}: {self._error!r}") from self._error
            if monotonic() > ends_at:
                raise TourFailed(f"{self.step}: waited in vain for {what}")
            self._let_pass(_TICK_MS)

    def _let_pass(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    # -- pictures ------------------------------------------------------------------------------------------------------

    def picture(
        self, name: str, *, size: tuple[int, int] = SMALL, dark: bool = False, panel: bool = False, language: str = ""
    ) -> None:
        """Take a picture of the window under the next number. `panel`: with the demo's panel beside the bench."""
        window = self._opened.window
        if language:
            self._speak(language)
        self._dress(window.skin, dark=dark)
        self._show_panel(shown=panel)
        window.resize(*size)
        self._let_pass(_TICK_MS)
        file = f"{len(self.pictures) + 1:02d}-{name}{'-dark' if dark else ''}{f'-{language}' if language else ''}.png"
        if not window.grab().save(str(self._folder / file)):
            raise TourFailed(f"{self.step}: {self._folder / file} cannot be written")
        self.pictures.append((file, self._texts.caption(f"tour_{name.replace('-', '_')}")))
        if language:
            self._speak(self._texts.language)
        self._dress(window.skin, dark=False)

    def _show_panel(self, *, shown: bool) -> None:
        window = self._opened.window
        if window.demo_panel.isHidden() is shown:
            (window.demo_tab if shown else window.demo_panel.hide_button).click()

    def _dress(self, skin: Skin, *, dark: bool) -> None:
        if skin.theme.dark is not dark:
            self._opened.window.switch_theme()

    def _speak(self, language: str) -> None:
        self._opened.bridge.choose_language(language)
        self._wait(lambda: self.state.language == language, language)
