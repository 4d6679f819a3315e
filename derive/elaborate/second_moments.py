"""Moments up to the second of random variables of which some of these are stated, and how they depend.

For any means, any variances that are not negative, and any covariances that they allow there are random
variables that have them. So a claim about second moments is one about these numbers: what is stated of
them has its value, all else is a number of its own.
"""

from dataclasses import replace
from itertools import combinations
from typing import Final

from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    fresh,
    multiply,
    power,
    subterms,
)
from derive.elaborate.distributions import products
from derive.elaborate.samples import HEADS, UnclearError

Pair = tuple[Symbol, ...]
_LETTERS: Final = {"expectation": ("m", "E"), "variance": ("v", "Var"), "covariance": ("c", "Cov")}
_MOST_DEPENDENT: Final = 2
_TWO_FACTORS: Final = 2


def over_second_moments(claim: Claim, random: Pair, independent: tuple[frozenset[str], ...]) -> Claim:
    """The claim about the means, variances and covariances of its variables; as it is, if it has others."""
    try:
        moments = _Moments(claim, random, independent)
        proposition = moments.written(claim.proposition)
        given = moments.possible()
    except UnclearError:
        return claim
    if proposition.symbols & {*random}:
        return claim
    context = claim.context
    kept = tuple(h for h in context.hypotheses if not h.proposition.symbols & {*random})
    new = tuple(sorted(moments.named, key=_name))
    symbols = (*(s for s in context.symbols if s not in random), *new)
    hypotheses = (*kept, *(Hypothesis(h, Origin.RANGE) for h in given))
    said = {f"{s.name} real" for s in random}
    named = (f"{s.name} = {meaning}" for s, meaning in moments.named.items())
    assumed = (*(a for a in context.assumed if a not in said), *sorted(named))
    doubtful = tuple(s for s in context.doubtful if s not in random)
    inner = replace(context, symbols=symbols, hypotheses=hypotheses, assumed=assumed, doubtful=doubtful)
    return replace(claim, proposition=proposition, context=inner)


class _Moments:
    """What is known of the moments of some variables, and numbers for what is not."""

    def __init__(self, claim: Claim, random: Pair, independent: tuple[frozenset[str], ...]) -> None:
        self.random = random
        self.apart = [frozenset(s for s in random if s.name in group) for group in independent]
        self.taken: list[Term] = [claim.proposition, *claim.context.symbols]
        self.named: dict[Symbol, str] = {}
        self.known: dict[tuple[str, Pair], Term] = {}
        self.pairs: set[Pair] = set()
        for stated in claim.context.propositions:
            if stated.symbols & {*random}:
                self._take(stated)
        if not self.known:
            raise UnclearError

    def _take(self, stated: Term) -> None:
        """A moment with its value.

        Raises:
            UnclearError: something else is stated.
        """
        if not isinstance(stated, Apply) or stated.head != "eq":
            raise UnclearError
        moment, value = stated.children
        if value.symbols & {*self.random} or not isinstance(moment, Apply) or moment.head not in HEADS:
            raise UnclearError
        variables = tuple(sorted(map(self._variable, moment.children), key=_name))
        if (moment.head, variables) in self.known:
            raise UnclearError
        self.known[moment.head, variables] = value

    def _variable(self, term: Term) -> Symbol:
        if isinstance(term, Symbol) and term in self.random:
            return term
        raise UnclearError

    def value(self, head: str, *variables: Symbol) -> Term:
        """The mean, the variance or the covariance."""
        key = (head, tuple(sorted(variables, key=_name)))
        if key not in self.known:
            letter, operator = _LETTERS[head]
            names = [_name(v) for v in key[1]]
            symbol = fresh(f"{letter}_{{{''.join(names)}}}", REAL, *self.taken, *self.named)
            self.named[symbol] = f"{operator}({', '.join(names)})"
            self.known[key] = symbol
        return self.known[key]

    def together(self, first: Symbol, second: Symbol) -> Term:
        """The covariance of two different variables."""
        if any({first, second} <= group for group in self.apart):
            return ZERO
        self.pairs.add(tuple(sorted((first, second), key=_name)))
        return self.value("covariance", first, second)

    def written(self, term: Term) -> Term:
        """The term with its moments as numbers."""
        if not any(isinstance(t, Apply) and t.head in HEADS for t in subterms(term)):
            return term
        if isinstance(term, Binder):
            raise UnclearError
        children = tuple(map(self.written, term.children))
        if not isinstance(term, Apply) or term.head not in HEADS:
            return term.rebuild(children)
        if term.head == "expectation":
            return self.mean(children[0])
        first, second = (*children, *children)[:2]
        means = multiply(MINUS_ONE, self.mean(first), self.mean(second))
        return add(self.mean(multiply(first, second)), means)

    def mean(self, term: Term) -> Term:
        """The mean of a polynomial, product by product."""
        parts = [self._of_product(factors) for factors in products(term, frozenset(self.random))]
        return parts[0] if len(parts) == 1 else add(*parts)

    def _of_product(self, factors: list[Term]) -> Term:
        random = {*self.random}
        constants = [f for f in factors if not f.symbols & random]
        degrees: dict[Symbol, int] = {}
        for factor in (f for f in factors if f.symbols & random):
            base, degree = _power_of(factor)
            degrees[self._variable(base)] = degrees.get(self._variable(base), 0) + degree
        variables = sorted(degrees, key=_name)
        if sum(degrees.values()) == _TWO_FACTORS and len(variables) == _TWO_FACTORS:
            return multiply(*constants, self._of_two(*variables))
        independent = all(any({a, b} <= g for g in self.apart) for a, b in combinations(variables, 2))
        if not independent or not self._jointly(variables) or any(d > _TWO_FACTORS for d in degrees.values()):
            raise UnclearError
        return multiply(ONE, *constants, *(self._of_power(s, degrees[s]) for s in variables))

    def _jointly(self, variables: list[Symbol]) -> bool:
        """Whether several variables are said to be independent all together."""
        return len(variables) < _TWO_FACTORS or any({*variables} <= group for group in self.apart)

    def _of_two(self, first: Symbol, second: Symbol) -> Term:
        means = multiply(self.value("expectation", first), self.value("expectation", second))
        covariance = self.together(first, second)
        return means if covariance is ZERO else add(covariance, means)

    def _of_power(self, variable: Symbol, degree: int) -> Term:
        mean = self.value("expectation", variable)
        return mean if degree == 1 else add(self.value("variance", variable), power(mean, TWO))

    def possible(self) -> list[Term]:
        """The conditions under which there are such variables.

        Raises:
            UnclearError: more than two of them depend on each other.
        """
        if len({s for pair in self.pairs for s in pair}) > _MOST_DEPENDENT:
            raise UnclearError
        found: list[Term] = [Apply("le", ZERO, self.value("variance", s)) for s in self._varied()]
        for first, second in sorted(self.pairs, key=lambda p: tuple(map(_name, p))):
            variances = multiply(self.value("variance", first), self.value("variance", second))
            found.append(Apply("le", power(self.value("covariance", first, second), TWO), variances))
        return found

    def _varied(self) -> list[Symbol]:
        """The variables of which the variance matters."""
        told = {s for head, variables in self.known if head == "variance" for s in variables}
        return sorted(told | {s for pair in self.pairs for s in pair}, key=_name)


def _power_of(factor: Term) -> tuple[Term, int]:
    if isinstance(factor, Apply) and factor.head == "power" and factor.children[1] is TWO:
        return factor.children[0], 2
    return factor, 1


def _name(symbol: Symbol) -> str:
    return symbol.name
