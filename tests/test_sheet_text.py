"""Sheets as text: the same model as in Python, and mistakes refused with their place."""

from fractions import Fraction

import pytest

from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet
from derive.sheet.verify import verify

HEAD = "---\ntitle: T\n---\n\nLet $f(t) := t^2$.\n\n"
SHOW = "## 1a Squares (2 marks)\n\nLet $x > 0$. Show that\n\n$$\\sqrt{f(x)} = x$$\n"
SOLUTION = "\n::: solution\n$$\\sqrt{f(x)} = \\sqrt{x^2} = x$$\n:::\n"


def sheet_of(folder, text, head=HEAD):
    (folder / "sheet.md").write_text(head + text, encoding="utf-8")
    return read_sheet(folder)


def verdicts(sheet):
    return [f.verdict for f in verify(sheet)]


def test_a_heading_a_task_and_a_solution_are_an_exercise(tmp_path):
    sheet = sheet_of(tmp_path, SHOW + SOLUTION)
    (one,) = sheet.exercises
    assert (sheet.name, one.label, one.key, one.marks) == (tmp_path.name, "1a", "exercise_1a", 2)
    assert one.task.startswith("**Squares.**")
    assert sheet.introduction == "Let $f(t) := t^2$."
    assert "$$\\sqrt{f(x)} = x$$" in one.task
    assert verdicts(sheet) == ["proved"] * 4


def test_findings_of_a_solution_in_the_sheet_have_its_lines(tmp_path):
    findings = list(verify(sheet_of(tmp_path, SHOW + SOLUTION)))
    lines = (tmp_path / "sheet.md").read_text("utf-8").splitlines()
    assert "x^2" in lines[findings[1].line - 1]


def test_a_function_of_one_exercise_is_unknown_in_the_next(tmp_path):
    task = "## {}\n\nWhere $g(x) := {}$.\n\n$$g(x) = x$$\n\n"
    assert verdicts(sheet_of(tmp_path, task.format(1, "x") + task.format(2, "2 x"))) == ["proved", "refuted"]


def test_what_a_question_speaks_of_is_not_taken_for_granted(tmp_path):
    asked = SHOW.replace("Show", "What is different\nfor $x < 0.5$ or $x < 0$? Show")
    assert verdicts(sheet_of(tmp_path, asked)) == ["proved"]


def test_without_its_assumption_the_claim_is_refuted(tmp_path):
    assert verdicts(sheet_of(tmp_path, SHOW.replace("x > 0", "x \\in \\mathbb{R}"))) == ["refuted"]


def test_the_solution_may_stand_in_a_file(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "1a.md").write_text("$$\\sqrt{f(x)} = x = x + 1$$", encoding="utf-8")
    assert verdicts(sheet_of(tmp_path, SHOW)) == ["proved", "proved", "refuted", "refuted"]


KINDS = """## 1 {#parts}

Let $x > 0$. Show
::: claim root (1 mark)
$$\\sqrt{x^2} = x$$
:::
and compute $\\frac{d}{dx} x^2$.

::: result slope (1,5 marks) {only=exp without=log}
$$\\frac{d}{dx} x^2 = 2x$$
:::
::: milestone "by parts"
$$x^2 = x \\cdot x$$

or

$$x^2 = \\frac{x^3}{x}$$
:::
::: words why (1/2 mark)
- the power rule
:::
"""


def test_every_kind_of_block_is_a_goal(tmp_path):
    (one,) = sheet_of(tmp_path, KINDS).exercises
    found = [(g.name, g.marks, g.asked, g.hidden, len(g.alternatives)) for g in one.goals]
    assert one.key == "parts"
    assert found == [
        ("root", 1, True, False, 0),
        ("slope", Fraction(3, 2), True, True, 0),
        ("by parts", 0, False, False, 1),
        ("why", Fraction(1, 2), False, False, 0),
    ]
    assert one.goals[1].form.without == ("derivative", "log")
    assert one.goals[3].accepted == ("the power rule",)
    assert "2x" not in one.task


def test_a_plot_has_curves_over_a_range(tmp_path):
    text = "## 1\n\nDraw it.\n\n::: plot curves (1 mark) {x=-1.5:2}\n$f(x)$ and $\\frac{x}{2}$\n:::\n"
    ((goal,),) = (e.goals for e in sheet_of(tmp_path, text).exercises)
    assert (goal.marks, goal.plot.low, goal.plot.high) == (1, Fraction(-3, 2), 2)
    assert [c.latex for c in goal.plot.curves] == ["f(x)", "\\frac{x}{2}"]


def test_what_is_to_be_found_is_verified_at_the_values(tmp_path):
    text = "## 1\n\nFind $w \\in \\mathbb{R}^2$ with\n\n$$w_1 < w_2$$\n\n::: find\n$w = (1, %s)$\n:::\n"
    assert verdicts(sheet_of(tmp_path, text % "2")) == ["proved"]
    assert verdicts(sheet_of(tmp_path, text % "1")) == ["refuted"]


DRAWN = """## 1

Show that

$$\\frac{d}{dx} x^{{{a}}} = {{a}} x^{ {{b}} }$$

::: draw
a: 2, 3
b: 1, 2
:::
"""


def test_each_variant_is_verified(tmp_path):
    found = {f.key: f.verdict for f in verify(sheet_of(tmp_path, DRAWN))}
    assert found == {
        "exercise_1[a = 2, b = 1]:1": "proved",
        "exercise_1[a = 2, b = 2]:1": "refuted",
        "exercise_1[a = 3, b = 1]:1": "refuted",
        "exercise_1[a = 3, b = 2]:1": "proved",
    }


def test_a_student_gets_the_same_variant_again_and_students_get_different_ones(tmp_path):
    sheet_of(tmp_path, DRAWN)
    drawn = [read_sheet(tmp_path, f"student-{n}").exercises[0].variant for n in (*range(20), *range(20))]
    assert drawn[:20] == drawn[20:]
    assert len(set(drawn)) == 4


MISTAKES = (
    ("no exercise", "begin each with a heading"),
    ("## 1\n\n::: hint\nx\n:::\n", "exercise exercise_1, line 9.*none of"),
    ("## 1\n\n::: claim\n$$x = x$$\n", "line 9.*not closed"),
    ("## 1\n\n::: claim\nnothing\n:::\n", "line 10.*no claim"),
    ("## 1\n\n::: claim\n\n$$x = \\frac{1}{$$\n:::\n", "line 11.*cannot be read"),
    ("## 1 (3 marks)\n\n::: claim a (2 marks)\n$$x = x$$\n:::\n", "parts are worth 2 marks, the exercise 3"),
    ("## 1\n\n$$x = x$$\n\n::: find\nwords\n:::\n", "gives values"),
    ("## 1\n\n$$x = x$$\n\n::: find\n$y = 1$\n:::\n", "gives values"),
    ("## 1\n\n$$x = x$$\n\n## 1\n\n$$x = x$$\n", "line 11: two exercises.*line 7"),
    ("## 1\n\n::: plot\n$x$\n:::\n", "names its curves"),
    ("## 1\n\n::: plot {x=0:1}\n$x + y$\n:::\n", "variable"),
    ("## 1\n\n::: result {only=nonsense}\n$$x = x$$\n:::\n", "not a function or operator"),
    ("## 1\n\n::: result {only=log}\n$$\\exp(x) = e^x$$\n:::\n", "contains what the task asks"),
)


@pytest.mark.parametrize(("text", "words"), MISTAKES)
def test_an_authors_mistake_is_refused_with_exercise_and_line(tmp_path, text, words):
    with pytest.raises(SheetError, match=words):
        sheet_of(tmp_path, text)


def test_an_exercise_as_text_is_a_problem_in_sympy(tmp_path):
    import sympy

    problem = sheet_of(tmp_path, SHOW).exercises[0].sympy()
    x = dict(problem.symbols)["x"]
    assert x.is_positive
    assert sympy.simplify(problem.claim) == sympy.true
