"""Improper integrals as products of single real ones, by what does not depend on the variables.

``int (int f(x) g(y) dx) dy = (int f(x) dx) (int g(y) dy)``: a factor without the variable of an integral is
taken out of it, exponentials of sums being products. Where the bounds of an inner integral, or what is left
in it, depend on the outer variable, it is worked out if it is that of a polynomial or of an exponential.
The product equals the integral wherever it has a value, and it has none unless the integral has one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from derive.algebra.decay import products_of
from derive.algebra.facts_hypotheses import MINUS_INFINITY
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.facts_polynomials import Polynomial, canonical, expanded
from derive.algebra.rectangular import NotRectangularError, Rectangular, is_complex
from derive.algebra.shapes import ShapeError
from derive.core.sort import REAL
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    binders_in,
    divide,
    fresh,
    multiply,
    power,
    replace,
    subtract,
)

INFINITE: Final = (INFINITY, MINUS_INFINITY)
MOST_PRODUCTS: Final = 12
Products = list[list[Term]]


@lru_cache(maxsize=1 << 10)
def separated(integral: Binder) -> Term | None:
    """What an improper integral of integrals is, with single integrals; None for other integrals."""
    inside = [t for t in binders_in(integral.body) if t.kind == "integral"]
    if not any(p in INFINITE for t in (integral, *inside) for p in t.parameters):
        return None
    if is_complex(integral):
        return _by_parts(integral)
    if not inside:
        return None
    found = _separated(integral)
    return None if found is None else add(*(multiply(*product) for product in found))


def _by_parts(integral: Binder) -> Term | None:
    """The real part and i times the imaginary one."""
    try:
        real, imaginary = Rectangular({}).parts(integral)
    except (NotRectangularError, ShapeError):
        return None
    return add(real, multiply(Apply("imaginary"), imaginary))


def _separated(integral: Binder) -> Products | None:
    variable = fresh("t", REAL, integral)
    found: Products = [[]]
    for factor in _factors(integral.open(variable), variable):
        parts = _worked_out(factor, variable)
        if parts is None or len(parts) * len(found) > MOST_PRODUCTS:
            return None
        found = [[*before, *part] for before in found for part in parts]
    return [_integrated(product, variable, integral.parameters) for product in found]


def _integrated(product: list[Term], variable: Symbol, parameters: tuple[Term, ...]) -> list[Term]:
    """The integral of a product: what does not depend on the variable stands in front."""
    lasting = [f for f in product if variable not in f.symbols]
    moving = [f for f in product if variable in f.symbols]
    return [*lasting, bind("integral", variable, multiply(*moving or [ONE]), *parameters)]


def _worked_out(factor: Term, outer: Symbol) -> Products | None:
    """Products without integrals that depend on the outer variable; None where they are not found."""
    if not any(t.kind == "integral" for t in binders_in(factor)):
        return [[factor]]
    if not isinstance(factor, Binder) or factor.kind != "integral":
        return None
    if not any(t.kind == "integral" for t in binders_in(factor.body)):
        return _single(factor, outer)
    products = _separated(factor)
    found: Products = []
    for parted in products or ():
        *lasting, last = parted
        parts = _single(last, outer) if isinstance(last, Binder) and last.kind == "integral" else None
        if parts is None or any(_depends(f, outer) for f in lasting):
            return None
        found += [[*lasting, *part] for part in parts]
    return found or None


def _depends(factor: Term, outer: Symbol) -> bool:
    """Whether an integral in a factor depends on the outer variable."""
    return any(t.kind == "integral" and outer in t.symbols for t in binders_in(factor))


def _single(integral: Binder, outer: Symbol) -> Products | None:
    """The same of an integral without integrals in it."""
    if outer not in integral.symbols:
        return [[integral]]
    inner = fresh("x", REAL, integral, outer)
    body = integral.open(inner)
    whole = _product(list(_factors(body, inner)), inner, outer, integral.parameters)
    if whole is not None:
        return [whole]
    summands = products_of(body)
    if not 1 < len(summands) <= MOST_PRODUCTS:
        return None
    found = [_product(list(_factors(s, inner)), inner, outer, integral.parameters) for s in summands]
    known = [f for f in found if f is not None]
    return known if len(known) == len(found) else None


def _product(
    factors: list[Term], inner: Symbol, outer: Symbol, parameters: tuple[Term, ...]
) -> list[Term] | None:
    lasting = [f for f in factors if inner not in f.symbols]
    moving = multiply(*[f for f in factors if inner in f.symbols] or [ONE])
    if not any(outer in t.symbols for t in (moving, *parameters)):
        return [*lasting, bind("integral", inner, moving, *parameters)]
    value = _value(moving, inner, parameters)
    if value is None or any(_depends(f, outer) for f in value):
        return None
    return [*lasting, *value]


def _factors(term: Term, variable: Symbol) -> Iterator[Term]:
    """The factors of a product, exponentials as a part with the variable and one without."""
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child, variable)
    elif isinstance(term, Apply) and term.head == "exp" and is_real_number(term.children[0]):
        moving, lasting = _sorted(term.children[0], variable)
        yield from (Apply("exp", part) for part in (moving, lasting) if part is not ZERO)
    else:
        yield term


def _sorted(exponent: Term, variable: Symbol) -> tuple[Term, Term]:
    """The summands with the variable, and those without."""
    moving: Polynomial = {}
    lasting: Polynomial = {}
    for monomial, coefficient in expanded(exponent).items():
        side = moving if any(variable in base.symbols for base, _ in monomial) else lasting
        side[monomial] = coefficient
    return canonical(moving), canonical(lasting)


def _value(body: Term, variable: Symbol, parameters: tuple[Term, ...]) -> list[Term] | None:
    """The integral of a polynomial, or of the exponential of a multiple of the variable, as a product."""
    if isinstance(body, Apply) and body.head == "exp":
        return _of_exponential(body, variable, parameters)
    primitive = None if any(p in INFINITE for p in parameters) else _of_polynomial(body, variable)
    if primitive is None:
        return None
    low, high = (replace(primitive, {variable: p}) for p in parameters)
    return [subtract(high, low)]


def _of_exponential(body: Apply, variable: Symbol, parameters: tuple[Term, ...]) -> list[Term] | None:
    """With one infinite end the exponential at the other one, times the integral from 0 or up to it."""
    form = expanded(body.children[0])
    if len(form) != 1 or not all((variable, 1) in m for m in form):
        return None
    ((monomial, coefficient),) = form.items()
    slope = canonical({tuple(f for f in monomial if f != (variable, 1)): coefficient})
    if variable in slope.symbols:
        return None
    finite = [p for p in parameters if p not in INFINITE]
    at_ends = [replace(body, {variable: p}) for p in finite]
    if len(finite) == 1:
        moved = tuple(p if p in INFINITE else ZERO for p in parameters)
        return [*at_ends, bind("integral", variable, body, *moved)]
    return [divide(subtract(at_ends[1], at_ends[0]), slope)] if finite and isinstance(slope, Number) else None


def _of_polynomial(body: Term, variable: Symbol) -> Term | None:
    summands = []
    for monomial, coefficient in expanded(body).items():
        degree = next((e for base, e in monomial if base is variable), 0)
        rest = tuple((base, e) for base, e in monomial if base is not variable)
        if not isinstance(degree, int) or degree < 0 or any(variable in base.symbols for base, _ in rest):
            return None
        raised = divide(power(variable, Number(degree + 1)), Number(degree + 1))
        summands.append(multiply(canonical({rest: coefficient}), raised))
    return add(*summands) if summands else ZERO
