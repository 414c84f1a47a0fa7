"""Ask before a verb is done: the same scan again where it destroys, a badge and a PIN where a right needs them.

The question lives on the bench (`Bench.pending`), so a crash between question and answer forgets neither.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.people import NEEDS_PIN, Operator, Right
from station.errors import Reason, Refused
from station.scan.commands import DESTRUCTIVE, Command, Verb
from station.usecases.manifests import right_to_close
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work

RIGHT_OF: dict[Verb, Right] = {
    Verb.SHORT: Right.SHORT,
    Verb.SPLIT: Right.SPLIT,
    Verb.REPRINT: Right.REPRINT,
    Verb.VOID: Right.VOID,
}

PIN_TRIES = 5
PIN_LOCK = timedelta(minutes=5)


class PinCheck(Protocol):
    """Compares a PIN with its stored hash."""

    def matches(self, pin_hash: str, pin: str) -> bool:
        """Say whether the PIN is right; slow on purpose."""


def question_before(work: Work, command: Command) -> Outcome | None:
    """Return the question that must be answered before a command is done, or None when it may be done now."""
    pending = work.bench.pending
    again = pending is not None and pending.wanted is Wanted.AGAIN and pending.code == command.code
    if command.verb in DESTRUCTIVE and not again:
        work.bench.pending = Pending(Wanted.AGAIN, command.verb, command.code, {"argument": command.argument})
        return _asked(Code.SCAN_AGAIN, command, work)
    right = _right_for(work, command)
    if right is None or right not in NEEDS_PIN:
        return None
    if work.person is not None and work.person.may(right):
        return _ask_pin(work, command, work.person)
    facts = {"argument": command.argument, "right": right.value}
    work.bench.pending = Pending(Wanted.BADGE, command.verb, command.code, facts)
    return _asked(Code.BADGE_NEEDED, command, work)


def _right_for(work: Work, command: Command) -> Right | None:
    """Return the right that a command needs now, beyond those that its verb asks for itself."""
    return right_to_close(work) if command.verb is Verb.CLOSE_MANIFEST else RIGHT_OF.get(command.verb)


def badge_for_question(work: Work, pending: Pending, operator: str | None) -> Outcome:
    """Take the badge of somebody who may do what was asked, and ask for the PIN. Raises Refused."""
    person = work.uow.operators.get(operator) if operator else None
    right = Right(pending.facts["right"])
    if person is None or not person.may(right):
        raise Refused(Reason(Code.NOT_ALLOWED, {"who": person.name if person else "", "right": right.value}))
    return _ask_pin(work, Command(pending.code, Verb(pending.verb), pending.facts.get("argument", "")), person)


def check_pin(person: Operator, pin: str, pins: PinCheck, at: datetime) -> Reason | None:
    """Compare a PIN; wrong ones are counted, and five in a row shut the badge for five minutes."""
    if person.pin_locked_until is not None and at < person.pin_locked_until:
        person.pin_locked_until = min(person.pin_locked_until, at + PIN_LOCK)  # the clock may have been set back
        return Reason(Code.PIN_LOCKED, _tried(person, person.pin_locked_until))
    if person.pin_hash and pins.matches(person.pin_hash, pin):
        person.pin_failures, person.pin_locked_until = 0, None
        return None
    person.pin_failures += 1
    if person.pin_failures >= PIN_TRIES:
        person.pin_failures, person.pin_locked_until = 0, at + PIN_LOCK
        return Reason(Code.PIN_LOCKED, _tried(person, at + PIN_LOCK))
    return Reason(Code.PIN_WRONG, _tried(person))


def _tried(person: Operator, until: datetime | None = None) -> dict[str, str]:
    """Whose badge was tried: the journal names it beside who is logged in."""
    facts = {"who": person.name, "tried": person.code}
    return facts | {"until": until.isoformat()} if until else facts


def _ask_pin(work: Work, command: Command, person: Operator) -> Outcome:
    facts = {"argument": command.argument, "by": person.code, "who": person.name}
    work.bench.pending = Pending(Wanted.PIN, command.verb, command.code, facts)
    return _asked(Code.PIN_NEEDED, command, work, who=person.name)


def _asked(code: Code, command: Command, work: Work, **facts: str) -> Outcome:
    return Outcome(Tone.ATTENTION, code, facts={"verb": command.verb.value, **facts}, order=work.bench.order)
