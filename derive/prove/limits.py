"""How much work one claim may cost, in operations of about a microsecond."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one decision; part of the key under which a result is kept.

    effort: operations in all. points: admissible points tried for a counterexample.
    precision: bits of the most precise ball evaluation. depth: nested sub-goals of a proof.
    """

    effort: int = 400_000
    points: int = 60
    precision: int = 1024
    depth: int = 6


DEFAULT = Limits()
