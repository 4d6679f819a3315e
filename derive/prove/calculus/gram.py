"""Quadratic forms that are squares of norms."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.definiteness import Definite, Sign
from derive.algebra.forms import is_nonnegative, is_positive
from derive.algebra.shapes import shape_of
from derive.algebra.words import as_words, equal_as_words
from derive.core.effort import Effort
from derive.core.sort import REAL, Sort
from derive.core.term import (
    MINUS_ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    fresh,
    negative,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, leaf, real, relation, require
from derive.prove.tables import Tables


def gram(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- 0 <= h^T h``, h a product of real matrices and a vector, written in any order.

    The product is associative, ``(A B)^T = B^T A^T``, and the inner product of u and v is ``u^T v``.
    """
    leaf(node)
    zero, form = relation(node.conclusion.goal, "le")
    tables.effort.charge(form.size)
    require(zero is ZERO, "not compared with 0")
    real(form)
    require(not shape_of(form) and half_of(form) is not None, "not the square of a norm")
    return "exact"


def half_of(form: Term) -> Term | None:
    """The vector h of a product ``h^T h``; None for other terms."""
    factors = factors_of(form)
    middle = len(factors) // 2
    if not factors or len(factors) % 2:
        return None
    if [transposed(f) for f in reversed(factors[middle:])] != factors[:middle]:
        return None
    half = factors[-1]
    for factor in reversed(factors[middle:-1]):
        half = Apply("matmul", factor, half)
    return half if len(shape_of(half)) == 1 else None


def factors_of(term: Term) -> list[Term]:
    """The factors of a matrix product from left to right, without double transposes."""
    if isinstance(term, Apply) and term.head == "matmul":
        return [f for child in term.children for f in factors_of(child)]
    if isinstance(term, Apply) and term.head == "inner":
        first, second = term.children
        return [*(transposed(f) for f in reversed(factors_of(first))), *factors_of(second)]
    if isinstance(term, Apply) and term.head == "transpose":
        return [transposed(f) for f in reversed(factors_of(term.children[0]))]
    return [term]


def transposed(factor: Term) -> Term:
    """The transpose of a factor, without double transposes."""
    if isinstance(factor, Apply) and factor.head == "transpose":
        return factor.children[0]
    return Apply("transpose", factor)


def forms(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a R b``, where ``b - a`` is a sum of ``s h^T h`` and ``s h^T A h``, R <= or <.

    h are sums of products of real matrices and a vector; H implies ``s >= 0`` and contains
    ``v^T A v >= 0`` for all v. Where A is not known to be symmetric, a part is ``s (h + k)^T A (h + k)``
    written out. With A its inverse will do, and the inverse of a sum whose form is such a sum; where
    H speaks of ``A - B`` it is a matrix of its own. Parts without vectors are traces, determinants and
    entries of the diagonal of such A, and traces of ``H^T H``, A being ``G^T G`` if it is symmetric.
    For < there is a positive part: such a number of a definite A, or ``s v^T v`` or ``s v^T A v`` with
    ``s > 0`` and ``v != 0`` in H. Source: Horn and Johnson, Matrix Analysis, chapter 7.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "le", "lt")
    real(left, right)
    require(not shape_of(left) and not shape_of(right), "arrays")
    hypotheses = tuple(p for h in node.conclusion.hypotheses for p in parts_of(h))
    matrices = [semidefinite_in(h) for h in hypotheses]
    goal = (subtract(right, left), head_of(node.conclusion.goal) == "lt")
    shown = any(
        _is_shown(*goal, definite_in(hypotheses, goal[0], named=named), hypotheses, tables)
        for named in ((False, True) if any(isinstance(m, Apply) for m in matrices) else (False,))
    )
    require(shown, "no sum of squares")
    return "exact"


Matrices = dict[Term, tuple[bool, bool]]
"""Semidefinite matrices: whether they are symmetric, and whether they are definite."""


def _is_shown(
    value: Term,
    strictly: bool,
    stated: tuple[Matrices, tuple[Term, ...]],
    hypotheses: tuple[Term, ...],
    tables: Tables,
) -> bool:
    """Whether a number is such a sum, by what is stated of matrices and equations for their names."""
    matrices, equations = stated
    given = (*equations, *hypotheses)
    found = as_words(value, given, tables.effort)
    if found is None:
        return False

    def weak(scalar: Term) -> bool:
        return tables.proves(hypotheses, Apply("le", ZERO, scalar))

    def strict(scalar: Term) -> bool:
        return tables.proves(hypotheses, Apply("lt", ZERO, scalar))

    for matrix in _inverted_in(value):
        matrices = _with_inverse(matrices, matrix, given, weak, tables.effort)
    known = _summed_up(matrices, given)
    if not strictly:
        return is_nonnegative(found, known, weak)
    nonzero = frozenset(v for h in hypotheses if (v := nonzero_in(h)) is not None)
    return is_positive(found, known, nonzero, weak, strict)


def definite_in(
    hypotheses: tuple[Term, ...], goal: Term, *, named: bool
) -> tuple[Matrices, tuple[Term, ...]]:
    """The matrices that are said to be semidefinite; differences get names, with equations for these."""
    found: Matrices = {}
    equations: list[Term] = []
    replaced: list[Term] = []
    for hypothesis in hypotheses:
        matrix = semidefinite_in(hypothesis)
        if matrix is None or len(shape_of(matrix)) != 2:
            continue
        symmetric = is_symmetric(matrix, hypotheses)
        if isinstance(matrix, Apply) and matrix.head == "add" and named:
            size, place = Sort(REAL.field, shape_of(matrix)), _place_in(matrix, replaced)
            name = fresh("P", size, goal, *hypotheses, *found)
            if place is None:
                continue
            replaced.append(place)
            equations.append(_solved_for(place, matrix, name))
            equations += [Apply("eq", Apply("transpose", name), name)] if symmetric else []
            matrix = name
        before = found.get(matrix, (False, False))
        found[matrix] = (symmetric or before[0], _is_strict(hypothesis) or before[1])
    return found, tuple(equations)


def _place_in(matrix: Apply, replaced: list[Term]) -> Symbol | None:
    """A symbol that stands by itself in a sum of matrices, and is not replaced yet."""
    for part in matrix.children:
        is_negative = isinstance(part, Apply) and part.head == "multiply" and part.children[0] is MINUS_ONE
        symbol = part.children[-1] if is_negative and len(part.children) == 2 else part
        alone = all(symbol not in other.symbols for other in matrix.children if other is not part)
        if isinstance(symbol, Symbol) and alone and symbol not in replaced:
            return symbol
    return None


def _solved_for(symbol: Symbol, matrix: Apply, name: Symbol) -> Term:
    """``A = P + B`` from ``P = A - B``, or ``B = A - P``."""
    rest = [c for c in matrix.children if symbol not in c.symbols]
    if symbol in matrix.children:
        return Apply("eq", symbol, add(name, *map(negative, rest)))
    return Apply("eq", symbol, add(*rest, negative(name)))


def _is_strict(hypothesis: Term) -> bool:
    body = hypothesis.body if isinstance(hypothesis, Binder) else hypothesis
    return isinstance(body, Apply) and body.head == "implies" and head_of(body.children[1]) == "lt"


def _summed_up(matrices: Matrices, given: tuple[Term, ...]) -> Definite:
    strictly = frozenset(a for a, (_, strict) in matrices.items() if strict)
    equations = [h.children for h in given if isinstance(h, Apply) and h.head == "eq"]
    pairs = [p for left, right in equations for p in ((left, right), (right, left))]
    turned = frozenset(a for a, b in pairs if b is Apply("transpose", a))
    return Definite({a: symmetric for a, (symmetric, _) in matrices.items()}, strictly, turned)


def _inverted_in(term: Term) -> list[Term]:
    """What is inverted in a term, those inside first."""
    found = dict.fromkeys(
        t.children[0] for t in subterms(term) if isinstance(t, Apply) and t.head == "inverse"
    )
    return sorted(found, key=lambda t: t.size)


def _with_inverse(
    matrices: Matrices, matrix: Term, given: tuple[Term, ...], weak: Sign, effort: Effort
) -> Matrices:
    """The same, and the inverse of a matrix if that is shown to be semidefinite."""
    shape = shape_of(matrix)
    inverse = Apply("inverse", matrix)
    if len(shape) != 2:
        return matrices
    if matrix in matrices:
        return {**matrices, inverse: (matrices[matrix][0], any(matrices[matrix]))}
    vector = fresh("v", Sort(REAL.field, shape[:1]), matrix, *given)
    form = as_words(Apply("inner", Apply("matmul", matrix, vector), vector), given, effort)
    if form is None or not is_nonnegative(form, _summed_up(matrices, given), weak):
        return matrices
    symmetric = equal_as_words(matrix, Apply("transpose", matrix), given, effort)
    return {**matrices, matrix: (symmetric, False), inverse: (symmetric, symmetric)}


def parts_of(hypothesis: Term) -> Iterator[Term]:
    """What a hypothesis says, one after the other."""
    if isinstance(hypothesis, Apply) and hypothesis.head == "and":
        for part in hypothesis.children:
            yield from parts_of(part)
    else:
        yield hypothesis


def is_symmetric(matrix: Term, hypotheses: tuple[Term, ...]) -> bool:
    """Whether a matrix is said to be its own transpose."""
    turned = Apply("transpose", matrix)
    return Apply("eq", matrix, turned) in hypotheses or Apply("eq", turned, matrix) in hypotheses


def semidefinite_in(hypothesis: Term) -> Term | None:
    """The matrix A of ``forall v: 0 <= v^T A v``, or of the same for all v but 0; None for others."""
    if not (isinstance(hypothesis, Binder) and hypothesis.kind == "forall"):
        return None
    vector, body = hypothesis.variable, hypothesis.body
    if isinstance(body, Apply) and body.head == "implies" and nonzero_in(body.children[0]) is vector:
        body = body.children[1]
    if not (isinstance(body, Apply) and body.head in {"le", "lt"} and body.children[0] is ZERO):
        return None
    factors = factors_of(body.children[1])
    if len(factors) != 3 or factors[2] is not vector or factors[0] is not transposed(vector):
        return None
    middle = factors[1]
    return middle.children[0] if isinstance(middle, Apply) and middle.head == "transpose" else middle


def nonzero_in(hypothesis: Term) -> Term | None:
    """The array that is said not to be 0; None for other hypotheses."""
    if not (isinstance(hypothesis, Apply) and hypothesis.head == "ne"):
        return None
    array, other = hypothesis.children
    return array if isinstance(other, Apply) and other.head == "zeros" else None


RULES: Final[dict[str, Check]] = {"gram": gram, "forms": forms}
