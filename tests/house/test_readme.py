"""What the pages point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.cli import make_parser

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_picture_is_there(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert [file.name for file in (ROOT / "docs/screenshots").iterdir() if file.name not in text] == []


def test_every_command_of_the_first_page_is_one() -> None:
    known = make_parser().format_help()
    asked = re.findall(r"^ {4}larets ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert asked
    assert [command for command in asked if command not in known] == []
