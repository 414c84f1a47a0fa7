"""What a scanner may send: each code has one line of JSON, in order, whatever bytes came before it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from station.scan.layout import to_russian
from tests.faults.bench_process import BenchProcess, badge_of
from tests.faults.books import Books

ORDER, SHIRT, SKIRT = "20402", "4690000000702", "4690000000825"
UNREAD_S = 0.4  # longer than the silence that ends a code, and than two reads of one code are apart


@pytest.fixture
def at_work(bench: BenchProcess, data: Path) -> BenchProcess:
    """A bench with a packer and an open order."""
    bench.scans(badge_of(data, "packer"), ORDER)
    return bench


def codes_of(bench: BenchProcess, count: int) -> list[str]:
    return [heard.code for heard in bench.hear_many(count)]


def test_noise_is_answered_as_such_and_the_next_code_is_read_whole(at_work: BenchProcess) -> None:
    assert at_work.scan(b"\xff\xfe\x80\x81\xc3(").code == "garbage"
    assert at_work.scan(b"\x01\x07\x1b[A").code == "garbage"
    assert at_work.scan(SHIRT).code == "unit_verified"


def test_random_bytes_never_silence_the_bench_and_each_frame_has_its_line(at_work: BenchProcess) -> None:
    dice = random.Random(7)
    noise = [bytes(dice.randrange(0x80, 0x100) for _ in range(dice.randint(1, 60))) for _ in range(40)]
    for frame in noise:
        at_work.send(frame)
    at_work.send("LARETSOK")
    at_work.send(SHIRT)

    heard = at_work.hear_many(len(noise) + 2)

    assert heard[-1].code == "unit_verified" or heard[-2].code == "acknowledged"
    assert len({one.scan_id for one in heard}) == len(noise) + 2


def test_nul_bytes_and_every_kind_of_line_end_are_no_part_of_a_code(at_work: BenchProcess) -> None:
    at_work.plug.send(b"\0" + SHIRT[:5].encode() + b"\0" + SHIRT[5:].encode() + b"\0\r\n")
    assert at_work.hear().code == "unit_verified"
    at_work.send(SKIRT, end=b"\n")
    assert at_work.hear().code == "unit_verified"
    for end in (b"\r\n", b"\n\r", b"\t", b"\r\r\r\n"):
        at_work.send("LARETSNONE", end)
        assert at_work.hear().code == "unknown_command"
        time.sleep(UNREAD_S)
    at_work.plug.send(b"\x02LARETSNONE\x03")
    assert at_work.hear().code == "unknown_command"
    assert at_work.line(UNREAD_S) is None


def test_a_code_without_an_end_is_ended_by_silence(at_work: BenchProcess) -> None:
    at_work.send(SHIRT, end=b"")
    assert at_work.hear().code == "unit_verified"


def test_four_kilobytes_without_an_end_are_one_misread_and_nothing_of_them_is_taken_for_a_code(
    at_work: BenchProcess,
) -> None:
    at_work.send(b"4" * 5000)
    heard = at_work.hear()
    assert heard.tone in {"stop", "attention"}
    assert heard.code in {"garbage", "misread", "unknown_code"}
    at_work.send("LARETSOK")
    at_work.send(SHIRT)
    assert at_work.hear_many(2)[1].code == "unit_verified"


def test_two_codes_glued_together_count_for_neither(at_work: BenchProcess, data: Path) -> None:
    heard = at_work.scan(SHIRT + SKIRT)
    assert (heard.tone, heard.code) == ("stop", "unknown_code")
    assert Books(data).count("verified_units") == 0


def test_half_a_scan_at_an_unplugged_scanner_is_lost_and_the_next_one_is_whole(at_work: BenchProcess) -> None:
    at_work.plug.send(SHIRT[:6].encode())
    at_work.plug.unplug()
    at_work.plug.plug_in()
    at_work.send(SHIRT)
    assert at_work.hear().code == "unit_verified"
    assert at_work.line(UNREAD_S) is None


def test_codes_typed_in_the_russian_layout_are_what_was_meant(bench: BenchProcess, data: Path) -> None:
    assert bench.scan(to_russian(badge_of(data, "packer"))).code == "logged_in"
    assert bench.scan(to_russian(ORDER)).code == "order_opened"
    assert bench.scan(to_russian(SHIRT)).code == "unit_verified"
    assert bench.scan(to_russian("LARETSUNDO")).code == "undone_unit"
    assert bench.scan(to_russian("LARETSUNDO").encode("cp1251")).code in {"nothing_to_undo", "duplicate_read"}


def test_the_badge_of_a_russian_layout_is_not_kept_either(bench: BenchProcess, data: Path) -> None:
    badge = badge_of(data, "packer")
    heard = bench.scan(to_russian(badge))
    assert heard.raw.startswith("badge:")
    assert not Books(data).count(
        "journal WHERE payload LIKE ? OR payload LIKE ?", f"%{badge}%", f"%{to_russian(badge)}%"
    )


def test_twenty_scans_a_second_are_answered_one_by_one_and_in_order(at_work: BenchProcess, data: Path) -> None:
    sent = [f"LARETSX{number:04}" for number in range(200)]
    for number, code in enumerate(sent):
        at_work.send(code)
        if number % 2:
            time.sleep(0.1)

    heard = at_work.hear_many(len(sent))

    assert [one.raw for one in heard] == sent
    assert {one.code for one in heard} == {"unknown_command"}
    stands = Books(data).texts("SELECT json_extract(payload, '$.raw') FROM journal WHERE kind = 'scan' ORDER BY seq")
    assert stands[-len(sent) :] == sent


def test_a_burst_in_one_write_is_answered_one_by_one_and_in_order(at_work: BenchProcess) -> None:
    sent = [f"LARETSX{number:04}" for number in range(100)]
    at_work.plug.send("".join(f"{code}\r\n" for code in sent).encode())
    assert [one.raw for one in at_work.hear_many(len(sent))] == sent


def test_what_was_scanned_while_the_program_started_is_heard(
    data: Path, benches: Callable[[BenchProcess], BenchProcess]
) -> None:
    bench = benches(BenchProcess(data))
    bench.plug.plug_in()
    bench.send(badge_of(data, "packer"))
    bench.start()
    assert bench.hear().code == "logged_in"


def test_one_code_read_twice_within_a_blink_is_one_read_and_both_have_a_line(at_work: BenchProcess) -> None:
    at_work.send(SHIRT)
    at_work.send(SHIRT)
    first, second = at_work.hear_many(2)
    assert (first.code, second.code) == ("unit_verified", "duplicate_read")
    assert first.scan_id != second.scan_id

    time.sleep(UNREAD_S)

    assert at_work.scan(SHIRT).code == "one_too_many"


def test_another_code_between_does_not_make_the_second_read_a_new_one(at_work: BenchProcess) -> None:
    for code in (SHIRT, SKIRT, SHIRT):
        at_work.send(code)
    assert codes_of(at_work, 3) == ["unit_verified", "unit_verified", "duplicate_read"]


def test_under_a_stop_nothing_counts_until_it_is_acknowledged(at_work: BenchProcess, data: Path) -> None:
    assert at_work.scan("4600000000000").tone == "stop"
    assert [one.code for one in at_work.scans(SHIRT, SKIRT, "LARETSUNDO")] == ["not_counted"] * 3
    assert at_work.scan("LARETSOK").code == "acknowledged"
    assert Books(data).count("verified_units") == 0
    time.sleep(UNREAD_S)
    assert at_work.scan(SHIRT).code == "unit_verified"
    assert at_work.scan("LARETSOK").code in {"nothing_to_confirm", "duplicate_read"}


def test_a_unit_scanned_again_at_once_after_the_acknowledgement_counts(at_work: BenchProcess) -> None:
    assert at_work.scan("4600000000000").tone == "stop"
    at_work.send(SHIRT)
    at_work.send("LARETSOK")
    at_work.send(SHIRT)
    assert codes_of(at_work, 3) == ["not_counted", "acknowledged", "unit_verified"]
