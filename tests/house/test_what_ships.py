"""What is installed holds every file that the program reads, not only Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSES = ("station", "ui", "devices", "carriers")
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc")


def test_the_wheel_holds_every_file_of_the_houses(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for house in HOUSES:
        shutil.copytree(ROOT / house, source / house, ignore=LEFT_BEHIND)
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / file, source)

    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    command = [sys.executable, "-c", build, str(tmp_path)]
    result = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    (wheel,) = tmp_path.glob("larets-*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    written = {
        file.relative_to(source).as_posix()
        for house in HOUSES
        for file in (source / house).rglob("*")
        if file.is_file()
    }
    assert written - shipped == set(), "name their kind under package-data in pyproject.toml"
