"""Settings that cannot be meant are named when they are read, not when the first label is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.config import NAME_FILE, own_name, parse
from station.errors import BadInput


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("backup_hour", 24), ("backup_hour", -1), ("label_dpi", 204), ("label_form", "58"), ("label_form", "00x40"),
        ("operator_grace_s", -1), ("duplicate_ms", -1), ("max_weight_g", 0), ("time_zone", "Moskva"),
        ("sites", {"shop": {"passport": "sometimes"}}), ("carriers", {"spsr": {"label_form": "wide"}}),
    ],
)  # fmt: skip
def test_a_value_out_of_its_range_is_named_with_its_place(key: str, value: object) -> None:
    with pytest.raises(BadInput, match=key):
        parse({key: value}, "station.toml")


def test_what_can_be_meant_is_taken() -> None:
    settings = parse({"backup_hour": 0, "label_dpi": 300, "label_form": "75x120"}, "station.toml")

    assert (settings.backup_hour, settings.label_dpi, settings.label_form) == (0, 300, "75x120")


def test_a_name_that_was_cut_short_is_made_anew_and_then_stays(tmp_path: Path) -> None:
    (tmp_path / NAME_FILE).write_text("", encoding="ascii")

    name = own_name(tmp_path)

    assert name.startswith("bench-")
    assert own_name(tmp_path) == name
    assert [path.name for path in tmp_path.iterdir()] == [NAME_FILE]
