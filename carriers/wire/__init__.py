"""The wire under both SOAP and the carriers' own protocols: HTTP with limits, XML without traps."""
