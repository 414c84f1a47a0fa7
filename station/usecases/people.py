"""People come, get another badge, and go. Nobody is deleted: what they did keeps their name."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.people import Operator, Right, Role
from station.errors import Reason, Refused
from station.usecases.work import Work


def add_person(work: Work, person: Operator) -> None:
    """Add a person. The first of an empty database is an administrator, and needs nobody's leave. Raises Refused."""
    everybody = work.uow.operators.everybody()
    if everybody or person.role is not Role.ADMINISTRATOR:
        work.need(Right.ADMINISTER)
    if any(one.code == person.code for one in everybody):
        raise Refused(Reason(Code.PERSON_TAKEN, {"who": person.code}))
    if person.role is Role.ADMINISTRATOR and not person.pin_hash:  # all that they may do asks for it
        raise Refused(Reason(Code.PIN_NEEDED, {"who": person.name}))
    work.uow.operators.add(person)
    work.tell("people", "added", None, who=person.code, role=person.role.value)


def change_badge(work: Work, code: str, badge_hash: str) -> None:
    """Give a person another badge; the old one is dead from now on. Raises Refused."""
    work.need(Right.ADMINISTER)
    _find(work, code).badge_hash = badge_hash
    work.tell("people", "badge", None, who=code)


def end_person(work: Work, code: str) -> None:
    """Take all rights from a person who leaves. Raises Refused for the last administrator: nobody could undo it."""
    work.need(Right.ADMINISTER)
    person = _find(work, code)
    others = (one for one in work.uow.operators.everybody() if one.code != code)
    if person.may(Right.ADMINISTER) and not any(one.may(Right.ADMINISTER) for one in others):
        raise Refused(Reason(Code.LAST_ADMINISTRATOR, {"who": person.name}))
    person.active = False
    work.tell("people", "ended", None, who=code)


def _find(work: Work, code: str) -> Operator:
    found = next((one for one in work.uow.operators.everybody() if one.code == code), None)
    if found is None:
        raise Refused(Reason(Code.PERSON_UNKNOWN, {"who": code}))
    return found
