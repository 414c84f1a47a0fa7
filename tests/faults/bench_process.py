"""The headless bench as a process of its own: a scanner that can be unplugged, a kill that can come at any moment."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

posix = pytest.importorskip("posix", reason="pseudo-terminals are of POSIX")
termios = pytest.importorskip("termios", reason="as above")

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0
TOO_LONG = "no line came within {0} s; stderr: {1}"


@dataclass(frozen=True)
class Heard:
    """One JSON line of the bench."""

    scan_id: str
    raw: str
    intent: str
    tone: str
    code: str
    reasons: tuple[str, ...]
    order: str | None
    parcel: int | None
    ms: float

    @classmethod
    def of(cls, line: str) -> Heard:
        facts = json.loads(line)
        return cls(**{**facts, "reasons": tuple(facts["reasons"])})


@dataclass
class Plug:
    """A scanner's far end: a pseudo-terminal behind a path that outlives it, as /dev/ttyACM0 does."""

    path: Path
    ends: list[int] = field(default_factory=list)

    def plug_in(self) -> None:
        master, slave = posix.openpty()
        mode = termios.tcgetattr(slave)
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        mode[0] &= ~termios.ICRNL
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(posix.ttyname(slave))
        self.ends = [master, slave]

    def unplug(self) -> None:
        for end in self.ends:
            os.close(end)
        self.ends = []
        self.path.unlink(missing_ok=True)

    def send(self, raw: bytes) -> None:
        while raw:
            raw = raw[os.write(self.ends[0], raw) :]


@dataclass
class BenchProcess:
    """`larets bench --headless` on a data directory."""

    data: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    plug: Plug = field(init=False)
    process: subprocess.Popen[bytes] | None = None
    _buffer: bytes = b""

    def __post_init__(self) -> None:
        self.plug = Plug(self.data / "scanner-port")

    @property
    def errors(self) -> Path:
        return self.data.with_name(f"{self.data.name}.stderr")

    def start(self) -> None:
        if not self.plug.ends:
            self.plug.plug_in()
        self._buffer = b""
        command = ["--data", str(self.data), "bench", "--headless", "--scanner", f"serial://{self.plug.path}"]
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ui.cli", *command, *self.options],
                cwd=ROOT,
                env={**os.environ, **self.environ},
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None
        return self.process

    def send(self, code: str | bytes, end: bytes = b"\r") -> None:
        self.plug.send((code if isinstance(code, bytes) else code.encode()) + end)

    def scan(self, code: str | bytes) -> Heard:
        """Scan a code and wait for its line."""
        self.send(code)
        return self.hear()

    def scans(self, *codes: str) -> list[Heard]:
        return [self.scan(code) for code in codes]

    def hear(self, within_s: float = PATIENCE_S) -> Heard:
        line = self.line(within_s)
        assert line is not None, TOO_LONG.format(within_s, self.errors.read_text(errors="replace"))
        return Heard.of(line)

    def hear_many(self, count: int) -> list[Heard]:
        return [self.hear() for _ in range(count)]

    def line(self, within_s: float) -> str | None:
        """Return the next line; None when it did not come in time, or the process is at its end."""
        out = self.running.stdout
        assert out is not None
        until = time.monotonic() + within_s
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([out], [], [], max(0.0, until - time.monotonic()))
            chunk = os.read(out.fileno(), 65536) if ready else b""
            if not chunk:
                return None
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line.decode()

    def kill(self) -> list[Heard]:
        """End it as a power cut does; return the lines that it had said before, and nobody had read."""
        self.running.kill()
        self.running.wait(PATIENCE_S)
        left = []
        while (line := self.line(PATIENCE_S)) is not None:
            left.append(Heard.of(line))
        self._close()
        self.plug.unplug()
        return left

    def stop(self) -> int:
        """Tell it to end, and return its exit code."""
        if self.process is None:
            return 0
        self.running.send_signal(signal.SIGTERM)
        code = self.running.wait(PATIENCE_S)
        self._close()
        return code

    def end(self) -> None:
        """Leave nothing behind, whatever the test did."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(PATIENCE_S)
            self._close()
        self.plug.unplug()

    def wait_for_end(self) -> tuple[int, str]:
        """Wait until it ends by itself; return its exit code and what stands on stderr."""
        code = self.running.wait(PATIENCE_S)
        self._close()
        return code, self.errors.read_text(errors="replace")

    def _close(self) -> None:
        out = self.running.stdout
        if out is not None:
            out.close()
        self.process = None


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    error: str

    @property
    def document(self) -> object:
        return json.loads(self.out)


def larets(data: Path, *words: str, **environ: str) -> Said:
    """Run a short command of the command line beside whatever runs."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--data", str(data), *words],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
        timeout=PATIENCE_S * 2,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def badge_of(data: Path, role: str) -> str:
    """Return the badge of the first person of a role."""
    rows: Iterable[Mapping[str, str]] = tomllib.loads((data / "demo-badges.toml").read_text(encoding="utf-8"))["badges"]
    return next(row["code"] for row in rows if row["role"] == role)


def add_settings(data: Path, *lines: str) -> None:
    """Put lines before those that stand in the settings of a data directory."""
    path = data / "station.toml"
    path.write_text("\n".join([*lines, path.read_text(encoding="utf-8")]), encoding="utf-8")
