import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.scan import layout
from station.scan.layout import Reading, readings, to_qwerty, to_russian

# Every printable key of a PC keyboard, as the Russian layout gives it. Written out, not reckoned.
KEYS = [
    *("` ё", "1 1", "2 2", "3 3", "4 4", "5 5", "6 6", "7 7", "8 8", "9 9", "0 0", "- -", "= ="),
    *("q й", "w ц", "e у", "r к", "t е", "y н", "u г", "i ш", "o щ", "p з", "[ х", "] ъ", "\\ \\"),
    *("a ф", "s ы", "d в", "f а", "g п", "h р", "j о", "k л", "l д", "; ж", "' э"),
    *("z я", "x ч", "c с", "v м", "b и", "n т", "m ь", ", б", ". ю", "/ ."),
    *("~ Ё", "! !", '@ "', "# №", "$ ;", "% %", "^ :", "& ?", "* *", "( (", ") )", "_ _", "+ +"),
    *("Q Й", "W Ц", "E У", "R К", "T Е", "Y Н", "U Г", "I Ш", "O Щ", "P З", "{ Х", "} Ъ", "| /"),
    *("A Ф", "S Ы", "D В", "F А", "G П", "H Р", "J О", "K Л", "L Д", ": Ж", '" Э'),
    *("Z Я", "X Ч", "C С", "V М", "B И", "N Т", "M Ь", "< Б", "> Ю", "? ,"),
]
PAIRS = [(key[0], key[2]) for key in KEYS]


@pytest.mark.parametrize(("meant", "typed"), PAIRS, ids=[f"U+{ord(meant):04X}" for meant, _ in PAIRS])
def test_each_of_the_94_keys_is_undone(meant: str, typed: str) -> None:
    assert to_russian(meant) == typed
    assert to_qwerty(typed) == meant


def test_the_table_holds_all_printable_ascii_once() -> None:
    assert sorted(meant for meant, _ in PAIRS) == [chr(code) for code in range(33, 127)]
    assert len({typed for _, typed in PAIRS}) == 94


def test_exactly_seven_marks_of_ascii_may_be_either_reading() -> None:
    moved = {typed for meant, typed in PAIRS if meant != typed and typed.isascii()}
    assert moved == layout.MOVED_MARKS
    assert {mark for mark in map(chr, range(33, 127)) if readings(f"12{mark}34").ambiguous} == moved


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ЩИЕМФДШ", "OBTVALI"), ("йФЯ-01", "qAZ-01"), ("№12", "#12"), ("ъУ04601234567893", "]E04601234567893")],
)
def test_one_cyrillic_letter_or_numero_makes_it_certain(typed: str, meant: str) -> None:
    found = readings(typed)
    assert found.each[0] == Reading(meant, healed=True)
    assert not found.ambiguous


def test_what_is_truly_russian_stays_among_the_readings() -> None:
    assert Reading("Заказ 1235") in readings("Заказ 1235").each


def test_latin_letters_prove_the_right_layout() -> None:
    assert readings("AB.12/3").each[0] == Reading("AB.12/3")
    assert not readings("AB.12/3").ambiguous


def test_digits_with_a_moved_mark_have_both_readings() -> None:
    assert readings("12.5") == layout.Readings((Reading("12.5"), Reading("12/5", healed=True)), ambiguous=True)


def test_two_scripts_in_one_code_are_healed_by_letter_and_called_ambiguous() -> None:
    found = readings("AB.ФЫ")
    assert found.each == (Reading("AB.AS", healed=True), Reading("AB.ФЫ"))
    assert found.ambiguous


def test_caps_lock_is_offered_and_never_taken_first() -> None:
    assert readings("!uKEtQZVx").each == (Reading("!uKEtQZVx"), Reading("!UkeTqzvX"))


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_the_true_code_is_always_among_the_readings(code: str) -> None:
    assert code in [reading.text for reading in readings(to_russian(code)).each]


@given(st.from_regex(r"[!-~]{0,8}[A-Z][!-~]{0,8}", fullmatch=True))
def test_caps_lock_in_the_russian_layout_is_undone_too(code: str) -> None:
    typed = to_russian(code).swapcase()
    assert Reading(code, healed=True) in readings(typed).each
