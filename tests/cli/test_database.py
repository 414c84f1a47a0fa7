"""`larets db`: what it must not touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def test_a_restore_leaves_the_file_alone_when_the_shop_works_on_another_database(
    shop: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop("db", "backup", str(tmp_path / "larets-1.db"))
    before = (shop.data / "larets.db").read_bytes()
    monkeypatch.setenv("LARETS_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")

    assert "pg_restore" in shop.refused("db", "restore", str(tmp_path / "larets-1.db"))

    assert (shop.data / "larets.db").read_bytes() == before
    assert not list(shop.data.glob("*.before-*"))
