"""Integers: order without gaps, and remainders of polynomials."""

from itertools import product
from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.core.term import ONE, Apply, Number, Term, add, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, RejectedError, argument, discharged, follows, real, relation, require
from derive.prove.tables import Tables
from derive.theory.shorthand import integral

MOST_CASES: Final = 2_000
LARGEST_MODULUS: Final = 100


def without_gaps(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a < b + 1``: ``H |- a <= b``, where H implies that a and b are integers."""
    left, right = relation(node.conclusion.goal, "le")
    real(left, right)
    discharged(node, tables, (integral(left), integral(right)))
    follows(node, 0, Apply("lt", left, add(right, ONE)))
    return "exact"


def remainders(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- G[v for t]`` for each v: ``H |- G``, t the remainder of a polynomial p modulo m.

    p has integer coefficients, H implies that what it is a polynomial in are integers; m is a positive
    number; the v are the remainders that p has where those integers run through 0, .., m - 1.
    Argument: t.
    """
    term = argument(node)
    tables.effort.charge(node.conclusion.goal.size)
    values, atoms = residues(term)
    discharged(node, tables, map(integral, atoms))
    require(bool(values) and len(node.premises) == len(values), "other remainders")
    tables.effort.charge(2 * len(values))
    require(not any(s.is_bound for s in term.symbols), "a loose variable")
    for position, value in enumerate(values):
        follows(node, position, replace(node.conclusion.goal, {term: value}))
    return "exact"


def residues(term: Term) -> tuple[list[Number], list[Term]]:
    """The remainders that a polynomial may have, ascending, and what it is a polynomial in.

    Raises:
        RejectedError: the term is no remainder of such a polynomial, or there are too many cases.
    """
    if not isinstance(term, Apply) or term.head != "mod" or not isinstance(term.children[1], Number):
        raise RejectedError("no remainder")
    modulus = term.children[1].value
    require(modulus.denominator == 1 and 0 < modulus <= LARGEST_MODULUS, "another modulus")
    polynomial = expanded(term.children[0])
    atoms = sorted({base for monomial in polynomial for base, _ in monomial}, key=lambda t: t.digest)
    require(all(isinstance(e, int) and e > 0 for m in polynomial for _, e in m), "no polynomial")
    require(all(c.q == 1 for c in polynomial.values()), "a coefficient is no integer")
    require(int(modulus) ** len(atoms) <= MOST_CASES, "too many cases")
    cases = product(range(int(modulus)), repeat=len(atoms))
    found = {_value(polynomial, dict(zip(atoms, case, strict=True)), int(modulus)) for case in cases}
    return [Number(v) for v in sorted(found)], atoms


def _value(polynomial: Polynomial, point: dict[Term, int], modulus: int) -> int:
    total = 0
    for monomial, coefficient in polynomial.items():
        value = int(coefficient.p)
        for base, exponent in monomial:
            value = value * pow(point[base], int(exponent), modulus) % modulus
        total += value
    return total % modulus


RULES: Final[dict[str, Check]] = {"without-gaps": without_gaps, "remainders": remainders}
