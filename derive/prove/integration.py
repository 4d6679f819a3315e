"""The value of a definite integral, with a tree that proves it."""

from collections.abc import Callable, Iterator

from derive.algebra.balls_integrals_smooth import smooth_pieces
from derive.algebra.differentiate import DerivativeError, smoothness
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.antiderivatives import antiderivative
from derive.prove.calculus.integrals import (
    inside,
    is_ascending,
    never_jumps,
    range_of,
    value_between,
)
from derive.prove.calculus.integrands import COST_OF_PIECES, halves, is_odd, order_of, span_of
from derive.prove.indefinite import derivative
from derive.prove.integration_branches import branches, is_piecewise, zeros
from derive.prove.integration_rows import combined, matched, raised
from derive.prove.method import Prover, axiom, inference
from derive.prove.suggestions import suggested

Found = tuple[Term, ProofTree]
Hypotheses = tuple[Term, ...]


def evaluated(integral: Binder, hypotheses: Hypotheses, effort: Effort, prover: Prover) -> Found | None:
    """A value of the integral and a tree for ``integral = value``, or None."""
    work = _Work(hypotheses, effort, prover)
    return work.of(integral)


class _Work:
    """The search under some hypotheses."""

    def __init__(self, hypotheses: Hypotheses, effort: Effort, prover: Prover) -> None:
        self.hypotheses = hypotheses
        self.effort = effort
        self.prover = prover
        self.facts = prover.tables.facts(hypotheses)

    def of(self, integral: Binder) -> Found | None:
        """The first way that leads to a value."""
        for way in self._ways():
            found = way(integral)
            if found is not None:
                return found
        return None

    def _ways(self) -> tuple[Callable[[Binder], Found | None], ...]:
        ways = (self._nested, self._odd, self._pieces, self._split, self._primitive, self._rows)
        return (*ways, self._poles, self._suggested)

    def _equation(self, left: Term, right: Term) -> Sequent:
        return Sequent(self.hypotheses, Apply("eq", left, right))

    def _variable(self, integral: Binder) -> Symbol:
        return fresh("t", REAL, integral, *self.hypotheses)

    def _nested(self, integral: Binder) -> Found | None:
        """Integrals inside the integrand first."""
        inner = next((t for t in subterms(integral.body) if _is_integral(t)), None)
        if inner is None:
            return None
        variable = self._variable(integral)
        around = span_of(variable, integral, self.hypotheses, self.prover.tables)
        body = integral.open(variable)
        first = next(t for t in subterms(body) if isinstance(t, Binder) and _is_integral(t))
        if any(s.is_bound for s in first.symbols):
            return None
        found = evaluated(first, (*self.hypotheses, *around), self.effort, self.prover)
        if found is None:
            return None
        value, tree = found
        simpler = replace(body, {first: self._canonical(value)})
        equal = self.prover.prove((*self.hypotheses, *around), Apply("eq", value, self._canonical(value)))
        if equal is None:
            return None
        step = inference(
            "transitivity",
            Sequent((*self.hypotheses, *around), Apply("eq", first, self._canonical(value))),
            tree,
            equal,
        )
        goal = Sequent((*self.hypotheses, *around), Apply("eq", body, simpler))
        same = axiom("reflexivity", Sequent(goal.hypotheses, Apply("eq", simpler, simpler)))
        pointwise = inference("exchange", goal, step, same, arguments=(first, self._canonical(value)))
        other = bind("integral", variable, simpler, *integral.parameters)
        return self._through(
            integral,
            other,
            inference("integrand", self._equation(integral, other), pointwise, arguments=(variable,)),
        )

    def _canonical(self, term: Term) -> Term:
        return canonical(term, self.facts, self.effort)

    def _through(self, integral: Binder, other: Term, step: ProofTree) -> Found | None:
        """The value of what the integral is equal to: an integral, or a sum of integrals."""
        parts = other.children if isinstance(other, Apply) and other.head == "add" else (other,)
        found = [self.of(p) for p in parts if isinstance(p, Binder)]
        known = [f for f in found if f is not None]
        if len(known) < len(parts):
            return None
        if len(known) == 1:
            value, last = known[0]
        else:
            value = add(*(v for v, _ in known))
            last = inference("congruence", self._equation(other, value), *(t for _, t in known))
        return value, inference("transitivity", self._equation(integral, value), step, last)

    def _odd(self, integral: Binder) -> Found | None:
        lower, upper = integral.parameters
        if lower is not negative(upper) and upper is not negative(lower):
            return None
        variable = self._variable(integral)
        tree = self.prover.attempt(Sequent(self.hypotheses, is_odd(integral, variable)))
        if tree is None:
            return None
        return ZERO, inference("odd", self._equation(integral, ZERO), tree, arguments=(variable,))

    def _pieces(self, integral: Binder) -> Found | None:
        """The pieces of an integral without parameters."""
        return self._cut(integral) if any(is_piecewise(t) for t in subterms(integral.body)) else None

    def _poles(self, integral: Binder) -> Found | None:
        """Pieces between zeros of parts of the integrand."""
        return None if any(is_piecewise(t) for t in subterms(integral.body)) else self._cut(integral)

    def _cut(self, integral: Binder) -> Found | None:
        if integral.symbols:
            return None
        self.effort.charge(COST_OF_PIECES)
        parts = smooth_pieces(integral)
        if parts is None:
            return None
        return self._through(integral, parts, axiom("pieces", self._equation(integral, parts)))

    def _split(self, integral: Binder) -> Found | None:
        """An integral with parameters at the zero of a linear part, and each half by its sign there."""
        kink = next((t for t in subterms(integral.body) if is_piecewise(t)), None)
        if not integral.symbols or kink is None:
            return None
        variable = self._variable(integral)
        lower, upper = integral.parameters
        for middle in zeros(integral.open(variable), variable):
            order = order_of(lower, middle, upper)
            if all(self.prover.tables.proves(self.hypotheses, o) for o in order):
                return self._halved(integral, middle)
        return self._one_branch(integral, variable)

    def _halved(self, integral: Binder, middle: Term) -> Found | None:
        parts = halves(integral, middle)
        found = [self._one_branch(p, self._variable(p)) for p in parts]
        known = [f for f in found if f is not None]
        if len(known) < 2:
            return None
        whole, value = add(*parts), add(*(v for v, _ in known))
        step = axiom("between", self._equation(integral, whole))
        last = inference("congruence", self._equation(whole, value), *(t for _, t in known))
        return value, inference("transitivity", self._equation(integral, value), step, last)

    def _one_branch(self, integral: Binder, variable: Symbol) -> Found | None:
        """The integral with the branches that piecewise parts take on the whole range."""
        around = span_of(variable, integral, self.hypotheses, self.prover.tables)
        known = (*self.hypotheses, *around)
        body = integral.open(variable)
        simpler = branches(body, variable, lambda p: self.prover.tables.proves(known, p))
        if simpler is None:
            return None
        goal = Apply("eq", body, simpler)
        tree = self.prover.prove(known, goal)
        if tree is None:
            return None
        other = bind("integral", variable, simpler, *integral.parameters)
        step = inference("integrand", self._equation(integral, other), tree, arguments=(variable,))
        return self._through(integral, other, step)

    def _primitive(self, integral: Binder) -> Found | None:
        """Newton and Leibniz, with values or with limits at the ends."""
        variable = self._variable(integral)
        integrand = integral.open(variable)
        if not never_jumps(integrand):
            return None
        return self._with(self._primitives(integral, integrand, variable), integral, variable)

    def _suggested(self, integral: Binder) -> Found | None:
        """Newton and Leibniz, with what SymPy suggests."""
        variable = self._variable(integral)
        integrand = integral.open(variable)
        if not never_jumps(integrand):
            return None
        return self._with(suggested(integrand, variable, self.effort), integral, variable)

    def _with(self, primitives: Iterator[Term], integral: Binder, variable: Symbol) -> Found | None:
        for primitive in primitives:
            for way in (self._by_values, self._by_limits):
                found = way(integral, integral.open(variable), variable, primitive)
                if found is not None:
                    return found
        return None

    def _primitives(self, integral: Binder, integrand: Term, variable: Symbol) -> Iterator[Term]:
        around = span_of(variable, integral, self.hypotheses, self.prover.tables)
        facts = self.prover.tables.facts((*self.hypotheses, *around))
        found = antiderivative(integrand, variable, facts, self.effort)
        other = raised(integrand) if found is None else integrand
        if other is not integrand:
            found = antiderivative(other, variable, facts, self.effort)
        if found is not None:
            yield found
            simpler = canonical(found, facts, self.effort)
            if simpler is not found:
                yield simpler

    def _is_fit(self, primitive: Term, variable: Symbol, known: Hypotheses) -> bool:
        try:
            needed = (*self.prover.tables.definedness(primitive), *smoothness(primitive, variable))
        except DerivativeError:
            return False
        return all(self.prover.tables.proves(known, n) for n in needed)

    def _slopes(
        self, primitive: Term, integrand: Term, variable: Symbol, known: Hypotheses
    ) -> ProofTree | None:
        if not self._is_fit(primitive, variable, known):
            return None
        if not all(self.prover.tables.proves(known, d) for d in self.prover.tables.definedness(integrand)):
            return None
        return self.prover.prove(known, Apply("eq", derivative(primitive, variable), integrand))

    def _by_values(
        self, integral: Binder, integrand: Term, variable: Symbol, primitive: Term
    ) -> Found | None:
        lower, upper = integral.parameters
        if any(isinstance(t, Apply) and t.head == "infinity" for p in (lower, upper) for t in subterms(p)):
            return None
        between = range_of(variable, lower, upper, self.hypotheses, self.prover.tables)
        tree = self._slopes(primitive, integrand, variable, (*self.hypotheses, *between))
        if tree is None:
            return None
        value = subtract(replace(primitive, {variable: upper}), replace(primitive, {variable: lower}))
        arguments = (variable, primitive)
        return value, inference("newton-leibniz", self._equation(integral, value), tree, arguments=arguments)

    def _by_limits(
        self, integral: Binder, integrand: Term, variable: Symbol, primitive: Term
    ) -> Found | None:
        tables = self.prover.tables
        lower, upper = integral.parameters
        if not is_ascending(lower, upper, self.hypotheses, tables):
            return None
        known = (*self.hypotheses, *inside(variable, lower, upper))
        if not self._is_fit(primitive, variable, known):
            return None
        value = value_between(primitive, variable, integral, self.hypotheses, tables)
        if value is None:
            return None
        tree = self._slopes(primitive, integrand, variable, known)
        if tree is None:
            return None
        arguments = (variable, primitive)
        return value, inference("improper", self._equation(integral, value), tree, arguments=arguments)

    def _rows(self, integral: Binder) -> Found | None:
        """A combination of integrals that are in the tables."""
        variable = self._variable(integral)
        around = span_of(variable, integral, self.hypotheses, self.prover.tables)
        facts = self.prover.tables.facts((*self.hypotheses, *around))
        body = integral.open(variable)
        for form in dict.fromkeys((body, canonical(body, facts, self.effort))):
            rows = matched(form, integral, variable, facts, self.effort)
            found = None if rows is None else combined(integral, variable, rows, self.hypotheses, self.prover)
            if found is not None:
                return found
        return None


def _is_integral(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "integral"
