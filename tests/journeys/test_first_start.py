"""The first thing that somebody meets: a window, or a sentence that says why there is none."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from station import app, config
from station.errors import Trouble
from ui import wiring
from ui.cli import main
from ui.texts import Texts

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is one")
def test_without_a_display_the_window_says_so_and_what_to_do(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)

    assert main(["--demo", "--data", str(shop)]) == 1
    assert "larets tour" in capsys.readouterr().err


def test_the_demo_is_never_put_among_the_data_of_a_real_shop(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "station.toml").write_text('bench = "bench-1"\n', encoding="utf-8")

    assert main(["--demo", "--data", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert not (tmp_path / "larets.db").exists()


def test_a_bench_that_cannot_be_opened_leaves_nothing_running(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_language: str, _zone: ZoneInfo) -> Texts:
        raise Trouble("bug")

    monkeypatch.setattr(wiring, "Texts", broken)  # the last thing that is put in
    for _ in range(2):  # the second time is refused for the same reason: the data are free again
        with pytest.raises(Trouble, match="bug"):
            wiring.open_bench(shop, config.load(shop), app.database_url(shop, None), wiring.Choice())


def test_a_second_window_on_the_same_data_is_refused_with_a_sentence(
    packer: object, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--demo", "--data", str(shop)]) == 1
    assert "data_in_use" in capsys.readouterr().err
