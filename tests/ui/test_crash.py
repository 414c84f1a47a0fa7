from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.log import describe
from ui.crash import CrashGuard

SECRET = "паспорт 4500 000000, Выдумова Анна"


def fail() -> None:
    known: dict[str, str] = {}
    try:
        known[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error


def a_fault() -> BaseException:
    with pytest.raises(ValueError, match="паспорт") as caught:
        fail()
    return caught.value


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def guard(qtbot: QtBot, tmp_path: Path, told: list[str]) -> Iterator[CrashGuard]:
    guard = CrashGuard(tmp_path / "crash", told.append)
    yield guard
    guard.remove()


def test_what_is_written_names_no_person() -> None:
    words = describe(a_fault())
    assert "ValueError" in words
    assert "KeyError" in words
    assert "tests/ui/test_crash.py" in words
    assert "4500" not in words
    assert "Выдумова" not in words


def test_a_fault_is_written_journalled_and_told(
    qtbot: QtBot, guard: CrashGuard, told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(guard.reported) as signal:
        guard.take(a_fault())
    file = Path(str(signal.args[0]))
    assert file.parent == tmp_path / "crash"
    assert "ValueError" in file.read_text(encoding="utf-8")
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert SECRET not in file.read_text(encoding="utf-8") + told[0] + capsys.readouterr().err


def test_a_fault_is_told_even_if_neither_disk_nor_journal_takes_it(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "crash").write_text("a file where the folder should be")

    def broken(_words: str) -> None:
        raise OSError

    guard = CrashGuard(tmp_path / "crash", broken)
    with qtbot.waitSignal(guard.reported) as signal:
        guard.take(a_fault())
    assert signal.args == [""]


def test_a_fault_that_comes_again_and_again_does_not_fill_the_disk(guard: CrashGuard, tmp_path: Path) -> None:
    for _ in range(50):
        guard.take(a_fault())
    assert len(list((tmp_path / "crash").iterdir())) == 20


def test_the_hooks_of_all_threads_lead_to_the_guard_and_are_given_back(guard: CrashGuard, told: list[str]) -> None:
    before = sys.excepthook, threading.excepthook
    guard.install()
    fault = a_fault()
    sys.excepthook(type(fault), fault, None)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    guard.remove()
    assert len(told) == 2
    assert (sys.excepthook, threading.excepthook) == before
