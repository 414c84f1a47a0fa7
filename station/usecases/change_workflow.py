"""Replace the running workflow; what would strand orders or change the phase of a status in use is refused."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.people import Right
from station.domain.workflow.statuses import Workflow
from station.errors import Reason, Refused
from station.usecases.work import Work


def change_workflow(work: Work, workflow: Workflow) -> None:
    """Save a checked workflow. Raises Refused, naming each status in which orders stand."""
    work.need(Right.EDIT_WORKFLOW)
    running = work.uow.workflows.get(workflow.code)
    reasons = []
    for code, count in work.uow.workflows.in_use(workflow.code).items():
        before, after = running.find(code), workflow.find(code)
        facts = {"status": code, "count": str(count)}
        if after is None:
            reasons.append(Reason(Code.STATUS_IN_USE, facts))
        elif before is not None and before.phase is not after.phase:
            reasons.append(Reason(Code.STATUS_IN_USE, facts | {"phase": after.phase.value}))
    if reasons:
        raise Refused(*reasons)
    work.uow.workflows.save(workflow)
    work.tell("workflow", "changed", None, workflow=workflow.code, statuses=str(len(workflow.statuses)))
