"""Integrands and summands as combinations of those in the tables of theory."""

from collections.abc import Callable, Iterator
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.facts import Facts
from derive.algebra.facts_polynomials import canonical as written
from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    rewrite,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.antiderivatives_forms import Polynomial, polynomial
from derive.prove.calculus.integrands import span_of
from derive.prove.lemmas import Instance, instance, lemmas, within
from derive.prove.method import Prover, axiom, inference
from derive.theory.rule import Rule


class Row:
    """A factor times an instance of a lemma."""

    __slots__ = ("arguments", "factor", "instance")

    def __init__(self, factor: Term, found: Instance, arguments: tuple[Term, ...]) -> None:
        """The arguments are those of the rule that proves the instance."""
        self.factor = factor
        self.instance = found
        self.arguments = arguments


def raised(term: Term) -> Term:
    """The term with powers of exponentials as exponentials."""
    return rewrite(term, _raised)


def _raised(term: Term) -> Term | None:
    base = term.children[0] if isinstance(term, Apply) and term.head == "power" else None
    if not (isinstance(base, Apply) and base.head == "exp" and isinstance(term.children[1], Number)):
        return None
    return Apply("exp", written(expanded(multiply(term.children[1], *base.children))))


def summands(form: Term) -> tuple[Term, ...]:
    """The terms of a sum."""
    return form.children if isinstance(form, Apply) and form.head == "add" else (form,)


def matched(form: Term, integral: Binder, variable: Symbol, facts: Facts, effort: Effort) -> list[Row] | None:
    """A row for each summand of an integrand, if all have one."""
    found = [_matched(p, integral, variable, facts, effort) for p in summands(form)]
    rows = [r for r in found if r is not None]
    return rows if len(rows) == len(found) else None


def _matched(part: Term, integral: Binder, variable: Symbol, facts: Facts, effort: Effort) -> Row | None:
    for lemma in lemmas().values():
        if not isinstance(lemma.left, Binder) or lemma.left.kind != "integral":
            continue
        pairs = zip(lemma.left.parameters, integral.parameters, strict=True)
        if not all(a is b or canonical(a, facts, effort) is canonical(b, facts, effort) for a, b in pairs):
            continue
        for values in _values(lemma, part, variable, lambda t: canonical(t, facts, effort)):
            found = instance(lemma, values)
            if found is None:
                continue
            found = within(found, integral.parameters)
            factor = canonical(divide(part, found.left.open(variable)), facts, effort)
            if variable not in factor.symbols:
                return Row(factor, found, (Symbol(lemma.name, REAL), ZERO, ZERO, *values))
    return None


def combined(
    total: Binder, variable: Symbol, rows: list[Row], hypotheses: tuple[Term, ...], prover: Prover
) -> tuple[Term, ProofTree] | None:
    """The value of an integral or infinite sum of a combination of rows."""
    tables = prover.tables
    for row in rows:
        needed = (*row.instance.conditions, *tables.definedness(row.instance.left))
        if not all(tables.proves(hypotheses, c) for c in needed):
            return None
    around = span_of(variable, total, hypotheses, tables)
    parts = add(*(multiply(r.factor, r.instance.left.open(variable)) for r in rows))
    first = prover.prove((*hypotheses, *around), Apply("eq", total.open(variable), parts))
    if first is None:
        return None
    premises = []
    for row in rows:
        equation = Sequent(hypotheses, Apply("eq", row.instance.left, row.instance.right))
        premises.append(axiom("value-lemma", equation, *row.arguments))
    value = add(*(multiply(r.factor, r.instance.right) for r in rows))
    arguments = (variable, *(r.factor for r in rows))
    equation = Sequent(hypotheses, Apply("eq", total, value))
    return value, inference("linear", equation, first, *premises, arguments=arguments)


Canonical = Callable[[Term], Term]


def _values(lemma: Rule, part: Term, variable: Symbol, form: Canonical) -> Iterator[tuple[Term, ...]]:
    """Values for the symbols of a lemma, as far as the part suggests them."""
    names = lemma.left.symbols
    if not names:
        yield ()
    elif lemma.name in _BY_SLOPE:
        weight, read = _BY_SLOPE[lemma.name]
        known = _slope(part, variable, weight(variable), form)
        found = None if known is None else read(known)
        if found is not None:
            yield tuple(map(form, found))
    elif lemma.name in _WAVES:
        for (frequency,) in _frequencies(part, variable):
            wave = Apply("cos", multiply(frequency, variable))
            known = _slope(divide(part, wave), variable, ONE, form)
            if known is not None and set(known) == {1}:
                yield form(multiply(Number(-HALF.value), known[1])), frequency
    else:
        yield from _frequencies(part, variable)


def _frequencies(part: Term, variable: Symbol) -> Iterator[tuple[Term, ...]]:
    for term in subterms(part):
        if isinstance(term, Apply) and term.head in {"sin", "cos"}:
            known = polynomial(term.children[0], variable)
            if known is not None and set(known) == {1}:
                yield (known[1],)


def _slope(part: Term, variable: Symbol, weight: Term, form: Canonical) -> Polynomial | None:
    """``w f'/f`` as a polynomial."""
    try:
        slope = form(divide(multiply(weight, differentiate(part, variable)), part))
    except DerivativeError:
        return None
    return polynomial(slope, variable)


Values = tuple[Term, ...] | None


def _gamma(known: Polynomial) -> Values:
    """``t f'/f = x - 1 - y t``."""
    if not set(known) <= {0, 1}:
        return None
    return add(known.get(0, ZERO), ONE), multiply(MINUS_ONE, known.get(1, ZERO))


def _squares(known: Polynomial) -> Values:
    """``t f'/f = x - 1 - 2 y t^2``."""
    if not set(known) <= {0, 2}:
        return None
    return add(known.get(0, ZERO), ONE), multiply(Number(-HALF.value), known.get(2, ZERO))


def _beta(known: Polynomial) -> Values:
    """``t (1 - t) f'/f = x - 1 - (x + y - 2) t``."""
    if not set(known) <= {0, 1}:
        return None
    first, second = known.get(0, ZERO), known.get(1, ZERO)
    return add(first, ONE), subtract(ONE, add(first, second))


_WAVES: Final = frozenset(("gaussian-wave", "half-gaussian-wave"))
_BY_SLOPE: Final[dict[str, tuple[Callable[[Symbol], Term], Callable[[Polynomial], Values]]]] = {
    "gamma": (lambda t: t, _gamma),
    "gamma-of-squares": (lambda t: t, _squares),
    "beta": (lambda t: multiply(t, subtract(ONE, t)), _beta),
}
