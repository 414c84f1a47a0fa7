from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.documents.numbers import FIXED, THIN, count_text, group_code, money_text, split_code, weight_text


def plain(text: str) -> str:
    return text.replace(FIXED, " ").replace(THIN, "'")


@pytest.mark.parametrize(
    ("kopecks", "shown"),
    [(0, "0 ₽"), (5, "0,05 ₽"), (9990, "99,90 ₽"), (1250000, "12'500 ₽"), (-100000000, "−1'000'000 ₽")],
)
def test_money_shows_kopecks_only_where_there_are_some(kopecks: int, shown: str) -> None:
    assert plain(money_text(kopecks)) == shown


@pytest.mark.parametrize(
    ("grams", "shown"), [(0, "0 г"), (820, "820 г"), (1000, "1 кг"), (1240, "1,24 кг"), (1005, "1,005 кг")]
)
def test_weight_turns_into_kilograms_without_needless_zeros(grams: int, shown: str) -> None:
    assert plain(weight_text(grams)) == shown


def test_english_has_its_own_point_and_units() -> None:
    assert plain(weight_text(1240, language="en")) == "1.24 kg"
    assert plain(money_text(9990, language="en")) == "99.90 ₽"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("10482", "10482"),
        ("200123456780", "20 01234 56780"),
        ("10944022440321", "109440 22 44032 1"),
        ("4600000000015", "4 600000 000015"),
        ("RA123456785RU", "RA 123 456 785 RU"),
        ("1234567890-1", "12345 67890-1"),
        ("", ""),
    ],
)
def test_codes_stand_in_groups_that_an_eye_can_hold(code: str, shown: str) -> None:
    assert plain(group_code(code)) == shown


@given(st.text(alphabet="0123456789ABRU-", max_size=30))
def test_grouping_loses_nothing_and_the_last_four_stand_out(code: str) -> None:
    head, tail = split_code(code)
    assert head + tail == group_code(code)
    assert group_code(code).replace(FIXED, "") == code
    assert len(tail.replace(FIXED, "")) in {0, min(4, len(code))}


def test_the_letters_of_a_command_do_not_stand_out() -> None:
    assert split_code("LARETS-UNDO") == ("LARETS-UNDO", "")
    assert split_code("200123456780")[1] == "6780"
    assert split_code("82") == ("", "82")


def test_nothing_can_be_torn_at_a_line_s_end() -> None:
    assert " " not in money_text(125000005) + weight_text(1250000) + count_text(1250000)
