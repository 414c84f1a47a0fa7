"""The one place of the verdict: always top right, always of one size, read from two metres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.presenters.state import Verdict
from ui.theme import TYPE_SCALE, Sizes, Skin
from ui.widgets.lettering import Fitted, Weight, draw, fit, line_height
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface, paint_box

_NOTHING = Verdict("idle", "")
_SPACE = 4
_MARGIN = 12


@dataclass(frozen=True)
class _Words:
    title: Fitted
    title_size: int
    text: Fitted
    action: Fitted
    body_size: int
    sign: int

    @property
    def height(self) -> int:
        body = (len(self.text.lines) + len(self.action.lines)) * line_height(self.body_size)
        return len(self.title.lines) * line_height(self.title_size) + _SPACE + body

    @property
    def cut(self) -> bool:
        return self.title.cut or self.text.cut or self.action.cut


class VerdictPanel(Surface):
    """Good, look, or stop: colour, shape and words together."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._verdict = _NOTHING
        self.paints = 0
        """How many times it was painted: the latency of a scan is measured to the end of a painting."""

    def show_verdict(self, verdict: Verdict, spoken_tone: str = "") -> bool:
        """Take a verdict; answers whether it differs from the one that stands."""
        if verdict == self._verdict:
            return False
        self._verdict = verdict
        parts = (spoken_tone, verdict.title, verdict.text, verdict.action)
        self.say(". ".join(part.rstrip(".") for part in parts if part))
        self.update()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and count it."""
        super().paintEvent(event)
        self.paints += 1

    def paint(self, painter: QPainter) -> None:
        """Paint sign and words in the middle of the panel's height."""
        verdict, sizes = self._verdict, self.skin.sizes
        tone = self.skin.colours.tone(verdict.tone)
        paint_box(painter, QRectF(self.rect()), fill=tone.ground, edge=tone.edge, thick=2)
        words = _lay(verdict, self.width() - 3 * sizes.pad - 4, self.height() - 2 * _MARGIN, sizes)
        whole = "\n".join(part for part in (verdict.title, verdict.text, verdict.action) if part)
        self.hint(whole if words.cut else "")
        sign = QRectF(sizes.pad + 4, (self.height() - words.sign) / 2, words.sign, words.sign)
        draw_sign(painter, sign, verdict.tone, fill=tone.sign, inner=tone.sign_inner)
        left = sign.right() + sizes.pad
        y = (self.height() - words.height) / 2
        y = draw(painter, left, y, words.title, words.title_size, Weight.BOLD, colour=tone.ink) + _SPACE
        y = draw(painter, left, y, words.text, words.body_size, colour=tone.ink)
        draw(painter, left, y, words.action, words.body_size, Weight.BOLD, colour=tone.ink)


@lru_cache(maxsize=256)
def _lay(verdict: Verdict, width: int, height: int, sizes: Sizes) -> _Words:
    """Take the largest words at which nothing is cut, the sign giving way first; at the smallest, cut what must be."""
    title, body = sizes.title, sizes.name
    smaller_title = TYPE_SCALE[TYPE_SCALE.index(title) - 1]
    smaller_body = TYPE_SCALE[TYPE_SCALE.index(body) - 1]
    large, small = sizes.touch + 8, sizes.touch - 12
    choices = (
        (large, TYPE_SCALE[-1], body, (1, 3)),
        (large, title, body, (2, 3)),
        (small, title, body, (2, 3)),
        (small, title, smaller_body, (2, 3)),
        (small, smaller_title, body, (2, 3)),
        (small, smaller_title, smaller_body, (2, 4)),
        (small, smaller_title, smaller_body, (2, 2)),
    )
    laid = _words(verdict, width, *choices[-1])
    for choice in choices:
        laid = _words(verdict, width, *choice)
        if laid.height <= height and not laid.cut:
            break
    return laid


def _words(verdict: Verdict, width: int, sign: int, title: int, body: int, lines: tuple[int, int]) -> _Words:
    title_lines, body_lines = lines
    room = width - sign
    nothing = Fitted(())
    return _Words(
        fit(verdict.title, title, Weight.BOLD, room, title_lines),
        title,
        fit(verdict.text, body, Weight.REGULAR, room, body_lines) if verdict.text else nothing,
        fit(verdict.action, body, Weight.BOLD, room, body_lines) if verdict.action else nothing,
        body,
        sign,
    )
