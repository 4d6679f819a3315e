"""The programming interface: LaTeX and SymPy in, verdicts out that show themselves."""

import pytest
import sympy
from sympy import (
    Derivative,
    Eq,
    Function,
    Idx,
    IndexedBase,
    Le,
    MatrixSymbol,
    Sum,
    cos,
    exp,
    sin,
    sqrt,
    symbols,
)

import derive
from derive.algebra.sympy_bridge import BridgeError
from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.prove.check import decide

x, y = symbols("x y")
p = symbols("p", positive=True)
n = symbols("n", integer=True, positive=True)
v = IndexedBase("v", shape=(n,))
i = Idx("i")
f = Function("f")
A = MatrixSymbol("A", n, n)


def eq(left, right):
    return Eq(left, right, evaluate=False)


TRUE = (
    (r"\sqrt{x^2} = x", "x > 0"),
    (r"\sqrt{x^2} = x", ("x > 0",)),
    (r"1 + x \le e^x", ()),
    (eq((x + y) ** 2, x**2 + 2 * x * y + y**2), ()),
    (eq(sqrt(x**2), x), x > 0),
    (eq(sin(x) ** 2 + cos(x) ** 2, 1), ()),
    (Le(1 + x, exp(x)), ()),
    (eq(Sum(2 * v[i], (i, 1, n)), 2 * Sum(v[i], (i, 1, n))), ()),
    (eq(Derivative(f(x) ** 2, x), 2 * f(x) * Derivative(f(x), x)), ()),
    (eq(A.T.T, A), ()),
    (eq(sqrt((p + 1) ** 2), p + 1), ()),
)


@pytest.mark.parametrize(("claim", "given"), TRUE, ids=str)
def test_a_claim_in_latex_or_sympy_is_proved(claim, given):
    assert isinstance(derive.prove(claim, given=given), Proved)
    derive.assert_holds(claim, given=given)
    verdicts = derive.check(claim, given=given).verdicts
    assert [type(v) for v in verdicts if v is not None] == [Proved]


FALSE = (
    (r"\sqrt{x^2} = x", ()),
    (eq(sqrt(x**2), x), ()),
    (eq((x + y) ** 2, x**2 + y**2), x > 0),
    (eq(Sum(v[i], (i, 1, n)), n * v[1]), ()),
)


@pytest.mark.parametrize(("claim", "given"), FALSE, ids=str)
def test_a_false_claim_is_refuted_and_fails_an_assertion_with_its_reason(claim, given):
    assert not derive.holds(claim, given=given)
    with pytest.raises(AssertionError, match="the left side is") as failure:
        derive.assert_holds(claim, given=given)
    assert isinstance(failure.value.args[1], Refuted)


def test_two_sides_are_compared():
    derive.assert_equal(r"\sqrt{x^2}", "x", given="x > 0")
    derive.assert_equal(sin(2 * x), 2 * sin(x) * cos(x))
    with pytest.raises(AssertionError, match="refuted"):
        derive.assert_equal(sin(2 * x), 2 * sin(x))


MISUSES = (
    (lambda: derive.prove(True), TypeError, "no claim, but a bool"),
    (lambda: derive.prove(sympy.true), TypeError, "collapsed"),
    (lambda: derive.prove(eq(x, y), given="x = y"), TypeError, "do not mix"),
    (lambda: derive.prove("x = y", given=eq(x, y)), TypeError, "do not mix"),
    (lambda: derive.assert_equal("x", x), TypeError, "do not mix"),
    (lambda: derive.assert_equal("x = 1", "y"), ValueError, "itself a relation"),
    (lambda: derive.prove(eq(IndexedBase("w")[1], x)), ValueError, "needs a shape"),
    (lambda: derive.prove(eq(x, symbols("x", positive=True))), ValueError, "same name"),
    (lambda: derive.prove(r"\frac{x}"), UnreadableError, "syntax"),
    (lambda: derive.check("nowhere.md"), UnreadableError, "no-file"),
    (lambda: derive.prove(eq(sympy.airyai(x), y)), BridgeError, "airyai"),
)


@pytest.mark.parametrize(("call", "kind", "words"), MISUSES)
def test_what_is_no_claim_is_refused(call, kind, words):
    with pytest.raises(kind, match=words):
        call()


def test_a_source_is_a_path_a_text_or_a_formula(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("Let $x > 0$. $$\\sqrt{x^2} = x$$\n", encoding="utf-8")
    for source in (path, str(path), path.read_text("utf-8")):
        verdicts = [v for v in derive.check(source).verdicts if v is not None]
        assert [type(v) for v in verdicts] == [Proved]


def test_what_sympy_does_not_know_is_taken_for_real_and_said_to_be():
    assert derive.prove(eq(x, y)).claim.context.assumed == ("x real", "y real")
    assert derive.prove(eq(p, 1)).claim.context.assumed == ()


def test_verdicts_show_themselves():
    right, wrong = derive.prove(r"x + x = 2x"), derive.prove(r"\sqrt{x^2} = x")
    assert repr(right).startswith("proved: x + x = 2*x\n")
    assert repr(wrong).startswith("refuted: sqrt(x^2) = x\n  For x = -1")
    assert right._repr_latex_() == r"$x + x = 2 x \qquad \text{proved}$"
    assert "#b3261e" in wrong._repr_html_()


def test_markup_in_names_does_not_reach_the_page():
    assert "<i>" not in derive.prove(eq(symbols("<i>x"), 1))._repr_html_()


def test_derivations_show_themselves():
    checked = derive.check("$$x + x = 2 x = 3 x$$")
    assert "1 proved, 1 refuted" in repr(checked)
    assert checked._repr_html_().startswith("<iframe")
    assert checked._repr_latex_().count(r"\text{") == 2


def test_the_package_prove_is_still_a_package():
    assert derive.prove.__name__ == "derive.prove"
    assert derive.prove.check.decide is decide
