"""Sums and products over an index."""

HANDLERS = {}
