from __future__ import annotations

from station.documents.fitting import Line, Paragraph, fit_code, fit_text
from station.documents.typeface import Weight

ADDRESS = Paragraph("Москва, улица Вымышленная, дом 12", Weight.MEDIUM)
PHONE = Paragraph("+7\u00a0900", Weight.MEDIUM)


def said(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def test_a_box_without_height_holds_nothing() -> None:
    assert fit_text([ADDRESS], 400, 1, largest=20, smallest=12, lines=0) == ()


def test_the_longest_gives_way_first() -> None:
    lines = said(fit_text([ADDRESS, PHONE], 200, 30, largest=20, smallest=12, lines=0))
    assert lines[0].endswith("…")
    assert lines[1:] == [PHONE.text]


def test_text_is_as_large_as_fits() -> None:
    wide, narrow = (fit_text([ADDRESS], width, 30, largest=20, smallest=8, lines=1) for width in (400, 250))
    assert said(wide) == said(narrow) == [ADDRESS.text]
    assert wide[0].runs[0].size > narrow[0].runs[0].size


def test_a_word_is_torn_behind_its_hyphen_where_it_has_one() -> None:
    name = Paragraph("Константинопольская-Вознесенская", Weight.BOLD)
    assert said(fit_text([name], 200, 60, largest=14, smallest=14, lines=0)) == ["Константинопольская-", "Вознесенская"]


def test_a_code_is_never_cut() -> None:
    [line] = fit_code("200123456780", 10, 10, largest=30)
    assert said((line,)) == ["20\u00a001234\u00a056780"]
    assert line.runs[-1].size == 1
