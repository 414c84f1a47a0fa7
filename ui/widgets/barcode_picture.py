"""A Code 128 painted in whole pixels on white, so that a scanner reads it off the screen in either theme."""

from __future__ import annotations

from functools import lru_cache

from barcode.codex import Code128
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui.theme import BUTTON_CORNER
from ui.widgets.surface import paint_box

QUIET_MODULES = 10
_WHITE, _BLACK = "#ffffff", "#000000"


@lru_cache(maxsize=32)
def modules(code: str) -> str:
    """Return the modules of a code: 1 dark, 0 light, without the quiet zones."""
    return "".join(Code128(code).build())


def barcode_width(code: str, module: int = 2) -> int:
    """Return the width in pixels, quiet zones included."""
    return (len(modules(code)) + 2 * QUIET_MODULES) * module


def paint_barcode(painter: QPainter, box: QRectF, code: str) -> None:
    """Paint the code into a box, each module as many whole pixels as fit."""
    dark = modules(code)
    paint_box(painter, box, fill=_WHITE, edge=_WHITE, corner=BUTTON_CORNER)
    module = max(1, int(box.width()) // (len(dark) + 2 * QUIET_MODULES))
    x = int(box.x() + (box.width() - len(dark) * module) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for at, module_dark in enumerate(dark):
        if module_dark == "1":
            painter.fillRect(x + at * module, int(box.y()) + 6, module, int(box.height()) - 12, QColor(_BLACK))
    painter.restore()
