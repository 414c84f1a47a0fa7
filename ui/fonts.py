"""The typeface that ships with the program, made known to Qt; without its files the system's own face is used."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtGui import QFontDatabase

FAMILY = "Larets Sans"
FALLBACKS = ("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans")
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


def load_fonts() -> bool:
    """Load the faces; answers whether the shipped family is there."""
    folder = files("station.documents") / "fonts"
    loaded = []
    for weight in _WEIGHTS:
        face = folder / f"LaretsSans-{weight}.ttf"
        if face.is_file():
            loaded.append(QFontDatabase.addApplicationFontFromData(face.read_bytes()))
    return bool(loaded) and -1 not in loaded
