"""The shops' workflows: statuses and the matrix of moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from station.domain.workflow.statuses import Status, Workflow
from station.store.sitting import Sitting
from station.store.tables.house import workflow_statuses as statuses
from station.store.tables.house import workflow_transitions as transitions
from station.store.tables.orders import orders

DEFAULT: Final = "default"
"""The workflow of a shop that has none of its own."""

_STATUSES = (
    select(
        statuses.c.code, statuses.c.phase, statuses.c.names, statuses.c.group_name, statuses.c.roles,
        statuses.c.limit_minutes, statuses.c.position,
    )
    .where(statuses.c.workflow == bindparam("workflow"))
    .order_by(statuses.c.position, statuses.c.code)
)  # fmt: skip
_MOVES = select(transitions.c.from_status, transitions.c.to_status).where(
    transitions.c.workflow == bindparam("workflow")
)
_IN_USE = (
    select(orders.c.status, func.count()).where(orders.c.workflow == bindparam("workflow")).group_by(orders.c.status)
)
_CHANGE = update(statuses).where(statuses.c.workflow == bindparam("of"), statuses.c.code == bindparam("old_code"))
_DROP = delete(statuses).where(statuses.c.workflow == bindparam("of"), statuses.c.code == bindparam("old_code"))
_DROP_MOVES = delete(transitions).where(transitions.c.workflow == bindparam("of"))


class SqlWorkflows:
    """The workflows."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def find(self, code: str) -> Workflow | None:
        """Return the workflow with this very code, or None."""
        return self._read(code)

    def get(self, code: str) -> Workflow:
        """Return a workflow; the default one where a shop has none of its own. Raises LookupError without either."""
        kept = self._sitting.workflows.get(code)
        if kept is None:
            kept = self._read(code) or self._read(DEFAULT)
            if kept is None:
                raise LookupError(f"no workflow {code}, and no default one")
            self._sitting.workflows[code] = kept
        return kept

    def save(self, workflow: Workflow) -> None:
        """Replace a workflow. Raises Refused(status_in_use) for what would move orders by the back door."""
        before = {row.code: row for row in self._sitting.read(_STATUSES, {"workflow": workflow.code})}
        self._sitting.workflows.clear()
        for status in workflow.statuses:
            facts = _facts(status)
            if status.code not in before:
                self._sitting.write(insert(statuses), {"workflow": workflow.code, "code": status.code, **facts})
            elif before[status.code] != _as_row(status):
                self._sitting.write(_CHANGE.values(**facts), {"of": workflow.code, "old_code": status.code})
        for code in before.keys() - {status.code for status in workflow.statuses}:
            self._sitting.write(_DROP, {"of": workflow.code, "old_code": code})
        self._sitting.write(_DROP_MOVES, {"of": workflow.code})
        moves = [
            {"workflow": workflow.code, "from_status": before_, "to_status": after}
            for before_, after in sorted(workflow.transitions)
        ]
        if moves:
            self._sitting.write(insert(transitions), moves)

    def in_use(self, code: str) -> Mapping[str, int]:
        """Return how many orders stand in each status of a workflow."""
        return {row[0]: row[1] for row in self._sitting.read(_IN_USE, {"workflow": code})}

    def _read(self, code: str) -> Workflow | None:
        found = tuple(Status(*row) for row in self._sitting.read(_STATUSES, {"workflow": code}))
        if not found:
            return None
        moves = frozenset((row[0], row[1]) for row in self._sitting.read(_MOVES, {"workflow": code}))
        return Workflow(code, found, moves)


def _facts(status: Status) -> dict[str, Any]:
    return {
        "phase": status.phase, "names": status.names, "group_name": status.group, "roles": status.roles,
        "limit_minutes": status.limit_minutes, "position": status.position,
    }  # fmt: skip


def _as_row(status: Status) -> tuple[object, ...]:
    return (status.code, *_facts(status).values())
