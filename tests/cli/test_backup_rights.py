"""Who may take a backup, and put one back."""

from __future__ import annotations

from pathlib import Path

from station import app, config
from tests.cli.conftest import AddPerson, CommandLine


def test_only_an_administrator_copies_the_shop_or_puts_an_old_one_in_its_place(
    shop: CommandLine, add_person: AddPerson, tmp_path: Path
) -> None:
    lead, file = add_person("maria", "shift_lead"), str(tmp_path / "copy.db")

    assert "not_allowed" in shop.refused("db", "backup", file, by=lead)
    shop("db", "backup", file)
    assert "not_allowed" in shop.refused("db", "restore", file, by=lead)
    shop("db", "restore", file)

    assert told(shop) == {("restored", "gleb")}  # the copy was made before its own line


def test_a_database_that_cannot_be_read_asks_nobody(shop: CommandLine, tmp_path: Path) -> None:
    file = str(tmp_path / "copy.db")
    shop("db", "backup", file)
    (shop.data / "larets.db").write_bytes(b"no database" * 500)

    shop("db", "restore", file, by="")

    assert told(shop) == {("restored", "")}


def told(shop: CommandLine) -> set[tuple[str, str]]:
    station = app.build(shop.data, config.load(shop.data), app.database_url(shop.data, None))
    try:
        with station.reading() as uow:
            return {(line.code, line.operator) for line in uow.journal.story("") if line.kind == "backup"}
    finally:
        station.close()
