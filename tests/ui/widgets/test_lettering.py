from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ui.fonts import FAMILY, load_fonts
from ui.theme import TYPE_SCALE
from ui.widgets.lettering import Weight, face, fit, line_height, longest_word, share, width_of

WORDS = st.text("абвгд xyz-…·№0123456789", max_size=80)


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def test_the_typeface_that_ships_is_the_one_that_is_used() -> None:
    assert QFontInfo(face(18, Weight.BOLD)).family() == FAMILY


def test_figures_are_all_of_one_width() -> None:
    assert len({width_of(digit, 44, Weight.BOLD) for digit in "0123456789"}) == 1


@settings(deadline=None, max_examples=60)
@given(text=WORDS, width=st.integers(30, 400), lines=st.integers(1, 3))
def test_no_line_is_wider_than_its_box_and_none_is_too_many(text: str, width: int, lines: int) -> None:
    fitted = fit(text, 18, Weight.REGULAR, width, lines)
    assert len(fitted.lines) <= lines
    assert all(width_of(line, 18) <= width for line in fitted.lines)


@settings(deadline=None, max_examples=60)
@given(text=WORDS, width=st.integers(30, 400))
def test_what_is_not_cut_is_all_there(text: str, width: int) -> None:
    fitted = fit(text, 18, Weight.REGULAR, width, 3)
    if not fitted.cut:
        kept = "".join(fitted.lines).replace("\u00a0", " ").replace(" ", "")
        assert kept == text.replace(" ", "")


def test_what_does_not_fit_is_shortened_and_told() -> None:
    fitted = fit("Подвеска «Гранат», белое золото, с цепочкой", 18, Weight.SEMIBOLD, 180, 2)
    assert fitted.cut
    assert fitted.lines[-1].endswith("…")


def test_the_end_of_a_code_stays_with_its_dots() -> None:
    lines = fit("Ждали серьги с кодом …8871, пришли …8872", 18, Weight.REGULAR, 200, 4).lines
    assert not any(line.endswith("…") for line in lines)


def test_no_line_begins_with_a_dot_or_a_dash() -> None:
    for width in range(90, 320, 7):
        for line in fit("СПСР · Пеликан — Онлайн", 15, Weight.REGULAR, width, 4).lines[1:]:
            assert not line.startswith(("·", "—"))


def test_a_long_word_breaks_after_its_hyphen() -> None:
    width = int(width_of("Константинопольская-", 18)) + 2
    lines = fit("Константинопольская-Невыдуманная", 18, Weight.REGULAR, width, 2).lines
    assert lines == ("Константинопольская-", "Невыдуманная")


def test_lines_stand_in_steps_of_four() -> None:
    assert [line_height(size) for size in TYPE_SCALE] == [16, 20, 24, 32, 44, 56]


def test_columns_get_what_they_want_when_there_is_room() -> None:
    assert share((10, 20, 30), 100) == (10, 20, 30)


def test_the_widest_columns_give_way_first() -> None:
    assert share((10, 90, 90), 110) == (10, 50, 50)


def test_no_column_falls_below_its_longest_word_while_all_of_them_fit() -> None:
    widths = share((80, 200, 60), 180, least=(80, 20, 60))
    assert widths[0] >= 80
    assert widths[2] >= 60
    assert sum(widths) <= 182


def test_the_longest_word_is_measured() -> None:
    assert longest_word("сегодня, 16:00", 15) == width_of("сегодня,", 15)
