"""What an answer may be made of: "in terms of the sigmoid only", "without a derivative", "simplified"."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from derive.core.term import Apply, Binder, Number, Term, subterms
from derive.theory.function import functions

LONGER: Final = Fraction(3, 2)
SLACK: Final = 4
_ARITHMETIC: Final = frozenset(("add", "multiply", "power", "root", "pi", "vector", "matrix"))
_NEUTRAL: Final = {"add": 0, "multiply": 1}


@dataclass(frozen=True, slots=True)
class Form:
    """A required form.

    ``only`` are the functions that may occur beside arithmetic, None if any may; ``without`` are heads and
    binders that may not. ``longest`` is the size of a term from which on it is not simplified.
    """

    only: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    simplified: bool = False
    longest: int | None = None

    def fault(self, answer: Term) -> str | None:
        """The code of the message that says why an answer does not have the form, None if it has."""
        inside = list(subterms(answer))
        used = {_name(t) for t in inside} - {""}
        if used & set(self.without):
            return "sheet.form-without"
        if self.only is not None and used - _ARITHMETIC - set(self.only):
            return "sheet.form-only"
        if self.simplified and (any(map(_is_loose_end, inside)) or self._is_long(answer)):
            return "sheet.form-simplified"
        return None

    @staticmethod
    def uses(head: str, answer: Term) -> bool:
        """Whether a function or operator occurs in an answer."""
        return any(_name(t) == head for t in subterms(answer))

    def _is_long(self, answer: Term) -> bool:
        return self.longest is not None and answer.size > self.longest


def _name(term: Term) -> str:
    match term:
        case Apply(head=head):
            return head
        case Binder(kind=kind):
            return kind
        case _:
            return ""


def _is_loose_end(term: Term) -> bool:
    """A summand 0, a factor 1 or 0, two numbers side by side, a fraction in a denominator, or e^0."""
    if not isinstance(term, Apply):
        return False
    numbers = [c.value for c in _flat(term) if isinstance(c, Number)]
    if term.head in _NEUTRAL:
        return len(numbers) > 1 or 0 in numbers or _NEUTRAL[term.head] in numbers
    if term.head == "power":
        base, exponent = term.children
        return _has_head(base, "power") and isinstance(exponent, Number) and exponent.value == -1
    return term.head == "exp" and numbers == [0]


def _flat(term: Apply) -> Iterator[Term]:
    """The operands, those of nested sums and products included."""
    for child in term.children:
        if isinstance(child, Apply) and child.head == term.head and term.head in _NEUTRAL:
            yield from _flat(child)
        else:
            yield child


def _has_head(term: Term, head: str) -> bool:
    return isinstance(term, Apply) and term.head == head


def size_allowed(answer: Term) -> int:
    """How long an answer may be that counts as simplified, where this one is the author's."""
    return int(LONGER * answer.size) + SLACK


def head_of(operator: Any) -> str:
    """The name here of a function or operator of SymPy, or of a function of :mod:`derive.sheet`.

    Raises:
        ValueError: it has none.
    """
    name = operator if isinstance(operator, str) else operator.__name__
    found = _heads().get(name, _OPERATORS.get(name))
    if found is None:
        message = f"{name} is not a function or operator that a form can name"
        raise ValueError(message)
    return found


def _heads() -> dict[str, str]:
    known = functions()
    return {name: name for name in known} | {f.sympy: name for name, f in known.items() if f.sympy}


_OPERATORS: Final = {
    "Derivative": "derivative",
    "Integral": "integral",
    "Limit": "limit",
    "Sum": "sum",
    "Product": "product",
    "Max": "max",
    "Min": "min",
    "Largest": "maximum",
    "Least": "minimum",
    "KroneckerDelta": "delta",
}
