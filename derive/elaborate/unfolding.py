r"""Terms of sequences that are given by how they go on, in terms of earlier ones: ``a_3`` with ``a_1 = 1``.

What a claim says of later terms is read as what that says of the earliest ones: where the first terms are
known, a number remains. What remains of the sequence is anything where nothing says how it begins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from derive.algebra.dimensions import linear
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.presentation import surface_of
from derive.algebra.shapes import ShapeError
from derive.core.claim import Hypothesis
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    multiply,
    replace,
    subterms,
    subtract,
)
from derive.elaborate.reading import Reading
from derive.elaborate.recursions import Recursion
from derive.syntax.latex import write

_MOST: Final = 60
_MOST_PASSES: Final = 8
_LARGEST: Final = 4_000
_EFFORT: Final = 20_000

Rest = tuple[tuple[Term, Fraction], ...]


@dataclass(slots=True)
class _Sequence:
    """How to calculate the terms of one sequence from those before it.

    ``lowest`` is the constant of the earliest term in the indices that have the same rest, times ``sign``,
    which is negative where terms are given by later ones.
    """

    given: Recursion
    general: Binder
    shift: Fraction
    starts: dict[Fraction, Term] = field(default_factory=dict)
    lowest: dict[Rest, Fraction] = field(default_factory=dict)
    found: dict[Term, Term] = field(default_factory=dict)

    @property
    def sign(self) -> int:
        """Which way the sequence goes on."""
        return -1 if self.given.backward else 1


Sequences = dict[Symbol, _Sequence]
"""The sequences of which it is known how they go on, by their letters."""


def sequences_given(reading: Reading, stated: Sequence[Hypothesis]) -> Sequences:
    """The sequences that hypotheses give by how they go on."""
    return _sequences(reading, stated)


def others_than(sequences: Sequences, stated: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The hypotheses that do not give the sequences."""
    return [h for h in stated if not _gives(h.proposition, sequences)]


def passes(terms: Sequence[Term], sequences: Sequences) -> list[Term]:
    """The terms without later terms of the sequences."""
    changed = list(terms)
    for _ in range(_MOST_PASSES):
        before, changed = changed, _pass(changed, sequences)
        if all(old is new for old, new in zip(before, changed, strict=True)):
            break
    return changed


def _pass(terms: Sequence[Term], sequences: Sequences) -> list[Term]:
    """The terms with each sequence unfolded as far as its earliest terms in them allow."""
    for letter, sequence in sequences.items():
        sequence.found, sequence.lowest = {}, _lowest(letter, terms, sequence.sign)
    return [_unfolded(t, sequences) for t in terms]


def is_tied(letter: Symbol, sequence: _Sequence, terms: Iterable[Term]) -> bool:
    """Whether what is left of a sequence may not be anything: other terms say what it is."""
    left = [u for t in terms for u in indices(t, letter)]
    several = sequence.given.first is not None or len({_rest(u) for u in left}) > 1
    if not left or several or any(s.is_bound for u in left for s in u.symbols):
        return bool(left)
    constants = [_constant(u) for u in left]
    return max(constants) >= min(constants) + sequence.given.order


def named_apart(terms: Sequence[Term], sequences: Sequences) -> list[Term]:
    """The terms with a number of its own for each term of the sequences that is left and may be anything."""
    left: dict[Term, Term] = {
        Apply("apply", letter, index): Symbol(f"{letter.name}_{{{write(surface_of(index))}}}", REAL)
        for letter in sequences
        for t in terms
        for index in indices(t, letter)
        if letter.sort == FunctionSort((INTEGER,), REAL) and not any(s.is_bound for s in index.symbols)
    }
    return [replace(t, left) for t in terms] if left else list(terms)


def is_identity(term: Term) -> bool:
    """Whether this is an equation, and so by its normal form."""
    if not isinstance(term, Apply) or term.head != "eq":
        return False
    try:
        return canonical(subtract(*term.children), Facts(()), Effort(_EFFORT)) is ZERO
    except (ShapeError, OutOfEffortError, RecursionError):
        return False


def _sequences(reading: Reading, stated: Sequence[Hypothesis]) -> Sequences:
    found: Sequences = {}
    for hypothesis in stated:
        step = _step(hypothesis.proposition)
        given = reading.scope.recursion(step[0].name) if step is not None else None
        if step is not None and given is not None and step[0] not in found:
            found[step[0]] = _Sequence(given, step[1], step[2])
    for hypothesis in stated:
        start = _start(hypothesis.proposition)
        if start is not None and start[0] in found:
            found[start[0]].starts.setdefault(start[1], start[2])
    return found


def _step(proposition: Term) -> tuple[Symbol, Binder, Fraction] | None:
    """The sequence, the statement, and by how much the index on the left is ahead of the variable."""
    if not isinstance(proposition, Binder) or proposition.kind != "forall":
        return None
    index = Symbol("index", proposition.variable.sort)
    term = _left(_equation(proposition, index))
    gap = linear(subtract(term.children[1], index)) if term is not None else {}
    head = term.children[0] if term is not None else None
    return (
        (head, proposition, gap.get(ONE, Fraction(0)))
        if isinstance(head, Symbol) and set(gap) <= {ONE}
        else None
    )


def _start(proposition: Term) -> tuple[Symbol, Fraction, Term] | None:
    term = _left(proposition)
    if term is None or not isinstance(proposition, Apply):
        return None
    head, index = term.children
    if not isinstance(head, Symbol) or not isinstance(index, Number):
        return None
    return head, Fraction(index.value), proposition.children[1]


def _left(equation: Term) -> Apply | None:
    """The term of a sequence on the left side of an equation."""
    left = equation.children[0] if isinstance(equation, Apply) and equation.head == "eq" else None
    return left if isinstance(left, Apply) and left.head == "apply" and len(left.children) == 2 else None


def _equation(general: Binder, index: Term) -> Term:
    opened = general.open(index)
    return opened.children[1] if isinstance(opened, Apply) and opened.head == "implies" else opened


def _gives(proposition: Term, sequences: Sequences) -> bool:
    """Whether a hypothesis is one of those by which the sequences are given."""
    start = _start(proposition)
    if start is not None and start[0] in sequences:
        return sequences[start[0]].starts.get(start[1]) is start[2]
    return any(proposition is s.general for s in sequences.values())


def indices(term: Term, letter: Symbol) -> Sequence[Term]:
    """The indices of the terms of a sequence in a term."""
    applied = (t for t in subterms(term) if isinstance(t, Apply) and t.head == "apply")
    return [t.children[1] for t in applied if t.children[0] is letter]


def _rest(index: Term) -> Rest:
    return tuple(
        sorted(((t, c) for t, c in linear(index).items() if t is not ONE), key=lambda p: p[0].digest)
    )


def _constant(index: Term) -> Fraction:
    return linear(index).get(ONE, Fraction(0))


def _lowest(letter: Symbol, terms: Iterable[Term], sign: int) -> dict[Rest, Fraction]:
    """The least of the constants in the indices of a letter times a sign, by what stands beside it there."""
    found: dict[Rest, Fraction] = {}
    for index in (u for t in terms for u in indices(t, letter)):
        rest, constant = _rest(index), sign * _constant(index)
        found[rest] = min(constant, found.get(rest, constant))
    return found


def _unfolded(term: Term, sequences: Sequences) -> Term:
    """The term with the terms of sequences that are not among the earliest by earlier ones."""
    known: dict[Term, Term] = {}
    for letter, sequence in sequences.items():
        for index in dict.fromkeys(indices(term, letter)):
            if not any(s.is_bound for s in index.symbols):
                known[Apply("apply", letter, index)] = _value(letter, index, sequence, sequences)
    return replace(term, known) if known else term


def _value(letter: Symbol, index: Term, sequence: _Sequence, sequences: Sequences) -> Term:
    rest, constant = _rest(index), _constant(index)
    index = _index(rest, constant)
    term = Apply("apply", letter, index)
    if term in sequence.found:
        return sequence.found[term]
    sequence.found[term] = term
    if not rest and constant in sequence.starts:
        sequence.found[term] = sequence.starts[constant]
    elif _is_later(rest, constant, sequence):
        equation = _equation(sequence.general, _index(rest, constant - sequence.shift))
        value = _unfolded(equation.children[1], sequences)
        if value.size <= _LARGEST:
            sequence.found[term] = value
    return sequence.found[term]


def _is_later(rest: Rest, constant: Fraction, sequence: _Sequence) -> bool:
    """Whether a term follows from earlier ones that are there, or from the first ones."""
    first, order, place = sequence.given.first, sequence.given.order, sequence.sign * constant
    if not rest and first is not None:
        return order <= place - sequence.sign * first <= _MOST
    return order <= place - sequence.lowest.get(rest, place) <= _MOST


def _index(rest: Rest, constant: Fraction) -> Term:
    parts = [t if c == 1 else multiply(Number(c), t) for t, c in rest]
    parts += [Number(constant)] if constant or not parts else []
    return add(*parts) if len(parts) > 1 else parts[0]
