"""What was measured, and how it is written down."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Many measurements of one thing, in milliseconds."""

    count: int
    median: float
    p99: float
    worst: float

    @classmethod
    def of(cls, measured: Sequence[float]) -> Spread:
        """Sum measurements up; the p99 of fewer than a hundred is the worst."""
        ordered = sorted(measured)
        return cls(
            len(ordered),
            statistics.median(ordered),
            ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))],
            ordered[-1],
        )


@dataclass(frozen=True)
class Line:
    """One line of the table. `budget` is empty where nothing was promised."""

    what: str
    measured: str
    budget: str = ""
    kept: bool | None = None


def spread_lines(what: str, spread: Spread, *, p50: float | None = None, p99: float | None = None) -> tuple[Line, ...]:
    """Say a spread of milliseconds against its budgets."""
    return (
        Line(f"{what}, p50", f"{spread.median:.1f} ms", _budget(p50, "ms"), _kept(spread.median, p50)),
        Line(f"{what}, p99", f"{spread.p99:.1f} ms", _budget(p99, "ms"), _kept(spread.p99, p99)),
        Line(f"{what}, worst of {spread.count}", f"{spread.worst:.1f} ms"),
    )


def number_line(what: str, measured: float, unit: str, *, budget: float | None = None) -> Line:
    """Say one number against its budget."""
    return Line(what, f"{measured:.1f} {unit}", _budget(budget, unit), _kept(measured, budget))


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table of Markdown."""
    marks = {None: "", True: "kept", False: "**missed**"}
    rows = [f"| {line.what} | {line.measured} | {line.budget} | {marks[line.kept]} |" for line in lines]
    return "\n".join(("| what | measured | budget | |", "|---|---:|---:|---|", *rows))


def _budget(limit: float | None, unit: str) -> str:
    return "" if limit is None else f"<= {limit:g} {unit}"


def _kept(measured: float, limit: float | None) -> bool | None:
    return None if limit is None else measured <= limit
