"""Sheets: SymPy problems as functions become claims, and authors' mistakes are named."""

from pathlib import Path

import pytest

from derive.core.term import subterms
from derive.prove.check import decide
from derive.sheet.body import written
from derive.sheet.lock import lost, read_lock, text_of
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.sheet.verify import Finding, answered, verify

PROBLEMS = Path(__file__).parents[1] / "problems"
HEAD = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")
K, d = dims("K d")
j = Index(K)
"""


def sheet_of(folder, body):
    (folder / "sheet.py").write_text(HEAD + body, encoding="utf-8")
    return read_sheet(folder)


def exercise(folder, parameters, body, head='@sheet.exercise("1")'):
    text = f'\n{head}\ndef one({parameters}):\n    r"""Show \\claim."""\n    {body}\n'
    return sheet_of(folder, text).exercises[0]


CLAIMS = (
    ("x=Real()", "return Eq(Derivative(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x)))"),
    ("x=Positive()", "return Eq(sqrt(x**2), x)"),
    ("σ=Vector(K), i=Index(K)", "return Eq(Derivative(lse(σ), σ[i]), softmax(σ)[i])"),
    ("W=Matrix(d, d), x=Vector(d), m=Index(d)", "return Eq(Derivative((W * x)[m], x[m]), W[m, m])"),
    ("w=Vector(d), x=Vector(d), i=Index(d)", "return Eq(Derivative(w.T * x, x[i]), w[i])"),
    ("λ=Positive(), σ=Vector(K)", "return Eq(Limit(lse(σ, λ), λ, oo), largest(σ))"),
    ("f=Function(), x=Real()", "return Eq(Derivative(f(x)**2, x), 2 * f(x) * Derivative(f(x), x))"),
    ("y=Between(-1, 1)", "return Lt(y**2, 1)"),
    ("y=NonNegative()", "return Eq(Abs(y), y)"),
    ("x=Real(), y=Real()", "yield given(Le(x, y)); yield part('', Eq(Max(x, y), y))"),
    ("x=Real(), a=Real()", "return different(a * x, x)"),
    ("λ=Real()", "return Eq(softmax(vector(1, 2), λ)[1], softmax(vector(11, 12), λ)[1])"),
)


@pytest.mark.parametrize(("parameters", "body"), CLAIMS)
def test_a_sympy_problem_is_proved(tmp_path, parameters, body):
    (goal,) = exercise(tmp_path, parameters, body).goals
    assert [type(decide(c)).__name__ for c in goal.claims] == ["Proved"]


@pytest.mark.parametrize(("answer", "verdict"), [((-1, 1), "proved"), ((1, 1), "refuted")])
def test_what_is_to_be_found_is_verified_at_the_answer(tmp_path, answer, verdict):
    body = f"""
@sheet.exercise("1")
def one(w=Find(Vector(2), answer={answer})):
    return Lt(w.T * vector(3, 1), 0)
"""
    assert [f.verdict for f in verify(sheet_of(tmp_path, body))] == [verdict]


def test_a_function_of_the_sheet_is_known_in_its_solutions(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "1.md").write_text("$$h(2) = 2 h(1) = 4$$\n", encoding="utf-8")
    body = """
@sheet.define("h(t)")
def h(t=Real()):
    return t * 2

@sheet.exercise("1")
def one(x=Real()):
    return Eq(h(x), 2 * x)
"""
    assert {f.verdict for f in verify(sheet_of(tmp_path, body))} == {"proved"}


def test_a_problem_reaches_us_as_it_was_written(tmp_path):
    (goal,) = exercise(tmp_path, "x=Real()", "return Eq(x / x, 1)").goals
    assert any(getattr(t, "head", "") == "power" for t in subterms(goal.claims[0].left))


MISTAKES = (
    ("x=Real()", "return x == x", "collapsed"),
    ("x=Real()", "return Eq(x, Symbol('y'))", "not declared"),
    ("x", "return Eq(x, x)", "needs a declaration"),
    ("x=Real()", "return Eq(x, undefined)", "undefined"),
    ("x=Real()", "return part('a', Eq(x, x)), part('b', Eq(x, x))", "names a part"),
)


@pytest.mark.parametrize(("parameters", "body", "words"), MISTAKES)
def test_an_authors_mistake_is_refused_with_exercise_and_line(tmp_path, parameters, body, words):
    with pytest.raises(SheetError, match=rf"exercise one, line \d+.*{words}"):
        exercise(tmp_path, parameters, body)


def test_marks_that_do_not_add_up_are_refused(tmp_path):
    with pytest.raises(SheetError, match="marks"):
        exercise(tmp_path, "x=Real()", "return part('', Eq(x, x), marks=1)", '@sheet.exercise("1", marks=3)')


def test_two_exercises_of_one_name_are_refused(tmp_path):
    one = '\n@sheet.exercise("1")\ndef one(x=Real()):\n    return Eq(x, x)\n'
    with pytest.raises(SheetError, match="two exercises"):
        sheet_of(tmp_path, one + one)


def test_the_claim_is_printed_in_the_task(tmp_path):
    assert exercise(tmp_path, "x=Real()", "return Eq(exp(x) * exp(-x), 1)").task == "Show $e^{x} e^{-x} = 1$."


@pytest.mark.parametrize(("name", "latex"), [("σ", r"\sigma"), ("lambda_", r"\lambda"), ("x", "x")])
def test_names_render_by_their_spelling(name, latex):
    assert written(name) == latex


def test_a_solution_is_checked_in_the_context_of_its_exercise(tmp_path):
    (tmp_path / "one.md").write_text("$$\\sqrt{x^2} = x = x + 1$$\n", encoding="utf-8")
    sheet = sheet_of(
        tmp_path,
        '\n@sheet.exercise("1", solution="one.md")\ndef one(x=Positive()):\n    return Eq(sqrt(x**2), x)\n',
    )
    assert [f.verdict for f in verify(sheet)] == ["proved", "proved", "refuted", "refuted"]


def test_what_was_proved_before_and_is_no_longer_is_named(tmp_path):
    (tmp_path / "sheet.lock").write_text(
        text_of([Finding("a:1", "proved", "m", ("x > 0",)), Finding("b", "proved")])
    )
    assert lost(read_lock(tmp_path), [Finding("b", "proved"), Finding("a:1", "supported")]) == ("a:1",)


@pytest.mark.parametrize("name", ["ml-physics-05", "softmax-04"])
def test_nothing_of_a_shipped_sheet_is_lost(name):
    folder = PROBLEMS / name
    assert lost(read_lock(folder), list(verify(read_sheet(folder)))) == ()


@pytest.mark.parametrize("folder", sorted(PROBLEMS.glob("*/sheet.py")), ids=lambda f: f.parent.name)
def test_every_problem_of_a_shipped_sheet_has_a_locked_solution(folder):
    sheet = read_sheet(folder)
    locked = read_lock(folder.parent)
    solved = {key.split("/")[0] for key in locked if "/solution:" in key}
    assert {e.key for e in sheet.exercises if any(g.claims for g in e.goals)} <= solved


def test_the_labels_of_the_sheet_decide_which_values_are_right():
    first, second = (read_sheet(PROBLEMS / name) for name in ("ml-physics-05", "ml-physics-05-b"))
    asked = {s.name: next(e for e in s.exercises if e.label == "1c") for s in (first, second)}
    for name, exercise in asked.items():
        for other, answering in asked.items():
            claims = [c for g in exercise.goals for c in g.claims]
            verdicts = {type(decide(answered(c, answering.answers))).__name__ for c in claims}
            assert verdicts == {"Proved" if name == other else "Refuted"}
