"""The wire under both SOAP and the carriers' own protocols: HTTP with limits, XML without traps."""


class NotSent(Exception):
    """Certainly not reached: no byte of the request has left, or the other side threw it away unread."""


class NotAnswered(Exception):
    """Perhaps acted upon: sent, and then no answer, half an answer or one that cannot be understood."""
