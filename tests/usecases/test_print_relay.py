from __future__ import annotations

from collections import deque

import pytest

from station.domain.label import LabelFacts, PrintedLabel
from station.domain.parcel import LabelState, ParcelLabel
from station.errors import BadInput
from station.ports import PrintJob
from station.scan.commands import Verb
from station.usecases.decide import cancel_order
from station.usecases.labels import void_labels
from tests.builders import OWN, an_incoming
from tests.fakes import Crash, draw
from tests.usecases.world import BenchDriver, World


@pytest.fixture
def packed(bench: BenchDriver) -> BenchDriver:
    """A bench with order 501 packed: its label waits to be printed."""
    bench.pack()
    return bench


def label_of(world: World, number: str = "501") -> ParcelLabel:
    label = world.order(number).live_parcels[0].label
    assert label is not None
    return label


def told(world: World) -> list[str]:
    return [line.code for line in world.story() if line.kind == "print"]


@pytest.mark.parametrize("trouble", ["printer_refused", "printer_hangs", "printer_gone"])
def test_what_was_certainly_not_printed_is_tried_again(packed: BenchDriver, world: World, trouble: str) -> None:
    world.printer.troubles = deque([trouble, trouble])
    relay = world.print_relay()
    assert relay.print_waiting() == 0
    assert (label_of(world).state, label_of(world).trouble, relay.trouble) == (LabelState.ASKED, trouble, trouble)
    relay.print_waiting()
    assert relay.print_waiting() == 1
    assert (label_of(world).state, label_of(world).trouble, relay.trouble) == (LabelState.PRINTED, "", "")
    assert len(world.printer.jobs) == 1
    assert told(world) == ["asked", "printed"]  # the trouble once, and the print


def test_what_was_perhaps_printed_waits_for_a_person(packed: BenchDriver, world: World) -> None:
    world.printer.troubles = deque(["printer_unknown"])
    relay = world.print_relay()
    relay.print_waiting()
    assert relay.print_waiting() == 0
    assert label_of(world).state is LabelState.UNKNOWN
    packed.give(Verb.REPRINT, "did_not_come_out")
    packed.pin()
    assert relay.print_waiting() == 1
    assert world.printer.jobs[0].copy_number == 1


def test_a_crash_while_sending_prints_nothing_twice(packed: BenchDriver, world: World) -> None:
    class Dying:
        def send(self, job: PrintJob) -> None:
            world.printer.send(job)
            raise Crash

        state = world.printer.state

    relay = world.print_relay()
    relay.printer = Dying()
    with pytest.raises(Crash):
        relay.print_waiting()
    world.restart()
    again = world.print_relay()
    assert again.printing.recover(world.clock.now()) == 1
    assert again.printing.recover(world.clock.now()) == 0
    assert label_of(world).state is LabelState.UNKNOWN
    assert again.print_waiting() == 0
    assert len(world.printer.jobs) == 1
    world.bench(who=None).scan(label_of(world).number)
    assert world.order().phase.value == "SHIPPED"


def test_a_bench_prints_what_was_packed_at_it_and_leaves_the_rest_alone(packed: BenchDriver, world: World) -> None:
    other = world.print_relay("bench-2")
    assert other.print_waiting() == 0
    here = world.print_relay()
    (job,) = here.printing.waiting(world.clock.now())
    assert here.printing.sending(job, here.render(job.facts, job.form))
    assert other.printing.recover(world.clock.now()) == 0  # bench-1 is printing: nothing is lost
    assert label_of(world).state is LabelState.SENDING
    assert here.printing.recover(world.clock.now()) == 1
    packed.give(Verb.CANCEL_VIEW)
    packed.give(Verb.CANCEL_VIEW)
    second = world.bench("bench-2")
    second.scan("501")
    second.give(Verb.REPRINT, "did_not_come_out")
    second.pin()
    assert (here.print_waiting(), other.print_waiting()) == (0, 1)


def test_a_label_asked_from_the_office_comes_out_where_the_order_was_packed(world: World) -> None:
    world.take_in()
    world.bench("bench-2").pack()
    world.print_relay("bench-2").print_waiting()
    with world.office("lead") as work:
        void_labels(work, work.uow.orders.get("501"), "torn")
    assert world.print_relay().print_waiting() == 0
    assert world.print_relay("bench-2").print_waiting() == 1


def test_a_printer_in_trouble_ends_the_round(packed: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502", delivery=OWN))
    packed.give(Verb.CANCEL_VIEW)
    packed.give(Verb.CANCEL_VIEW)
    packed.pack("502")
    world.printer.troubles = deque(["printer_gone"])
    relay = world.print_relay()
    assert relay.print_waiting() == 0
    assert world.printer.jobs == []
    assert relay.print_waiting() == 2
    assert [job.name for job in world.printer.jobs] == ["501-1", "502-1"]


@pytest.mark.expects_warnings("label_not_drawn")
@pytest.mark.parametrize(
    ("error", "code"), [(BadInput("label_too_narrow"), "label_too_narrow"), (KeyError(), "label_not_drawn")]
)
def test_a_label_that_cannot_be_drawn_holds_nobody_up(
    packed: BenchDriver, world: World, error: Exception, code: str
) -> None:
    world.take_in(an_incoming("502", delivery=OWN))
    packed.give(Verb.CANCEL_VIEW)
    packed.give(Verb.CANCEL_VIEW)
    packed.pack("502")
    relay = world.print_relay()

    def draw_all_but_one(facts: LabelFacts, form: str) -> PrintedLabel:
        if facts.order == "501":
            raise error
        return draw(facts, form)

    relay.render = draw_all_but_one
    relay.print_waiting()
    relay.print_waiting()
    assert [job.name for job in world.printer.jobs] == ["502-1"]
    assert (label_of(world).state, label_of(world).trouble) == (LabelState.FAILED, code)
    assert told(world) == ["failed"]
    with world.store.reading() as uow:
        assert [number for number, _ in uow.label_files.failed("bench-1")] == ["501"]


def test_a_label_made_void_meanwhile_is_not_sent(packed: BenchDriver, world: World) -> None:
    relay = world.print_relay()
    (job,) = relay.printing.waiting(world.clock.now())
    with world.office() as work:
        cancel_order(work, "501")
    assert not relay.printing.sending(job, relay.render(job.facts, job.form))
    assert relay.print_waiting() == 0
    assert world.printer.jobs == []


def test_a_label_made_void_while_it_was_sent_stays_void(packed: BenchDriver, world: World) -> None:
    relay = world.print_relay()
    (job,) = relay.printing.waiting(world.clock.now())
    assert relay.printing.sending(job, relay.render(job.facts, job.form))
    with world.office() as work:
        cancel_order(work, "501")
    relay.printing.sent(job, LabelState.PRINTED, "", world.clock.now())
    (label,) = world.order().parcels[0].labels
    assert label.state is LabelState.VOID


def test_nothing_on_the_label_betrays_what_is_inside(packed: BenchDriver, world: World) -> None:
    (job,) = world.print_relay().printing.waiting(world.clock.now())
    facts = job.facts
    assert (facts.order, facts.parcel, facts.parcels, facts.weight_g) == ("501", 1, 1, 320)
    assert facts.due_kopecks is None
    assert (facts.carrier_name, facts.printed_on, job.form) == ("СПСР Экспресс", "23.11.2026", "58x40")
    assert "Товар" not in repr(facts)


@pytest.mark.parametrize(("delivery", "due"), [("spsr", 1500_00), ("own", None)])
def test_the_sum_stands_only_where_the_carrier_needs_it(world: World, delivery: str, due: int | None) -> None:
    order = an_incoming("501", due_kopecks=1500_00)
    world.take_in(order if delivery == "spsr" else an_incoming("501", delivery=OWN, due_kopecks=1500_00))
    world.bench().pack()
    (job,) = world.print_relay().printing.waiting(world.clock.now())
    assert job.facts.due_kopecks == due
