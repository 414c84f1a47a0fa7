"""Invented states of the bench, for tests and for the gallery. Numbers and people exist nowhere else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.ui.words import words
from ui.presenters.state import (
    Action,
    Ask,
    CageTile,
    DemoScan,
    Fact,
    HandoverView,
    Lamp,
    LineView,
    ListRow,
    Mode,
    OrderView,
    ScanChip,
    ScreenState,
    Sound,
    Step,
    Verdict,
)

ACKNOWLEDGE = "LARETSOK"


def _pick(language: str, russian: str, english: str) -> str:
    return russian if language == "ru" else english


def _lamps(language: str) -> tuple[Lamp, ...]:
    p = partial(_pick, language)
    return (
        Lamp(p("Сканер", "Scanner"), "ok", p("готов, последний скан 14:06:02", "ready, last scan 14:06:02")),
        Lamp(p("Весы 0 г", "Scale 0 g"), "ok", p("готовы", "ready")),
        Lamp(p("Принтер", "Printer"), "stop", p("нет бумаги, 2 этикетки ждут", "out of paper, 2 labels wait")),
        Lamp(p("СПСР: 2 ждут", "SPSR: 2 wait"), "attention", p("шлюз не отвечает с 13:58", "no answer since 13:58")),
        Lamp(p("Копия", "Backup"), "ok", p("сегодня, 03:00", "today, 03:00")),
    )


def _actions(language: str) -> tuple[Action, ...]:
    p = partial(_pick, language)
    return (
        Action("undo", p("Отменить скан", "Undo scan")),
        Action("short", p("Нет изделия", "Unit missing")),
        Action("new_parcel", p("Новое место", "New parcel")),
        Action("reprint", p("Повтор этикетки", "Reprint label"), enabled=False),
        Action("cancel_view", p("Отложить заказ", "Park order")),
    )


def _steps(language: str, now: int) -> tuple[Step, ...]:
    names = _pick(language, "Изделия|Вес|Этикетка|Трек-номер|Отгружен", "Units|Weight|Label|Tracking|Shipped").split(
        "|"
    )
    return tuple(Step(name, "done" if at < now else "now" if at == now else "later") for at, name in enumerate(names))


def _lines(language: str) -> tuple[LineView, ...]:
    p = partial(_pick, language)
    return (
        LineView(
            "1",
            p("Кольцо с бриллиантом, красное золото 585", "Ring with a diamond, red gold 585"),
            ("К-5120", p("размер 17,5", "size 17.5"), p("0,34 кт", "0.34 ct")),
            "ring-diamond.svg",
            "Б-04-2",
            1,
            1,
        ),
        LineView(
            "2",
            p("Серьги «Капля» с топазом, комплект из двух", "Drop earrings with topaz, a set of two"),
            ("С-2207", p("УИН нужен", "UIN needed"), p("5,10 г", "5.10 g")),
            "earrings-drop.svg",
            "Б-04-7",
            0,
            1,
            expected=True,
        ),
        LineView(
            "3",
            p(
                "Подвеска «Гранат», белое золото, с цепочкой 45 см, плетение «бисмарк»",
                "Garnet pendant, white gold, with a 45 cm chain in Bismarck weave",
            ),
            ("П-0931", p("45 см", "45 cm")),
            "pendant-garnet.svg",
            "В-11-1",
            0,
            1,
        ),
        LineView("4", p("Подарочная коробка, бархат", "Gift box, velvet"), ("У-0001",), "", "У-01", 1, 1),
    )


def _chips(language: str) -> tuple[ScanChip, ...]:
    p = partial(_pick, language)
    return (
        ScanChip("14:05:12", "10480", p("отгружен", "shipped"), "ok"),
        ScanChip("14:05:51", "10482", p("заказ открыт", "order open"), "ok"),
        ScanChip("14:05:58", "…1232", p("кольцо", "ring"), "ok"),
        ScanChip("14:06:02", "…0015", p("коробка", "box"), "ok"),
    )


def order_state(language: str = "ru", **changes: object) -> ScreenState:
    """Return an open order after an accepted unit."""
    p = partial(_pick, language)
    state = ScreenState(
        mode=Mode.ORDER,
        verdict=Verdict(
            "ok",
            p("Верно: коробка", "Right: box"),
            p("Осталось два изделия. Дальше — серьги, ячейка Б-04-7.", "Two units left. Next: earrings, place Б-04-7."),
        ),
        language=language,
        bench=p("Стол 2 · Склад Павелецкая", "Bench 2 · Paveletskaya store"),
        operator=p("Анна Выдумова", "Anna Vydumova"),
        clock="14:06",
        lamps=_lamps(language),
        order=OrderView(
            number="10482",
            headline=(
                Fact(p("Отгрузить до", "Ship by"), p("сегодня, 16:00", "today, 16:00")),
                Fact(p("Доставка", "Delivery"), p("СПСР · Пеликан-Онлайн", "SPSR · Pelican-Online")),
                Fact(p("К оплате", "To pay"), p("нет, оплачен", "nothing, paid")),
            ),
            left=2,
            total=4,
            lines=_lines(language),
            next_title=p("Серьги «Капля», С-2207", "Drop earrings, С-2207"),
            next_caption=p("СКАНИРУЙТЕ", "SCAN"),
            steps=_steps(language, 0),
            parcel_title=p("МЕСТО 1 ИЗ 1", "PARCEL 1 OF 1"),
            parcel=(
                Fact(p("Упаковка", "Packing"), p("Пакет СПСР S, 18 г", "SPSR bag S, 18 g")),
                Fact(p("Вес ожидается", "Weight expected"), "41 ± 2 г"),
                Fact(p("Паспорт", "Passport"), p("проверен 13:52", "checked 13:52"), "ok"),
                Fact(p("Трек-номер", "Tracking number"), p("не привязан", "not bound"), "attention"),
            ),
        ),
        chips=_chips(language),
        latency=p("скан → ответ 5 мс", "scan → answer 5 ms"),
        sound=Sound.ACCEPTED,
        acknowledge_code=ACKNOWLEDGE,
        actions=_actions(language),
        labels=words(language),
    )
    return replace(state, **changes)  # type: ignore[arg-type] # the names are the state's own


def stop_state(language: str = "ru") -> ScreenState:
    """Return a STOP: another unit of the same article."""
    p = partial(_pick, language)
    state = order_state(language)
    order = state.order
    assert order is not None
    lines = tuple(replace(line, mark="stop") if line.expected else line for line in order.lines)
    wrong = ScanChip("14:06:05", "…8872", p("другое изделие", "other unit"), "stop")
    return replace(
        state,
        verdict=Verdict(
            "stop",
            p("Другое изделие того же артикула", "Another unit of the same article"),
            p(
                "Ждали серьги с кодом …8871, пришли …8872 (вес 5,32 г вместо 5,10 г).",
                "Expected earrings …8871, came …8872 (5.32 g instead of 5.10 g).",
            ),
            p("Верните в ячейку Б-04-7 и возьмите …8871.", "Put it back into Б-04-7 and take …8871."),
            "sister_unit",
        ),
        order=replace(order, lines=lines),
        chips=(*state.chips, wrong),
        locked=True,
        sound=Sound.WRONG,
    )


def attention_state(language: str = "ru") -> ScreenState:
    """Return a verdict that wants a look: the next scan must be a UIN."""
    p = partial(_pick, language)
    verdict = Verdict(
        "attention",
        p("Нужен УИН", "UIN needed"),
        p(
            "Серьги «Капля» учитываются по УИН: код на бирке, 16 цифр.",
            "Drop earrings are counted by UIN: the code on the tag, 16 digits.",
        ),
        p("Сканируйте УИН этого изделия.", "Scan the UIN of this unit."),
    )
    state = order_state(language)
    assert state.order is not None
    lines = tuple(replace(line, mark="attention") if line.expected else line for line in state.order.lines)
    return replace(state, verdict=verdict, order=replace(state.order, lines=lines), sound=Sound.ATTENTION)


def complete_state(language: str = "ru") -> ScreenState:
    """Return an order that has just shipped: all done, nothing expected."""
    p = partial(_pick, language)
    state = order_state(language)
    assert state.order is not None
    lines = tuple(replace(line, done=line.total, expected=False) for line in state.order.lines)
    order = replace(
        state.order, lines=lines, left=0, steps=_steps(language, 5), next_title=p("Следующий заказ", "Next order")
    )
    verdict = Verdict(
        "ok",
        p("Отгружен 10482", "Shipped 10482"),
        p(
            "Трек-номер 20 00047 18008 привязан. Положите пакет в клетку СПСР.",
            "Tracking number 20 00047 18008 bound. Put the bag into the SPSR cage.",
        ),
    )
    return replace(state, verdict=verdict, order=order, sound=Sound.COMPLETE)


def _long_line(language: str, at: int) -> LineView:
    p = partial(_pick, language)
    name = p(
        "Платье-комбинация из искусственного шёлка с регулируемыми бретелями и кружевной отделкой, длина миди",
        "Slip dress of artificial silk with adjustable straps and lace trimming, midi length",
    )
    tags = (
        f"ПЛ-{at:04}",
        p("размер 42–44", "size 42–44"),
        p("цвет пыльная роза", "colour dusty rose"),
        p("рост 164–170", "height 164–170"),
        p("вискоза", "viscose"),
    )
    return LineView(
        str(at),
        name,
        tags,
        "dress.svg" if at % 2 else "skirt.svg",
        f"Г-{at:02}-15",
        2 if at < 22 else 0,
        12 if at % 5 == 0 else 2,
    )


def long_state(language: str = "ru") -> ScreenState:
    """Return an order of forty lines with long names, the 23rd expected."""
    state = order_state(language)
    assert state.order is not None
    lines = tuple(replace(_long_line(language, at), expected=at == 23) for at in range(1, 41))
    lines = (*lines[:3], replace(lines[3], note=_pick(language, "отменена", "cancelled"), done=0), *lines[4:])
    headline = (
        Fact(
            _pick(language, "Отгрузить до", "Ship by"),
            _pick(language, "сегодня, 16:00, опаздывает 40 мин", "today, 16:00, late by 40 min"),
            "stop",
        ),
        Fact(
            _pick(language, "Доставка", "Delivery"),
            _pick(
                language,
                "Почта России · Посылка онлайн, отделение 101000",
                "Russian Post · Parcel Online, office 101000",
            ),
        ),
        Fact(_pick(language, "К оплате", "To pay"), "1\u202f234\u202f567\u00a0₽"),
    )
    order = replace(
        state.order,
        number="СВ-2025-1048217-2",
        headline=headline,
        lines=lines,
        left=118,
        total=186,
        next_title=lines[22].name,
        parcel=(
            *state.order.parcel,
            Fact(_pick(language, "Получатель", "Consignee"), "Константинопольская-Невыдуманная А. В."),
        ),
    )
    verdict = Verdict(
        "attention",
        _pick(
            language,
            "Вес не сходится: 1 240 г вместо 1 180 ± 25 г",
            "The weight does not fit: 1 240 g, not 1 180 ± 25 g",
        ),
        _pick(
            language,
            "Место 1 из 2 тяжелее, чем его изделия и упаковка. Так бывает, если вложено лишнее или коробка другая.",
            "Parcel 1 of 2 is heavier than its units and packing. Something extra may be inside, or another box.",
        ),
        _pick(
            language,
            "Проверьте вложение и поставьте на весы снова или позовите старшего смены.",
            "Check what is inside and weigh again, or call the shift lead.",
        ),
    )
    return replace(
        state,
        order=order,
        verdict=verdict,
        operator="Александра Константинопольская-Невыдуманная",
        bench=_pick(
            language, "Стол 12 · Распределительный центр «Северо-Запад»", "Bench 12 · North-West distribution centre"
        ),
    )


def login_state(language: str = "ru") -> ScreenState:
    """Return the bench before anybody is logged in."""
    p = partial(_pick, language)
    lamps = _lamps(language)
    return replace(
        order_state(language),
        mode=Mode.LOGIN,
        verdict=Verdict(
            "idle", p("Стол свободен", "The bench is free"), p("Смена ещё не открыта.", "Nobody is logged in.")
        ),
        operator="",
        order=None,
        chips=(),
        latency="",
        actions=(),
        sound=Sound.NONE,
        hint_title=p("Сканируйте свой бейдж", "Scan your badge"),
        hint_text=p(
            "Стол узнает вас и откроет смену. Чужой бейдж сменит сотрудника, открытый заказ останется.",
            "The bench will know you. Another badge changes the operator, the open order stays.",
        ),
        facts_title=p("УСТРОЙСТВА", "DEVICES"),
        facts=tuple(Fact(lamp.name, lamp.detail, lamp.condition) for lamp in lamps),
    )


def _waiting(language: str) -> tuple[ListRow, ...]:
    p = partial(_pick, language)
    rows = [
        ListRow(
            "10497",
            p("сегодня 15:00, опаздывает 40 мин", "today 15:00, late by 40 min"),
            p("Кольцо К-5120, 17,5", "Ring K-5120, 17.5"),
            p("СПСР · Пеликан-Онлайн", "SPSR · Pelican-Online"),
            late=True,
        ),
        ListRow(
            "10502",
            p("сегодня 16:00", "today 16:00"),
            p(
                "Серьги С-2207; Подвеска П-0931; Цепь Ц-0144, 50 см; ещё 3",
                "Earrings C-2207; Pendant P-0931; Chain C-0144, 50 cm; 3 more",
            ),
            p("СПСР · Пеликан-Онлайн", "SPSR · Pelican-Online"),
        ),
        ListRow(
            "10483",
            p("сегодня 18:00", "today 18:00"),
            p("Цепь Ц-0144, 50 см", "Chain C-0144, 50 cm"),
            p("Почта России · EMS", "Russian Post · EMS"),
            held=True,
        ),
    ]
    rows += [
        ListRow(
            str(10510 + at),
            p("завтра 12:00", "tomorrow 12:00"),
            p("Браслет Б-0871; Кольцо К-0212, 16", "Bracelet B-0871; Ring K-0212, 16"),
            p("Свой курьер", "Own courier"),
        )
        for at in range(31)
    ]
    return tuple(rows)


def ready_state(language: str = "ru") -> ScreenState:
    """Return the bench with somebody logged in and orders that wait."""
    p = partial(_pick, language)
    return replace(
        order_state(language),
        mode=Mode.READY,
        verdict=Verdict(
            "ok", p("Здравствуйте, Анна", "Hello, Anna"), p("Смена открыта в 14:05.", "Shift opened at 14:05.")
        ),
        order=None,
        waiting=_waiting(language),
        waiting_title=p("Ждут сборки: 34", "Waiting: 34"),
        hint_title=p("Сканируйте лист заказа", "Scan an order sheet"),
        hint_text=p(
            "Или этикетку готового места, чтобы передать его курьеру.", "Or a parcel's label, to hand it over."
        ),
        facts_title=p("СМЕНА", "SHIFT"),
        facts=(
            Fact(p("Заказов", "Orders"), "41"),
            Fact(p("Мест", "Parcels"), "43"),
            Fact(p("Отказов", "Refusals"), "2", "attention"),
        ),
        actions=(
            Action("manifest", p("Реестр СПСР", "SPSR manifest")),
            Action("log_off", p("Закончить смену", "Log off")),
        ),
    )


def empty_ready_state(language: str = "ru") -> ScreenState:
    """Return the ready bench with nothing to do."""
    return replace(
        ready_state(language),
        waiting=(),
        waiting_title=_pick(language, "Ждут сборки: 0", "Waiting: 0"),
        chips=(),
        facts=(),
    )


def _tile(language: str, at: int, inside: int) -> CageTile:
    alarm = at in (inside + 4, inside + 7)
    condition = "alarm" if alarm else "in" if at < inside else "waiting"
    return CageTile(
        str(10430 + at),
        f"20 {47180080 + at * 71:010}"[:14],
        condition,
        _pick(language, "стол 1, 12:40", "bench 1, 12:40"),
    )


def handover_state(language: str = "ru", *, total: int = 48, inside: int = 37) -> ScreenState:
    """Return an open manifest."""
    p = partial(_pick, language)
    return replace(
        order_state(language),
        mode=Mode.HANDOVER,
        verdict=Verdict("ok", p("Принято: 10466", "Taken: 10466"), p("Место 1 из 1 · 41 г", "Parcel 1 of 1 · 41 g")),
        order=None,
        actions=(),
        handover=HandoverView(
            caption=p("РЕЕСТР 2211-03 · СПСР · ЗАБОР 16:00", "MANIFEST 2211-03 · SPSR · COLLECTION 16:00"),
            title=p(f"В клетке {inside} из {total}", f"In the cage {inside} of {total}"),
            inside=inside,
            total=total,
            tiles=tuple(_tile(language, at, inside) for at in range(total)),
            missing=(
                Fact("10471", p("последний скан: стол 1, 12:40", "last scan: bench 1, 12:40"), "stop"),
                Fact("10474", p("этикетка без скана, 13:15", "label not scanned, 13:15"), "stop"),
            )
            if total
            else (),
            totals=(
                Fact(p("Мест", "Parcels"), str(inside)),
                Fact(p("Вес", "Weight"), p("1,62 кг", "1.62 kg")),
                Fact(p("К оплате при вручении", "To collect"), "212\u202f450\u00a0₽"),
            ),
            close_text=p(f"Закрыть: не хватает {total - inside}", f"Close: {total - inside} missing")
            if total
            else p("Закрыть", "Close"),
            may_close=bool(total) and inside == total,
        ),
    )


def ask_state(kind: str, language: str = "ru") -> ScreenState:
    """Return an open order with a question over it."""
    p = partial(_pick, language)
    asks = {
        "pin": Ask(
            "pin",
            p("ПИН старшего смены", "The shift lead's PIN"),
            p("Отгрузка без изделия, заказ 10482", "Ship without a unit, order 10482"),
        ),
        "weight": Ask(
            "weight", p("Вес места 1 из 1", "Weight of parcel 1 of 1"), p("Ожидается 41 ± 2 г", "41 ± 2 g expected")
        ),
        "again": Ask(
            "again",
            p("Сканируйте «Нет изделия» ещё раз", "Scan “Unit missing” again"),
            p("Заказ будет удержан для менеджера.", "The order will be held for the manager."),
            "LARETSSHORT",
        ),
        "badge": Ask(
            "badge",
            p("Сканируйте бейдж старшего смены", "Scan the shift lead's badge"),
            p("Вам это действие не разрешено.", "You may not do this."),
        ),
        "uin": Ask(
            "uin",
            p("Сканируйте УИН изделия", "Scan the unit's UIN"),
            p("16 цифр на бирке: серьги «Капля».", "16 digits on the tag: drop earrings."),
        ),
        "tray": Ask(
            "tray",
            p("Сканируйте лоток", "Scan a tray"),
            p("Положите в него изделия заказа 10482.", "Put the units of order 10482 into it."),
        ),
    }
    verdict = Verdict("attention", asks[kind].title, "", asks[kind].text)
    return replace(order_state(language), ask=asks[kind], verdict=verdict, sound=Sound.ATTENTION)


def demo_scans(language: str = "ru") -> tuple[DemoScan, ...]:
    """Return what the demo offers in an open order."""
    p = partial(_pick, language)
    units, people, commands = p("Заказ 10482", "Order 10482"), p("Бейджи", "Badges"), p("Команды", "Commands")
    return (
        DemoScan(
            units,
            p("Серьги «Капля», нужные", "Drop earrings, the right ones"),
            "2000000488714",
            p("верное изделие", "the right unit"),
            primary=True,
        ),
        DemoScan(
            units,
            p("Серьги «Капля», соседние", "Drop earrings, their neighbours"),
            "2000000488721",
            p("тот же артикул: будет стоп", "same article: a stop"),
        ),
        DemoScan(
            units,
            p("Подвеска «Гранат», белое золото, с цепочкой 45 см", "Garnet pendant, white gold, with a 45 cm chain"),
            "2000000881249",
        ),
        DemoScan(units, p("Чужое изделие", "A unit of another order"), "4600000000022", p("будет стоп", "a stop")),
        DemoScan(people, p("Анна Выдумова, упаковщик", "Anna Vydumova, packer"), "BADGE1"),
        DemoScan(
            people,
            p("Пётр Небывалов, старший смены", "Pyotr Nebyvalov, shift lead"),
            "BADGE2",
            p("ПИН 2580", "PIN 2580"),
        ),
        DemoScan(commands, p("Отменить скан", "Undo scan"), "LARETSUNDO"),
        DemoScan(commands, p("Новое место", "New parcel"), "LARETSPARCEL"),
    )
