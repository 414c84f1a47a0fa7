"""`larets manifest list|show|out|close|act`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from station.domain.people import Right
from station.usecases.manifests import close_manifest, take_out_of_cage
from ui.cli.asked import Asked, Commands
from ui.cli.documents import manifest_document


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    manifest = commands.add_parser("manifest", help="manifests and their acts", parents=[common])
    verbs = manifest.add_subparsers(required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common]).set_defaults(run=list_manifests)
    for verb, run in (("show", show_manifest), ("close", close), ("act", print_act)):
        one = verbs.add_parser(verb, parents=[common])
        one.add_argument("id")
        one.set_defaults(run=run)
    out = verbs.add_parser("out", parents=[common])
    out.add_argument("id")
    out.add_argument("tracking")
    out.set_defaults(run=take_out)


def list_manifests(asked: Asked, given: Namespace) -> int:
    """Print all manifests, the newest first."""
    del given
    with asked.station() as station, station.reading() as uow:
        manifests = uow.manifests.list_all()
    documents = [manifest_document(one) for one in manifests]
    text = "\n".join(f"{m.number}\t{m.carrier}\t{m.state.value}\t{len(m.live_rows)}" for m in manifests)
    asked.show(documents, lambda: text)
    return 0


def show_manifest(asked: Asked, given: Namespace) -> int:
    """Print one manifest with what lies in its cage."""
    with asked.station() as station, station.reading() as uow:
        manifest = uow.manifests.get(given.id)
    rows = "\n".join(f"{r.place}\t{r.order}\t{r.tracking}" for r in manifest.live_rows)
    asked.show(manifest_document(manifest), lambda: f"{manifest.number} {manifest.carrier}\n{rows}")
    return 0


def close(asked: Asked, given: Namespace) -> int:
    """Close a manifest: every gate is asked again."""
    with asked.station() as station:
        with station.reading() as uow:
            absent = uow.manifests.waiting(uow.manifests.get(given.id).carrier)
        person = asked.person(station, Right.CLOSE_INCOMPLETE if absent else Right.HAND_OVER)
        with station.office(person) as work:
            close_manifest(work, given.id)
            work.uow.commit()
    return show_manifest(asked, given)


def take_out(asked: Asked, given: Namespace) -> int:
    """Take a parcel out of the cage of an open manifest; its row stays, with time and person."""
    with asked.station() as station:
        person = asked.person(station, Right.HAND_OVER)
        with station.office(person) as work:
            take_out_of_cage(work, given.tracking, number=given.id)
            work.uow.commit()
    return show_manifest(asked, given)


def print_act(asked: Asked, given: Namespace) -> int:
    """Write the act of a manifest as PDF to standard output."""
    with asked.station() as station:
        pdf = station.act(given.id)
    sys.stdout.buffer.write(pdf)
    return 0
