from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from station import log


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Path]:
    """Set the log up as the program does; put back what the tests' own watch had arranged."""
    root, before, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    kept = structlog.get_config()
    log.set_up(tmp_path)
    yield tmp_path / log.FILE
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level = before, level
    structlog.configure(**kept)


def last(file: Path) -> dict[str, object]:
    entry = json.loads(file.read_text(encoding="utf-8").splitlines()[-1])
    assert isinstance(entry, dict)
    return entry


def test_a_secret_that_slips_in_is_masked(lines: Path) -> None:
    structlog.get_logger().info("scan", raw="LZB0123", phone="+70000000000", scan="a1")

    entry = last(lines)
    assert (entry["raw"], entry["phone"], entry["scan"]) == ("***", "***", "a1")


def test_an_error_is_told_by_its_kind_and_place_and_never_by_its_words(lines: Path) -> None:
    try:
        _ = dict[str, str]()["Выдумова Анна"]
    except KeyError:
        structlog.get_logger().info("bug", exc_info=True)

    assert "KeyError" in str(last(lines)["error"])
    assert "Выдумова" not in lines.read_text(encoding="utf-8")


def test_nothing_is_said_on_standard_output(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("carrier_down", code="gateway_down")

    assert capsys.readouterr().out == ""
    assert last(lines)["code"] == "gateway_down"
