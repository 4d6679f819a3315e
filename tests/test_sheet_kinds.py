"""The kinds of exercises, what is required of answers, random variants, and authors' mistakes."""

from pathlib import Path

import pytest
import sympy

from derive.elaborate.statement import term_of
from derive.sheet.form import Form, head_of
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.sheet.verify import verify

HEAD = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")
K, d, n = dims("K d n")
j = Index(K)

@sheet.define("h(t)")
def h(t=Real()):
    return t * 2

"""


def sheet_of(folder, parameters, body, task=""):
    text = f'{HEAD}\n@sheet.exercise("1")\ndef one({parameters}):\n    r"""{task}"""\n    {body}\n'
    (folder / "sheet.py").write_text(text, encoding="utf-8")
    return read_sheet(folder)


def verdicts(sheet):
    return [f.verdict for f in verify(sheet)]


KINDS = (
    ("x=Real()", "yield compute('d', Derivative(exp(2 * x), x), 2 * exp(2 * x))"),
    ("x=Real(), a=Draw(2, 3)", "yield part('', Eq(Derivative(x**a, x), a * x**(a - 1)))"),
    ("x=Real(), y=Real()", "yield part('', Range(tanh(x), x, Interval.open(-1, 1), y, atanh(y)))"),
    ("x=Real(), y=Real()", "yield part('', Range(exp(x), x, Interval.open(0, oo), y, log(y)))"),
    ("x=Real()", "yield part('', *corner(Abs(x), x, 0, -1, 1))"),
    ("x=Positive()", "yield any_of('a', Eq(sqrt(x**2), x), (Lt(0, x), Eq(Abs(x), x)))"),
)


@pytest.mark.parametrize(("parameters", "body"), KINDS)
def test_a_kind_of_exercise_is_proved(tmp_path, parameters, body):
    assert set(verdicts(sheet_of(tmp_path, parameters, body))) == {"proved"}


NEAR_MISSES = (
    ("x=Real(), y=Real()", "yield part('', Range(tanh(x), x, Interval.open(0, 1), y, atanh(y)))"),
    ("x=Real(), y=Real()", "yield part('', Range(sin(x), x, Interval.open(-1, 1), y, asin(y)))"),
    ("x=Real()", "yield part('', *corner(Abs(x), x, 0, -1, 2))"),
    ("x=Real()", "yield part('', *corner(x**2, x, 0, 0, 0))"),
    ("x=Real()", "yield any_of('a', Eq(x, x), Eq(sqrt(x**2), x))"),
    ("x=Real(), a=Draw(2, 3)", "yield part('', Eq(Derivative(x**a, x), 2 * x))"),
)


@pytest.mark.parametrize(("parameters", "body"), NEAR_MISSES)
def test_a_kind_of_exercise_that_does_not_hold_is_refuted(tmp_path, parameters, body):
    assert "refuted" in verdicts(sheet_of(tmp_path, parameters, body))


def test_the_task_prints_only_the_left_side_of_what_is_to_be_computed(tmp_path):
    body = "yield compute('d', Derivative(sin(x), x), cos(x))"
    (one,) = sheet_of(tmp_path, "x=Real()", body, r"Compute \claim[d].").exercises
    assert "cos" not in one.task
    assert one.task.startswith("Compute $\\frac{d")
    assert one.goals[0].hidden


def test_a_range_is_printed_as_a_set(tmp_path):
    body = "yield part('r', Range(exp(x), x, Interval.open(0, oo), y, log(y)))"
    (one,) = sheet_of(tmp_path, "x=Real(), y=Real()", body, r"Show \claim[r].").exercises
    assert one.task == r"Show $\{ e^{x} : x \in \mathbb{R} \} = (0, \infty)$."


def test_drawn_values_stand_in_task_and_solution(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "1.md").write_text("$$x + {{a}} x = ({{a}} + 1) x$$", encoding="utf-8")
    task = r"Add {{a}} times: \claim[s]"
    sheet = sheet_of(
        tmp_path, "x=Real(), a=Draw(range(2, 5))", "yield part('s', Eq(x + a * x, (a + 1) * x))", task
    )
    (one,) = sheet.exercises
    assert one.variant[0][1] in one.task
    assert len(one.variants) == 3
    assert verdicts(sheet) == ["proved"] * 6


FORMS = (
    (Form(only=("sigmoid",)), r"\sigma(x)(1 - \sigma(x))", None),
    (Form(only=("sigmoid",)), r"\frac{e^{-x}}{(1 + e^{-x})^2}", "sheet.form-only"),
    (Form(only=("sigmoid",)), r"\sigma(x) - \sigma(x)^2", None),
    (Form(without=("derivative",)), r"\frac{d}{dx} e^x", "sheet.form-without"),
    (Form(without=("derivative",)), r"e^x", None),
    (Form(simplified=True), r"2 x + 1", None),
    (Form(simplified=True), r"2 \cdot 3 x", "sheet.form-simplified"),
    (Form(simplified=True), r"x + 0", "sheet.form-simplified"),
    (Form(simplified=True), r"\frac{1}{\frac{1}{x}}", "sheet.form-simplified"),
    (Form(simplified=True, longest=6), r"x + x + x + x + x + x + x", "sheet.form-simplified"),
)


@pytest.mark.parametrize(("form", "answer", "code"), FORMS)
def test_a_form_says_why_an_answer_does_not_have_it(form, answer, code):
    assert form.fault(term_of(answer)) == code


def test_a_form_names_functions_of_sympy_and_operators():
    assert [head_of(o) for o in (sympy.exp, sympy.Derivative, "sigmoid")] == ["exp", "derivative", "sigmoid"]
    with pytest.raises(ValueError, match="nonsense"):
        head_of("nonsense")


@pytest.mark.parametrize(("last", "found"), [("2 e^{2x}", "proved"), ("e^{2x} \\cdot 2 \\cdot 1", "missing")])
def test_a_solution_has_to_reach_an_answer_of_the_required_form(tmp_path, last, found):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "1.md").write_text(f"$$\\frac{{d}}{{dx}} e^{{2x}} = {last}$$", encoding="utf-8")
    body = "yield compute('d', Derivative(exp(2 * x), x), 2 * exp(2 * x), simplified=True)"
    assert verdicts(sheet_of(tmp_path, "x=Real()", body))[-1] == found


def test_an_exercise_is_a_problem_in_sympy(tmp_path):
    body = "return Eq(Derivative(x**2, x), 2 * x)"
    problem = sheet_of(tmp_path, "x=Positive()", body).exercises[0].sympy()
    ((name, x),) = problem.symbols
    assert (name, x.is_positive, len(problem.assumptions)) == ("x", True, 1)
    assert problem.claim.doit() == sympy.true


MISTAKES = (
    ("x=Real()", "return x == x", "collapsed"),
    ("x=Real()", "return S.false", "collapsed to False"),
    ("x=Real()", "Eq(x, x)", "says nothing"),
    ("x=Real()", "yield given(Lt(x, 1))", "says nothing"),
    ("x=Real()", "return part('a', Eq(x, x), marks=-1)", "never negative"),
    ("x=Real()", "raise RecursionError('too deep')", "RecursionError: too deep"),
    ("x=Real(), y=Real()", 'yield plot("p", x * y, over=(x, 0, 1))', "a curve to draw"),
    ("σ=Real(), sigma=Real()", "return Eq(σ, sigma)", "as is another parameter"),
    ("h=Real()", "return Eq(h, h)", "a function of this sheet"),
    ("exp_=Real()", "return Eq(exp_, exp_)", "a standard function"),
    ("e=Real()", "return Eq(e, e)", "a standard function or constant"),
    ("n=Real(), x=Vector(globals()['n'])", "return Eq(n, x[1])", "both a parameter and a dimension"),
    ("x=Vector(K)", "return Eq(x[j], x[j])", "index j stands outside its sum"),
    ("x=Vector(2)", "return Eq(x[3], x[1])", "no entry 3"),
    ("x=Real()", "return Eq(vector(1, 2)[0], x)", "no entry 0"),
    (
        "x=Real(), y=Between(0, 1)",
        "yield part('', Range(tanh(x), x, Interval.open(-1, 1), y, y))",
        "y=Real()",
    ),
    (
        "x=Positive(), y=Real()",
        "yield part('', Range(exp(x), x, Interval.open(0, oo), y, log(y)))",
        "x=Real()",
    ),
    ("a=Draw(range(300))", "return Eq(a, a)", "300 variants"),
    ("x=Real()", "yield compute('d', Derivative(x, x), Derivative(x, x))", "get rid of"),
    ("x=Real()", "yield compute('d', Derivative(x, x), 1, only=['nonsense'])", "nonsense"),
)


@pytest.mark.parametrize(("parameters", "body", "words"), MISTAKES)
def test_an_authors_mistake_is_refused_with_exercise_and_line(tmp_path, parameters, body, words):
    with pytest.raises(SheetError, match=rf"exercise one, line \d+.*{words}"):
        sheet_of(tmp_path, parameters, body)


@pytest.mark.parametrize(
    ("text", "words"), [("x = (", "sheet.py, line 1"), ("\n1 / 0\n", "line 2: ZeroDivision")]
)
def test_a_program_that_does_not_run_is_refused_with_its_line(tmp_path, text, words):
    (tmp_path / "sheet.py").write_text(text, encoding="utf-8")
    with pytest.raises(SheetError, match=words):
        read_sheet(tmp_path)


def test_where_there_is_no_sheet_the_way_to_one_is_named(tmp_path):
    with pytest.raises(SheetError, match="derive new-sheet"):
        read_sheet(Path(tmp_path))


def test_a_plot_is_a_part_for_a_person_with_the_curves_that_belong_there():
    sheet = read_sheet(Path(__file__).parent.parent / "problems" / "ml-foundations-04")
    [drawn] = [g for e in sheet.exercises if e.label == "3c" for g in e.goals if g.plot]
    assert (drawn.claims, drawn.asked, drawn.plot.low, drawn.plot.high) == ((), False, -3, 4)
    assert [c.latex for c in drawn.plot.curves] == ["h", "h^*", "l"]
    assert all(c.term.symbols == {drawn.plot.variable} for c in drawn.plot.curves)
