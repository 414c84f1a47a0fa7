"""The benches' keys. Only their hashes are kept; a line taken out of the file is a key revoked at once.

A key is 256 random bits, so a plain SHA-256 keeps it: there is nothing to guess, and no time to lose on each call.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Keys(Protocol):
    """Who may call the gateway."""

    def allow(self, bench: str, key: str) -> bool:
        """Tell whether this is the bench's key."""


class GivenKeys:
    """Keys held in memory: the in-process gateway, the sandbox, tests."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        """Take the keys in the clear, by bench; keep their hashes."""
        self._hashes = {bench: _hash(key) for bench, key in keys.items()}

    def allow(self, bench: str, key: str) -> bool:
        """Tell whether this is the bench's key."""
        return _matches(self._hashes.get(bench, ""), key)


class KeyFile:
    """Keys in a text file, one `bench sha256` a line. Read anew when it has changed."""

    def __init__(self, path: Path) -> None:
        """Use the file; one that is missing lets nobody in."""
        self._path = path
        self._read_for: tuple[int, int] | None = None
        self._hashes: dict[str, str] = {}

    def allow(self, bench: str, key: str) -> bool:
        """Tell whether this is the bench's key now."""
        self._refresh()
        return _matches(self._hashes.get(bench, ""), key)

    def issue(self, bench: str) -> str:
        """Give a bench a new key, in place of its old one, and return it: it cannot be read again."""
        self._refresh()
        key = new_key()
        lines = {**self._hashes, bench: _hash(key)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text("".join(f"{each} {lines[each]}\n" for each in sorted(lines)), encoding="utf-8")
        fresh.replace(self._path)
        return key

    def _refresh(self) -> None:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            self._hashes, self._read_for = {}, None
            return
        stamp = (now.st_mtime_ns, now.st_size)
        if stamp != self._read_for:
            lines = (line.rsplit(maxsplit=1) for line in self._path.read_text(encoding="utf-8").splitlines())
            self._hashes = {parts[0].strip(): parts[1] for parts in lines if len(parts) == 2}  # noqa: PLR2004 - bench, hash
            self._read_for = stamp


def new_key() -> str:
    """Return a random key."""
    return secrets.token_urlsafe(32)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _matches(kept: str, key: str) -> bool:
    return hmac.compare_digest(kept, _hash(key)) if kept else False
