"""The locks hold what pyproject.toml asks for, exactly and with hashes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ("run.txt", "test.txt", "lowest.txt")


@dataclass(frozen=True)
class Locked:
    """One entry of a lock: a version and how many files it may come from."""

    version: Version
    hashes: int


def locked(lock: str) -> dict[str, Locked]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==([^ ;\\]+)([^\n]*\n(?: +[^\n]*\n)*)", text, flags=re.MULTILINE)
    return {canonicalize_name(name): Locked(Version(v), rest.count("--hash=sha256:")) for name, v, rest in entries}


def asked_for(*, tools: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = project["optional-dependencies"]["dev" if tools else "build"]
    return [Requirement(line) for line in (*project["dependencies"], *more)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_is_asked_for_within_its_bounds(lock: str) -> None:
    held = locked(lock)
    unmet = [
        str(requirement)
        for requirement in asked_for(tools=lock != "run.txt")
        if (entry := held.get(canonicalize_name(requirement.name))) is None
        or not requirement.specifier.contains(entry.version)
    ]

    assert unmet == [], "run script/lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    held = locked(lock)

    assert held
    assert [name for name, entry in held.items() if entry.hashes == 0] == []


def test_the_packer_gets_the_versions_that_were_tested() -> None:
    tested = locked("test.txt")

    assert {name: tested.get(name) for name in locked("run.txt")} == locked("run.txt")
