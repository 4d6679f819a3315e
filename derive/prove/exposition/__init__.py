"""Derivations on request: a claim that the program proves, written out line by line for people."""
