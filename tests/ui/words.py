"""The program's own fixed captions, for screens in tests."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ui.texts import Texts


def words(language: str) -> dict[str, str]:
    """Return every fixed caption in a language."""
    return Texts(language, ZoneInfo("Europe/Moscow")).captions()
