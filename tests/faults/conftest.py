from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.bench_process import BenchProcess
from ui.demo.load import load_demo


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the demo shop once: each test gets a copy."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    load_demo(folder, f"sqlite:///{folder / 'larets.db'}", today=datetime.now(UTC).date())
    return folder


@pytest.fixture
def data(loaded_demo: Path, tmp_path: Path) -> Path:
    """A data directory of a demo shop."""
    folder = tmp_path / "data"
    shutil.copytree(loaded_demo, folder)
    return folder


@pytest.fixture
def benches() -> Iterator[Callable[[BenchProcess], BenchProcess]]:
    """Take benches of a test, to leave none running after it."""
    taken: list[BenchProcess] = []

    def take(bench: BenchProcess) -> BenchProcess:
        taken.append(bench)
        return bench

    yield take
    for bench in taken:
        bench.end()


@pytest.fixture
def bench(data: Path, benches: Callable[[BenchProcess], BenchProcess]) -> BenchProcess:
    """A bench that runs."""
    started = benches(BenchProcess(data))
    started.start()
    return started
