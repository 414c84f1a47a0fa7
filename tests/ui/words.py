"""Fixed captions for screens in tests, in both languages; the program's own are in `ui/texts.py`."""

from __future__ import annotations

from ui.presenters.state import Caption

_WORDS: dict[Caption, tuple[str, str]] = {
    Caption.APP: ("Ларец", "Larets"),
    Caption.LAST_SCANS: ("Последние", "Latest"),
    Caption.LATENCY: ("скан → ответ {ms} мс", "scan → answer {ms} ms"),
    Caption.LEFT: ("Осталось", "Left"),
    Caption.COUNT_OF: ("{left} из {total}", "{left} of {total}"),
    Caption.PLACE: ("Ячейка", "Place"),
    Caption.ORDER_NUMBER: ("№ {number}", "№ {number}"),
    Caption.NOTHING_WAITS: (
        "Заказов нет. Новые появятся здесь сами.",
        "No orders wait. New ones appear here by themselves.",
    ),
    Caption.COLUMN_ORDER: ("Заказ", "Order"),
    Caption.COLUMN_DEADLINE: ("Отгрузить до", "Ship by"),
    Caption.COLUMN_CONTENTS: ("Изделия", "Contents"),
    Caption.COLUMN_CARRIER: ("Доставка", "Carrier"),
    Caption.HELD: ("удержан", "held"),
    Caption.STOP_CAPTION: ("ЧТОБЫ ПРОДОЛЖИТЬ", "TO GO ON"),
    Caption.STOP_TITLE: ("Сканируйте «Понятно»", "Scan “Understood”"),
    Caption.STOP_HINT: (
        "Или клавиша Пробел. Сканы ниже не потеряны, но не засчитаны.",
        "Or the space key. The scans below are kept, but not counted.",
    ),
    Caption.ACKNOWLEDGE: ("Понятно", "Understood"),
    Caption.MISSING: ("НЕ НАЙДЕНЫ", "MISSING"),
    Caption.NOTHING_MISSING: ("Все места на месте.", "Every parcel is accounted for."),
    Caption.TOTALS: ("ИТОГО", "TOTALS"),
    Caption.BOARD_EMPTY: ("Сканируйте этикетку первого места.", "Scan the label of the first parcel."),
    Caption.CANCEL: ("Отмена", "Cancel"),
    Caption.ENTER: ("Готово", "Done"),
    Caption.ERASE: ("Стереть", "Erase"),
    Caption.GRAMS: ("г", "g"),
    Caption.DOCTOR: ("Устройства и службы", "Devices and services"),
    Caption.CLOSE: ("Закрыть", "Close"),
    Caption.THEME: ("Светлая или тёмная тема", "Light or dark theme"),
    Caption.LANGUAGE: ("English", "Русский"),
    Caption.DEMO_BAND: ("Учебный магазин", "Demo shop"),
    Caption.DEMO_TITLE: ("Сканы по щелчку", "Scans by a click"),
    Caption.DEMO_NEXT: ("Дальше", "Next"),
    Caption.DEMO_HIDE: ("Скрыть панель", "Hide the panel"),
    Caption.DEMO_SHOW: ("Показать панель", "Show the panel"),
    Caption.NO_SOUND: ("Звук", "Sound"),
    Caption.NO_SOUND_DETAIL: ("нет устройства", "no device"),
    Caption.CRASH_TITLE: ("Ошибка программы", "The program failed"),
    Caption.CRASH_TEXT: (
        "Принятые сканы сохранены, можно работать дальше. Запись для поддержки: {file}",
        "Accepted scans are kept, work may go on. A record for support: {file}",
    ),
    Caption.TONE_OK: ("Верно", "Accepted"),
    Caption.TONE_ATTENTION: ("Внимание", "Attention"),
    Caption.TONE_STOP: ("Стоп", "Stop"),
}


def words(language: str) -> dict[str, str]:
    """Return every caption in "ru" or "en"."""
    at = ("ru", "en").index(language)
    return {caption.value: pair[at] for caption, pair in _WORDS.items()}
