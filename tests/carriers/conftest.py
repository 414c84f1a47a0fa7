from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carriers.gateway.building import OpenGateway, WallClock, open_gateway
from carriers.gateway.keys import GivenKeys
from carriers.gateway.server import Bind, GatewayServer
from carriers.sandbox import SandboxSpsr, start_spsr
from carriers.settings import CarrierSettings
from tests.carriers.builders import settings_for


@pytest.fixture
def sandbox() -> Iterator[SandboxSpsr]:
    with start_spsr(hang_s=5, first_number=1) as running:
        yield running


@pytest.fixture
def ledger_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'gateway.db'}"


@dataclass(frozen=True)
class Listening:
    """A gateway on a port of loopback, with SPSR's sandbox behind it."""

    url: str
    gateway: OpenGateway


@pytest.fixture
def listening(sandbox: SandboxSpsr, ledger_url: str) -> Iterator[Listening]:
    settings = CarrierSettings(spsr=settings_for(sandbox))
    opened = open_gateway(settings, ledger_url, GivenKeys({"bench-1": "the-key"}), WallClock())
    server = GatewayServer(opened.app, Bind("127.0.0.1", 0))
    server.start()
    yield Listening(server.url, opened)
    server.stop()
    opened.ledger.close()
