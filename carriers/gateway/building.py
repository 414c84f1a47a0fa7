"""How a gateway is put together. Heavy libraries are imported when one is opened, not when this file is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from carriers.client import GatewayClient
from carriers.gateway.keys import GivenKeys, KeyFile, Keys, new_key
from carriers.settings import CarrierSettings, GatewaySettings, Shipper, SpsrSettings
from station.ports import Clock

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from carriers.contract.calls import GatewayCalls
    from carriers.gateway.ledger import Ledger
    from carriers.sandbox import SandboxSpsr

FIRST_BENCH: Final = "bench-1"
KEY_VARIABLE: Final = "LARETS_GATEWAY_KEY"


class WallClock:
    """The time of this machine, aware and UTC."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class OpenGateway:
    """A gateway that is ready to be served: its application and its ledger."""

    app: WSGIApplication
    ledger: Ledger


def open_gateway(settings: CarrierSettings, ledger_url: str, keys: Keys, clock: Clock) -> OpenGateway:
    """Open the ledger and put the gateway together. Raises StoreTrouble when the ledger cannot be opened."""
    from carriers.gateway.ledger import Ledger
    from carriers.gateway.service import GatewayService
    from carriers.gateway.soap import SoapFront
    from carriers.gateway.wsgi import create_app
    from carriers.registry import create_adapters

    ledger = Ledger(ledger_url, clock)
    try:
        ledger.serve(keep_for=timedelta(days=settings.keep_exchanges_days))
    except BaseException:
        ledger.close()
        raise
    service = GatewayService(create_adapters(settings, ledger), ledger)
    return OpenGateway(create_app(SoapFront(service, keys)), ledger)


def build_inprocess(settings: CarrierSettings, ledger_url: str, clock: Clock | None = None) -> GatewayClient:
    """Return the carriers for one bench: the whole gateway in this process, opened at the first call.

    `ledger_url` is a database URL, as `sqlite:////var/lib/larets/gateway.db`.
    """
    key = new_key()

    def connect(gateway: GatewaySettings) -> GatewayCalls:
        from carriers.contract.calls import GatewayCalls
        from carriers.gateway.inprocess import session_over

        opened = open_gateway(settings, ledger_url, GivenKeys({FIRST_BENCH: key}), clock or WallClock())
        return GatewayCalls(gateway, session_over(opened.app), opened.ledger.close)

    return GatewayClient(GatewaySettings("http://gateway.in-process/", FIRST_BENCH, key), connect)


def serve(
    bind: str, settings: CarrierSettings, *, ledger_url: str, keys: Path, say: Callable[[str], None] = print
) -> None:
    """Serve until interrupted. `keys` is the file of the benches' keys: missing, it is made with one key, said once.

    Raises OSError when the address is taken, StoreTrouble when the ledger cannot be opened, ValueError for a bad bind.
    """
    key_file = KeyFile(keys)
    if not keys.exists():
        say(f"bench {FIRST_BENCH}")
        say(f"key {key_file.issue(FIRST_BENCH)}")
    _serve(bind, settings, ledger_url=ledger_url, keys=key_file, say=say)


def serve_sandbox(
    bind: str, *, ledger_url: str, environ: Mapping[str, str], say: Callable[[str], None] = print
) -> None:
    """Serve until interrupted with SPSR's sandbox behind it, and one bench whose key is said (or given by environ)."""
    from carriers.sandbox import start_spsr

    key = environ.get(KEY_VARIABLE) or new_key()
    with start_spsr() as sandbox:
        say(f"sandbox-spsr {sandbox.url}")
        say(f"bench {FIRST_BENCH}")
        say(f"key {key}")
        _serve(
            bind,
            CarrierSettings(spsr=sandbox_settings(sandbox)),
            ledger_url=ledger_url,
            keys=GivenKeys({FIRST_BENCH: key}),
            say=say,
        )


def sandbox_settings(sandbox: SandboxSpsr) -> SpsrSettings:
    """Return the settings of an invented shop that lead to the sandbox."""
    account = sandbox.account
    shipper = Shipper(
        company="Интернет-магазин",
        city="Москва",
        address="ул. Выдуманная, 1, склад",
        contact="Сказкина Василиса",
        phone="+70000000001",
    )
    return SpsrSettings(
        url=sandbox.url, login=account.login, icn=account.icn, password=account.password, shipper=shipper
    )


def _serve(bind: str, settings: CarrierSettings, *, ledger_url: str, keys: Keys, say: Callable[[str], None]) -> None:
    from carriers.gateway.server import Bind, GatewayServer

    opened = open_gateway(settings, ledger_url, keys, WallClock())
    try:
        server = GatewayServer(opened.app, Bind.of(bind))
        say(f"gateway {server.url}")
        say(f"contract {server.url}?wsdl")
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    finally:
        opened.ledger.close()
