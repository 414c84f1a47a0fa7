from __future__ import annotations

import pytest

from station.documents.sheets import (
    OrderSheetFacts,
    OrderSheetLine,
    SheetCode,
    render_code_sheet,
    render_order_sheet,
)
from station.errors import BadInput
from tests.documents.reading import codes, pages, texts, worn

READ_DPI = 200

ORDER = OrderSheetFacts(
    order="10482-2",
    ship_by="сегодня, 16:00",
    carrier_name="СПСР · Пеликан-Онлайн",
    lines=(
        OrderSheetLine(place="Б-04-2", article="К-5120", tags="размер 17,5", quantity=1),
        OrderSheetLine(place="У-01", article="У-0001", tags="", quantity=2, internal_code="2000000000008"),
    ),
)


def read(pdf: bytes) -> list[str]:
    return sorted(code for sheet in pages(pdf, READ_DPI) for code in codes(sheet))


def test_a_code_that_has_no_bars_is_refused() -> None:
    with pytest.raises(BadInput, match="code_not_printable"):
        render_code_sheet("Команды", [SheetCode("ОТМЕНА", "Отменить")])


@pytest.mark.parametrize("code", ["T-{:02d}", "LARETS-COMMAND-{:02d}", "B-9F3A6C1E0B7D4A52-9F3A6C1E0B7D4A{:02d}"])
def test_every_card_is_read_whatever_the_length_of_its_code(code: str) -> None:
    cards = [SheetCode(code.format(at), f"Карта {at}", "что она делает" if at % 2 else "") for at in range(13)]
    pdf = render_code_sheet("Карты", cards)
    assert read(pdf) == sorted(card.code for card in cards)
    assert codes(worn(pages(pdf, READ_DPI)[0], blur=0.7))


def test_cards_say_what_they_do() -> None:
    [page] = texts(render_code_sheet("Команды", [SheetCode("UNDO", "Отменить последнее", "снимает скан")]))
    assert "Отменить последнее" in page
    assert "снимает скан" in page


def test_a_sheet_without_codes_is_only_its_title() -> None:
    assert "Пусто" in texts(render_code_sheet("Пусто", []))[0]


def test_an_order_sheet_carries_its_number_and_codes_for_goods_without_their_own() -> None:
    assert read(render_order_sheet(ORDER)) == ["10482-2", "2000000000008"]
    [page] = texts(render_order_sheet(ORDER))
    for told in ("Б-04-2", "К-5120", "размер 17,5", "Всего единиц: 3", "Отгрузить до: сегодня, 16:00"):
        assert told in page
    assert "₽" not in page


def test_an_order_sheet_speaks_english() -> None:
    english = OrderSheetFacts(
        order="10482", ship_by="today, 16:00", carrier_name="SPSR", lines=ORDER.lines[:1], language="en"
    )
    [page] = texts(render_order_sheet(english))
    assert "Ship by: today, 16:00" in page
    assert "Code, if it has none" not in page


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_order_sheet(ORDER) == render_order_sheet(ORDER)
