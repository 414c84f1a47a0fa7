"""The bench's presenter: an answer of the desk becomes one frozen ScreenState. No Qt.

Window and headless bench both stand on it, on the thread of the store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from station.domain.bench import Wanted
from station.domain.codes import Code
from station.domain.shipment import Numbering
from station.ports import Clock, OrderRow, RawScan
from station.scan.commands import Verb, code_of, weight_code
from station.usecases.desk import Answer, Desk
from station.usecases.outcome import Outcome, Tone
from station.usecases.view import WAITING_ROWS
from ui.presenters.chips import Chips
from ui.presenters.handover_view import handover_view
from ui.presenters.health import Health, lamps
from ui.presenters.order_view import order_view, step_of
from ui.presenters.sounds import sound_of
from ui.presenters.state import Action, Ask, Fact, ListRow, Mode, ScreenState, Sound, Verdict
from ui.texts import Texts


@dataclass
class BenchPresenter:
    """Answers every event with the whole state of the screen. `heard` is told of each answer, for journals and JSON."""

    desk: Desk
    clock: Clock
    texts: Texts
    health: Callable[[], Health]
    demo: bool = False
    heard: Callable[[Answer], None] = lambda _answer: None
    last: Outcome | None = field(default=None, init=False)
    _stop: Outcome | None = field(default=None, init=False)  # the refusal that waits to be acknowledged
    _chips: Chips = field(default_factory=Chips, init=False)
    _ms: float | None = field(default=None, init=False)
    _captions: dict[str, str] = field(default_factory=dict, init=False)

    def scanned(self, scan: RawScan) -> ScreenState:
        """Take a scan all its way and say what the screen shows."""
        return self._answered(self.desk.scanned(scan))

    def acknowledged(self) -> ScreenState:
        """End a STOP, by key or touch."""
        return self._answered(self.desk.command(Verb.CONFIRM))

    def command(self, verb: str) -> ScreenState:
        """Do what the command barcode of this verb does; `manifest:spsr` names an argument."""
        name, _, argument = verb.partition(":")
        return self._answered(self.desk.command(Verb(name), argument))

    def pin_entered(self, pin: str) -> ScreenState:
        """Answer the question for a PIN."""
        return self._answered(self.desk.pin(pin))

    def weight_typed(self, grams: int) -> ScreenState:
        """Answer the question for a weight."""
        return self._answered(self.desk.typed(weight_code(grams)))

    def cancelled_question(self) -> ScreenState:
        """Take the open question away."""
        self.desk.drop_question()
        return self._state(Sound.NONE)

    def refreshed(self) -> ScreenState:
        """Say the state anew. What another program did to the open order is seen here, a cancellation at once."""
        stopped = self.desk.watch()
        if stopped is None:
            return self._state(Sound.NONE)
        self.last = self._stop = stopped
        return self._state(sound_of(stopped))

    def language_chosen(self, language: str) -> ScreenState:
        """Say everything in another language from now on."""
        self.texts = Texts(language, self.texts.zone)
        self._captions = {}
        self._chips.say_in(self.texts)
        return self._state(Sound.NONE)

    # -- the state ----------------------------------------------------------------------------------------------------

    def _answered(self, answer: Answer) -> ScreenState:
        self.last, self._ms = answer.outcome, answer.ms
        if answer.outcome.tone is Tone.STOP:
            self._stop = answer.outcome
        self._chips.add(answer, self._facts(answer.outcome), self.clock.now(), self.texts)
        self.heard(answer)
        return self._state(sound_of(answer.outcome))

    def _state(self, sound: Sound) -> ScreenState:
        view, now = self.desk.view, self.clock.now()
        order = view.order
        state = ScreenState(
            mode=self._mode(),
            verdict=self._verdict(),
            language=self.texts.language,
            bench=self._bench_line(),
            operator=view.operator,
            clock=self.texts.clock(now),
            lamps=lamps(self.health(), self.texts),
            order=order_view(view, order, self._standing(), self.texts, now) if order is not None else None,
            handover=handover_view(view, view.manifest, self.texts) if view.manifest is not None else None,
            chips=self._chips.shown,
            latency=self.texts.caption("latency", ms=max(1, round(self._ms))) if self._ms is not None else "",
            locked=view.lock is not None,
            ask=self._ask(),
            sound=sound,
            demo=self.demo,
            acknowledge_code=code_of(Verb.CONFIRM),
            actions=self._actions(),
            labels=self._labels(),
        )
        return self._with_lists(state) if state.mode in {Mode.LOGIN, Mode.READY} else state

    def _with_lists(self, state: ScreenState) -> ScreenState:
        rows = tuple(self._row(row) for row in self.desk.view.waiting)
        key = "login" if state.mode is Mode.LOGIN else "ready"
        return replace(
            state,
            waiting=rows,
            waiting_title=self._waiting_title(len(rows)),
            hint_title=self.texts.caption(f"{key}_title"),
            hint_text=self.texts.caption(f"{key}_text"),
            facts_title=self.texts.caption("devices_title"),
            facts=tuple(
                Fact(lamp.name, lamp.detail or self.texts.caption("all_well"), lamp.condition) for lamp in state.lamps
            ),
        )

    def _waiting_title(self, count: int) -> str:
        if count == WAITING_ROWS:  # there are more than are shown
            return self.texts.caption("waiting_first", count=count)
        return self.texts.caption("waiting_title", count=count)

    def _labels(self) -> dict[str, str]:
        if not self._captions:
            self._captions = self.texts.captions()
        return self._captions

    def _mode(self) -> Mode:
        view = self.desk.view
        if not view.operator:
            return Mode.LOGIN
        if view.order is not None:
            return Mode.ORDER
        return Mode.HANDOVER if view.manifest is not None else Mode.READY

    def _bench_line(self) -> str:
        settings = self.desk.place.settings
        return " · ".join(part for part in (settings.bench_name or settings.bench, settings.warehouse) if part)

    def _verdict(self) -> Verdict:
        """Return the last verdict; under a lock the refusal that waits, whatever was scanned after it."""
        outcome = self._standing()
        if outcome is None:
            return Verdict("idle", self.texts.caption("idle_title"), self.texts.caption("idle_text"))
        words = self.texts.verdict(outcome.code, self._facts(outcome), tone=outcome.tone.value, now=self.clock.now())
        return Verdict(outcome.tone.value, words.title, words.text, words.action, outcome.code)

    def _standing(self) -> Outcome | None:
        lock = self.desk.view.lock
        if lock is None:
            return self.last
        if self._stop is None or self._stop.code != lock:  # found by a restart, or made by another program
            self._stop = Outcome(Tone.STOP, lock)
        return self._stop

    def _facts(self, outcome: Outcome) -> dict[str, str]:
        """Add what is known of the bench to the facts of an outcome: the order, the next thing."""
        facts = dict(outcome.facts)
        if outcome.order and outcome.tone is not Tone.STOP:  # in a refusal `order` names the other one
            facts.setdefault("order", outcome.order)
        if outcome.parcel is not None:
            facts.setdefault("parcel", str(outcome.parcel))
        order = self.desk.view.order
        wanted = order.next_line if order else None
        if wanted is not None:
            offer = self.desk.view.offers.get(wanted.offer)
            facts.setdefault("next", wanted.name)
            facts.setdefault("next_place", offer.place if offer else "")
        if order is not None and outcome.code == Code.ORDER_PACKED:
            facts["by"] = "bag" if order.numbering is Numbering.PREPRINTED else "label"
        return facts

    def _ask(self) -> Ask | None:
        pending = self.desk.view.pending
        if pending is None:
            return self._ask_weight()
        if pending.wanted is Wanted.UIN:  # said where the next scan is said: nothing covers the line it concerns
            return None
        command = self.texts.command(pending.verb, pending.facts.get("argument", ""))
        facts = {**pending.facts, "verb": command.name, "what": command.what}
        code = pending.code if pending.wanted is Wanted.AGAIN else ""
        kind = pending.wanted.value
        return Ask(
            kind,
            self.texts.caption(f"ask_{kind}_title", **facts),
            self.texts.caption(f"ask_{kind}_text", **facts),
            code,
        )

    def _ask_weight(self) -> Ask | None:
        view = self.desk.view
        waits = view.order is not None and view.operator and view.lock is None and step_of(view.order) == "weight"
        if not waits:
            return None
        return Ask("weight", self.texts.caption("ask_weight_title"), self.texts.caption("ask_weight_text"))

    def _actions(self) -> tuple[Action, ...]:
        view = self.desk.view
        if not view.operator:
            return ()
        if view.order is not None:
            verbs = ["undo", "new_parcel", "reprint", "short", "cancel_view"]
        elif view.manifest is not None:
            verbs = ["out_of_cage", "cancel_view"]
        else:
            verbs = ["manifest:spsr", "log_off"]
        return tuple(self._action(verb) for verb in verbs)

    def _action(self, verb: str) -> Action:
        name, _, argument = verb.partition(":")
        return Action(verb, self.texts.command(name, argument).name, self._enabled(name))

    def _enabled(self, verb: str) -> bool:
        order = self.desk.view.order
        if order is None:
            return True
        match verb:
            case "undo":
                return order.units_verified > 0
            case "new_parcel":
                return order.units_missing > 0 and order.open_parcel is not None
            case "reprint":
                return any(parcel.label for parcel in order.live_parcels)
            case "short":
                return order.units_missing > 0
            case _:
                return True

    def _row(self, row: OrderRow) -> ListRow:
        now = self.clock.now()
        return ListRow(
            number=row.number,
            deadline=self.texts.day_time(row.ship_by, now) if row.ship_by else "",
            contents=self.texts.counted(row.units, "units"),
            carrier=self.texts.carrier(row.carrier) if row.carrier else "",
            late=row.ship_by is not None and row.ship_by < now,
            held=row.held,
        )
