"""The three signs and the calm one. Each has a shape of its own: colour never stands alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def draw_sign(painter: QPainter, box: QRectF, tone: str, *, fill: str, inner: str) -> None:
    """Paint the sign of a tone into a square: tick in circle, triangle, cross in octagon, or the frame of a scan."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    match tone:
        case "ok":
            painter.drawEllipse(box)
            _strokes(painter, box, inner, ((0.28, 0.52), (0.44, 0.67), (0.73, 0.35)))
        case "attention":
            _draw_triangle(painter, box, fill)
            _strokes(painter, box, inner, ((0.5, 0.38), (0.5, 0.60)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inner))
            painter.drawEllipse(_at(box, 0.5, 0.765), box.width() * 0.058, box.width() * 0.058)
        case "stop":
            painter.drawPolygon(_octagon(box))
            _strokes(painter, box, inner, ((0.35, 0.35), (0.65, 0.65)))
            _strokes(painter, box, inner, ((0.65, 0.35), (0.35, 0.65)))
        case _:
            _draw_frame(painter, box, fill)
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + box.width() * x, box.y() + box.height() * y)


def _pen(box: QRectF, colour: str, share: float) -> QPen:
    return QPen(
        QColor(colour), box.width() * share, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _strokes(painter: QPainter, box: QRectF, colour: str, points: tuple[tuple[float, float], ...]) -> None:
    painter.setPen(_pen(box, colour, 0.115))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([_at(box, x, y) for x, y in points]))


def _draw_triangle(painter: QPainter, box: QRectF, fill: str) -> None:
    painter.setPen(_pen(box, fill, 0.1))
    painter.drawPolygon(QPolygonF([_at(box, 0.5, 0.09), _at(box, 0.95, 0.89), _at(box, 0.05, 0.89)]))


def _octagon(box: QRectF) -> QPolygonF:
    radius = box.width() / 2 / math.cos(math.pi / 8)
    return QPolygonF(
        [
            QPointF(box.center().x() + radius * math.cos(turn), box.center().y() + radius * math.sin(turn))
            for turn in (math.pi / 8 + math.pi / 4 * step for step in range(8))
        ]
    )


def _draw_frame(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.setPen(_pen(box, colour, 0.07))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y, dx, dy in ((0.06, 0.14, 1, 1), (0.94, 0.14, -1, 1), (0.94, 0.86, -1, -1), (0.06, 0.86, 1, -1)):
        corner = (_at(box, x, y + 0.2 * dy), _at(box, x, y), _at(box, x + 0.2 * dx, y))
        painter.drawPolyline(QPolygonF(corner))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    for x, width in ((0.24, 0.06), (0.35, 0.10), (0.50, 0.05), (0.59, 0.10), (0.73, 0.05)):
        painter.drawRect(QRectF(_at(box, x, 0.3), _at(box, x + width, 0.7)))
