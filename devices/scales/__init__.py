"""Scales, each behind `station.ports.Scale`."""
