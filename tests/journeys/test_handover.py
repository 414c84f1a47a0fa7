"""From the cage to the act: the foreign is refused, the missing is named, the paper says what the screen said."""

from __future__ import annotations

from station.documents.act_of import act_facts
from station.domain.codes import Code
from station.scan.commands import Verb
from tests.journeys.packer import BAGS, Packer

MINE, ALSO_MINE, FOREIGN = "10437", "10443", "20405"


def test_a_parcel_of_another_carrier_does_not_go_into_the_cage(packer: Packer) -> None:
    packer.ships(FOREIGN)
    packer.ships(MINE)
    packer.until_carried()
    packer.commands(Verb.MANIFEST, "spsr")

    state = packer.scan(packer.bound(FOREIGN)[0], Code.OTHER_CARRIER)

    assert state.handover is not None
    assert state.handover.inside == 0
    assert "Наши курьеры" in state.verdict.text


def test_a_bag_that_is_bound_to_nothing_does_not_go_into_the_cage(packer: Packer) -> None:
    packer.commands(Verb.MANIFEST, "spsr")

    assert packer.scan(BAGS[7]).locked


def test_what_is_missing_is_named_and_the_act_says_what_the_screen_said(packer: Packer) -> None:
    for order in (MINE, ALSO_MINE):
        packer.ships(order)
    packer.until_carried()
    packer.commands(Verb.MANIFEST, "spsr")
    packer.scan(packer.bound(MINE)[0], Code.IN_CAGE)
    board = packer.state.handover
    assert board is not None
    assert [fact.name for fact in board.missing] == [ALSO_MINE]

    packer.scan(packer.bound(ALSO_MINE)[0], Code.IN_CAGE)
    board = packer.state.handover
    assert board is not None
    shown = {fact.name: fact.value for fact in board.totals}
    number = packer.manifest
    packer.commands(Verb.CLOSE_MANIFEST)
    packer.commands(Verb.CLOSE_MANIFEST)

    station = packer.opened.bench.station
    with station.reading() as uow:
        act = act_facts(uow, uow.manifests.get(number), station.settings)
    declared = packer.texts.money(sum(row.declared_kopecks or 0 for row in act.rows))
    assert declared in shown.values()
    assert station.act(number).startswith(b"%PDF")
