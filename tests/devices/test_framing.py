import re

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.scanners.framing import DEFAULT_GAP_NS, LONGEST_FRAME, Framer

CODES = st.lists(st.binary(min_size=1, max_size=40).map(lambda raw: re.sub(rb"[\0\2\3\t\n\r]", b"x", raw)), max_size=12)
ENDS = st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\0\r\0\n"])


def frames(framer: Framer, *chunks: bytes) -> list[bytes]:
    return [frame.raw for at, chunk in enumerate(chunks) for frame in framer.feed(chunk, at)]


def test_empty_frames_and_nul_bytes_are_dropped() -> None:
    assert frames(Framer(), b"\r\n\0\r\x02\x03\t\0") == []


def test_half_a_frame_is_held_back() -> None:
    framer = Framer()
    assert frames(framer, b"460123") == []
    assert framer.silence_ns is not None


def test_half_a_frame_is_forgotten_when_the_wire_was_cut() -> None:
    framer = Framer()
    framer.feed(b"460123", 1)
    framer.reset()
    assert framer.silence_ns is None
    assert frames(framer, b"4567\r") == [b"4567"]


def test_two_frames_in_one_read_are_two() -> None:
    assert frames(Framer(), b"one\rtwo\r") == [b"one", b"two"]


def test_one_frame_in_ten_reads_is_one() -> None:
    assert frames(Framer(), *(bytes([byte]) for byte in b"460123456\r")) == [b"460123456"]


def test_a_crlf_torn_between_two_reads_ends_one_frame() -> None:
    assert frames(Framer(), b"one\r", b"\ntwo\r", b"\n") == [b"one", b"two"]


def test_frames_between_stx_and_etx_are_taken_without_them() -> None:
    assert frames(Framer(), b"\x02one\x03\x02two\x03\r\n") == [b"one", b"two"]


def test_the_separator_of_gs1_stays_within_its_frame() -> None:
    assert frames(Framer(), b"0104\x1d21\r") == [b"0104\x1d21"]


def test_silence_ends_a_frame_that_has_no_terminator() -> None:
    framer = Framer()
    framer.feed(b"4601", 5)
    assert [(frame.raw, frame.at_ns) for frame in framer.silent()] == [(b"4601", 5)]
    assert framer.silent() == []


def test_a_scanner_known_for_no_terminator_waits_one_gap_and_others_longer() -> None:
    framer = Framer()
    framer.feed(b"a", 0)
    assert framer.silence_ns == 5 * DEFAULT_GAP_NS
    framer.silent()
    framer.feed(b"b", 0)
    assert framer.silence_ns == DEFAULT_GAP_NS
    framer.feed(b"\rc", 0)
    assert framer.silence_ns == 5 * DEFAULT_GAP_NS


def test_four_kilobytes_without_an_end_are_cut_told_once_and_skipped_to_the_next_end() -> None:
    framer = Framer()
    long = [frame for at in range(20) for frame in framer.feed(b"x" * 1000, at)]
    assert [(len(frame.raw), frame.overlong) for frame in long] == [(LONGEST_FRAME, True)]
    assert frames(framer, b"rest\rgood\r") == [b"good"]


def test_silence_too_ends_what_is_skipped() -> None:
    framer = Framer()
    framer.feed(b"x" * 5000, 0)
    assert framer.silence_ns is not None
    framer.silent()
    assert frames(framer, b"good\r") == [b"good"]


def test_a_frame_carries_the_time_of_the_read_that_ended_it() -> None:
    framer = Framer()
    framer.feed(b"one", 1)
    assert [frame.at_ns for frame in framer.feed(b"\rtwo\r", 2)] == [2, 2]


@settings(max_examples=500)
@given(CODES, ENDS, st.data())
def test_no_frame_is_lost_merged_or_reordered_however_the_reads_fall(
    codes: list[bytes], end: bytes, data: st.DataObject
) -> None:
    wire = b"".join(code + end for code in codes)
    framer, got = Framer(), list[bytes]()
    while wire:
        size = data.draw(st.integers(1, len(wire)))
        got += frames(framer, wire[:size])
        wire = wire[size:]
    assert got == codes
    assert framer.silence_ns is None


@given(st.lists(st.binary(max_size=3000), max_size=8))
def test_noise_never_raises_and_never_piles_up(chunks: list[bytes]) -> None:
    framer = Framer()
    for at, chunk in enumerate(chunks):
        assert all(0 < len(frame.raw) <= LONGEST_FRAME for frame in framer.feed(chunk, at))
    assert sum(len(frame.raw) for frame in framer.silent()) <= LONGEST_FRAME
