from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from station.domain.workflow.check import MOST_STATUSES, faults_of
from station.domain.workflow.phases import OUT, Phase
from station.domain.workflow.statuses import Status, Workflow
from tests.builders import SHOP, with_status


def faults(workflow: Workflow) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.about, fault.line) for fault in faults_of(workflow, len)]


def test_the_workflow_that_ships_has_no_fault() -> None:
    assert faults(SHOP) == []


@pytest.mark.parametrize("code", ["Новый", "NEW", "", "a b", "-a", "a" * 65])
def test_a_code_of_other_letters_is_a_fault(code: str) -> None:
    workflow = with_status(code, Phase.ASSEMBLY, after="assembly", before="packed")
    assert ("status_code_letters", code, len(code)) in faults(workflow)


def test_two_statuses_of_one_code_are_a_fault() -> None:
    twice = replace(SHOP, statuses=(*SHOP.statuses, Status("packed", Phase.PACKED)))
    assert ("status_twice", "packed", len("packed")) in faults(twice)


def test_a_role_that_nobody_has_is_a_fault() -> None:
    statuses = tuple(replace(s, roles=("packer", "boss")) if s.code == "new" else s for s in SHOP.statuses)
    assert faults(replace(SHOP, statuses=statuses)) == [("role_unknown", "new: boss", len("new"))]


def test_a_phase_that_the_program_needs_must_have_a_status() -> None:
    without = replace(
        SHOP,
        statuses=tuple(s for s in SHOP.statuses if s.code != "approval"),
        transitions=frozenset(pair for pair in SHOP.transitions if "approval" not in pair),
    )
    assert faults(without) == []
    empty = Workflow("empty", ())
    assert [fault.about for fault in faults_of(empty, len)] == [
        "NEW", "APPROVED", "ASSEMBLY", "PACKED", "SHIPPED", "IN_DELIVERY", "CANCELLED",
    ]  # fmt: skip


def test_a_move_to_a_status_that_is_not_there_is_a_fault() -> None:
    odd = replace(SHOP, transitions=SHOP.transitions | {("new", "posted")})
    assert faults(odd) == [("status_unknown", "posted", len("new>posted"))]


@pytest.mark.parametrize(("before", "after"), list(product(sorted(set(Phase) - OUT - {Phase.PACKED}), sorted(OUT))))
def test_a_matrix_that_leads_around_the_block_is_a_fault(before: Phase, after: Phase) -> None:
    pair = (before.value.lower(), after.value.lower())
    odd = replace(SHOP, transitions=SHOP.transitions | {pair})
    assert ("around_the_block", f"{pair[0]} > {pair[1]}", len(f"{pair[0]}>{pair[1]}")) in faults(odd)


def test_a_status_that_nobody_reaches_is_a_fault() -> None:
    lonely = replace(
        SHOP,
        statuses=(*SHOP.statuses, Status("lonely", Phase.ASSEMBLY)),
        transitions=SHOP.transitions | {("lonely", "packed")},
    )
    assert faults(lonely) == [("status_unreachable", "lonely", len("lonely"))]


def test_a_status_from_which_nothing_leads_on_is_a_fault() -> None:
    stuck = replace(
        SHOP,
        statuses=(*SHOP.statuses, Status("stuck", Phase.ASSEMBLY)),
        transitions=SHOP.transitions | {("assembly", "stuck")},
    )
    assert faults(stuck) == [("status_dead_end", "stuck", len("stuck"))]


def test_an_end_may_be_an_end() -> None:
    ended = replace(SHOP, transitions=frozenset(p for p in SHOP.transitions if p[0] not in {"delivered", "cancelled"}))
    assert faults(ended) == []


def test_too_many_statuses_are_one_fault() -> None:
    many = Workflow("many", tuple(Status(f"s{n}", Phase.NEW) for n in range(MOST_STATUSES + 1)))
    assert faults(many) == [("too_many_statuses", str(MOST_STATUSES + 1), 0)]
