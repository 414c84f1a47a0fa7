"""The demo never takes the place of somebody's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ui.cli import main
from ui.demo import load

BADGES = load.BADGES


def files_of(data: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in data.iterdir() if path.name == "larets.db" or path.suffix != ".log"
    }


@pytest.fixture
def real_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a data directory with a database and a person, and without a station.toml."""
    data = tmp_path / "real"
    monkeypatch.setenv("LARETS_NEW_PIN", "4711")
    assert main(["people", "add", "gleb", "Глеб Присказкин", "administrator", "--data", str(data)]) == 0
    capsys.readouterr()
    return data


def test_a_shop_without_settings_keeps_its_database(real_shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_of(real_shop)

    assert main(["demo", "load", "--data", str(real_shop)]) == 1
    assert "data_not_demo" in capsys.readouterr().err
    assert {name: files_of(real_shop).get(name) for name in before} == before
    assert not (real_shop / "station.toml").exists()


def test_a_shop_whose_database_lies_elsewhere_keeps_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "journal.key").write_text("somebody's", encoding="ascii")

    assert main(["demo", "load", "--data", str(tmp_path)]) == 1
    assert "data_not_demo" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".key"] == ["journal.key"]
    assert not (tmp_path / "station.toml").exists()


def test_the_database_of_a_real_shop_does_not_become_a_demo_s(
    real_shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LARETS_DATABASE_URL", f"sqlite:///{(real_shop / 'larets.db').as_posix()}")
    elsewhere = tmp_path / "elsewhere"

    assert main(["demo", "load", "--data", str(elsewhere)]) == 1
    assert "data_not_demo" in capsys.readouterr().err
    assert not (elsewhere / "station.toml").exists()


def test_a_demo_that_was_cut_short_is_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = tmp_path / "data"
    half_made = shop / load.FRESH
    half_made.mkdir(parents=True)
    (half_made / "larets.db").write_bytes(b"cut short")
    (shop / BADGES).write_text("cut short", encoding="utf-8")

    assert main(["demo", "load", "--data", str(shop)]) == 0
    assert len(load.read_badges(shop)) > 3
    assert (shop / "larets.db").exists()
    assert not half_made.exists()

    badges = load.read_badges(shop)
    assert main(["demo", "load", "--data", str(shop)]) == 0
    assert load.read_badges(shop) == badges
    second = tmp_path / "second"
    shutil.copytree(shop, second)
    (second / BADGES).unlink()
    assert main(["demo", "load", "--data", str(second)]) == 0
    assert load.read_badges(second) == ()
    capsys.readouterr()
