"""Differences of two values of one function, bounded by its slope."""

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import MINUS_ONE, ONE, Apply, Symbol, Term, fresh, multiply, replace
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.constant import is_bound_of
from derive.prove.indefinite import derivative
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.rule import RejectedError, rules


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The bound of the absolute slope between the two symbols."""
    left, right = sequent.goal.children
    if shape_of(left) or not (isinstance(left, Apply) and left.head == "abs"):
        return None
    effort.charge(sequent.goal.size)
    found = _taken_apart(left.children[0], right)
    if found is None:
        return None
    first, x, y, factor = found
    variable = fresh("t", REAL, sequent.goal, *sequent.hypotheses)
    function_of = replace(first, {x: variable})
    try:
        slope = resolve(derivative(function_of, variable))
    except DerivativeError:
        return None
    known = _bounds(sequent, x, y, variable)
    premise = prover.prove(known, Apply("le", Apply("abs", slope), factor), 0.7)
    if premise is None:
        return Declined("prove.no-bound-of-slope")
    values = (replace(function_of, {variable: at}) for at in (x, y))
    goal = Apply(
        "le",
        Apply("abs", Apply("add", next(values), multiply(MINUS_ONE, next(values)))),
        multiply(factor, Apply("abs", Apply("add", x, multiply(MINUS_ONE, y)))),
    )
    plain = inference(
        "lipschitz",
        Sequent(sequent.hypotheses, goal),
        premise,
        arguments=(variable, function_of, x, y, factor),
    )
    return _as_written(sequent, plain, prover)


def _as_written(sequent: Sequent, plain: ProofTree, prover: Prover) -> ProofTree | None:
    try:
        rules()["lipschitz"](plain, prover.tables)
    except RejectedError:
        return None
    if plain.conclusion.goal is sequent.goal:
        return plain
    tree = plain
    for position, (mine, other) in enumerate(
        zip(sequent.goal.children, plain.conclusion.goal.children, strict=True)
    ):
        if mine is other:
            continue
        sides = (mine, other) if position == 0 else (other, mine)
        if prover.tables.equal(*sides, sequent.hypotheses) is None:
            return None
        same = axiom("normal-form", Sequent(sequent.hypotheses, Apply("eq", *sides)))
        ends = (
            (mine, tree.conclusion.goal.children[1])
            if position == 0
            else (tree.conclusion.goal.children[0], mine)
        )
        order = (same, tree) if position == 0 else (tree, same)
        tree = inference("transitivity", Sequent(sequent.hypotheses, Apply("le", *ends)), *order)
    return tree


def _taken_apart(difference: Term, right: Term) -> tuple[Term, Symbol, Symbol, Term] | None:
    """``f(x), x, y, L`` of ``f(x) - f(y)`` and ``L |x - y|``."""
    pair = _pair(difference)
    factors = right.children if isinstance(right, Apply) and right.head == "multiply" else (right,)
    distances = [f for f in factors if isinstance(f, Apply) and f.head == "abs"]
    ends = _pair(distances[0].children[0]) if len(distances) == 1 else None
    if pair is None or ends is None or not all(isinstance(e, Symbol) and e.sort == REAL for e in ends):
        return None
    others = [f for f in factors if f is not distances[0]]
    factor = multiply(*others) if others else ONE
    for x, y in (ends, ends[::-1]):
        first, second = pair
        if (
            isinstance(x, Symbol)
            and isinstance(y, Symbol)
            and replace(first, {x: y}) is second
            and y not in first.symbols
        ):
            return first, x, y, factor
    return None


def _pair(difference: Term) -> tuple[Term, Term] | None:
    """``a`` and ``b`` of ``a - b``."""
    if not (isinstance(difference, Apply) and difference.head == "add" and len(difference.children) == 2):
        return None
    first, second = difference.children
    if isinstance(second, Apply) and second.head == "multiply" and second.children[0] is MINUS_ONE:
        rest = second.children[1:]
        return first, rest[0] if len(rest) == 1 else Apply("multiply", *rest)
    return None


def _bounds(sequent: Sequent, x: Symbol, y: Symbol, variable: Symbol) -> tuple[Term, ...]:
    """What is said of neither symbol, and bounds that are said of both."""
    kept = [h for h in sequent.hypotheses if x not in h.symbols and y not in h.symbols]
    of_x = [h for h in sequent.hypotheses if is_bound_of(x, h) and replace(h, {x: y}) in sequent.hypotheses]
    return (*kept, *(replace(h, {x: variable}) for h in of_x))


METHOD = Method(
    name="lipschitz",
    rank=27,
    search=search,
    heads=frozenset(("le",)),
    proves=examples(
        r"|\sin x - \sin y| \le |x - y|",
        r"|\sigma(x) - \sigma(y)| \le \frac{1}{4} |x - y|",
        (r"|e^x - e^y| \le |x - y|", r"x \le 0", r"y \le 0"),
    ),
    declines=examples(
        r"|\sigma(x) - \sigma(y)| \le \frac{1}{5} |x - y|",
        (r"|e^x - e^y| \le |x - y|", r"x \le 0"),
        r"|x^2 - y^2| \le |x - y|",
    ),
)
