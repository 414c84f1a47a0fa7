from __future__ import annotations

import threading
import time

from station.sync.pauses import Pauses


def waited_s(pauses: Pauses) -> float:
    begun = time.monotonic()
    pauses.wait()
    return time.monotonic() - begun


def test_who_scans_without_a_pause_is_not_waited_for_for_ever() -> None:
    pauses = Pauses(quiet_s=60, patience_s=0.05)
    pauses.scanned()

    assert 0.05 <= waited_s(pauses) < 30


def test_a_pause_is_waited_for_after_a_scan() -> None:
    pauses = Pauses(quiet_s=0.05, patience_s=60)
    pauses.scanned()

    assert 0.02 <= waited_s(pauses) < 30


def test_nobody_waits_where_nothing_was_scanned() -> None:
    assert waited_s(Pauses(quiet_s=60, patience_s=60)) < 30


def test_a_bench_that_closes_lets_everybody_go() -> None:
    pauses = Pauses(quiet_s=60, patience_s=60)
    pauses.scanned()
    waiting = threading.Thread(target=pauses.wait)
    waiting.start()
    pauses.end()
    waiting.join(30)

    assert not waiting.is_alive()
