"""The last scans, and how long the program took."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Caption, ScanChip, ScreenState
from ui.theme import Skin
from ui.widgets.lettering import Weight, draw, fit, line_height, width_of
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface, paint_box

_PAD = 16
_GAP = 8
_MOST = 340
_SIGN = 14


class BottomBar(Surface):
    """Chips from the oldest to the newest; the newest that fit, the last one always."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._chips: tuple[ScanChip, ...] = ()
        self._caption = ""
        self.latency = ""

    def ground(self) -> str:
        """Be white."""
        return self.skin.colours.panel

    def show_state(self, state: ScreenState, latency: str = "") -> None:
        """Show the chips; `latency` as it was measured here goes before the one of the state."""
        shown = (state.chips, state.labels.get(Caption.LAST_SCANS, ""), latency or state.latency)
        if shown == (self._chips, self._caption, self.latency):
            return
        self._chips, self._caption, self.latency = shown
        self.say("; ".join([self._caption, *(f"{chip.time} {chip.text} {chip.result}" for chip in self._chips)]))
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint caption, chips and milliseconds."""
        colours, size = self.skin.colours, self.skin.sizes.caption
        painter.fillRect(0, 0, self.width(), 1, QColor(colours.edge))
        top = (self.height() - line_height(size)) / 2
        if self._chips:
            draw(painter, _PAD, top, self._caption, size, colour=colours.quiet)
        latency = width_of(self.latency, size)
        draw(painter, self.width() - _PAD - latency, top, self.latency, size, colour=colours.quiet)
        x = _PAD + width_of(self._caption, size) + 12
        for chip, width in self.fitting(self._chips, self.width() - _PAD - latency - _PAD - x):
            self._paint_chip(painter, chip, x, width)
            x += width + _GAP

    def fitting(self, chips: tuple[ScanChip, ...], room: float) -> list[tuple[ScanChip, int]]:
        """Return the newest chips that fit, each with its width; the very newest even when it must be shortened."""
        size = self.skin.sizes.caption
        fitting: list[tuple[ScanChip, int]] = []
        for chip in reversed(chips):
            width = int(min(_MOST, width_of(_words(chip), size) + _SIGN + 8 + 24))
            if fitting and width > room:
                break
            width = min(width, int(max(room, 0)))
            fitting.insert(0, (chip, width))
            room -= width + _GAP
        return fitting

    def _paint_chip(self, painter: QPainter, chip: ScanChip, x: float, width: int) -> None:
        colours, size = self.skin.colours, self.skin.sizes.caption
        tone = colours.tone(chip.tone)
        high = line_height(size) + 16
        box = QRectF(round(x), round((self.height() - high) / 2), width, high)
        paint_box(painter, box, fill=tone.tint, edge=colours.edge, corner=7)
        sign = QRectF(box.x() + 10, box.y() + (high - _SIGN) / 2, _SIGN, _SIGN)
        draw_sign(painter, sign, chip.tone, fill=tone.word, inner=tone.tint)
        words = fit(_words(chip), size, Weight.REGULAR, int(width - _SIGN - 8 - 22))
        draw(painter, sign.right() + 8, box.y() + 8, words, size, colour=colours.ink)


def _words(chip: ScanChip) -> str:
    return " · ".join(part for part in (chip.time, chip.text, chip.result) if part)
