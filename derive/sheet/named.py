"""Softmax and log-sum-exp by their names, for print: claims spell them out in their components."""

from collections.abc import Iterator

from derive.core.sort import INTEGER, Sort
from derive.core.term import ONE, Apply, Binder, Component, Number, Symbol, Term, bind, fresh, replace

_NUMBERS = tuple(map(Number, range(1, 10)))


def named(term: Term) -> Term:
    """The term with quotients of exponentials over their sum, and logarithms of sums, called by name."""
    found = _softmax(term) or _lse(term)
    if found is not None:
        return found
    if isinstance(term, Binder):
        variable = _variable(term)
        parameters = tuple(map(named, term.parameters))
        return bind(term.kind, variable, named(term.open(variable)), *parameters)
    return term.rebuild(tuple(map(named, term.children))) if term.children else term


def _variable(term: Binder) -> Symbol:
    """A variable for the body: that of a derivative keeps its name."""
    at = term.parameters[0] if term.kind == "derivative" else None
    if isinstance(at, Symbol) and at not in term.body.symbols:
        return at
    return fresh("t", term.variable.sort, term)


def _softmax(term: Term) -> Term | None:
    """``exp(a v[i]) / sum(exp(a v[j]), j)`` as the entry i of the softmax of v with the parameter a."""
    factors = _factors(term)
    below = next(((f, whole) for f in factors if (whole := _sum_of_exponentials(_inverse(f)))), None)
    if below is None:
        return None
    scale, vector, exponent, j = below[1]
    for top in (f for f in factors if isinstance(f, Apply) and f.head == "exp"):
        for i in _indices(top):
            if replace(exponent, {j: i}) is top.children[0]:
                entry = Component(Apply("softmax", vector, *scale), i)
                rest = [named(f) for f in factors if f is not top and f is not below[0]]
                return Apply("multiply", *rest, entry) if rest else entry
    return None


def _lse(term: Term) -> Term | None:
    """``log(sum(exp(a v[j]), j)) / a`` as the log-sum-exp of v with the parameter a."""
    top, below = _quotient(term)
    whole = _sum_of_exponentials(top.children[0]) if isinstance(top, Apply) and top.head == "log" else None
    if whole is None or whole[0] != (below,):
        return None
    return Apply("lse", whole[1], below)


def _quotient(term: Term) -> tuple[Term, Term]:
    """What stands above and below the line, where that is one factor each; else the term over 1."""
    factors = _factors(term)
    if len(factors) == 2 and _inverse(factors[1]) is not ONE:
        return factors[0], _inverse(factors[1])
    return term, ONE


def _inverse(term: Term) -> Term:
    """What stands below the line in ``1/x``; 1 for what is no such term."""
    is_inverse = isinstance(term, Apply) and term.head == "power" and term.children[1] is Number(-1)
    return term.children[0] if is_inverse else ONE


def _factors(term: Term) -> list[Term]:
    is_product = isinstance(term, Apply) and term.head == "multiply"
    return [c for c in (term.children if is_product else (term,)) if c is not ONE]


def _sum_of_exponentials(term: Term) -> tuple[tuple[Term, ...], Term, Term, Symbol] | None:
    """Scale, vector, exponent and index of a sum of exponentials over all entries of a vector."""
    if not isinstance(term, Binder) or term.kind != "sum" or term.parameters[0] is not ONE:
        return None
    j = fresh("j", INTEGER, term)
    factors = _factors(term.open(j))
    if len(factors) != 1 or not isinstance(factors[0], Apply) or factors[0].head != "exp":
        return None
    exponent = factors[0].children[0]
    scale, rest = _scaled(exponent, j)
    vector = _vector(rest, j, term.parameters[1])
    return None if vector is None else (scale, vector, exponent, j)


def _scaled(exponent: Term, j: Symbol) -> tuple[tuple[Term, ...], Term]:
    """The number in front of a vector's entry, where there is one."""
    factors = _factors(exponent)
    if len(factors) == 2 and j not in factors[0].symbols:
        return (factors[0],), factors[1]
    return (), exponent


def _vector(entry: Term, j: Symbol, length: Term) -> Term | None:
    """The vector of so many entries of which a term is the entry j."""
    if isinstance(entry, Component):
        base = entry.base
        sort = base.sort if isinstance(base, Symbol) else None
        fits = entry.indices == (j,) and isinstance(sort, Sort) and sort.shape == (length,)
        return base if fits else None
    if not isinstance(entry, Apply) or entry.head not in ("add", "multiply"):
        return None
    lifted = [_vector(c, j, length) if j in c.symbols else None for c in entry.children]
    if sum(v is not None for v in lifted) != 1 or any(
        v is None and j in c.symbols for v, c in zip(lifted, entry.children, strict=True)
    ):
        return None
    return Apply(entry.head, *(v or c for v, c in zip(lifted, entry.children, strict=True)))


def _indices(term: Term) -> Iterator[Term]:
    yield from sorted((s for s in term.symbols if s.sort == INTEGER), key=lambda s: s.name)
    yield from _NUMBERS
