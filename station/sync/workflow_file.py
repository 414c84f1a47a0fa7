"""A workflow as a TOML file: read with the place of every fault, and written so that a person can change it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources

from station.domain.workflow.check import Fault, faults_of
from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Status, Workflow
from station.errors import BadInput

LARGEST = 1024 * 1024
KEYS = frozenset({"code", "statuses", "transitions"})
MOVE_KEYS = frozenset({"from", "to"})
STATUS_KEYS = frozenset({"code", "phase", "ru", "en", "group", "roles", "limit_minutes"})


def shipped_workflow() -> Workflow:
    """Return the workflow that ships with the program."""
    text = resources.files("station.domain.workflow").joinpath("shipped/default.toml").read_text(encoding="utf-8")
    return read_workflow(text)


def read_workflow(text: str) -> Workflow:
    """Read and check a workflow. Raises BadInput(workflow_wrong) naming every fault with its line."""
    workflow, faults = parse_workflow(text)
    if faults:
        sentences = "; ".join(f"{fault.line}: {fault.code} {fault.about}" for fault in faults)
        raise BadInput("workflow_wrong", text=sentences, count=str(len(faults)))
    return workflow


def parse_workflow(text: str) -> tuple[Workflow, tuple[Fault, ...]]:
    """Read a workflow as far as it goes, with all its faults. Raises BadInput where it is no TOML at all."""
    if len(text) > LARGEST:
        raise BadInput("workflow_unreadable", text="too long")
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput("workflow_unreadable", text=str(error)) from error
    lines = _Lines(text)
    faults = [_unknown(key, lines) for key in raw if key not in KEYS]
    statuses = _statuses(raw.get("statuses"), lines, faults)
    transitions = _transitions(raw.get("transitions"), lines, faults)
    code = raw.get("code", "default")
    workflow = Workflow(code if isinstance(code, str) else "default", tuple(statuses), frozenset(transitions))
    return workflow, (*faults, *faults_of(workflow, lines.of))


def write_workflow(workflow: Workflow) -> str:
    """Write a workflow as TOML; reading it gives the same workflow."""
    parts = [f"code = {_quoted(workflow.code)}\n"]
    for status in workflow.statuses:
        rows = [f"code = {_quoted(status.code)}", f"phase = {_quoted(status.phase.value)}"]
        rows += [f"{language} = {_quoted(name)}" for language, name in status.names]
        rows += [f"group = {_quoted(status.group)}"] if status.group else []
        rows += [f"roles = [{', '.join(_quoted(role) for role in status.roles)}]"] if status.roles else []
        rows += [f"limit_minutes = {status.limit_minutes}"] if status.limit_minutes is not None else []
        parts.append("[[statuses]]\n" + "\n".join(rows) + "\n")
    for status in workflow.statuses:
        onward = [s.code for s in workflow.statuses if (status.code, s.code) in workflow.transitions]
        if onward:
            row = f"from = {_quoted(status.code)}\nto = [{', '.join(_quoted(code) for code in onward)}]\n"
            parts.append("[[transitions]]\n" + row)
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """Write a TOML basic string: what it holds is data and never syntax."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'


def _unknown(key: str, lines: _Lines) -> Fault:
    if key == "triggers":
        return Fault("no_triggers_in_this_version", key, lines.key(key))
    return Fault("key_unknown", key, lines.key(key))


def _statuses(raw: object, lines: _Lines, faults: list[Fault]) -> list[Status]:
    rows = raw if isinstance(raw, list) else []
    if not rows:
        faults.append(Fault("no_statuses", "[[statuses]]", 1))
    made = []
    for position, row in enumerate(rows):
        line = lines.table("statuses", position)
        if not isinstance(row, Mapping):
            faults.append(Fault("table_wanted", "[[statuses]]", line))
            continue
        faults += [Fault("key_unknown", str(key), line) for key in row if key not in STATUS_KEYS]
        status = _status(row, position, line, faults)
        if status is not None:
            lines.note(status.code, line)
            made.append(status)
    return made


def _status(row: Mapping[str, object], position: int, line: int, faults: list[Fault]) -> Status | None:
    code, phase, limit = row.get("code"), row.get("phase"), row.get("limit_minutes")
    roles = row.get("roles", [])
    if not isinstance(code, str) or not code:
        faults.append(Fault("code_wanted", "code", line))
        return None
    if not isinstance(phase, str) or phase not in set(Phase):
        faults.append(Fault("phase_unknown", f"{code}: {phase}", line))
        return None
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit <= 0):
        faults.append(Fault("limit_wrong", f"{code}: {limit}", line))
        limit = None
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        faults.append(Fault("roles_wrong", code, line))
        roles = []
    names = tuple((language, str(row[language])) for language in ("ru", "en") if isinstance(row.get(language), str))
    return Status(code, Phase(phase), names, str(row.get("group", "")), tuple(roles), limit, position)


def _transitions(raw: object, lines: _Lines, faults: list[Fault]) -> list[tuple[str, str]]:
    pairs = []
    for position, row in enumerate(raw if isinstance(raw, list) else []):
        line = lines.table("transitions", position)
        onward = row.get("to") if isinstance(row, Mapping) else None
        before = row.get("from") if isinstance(row, Mapping) else None
        targets: Sequence[object] = [onward] if isinstance(onward, str) else onward if isinstance(onward, list) else []
        if not isinstance(before, str) or not targets or not all(isinstance(code, str) for code in targets):
            faults.append(Fault("transition_wrong", str(row), line))
            continue
        if isinstance(row, Mapping):
            faults += [Fault("key_unknown", str(key), line) for key in row if key not in MOVE_KEYS]
        for code in targets:
            lines.note(f"{before}>{code}", line)
            pairs.append((before, str(code)))
    return pairs


class _Lines:
    """Finds the line on which a table, a status or a move stands."""

    def __init__(self, text: str) -> None:
        self._tables: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            found = re.match(r"\s*\[\[\s*(\w+)\s*\]\]", line)
            if found:
                self._tables.setdefault(found[1], []).append(number)
        self._named: dict[str, int] = {}
        self._lines = text.splitlines()

    def table(self, name: str, position: int) -> int:
        places = self._tables.get(name, [])
        return places[position] if position < len(places) else 1

    def key(self, name: str) -> int:
        """Return the line of a table or value at the top of the file."""
        begins = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[\].=]""")
        return next((number for number, line in enumerate(self._lines, start=1) if begins.match(line)), 1)

    def note(self, name: str, line: int) -> None:
        self._named[name] = line  # the last one wins: of two equal codes the second is the fault

    def of(self, name: str) -> int:
        return self._named.get(name, 1)
