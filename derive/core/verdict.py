"""The five verdicts, and the evidence that each carries.

Only ``derive/prove/replay.py`` constructs :class:`Proved` and :class:`Refuted`.
"""

from dataclasses import dataclass, field
from typing import Literal

from derive.core.claim import Claim
from derive.core.showing import Shown
from derive.core.source import Diagnostic
from derive.core.term import Symbol, Term

Trust = Literal["exact", "probabilistic"]
Domain = Literal["narrows", "widens"]


@dataclass(frozen=True, slots=True)
class Sequent:
    """``goal`` follows from ``hypotheses``, at every admissible point at which its sides are defined."""

    hypotheses: tuple[Term, ...]
    goal: Term


@dataclass(frozen=True, slots=True)
class ProofTree:
    """An inference: ``rule`` leads from the conclusions of ``premises`` to ``conclusion``.

    ``arguments`` are terms that the rule needs besides (a witness, a lemma's instance).
    """

    rule: str
    conclusion: Sequent
    premises: tuple["ProofTree", ...] = ()
    arguments: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Values for symbols: closed terms (numbers, vectors of numbers, lambdas for unknown functions)."""

    values: tuple[tuple[Symbol, Term], ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Points are keys of many tables, so the hash is worked out once."""
        object.__setattr__(self, "_hash", hash(self.values))

    def __hash__(self) -> int:
        """The hash of the values."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Witness:
    """An admissible point with the values of both sides there, exact where a closed form is known.

    ``left`` and ``right`` are closed terms, ``left_decimal`` and ``right_decimal`` their values to six
    digits.
    """

    assignment: Assignment
    left: Term
    right: Term
    left_decimal: str
    right_decimal: str


@dataclass(frozen=True, slots=True, repr=False)
class Proved(Shown):
    """The tree was replayed; ``conditions`` are what the context does not imply of definedness."""

    claim: Claim
    tree: ProofTree
    trust: Trust
    conditions: tuple[Term, ...] = ()
    domain: Domain | None = None
    sample: Assignment | None = None
    effort: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Refuted(Shown):
    """At the witness the negation was established; a shape error has a message instead of values.

    ``missing`` is an entry that one side needs everywhere, and how many entries there are.
    That two sides are in general different is refuted by ``tree``, which proves them equal; where no values
    show that the claim is false at the witness, ``tree`` proves that.
    """

    claim: Claim
    witness: Witness
    holds_if: Term | None = None
    cause: Literal["unstated-condition", "possible-misreading"] | None = None
    shapes: tuple[str, str] | None = None
    effort: int = 0
    tree: ProofTree | None = None
    missing: tuple[Term, Term] | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Supported(Shown):
    """No proof; true at ``points`` admissible points to ``digits`` digits, or ``source`` says so."""

    claim: Claim
    points: int
    digits: int
    source: str = "points"
    effort: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Undecided(Shown):
    """Neither proved nor refuted; ``reason`` is a key of the messages, ``detail`` fills it."""

    claim: Claim
    reason: str
    detail: str = ""
    effort: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Unreadable(Shown):
    """Not read as mathematics: where, and what was expected."""

    diagnostic: Diagnostic


Verdict = Proved | Refuted | Supported | Undecided | Unreadable
