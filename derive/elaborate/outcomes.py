"""Expectations, variances and covariances as sums over the outcomes of a finite experiment.

A claim about the moments of random variables of which nothing is said is one about all experiments
with finitely many outcomes: outcome k has the probability ``p_k``, and X is the vector of its values.
"""

from collections.abc import Callable, Mapping
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
from derive.elaborate.distributions import Law, products
from derive.elaborate.samples import over_samples
from derive.elaborate.second_moments import over_second_moments
from derive.elaborate.towers import CONDITIONAL, in_stages, is_conditional

MOMENTS: Final = frozenset(("expectation", "variance", "covariance", CONDITIONAL))
CONSTANTS: Final = frozenset("abcdhkmnrst") | {
    *("\\alpha", "\\beta", "\\gamma", "\\lambda", "\\mu", "\\sigma", "\\theta", "\\rho", "\\tau"),
}


def over_outcomes(
    claim: Claim, laws: Mapping[str, Law] | None = None, independent: tuple[frozenset[str], ...] = ()
) -> Claim:
    """The claim with moments written out; as it is, where what is random is not clear."""
    if any(is_conditional(t) for p in (claim.proposition, *claim.context.propositions) for t in subterms(p)):
        return claim if laws else in_stages(claim, _is_capital, independent)
    claim = over_samples(claim, independent)
    if not laws and (told := _stated_alone(claim)):
        claim = over_second_moments(claim, told, independent)
    if laws or independent:
        return by_laws(claim, laws or {}, independent)
    stated = (claim.proposition, *claim.context.propositions)
    if not any(_is_moment(t) for t in subterms(claim.proposition)) or not _is_about_all(
        claim.proposition, claim.context.propositions
    ):
        return claim
    inside = {s for t in stated for m in subterms(t) if _is_moment(m) for s in m.symbols}
    mixed = (t for t in stated if t is claim.proposition or any(map(_is_moment, subterms(t))))
    outside = {s for t in mixed for s in _outside(t)}
    random = sorted((s for s in inside if _is_capital(s)), key=lambda s: s.name)
    others = [s for s in inside - outside if s not in random]
    unclear = outside | {*claim.context.doubtful}
    if not random or unclear & {*random} or not all(_is_constant(s) for s in others):
        return claim
    return _Experiment(tuple(random), stated).claim(claim)


def _stated_alone(claim: Claim) -> tuple[Symbol, ...]:
    """The random variables of a claim, if moments of all are stated; none, if more is said of one."""
    stated = (claim.proposition, *claim.context.propositions)
    inside = {s for t in stated for m in subterms(t) if _is_moment(m) for s in m.symbols}
    random = frozenset(filter(_is_capital, inside))
    told = {s for p in claim.context.propositions for m in subterms(p) if _is_moment(m) for s in m.symbols}
    outside = frozenset[Symbol]().union(*map(_outside, stated))
    constant = all(_is_constant(s) for s in inside - random - outside)
    if not random <= told or random & outside or random & {*claim.context.doubtful} or not constant:
        return ()
    return tuple(sorted(random, key=lambda s: s.name))


def _is_about_all(proposition: Term, stated: tuple[Term, ...] = ()) -> bool:
    """Whether a claim relates moments to moments, or to zero; all else is about one distribution."""
    sides = proposition.children if isinstance(proposition, Apply) and len(proposition.children) == 2 else ()
    weak = isinstance(proposition, Apply) and proposition.head in {"le", "ge"}
    return bool(sides) and all(
        s is ZERO or (weak and s is ONE) or any(map(_is_moment, subterms(s))) or _is_told(s, stated)
        for s in sides
    )


def _is_told(side: Term, stated: tuple[Term, ...]) -> bool:
    """Whether all that a side is made of occurs in equations for moments."""
    equations = [p for p in stated if isinstance(p, Apply) and p.head == "eq"]
    told = {s for p in equations if any(map(_is_moment, p.children)) for s in p.symbols}
    return bool(side.symbols) and side.symbols <= told


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
    name = symbol.name.removeprefix("\\hat{")
    is_estimate = name != symbol.name
    return symbol.sort == REAL and name[:1].isascii() and (is_estimate or name[:1].isupper())


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
            (*hypotheses, *self.distribution()),
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

    def distribution(self) -> tuple[Hypothesis, ...]:
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


class _UnclearError(Exception):
    """Raised where it is not known how random variables depend on each other."""


def by_laws(claim: Claim, laws: Mapping[str, Law], independent: tuple[frozenset[str], ...]) -> Claim:
    """The claim with the moments of variables that have laws, or are independent, written out."""
    inside = {s for m in subterms(claim.proposition) if _is_moment(m) for s in m.symbols}
    random = sorted((s for s in inside if s.name in laws or _is_capital(s)), key=lambda s: s.name)
    if not random or any(s in _outside(claim.proposition) or s.sort != REAL for s in random):
        return claim
    if not all(s.name in laws for s in random) and not _is_about_all(claim.proposition):
        return claim
    writer = _Written(tuple(random), laws, independent, (claim.proposition, *claim.context.propositions))
    try:
        proposition = writer.written(claim.proposition)
    except _UnclearError:
        return claim
    context = claim.context
    kept = tuple(s for s in context.symbols if s not in random)
    new = sorted(proposition.symbols - {*kept}, key=lambda s: s.name)
    said = {f"{s.name} real" for s in random}
    assumed = tuple(a for a in context.assumed if a not in said)
    hypotheses = tuple(h for h in context.hypotheses if not h.proposition.symbols & {*random})
    said_of = writer.stated(context.hypotheses)
    inner = Context((*new, *kept), (*hypotheses, *writer.hypotheses, *said_of), assumed, context.doubtful)
    return replace(claim, context=inner, proposition=proposition)


class _Written:
    """Moments by laws; a variable without one takes finitely many values, with chances of its own."""

    def __init__(
        self,
        random: tuple[Symbol, ...],
        laws: Mapping[str, Law],
        independent: tuple[frozenset[str], ...],
        stated: tuple[Term, ...],
    ) -> None:
        self.random = frozenset(random)
        self.laws = laws
        self.independent = independent
        free = [s for s in random if s.name not in laws]
        if len(free) > 1 and not self._are_independent(frozenset(free)):
            free = []
        self.experiments = {
            s: _Experiment((s,), (*stated, *map(_mark, free[:k]))) for k, s in enumerate(free)
        }
        self.hypotheses = tuple(h for e in self.experiments.values() for h in e.distribution())

    def stated(self, hypotheses: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
        """What is said of one variable without a law holds for all outcomes of its experiment."""
        return tuple(
            replace(h, proposition=e.stated(h.proposition))
            for h in hypotheses
            for s, e in self.experiments.items()
            if h.proposition.symbols & self.random == {s}
            and not any(map(_is_moment, subterms(h.proposition)))
        )

    def _are_independent(self, variables: frozenset[Symbol]) -> bool:
        names = {s.name for s in variables}
        return any(names <= group for group in self.independent)

    def written(self, term: Term) -> Term:
        """The term with moments written out."""
        if not any(map(_is_moment, subterms(term))):
            return term
        if isinstance(term, Binder):
            raise _UnclearError
        children = tuple(map(self.written, term.children))
        if not isinstance(term, Apply) or term.head not in MOMENTS:
            return term.rebuild(children)
        if term.head == "expectation":
            return self.mean(children[0])
        first, second = (*children, *children)[:2]
        means = multiply(MINUS_ONE, self.mean(first), self.mean(second))
        return add(self.mean(multiply(first, second)), means)

    def mean(self, term: Term) -> Term:
        """The expectation: term by term, and factor by factor of independent ones."""
        parts = [self._of_product(factors) for factors in products(term, self.random)]
        return parts[0] if len(parts) == 1 else add(*parts)

    def _of_product(self, factors: list[Term]) -> Term:
        constants = [f for f in factors if not f.symbols & self.random]
        rest = [f for f in factors if f.symbols & self.random]
        groups: dict[Symbol, list[Term]] = {}
        for factor in rest:
            variables = factor.symbols & self.random
            if len(variables) > 1:
                raise _UnclearError
            groups.setdefault(next(iter(variables)), []).append(factor)
        if len(groups) > 1 and not self._are_independent(frozenset(groups)):
            raise _UnclearError
        ordered = sorted(groups.items(), key=lambda item: item[0].name)
        found = [*constants, *(self._of_one(s, multiply(*fs)) for s, fs in ordered)]
        return multiply(*found) if found else ONE

    def _of_one(self, variable: Symbol, value: Term) -> Term:
        law = self.laws.get(variable.name)
        if law is not None:
            return law.mean(variable, value)
        if variable not in self.experiments:
            raise _UnclearError
        return self.experiments[variable].mean(value)


def _mark(symbol: Symbol) -> Term:
    """Something that keeps the names of one experiment from those of the next."""
    experiment = _Experiment((symbol,), ())
    return add(experiment.size, Component(experiment.chances, ONE))
