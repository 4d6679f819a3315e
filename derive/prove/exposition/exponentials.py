"""Small steps for logarithms and exponentials."""

from derive.core.term import ONE, Apply, Binder, Number, Term, add, bind, multiply, negative, power
from derive.prove.exposition.forms import bound, factors, is_head, quotient, summands
from derive.prove.exposition.tidy import tidied


def logarithm(term: Term) -> Term | None:
    """``log(ab) = log a + log b``, ``log(a/b) = log a - log b``, ``log a^n = n log a``, ``log e^a = a``."""
    if not (isinstance(term, Apply) and term.head == "log"):
        return None
    (inside,) = term.children
    if isinstance(inside, Binder) and inside.kind == "product":
        found = bound(inside, "product")
        return found and bind("sum", found[0], Apply("log", found[1]), *inside.parameters)
    if not isinstance(inside, Apply):
        return None
    if inside.head == "exp":
        return inside.children[0]
    if inside.head == "power":
        return multiply(inside.children[1], Apply("log", inside.children[0]))
    if inside.head == "multiply":
        above, below = quotient(inside)
        parts: list[Term] = [Apply("log", f) for f in factors(above) if f is not ONE]
        parts += [negative(Apply("log", f)) for f in factors(below) if f is not ONE]
        return add(*parts)
    return None


def exponential(term: Term) -> Term | None:
    """``e^(log a) = a``, ``e^(n log a) = a^n``, ``(e^a)^n = e^(na)``, and products of exponentials."""
    if not isinstance(term, Apply):
        return None
    if term.head == "exp":
        return _of_logarithm(term.children[0])
    if term.head == "power" and is_head(term.children[0], "exp"):
        return Apply("exp", multiply(term.children[1], *term.children[0].children))
    if term.head == "multiply":
        exponents = [c for f in term.children if is_head(f, "exp") for c in f.children]
        if len(exponents) > 1:
            others: list[Term] = [f for f in term.children if not is_head(f, "exp")]
            total = _without_opposites(tidied(add(*exponents)))
            return multiply(*others, Apply("exp", total))
    return None


def _of_logarithm(exponent: Term) -> Term | None:
    """The exponential of a multiple of a logarithm."""
    logs = [f for f in factors(exponent) if is_head(f, "log")]
    if len(logs) != 1:
        return None
    (base,) = logs[0].children
    rest = [f for f in factors(exponent) if f is not logs[0]]
    return power(base, multiply(*rest)) if rest else base


def _without_opposites(total: Term) -> Term:
    """A sum without summands that cancel."""
    kept = list(summands(total))
    for part in tuple(kept):
        opposite = tidied(negative(part))
        if part in kept and opposite in kept:
            kept.remove(part)
            kept.remove(opposite)
    return tidied(add(*kept)) if kept else Number(0)


def product_of_exponentials(term: Term) -> Term | None:
    """The product of exponentials is the exponential of the sum."""
    found = bound(term, "product")
    if found is None or not isinstance(term, Binder):
        return None
    variable, body = found
    if isinstance(body, Apply) and body.head == "exp":
        return Apply("exp", bind("sum", variable, body.children[0], *term.parameters))
    return None
