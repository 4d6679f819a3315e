"""Products and quotients with squares, which may overflow or vanish where the whole does not."""

from typing import Final

from derive.core.term import TWO, Apply, Component, Number, Symbol, Term, add, negative, subterms
from derive.kernel.factors import is_log
from derive.kernel.lowering import Lowering
from derive.kernel.program import Operand
from derive.kernel.samples import atoms

ALGEBRAIC: Final = frozenset(("add", "multiply", "power", "abs"))


def divisors_of(lowering: Lowering, factor: Term) -> list[Operand]:
    """What to divide by: by x^2 twice by x, and by x^2 + y^2 twice by its root: squares may overflow."""
    exponent = factor.children[1] if isinstance(factor, Apply) and factor.head == "power" else None
    heads = {t.head for t in subterms(factor) if isinstance(t, Apply)}
    if lowering.levels or not heads <= ALGEBRAIC:
        return [lowering.lower(factor)]
    if isinstance(exponent, Number) and exponent.value in {2, 3}:
        return divisors_of(lowering, factor.children[0]) * int(exponent.value)
    length = length_of(lowering, factor)
    return [length, length] if length else [lowering.lower(factor)]


def length_of(lowering: Lowering, term: Term) -> Operand | None:
    """The root of a term that is a sum of two squares."""
    squares = term.children if isinstance(term, Apply) and term.head == "add" else ()
    if lowering.levels or len(squares) != 2 or not all(map(_is_square, squares)):
        return None
    return lowering.apply("hypot", *(lowering.lower(s.children[0]) for s in squares))


def _is_square(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is TWO and bool(term.symbols)


def two_exponents(term: Term) -> tuple[Term, ...]:
    """A and b, where the term is the stable form of log(exp(a) + exp(b))."""
    heads = {t.head: t for t in term.children if isinstance(t, Apply)}
    pair = heads["max"].children if heads.keys() == {"max", "log1p"} and len(term.children) == 2 else ()
    if len(pair) != 2:
        return ()
    inside = {negative(Apply("abs", add(a, negative(b)))) for a, b in (pair, pair[::-1])}
    return pair if heads["log1p"].children[0] in {Apply("exp", u) for u in inside} else ()


def weighted(lowering: Lowering, factors: tuple[Term, ...]) -> Operand | None:
    """A weight times a logarithm, which is 0 where the weight is, as x log x at 0; None if it is none."""
    log = next((f for f in factors if is_log(f)), None)
    others = tuple(f for f in factors if f is not log)
    if log is None or not any(isinstance(a, Symbol | Component) for f in others for a in atoms(f)):
        return None
    first, rest = _once(others) if not lowering.levels else (others, ())
    weight, value = lowering.fold("multiply", first), lowering.lower(log)
    if weight.axes != value.axes:
        return None
    weighing = {a for f in others for a in atoms(f)}
    inside = min(atoms(log), key=lambda a: a in weighing)
    found = lowering.apply("weighted", weight, value, lowering.lower(inside))
    for f in rest:
        found = lowering.apply("multiply", found, lowering.lower(f))
    return found


def _once(factors: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The factors with the base for one square or cube, which may vanish, and what is left of that."""
    for n, f in enumerate(factors):
        exponent = f.children[1] if isinstance(f, Apply) and f.head == "power" else None
        if isinstance(exponent, Number) and exponent.value in {2, 3}:
            base = f.children[0]
            return (*factors[:n], base, *factors[n + 1 :]), (base,) * (int(exponent.value) - 1)
    return factors, ()
