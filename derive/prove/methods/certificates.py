"""Polynomial inequalities as sums of squares times what is known to be positive, found by a linear program.

The gap is sought as a combination, with factors that are not negative, of products of known
inequalities, squares of monomials, and squares of differences and sums of two monomials.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice
from typing import Any, Final

from flint import fmpq

from derive.algebra.facts import NEGATIVE
from derive.algebra.facts_hypotheses import stated
from derive.algebra.facts_linear import combined
from derive.algebra.facts_polynomials import UNIT, Monomial, Polynomial, expanded, merged, product
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import TWO, ZERO, Apply, Number, Term, add, multiply, negative, power, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import gap_of, positive_part
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_ATOMS: Final = 5
MOST_MONOMIALS: Final = 24
MOST_DEGREE: Final = 6
MOST_HALVES: Final = 14
FEW_HALVES: Final = 4
MOST_COLUMNS: Final = 130
MOST_KNOWN: Final = 6
COST_OF_A_COLUMN: Final = 60

Column = tuple[Polynomial, Term]


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A combination of columns that is the numerator of the gap."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right):
        return None
    head = head_of(sequent.goal)
    facts = prover.tables.facts(sequent.hypotheses)
    factor, rest = positive_part(gap_of(sequent, prover), facts)
    wanted = expanded(rest)
    if not _is_moderate(wanted):
        return None
    certificate = None
    for degree in (0, 1):
        certificate = certificate or _certificate(wanted, degree, sequent, effort, prover)
    if certificate is None:
        return Declined("prove.no-certificate")
    goal = Sequent(sequent.hypotheses, Apply(head, ZERO, certificate))
    equality = Apply("eq", subtract(right, left), multiply(factor, certificate))
    if not prover.tables.proves(sequent.hypotheses, goal.goal):
        return Declined("prove.no-certificate")
    if prover.tables.equal(*_sides(equality), sequent.hypotheses) is None:
        return None
    same = axiom("normal-form", Sequent(sequent.hypotheses, equality))
    return inference("multiple", sequent, same, axiom("fact", goal), arguments=(factor,))


def _certificate(
    wanted: Polynomial, extra: int, sequent: Sequent, effort: Effort, prover: Prover
) -> Term | None:
    """A combination of columns of at most the degree of the gap and something extra."""
    degree = extra + max(_degree(m) for m in wanted)
    columns = list(islice(_columns(wanted, degree, sequent, prover), MOST_COLUMNS))
    effort.charge(COST_OF_A_COLUMN * (len(columns) + len(wanted)))
    found = combined(wanted, [form for form, _ in columns])
    parts = [multiply(_number(c), columns[k][1]) for k, c in found or ()]
    return add(*parts) if parts else None


def _sides(equality: Apply) -> tuple[Term, Term]:
    return equality.children[0], equality.children[1]


def _is_moderate(polynomial: Polynomial) -> bool:
    atoms = {b for m in polynomial for b, _ in m}
    if not 0 < len(atoms) <= MOST_ATOMS or not 1 < len(polynomial) <= MOST_MONOMIALS:
        return False
    exponents = [e for m in polynomial for _, e in m]
    return all(isinstance(e, int) and 0 < e <= MOST_DEGREE for e in exponents)


def _number(value: Any) -> Number:
    return Number(Fraction(int(value.p), int(value.q)))


def _columns(wanted: Polynomial, degree: int, sequent: Sequent, prover: Prover) -> Iterator[Column]:
    """Polynomials that are not negative, with terms that show it."""
    known = list(_known(wanted, sequent, prover))[:MOST_KNOWN]
    yield {UNIT: fmpq(1)}, Number(1)
    for count in (1, 2, 3):
        for chosen in combinations_with_replacement(known, count):
            form, term = _product(chosen)
            if max(map(_degree, form), default=0) <= degree:
                yield form, term
    halves = _halves(wanted, degree)
    squares = [*_squares(halves)]
    yield from squares
    yield from _squares_of_three(halves) if len(halves) <= FEW_HALVES else ()
    for form, term in known:
        for square, shown in squares:
            if _degree_of(form) + _degree_of(square) <= degree:
                yield product(form, square), multiply(term, shown)
    for (first, a), (second, b) in combinations(known, 2):
        both = product(first, second)
        for square, shown in squares:
            if _degree_of(both) + _degree_of(square) <= degree:
                yield product(both, square), multiply(a, b, shown)


def _degree(monomial: Monomial) -> int:
    return sum(int(e) for _, e in monomial)


def _degree_of(form: Polynomial) -> int:
    return max(map(_degree, form), default=0)


def _product(chosen: tuple[Column, ...]) -> Column:
    form: Polynomial = {UNIT: fmpq(1)}
    for factor, _ in chosen:
        form = product(form, factor)
    return form, multiply(*(term for _, term in chosen))


def _known(wanted: Polynomial, sequent: Sequent, prover: Prover) -> Iterator[Column]:
    """What hypotheses say is not negative: atoms of the gap, and differences of their sides."""
    facts = prover.tables.facts(sequent.hypotheses)
    atoms = sorted({b for m in wanted for b, _ in m}, key=lambda t: t.digest)
    for atom in atoms:
        if not facts.sign(atom) & NEGATIVE:
            yield {((atom, 1),): fmpq(1)}, atom
    for hypothesis in sequent.hypotheses:
        for relation in stated(hypothesis):
            if (
                isinstance(relation, Apply)
                and relation.head in {"lt", "le", "eq"}
                and not shape_of(relation.children[0])
            ):
                gap = subtract(relation.children[1], relation.children[0])
                form = expanded(canonical(gap, facts, prover.tables.effort))
                inside = {b for m in form for b, _ in m}
                if len(form) > 1 and inside <= set(atoms) and _is_whole(form):
                    yield form, gap
                    if relation.head == "eq":
                        yield {m: -c for m, c in form.items()}, negative(gap)


def _is_whole(form: Polynomial) -> bool:
    return all(isinstance(e, int) and e > 0 for m in form for _, e in m)


def _halves(wanted: Polynomial, degree: int) -> list[Monomial]:
    """Monomials of at most half the degree, with at most half of each exponent, those of the gap first."""
    largest: dict[Term, int] = {}
    for monomial in wanted:
        for base, exponent in monomial:
            largest[base] = max(largest.get(base, 0), int(exponent))
    lowest = min(map(_degree, wanted))
    found: list[Monomial] = [UNIT]
    for base in sorted(largest, key=lambda t: t.digest):
        powers = [((base, k),) if k else UNIT for k in range((largest[base] + 1) // 2 + 1)]
        found = [merged(m, p) for m in found for p in powers if 2 * (_degree(m) + _degree(p)) <= degree]
    return [m for m in dict.fromkeys(found) if 2 * _degree(m) >= lowest - 3][:MOST_HALVES]


def _squares(halves: list[Monomial]) -> Iterator[Column]:
    for half in halves:
        if half:
            yield {merged(half, half): fmpq(1)}, power(term_of({half: fmpq(1)}), TWO)
    for first, second in combinations(halves, 2):
        for sign in (-1, 1):
            root: Polynomial = {first: fmpq(1), second: fmpq(sign)}
            yield product(root, root), power(term_of(root), TWO)


def _squares_of_three(halves: list[Monomial]) -> Iterator[Column]:
    for first, second, third in combinations(halves, 3):
        for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            root: Polynomial = {first: fmpq(1), second: fmpq(a), third: fmpq(b)}
            yield product(root, root), power(term_of(root), TWO)


METHOD = Method(
    name="certificates",
    rank=46,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (
            r"\frac{a}{b+c} + \frac{b}{c+a} + \frac{c}{a+b} \ge \frac{3}{2}",
            *("a > 0", "b > 0", "c > 0"),
        ),
        (r"(a+b)(b+c)(c+a) \ge 8abc", "a > 0", "b > 0", "c > 0"),
        (r"x + y \le 1 + x y", r"x \in [0, 1]", r"y \in [0, 1]"),
    ),
    declines=examples(
        (r"\frac{a}{b+c} + \frac{b}{c+a} + \frac{c}{a+b} > \frac{3}{2}", "a > 0", "b > 0", "c > 0"),
        (r"(a+b)(b+c)(c+a) \ge 8abc",),
        (r"x + y \le 1 + x y", r"x \in [0, 1]"),
    ),
)
