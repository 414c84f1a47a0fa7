"""Every code that the core speaks has its row in docs/codes.md."""

from __future__ import annotations

import re
from pathlib import Path

from station.domain.codes import Code

CODES_MD = Path(__file__).parents[2] / "docs/codes.md"


def test_every_code_has_its_row_in_the_documents_and_no_row_is_left_over() -> None:
    rows = set(re.findall(r"^\| *`([a-z0-9_]+)` *\|", CODES_MD.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert {code.value for code in Code} - rows == set(), "without a row"
    assert rows - {code.value for code in Code} == set(), "rows of codes that are no more"
