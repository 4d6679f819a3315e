"""Expectations, variances and covariances as sums over the outcomes of a finite experiment.

A claim about the moments of random variables of which nothing is said is one about all experiments
with finitely many outcomes: outcome k has the probability ``p_k``, and X is the vector of its values.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.sort import INTEGER, REAL, Sort, vector
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Component,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    power,
    subterms,
)
from derive.core.term import replace as substituted

MOMENTS: Final = frozenset(("expectation", "variance", "covariance"))
CONSTANTS: Final = frozenset("abcdhkmnrst") | {
    *("\\alpha", "\\beta", "\\gamma", "\\lambda", "\\mu", "\\sigma", "\\theta", "\\rho", "\\tau"),
}


def over_outcomes(claim: Claim) -> Claim:
    """The claim with moments written out; as it is, where what is random is not clear."""
    stated = (claim.proposition, *claim.context.propositions)
    if not any(_is_moment(t) for t in subterms(claim.proposition)) or not _is_about_all(claim.proposition):
        return claim
    inside = {s for t in stated for m in subterms(t) if _is_moment(m) for s in m.symbols}
    mixed = (t for t in stated if t is claim.proposition or any(map(_is_moment, subterms(t))))
    outside = {s for t in mixed for s in _outside(t)}
    random = sorted((s for s in inside if _is_capital(s)), key=lambda s: s.name)
    others = [s for s in inside - outside if s not in random]
    told = outside | {*claim.context.doubtful}
    if not random or told & {*random} or not all(_is_constant(s) for s in others):
        return claim
    return _Experiment(tuple(random), stated).claim(claim)


def _is_about_all(proposition: Term) -> bool:
    """Whether a claim relates moments to moments, or to zero; all else is about one distribution."""
    sides = proposition.children if isinstance(proposition, Apply) and len(proposition.children) == 2 else ()
    return bool(sides) and all(s is ZERO or any(map(_is_moment, subterms(s))) for s in sides)


def _is_moment(term: Term) -> bool:
    return isinstance(term, Apply) and term.head in MOMENTS


def _outside(term: Term) -> frozenset[Symbol]:
    """The symbols that occur outside moments."""
    if _is_moment(term):
        return frozenset()
    if not term.children:
        return term.symbols
    return frozenset[Symbol]().union(*map(_outside, term.children))


def _is_capital(symbol: Symbol) -> bool:
    return symbol.sort == REAL and symbol.name[:1].isascii() and symbol.name[:1].isupper()


def _is_constant(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and (symbol.is_bound or symbol.name.split("_")[0] in CONSTANTS)


class _Experiment:
    """The outcomes of one claim: how many there are, their probabilities, and the values of the variables."""

    def __init__(self, random: tuple[Symbol, ...], stated: tuple[Term, ...]) -> None:
        self.size = fresh("N", INTEGER, *stated)
        self.chances = fresh("p", vector(self.size), *stated)
        self.values = {s: Symbol(s.name, vector(self.size)) for s in random}

    def claim(self, claim: Claim) -> Claim:
        """The claim about sums."""
        context = claim.context
        kept = tuple(s for s in context.symbols if s not in self.values)
        hypotheses = tuple(replace(h, proposition=self.stated(h.proposition)) for h in context.hypotheses)
        said = {f"{s.name} real" for s in self.values}
        assumed = (
            *(a for a in context.assumed if a not in said),
            *(f"{s.name} takes finitely many values" for s in self.values),
        )
        several = tuple(self.values.values()) if len(self.values) > 1 else ()
        inner = Context(
            (self.size, self.chances, *self.values.values(), *kept),
            (*hypotheses, *self._distribution()),
            assumed,
            (*context.doubtful, *several),
        )
        return replace(claim, context=inner, proposition=self.written(claim.proposition))

    def stated(self, proposition: Term) -> Term:
        """A hypothesis; what is said of a random variable holds for every outcome."""
        if not proposition.symbols & self.values.keys() or any(map(_is_moment, subterms(proposition))):
            return self.written(proposition)
        k = fresh("k", INTEGER, proposition, self.size)
        return self._for_all(
            k, substituted(proposition, {s: Component(v, k) for s, v in self.values.items()})
        )

    def _for_all(self, k: Symbol, statement: Term) -> Term:
        within = Apply("and", Apply("le", ONE, k), Apply("le", k, self.size))
        return bind("forall", k, Apply("implies", within, statement))

    def _distribution(self) -> tuple[Hypothesis, ...]:
        """Probabilities are positive (what never happens is no outcome), and their sum is 1."""
        k = fresh("k", INTEGER, self.size)
        at_least = self._for_all(k, Apply("gt", Component(self.chances, k), ZERO))
        whole = Apply("eq", bind("sum", k, Component(self.chances, k), ONE, self.size), ONE)
        return tuple(Hypothesis(p, Origin.RANGE) for p in (at_least, whole, Apply("le", ONE, self.size)))

    def written(self, term: Term) -> Term:
        """The term with moments as sums over outcomes."""
        if not any(map(_is_moment, subterms(term))):
            return term
        if isinstance(term, Binder):
            variable = fresh("t", term.variable.sort, term)
            return bind(
                term.kind, variable, self.written(term.open(variable)), *map(self.written, term.parameters)
            )
        children = tuple(map(self.written, term.children))
        if isinstance(term, Apply) and term.head in MOMENTS:
            return _WRITTEN[term.head](self.mean, *children)
        return term.rebuild(children)

    def mean(self, term: Term) -> Term:
        """The expectation of a term."""
        k = fresh("k", INTEGER, term, self.size, self.chances)
        value = substituted(term, {s: Component(v, k) for s, v in self.values.items()})
        return bind("sum", k, multiply(Component(self.chances, k), value), ONE, self.size)


Mean = Callable[[Term], Term]


def _variance(mean: Mean, term: Term) -> Term:
    return mean(power(add(term, multiply(MINUS_ONE, mean(term))), 2))


def _covariance(mean: Mean, first: Term, second: Term) -> Term:
    parts = (add(t, multiply(MINUS_ONE, mean(t))) for t in (first, second))
    return mean(multiply(*parts))


_WRITTEN: Final[dict[str, Callable[..., Term]]] = {
    "expectation": lambda mean, term: mean(term),
    "variance": _variance,
    "covariance": _covariance,
}
