"""Moments of sums of random variables ``X_1, .., X_n`` of which the mean and the variance are stated."""

from dataclasses import dataclass, replace

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.sort import Sort
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
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
from derive.elaborate.distributions import products

MOMENTS = ("expectation", "variance")
HEADS = (*MOMENTS, "covariance")


class UnclearError(Exception):
    """Raised for what is not linear, or not known to be independent."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """A family, the bound index with the mean and the variance of a member, and whether it is independent."""

    family: Symbol
    known: dict[str, tuple[Symbol, Term]]
    independent: bool

    def moment(self, kind: str, index: Term) -> Term:
        if kind not in self.known:
            raise UnclearError
        variable, value = self.known[kind]
        return substituted(value, {variable: index})


@dataclass(frozen=True, slots=True)
class _Single:
    """A random variable of which the mean and the variance are stated, and nothing else."""

    family: Symbol
    known: dict[str, Term]

    def moment(self, kind: str) -> Term:
        if kind not in self.known:
            raise UnclearError
        return self.known[kind]

    def mean(self, term: Term) -> Term:
        """The mean of a polynomial of degree 2, part by part."""
        parts = []
        for factors in products(term, frozenset((self.family,))):
            constants = [f for f in factors if self.family not in f.symbols]
            degree = sum(self._degree(f) for f in factors)
            parts.append(multiply(*constants, self._of_power(degree)))
        return parts[0] if len(parts) == 1 else add(*parts)

    def _degree(self, factor: Term) -> int:
        if factor is self.family:
            return 1
        if factor is power(self.family, 2):
            return 2
        if self.family in factor.symbols:
            raise UnclearError
        return 0

    def _of_power(self, degree: int) -> Term:
        if degree == 0:
            return ONE
        if degree > 2:
            raise UnclearError
        mean = self.moment("expectation")
        return mean if degree == 1 else add(self.moment("variance"), power(mean, 2))


def _single(context: Context) -> _Single | None:
    """The one random variable of which only the mean and the variance are stated."""
    found: dict[Symbol, dict[str, Term]] = {}
    for stated in context.propositions:
        left, right = stated.children if isinstance(stated, Apply) and stated.head == "eq" else (ONE, ONE)
        variable = left.children[0] if isinstance(left, Apply) and left.head in MOMENTS else None
        if isinstance(left, Apply) and isinstance(variable, Symbol) and variable not in right.symbols:
            found.setdefault(variable, {}).setdefault(left.head, right)
    if len(found) != 1:
        return None
    ((symbol, known),) = found.items()
    about = [p for p in context.propositions if symbol in p.symbols]
    return _Single(symbol, known) if len(about) == len(known) == 2 else None


def over_samples(claim: Claim, independent: tuple[frozenset[str], ...]) -> Claim:
    """The claim with moments of sums of such variables worked out by linearity; as it is, if none are."""
    sample = _sample(claim.context, independent) or _single(claim.context)
    if sample is None:
        return claim
    try:
        proposition = _written(sample, claim.proposition)
    except UnclearError:
        return claim
    if sample.family in proposition.symbols or proposition is claim.proposition:
        return claim
    context = claim.context
    if not isinstance(sample, _Sample):
        weak = Hypothesis(Apply("le", ZERO, sample.moment("variance")), Origin.RANGE)
        context = replace(context, hypotheses=(*context.hypotheses, weak))
    hypotheses = tuple(h for h in context.hypotheses if sample.family not in h.proposition.symbols)
    symbols = tuple(s for s in context.symbols if s is not sample.family)
    doubtful = tuple(s for s in context.doubtful if s is not sample.family)
    return replace(
        claim,
        proposition=proposition,
        context=replace(context, symbols=symbols, hypotheses=hypotheses, doubtful=doubtful),
    )


def _sample(context: Context, independent: tuple[frozenset[str], ...]) -> _Sample | None:
    """The one family of which moments of all members are stated."""
    known: dict[Symbol, dict[str, tuple[Symbol, Term]]] = {}
    for proposition in context.propositions:
        if not isinstance(proposition, Binder) or proposition.kind != "forall":
            continue
        index = proposition.variable
        body = proposition.body
        stated = body.children[1] if isinstance(body, Apply) and body.head == "implies" else body
        if not isinstance(stated, Apply) or stated.head != "eq":
            continue
        moment, value = stated.children
        member = moment.children[0] if isinstance(moment, Apply) and moment.head in MOMENTS else None
        family = member.base if isinstance(member, Component) and member.indices == (index,) else None
        if isinstance(moment, Apply) and isinstance(family, Symbol) and family not in value.symbols:
            known.setdefault(family, {})[moment.head] = (index, value)
    if len(known) != 1:
        return None
    ((family, moments),) = known.items()
    groups = [{n.split("_")[0] for n in group} for group in independent]
    is_list = isinstance(family.sort, Sort) and len(family.sort.shape) == 1
    return _Sample(family, moments, {family.name} in groups) if is_list else None


def _written(sample: _Sample | _Single, term: Term) -> Term:
    if not any(isinstance(t, Apply) and t.head in HEADS for t in subterms(term)):
        return term
    if isinstance(term, Apply) and term.head in HEADS:
        return _moment(sample, term)
    if isinstance(term, Binder):
        variable = fresh("t", term.variable.sort, term)
        inner = _written(sample, term.open(variable))
        return bind(term.kind, variable, inner, *(_written(sample, p) for p in term.parameters))
    return term.rebuild(tuple(_written(sample, c) for c in term.children))


def _moment(sample: _Sample | _Single, term: Apply) -> Term:
    if isinstance(sample, _Sample):
        if term.head == "expectation":
            return _mean(sample, term.children[0])
        first, second = (*term.children, *term.children)[:2]
        return _variance(sample, first) if first is second else _covariance(sample, first, second)
    first, second = (_written(sample, c) for c in (*term.children, *term.children)[:2])
    if term.head == "expectation":
        return sample.mean(first)
    return add(
        sample.mean(multiply(first, second)), multiply(MINUS_ONE, sample.mean(first), sample.mean(second))
    )


def _mean(sample: _Sample, term: Term) -> Term:
    if sample.family not in term.symbols:
        return term
    if isinstance(term, Apply) and term.head == "add":
        return add(*(_mean(sample, c) for c in term.children))
    if isinstance(term, Apply) and term.head == "multiply":
        constants, rest = _factors(sample, term)
        if len(rest) == 1:
            return multiply(*constants, _mean(sample, rest[0]))
        means = multiply(*(_mean(sample, r) for r in rest))
        return multiply(*constants, add(_covariance(sample, rest[0], rest[1]), means))
    if isinstance(term, Binder) and term.kind == "sum":
        index = fresh("i", term.variable.sort, term)
        return bind("sum", index, _mean(sample, term.open(index)), *term.parameters)
    if isinstance(term, Component) and term.base is sample.family:
        return sample.moment("expectation", term.indices[0])
    if isinstance(term, Apply) and term.head == "power" and term.children[1].symbols == frozenset():
        return _mean_square(sample, term)
    raise UnclearError


def _mean_square(sample: _Sample, term: Apply) -> Term:
    """``E[Y^2] = Var Y + (E Y)^2``."""
    base, exponent = term.children
    if exponent is not TWO:
        raise UnclearError
    return add(_variance(sample, base), power(_mean(sample, base), 2))


def _factors(sample: _Sample, product: Apply) -> tuple[list[Term], list[Term]]:
    """The constant factors and the others, of which there are at most two."""
    constants = [c for c in product.children if sample.family not in c.symbols]
    rest = [c for c in product.children if sample.family in c.symbols]
    if len(rest) > 2:
        raise UnclearError
    return constants, rest


def _covariance(sample: _Sample, first: Term, second: Term) -> Term:
    """Of sums of members, member by member: that of different ones is 0 where they are independent."""
    if sample.family not in first.symbols or sample.family not in second.symbols:
        return ZERO
    for one, other in ((first, second), (second, first)):
        if isinstance(one, Apply) and one.head == "add":
            return add(*(_covariance(sample, c, other) for c in one.children))
        if isinstance(one, Apply) and one.head == "multiply":
            constants, rest = _factors(sample, one)
            if len(rest) != 1:
                raise UnclearError
            return multiply(*constants, _covariance(sample, rest[0], other))
        if isinstance(one, Binder) and one.kind == "sum":
            index = fresh("i", one.variable.sort, one, other)
            return bind("sum", index, _covariance(sample, one.open(index), other), *one.parameters)
    if not all(isinstance(t, Component) and t.base is sample.family for t in (first, second)):
        raise UnclearError
    (i, *_), (j, *_) = (t.indices for t in (first, second) if isinstance(t, Component))
    if i is j:
        return sample.moment("variance", i)
    if not sample.independent:
        raise UnclearError
    return multiply(Apply("delta", i, j), sample.moment("variance", i))


def _variance(sample: _Sample, term: Term) -> Term:
    """That of a sum of independent members of one index is the sum of theirs."""
    if isinstance(term, Apply) and term.head == "multiply":
        constants, rest = _factors(sample, term)
        if len(rest) == 1:
            return multiply(power(multiply(*constants), 2), _variance(sample, rest[0]))
    if isinstance(term, Binder) and term.kind == "sum" and sample.independent:
        index = fresh("i", term.variable.sort, term)
        body = term.open(index)
        members = {t for t in subterms(body) if isinstance(t, Component) and t.base is sample.family}
        if members == {Component(sample.family, index)}:
            return bind("sum", index, _variance(sample, body), *term.parameters)
    return _covariance(sample, term, term)
