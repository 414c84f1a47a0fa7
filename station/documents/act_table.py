"""The table of an act: parcels with their barcodes, totals, and the signatures that must not stand alone."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from station.documents.act_facts import ActFacts, ActRow
from station.documents.act_words import ActWords
from station.documents.numbers import count_text, money_text, weight_text
from station.documents.paper import GROUND, HAIR, INK, TEXT_WIDTH, BarcodeFlowable, column_width, styles, words

_BARS_HEIGHT = 11.5 * mm
_SIDE = 2 * mm
_BARS_WIDTH = 45 * mm
_NARROW = 8 * mm, 16 * mm  # number of the row, parcel
_WEIGHT = 17 * mm
_SUM = 22 * mm
_ORDER_PART = 0.47  # of what the order and the waybill share

_Cells = list[Flowable | str]


class ActTable:
    """The table of parcels. A column of sums is there only if some parcel has one."""

    def __init__(self, facts: ActFacts, said: ActWords, ending: list[Flowable]) -> None:
        self._facts = facts
        self._ending = ending
        self._said = said
        self._declared = any(row.declared_kopecks is not None for row in facts.rows)
        self._due = any(row.due_kopecks is not None for row in facts.rows)

    def flowable(self) -> Flowable:
        """Return the table: its head is repeated, a row is never cut.

        The signatures are its last row, held together with the total and a parcel: nobody signs a sheet that says
        nothing.
        """
        parcels = [self._row(at, row) for at, row in enumerate(self._facts.rows, start=1)]
        return Table(
            [self._head(), *parcels, self._total(), [self._ending]],
            colWidths=self._widths(),
            repeatRows=1,
            splitInRow=0,
            style=[
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("BACKGROUND", (0, 0), (-1, 0), GROUND),
                ("LINEBELOW", (0, 0), (-1, -3), 0.4, HAIR),
                ("LINEABOVE", (0, -2), (-1, -2), 1.0, INK),
                ("SPAN", (0, -2), (4, -2)),
                ("SPAN", (0, -1), (-1, -1)),
                ("NOSPLIT", (0, -3), (-1, -1)),
                ("TOPPADDING", (0, 0), (-1, -1), 1.7 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.7 * mm),
                ("LEFTPADDING", (0, 0), (-1, -1), _SIDE / 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE / 2),
            ],
        )

    def _bars_width(self) -> float:
        return max([_BARS_WIDTH, *(BarcodeFlowable.least_width(row.tracking) for row in self._facts.rows)])

    def _widths(self) -> list[float]:
        number, parcel = _NARROW
        bars = self._bars_width() + _SIDE
        measured = [self._measured(texts, least) for texts, least in self._figures()]
        left = TEXT_WIDTH - sum((number, bars, parcel, *measured))
        return [number, left * _ORDER_PART, bars, left * (1 - _ORDER_PART), parcel, *measured]

    def _measured(self, texts: list[str], least: float) -> float:
        return column_width(texts, styles().right_bold, least=least - _SIDE) + _SIDE

    def _figures(self) -> list[tuple[list[str], float]]:
        """Return the texts of each column of figures, its total among them, and the column's least width."""
        rows, language, said = self._facts.rows, self._facts.language, self._said
        weights = [row.weight_g for row in rows]
        declared = [row.declared_kopecks or 0 for row in rows]
        due = [row.due_kopecks or 0 for row in rows]
        columns = [
            ([said.weight, *(weight_text(grams, language=language) for grams in (*weights, sum(weights)))], _WEIGHT)
        ]
        for shown, name, sums in ((self._declared, said.declared, declared), (self._due, said.due, due)):
            if shown:
                columns.append(
                    ([name, *(money_text(kopecks, language=language) for kopecks in (*sums, sum(sums)))], _SUM)
                )
        return columns

    def _head(self) -> _Cells:
        said = self._said
        right = [said.weight, *[said.declared] * self._declared, *[said.due] * self._due]
        return [
            words("№", styles().bold),
            words(said.order, styles().bold),
            words(said.tracking, styles().center_bold),
            words(said.waybill, styles().bold),
            words(said.parcel, styles().bold),
            *(_right(name, bold=True) for name in right),
        ]

    def _row(self, at: int, row: ActRow) -> _Cells:
        style = styles()
        language = self._facts.language
        parcel = self._said.parcel_of.format(parcel=row.parcel, parcels=row.parcels)
        return [
            words(str(at), style.body),
            words(row.order, style.bold),
            BarcodeFlowable(row.tracking, width=self._bars_width(), height=_BARS_HEIGHT),
            words(row.waybill, style.body),
            words(parcel.replace(" ", "\u00a0"), style.body),
            _right(weight_text(row.weight_g, language=language)),
            *self._sums(row.declared_kopecks, row.due_kopecks, bold=False),
        ]

    def _total(self) -> _Cells:
        rows = self._facts.rows
        weight = weight_text(sum(row.weight_g for row in rows), language=self._facts.language)
        declared = sum(row.declared_kopecks or 0 for row in rows)
        due = sum(row.due_kopecks or 0 for row in rows)
        total = words(self._said.total.format(count=count_text(len(rows))), styles().head)
        return [total, "", "", "", "", _right(weight, bold=True), *self._sums(declared, due, bold=True)]

    def _sums(self, declared: int | None, due: int | None, *, bold: bool) -> list[Flowable]:
        shown = [declared] * self._declared + [due] * self._due
        language = self._facts.language
        return [_right("—" if sum_ is None else money_text(sum_, language=language), bold=bold) for sum_ in shown]


def _right(text: str, *, bold: bool = False) -> Flowable:
    style = styles().right_bold if bold else styles().right
    return words(text, style)
