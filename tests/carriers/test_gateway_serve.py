"""The gateway as a process of its own: what it says, what a kill leaves behind."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carriers.gateway.keys import KeyFile
from carriers.sandbox import Fault, SandboxSpsr
from tests.carriers.envelopes import a_shipment, envelope, get, post, register

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0
SANDBOX = """
import os, sys
from carriers.gateway import serve_sandbox
serve_sandbox("127.0.0.1:0", ledger_url=sys.argv[1], environ=os.environ, say=lambda line: print(line, flush=True))
"""
TRUE = """
import os, pathlib, sys
from carriers.gateway import serve
from carriers.settings import read_carriers
serve("127.0.0.1:0", read_carriers(pathlib.Path(sys.argv[2]), os.environ), ledger_url=sys.argv[1],
      keys=pathlib.Path(sys.argv[3]), say=lambda line: print(line, flush=True))
"""


@dataclass(frozen=True)
class Served:
    """A gateway in another process, and what it said when it was ready."""

    process: subprocess.Popen[str]
    said: Mapping[str, str]

    @property
    def url(self) -> str:
        return self.said["gateway"]


@contextmanager
def served(code: str, *arguments: str, **environ: str) -> Iterator[Served]:
    command = [sys.executable, "-c", code, *arguments]
    lines: queue.Queue[str] = queue.Queue()
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True
    ) as process:
        reader = threading.Thread(target=_read, args=(process, lines))
        reader.start()
        try:
            said: dict[str, str] = {}
            while "contract" not in said:
                name, _, value = lines.get(timeout=PATIENCE_S).strip().partition(" ")
                said[name] = value
            yield Served(process, said)
        finally:
            process.kill()
            process.wait(timeout=PATIENCE_S)
            reader.join()


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        lines.put(line)


def wait_until_accepted(sandbox: SandboxSpsr, reference: str) -> None:
    patience = time.monotonic() + PATIENCE_S
    while sandbox.count(reference) == 0:
        assert time.monotonic() < patience, "the sandbox never got it"
        threading.Event().wait(0.01)


def test_the_served_sandbox_says_its_address_and_key_answers_and_ends_quietly(tmp_path: Path) -> None:
    ledger = f"sqlite:///{(tmp_path / 'g.db').as_posix()}"
    with served(SANDBOX, ledger, LARETS_GATEWAY_KEY="the-key") as gateway:
        assert gateway.said["key"] == "the-key"
        assert post(gateway.url, envelope(get("R-1"))).text("l:state") == "none"

        gateway.process.send_signal(signal.SIGINT)

        assert gateway.process.wait(timeout=PATIENCE_S) == 0


def test_a_gateway_killed_while_the_carrier_works_buys_nothing_twice(sandbox: SandboxSpsr, tmp_path: Path) -> None:
    ledger = f"sqlite:///{(tmp_path / 'g.db').as_posix()}"
    carriers, keys = tmp_path / "carriers.toml", tmp_path / "gateway.keys"
    account = sandbox.account
    carriers.write_text(
        f'[spsr]\nurl = "{sandbox.url}"\nlogin = "{account.login}"\nicn = "{account.icn}"\n', encoding="utf-8"
    )
    ask = envelope(register(a_shipment("R-1")), key=KeyFile(keys).issue("bench-1"))
    process = (TRUE, ledger, str(carriers), str(keys))
    sandbox.fail(Fault.ACCEPT_THEN_HANG)

    with served(*process, LARETS_SPSR_PASSWORD=account.password) as gateway:
        caller = threading.Thread(target=_post_in_vain, args=(gateway.url, ask))
        caller.start()
        wait_until_accepted(sandbox, "R-1")
        gateway.process.kill()
        caller.join()

    with served(*process, LARETS_SPSR_PASSWORD=account.password) as gateway:
        heard = post(gateway.url, ask)

    assert heard.text("l:outcome") == "registered"
    assert heard.text("l:waybill") == sandbox.invoices[0].number
    assert sandbox.count("R-1") == 1


def _post_in_vain(url: str, body: bytes) -> None:
    try:
        post(url, body)
    except OSError:
        return
    raise AssertionError("a killed gateway answered")
