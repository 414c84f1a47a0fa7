"""Nouns and rules: plain dataclasses and pure functions."""
