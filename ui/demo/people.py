"""Invented receivers. The cities do not exist, the postcodes lie beyond those in use, no phone begins with +7 000."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

_SURNAMES = (
    "Выдумов", "Небылицын", "Сказкин", "Присказкин", "Вымыслов", "Фантазёров", "Понарошкин", "Чудесин", "Былинин",
    "Загадкин", "Притчин", "Легендин", "Прибауткин", "Невзаправдин", "Небывалов", "Якобыцев",
)  # fmt: skip
_WOMEN = ("Анна", "Вера", "Дарья", "Елена", "Зоя", "Ирина", "Мария", "Нина", "Ольга", "Полина", "Софья", "Ульяна")
_MEN = ("Артём", "Борис", "Глеб", "Иван", "Кирилл", "Лев", "Олег", "Пётр", "Роман", "Семён", "Тимофей", "Юрий")
_FATHERS = ("Иван", "Семён", "Степан", "Роман", "Борис", "Богдан")  # all take -ович and -овна
_CITIES = (
    ("900101", "Выдуманная область", "Вымыслово"),
    ("900204", "Выдуманная область", "Небылицк"),
    ("900318", "Сказочный край", "Верхние Присказки"),
    ("900422", "Сказочный край", "Тридесятск"),
    ("900536", "Понарошечная область", "Понарошинск"),
    ("900640", "Понарошечная область", "Якобыцево-на-Небывалке"),
)
_STREETS = (
    "Выдуманная", "Небывалая", "Сказочная", "Присказочная", "Тридевятая", "Понарошечная", "Загадочная", "Былинная",
)  # fmt: skip
_LONG_STREET = "имени Двенадцати Месяцев и Снежной Королевы Небывалого Севера"


@dataclass(frozen=True)
class Person:
    """A receiver with an address."""

    surname: str
    name: str
    patronymic: str
    phone: str
    email: str
    postcode: str
    region: str
    city: str
    street: str
    building: int
    flat: int
    notes: str = ""


def invent_person(dice: Random, count: int) -> Person:
    """Invent the receiver of the count-th order; some have long names and addresses, for the labels' sake."""
    woman = dice.randrange(3) > 0
    surname, father = _one(dice, _SURNAMES), _one(dice, _FATHERS)
    postcode, region, city = _one(dice, _CITIES)
    long = count % 20 == 7  # noqa: PLR2004  # every twentieth
    name = _one(dice, _WOMEN) if woman else _one(dice, _MEN)
    surname += "а" if woman else ""
    if long:
        woman, name, surname = True, "Александра-Виктория", "Небылицына-Присказкинская"
    return Person(
        surname=surname,
        name=name,
        patronymic=father + ("овна" if woman else "ович"),
        phone=f"+7000{count:07d}",
        email=f"receiver{count}@example.org",
        postcode=postcode,
        region=region,
        city=city,
        street=_LONG_STREET if long else _one(dice, _STREETS),
        building=1 + dice.randrange(90),
        flat=1 + dice.randrange(150),
        notes=("", "", "", "Вход со двора", "Домофон не работает, позвоните")[dice.randrange(5)],
    )


def _one(dice: Random, many: Sequence[Thing]) -> Thing:
    return many[dice.randrange(len(many))]
