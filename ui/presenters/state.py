"""Everything a screen draws, as one frozen value. Words are already chosen; a screen asks nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """Which screen stands."""

    LOGIN = "login"
    READY = "ready"  # logged in, no order open
    ORDER = "order"
    HANDOVER = "handover"


class Caption(StrEnum):
    """The fixed words of the window: keys of `ScreenState.labels`. In braces: what the screen fills in."""

    APP = "app"  # "Ларец"
    LAST_SCANS = "last_scans"  # "Последние"
    LATENCY = "latency"  # "скан → ответ {ms} мс"
    LEFT = "left"  # "Осталось"
    COUNT_OF = "count_of"  # "{left} из {total}"
    PLACE = "place"  # "Ячейка"
    ORDER_NUMBER = "order_number"  # "№ {number}"
    NOTHING_WAITS = "nothing_waits"  # the empty table: what to do
    COLUMN_ORDER = "column_order"
    COLUMN_DEADLINE = "column_deadline"
    COLUMN_CONTENTS = "column_contents"
    COLUMN_CARRIER = "column_carrier"
    HELD = "held"  # "удержан"
    STOP_CAPTION = "stop_caption"  # "ЧТОБЫ ПРОДОЛЖИТЬ"
    STOP_TITLE = "stop_title"  # "Сканируйте «Понятно»"
    STOP_HINT = "stop_hint"  # "Или клавиша Пробел. Сканы ниже не потеряны, но не засчитаны."
    ACKNOWLEDGE = "acknowledge"  # "Понятно"
    MISSING = "missing"  # "НЕ НАЙДЕНЫ"
    NOTHING_MISSING = "nothing_missing"
    TOTALS = "totals"  # "ИТОГО"
    BOARD_EMPTY = "board_empty"  # the empty board: what to do
    CANCEL = "cancel"  # "Отмена"
    ENTER = "enter"  # "Готово"
    ERASE = "erase"  # "Стереть"
    GRAMS = "grams"  # "г"
    DOCTOR = "doctor"  # "Устройства и службы"
    CLOSE = "close"  # "Закрыть"
    THEME = "theme"  # "Светлая или тёмная"
    LANGUAGE = "language"  # "English": the language that a press chooses
    DEMO_BAND = "demo_band"  # "Учебный магазин"
    DEMO_TITLE = "demo_title"  # "Сканы по щелчку"
    DEMO_NEXT = "demo_next"  # "Дальше"
    DEMO_HIDE = "demo_hide"  # "Скрыть панель"
    DEMO_SHOW = "demo_show"  # "Показать панель"
    NO_SOUND = "no_sound"  # "Звук"
    NO_SOUND_DETAIL = "no_sound_detail"  # "нет устройства"
    CRASH_TITLE = "crash_title"  # "Ошибка программы"
    CRASH_TEXT = "crash_text"  # "Принятое сохранено, можно сканировать дальше. Запись для поддержки: {file}"
    TONE_OK = "tone_ok"  # for a reader of the screen: "верно"
    TONE_ATTENTION = "tone_attention"
    TONE_STOP = "tone_stop"


class Sound(StrEnum):
    """What is heard. They differ in count and rhythm of pulses."""

    NONE = "none"
    ACCEPTED = "accepted"
    COMPLETE = "complete"
    WRONG = "wrong"
    TOO_MANY = "too_many"
    PERSON = "person"
    NETWORK = "network"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Verdict:
    """The one place top right. `tone` is "ok", "attention", "stop" or "idle"."""

    tone: str
    title: str  # few words: "Верно: кольцо"
    text: str = ""  # expected against got
    action: str = ""  # what to do now, in bold
    code: str = ""


@dataclass(frozen=True)
class LineView:
    """One line of the order. `mark` is the sign of the last verdict if it concerns this line: ok/attention/stop."""

    key: str
    name: str
    tags: tuple[str, ...] = ()
    picture: str = ""  # file name, empty: a drawn placeholder
    place: str = ""
    done: int = 0
    total: int = 0
    expected: bool = False
    mark: str = ""
    note: str = ""  # "отменена", "услуга"


@dataclass(frozen=True)
class Step:
    """One step to SHIPPED: done, now or later."""

    name: str
    condition: str  # "done" | "now" | "later"


@dataclass(frozen=True)
class Fact:
    """A row of a panel. `tone` colours the value: "", ok, attention, stop."""

    name: str
    value: str
    tone: str = ""


@dataclass(frozen=True)
class Lamp:
    """One device or carrier in the dark bar: green dot, amber dot or red square."""

    name: str
    condition: str  # "ok" | "attention" | "stop"
    detail: str = ""


@dataclass(frozen=True)
class Action:
    """A button that does what a command barcode does; `verb` (up to a colon) also chooses its picture."""

    verb: str
    caption: str
    enabled: bool = True


@dataclass(frozen=True)
class DemoScan:
    """A scan that the demo offers to make by a click; `primary`: the next sensible one."""

    group: str
    caption: str
    code: str
    hint: str = ""
    primary: bool = False


@dataclass(frozen=True)
class ScanChip:
    """One of the last scans, at the bottom, the newest last. `tone`: ok, attention, stop."""

    time: str
    text: str
    result: str
    tone: str


@dataclass(frozen=True)
class CageTile:
    """One parcel on the handover board. `condition`: "in", "waiting", "alarm"."""

    order: str
    tracking: str
    condition: str
    detail: str = ""


@dataclass(frozen=True)
class Ask:
    """A question that stands over the bench: PIN pad, scan again, shift lead's badge, reason of a reprint."""

    kind: str  # "pin" | "again" | "badge" | "uin" | "tray" | "weight"
    title: str
    text: str = ""
    code: str = ""  # a barcode to show, where scanning one answers the question


@dataclass(frozen=True)
class OrderView:
    """The open order."""

    number: str
    headline: tuple[Fact, ...] = ()  # ship by, delivery, to pay
    left: int = 0  # units still missing
    total: int = 0
    lines: tuple[LineView, ...] = ()
    next_title: str = ""  # the next thing to scan, in words
    next_caption: str = ""  # "СКАНИРУЙТЕ"
    steps: tuple[Step, ...] = ()
    parcel_title: str = ""  # "МЕСТО 1 ИЗ 2"
    parcel: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class HandoverView:
    """The open manifest."""

    caption: str  # "РЕЕСТР 2211-03 · СПСР"
    title: str  # "В клетке 37 из 48"
    inside: int = 0
    total: int = 0
    tiles: tuple[CageTile, ...] = ()
    missing: tuple[Fact, ...] = ()
    totals: tuple[Fact, ...] = ()
    close_text: str = ""  # "Закрыть 48" or "Закрыть: не хватает 11"
    may_close: bool = False
    close_verb: str = "close_manifest"


@dataclass(frozen=True)
class ListRow:
    """One order that waits, on the ready screen."""

    number: str
    deadline: str
    contents: str
    carrier: str
    late: bool = False
    held: bool = False


@dataclass(frozen=True)
class ScreenState:
    """The whole window after a scan."""

    mode: Mode
    verdict: Verdict
    language: str = "ru"
    bench: str = ""
    operator: str = ""
    clock: str = ""
    lamps: tuple[Lamp, ...] = ()
    order: OrderView | None = None
    handover: HandoverView | None = None
    waiting: tuple[ListRow, ...] = ()
    waiting_title: str = ""
    hint_title: str = ""  # what to do on an empty screen
    hint_text: str = ""
    chips: tuple[ScanChip, ...] = ()
    latency: str = ""  # "скан → ответ 5 мс"
    locked: bool = False  # a STOP waits to be acknowledged
    ask: Ask | None = None
    sound: Sound = Sound.NONE
    demo: bool = False
    acknowledge_code: str = ""  # the command barcode that ends a STOP, shown while `locked`
    actions: tuple[Action, ...] = ()  # the buttons beneath, where this screen has commands
    facts_title: str = ""  # a quiet panel of the log-in and ready screens: devices, the shift so far
    facts: tuple[Fact, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # fixed captions of the screen, by `Caption`
