"""Quadratic forms that are squares of norms."""

from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.term import ZERO, Apply, Term
from derive.core.verdict import ProofTree, Trust
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


RULES: Final[dict[str, Check]] = {"gram": gram}
