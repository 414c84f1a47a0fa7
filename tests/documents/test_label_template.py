from __future__ import annotations

import pytest

from station.documents.label_template import Kind, load_template, parse_template
from station.errors import BadInput

GOOD = """
margin_mm = 2
[[rows]]
height_mm = 4
[[rows.cells]]
show = ["carrier"]
[[rows]]
grow = 1
[[rows.cells]]
show = ["tracking"]
kind = "bars"
"""


@pytest.mark.parametrize(
    ("wrong", "right", "place"),
    [
        ("[[rows]\n", "[[rows]]\n", "mine"),
        ("margin_mm = -1\n", "margin_mm = 2\n", "mine.margin_mm"),
        ("margin_mm = true\n", "margin_mm = 2\n", "mine.margin_mm"),
        ("colour = 1\n", "margin_mm = 2\n", "mine.colour"),
        ('show = ["value"]', 'show = ["carrier"]', "mine.rows[1].cells[1].show"),
        ('kind = "qr"', 'kind = "bars"', "mine.rows[2].cells[1].kind"),
        ('kind = "bars"\nframe = 1', 'kind = "bars"', "mine.rows[2].cells[1].frame"),
    ],
)
def test_every_fault_is_named_with_its_place(wrong: str, right: str, place: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_template(GOOD.replace(right, wrong, 1), name="mine")
    assert refusal.value.code == "label_template_bad"
    assert refusal.value.facts["place"] == place


def test_a_template_without_rows_is_refused() -> None:
    with pytest.raises(BadInput, match="label_template_bad"):
        parse_template("margin_mm = 2", name="mine")


def test_a_template_is_read_from_top_to_bottom() -> None:
    template = parse_template(GOOD, name="mine")
    assert [row.cells[0].kind for row in template.rows] == [Kind.TEXT, Kind.BARS]
    assert template.margin_mm == 2


@pytest.mark.parametrize("name", ["label_58x40", "label_75x120"])
def test_the_templates_that_ship_show_the_number_as_bars_and_as_digits(name: str) -> None:
    kinds = {cell.kind for row in load_template(name).rows for cell in row.cells if "tracking" in cell.show}
    assert kinds == {Kind.BARS, Kind.CODE}
