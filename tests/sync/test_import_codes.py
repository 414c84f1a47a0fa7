"""The codes of imports are a closed list: each is used, and each has its row in the document."""

from __future__ import annotations

import re
from pathlib import Path

from station.domain.codes import Code
from station.domain.import_codes import ImportCode

ROOT = Path(__file__).parents[2]


def test_every_code_has_a_row_and_every_row_a_code() -> None:
    rows = re.findall(
        r"^\| `([a-z0-9_]+)` \| [^|]+ \| [^|]+ \|", (ROOT / "docs" / "import.md").read_text("utf-8"), re.MULTILINE
    )
    codes = [row for row in rows if row in set(ImportCode)]
    assert codes == list(ImportCode)


def importers() -> list[Path]:
    return [*(ROOT / "station/sync").glob("*.py"), ROOT / "station/usecases/import_orders.py"]


def test_every_code_is_spoken_by_some_importer() -> None:
    sources = "".join(path.read_text("utf-8") for path in importers())
    assert [code for code in ImportCode if f"ImportCode.{code.name}" not in sources] == []


def test_no_importer_speaks_a_code_of_the_bench() -> None:
    assert not set(ImportCode) & {code.value for code in Code}
