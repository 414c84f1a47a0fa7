"""The window: bars, screens and the right column put together. Whatever it shows comes in one state."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.bridge import NOT_A_SCAN, Bridge
from ui.feedback import Feedback
from ui.presenters.state import Caption, DemoScan, Lamp, Mode, ScreenState
from ui.screens.handover import HandoverScreen
from ui.screens.login import LoginScreen
from ui.screens.order import OrderScreen
from ui.screens.ready import ReadyScreen
from ui.screens.side import SideColumn
from ui.theme import ROOMY_HEIGHT, ROOMY_WIDTH, Skin
from ui.widgets import demo_panel
from ui.widgets.bottom_bar import BottomBar
from ui.widgets.buttons import Button
from ui.widgets.demo_panel import DemoPanel
from ui.widgets.doctor_popover import DoctorPopover
from ui.widgets.lettering import face
from ui.widgets.notice import Notice
from ui.widgets.pictures import Pictures
from ui.widgets.question import PIN, WEIGHT, Question
from ui.widgets.surface import Surface
from ui.widgets.top_bar import DemoBand, TopBar

REFRESH_MS = 1000
KEEP_LATENCIES = 1000
_MARGIN = 12
_BAND = 22
_TAB = 32
_SIDE_SHARE, _SIDE_LEAST = 0.355, 400
_NS_IN_MS = 1_000_000


@dataclass(frozen=True)
class Demo:
    """What makes the window a demo: which scans are offered in a state, and how one is made."""

    scans: Callable[[ScreenState], tuple[DemoScan, ...]]
    scan: Callable[[str], None]


class MainWindow(Surface):
    """One bench. Scans never pass through here: they reach the bridge from their devices."""

    theme_chosen = Signal(bool)
    """Dark was chosen, or not: for the settings."""
    closed = Signal()

    def __init__(
        self, bridge: Bridge, *, skin: Skin, feedback: Feedback, pictures: Path | None = None, demo: Demo | None = None
    ) -> None:
        super().__init__(skin)
        self._bridge = bridge
        self._feedback = feedback
        self._demo = demo
        self._state: ScreenState | None = None
        self._labels: dict[str, str] = {}
        self.latencies: deque[float] = deque(maxlen=KEEP_LATENCIES)
        """From the last byte of a scan to verdict painted and sound begun, in milliseconds, the newest last."""
        self._latency = ""
        self._make_parts(Pictures(pictures))
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(bridge.refresh)
        self._dress_tooltips()
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)

    def _make_parts(self, pictures: Pictures) -> None:
        skin = self.skin
        self.top = TopBar(skin, self)
        self.band = DemoBand(skin, self)
        self.screens: dict[Mode, LoginScreen | ReadyScreen | OrderScreen | HandoverScreen] = {
            Mode.LOGIN: LoginScreen(skin, self),
            Mode.READY: ReadyScreen(skin, self),
            Mode.ORDER: OrderScreen(skin, pictures, self),
            Mode.HANDOVER: HandoverScreen(skin, self),
        }
        self.side = SideColumn(skin, self)
        self.bottom = BottomBar(skin, self)
        self.demo_panel = DemoPanel(skin, self)
        self.demo_tab = Button(skin, self, icon="show")
        self.question = Question(skin, self)
        self.doctor = DoctorPopover(skin, self)
        self.notice = Notice(skin, self)
        self._demo_open = self._demo is not None
        for part in (*self.screens.values(), self.band, self.demo_panel, self.demo_tab):
            part.hide()

    def _connect(self) -> None:
        bridge = self._bridge
        bridge.answered.connect(self.take)
        self.top.language_pressed.connect(bridge.choose_language)
        self.top.theme_pressed.connect(self.switch_theme)
        self.top.lamp_pressed.connect(self._open_doctor)
        self.side.action_pressed.connect(bridge.command)
        self.side.acknowledged.connect(bridge.acknowledge)
        self.question.pin_entered.connect(bridge.enter_pin)
        self.question.weight_typed.connect(bridge.type_weight)
        self.question.cancelled.connect(bridge.cancel_question)
        self.demo_panel.hidden.connect(self._toggle_demo)
        self.demo_tab.clicked.connect(self._toggle_demo)
        if self._demo:
            self.demo_panel.chosen.connect(self._demo.scan)

    def begin(self) -> None:
        """Ask for the first state and from now on for the time and the lamps."""
        self._bridge.refresh()
        self._clock.start()

    def take(self, state: ScreenState, at_ns: int = NOT_A_SCAN) -> None:
        """Show a state: verdict and sound first, at once; then all the rest."""
        painted = self.side.verdict.paints
        self.side.show_verdict(state, answers_scan=at_ns != NOT_A_SCAN)
        self._feedback.play(state.sound)
        if at_ns and self.side.verdict.paints > painted:
            self._measure(state, at_ns)
        self._show(state)

    def _measure(self, state: ScreenState, at_ns: int) -> None:
        took = (time.monotonic_ns() - at_ns) / _NS_IN_MS
        self.latencies.append(took)
        self._latency = state.labels.get(Caption.LATENCY, "").format(ms=max(1, round(took)))

    def _show(self, state: ScreenState) -> None:
        state = self._with_sound_lamp(state)
        before, self._state = self._state, state
        self._labels = state.labels
        if before is None or (before.demo, before.mode, before.language) != (state.demo, state.mode, state.language):
            self._show_frame(state)
        self.top.show_state(state)
        self.screens[state.mode].show_state(state)
        self.side.show_state(state)
        self.bottom.show_state(state, self._latency)
        self.question.show_state(state)
        self.doctor.show_state(state)
        if self._demo and state.demo:
            self.demo_panel.show_scans(state, self._demo.scans(state))

    def _show_frame(self, state: ScreenState) -> None:
        words = state.labels
        app, band = words.get(Caption.APP, ""), words.get(Caption.DEMO_BAND, "") if state.demo else ""
        self.setWindowTitle(f"{app} · {band}" if band else app)
        self._latency = ""
        self.band.show_words(band)
        self.band.setVisible(state.demo)
        self.demo_panel.setVisible(self._demo is not None and state.demo and self._demo_open)
        self.demo_tab.setVisible(self._demo is not None and state.demo and not self._demo_open)
        self.demo_tab.name("", "show", hint=words.get(Caption.DEMO_SHOW, ""))
        self.screens[state.mode].show()
        for mode, screen in self.screens.items():
            if mode is not state.mode:
                screen.hide()
        self._lay()

    def _with_sound_lamp(self, state: ScreenState) -> ScreenState:
        if self._feedback.available:
            return state
        name, detail = state.labels.get(Caption.NO_SOUND, ""), state.labels.get(Caption.NO_SOUND_DETAIL, "")
        return replace(state, lamps=(*state.lamps, Lamp(name, "attention", detail)))

    def show_trouble(self, file: str) -> None:
        """Tell that the program itself failed, and where that is written down."""
        words = self._labels
        text = words.get(Caption.CRASH_TEXT, "").format(file=file or "-")
        self.notice.tell(words.get(Caption.CRASH_TITLE, ""), text, words.get(Caption.CLOSE, ""))
        self._lay()

    def _open_doctor(self, x: int) -> None:
        self.doctor.open_at(x, self.top.height() + 4, self.side.x() - 4)

    def switch_theme(self) -> None:
        """Light for dark, or dark for light."""
        self.skin.use(dark=not self.skin.theme.dark)
        self.theme_chosen.emit(self.skin.theme.dark)
        self._relook()

    def _relook(self) -> None:
        if self._state is not None:
            self.top.show_state(self._state)
        self._dress_tooltips()
        self._lay()
        for part in self.findChildren(QWidget):
            part.update()
        self.update()

    def _dress_tooltips(self) -> None:
        palette = QToolTip.palette()
        palette.setColor(QPalette.ColorRole.ToolTipBase, QColor(self.skin.colours.panel))
        palette.setColor(QPalette.ColorRole.ToolTipText, QColor(self.skin.colours.ink))
        QToolTip.setPalette(palette)
        QToolTip.setFont(face(self.skin.sizes.body))

    def _toggle_demo(self) -> None:
        self._demo_open = not self._demo_open
        if self._state is not None:
            self._show_frame(self._state)

    # -- keys: none is ever lost to a field, for there are no fields ---------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter end a STOP; digits go to an open pad; Escape takes a question or a notice away."""
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._state is None:
            return
        if self.question.kind in (PIN, WEIGHT) and not self._state.locked:
            self._type(event, enter=enter)
        elif self._state.locked and (enter or key == Qt.Key.Key_Space):
            self._bridge.acknowledge()
        elif key == Qt.Key.Key_Escape:
            self._escape()

    def _type(self, event: QKeyEvent, *, enter: bool) -> None:
        text = event.text()
        if text.isdecimal() and text.isascii():
            self.question.pad.press(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.question.pad.press("erase")
        elif enter:
            self.question.pad.press("enter")
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()

    def _escape(self) -> None:
        if not self.notice.isHidden() or not self.doctor.isHidden():
            self.notice.hide()
            self.doctor.hide()
        elif self.question.kind:
            self._bridge.cancel_question()

    # -- where things are ----------------------------------------------------------------------------------------------

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay all parts anew; a large window gets larger type."""
        self._lay()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes."""
        self._clock.stop()
        self.closed.emit()
        super().closeEvent(event)

    def _lay(self) -> None:
        aside = 0 if self.demo_panel.isHidden() else demo_panel.WIDTH + _MARGIN
        aside += 0 if self.demo_tab.isHidden() else _TAB + _MARGIN
        width, high = self.width() - aside, self.height()
        if self.skin.use(roomy=width >= ROOMY_WIDTH and high >= ROOMY_HEIGHT):
            self._relook()
            return
        sizes = self.skin.sizes
        self.top.setGeometry(0, 0, self.width(), sizes.bar)
        band = 0 if self.band.isHidden() else _BAND
        self.band.setGeometry(0, sizes.bar, self.width(), band)
        self.bottom.setGeometry(0, high - sizes.foot, self.width(), sizes.foot)
        top = sizes.bar + band + _MARGIN
        room = high - sizes.foot - _MARGIN - top
        side = max(_SIDE_LEAST, int(width * _SIDE_SHARE) // 4 * 4)
        left = width - 2 * _MARGIN - side - sizes.gap
        for screen in self.screens.values():
            screen.setGeometry(_MARGIN, top, left, room)
        self.side.setGeometry(_MARGIN + left + sizes.gap, top, side, room)
        self.question.setGeometry(0, top - _MARGIN, _MARGIN + left + sizes.gap // 2, room + 2 * _MARGIN)
        self.demo_panel.setGeometry(width, top, demo_panel.WIDTH, room)
        self.demo_tab.setGeometry(width, top, _TAB, 76)
        notice = min(620, left - 2 * _MARGIN)
        tall = min(self.notice.wanted_height(notice), room)
        self.notice.setGeometry(_MARGIN + (left - notice) // 2, top + (room - tall) // 2, notice, tall)
