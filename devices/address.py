"""The address of a device: one URL that a person can write down, as `serial:///dev/ttyUSB0?baud=9600`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from station.domain.codes import Code
from station.errors import BadInput

_HIGHEST_PORT: Final = 65535


@dataclass(frozen=True)
class Address:
    """A device URL taken apart. `options` are read by name, so that one nobody knows can be refused."""

    url: str
    scheme: str
    host: str
    port: int | None
    path: str
    options: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, why: str) -> BadInput:
        """Return the error that names this address and what is wrong with it."""
        return BadInput(Code.DEVICE_ADDRESS, url=self.url, why=why)

    def allow(self, *names: str) -> None:
        """Refuse an option that this kind of device does not have: a slip of the pen must not pass in silence."""
        if unknown := sorted(set(self.options) - set(names)):
            raise self.wrong(f"unknown option {', '.join(unknown)}")

    def number(self, name: str, default: float, *, lowest: float = 0, highest: float = 1e6) -> float:
        """Return an option that is a number within bounds."""
        try:
            value = float(self.options.get(name, default))
        except ValueError as error:
            raise self.wrong(f"{name} is no number") from error
        if not lowest <= value <= highest:
            raise self.wrong(f"{name} must lie between {lowest:g} and {highest:g}")
        return value

    def choice(self, name: str, *allowed: str) -> str:
        """Return an option that is one of a few words; the first of them when it is not given."""
        value = self.options.get(name, allowed[0])
        if value not in allowed:
            raise self.wrong(f"{name} must be one of {', '.join(allowed)}")
        return value


def parse(url: str) -> Address:
    """Take a device URL apart. Raises BadInput (`device_address`) naming what is wrong with it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why=str(error)) from error
    if not parts.scheme:
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why="it must begin with a kind, as serial: or tcp:")
    if parts.fragment:
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why="a # in a name is written %23")
    if port is not None and parts.scheme != "tcp":
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why="only tcp: has a port after a colon")
    if port is not None and not 0 < port <= _HIGHEST_PORT:
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why="there is no such port")
    options = dict(pairs)
    if len(options) < len(pairs):
        raise BadInput(Code.DEVICE_ADDRESS, url=url, why="an option is given twice")
    # The host as it was written: COM3 and names of printers keep their capitals.
    host = unquote(parts.netloc.rpartition(":")[0] if port is not None else parts.netloc)
    return Address(url, parts.scheme, host, port, unquote(parts.path), options)
