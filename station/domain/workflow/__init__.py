"""Phases (fixed), statuses (the shop's data), the matrix and the gates."""
