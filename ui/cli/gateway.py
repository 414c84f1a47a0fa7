"""`larets gateway serve`, `larets gateway key BENCH` and `larets worker`."""

from __future__ import annotations

import json
import os
import signal
import threading
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable

import structlog

from carriers.gateway.building import serve, serve_sandbox
from carriers.gateway.keys import KeyFile
from carriers.settings import CarrierSettings, read_carriers
from station.domain.codes import Code
from station.errors import BadInput
from station.sync.background import Background, Loop
from ui import wiring
from ui.cli.asked import Asked, Commands

log = structlog.get_logger()

EVERY_S = 2.0
KEEP_S = 60.0
KEYS = "gateway.keys"


def add(commands: Commands, common: ArgumentParser) -> None:
    """Add the commands of this room."""
    gateway = commands.add_parser(
        "gateway", help="the carrier gateway: one SOAP contract for all carriers", parents=[common]
    )
    verbs = gateway.add_subparsers(required=True, metavar="VERB")
    serving = verbs.add_parser("serve", parents=[common])
    serving.add_argument("--bind", metavar="HOST:PORT", default="127.0.0.1:8095")
    serving.add_argument("--sandbox", action="store_true", help="with invented carriers behind it")
    serving.set_defaults(run=serve_gateway)
    key = verbs.add_parser("key", parents=[common])
    key.add_argument("bench", type=_bench_name)
    key.set_defaults(run=issue_key)
    worker = commands.add_parser("worker", help="what runs beside the bench: the outbox, backups", parents=[common])
    worker.add_argument("--once", action="store_true", help="do what is due now, and end")
    worker.set_defaults(run=work)


def serve_gateway(asked: Asked, given: Namespace) -> int:
    """Serve until interrupted."""
    asked.data.mkdir(parents=True, exist_ok=True)
    ledger = f"sqlite:///{(asked.data / 'gateway.db').absolute().as_posix()}"
    say = _flushed
    try:
        if given.sandbox:
            serve_sandbox(given.bind, ledger_url=ledger, environ=os.environ, say=say)
        else:
            path = asked.data / wiring.CARRIERS_FILE
            settings = read_carriers(path, os.environ) if path.exists() else CarrierSettings()
            serve(given.bind, settings, ledger_url=ledger, keys=asked.data / KEYS, say=say)
    except (OSError, ValueError) as error:
        raise BadInput(Code.DEVICE_ADDRESS, url=given.bind, why=str(error)) from error
    except KeyboardInterrupt:
        return 0
    return 0


def _bench_name(text: str) -> str:
    """Take the name of a bench: a line of the file of keys begins with it."""
    if not text.strip() or not text.isprintable():
        raise ArgumentTypeError("a bench has a name of one line")
    return text.strip()


def issue_key(asked: Asked, given: Namespace) -> int:
    """Give a bench a new key and say it once; a running gateway takes it at once, and its old one no more.

    Who may write the gateway's own directory may do this: a gateway knows no badges.
    """
    key = KeyFile(asked.data / KEYS).issue(given.bench)
    log.info("gateway_key_issued", bench=given.bench)
    asked.show({"bench": given.bench, "key": key}, lambda: key)
    return 0


def _flushed(line: str) -> None:
    print(line, flush=True)


def work(asked: Asked, given: Namespace) -> int:
    """Carry the outbox and keep the backups, once or until interrupted."""
    close_more: list[Callable[[], None]] = []
    with asked.station() as station:
        carriers = wiring.open_carriers(asked.data, station.settings, close_more)
        relay = station.carrier_relay(carriers)
        try:
            if given.once:
                settled = relay.relay_once()
                station.backup_when_due()
                print(json.dumps({"settled": settled}) if asked.json else settled)
            else:
                carry, keep = Loop("carry", relay.relay_once, EVERY_S), Loop("keep", station.backup_when_due, KEEP_S)
                _until_told(Background((carry, keep)))
        finally:
            for close in close_more:
                close()
    return 0


def _until_told(background: Background) -> None:
    """Work until Ctrl+C or SIGTERM; trouble of the store or a carrier is waited out, as at the bench."""
    done = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: done.set())
    background.start()
    try:
        while not done.wait(EVERY_S):  # on Windows a wait without an end would not hear Ctrl+C
            pass
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        background.stop()
