"""The contracts of pyproject.toml hold, and each of them can be broken: a rule that never turns red guards nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSES = ("station", "ui", "devices", "carriers")


@dataclass(frozen=True)
class Break:
    """A line in a file that the contract must refuse."""

    contract: str
    file: str
    line: str


BREAKS = (
    Break("houses", "station/domain/order.py", "import carriers"),
    Break("houses", "devices/__init__.py", "import carriers"),
    Break("station", "station/domain/order.py", "import station.store"),
    Break("station", "station/strays.py", ""),
    Break("ui", "ui/presenters/__init__.py", "import ui.screens"),
    Break("ui", "ui/strays.py", ""),
    Break("devices", "devices/strays.py", ""),
    Break("carriers", "carriers/strays.py", ""),
    Break("choosing", "ui/screens/__init__.py", "import devices"),
    Break("core", "station/usecases/__init__.py", "import threading"),
    Break("qt", "ui/presenters/__init__.py", "from PySide6 import QtCore"),
    Break("qt", "devices/__init__.py", "from PySide6 import QtCore"),
    Break("sql", "station/sync/__init__.py", "import sqlalchemy"),
    Break("sql", "carriers/gateway/__init__.py", "import sqlalchemy"),
    Break("serial", "carriers/__init__.py", "import serial"),
    Break("network", "devices/__init__.py", "import requests"),
    Break("cycles", "station/domain/consignee.py", "import station.domain.order"),
)


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # From an empty PYTHONPATH the linter finds the packages of the folder it runs in.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", *arguments]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code, without data, that a test may spoil."""
    for house in HOUSES:
        for file in (ROOT / house).rglob("*.py"):
            target = tmp_path / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("broken", BREAKS, ids=lambda b: f"{b.contract}: {b.file}")
def test_a_broken_contract_turns_red(broken: Break, copy: Path) -> None:
    spoiled = copy / broken.file
    assert spoiled.exists() or not broken.line, f"{broken.file} moved: mend the list of breaks"
    before = spoiled.read_text(encoding="utf-8") if spoiled.exists() else ""
    spoiled.write_text(f"{before}\n{broken.line}\n", encoding="utf-8")

    result = lint(copy, "--contract", broken.contract)

    assert result.returncode == 1, result.stdout + result.stderr
    assert "0 kept, 1 broken" in result.stdout, result.stdout


def test_every_contract_has_its_break() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}

    assert contracts == {broken.contract for broken in BREAKS}


def test_the_house_keeps_its_contracts() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("module", ["station.app", "ui.presenters", "ui.cli"])
def test_what_works_without_a_window_loads_no_qt(module: str) -> None:
    program = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module({module!r})\n"
        "for found in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        importlib.import_module(found.name)\n"
        "sys.exit('PySide6' in sys.modules)\n"
    )

    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr or f"{module} loads PySide6"
