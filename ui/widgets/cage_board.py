"""The handover board: one tile a parcel, in the cage or not, or standing out as an alarm."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.presenters.state import CageTile, Caption, HandoverView, ScreenState
from ui.theme import BUTTON_CORNER, Skin
from ui.widgets.lettering import Weight, draw, fit, line_height, width_of
from ui.widgets.scrolling import Scrolling
from ui.widgets.signs import draw_sign
from ui.widgets.surface import Panel, Surface, paint_box
from ui.widgets.waiting_table import paint_empty

_GAP = 8
_MOST_COLUMNS = 8
_SIGN = 14
_TAIL = 4  # the digits by which people tell numbers apart
_TONES = {"in": "ok", "alarm": "stop"}


class CageTiles(Surface):
    """The tiles: only those in sight are painted, and of a change only the tile that changed."""

    def __init__(self, skin: Skin) -> None:
        super().__init__(skin)
        self.tiles: tuple[CageTile, ...] = ()
        self._large = False

    def ground(self) -> str:
        """Lie on the white of the panel."""
        return self.skin.colours.panel

    def choose_size(self, width: int, height: int) -> None:
        """Take large tiles if all of them are in sight then."""
        self._large = True
        self._large = self.wanted_height(width) <= height

    @property
    def _tile_height(self) -> int:
        return self.skin.sizes.tile + (20 if self._large else 0)

    def columns(self, width: int) -> int:
        """Say how many tiles stand in a row."""
        least = self.skin.sizes.tile_width + (16 if self._large else 0) + _GAP
        return max(1, min(_MOST_COLUMNS, (width - 2 * self.skin.sizes.pad + _GAP) // least))

    def wanted_height(self, width: int) -> int:
        """Say how high the board is."""
        rows = -(-len(self.tiles) // self.columns(width))
        return rows * (self._tile_height + _GAP) + 8

    def tile_box(self, at: int) -> QRect:
        """Return where a tile is."""
        sizes, columns = self.skin.sizes, self.columns(self.width())
        width = (self.width() - 2 * sizes.pad + _GAP) / columns - _GAP
        row, column = divmod(at, columns)
        left = sizes.pad + round(column * (width + _GAP))
        return QRect(left, row * (self._tile_height + _GAP), int(width), self._tile_height)

    def take(self, tiles: tuple[CageTile, ...]) -> int | None:
        """Take new tiles; answers which one changed last, for it to be scrolled to."""
        if len(tiles) != len(self.tiles):
            self.tiles = tiles
            self.update()
            return None
        changed = [at for at, (old, new) in enumerate(zip(self.tiles, tiles, strict=True)) if old != new]
        self.tiles = tiles
        for at in changed:
            self.update(self.tile_box(at))
        return changed[-1] if changed else None

    def paint(self, painter: QPainter) -> None:
        """Paint the tiles that must be painted."""
        columns, step = self.columns(self.width()), self._tile_height + _GAP
        first = max(0, self.dirty.top() // step) * columns
        end = min(len(self.tiles), (self.dirty.bottom() // step + 1) * columns)
        for at in range(first, end):
            box = self.tile_box(at)
            if box.intersects(self.dirty):
                self._paint_tile(painter, self.tiles[at], QRectF(box))

    def _paint_tile(self, painter: QPainter, tile: CageTile, box: QRectF) -> None:
        colours, sizes = self.skin.colours, self.skin.sizes
        tone_name = _TONES.get(tile.condition, "")
        tone = colours.tone(tone_name)
        if tone_name:
            paint_box(painter, box, fill=tone.ground, edge=tone.edge, corner=BUTTON_CORNER)
        else:
            paint_box(painter, box, fill=colours.panel, edge=colours.edge, corner=BUTTON_CORNER)
        ink = tone.ink if tone_name else colours.ink
        number_size = sizes.name if self._large else sizes.caption
        y = box.y() + (box.height() - line_height(number_size) - line_height(sizes.caption)) / 2
        left, room = box.x() + 10, int(box.width() - 20)
        sign = _SIGN + 6 if tone_name else 0
        order = fit(tile.order, number_size, Weight.BOLD, room - sign)
        y = draw(painter, left, y, order, number_size, Weight.BOLD, colour=ink)
        self._paint_number(painter, tile.tracking, left, y, room, ink if tone_name else colours.quiet, ink)
        if tone_name:
            spot = QRectF(box.right() - 8 - _SIGN, box.y() + 7, _SIGN, _SIGN)
            draw_sign(painter, spot, tone_name, fill=tone.sign, inner=tone.sign_inner)

    def _paint_number(
        self, painter: QPainter, number: str, left: float, y: float, room: int, faint: str, ink: str
    ) -> None:
        size = self.skin.sizes.caption
        head, tail = number[:-_TAIL], number[-_TAIL:]
        last = width_of(tail, size, Weight.BOLD)
        first = fit(head, size, Weight.REGULAR, int(room - last))
        draw(painter, left, y, first, size, colour=faint)
        x = left + width_of(first.lines[0], size) if first.lines else left
        draw(painter, x, y, tail, size, Weight.BOLD, colour=ink)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of the tile under the pointer."""
        if isinstance(event, QHelpEvent):
            tile = self.tile_at(event.pos())
            if tile:
                words = "\n".join(part for part in (tile.order, tile.tracking, tile.detail) if part)
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def tile_at(self, point: QPoint) -> CageTile | None:
        """Return the tile at a point."""
        return next((tile for at, tile in enumerate(self.tiles) if self.tile_box(at).contains(point)), None)


class CageBoard(Panel):
    """Caption, how many are inside, a bar of progress, and the tiles."""

    def __init__(self, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(skin, parent)
        self._view = HandoverView("", "")
        self._empty = ""
        self.tiles = CageTiles(skin)
        self._scroll = Scrolling(skin, self)
        self._scroll.setWidget(self.tiles)
        self._scroll.resized.connect(self._lay_tiles)

    def show_state(self, state: ScreenState) -> None:
        """Show the open manifest."""
        view = state.handover or HandoverView("", "")
        empty = state.labels.get(Caption.BOARD_EMPTY, "")
        if view is self._view and empty == self._empty:
            return
        head = (view.caption, view.title, view.inside, view.total, empty)
        before = (self._view.caption, self._view.title, self._view.inside, self._view.total, self._empty)
        relaid = len(view.tiles) != len(self.tiles.tiles)
        self._view, self._empty = view, empty
        changed = self.tiles.take(view.tiles)
        if head != before:
            self.say(f"{view.caption}; {view.title}")
            self.update(0, 0, self.width(), self._head_height())
        if relaid:
            self._lay()
            self.update()
        if changed is not None:
            centre = self.tiles.tile_box(changed).center()
            self._scroll.ensureVisible(centre.x(), centre.y(), 0, self.skin.sizes.tile + _GAP)

    def _head_height(self) -> int:
        sizes = self.skin.sizes
        return sizes.pad - 4 + line_height(sizes.caption) + line_height(sizes.head) + 12

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the tiles anew."""
        self._lay()

    def _lay(self) -> None:
        head = self._head_height()
        self._scroll.setVisible(bool(self.tiles.tiles))
        self._scroll.setGeometry(1, head, self.width() - 2, max(0, self.height() - head - 8))
        self._lay_tiles()

    def _lay_tiles(self) -> None:
        width = self._scroll.viewport().width()
        self.tiles.choose_size(width, self._scroll.height())
        self.tiles.resize(width, max(self.tiles.wanted_height(width), self._scroll.viewport().height()))

    def paint_content(self, painter: QPainter) -> None:
        """Paint the head."""
        colours, sizes, view = self.skin.colours, self.skin.sizes, self._view
        room = self.width() - 2 * sizes.pad
        caption = fit(view.caption, sizes.caption, Weight.SEMIBOLD, room)
        y = draw(painter, sizes.pad, sizes.pad - 4, caption, sizes.caption, Weight.SEMIBOLD, colour=colours.quiet)
        title = fit(view.title, sizes.head, Weight.BOLD, int(room * 0.6))
        draw(painter, sizes.pad, y, title, sizes.head, Weight.BOLD, colour=colours.ink)
        left = sizes.pad + max((width_of(line, sizes.head, Weight.BOLD) for line in title.lines), default=0) + 24
        track = QRectF(round(left), y + line_height(sizes.head) / 2 - 6, self.width() - sizes.pad - round(left), 12)
        if view.total:
            paint_box(painter, track, fill=colours.off, edge=colours.off, corner=6)
            done = QRectF(track)
            done.setWidth(track.width() * min(1.0, view.inside / view.total))
            if view.inside:
                painter.save()
                painter.setClipRect(done)
                paint_box(painter, track, fill=colours.ok.sign, edge=colours.ok.sign, corner=6)
                painter.restore()
        if not view.tiles:
            paint_empty(painter, QRectF(self.rect()), self.skin, self._empty)
