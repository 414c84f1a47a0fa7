"""A packer who looks at the bench and scans what comes next: also after a power cut, wherever that left the bench."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.bench_process import BenchProcess, Heard, badge_of
from tests.faults.books import Books, printed
from ui.demo.facts import DATA

# Orders of single things without a UIN: no code comes twice, so no scan needs to wait for the window of two reads.
ORDERS = (
    "20402", "20441", "20406", "20407", "20455", "20422", "20425", "20426", "20437", "20442", "10411", "10422",
    "10426", "10428", "10430", "10437", "10440",
)  # fmt: skip


@dataclass
class Packer:
    """Does the orders one after the other. `badge_first` again after each restart that forgot the operator."""

    data: Path
    books: Books
    orders: Sequence[str] = ORDERS
    bags: Iterator[str] = field(init=False)
    bag: str = ""

    def __post_init__(self) -> None:
        facts = tomllib.loads((DATA / "facts.toml").read_text(encoding="utf-8"))
        self.bags = iter(next(one["numbers"] for one in facts["bags"] if one["carrier"] == "spsr"))
        self.badge = badge_of(self.data, "packer")
        self.lead = badge_of(self.data, "shift_lead")

    def next_code(self) -> str:
        """Return what a packer would scan now."""
        if self.books.lock() is not None:
            return "LARETSOK"
        if self.books.operator() is None:
            return self.badge
        order = self.books.open_order()
        if order is None:
            return next(one for one in self.orders if self.books.phase(one) == "ASSEMBLY")
        return self._missing_unit(order) or self._number(order)

    def _missing_unit(self, order: str) -> str | None:
        rows = self.books.ask(
            "SELECT l.barcodes FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.number = ?"
            " AND l.kind = 'goods' AND NOT l.cancelled AND l.quantity > (SELECT COUNT(*) FROM verified_units v"
            " JOIN parcels p ON p.id = v.parcel_id WHERE p.order_id = o.id AND v.line_key = l.line_key"
            " AND v.ended_at IS NULL) ORDER BY l.position",
            order,
        )
        return str(json.loads(str(rows[0][0]))[0]) if rows else None

    def _number(self, order: str) -> str:
        """Return the number on the label that lies there, a bag, or the command that asks for the label again."""
        rows = self.books.ask(
            "SELECT l.number, l.state, o.number || '-' || p.position FROM parcel_labels l"
            " JOIN parcels p ON p.id = l.parcel_id JOIN orders o ON o.id = p.order_id"
            " WHERE o.number = ? AND l.state <> 'void'",
            order,
        )
        if not rows:
            self.bag = self.bag if self._free(self.bag) else next(self.bags)
            return self.bag
        number, state, name = (str(each) for each in rows[0])
        lies_there = state in {"printed", "asked"} or printed(self.data, name) > 0
        return number if lies_there else "LARETSREPRINTNONE"

    def _free(self, bag: str) -> bool:
        return bool(bag) and not self.books.count("bindings WHERE number = ?", bag)


def pack(bench: BenchProcess, packer: Packer, order: str) -> list[Heard]:
    """Do one order from its sheet to the scan that ships it."""
    heard = [bench.scan(packer.badge)] if packer.books.operator() is None else []
    heard.append(bench.scan(order))
    while packer.books.open_order() == order:
        heard.append(bench.scan(packer.next_code()))
    return heard
