"""Printers of labels and sheets, each behind `station.ports.Printer`."""
