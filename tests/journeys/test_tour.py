"""The tour that `script/run` plays without a display: it is a smoke test of the whole way, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.domain.codes import Code
from ui import tour
from ui.cli import main
from ui.tour import story
from ui.tour.stage import Stage

PNG, PDF = b"\x89PNG", b"%PDF"


def test_a_tour_that_meets_a_surprise_stops_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(stage: Stage) -> str:
        stage.step = "held order"
        stage.log_in("packer")
        stage.scan(story.HELD, Code.ORDER_OPENED)
        return ""

    monkeypatch.setattr(tour, "play_story", wrong)

    assert main(["tour", "--out", str(tmp_path)]) == 1
    assert "held order: expected order_opened, came order_held" in capsys.readouterr().err


def test_the_tour_leaves_pictures_labels_and_the_act_and_says_so(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens/99-of-an-earlier-tour.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    assert main(["tour", "--out", str(tmp_path)]) == 0

    assert str(tmp_path) in capsys.readouterr().out
    index = (tmp_path / "index.txt").read_text(encoding="utf-8")
    screens, labels = sorted(tmp_path.glob("screens/*")), sorted(tmp_path.glob("labels/*"))
    assert len(screens) > 15
    assert all(f"screens/{file.name}  " in index and file.read_bytes().startswith(PNG) for file in screens)
    assert {file.suffix for file in labels} == {".png", ".pdf"}
    assert all(f"labels/{file.stem}." in index for file in labels)
    assert (tmp_path / "act.pdf").read_bytes().startswith(PDF)
    assert "tour_" not in index  # every caption has its words
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
