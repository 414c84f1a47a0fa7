"""Pictures of goods, drawn once for each size and kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_KEEP = 512


class Pictures:
    """The pictures of one folder, by file name."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, int, int], QPixmap | None] = {}

    def find(self, name: str, size: QSize) -> QPixmap | None:
        """Return a picture that fits the size in device pixels, or None where there is none."""
        if not name or self._folder is None:
            return None
        key = (name, size.width(), size.height())
        if key not in self._drawn:
            if len(self._drawn) >= _KEEP:
                self._drawn.clear()
            self._drawn[key] = _load(self._folder / Path(name).name, size)
        return self._drawn[key]


def _load(file: Path, size: QSize) -> QPixmap | None:
    if not file.is_file():
        return None
    if file.suffix == ".svg":
        return _draw_svg(file, size)
    picture = QPixmap(str(file))
    if picture.isNull():
        return None
    return picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _draw_svg(file: Path, size: QSize) -> QPixmap | None:
    drawing = QSvgRenderer(str(file))
    if not drawing.isValid():
        return None
    fitting = drawing.defaultSize().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    picture = QPixmap(fitting)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        drawing.render(painter, QRectF(0, 0, fitting.width(), fitting.height()))
    return picture
