"""Sheets of codes to be scanned: commands, badges of a demo, trays, and the sheet of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from station.documents.numbers import Language, count_text
from station.documents.paper import GROUND, HAIR, TEXT_WIDTH, BarcodeFlowable, build_pages, styles, words

_MOST_IN_ROW = 3
_CARD_BARS = 17 * mm
_CARD_SIDE = 3 * mm
_CARD_MODULE = 1.25  # how much wider than the narrowest readable bar: a sheet is scanned all day


@dataclass(frozen=True)
class SheetCode:
    """A code to be scanned, what it does in few words, and a remark below."""

    code: str
    caption: str
    note: str = ""


@dataclass(frozen=True)
class OrderSheetLine:
    """One line of an order as the shelf knows it; `internal_code` for goods without a barcode of their own."""

    place: str
    article: str
    tags: str  # size, length, colour: what tells twins apart
    quantity: int
    internal_code: str = ""


@dataclass(frozen=True)
class OrderSheetFacts:
    """What a picker needs to bring an order to the bench; nothing of who buys it, what it is or what it costs."""

    order: str
    ship_by: str  # as people say it, already formatted
    carrier_name: str
    lines: tuple[OrderSheetLine, ...]
    language: Language = "ru"


@dataclass(frozen=True)
class _Words:
    page: str
    order: str
    ship_by: str
    place: str
    article: str
    tags: str
    quantity: str
    taken: str
    code: str
    total: str


_WORDS: dict[Language, _Words] = {
    "ru": _Words(
        page="стр. {page} из {pages}",
        order="Заказ № {order}",
        ship_by="Отгрузить до: {ship_by}",
        place="Ячейка",
        article="Артикул",
        tags="Размер, вид",
        quantity="Кол-во",
        taken="Взято",
        code="Код, если нет своего",
        total="Всего единиц: {count}",
    ),
    "en": _Words(
        page="page {page} of {pages}",
        order="Order No. {order}",
        ship_by="Ship by: {ship_by}",
        place="Place",
        article="Article",
        tags="Size, kind",
        quantity="Qty",
        taken="Taken",
        code="Code, if it has none",
        total="Units in all: {count}",
    ),
}


def render_code_sheet(title: str, codes: Sequence[SheetCode], *, language: Language = "ru") -> bytes:
    """Return an A4 document with a card for each code, as many in a row as can be read with ease.

    Raises BadInput `code_not_printable` for a code that Code 128 has no signs for.
    """
    in_row = _in_row(codes)
    width = TEXT_WIDTH / in_row

    def story() -> list[Flowable]:
        cards = [_card(code, width - 2 * _CARD_SIDE) for code in codes]
        rows = [cards[at : at + in_row] for at in range(0, len(cards), in_row)]
        padded: list[list[list[Flowable]]] = [row + [[] for _ in range(in_row - len(row))] for row in rows]
        return [words(title, styles().title), Spacer(0, 5 * mm), *([_card_table(padded, width)] if padded else [])]

    said = _WORDS[language]
    return build_pages(story, title=title, foot=lambda page, pages: said.page.format(page=page, pages=pages))


def render_order_sheet(facts: OrderSheetFacts) -> bytes:
    """Return the sheet that goes with an order from the shelves to the bench.

    Raises BadInput `code_not_printable` for a code that Code 128 has no signs for.
    """
    said = _WORDS[facts.language]
    title = said.order.format(order=facts.order)

    def story() -> list[Flowable]:
        total = said.total.format(count=count_text(sum(line.quantity for line in facts.lines)))
        return [
            _order_head(facts, said),
            Spacer(0, 6 * mm),
            _order_lines(facts.lines, said),
            Spacer(0, 3 * mm),
            words(total, styles().head),
        ]

    return build_pages(story, title=title, foot=lambda page, pages: said.page.format(page=page, pages=pages))


def _in_row(codes: Sequence[SheetCode]) -> int:
    widest = max((BarcodeFlowable.least_width(code.code) for code in codes), default=0.0) * _CARD_MODULE
    fitting = int(TEXT_WIDTH // (widest + 2 * _CARD_SIDE))
    return max(1, min(_MOST_IN_ROW, fitting))


def _card(code: SheetCode, width: float) -> list[Flowable]:
    card: list[Flowable] = [
        words(code.caption, styles().card),
        Spacer(0, 3 * mm),
        BarcodeFlowable(code.code, width=width, height=_CARD_BARS),
    ]
    return [*card, Spacer(0, 1.5 * mm), words(code.note, styles().note)] if code.note else card


def _card_table(rows: list[list[list[Flowable]]], width: float) -> Flowable:
    return Table(
        rows,
        colWidths=[width] * len(rows[0]),
        splitInRow=0,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _CARD_SIDE),
            ("RIGHTPADDING", (0, 0), (-1, -1), _CARD_SIDE),
            ("TOPPADDING", (0, 0), (-1, -1), 5 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5 * mm),
        ],
    )


def _order_head(facts: OrderSheetFacts, said: _Words) -> Flowable:
    width = max(70 * mm, BarcodeFlowable.least_width(facts.order))
    name = [
        words(said.order.format(order=facts.order), styles().title),
        Spacer(0, 2 * mm),
        words(said.ship_by.format(ship_by=facts.ship_by), styles().head),
        words(facts.carrier_name, styles().head),
    ]
    return Table(
        [[name, BarcodeFlowable(facts.order, width=width, height=20 * mm)]],
        colWidths=[TEXT_WIDTH - width, width],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)],
    )


def _order_lines(lines: Sequence[OrderSheetLine], said: _Words) -> Flowable:
    style = styles()
    internal = [line.internal_code for line in lines if line.internal_code]
    bars_width = max([50 * mm, *(BarcodeFlowable.least_width(code) for code in internal)]) if internal else 0.0
    head = [words(name, style.bold) for name in (said.place, said.article, said.tags)]
    head += [words(name, style.center_bold) for name in (said.quantity, said.taken, *([said.code] if internal else []))]
    rows = [
        [
            words(line.place, style.head),
            words(line.article, style.head),
            words(line.tags, style.body),
            words(count_text(line.quantity), style.figure),
            "",
            *([_internal(line.internal_code, bars_width)] if internal else []),
        ]
        for line in lines
    ]
    narrow = 16 * mm
    left = TEXT_WIDTH - 2 * narrow - (bars_width + 4 * mm if internal else 0)
    return Table(
        [head, *rows],
        colWidths=[left * 0.28, left * 0.36, left * 0.36, narrow, narrow, *([bars_width + 4 * mm] if internal else [])],
        repeatRows=1,
        splitInRow=0,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, 0), GROUND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("BOX", (4, 1), (4, -1), 0.4, HAIR),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ],
    )


def _internal(code: str, width: float) -> Flowable | str:
    return BarcodeFlowable(code, width=width, height=12 * mm) if code else ""
