"""Scanners, printers and scales: a pure half and a wire half; simulators that ship."""
