from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Status, Workflow
from station.errors import BadInput
from station.sync.workflow_file import LARGEST, parse_workflow, read_workflow, shipped_workflow, write_workflow

SOUND = write_workflow(shipped_workflow())


def faults(text: str) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.about, fault.line) for fault in parse_workflow(text)[1]]


def with_first_status(rows: str) -> str:
    """The shipped workflow, with a status more at its very start: `[[statuses]]` stands on line 1."""
    return f"[[statuses]]\n{rows}\n" + SOUND.replace('code = "default"\n', "", 1)


@pytest.mark.parametrize("text", ["[[statuses", "code = ", "\x00", "a" * (LARGEST + 1), "x = " + "[" * 5000])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_workflow(text)
    assert refused.value.code == "workflow_unreadable"


@pytest.mark.parametrize("text", ["", "statuses = 5", "statuses = []", "[statuses]\na = 1"])
def test_a_file_without_statuses_says_so(text: str) -> None:
    assert ("no_statuses", "[[statuses]]", 1) in faults(text)


FAULTS = [
    ('phase = "NEW"', ("code_wanted", "code", 1)),
    ('code = 5\nphase = "NEW"', ("code_wanted", "code", 1)),
    ('code = ""\nphase = "NEW"', ("code_wanted", "code", 1)),
    ('code = "a"', ("phase_unknown", "a: None", 1)),
    ('code = "a"\nphase = "GONE"', ("phase_unknown", "a: GONE", 1)),
    ('code = "a"\nphase = ["NEW"]', ("phase_unknown", "a: ['NEW']", 1)),
    ('code = "a"\nphase = "NEW"\nlimit_minutes = 0', ("limit_wrong", "a: 0", 1)),
    ('code = "a"\nphase = "NEW"\nlimit_minutes = true', ("limit_wrong", "a: True", 1)),
    ('code = "a"\nphase = "NEW"\nlimit_minutes = "4"', ("limit_wrong", "a: 4", 1)),
    ('code = "a"\nphase = "NEW"\nroles = "packer"', ("roles_wrong", "a", 1)),
    ('code = "a"\nphase = "NEW"\nroles = [1]', ("roles_wrong", "a", 1)),
    ('code = "a"\nphase = "NEW"\ncolour = "red"', ("key_unknown", "colour", 1)),
]


@pytest.mark.parametrize(("rows", "fault"), FAULTS)
def test_each_fault_of_a_status_is_named_with_its_place(rows: str, fault: tuple[str, str, int]) -> None:
    assert fault in faults(with_first_status(rows))


def test_a_status_that_is_no_table_is_a_fault() -> None:
    assert ("table_wanted", "[[statuses]]", 1) in faults('statuses = ["new"]')


@pytest.mark.parametrize("rows", ['from = "new"', 'to = "new"', 'from = "new"\nto = [1]', "from = 1\nto = 2"])
def test_a_move_that_is_none_is_a_fault_with_its_line(rows: str) -> None:
    found = faults(SOUND + f"\n[[transitions]]\n{rows}\n")
    line = len(SOUND.splitlines()) + 2
    assert [(code, at) for code, _, at in found] == [("transition_wrong", line)]


def test_what_nobody_reads_is_a_fault_with_its_line() -> None:
    below = len(SOUND.splitlines()) + 2
    assert ("key_unknown", "colour", 1) in faults('colour = "red"\n' + SOUND)
    assert ("key_unknown", "limits", below) in faults(SOUND + "\n[limits]\nnew = 5\n")
    moves = '\n[[transitions]]\nfrom = "new"\nto = "cancelled"\nwhy = "x"\n'
    assert ("key_unknown", "why", below) in faults(SOUND + moves)


def test_triggers_are_refused_plainly() -> None:
    found = faults(SOUND + '\n[[triggers]]\nwhen = "new"\n')
    assert found == [("no_triggers_in_this_version", "triggers", len(SOUND.splitlines()) + 2)]


def test_a_row_of_moves_that_is_no_table_is_a_fault() -> None:
    assert ("transition_wrong", "5", 1) in faults("transitions = [5]")


def test_a_move_around_the_block_is_named_with_its_line() -> None:
    found = faults(SOUND + '\n[[transitions]]\nfrom = "assembly"\nto = "shipped"\n')
    assert found == [("around_the_block", "assembly > shipped", len(SOUND.splitlines()) + 2)]


def test_of_two_equal_codes_the_second_is_the_fault() -> None:
    found = faults(SOUND + '\n[[statuses]]\ncode = "new"\nphase = "NEW"\n')
    assert found == [("status_twice", "new", len(SOUND.splitlines()) + 2)]


def test_all_faults_are_told_at_once() -> None:
    text = SOUND + '\n[[transitions]]\nfrom = "assembly"\nto = ["shipped", "delivered"]\n'
    with pytest.raises(BadInput) as refused:
        read_workflow(text)
    assert (refused.value.code, refused.value.facts["count"]) == ("workflow_wrong", "2")
    assert "around_the_block assembly > delivered" in refused.value.facts["text"]


def test_the_workflow_that_ships_has_every_phase_in_both_languages() -> None:
    shipped = shipped_workflow()
    assert {status.phase for status in shipped.statuses} == set(Phase)
    assert all(dict(status.names).keys() == {"ru", "en"} for status in shipped.statuses)


def test_a_file_without_a_code_is_the_default_workflow() -> None:
    assert parse_workflow("code = 5")[0].code == "default"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CODES = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True)


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    codes = draw(st.lists(CODES, min_size=1, max_size=5, unique=True))
    statuses = tuple(
        Status(
            code,
            draw(st.sampled_from(Phase)),
            tuple((language, draw(WORDS)) for language in ("ru", "en")),
            draw(WORDS),
            tuple(draw(st.lists(WORDS, max_size=2))),
            draw(st.none() | st.integers(1, 10_000)),
            position,
        )
        for position, code in enumerate(codes)
    )
    moves = draw(st.frozensets(st.tuples(st.sampled_from(codes), st.sampled_from(codes)), max_size=8))
    return Workflow(draw(WORDS), statuses, moves)


@given(workflows())
def test_what_is_written_is_read_as_the_same(workflow: Workflow) -> None:
    assert parse_workflow(write_workflow(workflow))[0] == workflow
