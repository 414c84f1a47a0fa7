"""Line drawings of the buttons and of the log-in screen, on a grid of 24 by 24."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_GRID = 24.0

_DRAWINGS = {
    "undo": "8,4 4,8 8,12 | 4,8 14,8 18,10 19.5,14 18,18 14,20 8,20",
    "short": "4,7 12,3 20,7 20,17 12,21 4,17 4,7 | 8.5,12 15.5,12",
    "split": "4,4 10,4 10,20 4,20 4,4 | 14,4 20,4 20,20 14,20 14,4",
    "new_parcel": "4,7 12,3 20,7 20,17 12,21 4,17 4,7 | 12,8 12,16 | 8,12 16,12",
    "box": "4,7 12,3 20,7 20,17 12,21 4,17 4,7 | 4,7 12,11 20,7 | 12,11 12,21",
    "lock": "5,11 19,11 19,21 5,21 5,11 | 8,11 8,7 9.5,4 12,3 14.5,4 16,7 16,11 | 12,15 12,17.5",
    "weigh": "5,20 19,20 17,9 7,9 5,20 | 4,5 20,5 | 12,5 12,9 | 12,17 14,13",
    "reprint": "7,8 7,3 17,3 17,8 | 7,17 4,17 4,8 20,8 20,17 17,17 | 7,14 17,14 17,21 7,21 7,14",
    "void": "4,4 20,4 20,20 4,20 4,4 | 8.5,8.5 15.5,15.5 | 15.5,8.5 8.5,15.5",
    "cancel_view": "3,13 8,13 9.5,16 14.5,16 16,13 21,13 | 3,13 6,5 18,5 21,13 21,19 3,19 3,13",
    "log_off": "14,4 5,4 5,20 14,20 | 10,12 20,12 | 16.5,8.5 20,12 16.5,15.5",
    "manifest": "5,3 19,3 19,21 5,21 5,3 | 9,8 15,8 | 9,12 15,12 | 9,16 12,16",
    "out_of_cage": "4,9 4,21 20,21 20,9 | 12,16 12,3 | 8,7 12,3 16,7",
    "close_manifest": "5,3 19,3 19,21 5,21 5,3 | 8.5,12.5 11,15 15.5,9.5",
    "confirm": "4,12.5 9.5,18 20,6.5",
    "erase": "9,5 21,5 21,19 9,19 3,12 9,5 | 12,9 18,15 | 18,9 12,15",
    "close": "6,6 18,18 | 18,6 6,18",
    "hide": "9,5 16,12 9,19",
    "show": "15,5 8,12 15,19",
    "sun": "12,1.5 12,4 | 12,20 12,22.5 | 1.5,12 4,12 | 20,12 22.5,12"
    " | 4.6,4.6 6.3,6.3 | 17.7,17.7 19.4,19.4 | 4.6,19.4 6.3,17.7 | 17.7,6.3 19.4,4.6",
}
"""Polylines, parted by bars."""


def drawn_names() -> frozenset[str]:
    """Return the names that have a drawing."""
    return frozenset(_DRAWINGS) | {"sun", "moon"}


def draw_icon(painter: QPainter, box: QRectF, name: str, *, colour: str, thick: float = 1.8) -> None:
    """Paint a drawing into a square; an unknown name paints nothing."""
    name = name.partition(":")[0]  # a command with its argument, as "manifest:spsr"
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / _GRID, box.height() / _GRID)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(QColor(colour), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    for stroke in _strokes(name):
        painter.drawPolyline(stroke)
    if name == "sun":
        painter.drawEllipse(QPointF(12, 12), 4.5, 4.5)
    if name == "moon":
        painter.drawPath(_moon())
    painter.restore()


@lru_cache(maxsize=64)
def _strokes(name: str) -> tuple[QPolygonF, ...]:
    return tuple(
        QPolygonF([QPointF(*map(float, point.split(","))) for point in stroke.split()])
        for stroke in _DRAWINGS.get(name, "").split("|")
    )


def _moon() -> QPainterPath:
    disc, bite = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(12, 12), 8.5, 8.5)
    bite.addEllipse(QPointF(16.5, 9), 7.5, 7.5)
    return disc.subtracted(bite)


def draw_badge(painter: QPainter, box: QRectF, *, line: str, fill: str, accent: str) -> None:
    """Paint a badge on its ribbon beneath the beam of a scanner, for the log-in screen."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 120, box.height() / 120)
    pen = QPen(QColor(line), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(40, 2), QPointF(60, 24), QPointF(80, 2)]))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(QRectF(26, 24, 68, 92), 8, 8)
    painter.drawRoundedRect(QRectF(52, 30, 16, 5), 2.5, 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(60, 54), 9, 9)
    shoulders = QPainterPath(QPointF(42, 82))
    shoulders.cubicTo(42, 64, 78, 64, 78, 82)
    painter.drawPath(shoulders)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(line))
    x = 38.0
    for width in (2, 1, 3, 1, 2, 2, 1, 3, 2, 1, 2):
        painter.drawRect(QRectF(x, 90, width, 16))
        x += width + 2.2
    painter.setBrush(QColor(accent))
    painter.drawRoundedRect(QRectF(8, 96.5, 104, 3), 1.5, 1.5)
    painter.restore()
