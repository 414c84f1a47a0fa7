from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

PICTURES = sorted((Path(__file__).parents[2] / "ui" / "pictures").glob("*.svg"))
DRAWN = {"svg", "g", "path", "rect", "circle", "ellipse"}


def test_there_are_pictures_for_both_shops() -> None:
    names = {path.stem for path in PICTURES}
    assert len(names) >= 30
    assert {"ring-diamond", "earrings-drop", "pendant-garnet", "gift-box", "dress", "jeans", "parcel"} <= names


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_only_shapes_of_one_size(path: Path) -> None:
    root = etree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 240 200"
    assert {etree.QName(part).localname for part in root.iter("{*}*")} <= DRAWN
    assert path.stat().st_size < 20_000
