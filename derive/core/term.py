"""Terms: immutable, hash-consed, and exactly what was written.

Nothing is evaluated when a term is built: ``x/x`` stays a product of ``x`` and
``x`` to the power -1. Equal terms are the same object, so ``is`` and ``==`` are
one, and a table keyed by terms costs no comparison of trees.

Bound variables are canonical. A binder calls its variable ``#h``, where ``h`` is
the depth of binders inside its body; so terms that differ in the names of bound
variables only are the same object, and no substitution of a term without loose
bound variables can be captured. Look inside a binder with :meth:`Binder.open`,
which puts a symbol of your choice in the variable's place, and build one with
:func:`bind`.

Heads of :class:`Apply` (arguments in brackets, n-ary where dots stand):

=============  ============================================================
arithmetic     add(..) multiply(..) power(a, b) root(a, n) factorial(n)
constants      pi() infinity() imaginary()
functions      the names of ``theory/functions``: exp(x) log(x) sin(x) ...
               softmax(x, lambda) and the like take vectors
unknown        apply(f, x..) where f is a symbol with a function sort
choice         cases(value, condition, .., otherwise?) indicator(condition)
               delta(i, j) max(..) min(..)
relations      eq ne lt le gt ge (a, b)   member(x, set)
logic          and(..) or(..) not(p) implies(p, q) iff(p, q)
sets           interval(low, high, low_closed, high_closed) with the numbers
               0 and 1 as flags; finite_set(..) reals() integers()
arrays         vector(entries..) matrix(row vectors..) matmul(a, b)
               transpose(a) inverse(a) trace(a) determinant(a) norm(v)
               diagonal(v) hadamard(a, b) identity(n) ones(n) zeros(n) inner(u, v)
               kronecker(a, b) vec(a) stack(a, b) beside(a, b)
=============  ============================================================

Binders, with their parameters (which lie outside the variable's scope):

=================  =========================================================
sum product        (lower, upper), an integer variable; likewise max and min
                   as ``maximum`` and ``minimum``
integral           (lower, upper), a real variable
antiderivative     (at): an indefinite integral, up to a constant, at ``at``
limit              (point, direction) with direction -1, 0 or 1
derivative         (at, index..): the derivative of the body, as a function of
                   the variable, at ``at``; with indices, by that component of
                   a vector or matrix variable; without, by a scalar one
tabulate           (length): the vector of the body's values for 1..length
lambda             (): a function; forall, exists: ()
=================  =========================================================
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from derive.core.node import Apply, Binder, Component, Number, Symbol, Term, bind, replace, rewrite
from derive.core.sort import INTEGER, AnySort, FunctionSort

__all__ = [
    "HALF",
    "INFINITY",
    "MINUS_ONE",
    "ONE",
    "PI",
    "TWO",
    "ZERO",
    "Apply",
    "Binder",
    "Component",
    "Number",
    "Symbol",
    "Term",
    "add",
    "bind",
    "binders_in",
    "divide",
    "fresh",
    "heads_in",
    "index",
    "multiply",
    "negative",
    "power",
    "replace",
    "rewrite",
    "subterms",
    "subtract",
    "weight",
]


def subterms(term: Term) -> Iterable[Term]:
    """Each different sub-term once, parents before children; bodies have loose variables."""
    return _parts(term) if term.size <= MOST_COUNTED_TWICE else _walk(term)


@lru_cache(maxsize=1 << 11)
def _parts(term: Term) -> tuple[Term, ...]:
    """The sub-terms of a small term, which are asked for again and again."""
    return tuple(_walk(term))


def _walk(term: Term) -> Iterator[Term]:
    seen: set[Term] = set()
    stack = [term]
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            yield t
            stack += t.children[::-1]


@lru_cache(maxsize=1 << 10)
def heads_in(term: Term) -> frozenset[str]:
    """The heads of all operations in a term."""
    return frozenset([t.head for t in subterms(term) if type(t) is Apply])


def binders_in(term: Term) -> Iterator[Binder]:
    """Each different binder in a term once, outer ones first; parts without any are passed by."""
    seen: set[Term] = set()
    stack = [term] if term.binders else []
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            if isinstance(t, Binder):
                yield t
            stack += [c for c in reversed(t.children) if c.binders]


def weight(term: Term) -> int:
    """What work costs that looks at each different sub-term once; of small terms the number of nodes."""
    return term.size if term.size <= MOST_COUNTED_TWICE else _different(term)


@lru_cache(maxsize=1 << 10)
def _different(term: Term) -> int:
    seen: set[Term] = set()
    stack = [term]
    while stack:
        t = stack.pop()
        if t not in seen:
            seen.add(t)
            stack += t.children
    return len(seen)


MOST_COUNTED_TWICE: Final = 256


def fresh(name: str, sort: AnySort, *avoid: Term) -> Symbol:
    """A symbol called ``name``, with as many primes as keep it out of ``avoid`` and its dimensions."""
    taken = {n for t in avoid for s in t.symbols for n in _names(s)}
    taken |= {n for t in avoid if isinstance(t, Binder) for n in _names(t.variable)}
    while name in taken:
        name += "'"
    return Symbol(name, sort)


def _names(symbol: Symbol) -> Iterator[str]:
    """The names of a symbol and of the dimensions of its sort."""
    yield symbol.name
    sort = symbol.sort
    sorts = (*sort.arguments, sort.value) if isinstance(sort, FunctionSort) else (sort,)
    yield from (t.name for s in sorts for d in s.shape for t in d.symbols)


def index(name: str) -> Symbol:
    """An integer symbol."""
    return Symbol(name, INTEGER)


ZERO: Final = Number(0)
ONE: Final = Number(1)
MINUS_ONE: Final = Number(-1)
TWO: Final = Number(2)
HALF: Final = Number(Fraction(1, 2))
PI: Final = Apply("pi")
INFINITY: Final = Apply("infinity")


def add(*terms: Term) -> Term:
    """The sum of the terms, as written."""
    return terms[0] if len(terms) == 1 else Apply("add", *terms)


def multiply(*terms: Term) -> Term:
    """The product of the terms, as written."""
    return terms[0] if len(terms) == 1 else Apply("multiply", *terms)


def negative(term: Term) -> Term:
    """Minus the term."""
    return Number(-term.value) if isinstance(term, Number) else Apply("multiply", MINUS_ONE, term)


def subtract(left: Term, right: Term) -> Term:
    """The difference, as a sum with a negative."""
    return Apply("add", left, negative(right))


def power(base: Term, exponent: Term | int) -> Term:
    """The power; nothing is computed."""
    return Apply("power", base, Number(exponent) if isinstance(exponent, int) else exponent)


def divide(numerator: Term, denominator: Term) -> Term:
    """The quotient, as a product with a power -1."""
    if numerator is ONE:
        return Apply("power", denominator, MINUS_ONE)
    return Apply("multiply", numerator, Apply("power", denominator, MINUS_ONE))
