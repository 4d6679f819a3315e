"""Plain expressions are computed step by step, and give what the closures give."""

from fractions import Fraction
from itertools import product

import flint
import pytest
from flint import fmpq
from oracle.rows import rows

from derive.algebra.balls import assignment_of, sides
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Compiler, Scope
from derive.algebra.balls_tape import tape
from derive.algebra.balls_truth import equal
from derive.core.source import UnreadableError
from derive.core.term import Number
from derive.core.verdict import Assignment
from derive.elaborate.statement import claim_of
from derive.prove.observe import is_plain

VALUES = (*map(Number, (0, 1, -1, 2)), Number(Fraction(3, 7)))

WRITTEN = (
    r"\frac{x}{x} = \frac{y}{x}",
    r"\frac{1}{x} + \log y = \log y",
    r"\sqrt{x} + \frac{1}{y} = \frac{1}{y} - \sqrt{x}",
    r"x^0 = \frac{x}{y}",
    r"(\log x)^0 = y",
    r"x^y = y^x",
    r"x^{-3} \sqrt[3]{y} = x^{3/2} \sqrt[4]{y}",
    r"|x| + \arctan y = \sin x - y - \pi",
    r"\frac{d}{dx} \sqrt{x} = \frac{1}{2\sqrt{x}}",
    r"\frac{d}{dx} |x| = y",
    r"\frac{d}{dx} \frac{d}{dx} \frac{y}{x} = 2 y x^{-3}",
    r"\frac{d}{dx} x^y = y x^{y-1}",
    r"\tan x + \operatorname{relu}(y) = e^{x - y}",
    r"\sigma(x) < \frac{1}{y}",
    r"\exp(\exp(\exp(\exp(x + 4)))) = y",
    r"\arcsin(x) + \frac{1}{y - 1} = \log(1 - y)",
)


def by_closures(relation, values):
    compiler = Compiler(relation)
    found = []
    scope = Scope(values)
    for code in map(compiler.value, relation.children):
        try:
            value = code(scope)
        except Undefined:
            found.append((False, None))
        except (Indeterminate, OverflowError):
            found.append((None, None))
        else:
            finite = type(value) is fmpq or value.is_finite()
            found.append((True, value) if finite else (None, None))
    return found


def same(first, second):
    """Whether both say that there is a value, and the values are not certainly different."""
    return first[0] is second[0] and (first[1] is None or equal(first[1], second[1]) is not False)


def agree(claim):
    symbols = claim.context.symbols
    for chosen in list(product(VALUES, repeat=len(symbols)))[: 4 ** min(len(symbols), 3)]:
        values = assignment_of(Assignment(tuple(zip(symbols, chosen, strict=True))))
        seen = sides(claim.proposition, values)
        flint.ctx.prec = 64
        other = by_closures(claim.proposition, values)
        assert all(map(same, seen, other)), (chosen, seen, other)


@pytest.mark.parametrize("latex", WRITTEN)
def test_steps_give_what_closures_give(latex):
    """Also where a side has no value, and where both fail at what they have in common."""
    agree(claim_of(latex))


def test_steps_give_what_closures_give_on_the_corpus():
    """Every plain identity of the corpus in few symbols, at points with zeros and negative numbers."""
    plain = 0
    for row in list(rows("identities"))[::9]:
        try:
            claim = claim_of(row.latex, row.given)
        except UnreadableError:
            continue
        if len(claim.context.symbols) <= 3 and is_plain(claim.proposition):
            plain += 1
            agree(claim)
    assert plain > 50


@pytest.mark.parametrize(
    ("latex", "given", "expected"),
    [
        ("x + y = y + x", (), True),
        (r"\frac{d}{dx} x^2 < 2x", (), True),
        (r"\sum_{k=1}^{3} k x = 6x", (), False),
        (r"\int_0^1 x t dt = x/2", (), False),
        (r"\lim_{t \to 0} t x = 0", (), False),
        ("x + y = 2", ("x \\in \\mathbb{R}^2", "y \\in \\mathbb{R}^2"), False),
        ("x + n = n + x", ("n \\in \\mathbb{Z}",), False),
        (r"x \in [0, 1]", (), False),
        (r"\max(x, y) = x", (), False),
        ("x = \\infty", (), False),
    ],
)
def test_what_is_plain(latex, given, expected):
    """Only relations between expressions whose parts are all numbers, whatever the values."""
    assert is_plain(claim_of(latex, given).proposition) is expected


def test_a_step_is_written_once():
    """What occurs on both sides is computed once."""
    relation = claim_of(r"e^x + \frac{1}{e^x} = \frac{1}{e^x} + e^x").proposition
    steps = tape(relation)
    assert steps is not None
    assert [len(part) for part in steps.parts] == [3, 1]
