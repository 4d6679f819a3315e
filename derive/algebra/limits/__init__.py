"""Limits by comparison of growth (Gruntz, On Computing Limits in a Symbolic Manipulation System, 1996)."""
