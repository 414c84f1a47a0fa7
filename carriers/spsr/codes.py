"""The result codes of SPSR WebAPI: what to do with each, and a sentence for the person who must do it.

Numbers and meanings: a published shop module for SPSR (2015), matched with the table of contents of the carrier's
integration guide 1.3.28. A code that is not here is a refusal that a person reads as the carrier put it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Act(StrEnum):
    """What a result code asks for."""

    DONE = "done"
    RETRY = "retry"  # certainly not accepted; the same may be sent later
    LOG_IN = "log_in"  # the session is gone: log in again and repeat once
    RECONCILE = "reconcile"  # perhaps accepted, or already there: ask by our reference
    ORDER = "order"  # a person mends the order
    ACCOUNT = "account"  # a person mends the account or the program; no order is at fault


@dataclass(frozen=True)
class ResultCode:
    """One result code: what to do, and a Russian sentence for people."""

    number: int
    act: Act
    text: str


OK: Final = 0
SESSION_LOST: Final = 1006
ALREADY_EXISTS: Final = 1051
NOTHING_FOUND: Final = frozenset({1017, 1057, 1059})

_ACTS: Final[Mapping[Act, Mapping[int, str]]] = {
    Act.DONE: {OK: "Выполнено."},
    Act.RETRY: {1050: "В этот час служба СПСР не работает, запрос будет повторён."},
    Act.LOG_IN: {SESSION_LOST: "Сеанс СПСР истёк, программа входит снова."},
    Act.RECONCILE: {
        1: "Неизвестная ошибка СПСР, программа уточняет, принята ли накладная.",
        ALREADY_EXISTS: "Накладная с этим номером заказчика уже есть в СПСР.",
    },
    Act.ACCOUNT: {
        2: "СПСР не знает такой версии процедуры.",
        3: "В запросе к СПСР не указана версия процедуры.",
        6: "СПСР не знает такой процедуры.",
        8: "Эта процедура СПСР отключена.",
        1004: "СПСР не принял логин или пароль.",
        1005: "СПСР заблокировал клиента.",
        1007: "У этого логина нет доступа к договору СПСР.",
        1010: "Договор СПСР не найден.",
        1011: "Договор СПСР расторгнут.",
        1015: "Пользователь СПСР отключён.",
        1022: "Действие разрешено только администратору СПСР.",
        1027: "СПСР не определил оператора.",
        1031: "Номер договора СПСР задан неверно.",
        1034: "За клиентом долг перед СПСР, заказы не принимаются.",
        1048: "СПСР не определил клиента.",
        1049: "СПСР не определил договор.",
        1062: "Логин не соответствует сеансу СПСР.",
    },
    Act.ORDER: {
        4: "СПСР не принял структуру запроса.",
        5: "Запрос не прошёл проверку по схеме СПСР.",
        7: "СПСР нашёл в запросе ошибку синтаксиса.",
        9: "СПСР не смог прочитать XML запроса.",
        1009: "СПСР не нашёл город.",
        1012: "Накладная СПСР относится к другому договору.",
        1013: "Не указан город.",
        1014: "Период запроса больше 90 дней.",
        1016: "СПСР не получил обязательных данных.",
        1017: "СПСР не нашёл объект запроса.",
        1018: "Этот вызов курьера СПСР отменить уже нельзя.",
        1019: "Адрес забора не относится к договору СПСР.",
        1020: "Такой адрес забора в СПСР уже есть.",
        1021: "Данные запроса противоречат друг другу.",
        1023: "В адресе забора не указан город.",
        1024: "СПСР не узнал номер адреса.",
        1025: "Дата забора уже прошла.",
        1026: "Курьера СПСР можно вызвать только на следующий день.",
        1028: "Не указано число мест.",
        1029: "Не указано имя.",
        1030: "СПСР не определил подразделение.",
        1032: "Адрес забора задан неверно.",
        1033: "Не указан вес.",
        1035: "Под это название подходит несколько улиц.",
        1036: "СПСР не нашёл улицу.",
        1037: "На этот день и время у СПСР нет свободной доставки.",
        1038: "Под это название подходит несколько регионов.",
        1039: "СПСР не нашёл регион.",
        1040: "Под это название подходит несколько городов.",
        1041: "СПСР не нашёл город получателя.",
        1042: "Оператор СПСР перезвонит сам.",
        1043: "Не указан номер дома.",
        1044: "СПСР не нашёл такой дом.",
        1045: "Изменить время доставки СПСР уже нельзя.",
        1046: "Свободного времени доставки по этому адресу у СПСР нет.",
        1047: "Этот город СПСР не обслуживает.",
        1052: "Сеанс выбора времени доставки СПСР истёк.",
        1053: "Дата доставки СПСР указана неверно.",
        1054: "Свободное время доставки СПСР закончилось.",
        1055: "Накладная СПСР уже выдана на доставку.",
        1056: "СПСР не нашёл выбранное время доставки.",
        1057: "В запросе нет данных для поиска.",
        1058: "В запросе к СПСР не хватает значения.",
        1059: "СПСР не нашёл накладную.",
    },
}

CODES: Final[Mapping[int, ResultCode]] = MappingProxyType(
    {number: ResultCode(number, act, text) for act, texts in _ACTS.items() for number, text in texts.items()}
)


def result_code(number: int) -> ResultCode:
    """Return what a result code means. One that the table lacks is a refusal for a person."""
    return CODES.get(number) or ResultCode(number, Act.ORDER, f"СПСР ответил кодом {number}, которого нет в описании.")
