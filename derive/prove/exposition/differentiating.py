"""One rule of differentiation at a time, as it is written on paper; what is easy is done at once."""

from collections.abc import Callable
from typing import Final

from derive.algebra.components import scalarize
from derive.algebra.differentiate import differentiate, resolve
from derive.algebra.partials import partial_of
from derive.algebra.shapes import shape_of
from derive.algebra.unfold import expand
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
    rewrite,
    subterms,
    subtract,
)
from derive.prove.exposition.tidy import tidied
from derive.theory.function import function

UNLIKE_A_NUMBER: Final = "derivative"


def has_derivative(term: Term) -> bool:
    """Whether a derivative is left that can be worked out."""
    return any(
        isinstance(t, Binder) and t.kind == "derivative" and partial_of(t) is None for t in subterms(term)
    )


def differentiated(term: Term) -> tuple[Term, str]:
    """The term after one rule for each of its derivatives, inner ones first, and the name of the rule."""
    used: list[str] = []

    def rule(part: Term) -> Term | None:
        if not isinstance(part, Binder) or part.kind != "derivative" or partial_of(part) is not None:
            return None
        return None if has_derivative(part.body) else _Rule(part, used).result()

    new = tidied(rewrite(term, rule))
    return new, next((name for name in ORDER if name in used), UNLIKE_A_NUMBER)


class _Rule:
    """The rule for one derivative: by ``at``, or its component with the indices."""

    def __init__(self, term: Binder, used: list[str]) -> None:
        self.term = term
        self.at, *self.indices = term.parameters
        self.used = used

    def result(self) -> Term:
        """The term in the place of the derivative."""
        if not isinstance(self.at, Symbol) or self.at in self.term.body.symbols:
            return self._at_once()
        body = self.term.open(self.at)
        if shape_of(body):
            return self._at_once()
        written_out = tidied(scalarize(body))
        if _has_arrays(body) and written_out is not body:
            self.used.append("components")
            return bind("derivative", self.at, written_out, self.at, *self.indices)
        if self._is_easy(body) and _definition(body) is None:
            self.used.append("elementary")
            return self._worked_out(body)
        if isinstance(body, Apply):
            return _HEADS.get(body.head, _Rule.function)(self, body)
        return self.under_sum(body) if isinstance(body, Binder) and body.kind == "sum" else self._at_once()

    def _at_once(self) -> Term:
        self.used.append(UNLIKE_A_NUMBER)
        return resolve(self.term)

    def _worked_out(self, body: Term) -> Term:
        return differentiate(body, self.at, *self.indices) if isinstance(self.at, Symbol) else ZERO

    def of(self, body: Term) -> Term:
        """The derivative of a part: done if it is easy, else written down."""
        if self._is_easy(body):
            return self._worked_out(body)
        return bind("derivative", self.at, body, self.at, *self.indices)  # type: ignore[arg-type]  # a symbol

    def _is_easy(self, body: Term) -> bool:
        """Whether a part is a constant, a power, a function of a multiple, or a sum of such."""
        if self.at not in body.symbols or self._is_variable(body):
            return True
        if not isinstance(body, Apply):
            return False
        if body.head == "add":
            return all(map(self._is_easy, body.children))
        if body.head == "multiply":
            varying = [c for c in body.children if self.at in c.symbols]
            return len(varying) == 1 and self._is_easy(varying[0])
        if body.head == "power":
            return self._is_variable(body.children[0]) and self.at not in body.children[1].symbols
        return len(body.children) == 1 and self._is_multiple(body.children[0]) and _has_rule(body)

    def _is_variable(self, body: Term) -> bool:
        return body is self.at or (isinstance(body, Component) and body.base is self.at)

    def _is_multiple(self, body: Term) -> bool:
        if isinstance(body, Apply) and body.head == "multiply":
            varying = [c for c in body.children if self.at in c.symbols]
            return len(varying) == 1 and self._is_variable(varying[0])
        return self._is_variable(body)

    def add(self, body: Apply) -> Term:
        """The derivative of a sum is the sum of the derivatives."""
        self.used.append("sum")
        return add(*map(self.of, body.children))

    def multiply(self, body: Apply) -> Term:
        """Constant factors stay; then the quotient rule or the product rule."""
        constant = [c for c in body.children if self.at not in c.symbols]
        varying = [c for c in body.children if self.at in c.symbols]
        if constant:
            self.used.append("constant-factor")
            return multiply(*constant, self.of(multiply(*varying)))
        below = [c for c in varying if _is_inverse(c)]
        above = [c for c in varying if not _is_inverse(c)]
        if below and above:
            return self._quotient(multiply(*above), multiply(*(c.children[0] for c in below)))
        self.used.append("product")
        parts = (multiply(*varying[:k], *varying[k + 1 :], self.of(c)) for k, c in enumerate(varying))
        return add(*parts)

    def _quotient(self, above: Term, below: Term) -> Term:
        self.used.append("quotient")
        top = subtract(multiply(below, self.of(above)), multiply(above, self.of(below)))
        return multiply(top, power(below, -2))

    def power(self, body: Apply) -> Term:
        """``(u^n)' = n u^(n-1) u'``; one over something by the quotient rule; else as an exponential."""
        base, exponent = body.children
        if self.at in exponent.symbols:
            self.used.append("exponential")
            return multiply(body, self.of(multiply(exponent, Apply("log", base))))
        if exponent is MINUS_ONE:
            self.used.append("quotient")
            return multiply(negative(self.of(base)), power(base, -2))
        self.used.append("chain")
        lowered = Number(exponent.value - 1) if isinstance(exponent, Number) else subtract(exponent, ONE)
        outer = base if exponent is TWO else power(base, lowered)
        return multiply(exponent, outer, self.of(base))

    def function(self, body: Apply) -> Term:
        """A function that has a definition by it, another one by the chain rule."""
        definition = _definition(body)
        if definition is not None:
            self.used.append("definition")
            return bind("derivative", self.at, definition, self.at, *self.indices)  # type: ignore[arg-type]  # a symbol
        known = function(body.head)
        if known is None or len(body.children) != 1 or not _has_rule(body) or known.derivative[0] is None:
            return self._at_once()
        self.used.append("chain")
        (inside,) = body.children
        return multiply(known.derivative[0](inside), self.of(inside))

    def under_sum(self, body: Binder) -> Term:
        """Under the sum."""
        if any(self.at in p.symbols for p in body.parameters):
            return self._at_once()
        self.used.append("sum")
        index = fresh("j", body.variable.sort, body, self.at, *self.indices)
        return bind("sum", index, self.of(body.open(index)), *body.parameters)


def _definition(body: Term) -> Term | None:
    """The definition of a function that documents define themselves."""
    known = function(body.head) if isinstance(body, Apply) else None
    return expand(body) if known is not None and known.conventional and isinstance(body, Apply) else None


def _has_rule(body: Apply) -> bool:
    known = function(body.head)
    return known is not None and known.shape == "scalar" and bool(known.derivative)


def _is_inverse(factor: Term) -> bool:
    return isinstance(factor, Apply) and factor.head == "power" and factor.children[1] is MINUS_ONE


def _has_arrays(body: Term) -> bool:
    """Whether an array occurs as a whole, so that its components would have to be written first."""
    return any(isinstance(t, Apply) and any(shape_of(c) for c in t.children) for t in subterms(body))


_HEADS: Final[dict[str, Callable[[_Rule, Apply], Term]]] = {
    "add": _Rule.add,
    "multiply": _Rule.multiply,
    "power": _Rule.power,
}

ORDER: Final = (
    "quotient",
    "product",
    "definition",
    "components",
    "chain",
    "exponential",
    "sum",
    "constant-factor",
    "elementary",
    UNLIKE_A_NUMBER,
)
"""The rules by how much they have to be named, where several are applied in one line."""
