"""The right column. Its first place is the verdict's, on every screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, Mode, OrderView, ScreenState
from ui.theme import Skin
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.facts_panel import FactsPanel
from ui.widgets.lettering import line_height
from ui.widgets.next_panel import NextPanel
from ui.widgets.surface import Surface
from ui.widgets.verdict_panel import VerdictPanel

_VERDICT_SHARE = 0.34
_LEAST_FACTS = 112


class SideColumn(Surface):
    """Verdict, next thing, facts, what is missing, buttons. Only what a mode needs is there."""

    action_pressed = Signal(str)
    acknowledged = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self.verdict = VerdictPanel(skin, self)
        self.next = NextPanel(skin, self)
        self.missing = FactsPanel(skin, self)
        self.facts = FactsPanel(skin, self)
        self.buttons = ActionBar(skin, self)
        self.close_manifest = Button(skin, self, main=True)
        self._close_verb = ""
        self._shape: tuple[object, ...] = ()
        self.buttons.pressed.connect(self.action_pressed)
        self.buttons.acknowledged.connect(self.acknowledged)
        self.close_manifest.clicked.connect(lambda: self.action_pressed.emit(self._close_verb))

    def show_verdict(self, state: ScreenState, *, answers_scan: bool) -> None:
        """Show the verdict alone and paint it at once: nothing else may come before it."""
        words = state.labels
        spoken = words.get(f"tone_{state.verdict.tone}", "")
        if self.verdict.show_verdict(state.verdict, spoken) or answers_scan:
            self.verdict.repaint()

    def show_state(self, state: ScreenState) -> None:
        """Show all the rest."""
        self.next.show_state(state)
        self._show_facts(state)
        self._show_buttons(state)
        shape = _shape_of(state)
        if shape != self._shape:
            self._shape = shape
            self._state = state
            self._lay()

    def _show_facts(self, state: ScreenState) -> None:
        words = state.labels
        match state.mode:
            case Mode.ORDER:
                order = state.order or OrderView("")
                self.facts.show_facts(order.parcel_title, order.parcel)
            case Mode.HANDOVER if state.handover:
                self.facts.show_facts(words.get(Caption.TOTALS, ""), state.handover.totals)
                nothing = words.get(Caption.NOTHING_MISSING, "")
                self.missing.show_facts(words.get(Caption.MISSING, ""), state.handover.missing, nothing)
            case _:
                self.facts.show_facts(state.facts_title, state.facts)

    def _show_buttons(self, state: ScreenState) -> None:
        self.buttons.show_state(state)
        closing = state.handover if state.mode is Mode.HANDOVER else None
        if closing:
            self._close_verb = closing.close_verb
            self.close_manifest.name(closing.close_text)
            self.close_manifest.setEnabled(closing.may_close)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the column anew."""
        self._lay()

    def _lay(self) -> None:
        if not self._shape:
            self.verdict.setGeometry(0, 0, self.width(), self._verdict_height())
            return
        sizes, width, state = self.skin.sizes, self.width(), self._state
        handing_over = state.mode is Mode.HANDOVER
        self.verdict.setGeometry(0, 0, width, self._verdict_height())
        top, bottom = self._verdict_height() + sizes.gap, self.height()
        bottom = self._lay_buttons(bottom, handing_over=handing_over)
        asks = state.locked or (state.mode is not Mode.LOGIN and not handing_over)
        self.next.setVisible(asks)
        if asks:
            high = self._next_height(state)
            self.next.setGeometry(0, top, width, high)
            top += high + sizes.gap
        self.missing.setVisible(handing_over and not state.locked)
        room = bottom - top
        if handing_over and not state.locked:
            spare = room - sizes.gap - self.missing.wanted_height()  # where little is missing, no total is cut
            totals = min(self.facts.wanted_height(), max(int(room * 0.6), spare, self.facts.least_height()))
            self.missing.setGeometry(0, top, width, max(0, room - totals - sizes.gap))
            top = bottom - totals
        filled = state.mode in (Mode.ORDER, Mode.HANDOVER) or bool(state.facts)
        self.facts.setVisible(filled and bottom - top >= _LEAST_FACTS // 2)
        high = bottom - top
        if state.mode not in (Mode.ORDER, Mode.HANDOVER):
            high = min(high, self.facts.wanted_height())
        self.facts.setGeometry(0, top, width, max(0, high))

    def _verdict_height(self) -> int:
        return int(self.height() * _VERDICT_SHARE) // 4 * 4

    def _next_height(self, state: ScreenState) -> int:
        sizes = self.skin.sizes
        head = 2 * sizes.pad - 8 + line_height(sizes.caption) + line_height(sizes.head) + 4
        if state.locked:
            beneath = 0 if self.next.hint_beside(state.acknowledge_code) else 2 * line_height(sizes.caption) + 4
            return head + 64 + beneath
        steps = line_height(sizes.caption) + 12
        if state.mode is Mode.READY:
            return 2 * sizes.pad - 4 + line_height(sizes.head) + 2 * line_height(sizes.body) + 4
        roomy = line_height(sizes.head) if self.height() >= 600 else 0  # noqa: PLR2004 - two lines of title fit
        return head + steps + roomy

    def _lay_buttons(self, bottom: int, *, handing_over: bool) -> int:
        sizes, width = self.skin.sizes, self.width()
        self.close_manifest.setVisible(handing_over and not self._state.locked)
        self.buttons.setVisible(self.buttons.wanted)
        if handing_over and not self._state.locked:
            self.close_manifest.setGeometry(0, bottom - sizes.touch, width, sizes.touch)
            bottom -= sizes.touch + sizes.gap
        if self.buttons.wanted:
            self.buttons.setGeometry(0, bottom - sizes.touch, width, sizes.touch)
            bottom -= sizes.touch + sizes.gap
        return bottom


def _shape_of(state: ScreenState) -> tuple[object, ...]:
    """Return what decides where things stand: while it is the same, nothing is laid anew."""
    board = state.handover
    counts = (len(state.facts), len(board.missing) if board else 0, len(board.totals) if board else 0)
    return (state.mode, state.locked, state.acknowledge_code, bool(state.actions), counts)
