"""Checks every step of a mathematical derivation."""

__version__ = "0.1.0"
