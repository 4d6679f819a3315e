"""Sums and products over an index."""

from derive.algebra.normal_form.engine import Handler

HANDLERS: dict[str, Handler] = {}
