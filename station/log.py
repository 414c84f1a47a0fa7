"""The program's own log: one JSON object a line in the data directory, for whoever looks after the machine.

What is said to people is said on screen; what happened to an order stands in the journal. Names, telephones, addresses,
documents, codes of badges and PINs never stand here: callers do not hand them over, and what slips in by key is masked.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

FILE = "larets.log"
LARGEST = 5 * 1024 * 1024
KEPT = 5
_ROOT = Path(__file__).resolve().parent.parent
SECRET = frozenset(
    {"raw", "badge", "pin", "password", "key", "passport", "name", "phone", "address", "email", "consignee", "sid"}
)


def mask(_logger: object, _method: str, entry: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Take out what must not be in a log, whoever put it there."""
    for key in SECRET & entry.keys():
        entry[key] = "***"
    return entry


def describe(error: BaseException) -> str:
    """Return the kinds of an error and of its causes, and where they came from.

    Never their messages nor any value: these may hold a name, an address or a scan.
    """
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name


def tell_error(_logger: object, _method: str, entry: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Put the description of an error in the place of the error."""
    error = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        entry["error"] = describe(error)
    return entry


def set_up(data: Path | None) -> None:
    """Write the log to a file that is kept small; to standard error where there is no directory to write to.

    Standard output belongs to the answers of commands, and to the JSON lines of the headless bench.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if data is not None:
        try:
            handler = RotatingFileHandler(data / FILE, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
        except OSError:  # a directory that cannot be written is told by whoever needs it
            handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    for earlier in root.handlers:
        if isinstance(earlier, RotatingFileHandler):
            earlier.close()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("zeep", "urllib3", "alembic", "waitress", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            mask,
            tell_error,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
