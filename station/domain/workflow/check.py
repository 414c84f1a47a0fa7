"""What is wrong with a workflow: every fault at once, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from station.domain.people import Role
from station.domain.workflow.phases import Phase, lawful
from station.domain.workflow.statuses import Workflow

MOST_STATUSES = 500
CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
ENDS = frozenset({Phase.DELIVERED, Phase.TAKEN_APART, Phase.CANCELLED, Phase.RETURNED})
NEEDED = (Phase.NEW, Phase.APPROVED, Phase.ASSEMBLY, Phase.PACKED, Phase.SHIPPED, Phase.IN_DELIVERY, Phase.CANCELLED)


@dataclass(frozen=True)
class Fault:
    """One fault: its code, what it is about, and the line of the file (0 where it is about the whole)."""

    code: str
    about: str
    line: int = 0


def faults_of(workflow: Workflow, line_of: Callable[[str], int]) -> tuple[Fault, ...]:
    """Return every fault of a workflow. `line_of` finds the place of a status or a move ("from>to")."""
    if len(workflow.statuses) > MOST_STATUSES:
        return (Fault("too_many_statuses", str(len(workflow.statuses))),)
    return (
        *_codes(workflow, line_of),
        *_needed(workflow),
        *_moves(workflow, line_of),
        *_ways(workflow, line_of),
    )


def _codes(workflow: Workflow, line_of: Callable[[str], int]) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for status in workflow.statuses:
        if not CODE.fullmatch(status.code):
            faults.append(Fault("status_code_letters", status.code, line_of(status.code)))
        if status.code in seen:
            faults.append(Fault("status_twice", status.code, line_of(status.code)))
        seen.add(status.code)
        faults += [
            Fault("role_unknown", f"{status.code}: {role}", line_of(status.code))
            for role in status.roles
            if role not in set(Role)
        ]
    return faults


def _needed(workflow: Workflow) -> list[Fault]:
    have = {status.phase for status in workflow.statuses}
    return [Fault("phase_without_status", phase.value) for phase in NEEDED if phase not in have]


def _moves(workflow: Workflow, line_of: Callable[[str], int]) -> list[Fault]:
    phases = {status.code: status.phase for status in workflow.statuses}
    faults = []
    for before, after in sorted(workflow.transitions):
        line = line_of(f"{before}>{after}")
        unknown = [code for code in (before, after) if code not in phases]
        if unknown:
            faults.append(Fault("status_unknown", unknown[0], line))
        elif not lawful(phases[before], phases[after], handed_over=False):
            faults.append(Fault("around_the_block", f"{before} > {after}", line))
    return faults


def _ways(workflow: Workflow, line_of: Callable[[str], int]) -> list[Fault]:
    onward: dict[str, set[str]] = {}
    for before, after in workflow.transitions:
        onward.setdefault(before, set()).add(after)
    starts = [s.code for s in workflow.statuses if s.phase in {Phase.NEW, Phase.APPROVAL, Phase.APPROVED}][:1]
    reached = _reached(starts, onward)
    faults = [
        Fault("status_unreachable", status.code, line_of(status.code))
        for status in workflow.statuses
        if status.code not in reached
    ]
    faults += [
        Fault("status_dead_end", status.code, line_of(status.code))
        for status in workflow.statuses
        if not onward.get(status.code) and status.phase not in ENDS
    ]
    return faults


def _reached(starts: list[str], onward: Mapping[str, set[str]]) -> set[str]:
    reached, edge = set(starts), list(starts)
    while edge:
        for code in onward.get(edge.pop(), set()) - reached:
            reached.add(code)
            edge.append(code)
    return reached
