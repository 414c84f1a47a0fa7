"""Carriers that run on this machine: they speak the native wire, are strict, and fail on request.

The demo, `larets gateway serve --sandbox` and the tests use the same ones.
"""

from carriers.sandbox.faults import Fault
from carriers.sandbox.spsr_server import SandboxSpsr, start_spsr

__all__ = ["Fault", "SandboxSpsr", "start_spsr"]
