"""The laws of the house that no linter knows."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSES = ("station", "ui", "devices", "carriers", "tests")
TOO_LONG = 600
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "core", "misc"}
MOVES_ORDERS = ROOT / "station/domain/workflow/advance.py"
MOVED = {"phase", "status"}
# Where packages are fetched from is a matter of each machine, and so is where the work is done.
NOT_OURS = re.compile(
    r"(?:pypi|pythonhosted)\.(?:org|io)|--(?:extra-)?index-url|--find-links|--trusted-host|/work/(?:main|shared)"
)
TEXT = {
    ".py",
    ".toml",
    ".txt",
    ".md",
    ".xml",
    ".xsd",
    ".wsdl",
    ".json",
    ".po",
    ".j2",
    ".svg",
    ".yaml",
    ".yml",
    ".cfg",
    ".in",
    "",
}
MAY_NAME_THEM = {Path("tests/house/test_laws.py")}
# What tools leave behind, and what is made, not written.
NOT_WRITTEN = {".git", ".venv", ".hypothesis", "__pycache__", "out", "build", "dist", "htmlcov"}


def python_files(*houses: str) -> Iterator[Path]:
    for house in houses:
        yield from (ROOT / house).rglob("*.py")


def written_files() -> Iterator[Path]:
    """Files of the repository as it lies there; git itself may be missing."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in NOT_WRITTEN and not name.endswith((".egg-info", "_cache"))
        ]
        yield from (Path(folder, name) for name in names if not name.startswith(".coverage"))


def moves_an_order(node: ast.AST) -> bool:
    """Whether the node sets `.phase` or `.status` of anything, by whatever way Python has."""
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(t, ast.Attribute) and t.attr in MOVED for target in targets for t in ast.walk(target))
        case ast.AnnAssign(target=ast.Attribute(attr=attr)) | ast.AugAssign(target=ast.Attribute(attr=attr)):
            return attr in MOVED
        case ast.Call(
            func=ast.Name(id="setattr") | ast.Attribute(attr="__setattr__"), args=[*_, ast.Constant(value=str(name)), _]
        ):
            return name in MOVED
        case ast.Call(func=ast.Name(id="replace") | ast.Attribute(attr="replace"), keywords=keywords):
            return any(keyword.arg in MOVED for keyword in keywords)
        case _:
            return False


@pytest.mark.parametrize(
    "line",
    [
        "order.status = 'shipped'",
        "self.order.phase: Phase = SHIPPED",
        "a, order.phase = 1, SHIPPED",
        "setattr(order, 'status', 'x')",
        "object.__setattr__(order, 'phase', SHIPPED)",
        "replace(order, status='x')",
        "dataclasses.replace(order, phase=SHIPPED)",
    ],
)
def test_a_way_round_advance_is_seen(line: str) -> None:
    assert any(moves_an_order(node) for node in ast.walk(ast.parse(line)))


def test_only_advance_moves_an_order() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}"
        for file in python_files("station")
        if file != MOVES_ORDERS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if moves_an_order(node)
    ]

    assert MOVES_ORDERS.exists()
    assert found == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in python_files(*HOUSES)}

    assert {str(file.relative_to(ROOT)): n for file, n in lengths.items() if n > TOO_LONG} == {}


def test_every_file_name_says_something() -> None:
    assert [str(file.relative_to(ROOT)) for file in python_files(*HOUSES) if file.stem.lower() in SAYS_NOTHING] == []


def test_nothing_names_where_packages_are_fetched_or_where_work_is_done() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {hit.group()}"
        for file in written_files()
        if file.suffix in TEXT and file.relative_to(ROOT) not in MAY_NAME_THEM
        for hit in [NOT_OURS.search(file.read_text(encoding="utf-8", errors="replace"))]
        if hit
    ]

    assert found == []
