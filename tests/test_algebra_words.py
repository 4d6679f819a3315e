"""Sums of products of arrays: what is equal under known equations, and what must not be."""

import pytest

from derive.algebra.words import equal_as_words
from derive.core.effort import Effort
from derive.core.sort import COMPLEX, Sort
from derive.core.term import Apply, Symbol, add, power
from derive.elaborate.statement import claim_of

SQUARE = r"A, B, Q \in \mathbb{R}^{n \times n}"
VECTORS = r"x, y, z \in \mathbb{R}^n"
EQUAL = [
    ("x^TAx = 0", SQUARE, VECTORS, "A^T = -A"),
    ("x^TAy = y^TAx", SQUARE, VECTORS, "A^T = A"),
    (r"\|Qx\|^2 = \|x\|^2", SQUARE, VECTORS, "Q^TQ = I"),
    ("x^Tx = 1", VECTORS, r"\|x\| = 1"),
    ("A^{-1}Ax = x", SQUARE, VECTORS),
    ("(AB)^{-1} = B^{-1}A^{-1}", SQUARE),
    ("(A^T)^{-1} = (A^{-1})^T", SQUARE),
    ("(A+B)^2 = A^2 + AB + BA + B^2", SQUARE),
    (r"\|x+y\|^2 = \|x\|^2 + 2x^Ty + \|y\|^2", VECTORS),
    ("(xy^T)z = (y^Tz)x", VECTORS),
    ("P^2 = P", r"P \in \mathbb{R}^{n \times n}", r"A \in \mathbb{R}^{n \times k}", "P = A(A^TA)^{-1}A^T"),
]
TRACES = [
    (r"\operatorname{tr}(A^TB) = \operatorname{tr}(AB^T)", SQUARE),
    (r"\operatorname{tr}(ABQ) = \operatorname{tr}(QAB)", SQUARE),
    (r"\operatorname{tr}(ABQ) = \operatorname{tr}(AQB)", SQUARE, "A^T = A", "B^T = B", "Q^T = Q"),
    (r"\operatorname{tr}(AB) = 0", SQUARE, "A^T = A", "B^T = -B"),
    (r"\operatorname{tr}(Q^TAQ) = \operatorname{tr}(A)", SQUARE, "Q^TQ = I"),
    (r"\operatorname{tr}(U(U^TU)^{-1}U^T) = k", r"U \in \mathbb{R}^{n \times k}"),
    (r"(U(U^TU)^{-1}U^T)^T = U(U^TU)^{-1}U^T", r"U \in \mathbb{R}^{n \times k}"),
    ("(A^{-1})^T = -A^{-1}", SQUARE, "A^T = -A"),
    ("BA = I", SQUARE, "AB = I"),
    ("A^{-1}B = BA^{-1}", SQUARE, "AB = BA"),
    ("x = (U^TU)^{-1}U^Ty", r"U \in \mathbb{R}^{n \times k}", r"x \in \mathbb{R}^k", "U^TUx = U^Ty"),
]
OTHER_TRACES = [
    (r"\operatorname{tr}(ABQ) = \operatorname{tr}(AQB)", SQUARE),
    (r"\operatorname{tr}(AB) = 0", SQUARE, "A^T = -A", "B^T = -B"),
    (r"\operatorname{tr}(U(U^TU)^{-1}U^T) = n", r"U \in \mathbb{R}^{n \times k}"),
    (r"\operatorname{tr}(A^2) = \operatorname{tr}(A)^2", SQUARE),
    (r"UU^T = I", r"U \in \mathbb{R}^{n \times k}", "U^TU = I"),
    ("A^{-1}B = B^{-1}A", SQUARE, "AB = BA"),
]
SHAPES = (
    r"A \in \mathbb{R}^{n\times n}",
    r"U, W \in \mathbb{R}^{n\times k}",
    r"C \in \mathbb{R}^{k\times k}",
)
SUMS = [
    ("(A + UCW^T)^{-1} = A^{-1} - A^{-1}U(C^{-1} + W^TA^{-1}U)^{-1}W^TA^{-1}", *SHAPES),
    (r"(A + xy^T)^{-1} = A^{-1} - \frac{A^{-1}xy^TA^{-1}}{1 + y^TA^{-1}x}", SQUARE, VECTORS),
    ("(I + UW^T)^{-1}U = U(I + W^TU)^{-1}", *SHAPES),
    ("(I - A)^{-1}(I + A) = (I + A)(I - A)^{-1}", SQUARE),
    ("x^T(A+B)^{-1}y = y^T(A^T+B^T)^{-1}x", SQUARE, VECTORS),
]
OTHER_SUMS = [
    ("(A + UCW^T)^{-1} = A^{-1} - A^{-1}U(C + W^TA^{-1}U)^{-1}W^TA^{-1}", *SHAPES),
    (r"(A + xy^T)^{-1} = A^{-1} - \frac{A^{-1}xy^TA^{-1}}{1 - y^TA^{-1}x}", SQUARE, VECTORS),
    ("A(A+B)^{-1}B = A(A+B)^{-1}A", SQUARE),
    ("x^T(A+B)^{-1}y = y^T(A+B)^{-1}x", SQUARE, VECTORS),
]
DIFFERENT = [
    ("x^TAx = 0", SQUARE, VECTORS, "A^T = A"),
    ("x^TAy = y^TAx", SQUARE, VECTORS),
    ("x^TAy = 0", SQUARE, VECTORS, "A^T = -A"),
    (r"\|Qx\|^2 = \|x\|^2", SQUARE, VECTORS, "Q^TQ = 2Q"),
    ("QQ^T = Q^TQ", SQUARE),
    ("A^{-1}Bx = x", SQUARE, VECTORS),
    ("(AB)^{-1} = A^{-1}B^{-1}", SQUARE),
    ("(A+B)^{-1} = A^{-1} + B^{-1}", SQUARE),
    ("(A+B)^2 = A^2 + 2AB + B^2", SQUARE),
    (r"\|x+y\|^2 = \|x\|^2 + \|y\|^2", VECTORS),
    ("(xy^T)z = (x^Tz)y", VECTORS),
    ("AB = BA", SQUARE, "A^T = A", "B^T = B"),
]


def are_equal(latex, *given):
    claim = claim_of(latex, given)
    return equal_as_words(claim.left, claim.right, claim.context.propositions, Effort(10**6))


@pytest.mark.parametrize("row", EQUAL + SUMS + TRACES, ids=lambda row: " ".join((row[0], *row[2:])))
def test_one_sum_of_products(row):
    assert are_equal(*row)


@pytest.mark.parametrize(
    "row", DIFFERENT + OTHER_SUMS + OTHER_TRACES, ids=lambda row: " ".join((row[0], *row[2:]))
)
def test_different_sums_of_products(row):
    assert not are_equal(*row)


def test_complex_arrays_and_sides_that_do_not_fit_are_declined():
    z = Symbol("z", Sort(COMPLEX.field, (Symbol("n", COMPLEX),)))
    assert not equal_as_words(power(Apply("norm", z), 2), Apply("inner", z, z), (), Effort(1000))
    x, y = claim_of("x = y", (r"x \in \mathbb{R}^n", r"y \in \mathbb{R}^m")).proposition.children
    assert not equal_as_words(add(x, y), add(y, x), (), Effort(1000))
