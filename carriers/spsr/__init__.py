"""SPSR Express as its WebAPI 1.3 documented it: bare XML over HTTP POST, a session, result codes."""
