from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import holds
from station.domain.codes import Code
from station.domain.import_codes import ImportCode
from station.domain.order import PassportState
from station.domain.parcel import LabelState
from station.domain.people import Right, Role
from station.domain.shipment import Numbering, ShipmentState
from station.domain.workflow.phases import Phase
from station.errors import Reason
from station.scan import intent
from station.scan.commands import COMMANDS, Verb
from station.usecases.tones import tone_of
from tests.ui import catalogues
from ui.presenters.state import Caption
from ui.texts import KINDS, LANGUAGES, NOUNS, Texts, short_name, tail

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 22, 11, 6, tzinfo=UTC)  # 14:06 in Moscow
LONGEST_TITLE = 40
CORE = Path(__file__).parents[2] / "station"
UI = CORE.parent / "ui"
RU = Texts("ru", MOSCOW)
EN = Texts("en", MOSCOW)
both = pytest.mark.parametrize("texts", [RU, EN], ids=LANGUAGES)
# Doubled blanks, a mark after a blank or after a mark, empty quotes, an end left open: a fact went missing.
LIMPS = re.compile(r"\s\s|\s[.,:;?!)]|[:,;]\.|\.\.|«\s*»|“\s*”|\(\s*\)|[\[\]{}|]|[:,·—]$|^[.,:;]|№\s*[.,:]")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(texts: Texts, code: str, facts: dict[str, str]) -> tuple[str, str, str]:
    words = texts.verdict(code, facts, tone=tone_of(code).value, now=NOW)
    return words.title, words.text, words.action


# -- refusals first --------------------------------------------------------------------------------------------------


@both
def test_a_code_without_words_shows_itself_and_at_a_stop_says_whom_to_call(texts: Texts) -> None:
    words = texts.verdict("never_heard_of", {"name": "x"}, tone="stop")

    assert words.title == "never_heard_of"
    assert words.action
    assert texts.verdict("never_heard_of", {}, tone="ok").action == ""
    assert texts.reason(Reason("never_heard_of")) == "never_heard_of"
    assert texts.result("never_heard_of", {}) == "never_heard_of"
    assert texts.caption("never_heard_of") == "never_heard_of"
    assert texts.name("carrier", "never_heard_of") == "never_heard_of"


def test_a_language_that_we_lack_is_russian() -> None:
    assert Texts("tlh", MOSCOW).verdict("order_held", {}, tone="stop").title == "Заказ задержан"


def test_a_hold_is_told_in_the_same_words_whatever_its_reason() -> None:
    held = said(RU, "order_held", {"order": "10482"})

    assert held == ("Заказ задержан", "Заказ 10482 пока не отправляют.", "Отложите его и позовите старшего смены.")
    assert said(RU, "order_held", {}) == said(RU, "passport_not_clear", {"why": "red"})
    assert said(RU, "passport_not_clear", {"order": "10482", "why": "red"}) == held
    assert said(EN, "passport_not_clear", {}) == said(EN, "order_held", {})


def test_a_fact_cannot_speak_as_a_template() -> None:
    assert "{who} [a|b]" in RU.verdict("one_too_many", {"name": "{who} [a|b]", "who": "X"}, tone="stop").text


def test_a_fact_that_makes_no_sense_is_left_out_or_shown_as_it_is() -> None:
    assert RU.verdict("parcel_weighed", {"grams": "many", "count": "some"}, tone="ok").text == "Вес записан."
    assert RU.verdict("pin_locked", {"until": "soon", "who": "Анна"}, tone="stop").text == "Анна: PIN закрыт до soon."
    assert RU.verdict("not_counted", {"lock": "never_heard_of"}, tone="attention").text.endswith("«never_heard_of».")


@pytest.mark.parametrize("code", ["unknown_code", "garbage", "misread", "order_unknown"])
def test_four_kilobytes_of_a_scan_stay_few_words(code: str) -> None:
    facts = dict.fromkeys(("got", "order", "name"), "Ж\x00\n" * 1400)

    assert all(len(part) < 300 and part.isprintable() for part in (*said(RU, code, facts), RU.result(code, facts)))


# -- every code ------------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("full", [True, False], ids=["with every fact", "without facts"])
def test_every_code_reads_well(texts: Texts, code: Code, *, full: bool) -> None:
    facts = catalogues.examples(code) if full else {}

    title, text, action = said(texts, code, facts)

    assert 0 < len(title) <= LONGEST_TITLE
    assert title != code
    for part in (title, text, action, texts.reason(Reason(code, facts)), texts.result(code, facts)):
        assert not LIMPS.search(part), part
    assert all(part == "" or part.endswith(".") for part in (text, action))
    assert not title.endswith(".")


@both
@given(data=st.data())
def test_any_facts_may_be_missing_or_empty(texts: Texts, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(list(Code)))
    facts = catalogues.examples(code)
    kept = data.draw(st.dictionaries(st.sampled_from(sorted(facts)), st.booleans()))
    some = {name: facts[name] if there else "" for name, there in kept.items()}

    for part in (*said(texts, code, some), texts.reason(Reason(code, some))):
        assert not LIMPS.search(part), (code, some, part)


@both
def test_every_stop_says_what_to_do(texts: Texts) -> None:
    refusals = [key.removesuffix(".title") for key, m in read("en").items() if m.note.startswith("refusal")]
    stops = [code for code in refusals if tone_of(code).value == "stop"]

    assert [code for code in stops if not said(texts, code, {})[2]] == []


def test_no_russian_is_left_in_english_and_both_have_the_same_keys() -> None:
    russian, english = (read(language) for language in LANGUAGES)

    assert russian.keys() == english.keys()
    assert [
        m.key for m in english.values() if re.search("[а-яё]", " ".join(m.forms)) and m.key != "caption.language"
    ] == []
    assert {key: m.note for key, m in russian.items()} == {key: m.note for key, m in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_asks_only_for_what_can_be_shown(language: str) -> None:
    ways = {"", "tail", "code", "short", "tray", "clock", "when", "title", "reason", "weight", "money", *NOUNS, *KINDS}

    for message in read(language).values():
        for form in message.forms:
            assert form.count("[") == form.count("]"), message
            assert {found[1] or "" for found in re.finditer(r"\{[a-z_]+(?::([a-z_]+))?\}", form)} <= ways, message


def test_both_languages_ask_for_the_same_facts() -> None:
    asked = [
        {key: set(re.findall(r"\{([a-z_]+)", m.forms[0])) for key, m in read(language).items() if not m.plural}
        for language in LANGUAGES
    ]

    assert asked[0] == asked[1]


def test_every_reason_that_the_core_gives_has_words() -> None:
    given_codes = {
        str(argument.value)
        for file in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Reason", "BadInput", "UnreadableField"}
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }

    assert given_codes
    assert [code for code in sorted(given_codes) if RU.reason(Reason(code)) == code] == []


@both
def test_every_code_of_an_import_has_words(texts: Texts) -> None:
    assert [code for code in ImportCode if texts.reason(Reason(code)) == code] == []


def test_a_trouble_says_what_helps() -> None:
    assert RU.trouble("data_in_use", {}) == (
        "Ларец уже открыт: эти данные держит другая программа. Вернитесь в открытое окно или закройте его"
    )
    assert RU.trouble("settings_wrong", {"file": "station.toml", "text": "bench: str is wanted"}) == (
        "В настройках ошибки (station.toml): bench: str is wanted"
    )


def test_a_tone_in_the_page_of_codes_is_the_tone_in_the_code() -> None:
    page = catalogues.CODES_PAGE.read_text(encoding="utf-8")
    tones = dict(re.findall(r"^\| `(\w+)` \| (\w+) ", page, flags=re.MULTILINE))
    source = "".join(file.read_text(encoding="utf-8") for file in (CORE / "usecases").glob("*.py"))

    answered = re.findall(r"Outcome\(\s*Tone\.(\w+),\s*Code\.(\w+)", source)
    refused = set(re.findall(r"Refused\(Reason\(Code\.(\w+)", source))

    assert {(tones[code.lower()], code) for _, code in answered} == {(tone.lower(), code) for tone, code in answered}
    assert {code: tones[code.lower()] for code in refused} == {code: tone_of(code.lower()).value for code in refused}


# -- what was asked for, word by word --------------------------------------------------------------------------------


def test_a_sister_unit_is_told_by_what_a_hand_can_see() -> None:
    facts = {"by": "size", "expected": "17,5", "got": "18,0", "place": "Б-04-7", "name": "Кольцо", "line": "1"}

    assert said(RU, "sister_unit", facts) == (
        "Другое изделие того же артикула",
        "Ждали размер 17,5, пришёл 18,0.",
        "Верните в ячейку Б-04-7 и возьмите нужное.",
    )
    by_code = facts | {"by": "code", "expected": "2000000888871", "got": "2000000888872"}
    assert said(RU, "sister_unit", by_code)[1] == "Ждали …8871, пришло …8872."
    assert RU.result("sister_unit", facts) == "другое изделие"


def test_a_unit_in_a_parcel_names_parcel_order_time_and_person() -> None:
    facts = {"order": "10482", "parcel": "2", "at": "2026-11-22T11:03:00+00:00", "who": "Анна Выдумова", "got": "1"}

    assert said(RU, "unit_in_parcel", facts)[1] == "Уже в месте 2 заказа 10482: 14:03, Анна Выдумова."
    earlier = facts | {"at": "2026-11-21T11:03:00+00:00"}
    assert plain(said(RU, "unit_in_parcel", earlier)[1]) == ("Уже в месте 2 заказа 10482: вчера, 14:03, Анна Выдумова.")


def test_a_right_unit_says_what_is_left_and_what_comes_next() -> None:
    facts = {"name": "Подарочная коробка, бархат", "count": "2", "next": "Серьги «Капля»", "next_place": "Б-04-7"}

    assert plain(" ".join(said(RU, "unit_verified", facts))) == (
        "Верно: подарочная коробка Осталось два изделия. Дальше — серьги, ячейка Б-04-7. "
    )
    assert said(EN, "unit_verified", {"name": "Ring", "count": "1"})[:2] == ("Right: ring", "One unit left.")


def test_not_counted_names_the_stop_that_waits() -> None:
    title, text, _ = said(RU, "not_counted", {"lock": "one_too_many"})

    assert title == "Не засчитано"
    assert text == "Сначала подтвердите прежний отказ: «Лишнее изделие»."


def test_a_parcel_of_another_carrier_names_both() -> None:
    assert said(RU, "other_carrier", {"expected": "spsr", "got": "russian_post"})[1] == (
        "Реестр: СПСР. Место: Почта России."
    )


def test_the_alarm_of_the_cage_names_place_and_first_reason() -> None:
    facts = {"order": "10482", "place": "17", "tracking": "200004720526", "why": "order_held"}

    title, text, _ = said(RU, "cage_alarm", facts)

    assert plain(title) == "Уберите из клетки № 17"
    assert text == "Заказ 10482, номер …0526: заказ задержан."


def test_a_reason_is_one_sentence() -> None:
    assert RU.reason(Reason("units_missing", {"count": "2"})) == "Не все изделия собраны: осталось два изделия"
    assert RU.reason(Reason("order_held")) == "Заказ задержан"
    assert RU.reason(Reason("consignee_incomplete", {"field": "phone"})) == "У получателя не всё указано: телефон"


# -- figures and times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "russian", "english"),
    [
        (0, "0 изделий", "0 units"),
        (1, "одно изделие", "one unit"),
        (2, "два изделия", "two units"),
        (5, "пять изделий", "five units"),
        (10, "десять изделий", "ten units"),
        (11, "11 изделий", "11 units"),
        (12, "12 изделий", "12 units"),
        (21, "21 изделие", "21 units"),
        (22, "22 изделия", "22 units"),
        (25, "25 изделий", "25 units"),
        (111, "111 изделий", "111 units"),
        (1250, "1 250 изделий", "1 250 units"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, russian: str, english: str) -> None:
    assert plain(RU.counted(count, "units")) == russian
    assert plain(EN.counted(count, "units")) == english


def test_a_number_word_has_the_gender_of_its_noun() -> None:
    assert [RU.counted(1, noun) for noun in ("units", "orders", "labels")] == [
        "одно изделие",
        "один заказ",
        "одна этикетка",
    ]
    assert [RU.counted(2, noun) for noun in ("units", "orders", "labels")] == [
        "два изделия",
        "два заказа",
        "две этикетки",
    ]
    assert [plain(RU.counted(count, "wait")) for count in (1, 2, 5, 21)] == ["1 ждёт", "2 ждут", "5 ждут", "21 ждёт"]


@both
def test_every_noun_can_be_counted(texts: Texts) -> None:
    assert all(not LIMPS.search(texts.counted(count, noun)) for noun in NOUNS for count in range(130))
    assert texts.counted(1250, "never heard of") == "1\u202f250"


@pytest.mark.parametrize(
    ("at", "russian", "english"),
    [
        (datetime(2026, 11, 22, 13, 0, tzinfo=UTC), "сегодня, 16:00", "today, 16:00"),
        (datetime(2026, 11, 22, 20, 59, tzinfo=UTC), "сегодня, 23:59", "today, 23:59"),
        (datetime(2026, 11, 22, 21, 0, tzinfo=UTC), "завтра, 00:00", "tomorrow, 00:00"),
        (datetime(2026, 11, 21, 21, 0, tzinfo=UTC), "сегодня, 00:00", "today, 00:00"),
        (datetime(2026, 11, 21, 20, 59, tzinfo=UTC), "вчера, 23:59", "yesterday, 23:59"),
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "24 ноября, 12:00", "24 November, 12:00"),
        (datetime(2027, 5, 2, 9, 0, tzinfo=UTC), "2 мая 2027, 12:00", "2 May 2027, 12:00"),
    ],
)
def test_a_time_is_told_as_people_say_it_by_the_shops_clock(at: datetime, russian: str, english: str) -> None:
    assert plain(RU.day_time(at, NOW)) == russian
    assert plain(EN.day_time(at, NOW)) == english


def test_midnight_in_moscow_is_yesterday_in_greenwich() -> None:
    at = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)

    assert Texts("ru", ZoneInfo("UTC")).day_time(at, NOW) == "сегодня, 21:00"


def test_without_a_now_a_time_has_its_date() -> None:
    assert plain(RU.day_time(NOW, None)) == "22 ноября, 14:06"
    assert plain(RU.day(date(2026, 11, 23), NOW)) == "завтра"
    assert plain(RU.day(date(2026, 12, 1), NOW)) == "1 декабря"


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        (-3, "только что", "just now"),
        (0, "только что", "just now"),
        (14, "14 мин", "14 min"),
        (59, "59 мин", "59 min"),
        (60, "1 ч", "1 h"),
        (179, "2 ч", "2 h"),
        (24 * 60, "1 день", "1 day"),
        (24 * 60 * 2, "2 дня", "2 days"),
        (24 * 60 * 11, "11 дней", "11 days"),
    ],
)
def test_an_age_is_short(minutes: int, russian: str, english: str) -> None:
    at = datetime.fromtimestamp(NOW.timestamp() - minutes * 60, tz=UTC)

    assert plain(RU.ago(at, NOW)) == russian
    assert plain(EN.ago(at, NOW)) == english


def test_money_and_weight_speak_the_language() -> None:
    assert (plain(RU.money(4599050)), plain(EN.money(4599050))) == ("45 990,50 ₽", "45 990.50 ₽")
    assert (plain(RU.weight(1620)), plain(EN.weight(412))) == ("1,62 кг", "412 g")


def test_the_tail_tells_codes_apart() -> None:
    assert [tail(code) for code in ("2000000881232", "1232", "")] == ["…1232", "1232", ""]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Кольцо с бриллиантом, красное золото 585", "кольцо"),
        ("Серьги «Капля» с топазом, комплект из двух", "серьги"),
        ("Подарочная коробка, бархат", "подарочная коробка"),
        ("Цепь Ц-0144, 50 см", "цепь"),
        ("«Гранат», подвеска", "гранат"),
        ("СВЯТАЯ платье", "СВЯТАЯ платье"),
        ("Достопримечательностеобозреватель", "достопримечательностеобо"),
        ("", ""),
    ],
)
def test_a_name_is_shortened_to_what_the_thing_is(name: str, short: str) -> None:
    assert short_name(name) == short


# -- names and captions ----------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("role", Role),
        ("right", Right),
        ("phase", Phase),
        ("verb", Verb),
        ("effect", Verb),
        ("shipment", ShipmentState),
        ("label", LabelState),
        ("passport", PassportState),
        ("numbering", Numbering),
        ("intent", [*intent.NAMES.values(), "pin"]),
        ("hold", [value for name, value in vars(holds).items() if name.isupper()]),
        ("carrier", ["spsr", "russian_post", "own_courier", "pickup"]),
        ("service", ["PelOn", "ems", "door", "counter"]),
        ("condition", ["ready", "busy", "gone"]),
    ],
)
def test_every_code_of_ours_has_a_name(texts: Texts, kind: str, codes: list[str]) -> None:
    assert kind in KINDS
    assert [code for code in codes if not texts._find(f"{kind}.{code}")] == []  # noqa: SLF001 - "EMS" and "PIN" are both


@both
def test_every_command_of_the_sheet_has_a_name_and_says_what_it_does(texts: Texts) -> None:
    names = [texts.command(command.verb, command.argument) for command in COMMANDS]

    assert len({words.name for words in names}) == len(COMMANDS)
    assert all(words.what.endswith(".") for words in names)
    assert all("_" not in words.name for words in names)


def test_a_command_carries_its_argument() -> None:
    assert RU.command("reprint", "lost").name == "Перепечатать: потеряна"
    assert RU.command(Verb.MANIFEST, "spsr").name == "Реестр: СПСР"
    assert plain(RU.command(Verb.WEIGH, "412").name) == "Вес: 412 г"


def test_who_carries_is_told_with_the_service() -> None:
    assert RU.delivery("spsr", "PelOn") == "СПСР · Пеликан-Онлайн"
    assert RU.delivery("pickup") == "Самовывоз"
    assert (RU.role(Role.SHIFT_LEAD), RU.phase(Phase.SHIPPED)) == ("старший смены", "отгружен")
    assert (RU.intent("uin"), RU.hold("short"), RU.hold("ждём звонка")) == ("УИН", "недостача", "ждём звонка")


@both
def test_every_fixed_caption_of_the_window_is_there(texts: Texts) -> None:
    captions = texts.captions()

    assert captions.keys() == set(Caption)
    assert [key for key, words in captions.items() if not words or re.search(r"[\[\]|]|\{[a-z]+:", words)] == []


def test_every_caption_that_a_presenter_asks_for_has_words_and_gets_its_facts() -> None:
    captions = {key.removeprefix("caption."): m.forms[0] for key, m in read("ru").items() if key.startswith("caption.")}
    wrong = []
    for place, key, facts in asked_captions():
        if key == ".+":  # `_say` hands on what it was asked
            continue
        found = [words for name, words in captions.items() if re.fullmatch(key, name)]
        missing = {fact for words in found for fact in re.findall(r"\{([a-z_]+)", re.sub(r"\[.*?\]", "", words))}
        if not found or (facts is not None and missing - facts):
            wrong.append(f"{place}: {key}: {missing - (facts or set())}")

    assert wrong == []


def test_no_caption_lies_unused() -> None:
    captions = {key.removeprefix("caption.") for key in read("ru") if key.startswith("caption.")}
    asked = [key for _, key, _ in asked_captions() if key != ".+"]

    assert [name for name in captions - set(Caption) if not any(re.fullmatch(key, name) for key in asked)] == []


def asked_captions() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every call of `Texts.caption` in ui: its place, its key as a pattern, its facts (None: not known before)."""
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"caption", "_say"}
            ):
                names = {word.arg for word in node.keywords}
                facts = None if None in names else {name for name in names if name}
                parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else node.args[:1]
                key = "".join(str(part.value) if isinstance(part, ast.Constant) else ".+" for part in parts)
                yield f"{file.name}:{node.lineno}", key, facts if ".+" not in key else None


def test_a_caption_is_filled_with_its_facts() -> None:
    assert RU.caption("parcel_title", parcel=1, parcels=2) == "МЕСТО 1 ИЗ 2"
    assert RU.caption("manifest_caption", manifest="2211-03", carrier="СПСР") == "РЕЕСТР 2211-03 · СПСР"
    assert RU.caption("imported_catalogue", offers=0) == "Каталог загружен: предложений 0."


# -- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_what_stands_in_the_text(language: str) -> None:
    compiled = catalogues.compile_mo(tuple(read(language, head=True).values()))

    assert catalogues.mo_of(language).read_bytes() == compiled, "run script/words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    keys = [m.key for m in catalogues.read_po(catalogues.po_of(language).read_text(encoding="utf-8"))]

    assert len(keys) == len(set(keys))


def test_the_page_of_codes_is_made_from_codes_and_words() -> None:
    assert catalogues.CODES_PAGE.read_text(encoding="utf-8") == catalogues.codes_page(), "run script/words"


def read(language: str, *, head: bool = False) -> dict[str, catalogues.Message]:
    messages = catalogues.read_po(catalogues.po_of(language).read_text(encoding="utf-8"))
    return {message.key: message for message in messages if message.key or head}
