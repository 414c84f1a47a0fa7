"""Devices that are not there: for the demo, for training and for tests. They ship with the program.

They fail on request as real ones do, and at once: nobody waits for a simulated fault.
"""

from devices.simulators.day import RecordedScan, play, read_day, write_day
from devices.simulators.printer import PrinterFault, SimPrinter
from devices.simulators.scale import SimScale
from devices.simulators.scanner import SimScanner

__all__ = ["PrinterFault", "RecordedScan", "SimPrinter", "SimScale", "SimScanner", "play", "read_day", "write_day"]
