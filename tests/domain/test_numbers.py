import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import numbers

CLEAN_TEXT = st.text(alphabet="0123456789LNRUTX²٣ ", max_size=20)
EVERY_RULE = [
    numbers.gtin_check_ok,
    numbers.spsr_ok,
    numbers.s10_ok,
    numbers.postal14_ok,
    numbers.uin_shape,
    numbers.own_number_ok,
]


@pytest.mark.parametrize("wrong", ["4601234567890", "123", "", "00000000", "460123456789٣", "46012345678²³", "abc"])
def test_a_gtin_with_a_wrong_check_digit_or_form_is_refused(wrong: str) -> None:
    assert not numbers.gtin_check_ok(wrong)


@pytest.mark.parametrize("right", ["4601234567893", "96385074", "036000291452", "5901234123457", "10614141000415"])
def test_gtins_of_every_length_are_known_by_their_check_digit(right: str) -> None:
    assert numbers.gtin_check_ok(right)


def test_gtins_are_compared_padded_to_fourteen() -> None:
    assert numbers.gtin14("036000291452") == numbers.gtin14("0036000291452") == "00036000291452"


@pytest.mark.parametrize("wrong", ["46012345678", "4601234567893", "46012345678٣", ""])
def test_an_ean_is_made_of_twelve_digits_only(wrong: str) -> None:
    with pytest.raises(ValueError, match="twelve"):
        numbers.ean13(wrong)


def test_an_ean_gets_its_check_digit() -> None:
    assert numbers.ean13("460123456789") == "4601234567893"


@pytest.mark.parametrize("counter", [-1, 1_000_000_000])
def test_a_counter_that_does_not_fit_is_refused(counter: int) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        numbers.spsr_parcel_number(counter)
    with pytest.raises(ValueError, match="nine digits"):
        numbers.own_number(counter)


@pytest.mark.parametrize("wrong", ["200000000018", "100000000017", "20000000001", "2000000000170", "20000000001²"])
def test_an_spsr_number_that_is_not_one_is_refused(wrong: str) -> None:
    assert not numbers.spsr_ok(wrong)


@pytest.mark.parametrize(("counter", "number"), [(1, "200000000017"), (12345678, "200123456780")])
def test_spsr_numbers_follow_the_published_vectors(counter: int, number: str) -> None:
    assert numbers.spsr_parcel_number(counter) == number
    assert numbers.spsr_ok(number)


@pytest.mark.parametrize("wrong", ["RA644000001RU", "RR123456784TR", "rr123456785tr", "RR12345678TR", "1R123456785TR"])
def test_an_s10_number_that_is_not_one_is_refused(wrong: str) -> None:
    assert not numbers.s10_ok(wrong)


@pytest.mark.parametrize("right", ["RR123456785TR", "RR473124829GB", "EE000000005RU"])
def test_s10_numbers_are_known(right: str) -> None:
    assert numbers.s10_ok(right)


def test_every_s10_body_has_exactly_one_check_digit() -> None:
    for body in range(0, 100_000_000, 1_234_567):
        assert sum(numbers.s10_ok(f"EA{body:08d}{check}RU") for check in range(10)) == 1


@pytest.mark.parametrize("wrong", ["10944022440322", "1094402244032", "4601234567893"])
def test_a_domestic_postal_number_that_is_not_one_is_refused(wrong: str) -> None:
    assert not numbers.postal14_ok(wrong)


@pytest.mark.parametrize("right", ["10944022440321", "11172522364055", "10944022490302"])
def test_domestic_postal_numbers_are_known(right: str) -> None:
    assert numbers.postal14_ok(right)


@pytest.mark.parametrize(("text", "looks"), [("123456789012345", False), ("1234567890123456", True), ("1" * 17, False)])
def test_a_uin_has_sixteen_digits(text: str, *, looks: bool) -> None:
    assert numbers.uin_shape(text) is looks


@given(st.integers(0, numbers.COUNTER_LIMIT - 1), st.integers(2, 10), st.integers(1, 9))
def test_a_number_of_ours_with_one_digit_misread_is_refused(counter: int, place: int, slip: int) -> None:
    number = numbers.own_number(counter)
    misread = number[:place] + str((int(number[place]) + slip) % 10) + number[place + 1 :]
    assert not numbers.own_number_ok(misread)


@given(st.integers(0, numbers.COUNTER_LIMIT - 1), st.integers(2, 9))
def test_a_number_of_ours_with_two_neighbours_swapped_is_refused(counter: int, place: int) -> None:
    number = numbers.own_number(counter)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert numbers.own_number_ok(swapped) is (swapped == number)


@given(st.integers(0, numbers.COUNTER_LIMIT - 1))
def test_numbers_that_we_make_are_taken(counter: int) -> None:
    assert numbers.own_number_ok(numbers.own_number(counter))
    assert numbers.spsr_ok(numbers.spsr_parcel_number(counter))


def test_a_number_of_ours_is_neither_postal_nor_goods() -> None:
    number = numbers.own_number(1)
    assert number == "LN000000001X"
    assert not any(rule(number) for rule in (numbers.s10_ok, numbers.s10_shape, numbers.gtin_check_ok))
    assert numbers.own_shape("LN0000000011")


@given(CLEAN_TEXT)
def test_no_rule_ever_raises(text: str) -> None:
    for rule in EVERY_RULE:
        assert rule(text) in {True, False}


SPSR, S10, POSTAL, OURS = "200000000017", "RR123456785TR", "10944022440321", numbers.own_number(7)


@pytest.mark.parametrize(
    ("carrier", "fitting"),
    [
        ("nobody", set[str]()),
        ("spsr", {SPSR}),
        ("russian_post", {S10, POSTAL}),
        ("own_courier", {OURS}),
        ("pickup", {OURS}),
    ],
)
def test_the_carrier_decides_which_numbers_may_bind(carrier: str, fitting: set[str]) -> None:
    every = {SPSR, S10, POSTAL, OURS, "4601234567893", "10482", ""}
    assert {number for number in every if numbers.number_fits(carrier, number)} == fitting


@pytest.mark.parametrize(("left", "allotted", "few"), [(0, 0, False), (10, 100, False), (9, 100, True), (0, 5, True)])
def test_a_range_runs_out_below_a_tenth(left: int, allotted: int, few: bool) -> None:  # noqa: FBT001 - a table's column
    assert numbers.few_left(left, allotted) is few
