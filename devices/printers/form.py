"""What of a job a printer takes, and how the job is called."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import PrintJob

_LONGEST_NAME: Final = 80
_NOT_IN_A_NAME: Final = re.compile(r"[^\w.-]+")


class Form(StrEnum):
    """The form in which a printer wants its bytes."""

    PDF = "pdf"
    PNG = "png"


def bytes_of(job: PrintJob, form: Form) -> bytes:
    """Return the job in this form. Raises DeviceTrouble (`printer_refused`) when the job does not have it."""
    content = job.pdf if form is Form.PDF else job.png
    if not content:
        raise DeviceTrouble(Code.PRINTER_REFUSED, why=f"the job has no {form}")
    return content


def title_of(job: PrintJob) -> str:
    """Return a name for files and queues: letters, digits, dots and dashes; a copy says that it is one."""
    name = _NOT_IN_A_NAME.sub("_", job.name).strip("._-")[:_LONGEST_NAME] or "job"
    return f"{name}-copy{job.copy_number}" if job.copy_number else name
