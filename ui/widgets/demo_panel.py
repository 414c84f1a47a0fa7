"""Simulated scans by a click. The next sensible one stands out, so that a newcomer only follows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.presenters.state import Caption, DemoScan, ScreenState
from ui.theme import BUTTON_CORNER, Skin
from ui.widgets.buttons import Button
from ui.widgets.lettering import Fitted, Weight, draw, fit, line_height
from ui.widgets.scrolling import Scrolling
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel, Surface, paint_box

WIDTH = 288
_PAD = 12
_GAP = 6
_SIGN = 22


class ScanButton(QAbstractButton):
    """One scan: what it is, and why one would make it."""

    def __init__(self, skin: Skin, parent: QWidget) -> None:
        super().__init__(parent)
        self.skin = skin
        self.scan = DemoScan("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_scan(self, scan: DemoScan) -> None:
        """Take a scan."""
        if scan == self.scan:
            return
        self.scan = scan
        self.setText(scan.caption)
        self.setAccessibleName(f"{scan.caption}. {scan.hint}" if scan.hint else scan.caption)
        self.setToolTip(f"{scan.caption}\n{scan.hint}\n{scan.code}")
        self.update()

    def height_in(self, width: int) -> int:
        """Say how high the button is at a width."""
        caption, hint = self._words(width)
        high = line_height(15) * len(caption.lines) + line_height(13) * len(hint.lines) + 16
        return max(high, 44)

    def _words(self, width: int) -> tuple[Fitted, Fitted]:
        room = width - 2 * _PAD - (_SIGN + 8)
        hint = fit(self.scan.hint, 13, Weight.REGULAR, room, 2 if self.scan.hint else 0)
        return fit(self.scan.caption, 15, Weight.SEMIBOLD, room, 2), hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the scan; the next sensible one in the colour of what should be pressed."""
        colours = self.skin.colours
        caption, hint = self._words(self.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            primary, held = self.scan.primary, self.isDown() or self.underMouse()
            fill = colours.accent if primary else colours.accent_tint if held else colours.panel
            edge = colours.accent if primary or held else colours.edge
            paint_box(painter, QRectF(self.rect()), fill=fill, edge=edge, corner=BUTTON_CORNER)
            ink = colours.accent_ink if primary else colours.ink
            sign = QRectF(_PAD, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            draw_sign(painter, sign, "idle", fill=ink if primary else colours.accent, inner=fill)
            left = _PAD + _SIGN + 8
            high = line_height(15) * len(caption.lines) + line_height(13) * len(hint.lines)
            y = draw(painter, left, (self.height() - high) / 2, caption, 15, Weight.SEMIBOLD, colour=ink)
            draw(painter, left, y, hint, 13, colour=ink if primary else colours.quiet)


class _Sheet(Surface):
    """The groups, one beneath the other."""

    def __init__(self, skin: Skin) -> None:
        super().__init__(skin)
        self.heads: list[tuple[int, str]] = []

    def ground(self) -> str:
        return self.skin.colours.panel

    def paint(self, painter: QPainter) -> None:
        for y, words in self.heads:
            head = fit(words.upper(), 13, Weight.SEMIBOLD, self.width() - 2 * _PAD)
            draw(painter, _PAD, y, head, 13, Weight.SEMIBOLD, colour=self.skin.colours.quiet)


class DemoPanel(Panel):
    """Groups of scans: people, commands, orders and their units, bags and labels just printed."""

    chosen = Signal(str)
    hidden = Signal()

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._title = ""
        self._caption = ""
        self._scans: tuple[DemoScan, ...] = ()
        self._sheet = _Sheet(skin)
        self._scroll = Scrolling(skin, self)
        self._scroll.setWidget(self._sheet)
        self._scroll.resized.connect(self._lay_groups)
        self._buttons: list[ScanButton] = []
        self._next = ScanButton(skin, self)
        self._next.clicked.connect(lambda: self.chosen.emit(self._next.scan.code))
        self.hide_button = Button(skin, self, icon="hide")
        self.hide_button.clicked.connect(self.hidden)

    def show_scans(self, state: ScreenState, scans: tuple[DemoScan, ...]) -> None:
        """Show the scans that make sense now. The first primary one is repeated at the top, large."""
        self.hide_button.name("", "hide", hint=state.labels.get(Caption.DEMO_HIDE, ""))
        title, caption = state.labels.get(Caption.DEMO_TITLE, ""), state.labels.get(Caption.DEMO_NEXT, "")
        if (title, caption, scans) == (self._title, self._caption, self._scans):
            return
        self._title, self._caption, self._scans = title, caption, scans
        self.say(title)
        while len(self._buttons) < len(scans):
            button = ScanButton(self.skin, self._sheet)
            button.clicked.connect(lambda _checked=False, button=button: self.chosen.emit(button.scan.code))
            self._buttons.append(button)
        for button, scan in zip(self._buttons, scans, strict=False):
            button.show_scan(scan)
        primary = next((scan for scan in scans if scan.primary), None)
        self._next.setVisible(primary is not None)
        if primary:
            self._next.show_scan(primary)
        self._lay()
        self.update()

    @property
    def next_button(self) -> ScanButton:
        """The button of the next sensible scan."""
        return self._next

    @property
    def buttons(self) -> tuple[ScanButton, ...]:
        """The buttons of all scans, in order."""
        return tuple(self._buttons[: len(self._scans)])

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the groups anew."""
        self._lay()

    def _lay(self) -> None:
        self.hide_button.setGeometry(self.width() - 40, 8, 32, 32)
        top = 48
        if not self._next.isHidden():
            top += line_height(13)
            high = self._next.height_in(self.width() - 2 * _PAD) + 12
            self._next.setGeometry(_PAD, top, self.width() - 2 * _PAD, high)
            top += high + 8
        self._scroll.setGeometry(1, top, self.width() - 2, max(0, self.height() - top - 8))
        self._lay_groups()

    def _lay_groups(self) -> None:
        width = self._scroll.viewport().width()
        y, group = 0, ""
        self._sheet.heads = []
        for button in self._buttons:
            button.setVisible(button in self.buttons)
        for button in self.buttons:
            if button.scan.group != group:
                group = button.scan.group
                y += 8
                self._sheet.heads.append((y, group))
                y += line_height(13) + 4
            high = button.height_in(width - 2 * _PAD)
            button.setGeometry(_PAD, y, width - 2 * _PAD, high)
            y += high + _GAP
        self._sheet.resize(width, max(y, self._scroll.viewport().height()))
        self._sheet.update()

    def paint_content(self, painter: QPainter) -> None:
        """Paint the title."""
        title = fit(self._title, 18, Weight.BOLD, self.width() - 2 * _PAD - 40)
        draw(painter, _PAD, 12, title, 18, Weight.BOLD, colour=self.skin.colours.ink)
        if not self._next.isHidden():
            draw(painter, _PAD, 44, self._caption.upper(), 13, Weight.SEMIBOLD, colour=self.skin.colours.quiet)
