"""`larets workflow export|check|import`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from station.domain.people import Right
from station.domain.workflow.statuses import Workflow
from station.errors import BadInput
from station.sync.workflow_file import read_workflow, write_workflow
from station.usecases.change_workflow import change_workflow
from ui.cli.asked import Asked, Commands


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    workflow = commands.add_parser("workflow", help="the shop's statuses and their matrix, as TOML", parents=[common])
    verbs = workflow.add_subparsers(required=True, metavar="VERB")
    for verb, run in (("export", export), ("check", check), ("import", take_in)):
        one = verbs.add_parser(verb, parents=[common])
        one.add_argument("file", nargs="?", type=Path)
        one.add_argument("--workflow", default="default", metavar="CODE")
        one.set_defaults(run=run)


def export(asked: Asked, given: Namespace) -> int:
    """Write the running workflow to a file or to standard output."""
    with asked.station() as station, station.reading() as uow:
        text = write_workflow(uow.workflows.get(given.workflow))
    if given.file is None:
        sys.stdout.write(text)
    else:
        given.file.write_text(text, encoding="utf-8")
    return 0


def check(asked: Asked, given: Namespace) -> int:
    """Say every fault of a workflow file; change nothing."""
    workflow = _read(given.file)
    asked.show({"code": workflow.code, "statuses": len(workflow.statuses), "faults": []}, lambda: "OK")
    return 0


def take_in(asked: Asked, given: Namespace) -> int:
    """Replace the running workflow with a checked file."""
    workflow = _read(given.file)
    with asked.station() as station:
        person = asked.person(station, Right.EDIT_WORKFLOW)
        with station.office(person) as work:
            change_workflow(work, workflow)
            work.uow.commit()
    asked.show({"code": workflow.code, "statuses": len(workflow.statuses)}, lambda: "OK")
    return 0


def _read(path: Path | None) -> Workflow:
    try:
        raw = sys.stdin.buffer.read() if path is None else path.read_bytes()
        return read_workflow(raw.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("workflow_unreadable", text=type(error).__name__, file=str(path or "-")) from error
