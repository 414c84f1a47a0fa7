import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain import numbers
from station.scan import layout
from station.scan.barcode import (
    BADGE_PREFIX,
    COMMAND_PREFIX,
    TRAY_PREFIX,
    Decoded,
    Shape,
    badge_check_ok,
    badge_code,
    decode,
    reserved,
)

EAN = "4601234567893"
UIN = "1234567890123456"
BADGE = badge_code(0x0123_4567_89AB_CDEF)
PASSPORT_LINE = "P<RUSVYDUMOVA<<ANNA<IVANOVNA<<<<<<<<<<<<<<<<"
PASSPORT_DATES = "1100000000RUS8207123F<<<<<<<1111111110000<00"
IDENTITY = f"010{EAN}215abcdefghijkl"
TAIL = "\x1d91abcd\x1d92" + "q" * 44


def shapes(text: str) -> set[Shape]:
    return set(decode(text.encode()).shapes)


@pytest.mark.parametrize("raw", [b"", b"\0\0", b"\r\n", b" ", b"\xff\xfe", b"\x80\x81\x82\x83\x84", b"\x1b[A", b"\x07"])
def test_what_cannot_be_a_code_is_garbage(raw: bytes) -> None:
    assert decode(raw).shapes == {Shape.GARBAGE}


@pytest.mark.parametrize("length", [4096, 5000, 100_000])
def test_four_kilobytes_are_no_code(length: int) -> None:
    assert decode(b"4" * length).shapes == {Shape.GARBAGE}


@pytest.mark.parametrize(
    "text",
    ["4601234567890", "96385075", "036000291453", "200000000018", "10944022440322", "RR123456784TR", "LN0000000011"],
)
def test_a_wrong_check_digit_is_a_misread(text: str) -> None:
    assert decode(text.encode()).misread


@pytest.mark.parametrize("text", ["]E0460123456", "]E04601234567890", "]C1010460123456789021ABC", "]d2zz"])
def test_what_the_scanner_named_and_does_not_add_up_is_a_misread(text: str) -> None:
    found = decode(text.encode())
    assert found.misread
    assert found.aim == text[:3]


@pytest.mark.parametrize("text", [EAN, "200000000017", UIN, "10482", "ZL-RING-17", "123456789", "]C0ABC-12"])
def test_what_has_no_check_digit_or_a_right_one_is_no_misread(text: str) -> None:
    assert not decode(text.encode()).misread


@pytest.mark.parametrize(
    "raw",
    [
        b"\x024601234567893\x03",
        b"4601234567893\r\n",
        b"4601234567893  \t",
        b"\xef\xbb\xbf4601234567893",
        b"46\x0001234567893",
    ],
)
def test_the_marks_of_the_wire_are_cleaned_away(raw: bytes) -> None:
    assert decode(raw).text == EAN


@pytest.mark.parametrize(
    ("text", "padded"),
    [
        (EAN, f"0{EAN}"),
        (f"]E0{EAN}", f"0{EAN}"),
        (f"]E3{EAN}12", f"0{EAN}"),
        (f"]E3{EAN}12345", f"0{EAN}"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        (f"010{EAN}", None),
    ],
)
def test_goods_are_compared_padded_to_fourteen(text: str, padded: str | None) -> None:
    assert decode(text.encode()).gtin14 == padded


def test_leading_zeros_are_kept_in_the_text() -> None:
    assert decode(b"00012345").text == "00012345"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10944022440321", {Shape.GTIN, Shape.POSTAL14}),
        ("RR123456785TR", {Shape.S10}),
        ("RR 123 456 785 TR", {Shape.S10}),
        ("200000000017", {Shape.SPSR}),
        ("20 01234 56780", {Shape.SPSR}),
        (numbers.own_number(17), {Shape.OWN_NUMBER}),
        (UIN, {Shape.UIN}),
        (f"{TRAY_PREFIX}001", {Shape.TRAY}),
        (f"{TRAY_PREFIX}01", {Shape.TEXT}),
        (f"{COMMAND_PREFIX}UNDO", {Shape.COMMAND}),
        (COMMAND_PREFIX, {Shape.TEXT}),
        ("https://example.test/about", {Shape.LINK}),
        ("10482-2", {Shape.TEXT}),
        ("10482 2", {Shape.TEXT}),
    ],
)
def test_each_form_is_told_and_forms_that_overlap_are_all_told(text: str, expected: set[Shape]) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize("text", [f"{COMMAND_PREFIX}UNDO", f"{TRAY_PREFIX}0001", "RR123456785TR", "LN000000001X"])
@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("russian", [False, True])
def test_no_layout_and_no_caps_lock_hurts_codes_of_capitals(text: str, *, caps: bool, russian: bool) -> None:
    typed = layout.to_russian(text) if russian else text
    found = decode((typed.swapcase() if caps else typed).encode())
    assert (found.text, found.candidates, found.repaired) == (text, (text,), russian)


def test_a_russian_layout_is_healed_even_in_the_prefix_of_the_scanner() -> None:
    found = decode(layout.to_russian(f"]E0{EAN}").encode())
    assert (found.text, found.aim, found.repaired, found.ambiguous) == (EAN, "]E0", True, False)


def test_russian_sent_as_windows_1251_is_healed_and_kept_as_it_stands() -> None:
    found = decode("ЩИЕМФДШ".encode("cp1251"))
    assert found.text == "OBTVALI"
    assert "ЩИЕМФДШ" in found.candidates


def test_a_code_that_may_be_read_in_two_ways_gives_both() -> None:
    found = decode(b"12.5")
    assert found.ambiguous
    assert found.candidates == ("12.5", "12/5")


def test_a_code_of_mixed_case_offers_its_caps_lock_twin_second() -> None:
    assert decode(b"!uKEtQZVx").candidates == ("!uKEtQZVx", "!UkeTqzvX")


@pytest.mark.parametrize(
    "link",
    [
        f"https://example.test/?a=6543210987654321&uin={UIN}",
        f"HTTP://EXAMPLE.TEST/U/{UIN}",
        f"https://example.test/a/{UIN}/b?c=1",
    ],
)
def test_a_uin_is_found_within_a_link(link: str) -> None:
    found = decode(link.encode())
    assert found.shapes == {Shape.LINK, Shape.UIN}
    assert (found.text, found.uin) == (UIN, UIN)
    assert link in found.candidates


def test_a_link_in_the_russian_layout_is_healed() -> None:
    assert decode(layout.to_russian(f"https://example.test/?uin={UIN}").encode()).uin == UIN


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY,
        IDENTITY + TAIL,
        IDENTITY + TAIL.replace("\x1d", ""),
        IDENTITY + TAIL.replace("\x1d", "<GS>"),
        "\x1d" + IDENTITY + TAIL,
        "]d2" + IDENTITY + TAIL,
        "]C1" + IDENTITY,
        f"(01)0{EAN}(21)5abcdefghijkl",
        f"(01)0{EAN}(21)5abcdefghijkl(91)abcd(92)xyz",
        f"https://id.example.test/01/0{EAN}/21/5abcdefghijkl",
    ],
)
def test_a_marking_code_has_one_identity_with_tail_and_without(text: str) -> None:
    found = decode(text.encode())
    assert Shape.MARKING in found.shapes
    assert (found.text, found.gtin14, found.serial) == (IDENTITY, f"0{EAN}", "5abcdefghijkl")
    assert found.candidates[0] == IDENTITY


def test_an_element_string_without_serial_is_gs1_and_no_marking() -> None:
    found = decode(f"]C1010{EAN}17270101".encode())
    assert found.shapes == {Shape.GS1}
    assert found.gtin14 == f"0{EAN}"


def test_a_serial_that_is_too_long_to_be_one_is_not_guessed() -> None:
    found = decode(f"010{EAN}21{'a' * 30}".encode())
    assert found.shapes == {Shape.GS1}
    assert found.serial is None


def test_an_element_string_without_goods_is_gs1_too() -> None:
    found = decode(b"]C100146012345678901236")
    assert found.shapes == {Shape.GS1}
    assert found.gtin14 is None


def test_elements_may_come_in_any_order() -> None:
    assert decode(f"]C11727010110LOT7\x1d010{EAN}21A1".encode()).serial == "A1"


def test_the_byte_e8_for_a_separator_is_understood() -> None:
    assert decode(b"\xe8" + IDENTITY.encode() + b"\xe891abcd").text == IDENTITY


@pytest.mark.parametrize("bits", [-1, 1 << 64])
def test_a_badge_holds_no_more_than_64_bits(bits: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        badge_code(bits)


@given(st.integers(0, (1 << 64) - 1), st.integers(0, 13), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_badge_with_one_character_misread_is_refused_and_still_secret(bits: int, place: int, other: str) -> None:
    badge = badge_code(bits)
    at = len(BADGE_PREFIX) + place
    misread = badge[:at] + other + badge[at + 1 :]
    found = decode(misread.encode())
    assert found.secret
    assert badge_check_ok(misread) is (misread == badge) is (Shape.BADGE in found.shapes) is not found.misread


@given(st.integers(0, (1 << 64) - 1), st.booleans(), st.booleans())
def test_a_badge_is_known_in_every_layout(bits: int, russian: bool, caps: bool) -> None:  # noqa: FBT001 - drawn
    badge = badge_code(bits)
    typed = layout.to_russian(badge) if russian else badge
    found = decode((typed.swapcase() if caps else typed).encode())
    assert (found.text, set(found.shapes), found.secret) == (badge, {Shape.BADGE}, True)


@pytest.mark.parametrize("text", ["LZB", "LZB0", BADGE + "0", BADGE[:-1], BADGE.replace("0", "O"), "lzbu"])
def test_part_of_a_badge_is_no_badge_and_still_secret(text: str) -> None:
    found = decode(text.encode())
    assert found.secret
    assert Shape.BADGE not in found.shapes


@pytest.mark.parametrize(
    "text",
    [PASSPORT_LINE, PASSPORT_DATES, PASSPORT_LINE + PASSPORT_DATES, PASSPORT_LINE[:25], "P<RUSVYD", "PNRUSVYDUMOVA"],
)
@pytest.mark.parametrize("russian", [False, True])
def test_lines_of_a_passport_are_secret(text: str, *, russian: bool) -> None:
    found = decode((layout.to_russian(text) if russian else text).encode())
    assert found.shapes == {Shape.MRZ}
    assert found.secret


@pytest.mark.parametrize(
    "text",
    [f"{EAN}{BADGE}", f"\x07{BADGE}", f"\x07{PASSPORT_LINE}", "\x07" + layout.to_russian(BADGE), "9" * 5000 + "<<<"],
)
def test_a_secret_within_noise_is_a_secret_still(text: str) -> None:
    assert decode(text.encode()[-4000:]).secret


@pytest.mark.parametrize("text", ["4510 123456", "45 10 123456", "45 10123456", "4510 № 123456", "4510 №123456"])
def test_a_bare_passport_number_is_secret(text: str) -> None:
    found = decode(text.encode())
    assert (found.secret, found.shapes) == (True, frozenset({Shape.MRZ}))


@pytest.mark.parametrize("text", ["4510123456", "4510 12345", "451 0123456"])
def test_ten_digits_written_otherwise_are_a_code(text: str) -> None:
    assert not decode(text.encode()).secret


@pytest.mark.parametrize("number", ["LARETSUNDO", "larets-1", "LZB7", "LZT004", " lzt9", "4510 123456", "<<<"])
def test_no_order_may_be_called_as_our_codes_or_a_passport(number: str) -> None:
    assert reserved(number)


@pytest.mark.parametrize("number", ["10482", "C-16", "ЗАКАЗ-LZB", "10482-2", "4510123456"])
def test_an_order_may_be_called_anything_else(number: str) -> None:
    assert not reserved(number)


def test_a_marking_code_may_hold_angle_brackets_and_is_no_passport() -> None:
    found = decode(f"010{EAN}21ABC<<DEF<<GHI".encode())
    assert Shape.MARKING in found.shapes
    assert not found.secret


def test_what_was_scanned_never_stands_in_the_repr() -> None:
    assert "VYDUMOVA" not in repr(decode(PASSPORT_LINE.encode()))
    assert BADGE[4:] not in repr(decode(BADGE.encode()))


NOISE = st.binary(max_size=200) | st.text(alphabet="0123456789АЯёABZabz]E0dCLRTN<>()./:;\x1d №", max_size=60).map(
    str.encode
)


@settings(max_examples=1000)
@given(NOISE)
def test_decoding_never_raises_and_always_says_something(raw: bytes) -> None:
    found: Decoded = decode(raw)
    assert found.shapes
    assert decode(raw) == found
    if Shape.GARBAGE not in found.shapes:
        assert found.candidates[0] == found.text
        assert len(set(found.candidates)) == len(found.candidates)


@pytest.mark.parametrize("text", ["<" * 4000 + "!", "P<RUS" + "<A" * 1990 + "!", "1 " * 2000 + "x", "(21)" * 1000])
def test_no_noise_keeps_the_bench_waiting(text: str) -> None:
    assert Shape.TEXT in decode(text.encode()).shapes  # the limit of a test's time would tell of a slow pattern


def test_blanks_stay_where_taking_them_out_gives_no_number() -> None:
    assert decode(b"10482 2").text == "10482 2"
    assert decode(b"20 01234 56780").text == "200123456780"
