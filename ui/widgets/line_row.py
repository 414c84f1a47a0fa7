"""One line of the order: picture, name, tags that tell twins apart, place, and the count in large digits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.presenters.state import LineView
from ui.theme import BUTTON_CORNER, PAPER, Skin
from ui.widgets.icons import draw_icon
from ui.widgets.lettering import Weight, draw, fit, line_height, width_of
from ui.widgets.pictures import Pictures
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Surface, paint_box

_EXPECTED_BAR = 6
_TAG_PAD = 7
_TAG_GAP = 6
_FADED = 0.5
_SIGN = 36


@dataclass(frozen=True)
class Columns:
    """Measures that all rows of a list share, in pixels."""

    place: int = 0
    place_caption: str = ""
    digits: int = 0
    rest: int = 0
    large: bool = False
    narrow: bool = False


class LineRow(Surface):
    """Repaints itself only when its line changes."""

    def __init__(self, skin: Skin, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._pictures = pictures
        self._columns = Columns()
        self.line = LineView("", "")

    def ground(self) -> str:
        """Tint the row that the last verdict concerns, and the one that is expected."""
        colours = self.skin.colours
        if self.line.mark:
            return colours.tone(self.line.mark).tint
        return colours.accent_tint if self.line.expected else colours.panel

    @property
    def finished(self) -> bool:
        """Whether nothing more is scanned for this line."""
        return bool(self.line.note) or self.line.done >= self.line.total

    def show_line(self, line: LineView, columns: Columns) -> None:
        """Take a line; paints anew only what differs."""
        if line == self.line and columns == self._columns:
            return
        self.line, self._columns = line, columns
        parts = (line.name, ", ".join(line.tags), line.note, line.place, f"{line.done} / {line.total}")
        self.say("; ".join(part for part in parts if part))
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the columns from the outside in, the words in what is left."""
        colours, sizes, columns = self.skin.colours, self.skin.sizes, self._columns
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.hair))
        if self.line.expected:
            painter.fillRect(0, 0, _EXPECTED_BAR, self.height(), QColor(colours.accent))
        picture_width = self._paint_picture(painter)
        right = self.width() - sizes.pad
        self._paint_count(painter, right)
        right -= columns.digits + columns.rest + 8
        if self.line.mark:
            # Where there is no room for it beside the count, the sign stands on the picture.
            x = sizes.pad + picture_width - _SIGN + 8 if columns.narrow else right - _SIGN
            box = QRectF(x, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            draw_sign(painter, box, self.line.mark, fill=colours.tone(self.line.mark).word, inner=self.ground())
        right -= columns.place if columns.narrow else _SIGN + 12 + columns.place
        if self.line.place:
            self._paint_place(painter, right)
        left = sizes.pad + picture_width + 16
        self._paint_words(painter, left, int(right - left - (16 if columns.place else 0)))

    def _paint_picture(self, painter: QPainter) -> int:
        colours, sizes = self.skin.colours, self.skin.sizes
        high = self.height() - 20
        width = max(sizes.picture, int(high * 1.1)) if self._columns.large else sizes.picture
        frame = QRectF(sizes.pad, 10, width, high)
        ratio = self.devicePixelRatioF()
        picture = self._pictures.find(self.line.picture, QSize(int((width - 4) * ratio), int((high - 4) * ratio)))
        painter.setOpacity(_FADED if self.finished else 1)
        ground = PAPER if picture else colours.picture
        paint_box(painter, frame, fill=ground, edge=ground, corner=BUTTON_CORNER)
        if picture is None:
            side = min(width, high) * 0.42
            box = QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side)
            draw_icon(painter, box, "box", colour=colours.quiet, thick=1.2)
        else:
            wide, tall = picture.width() / ratio, picture.height() / ratio
            spot = QRectF(frame.center().x() - wide / 2, frame.center().y() - tall / 2, wide, tall)
            painter.drawPixmap(spot, picture, QRectF(picture.rect()))
        painter.setOpacity(1)
        return width

    def _paint_count(self, painter: QPainter, right: float) -> None:
        colours, sizes, columns = self.skin.colours, self.skin.sizes, self._columns
        if not self.line.total:
            return
        done = self.finished and not self.line.note
        small = sizes.head
        high = line_height(sizes.digits)
        top = (self.height() - high) / 2
        colour = colours.ok.word if done else colours.quiet if self.finished else colours.ink
        left = right - columns.rest - columns.digits
        draw(
            painter, left, top, str(self.line.done), sizes.digits, Weight.BOLD,
            colour=colour, width=columns.digits, align=Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        drop = (high - line_height(small)) / 2 + (sizes.digits - small) * 0.36
        draw(painter, right - columns.rest + 4, top + drop, f"/ {self.line.total}", small, colour=colours.quiet)

    def _paint_place(self, painter: QPainter, left: float) -> None:
        colours, sizes, columns = self.skin.colours, self.skin.sizes, self._columns
        size = sizes.head if columns.large else sizes.name
        place = fit(self.line.place, size, Weight.SEMIBOLD, columns.place, 2)
        high = line_height(sizes.caption) + line_height(size) * len(place.lines)
        y = (self.height() - high) / 2
        y = draw(painter, left, y, columns.place_caption, sizes.caption, colour=colours.quiet)
        draw(painter, left, y, place, size, Weight.SEMIBOLD, colour=colours.quiet if self.finished else colours.ink)

    def _paint_words(self, painter: QPainter, left: float, room: int) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        size = sizes.head if self._columns.large else sizes.name
        name = fit(self.line.name, size, Weight.SEMIBOLD, room, 2)
        if name.cut and self._columns.large:
            size = sizes.name
            name = fit(self.line.name, size, Weight.SEMIBOLD, room, 2)
        tag_high = line_height(sizes.caption) + 4
        tags = self.line.tags or self.line.note
        high = line_height(size) * len(name.lines) + (tag_high + 4 if tags else 0)
        y = (self.height() - high) / 2
        colour = colours.quiet if self.finished else colours.ink
        y = draw(painter, left, y, name, size, Weight.SEMIBOLD, colour=colour) + 4
        cut = self._paint_tags(painter, left, y, room)
        whole = f"{self.line.name}\n{' · '.join((*self.line.tags, self.line.note))}"
        self.hint(whole if cut or name.cut else "")

    def _paint_tags(self, painter: QPainter, left: float, y: float, room: int) -> bool:
        colours, sizes = self.skin.colours, self.skin.sizes
        tags = ((self.line.note,) if self.line.note else ()) + self.line.tags
        x, end = left, left + room
        for at, tag in enumerate(tags):
            more = f"+{len(tags) - at}"
            kept = 0.0 if at == len(tags) - 1 else width_of(more, sizes.caption) + 2 * _TAG_PAD + _TAG_GAP
            wanted = width_of(tag, sizes.caption) + 2 * _TAG_PAD
            if x + wanted + kept > end:
                if at == 0:
                    short = fit(tag, sizes.caption, Weight.REGULAR, int(room - kept - 2 * _TAG_PAD))
                    x += self._paint_tag(painter, x, y, short.lines[0])
                    continue
                self._paint_tag(painter, x, y, more)
                return True
            x += self._paint_tag(painter, x, y, tag, colour=colours.ink if tag is self.line.note else "")
        return False

    def _paint_tag(self, painter: QPainter, x: float, y: float, words: str, *, colour: str = "") -> float:
        colours, sizes = self.skin.colours, self.skin.sizes
        width = round(width_of(words, sizes.caption) + 2 * _TAG_PAD)
        box = QRectF(round(x), round(y), width, line_height(sizes.caption) + 4)
        paint_box(painter, box, fill=colours.tag, edge=colours.edge, corner=5)
        ink = colour or (colours.quiet if self.finished else colours.ink)
        draw(painter, box.x() + _TAG_PAD, box.y() + 2, words, sizes.caption, colour=ink)
        return width + _TAG_GAP
