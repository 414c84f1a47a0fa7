"""Every code that the core speaks has its row in docs/codes.md and its words in every language."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from station.domain.codes import Code
from ui.texts import LANGUAGES, LOCALE, Texts

CODES_MD = Path(__file__).parents[2] / "docs/codes.md"


def test_every_code_has_its_row_in_the_documents_and_no_row_is_left_over() -> None:
    rows = set(re.findall(r"^\| *`([a-z0-9_]+)` *\|", CODES_MD.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert {code.value for code in Code} - rows == set(), "without a row"
    assert rows - {code.value for code in Code} == set(), "rows of codes that are no more"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_words(language: str) -> None:
    texts = Texts(language, ZoneInfo("UTC"))

    assert [code.value for code in Code if texts.verdict(code.value, {}, tone="stop").title == code.value] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_was_written(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    read = GNUTranslations(BytesIO((folder / "larets.mo").read_bytes()))

    written = written_messages(folder / "larets.po")

    assert {key: read.gettext(key) for key in written} == written, "compile larets.po again"


def written_messages(po: Path) -> dict[str, str]:
    """Each key of a catalogue with its words (plural forms are left to gettext)."""
    entries = re.findall(
        r'^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)', po.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {key: words for key, words in ((unquoted(k), unquoted(w)) for k, w in entries) if key and words}


def unquoted(lines: str) -> str:
    return "".join(str(ast.literal_eval(line)) for line in lines.splitlines())
