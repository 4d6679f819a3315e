"""Conditional expectations as sums over experiments in two stages.

The first stage has the outcomes j with probabilities q_j and the values y_j of Y, which ascend; the
second has the outcomes k with probabilities r_jk, which sum to 1 for each j, and the values x_jk of the
other random variables. Then ``E[X | Y]`` is the sum of ``r_jk x_jk`` over k, and ``E[Z]`` that of
``q_j E[Z | Y]_j`` over j.
A variable that is independent of Y has values and probabilities that do not depend on j.
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
    subterms,
)
from derive.core.term import replace as substituted
from derive.elaborate.distributions import products

CONDITIONAL: Final = "conditional_mean"
_MEANS: Final = frozenset(("expectation", "variance", "covariance", CONDITIONAL))


class UnclearError(Exception):
    """Raised for what is not said in terms of two stages."""


def is_conditional(term: Term) -> bool:
    """Whether a term is a conditional expectation."""
    return isinstance(term, Apply) and term.head == CONDITIONAL


def in_stages(
    claim: Claim, random: Callable[[Symbol], bool], independent: tuple[frozenset[str], ...]
) -> Claim:
    """The claim with conditional expectations written out; as it is, where it is not clear what is random."""
    stated = (claim.proposition, *claim.context.propositions)
    given = {t.children[1] for s in stated for t in subterms(s) if is_conditional(t)}
    moments = [t for s in stated for t in subterms(s) if isinstance(t, Apply) and t.head in _MEANS]
    others = {s for t in moments for s in t.symbols if random(s)} - given
    if len(given) != 1 or not _is_about_all(claim.proposition, bool(others)):
        return claim
    (first,) = given
    if not isinstance(first, Symbol) or others & {*claim.context.doubtful}:
        return claim
    ordered = tuple(sorted(others, key=lambda s: s.name))
    names = {first.name, *(s.name for s in ordered)}
    apart = any(names <= group for group in independent)
    if independent and not (apart and len(ordered) == 1) and any(names & group for group in independent):
        return claim
    try:
        return _Stages(first, ordered, stated, apart=apart).claim(claim)
    except UnclearError:
        return claim


def _is_mean(term: Term) -> bool:
    return isinstance(term, Apply) and term.head in _MEANS


def _is_about_all(proposition: Term, second_stage: bool) -> bool:
    """Whether a relation says something of all experiments.

    That an expectation is a number or a function of Y is said of one experiment, unless only Y occurs.
    """
    counts = [
        sum(isinstance(t, Apply) and t.head in _MEANS for t in subterms(s)) for s in proposition.children
    ]
    if len(counts) != 2:
        return False
    return min(counts) > 0 or not second_stage or (max(counts) > 1 and ZERO in proposition.children)


class _Stages:
    """The outcomes of both stages, their probabilities, and the values of the variables."""

    def __init__(
        self, given: Symbol, others: tuple[Symbol, ...], stated: tuple[Term, ...], *, apart: bool
    ) -> None:
        self.given, self.others, self.apart = given, others, apart
        self.count = fresh("M", INTEGER, *stated)
        self.size = fresh("N", INTEGER, *stated)
        self.first = fresh("q", vector(self.count), *stated)
        shape = (self.size,) if apart else (self.count, self.size)
        self.second = fresh("r", Sort(REAL.field, shape), *stated)
        self.level = Symbol(given.name, vector(self.count))
        self.values = {s: Symbol(s.name, Sort(REAL.field, shape)) for s in others}
        self.at = fresh("j", INTEGER, *stated)

    def claim(self, claim: Claim) -> Claim:
        """The claim about sums; about any outcome of the first stage, if Y occurs outside of expectations."""
        context = claim.context
        proposition = self.written(claim.proposition, self.at)
        if proposition.symbols & {self.given, *self.others}:
            raise UnclearError
        random = {self.given, *self.others}
        hypotheses = tuple(replace(h, proposition=self.stated(h.proposition)) for h in context.hypotheses)
        said = {f"{s.name} real" for s in random}
        assumed = (
            *(a for a in context.assumed if a not in said),
            *(f"{s.name} takes finitely many values" for s in (self.given, *self.others)),
        )
        own = (self.count, self.size, self.first, self.second, self.level, *self.values.values())
        free = (self.at,) if self.at in proposition.symbols else ()
        inner = Context(
            (*own, *free, *(s for s in context.symbols if s not in random)),
            (*hypotheses, *(Hypothesis(p, Origin.RANGE) for p in self.distribution(free))),
            assumed,
            context.doubtful,
        )
        return replace(claim, context=inner, proposition=proposition)

    def stated(self, proposition: Term) -> Term:
        """A hypothesis; what is said of random variables holds for every outcome."""
        if not proposition.symbols & {self.given, *self.others}:
            return proposition
        i, k = (fresh(n, INTEGER, proposition, self.count, self.size, self.at) for n in "ik")
        if any(isinstance(t, Apply) and t.head in _MEANS for t in subterms(proposition)):
            said = self.written(proposition, i)
        else:
            said = self._at_outcome(proposition, i, (k,) if self.apart else (i, k))
            said = self._each(k, self.size, said) if k in said.symbols else said
        return self._each(i, self.count, said) if i in said.symbols else said

    def distribution(self, free: tuple[Symbol, ...]) -> list[Term]:
        """Probabilities are positive and sum to 1, and the values of Y ascend."""
        j, k = (fresh(n, INTEGER, self.count, self.size, self.at) for n in "ik")
        chance = Component(self.second, *((k,) if self.apart else (j, k)))
        whole = Apply("eq", bind("sum", k, chance, ONE, self.size), ONE)
        positive = self._each(k, self.size, Apply("gt", chance, ZERO))
        found = [
            *(Apply("le", ONE, n) for n in (self.count, self.size)),
            self._each(j, self.count, Apply("gt", Component(self.first, j), ZERO)),
            Apply("eq", bind("sum", j, Component(self.first, j), ONE, self.count), ONE),
            *((positive, whole) if self.apart else (self._each(j, self.count, p) for p in (positive, whole))),
        ]
        before = Apply("and", Apply("le", ONE, j), Apply("lt", j, self.count))
        ascends = Apply("lt", Component(self.level, j), Component(self.level, add(j, ONE)))
        found.append(bind("forall", j, Apply("implies", before, ascends)))
        return [*found, *(r for s in free for r in (Apply("le", ONE, s), Apply("le", s, self.count)))]

    @staticmethod
    def _each(index: Symbol, count: Term, statement: Term) -> Term:
        within = Apply("and", Apply("le", ONE, index), Apply("le", index, count))
        return bind("forall", index, Apply("implies", within, statement))

    def written(self, term: Term, at: Term) -> Term:
        """The term at an outcome of the first stage, with expectations as sums.

        Raises:
            UnclearError: a variable of the second stage occurs outside of expectations.
        """
        if term is self.given:
            return Component(self.level, at)
        if not term.symbols & {self.given, *self.others}:
            return term
        if term in self.others or isinstance(term, Binder):
            raise UnclearError
        if isinstance(term, Apply) and term.head in _MEANS:
            return self._moment(term, at)
        return term.rebuild(tuple(self.written(c, at) for c in term.children))

    def _moment(self, term: Apply, at: Term) -> Term:
        if term.head == CONDITIONAL:
            return self._within(term.children[0], at)
        if term.head == "expectation":
            return self._mean(term.children[0])
        first, second = (*term.children, *term.children)[:2]
        means = multiply(MINUS_ONE, self._mean(first), self._mean(second))
        return add(self._mean(multiply(first, second)), means)

    def _mean(self, value: Term) -> Term:
        """The expectation over both stages, term by term."""
        j = fresh("j", INTEGER, value, self.at, *self.others)
        weighted = multiply(Component(self.first, j), self._within(value, j))
        return bind("sum", j, weighted, ONE, self.count)

    def _within(self, value: Term, at: Term) -> Term:
        """The expectation over the second stage: what does not depend on it stands before the sums."""
        inner = frozenset(self.others)
        parts = []
        for factors in products(value, frozenset((self.given, *self.others))):
            inside = [f for f in factors if self._is_inside(f, inner)]
            outside = [self.written(f, at) for f in factors if f not in inside]
            parts.append(multiply(*outside, *([self._sum(multiply(*inside), at)] if inside else [])))
        return parts[0] if len(parts) == 1 else add(*parts)

    def _is_inside(self, term: Term, inner: frozenset[Symbol]) -> bool:
        """Whether a variable of the second stage occurs outside of all expectations."""
        if isinstance(term, Apply) and term.head in _MEANS:
            return False
        if not term.children:
            return term in inner
        return any(self._is_inside(c, inner) for c in term.children)

    def _sum(self, value: Term, at: Term) -> Term:
        k = fresh("k", INTEGER, value, at, self.at)
        place = (k,) if self.apart else (at, k)
        body = self._at_outcome(value, at, place)
        return bind("sum", k, multiply(Component(self.second, *place), body), ONE, self.size)

    def _at_outcome(self, term: Term, at: Term, place: tuple[Term, ...]) -> Term:
        if isinstance(term, Apply) and term.head in _MEANS:
            return self.written(term, at)
        if isinstance(term, Symbol) and term in self.values:
            return Component(self.values[term], *place)
        if term is self.given or not term.children:
            return self.written(term, at)
        if isinstance(term, Binder):
            known: dict[Term, Term] = {s: Component(v, *place) for s, v in self.values.items()}
            return substituted(term, {**known, self.given: Component(self.level, at)})
        return term.rebuild(tuple(self._at_outcome(c, at, place) for c in term.children))
