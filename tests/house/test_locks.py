"""The locks hold what pyproject.toml asks for, exactly and with hashes."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
HOUSES = ("station", "ui", "devices", "carriers")
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


def imported_by(house: str) -> dict[str, str]:
    """Each top-level module that the files of a folder import, with one file that does."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / house).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    modules = [alias.name for alias in names]
                case ast.ImportFrom(module=str(module), level=0):
                    modules = [module]
                case _:
                    continue
            found |= {module.partition(".")[0]: str(file.relative_to(ROOT)) for module in modules}
    return found


@pytest.mark.parametrize("house", [*HOUSES, "tests"])
def test_what_is_imported_was_asked_for(house: str) -> None:
    asked = {canonicalize_name(line.name) for tools in {False, house == "tests"} for line in asked_for(tools=tools)}
    brought_by = packages_distributions()
    unasked = {
        module: file
        for module, file in imported_by(house).items()
        if module not in sys.stdlib_module_names
        and module not in {*HOUSES, "tests"}
        and not asked & {canonicalize_name(name) for name in brought_by.get(module, [])}
    }

    assert unasked == {}, "add it to pyproject.toml and docs/dependencies.md, then run script/lock"
