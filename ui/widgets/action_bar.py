"""The row of command buttons beneath; at a STOP, the one button that ends it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Action, Caption, ScreenState
from ui.theme import Skin
from ui.widgets.buttons import Button
from ui.widgets.lettering import Weight, fit, longest_word
from ui.widgets.surface import Surface

_GAP = 6


class ActionBar(Surface):
    """Buttons that do what command barcodes do."""

    pressed = Signal(str)
    acknowledged = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._actions: tuple[Action, ...] = ()
        self._buttons: list[Button] = []
        self.acknowledge_button = Button(skin, self, main=True)
        self.acknowledge_button.clicked.connect(self.acknowledged)
        self.acknowledge_button.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to press."""
        return bool(self._actions) or not self.acknowledge_button.isHidden()

    @property
    def action_buttons(self) -> tuple[Button, ...]:
        """The buttons of this state's commands."""
        return tuple(self._buttons[: len(self._actions)])

    def show_state(self, state: ScreenState) -> None:
        """Show the buttons of this state."""
        self.acknowledge_button.name(state.labels.get(Caption.ACKNOWLEDGE, ""))
        if state.actions != self._actions:
            self._actions = state.actions
            self._name_buttons()
        self.acknowledge_button.setVisible(state.locked)
        for button in self.action_buttons:
            button.setVisible(not state.locked)
        self._lay()

    def _name_buttons(self) -> None:
        while len(self._buttons) < len(self._actions):
            button = Button(self.skin, self)
            button.clicked.connect(partial(self._press, len(self._buttons)))
            self._buttons.append(button)
        for button, action in zip(self._buttons, self._actions, strict=False):
            button.name(action.caption, action.verb)
            button.setEnabled(action.enabled)
        for button in self._buttons[len(self._actions) :]:
            button.hide()

    def _press(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.pressed.emit(self._actions[at].verb)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the buttons anew."""
        self._lay()

    def _lay(self) -> None:
        self.acknowledge_button.setGeometry(self.rect())
        count = len(self._actions)
        if not count:
            return
        left = 0.0
        for button, width in zip(self.action_buttons, self._widths(), strict=True):
            button.setGeometry(round(left), 0, round(left + width) - round(left), self.height())
            left += width + _GAP
        self._align()

    def _align(self) -> None:
        """Let all pictures stand in one line: if the words of one button take two lines, all leave room for two."""
        size = self.skin.sizes.caption
        words = (fit(button.text(), size, Weight.SEMIBOLD, button.width() - 4, 2) for button in self.action_buttons)
        lines = max(len(fitted.lines) for fitted in words)
        for button in self.action_buttons:
            if button.lines != lines:
                button.lines = lines
                button.update()

    def _widths(self) -> list[float]:
        """Return equal widths, but for buttons whose longest word needs more."""
        size = self.skin.sizes.caption
        needs = [longest_word(action.caption, size, Weight.SEMIBOLD) + _GAP for action in self._actions]
        room = self.width() - _GAP * (len(needs) - 1)
        equal = room / len(needs)
        for _ in needs:
            wide = [need for need in needs if need > equal]
            rest = len(needs) - len(wide)
            equal = (room - sum(wide)) / rest if rest else equal
        if any(need > equal for need in needs) and sum(needs) > room:
            return [room / len(needs)] * len(needs)
        return [max(need, equal) for need in needs]
