"""The shop's own statuses and the matrix of allowed moves between them: data, one workflow for a shop."""

from __future__ import annotations

from dataclasses import dataclass, field

from station.domain.workflow.phases import Phase


@dataclass(frozen=True)
class Status:
    """One status of the shop. `names` by language; `roles` who may move an order into it (empty: whoever may act)."""

    code: str
    phase: Phase
    names: tuple[tuple[str, str], ...] = ()
    group: str = ""
    roles: tuple[str, ...] = ()
    limit_minutes: int | None = None
    position: int = 0

    def name(self, language: str) -> str:
        """Return the status in the words of the shop, else its code."""
        return dict(self.names).get(language, self.code)


@dataclass(frozen=True)
class Workflow:
    """The statuses of one shop and the pairs between which an order may move."""

    code: str
    statuses: tuple[Status, ...]
    transitions: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def find(self, code: str) -> Status | None:
        """Return the status with this code."""
        return next((status for status in self.statuses if status.code == code), None)

    def entry(self, phase: Phase) -> Status | None:
        """Return the first status of a phase: where an import puts an order."""
        return next((status for status in self.statuses if status.phase is phase), None)

    def reachable(self, current: str, phase: Phase) -> Status | None:
        """Return the first status of `phase` that the matrix allows from `current`."""
        return next(
            (s for s in self.statuses if s.phase is phase and (current, s.code) in self.transitions),
            None,
        )
