"""The chain of the journal: each line carries an HMAC over itself and the MAC of the line before, for each bench."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.ports import JournalLine
from station.store.types import json_text, moment_text

KEY_FILE: Final = "journal.key"
GENESIS: Final = ""
"""What stands for the MAC before the first line."""

_KEY_BYTES = 32


class ChainKey:
    """The secret of the chain. It never shows in a log or an error."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def mac(self, seq: int, line: JournalLine, previous: str) -> str:
        """Return the MAC of a line at its place: HMAC-SHA256, in hex."""
        return hmac.new(self._secret, canonical(seq, line, previous), hashlib.sha256).hexdigest()


def canonical(seq: int, line: JournalLine, previous: str) -> bytes:
    """Return a line as the bytes that are signed: JSON with sorted keys, UTF-8, times with microseconds and Z."""
    facts = {
        "bench": line.bench, "seq": seq, "previous": previous, "at": moment_text(line.at), "kind": line.kind,
        "code": line.code, "tone": line.tone, "intent": line.intent, "operator": line.operator, "order": line.order,
        "parcel": line.parcel, "scan_id": line.scan_id, "payload": dict(line.payload),
    }  # fmt: skip
    return json_text(facts).encode("utf-8", "surrogatepass")


def load_key(folder: Path) -> ChainKey:
    """Return the key of this folder, made when there is none. Only its owner may read the file.

    Raises StoreTrouble(store_damaged) for a key that is cut.
    """
    file = folder / KEY_FILE
    if not file.exists():
        make_once(file, secrets.token_hex(_KEY_BYTES) + "\n")
    try:
        secret = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise StoreTrouble(Code.STORE_DAMAGED, file=KEY_FILE) from error
    if len(secret) != _KEY_BYTES:
        raise StoreTrouble(Code.STORE_DAMAGED, file=KEY_FILE)
    return ChainKey(secret)


def make_once(file: Path, text: str) -> None:
    """Write a secret that only its owner may read, whole or not at all; two programs that start at once get one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(fresh, file)  # two programs that start at once end with one key
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        fresh.replace(file)
        return
    fresh.unlink()
