from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from carriers.gateway.keys import KeyFile
from tests.documents.reading import codes, pages
from ui.cli import main


@pytest.fixture(autouse=True)
def closed_log() -> Iterator[None]:
    yield
    for handler in logging.getLogger().handlers:
        handler.close()


@pytest.mark.parametrize("bench", ["", "a\nb", " "])
def test_a_key_is_for_a_bench_with_a_name(tmp_path: Path, bench: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--data", str(tmp_path), "gateway", "key", bench])
    assert not (tmp_path / "gateway.keys").exists()


def test_a_key_is_said_once_and_a_new_one_ends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        assert main(["--data", str(tmp_path), "--json", "gateway", "key", "стол 1"]) == 0
        said.append(json.loads(capsys.readouterr().out)["key"])
    keys = KeyFile(tmp_path / "gateway.keys")
    assert [keys.allow("стол 1", key) for key in said] == [False, True]
    assert said[1] not in (tmp_path / "gateway.keys").read_text(encoding="utf-8")


def test_trays_are_printed_as_codes_that_park_an_order(tmp_path: Path) -> None:
    assert main(["--data", str(tmp_path), "sheet", "trays", "--out", str(tmp_path / "trays.pdf")]) == 0
    found = [code for page in pages((tmp_path / "trays.pdf").read_bytes(), 200) for code in codes(page)]
    assert sorted(found) == [f"LZT{n:03d}" for n in range(1, 25)]


def test_a_badge_is_printed_as_the_very_code_that_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LARETS_NEW_PIN", "2468")
    card = tmp_path / "card.pdf"
    person = ["people", "add", "adm", "Вымыслов Пётр", "administrator"]
    missing = tmp_path / "nowhere" / "card.pdf"
    assert main(["--data", str(tmp_path / "d"), *person, "--badge-sheet", str(missing)]) == 1
    assert main(["--data", str(tmp_path / "d"), "--json", *person, "--badge-sheet", str(card)]) == 0
    badge = json.loads(capsys.readouterr().out)["badge"]
    assert [codes(page) for page in pages(card.read_bytes(), 200)] == [[badge]]
