"""Scanners: bytes of a wire to frames, and the wires themselves."""
