"""Quadratic forms that are squares of norms."""

from typing import Final

from derive.algebra.forms import is_nonnegative, is_positive
from derive.algebra.shapes import shape_of
from derive.algebra.words import as_words
from derive.core.term import ZERO, Apply, Binder, Term, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, RejectedError, leaf, real, relation, require
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
    written out. For < there is a part ``s v^T v`` with ``s > 0`` and ``v != 0`` in H.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "le", "lt")
    real(left, right)
    require(not shape_of(left) and not shape_of(right), "arrays")
    hypotheses = node.conclusion.hypotheses
    value = as_words(subtract(right, left), hypotheses, tables.effort)
    if value is None:
        raise RejectedError("no sum of products")
    known = {a: is_symmetric(a, hypotheses) for h in hypotheses if (a := semidefinite_in(h)) is not None}

    def weak(scalar: Term) -> bool:
        return tables.proves(hypotheses, Apply("le", ZERO, scalar))

    def strict(scalar: Term) -> bool:
        return tables.proves(hypotheses, Apply("lt", ZERO, scalar))

    if head_of(node.conclusion.goal) == "le":
        require(is_nonnegative(value, known, weak), "no sum of squares")
    else:
        nonzero = frozenset(v for h in hypotheses if (v := nonzero_in(h)) is not None)
        require(is_positive(value, known, nonzero, weak, strict), "no positive sum of squares")
    return "exact"


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
