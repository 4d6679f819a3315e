"""Sums of inverse tangents, by products of complex numbers with these arguments."""

from fractions import Fraction
from math import lcm
from typing import Final

from derive.algebra.balls import truth
from derive.algebra.facts_polynomials import expanded
from derive.core.effort import Effort
from derive.core.term import PI, Apply, Number, Term, add, multiply, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, leaf, relation, require
from derive.prove.tables import Tables

MOST_FACTORS: Final = 400
PRECISION: Final = 128
Gauss = tuple[Fraction, Fraction]


def angles(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a = b``, where ``m (a - b) = sum c_i atan q_i + p pi`` with integers m, c_i, p.

    The q_i are rational; the product of the ``(1 + i q_i)^c_i`` is a real number with the sign of
    ``(-1)^p``, so that the sum is a multiple of 2 pi, and balls show that it lies between -1 and 1.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    require(vanishes(subtract(left, right), tables.effort), "another angle")
    return "exact"


def vanishes(gap: Term, effort: Effort) -> bool:
    """Whether a rational combination of inverse tangents of rationals and of pi is shown to be 0."""
    form = _combination(gap)
    if form is None or len(form) < 2 or not all(atom is PI or _slope(atom) is not None for atom in form):
        return False
    scale = lcm(*(c.denominator for c in form.values()))
    whole = {atom: int(c * scale) for atom, c in form.items()}
    turns = whole.pop(PI, 0)
    if sum(map(abs, whole.values())) > MOST_FACTORS:
        return False
    product: Gauss = (Fraction(1), Fraction(0))
    for atom, times in whole.items():
        slope = _slope(atom) or Fraction(0)
        for _ in range(abs(times)):
            effort.charge(4 + product[0].numerator.bit_length() // 32)
            product = _times(product, slope if times > 0 else -slope)
    if product[1] != 0 or (product[0] > 0) is not (turns % 2 == 0):
        return False
    total = add(multiply(Number(turns), PI), *(multiply(Number(c), atom) for atom, c in whole.items()))
    near = Apply("and", Apply("lt", Number(-1), total), Apply("lt", total, Number(1)))
    return truth(near, {}, PRECISION) is True


def _combination(gap: Term) -> dict[Term, Fraction] | None:
    """The rational coefficients of atoms, None for other terms."""
    found: dict[Term, Fraction] = {}
    for monomial, coefficient in expanded(gap).items():
        if len(monomial) != 1 or monomial[0][1] != 1:
            return None
        found[monomial[0][0]] = Fraction(int(coefficient.p), int(coefficient.q))
    return found


def _slope(atom: Term) -> Fraction | None:
    if not isinstance(atom, Apply) or atom.head != "atan" or not isinstance(atom.children[0], Number):
        return None
    return atom.children[0].value


def _times(number: Gauss, slope: Fraction) -> Gauss:
    a, b = number
    return a - b * slope, b + a * slope


RULES: Final[dict[str, Check]] = {"angles": angles}
