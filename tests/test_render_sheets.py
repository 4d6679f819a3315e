"""Printed sheets: what each kind shows and keeps back, in every layout; what authors write stays text."""

import re
import shutil
import subprocess
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from test_render_inert import ATTRIBUTES, ELEMENTS, outline

from derive.cli.main import main
from derive.registry import load, names
from derive.render.drawing import drawing, ticks
from derive.render.formulas import display
from derive.render.latex import mathematics, running, text
from derive.render.layout import Layout
from derive.render.report import Inline, Passage
from derive.render.sheet import KINDS, sheet_view
from derive.render.sheet_tex import source_of
from derive.sheet.read import read_sheet
from derive.syntax.parser import parse

PROBLEMS = Path(__file__).parent.parent / "problems"
SHEETS = sorted(p.parent.name for p in PROBLEMS.glob("*/sheet.*") if p.suffix in (".py", ".md"))
LAYOUTS = "derive.render.layouts"
DRAWN = {"svg", "path", "text", "rect", "circle", "figure", "figcaption", "h4"}
DRAWN_ATTRIBUTES = {
    *("viewbox", "d", "x", "y", "cx", "cy", "r", "text-anchor", "height", "colspan"),
}
SMALL = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title={title!r})

@sheet.exercise("1", marks=2)
def one(x=Real()):
    r\"\"\"{task} \\claim.\"\"\"
    return Eq((x + 1)**2, x**2 + 2*x + 1)
"""


@cache
def view(name, kind):
    return sheet_view(read_sheet(PROBLEMS / name), kind)


def rendered(found, layout):
    return load(LAYOUTS, layout, "LAYOUT", Layout).render(found)


def small(folder, task="Show that", title="A sheet", solution="$$(x+1)^2 = x^2 + 2x + 1$$\n"):
    (folder / "solutions").mkdir()
    (folder / "sheet.py").write_text(SMALL.format(title=title, task=task), encoding="utf-8")
    (folder / "solutions" / "1.md").write_text(solution, encoding="utf-8")
    return read_sheet(folder)


def test_there_is_a_layout_for_each_promised_format():
    assert set(names(LAYOUTS)) == {"html", "tex", "pdf", "md"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SHEETS)
def test_pages_are_small_self_contained_and_made_of_known_elements(name, kind):
    page = rendered(view(name, kind), "html").decode()
    assert len(page.encode()) < 300_000
    found = outline(page)
    assert set(found.elements) <= ELEMENTS | DRAWN
    assert {a for a, _ in found.attributes} <= ATTRIBUTES | DRAWN_ATTRIBUTES
    assert "http:" not in page
    assert "https:" not in page


@pytest.mark.parametrize("name", SHEETS)
def test_an_exercise_sheet_gives_nothing_away(name):
    found = view(name, "exercises")
    assert all(not (e.goals or e.solution or e.drawings or e.mistakes or e.kernel) for e in found.exercises)


@pytest.mark.parametrize("name", SHEETS)
def test_every_step_of_every_solution_carries_a_tick(name):
    found = view(name, "solutions")
    shown = [
        document.steps[i].finding.verdict
        for e in found.exercises
        if (document := e.solution)
        for p in e.solution.passages
        if p.display
        for i in p.steps
        if document.steps[i].finding
    ]
    page = rendered(found, "html").decode()
    assert page.count('<b role="img"') == shown.count("proved")


def test_a_wrong_solution_is_not_given_a_tick(tmp_path):
    found = sheet_view(small(tmp_path, solution="$$(x+1)^2 = x^2 + 1$$\n"), "solutions")
    page = rendered(found, "html").decode()
    assert '<b role="img"' not in page
    assert "refuted" in page
    assert r"\tick" not in source_of(found).decode().split(r"\begin{document}")[1]


def test_the_guide_shows_milestones_marks_answers_and_what_a_person_marks():
    page = rendered(view("ml-physics-05", "marking"), "html").decode()
    shown = " ".join("".join(outline(page).texts).split())
    for words in ("milestone", "asked for", "For example", "Any admissible values", "a person marks this"):
        assert words in shown


def test_the_guide_lists_the_mistakes_of_submissions(tmp_path, capsys):
    small(tmp_path)
    wrong = tmp_path / "a.md"
    wrong.write_text("## 1\n\nLet $x \\in \\mathbb{R}$.\n\n$$(x+1)^2 = x^2 + 3x + 1$$\n", encoding="utf-8")
    assert main(["render", str(tmp_path), "--kind", "marking", "--format", "md", "--seen", str(wrong)]) == 0
    shown = capsys.readouterr().out
    assert "Mistakes seen" in shown
    assert "3" in shown.split("Mistakes seen")[1]


@pytest.mark.parametrize("name", ["softmax-04", "ml-physics-05"])
def test_markdown_of_a_sheet_can_be_read_again(name, tmp_path):
    path = tmp_path / "sheet.md"
    path.write_bytes(rendered(view(name, "solutions"), "md"))
    assert main(["check", str(path), "--format", "concise"]) in (0, 1)
    formulas = path.read_text(encoding="utf-8").split("$$")[1::2]
    assert len(formulas) >= 4
    assert all(parse(latex).rows for latex in formulas)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("100% & more_", r"100\% \& more\_"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
        ("a$b$^c~", r"a\$b\$\textasciicircum{}c\textasciitilde{}"),
        ("für α", r"für \ensuremath{\alpha}"),
        ("\u202e\x00字", "\ufffd\ufffd字".replace("\ufffd", "[U+FFFD]").replace("字", "[U+5B57]")),
    ],
)
def test_text_in_latex_prints_as_itself(written, printed):
    assert text(written) == printed


@pytest.mark.parametrize(
    "latex",
    [r"\input{/etc/passwd}", r"\write18{ls}", r"\def\x{\x}\x", r"\csname input\endcsname x", "^^5cinput"],
)
def test_commands_of_tex_in_a_formula_are_shown_and_not_run(latex):
    assert mathematics(latex, "en").startswith(r"\texttt{")
    shown = running(Passage(0, (Inline(latex, (), ()),), ()), "en")
    assert "\\input" not in shown
    assert "\\write" not in shown


def test_a_derivative_breaks_its_curve_where_it_jumps():
    [relu] = [e for e in view("ml-foundations-04", "solutions").exercises if e.label == "2c"]
    [drawn] = relu.drawings
    slope = drawn.lines[1]
    assert [p[0][1] for p in slope.pieces] == [0.0, 1.0]
    assert slope.values == (0.0, 0.0, 0.0, 0.0, None, 1.0, 1.0, 1.0, 1.0)


def test_a_plot_shows_the_values_of_its_function():
    sheet = read_sheet(PROBLEMS / "ml-foundations-04")
    [losses] = [g for e in sheet.exercises if e.label == "3c" for g in e.goals if g.plot]
    drawn = drawing(losses.name, losses.plot)
    hinge = dict(p for piece in drawn.lines[0].pieces for p in piece)
    assert all(abs(y - max(0.0, 1 - x)) < 1e-12 for x, y in hinge.items())
    assert len(hinge) <= 5


@pytest.mark.parametrize(
    ("low", "high", "at"),
    [(-4, 4, (-4, -2, 0, 2, 4)), (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)), (-0.1, 2.2, (0, 0.5, 1, 1.5, 2))],
)
def test_ticks_are_round_numbers_within_the_bounds(low, high, at):
    assert ticks(low, high) == pytest.approx(at)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "solution"], "solutions"),
        (["--format", "pfd"], "pdf"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(arguments, words, capsys):
    assert main(["render", str(PROBLEMS / "softmax-04"), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_without_pdflatex_it_is_said_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert main(["render", str(PROBLEMS / "softmax-04"), "--format", "pdf"]) == 2
    assert "texlive-latex-recommended" in capsys.readouterr().err


def test_shares_of_an_exercise_without_marks_for_its_parts_add_up():
    for e in view("vision-05", "marking").exercises:
        if e.goals and e.marks:
            assert sum((g.marks for g in e.goals), Fraction(0)) == e.marks


needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")


def compiled(source, folder):
    (folder / "sheet.tex").write_bytes(source)
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "sheet.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


@needs_tex
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SHEETS)
def test_latex_of_every_sheet_compiles_without_warnings(name, kind, tmp_path):
    status, log = compiled(source_of(view(name, kind)), tmp_path)
    assert status == 0, log[-2000:]
    assert [line for line in log.splitlines() if "Warning" in line or "Overfull" in line] == []


@needs_tex
def test_payloads_in_names_and_texts_compile_to_themselves(tmp_path):
    payload = (
        r"\input{/etc/passwd} \write18{touch x} $\csname end\endcsname$ 100% & # _ ^^5c ~ \end{document}"
    )
    found = sheet_view(
        small(tmp_path, task=payload, title=payload, solution=f"{payload}\n\n$$x = x$$\n"), "solutions"
    )
    status, log = compiled(source_of(found), tmp_path)
    assert status == 0, log[-2000:]
    assert "(/etc/passwd" not in log
    assert not (tmp_path / "x").exists()


@needs_tex
def test_pdf_is_the_same_each_time():
    first, second = (rendered(view("softmax-04", "exercises"), "pdf") for _ in range(2))
    assert first[:5] == b"%PDF-"
    assert first == second


def test_a_solution_shows_the_result_as_an_array_function_with_its_measured_error():
    from derive.render.kernels import kernel_of

    exercises = {e.label: e for e in read_sheet(PROBLEMS / "ml-physics-05").exercises}
    slope = kernel_of(exercises["1a"], measured=True)
    assert "def derivative_of_sigmoid(x" in slope.source
    assert 0 < slope.worst < 8
    assert slope.spurious == 0
    assert {line.latex for line in slope.errors.lines} == {"x > 0", "x < 0"}
    assert "def gradient_of_lse(sigma, lambda_" in kernel_of(exercises["3d"]).source
    assert kernel_of(exercises["3d"], measured=True).errors is None
    assert kernel_of(exercises["1c"]) is None


WIDE = r"(a + b + c + d)^4 + (a - b + c - d)^4 + (a + b - c - d)^4 + (a - b - c + d)^4"


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        ("x = y", 2),
        ("x", 1),
        (f"{WIDE} = 0", 5),
        (f"0 = {WIDE}", 5),
        (rf"- ({WIDE}) \le 0", 2),
        (rf"-{WIDE.replace('^4', '^{12}')} \le 0", 5),
        ("x + y + z", 1),
    ],
)
def test_long_sides_may_be_broken_before_their_signs_and_nothing_is_lost(latex, parts):
    [row] = parse(latex).rows
    shown = running(Passage(0, (Inline(latex, (row.content,), ()),), ()), "en", tall=True)
    assert shown.count(r"\piece{") == parts
    plain = shown.replace(r"\piece", "").replace(r"\penalty0\ ", "").replace(r"\penalty300 ", "")
    assert sorted(re.sub(r"[\s{}]", "", plain)) == sorted(
        re.sub(r"[\s{}]", "", mathematics(latex, "en")[1:-1])
    )


@needs_tex
def test_what_is_far_too_wide_is_broken_and_not_shrunk(tmp_path):
    wide = " + ".join(f"(x + {k})" for k in range(14))
    found = small(tmp_path, solution=f"$${wide} = {wide}$$\n\n$$x = x$$\n")
    source = source_of(sheet_view(found, "solutions"))
    status, log = compiled(source.replace(b"\\resizebox", b"\\errmessage{shrunk}\\resizebox"), tmp_path)
    assert status == 0, log[-2000:]
    assert "Overfull" not in log


def test_conditions_stand_beside_the_tick_as_formulas(tmp_path):
    found = sheet_view(small(tmp_path, solution="$$\\frac{x^2}{x} = x$$\n"), "solutions")
    tick = rendered(found, "html").decode().split('class="tick')[1].split("</span></span>")[0]
    assert "<math" in tick
    assert "≠" in tick
    assert r"\tick\text{\scriptsize\ $x \ne 0$}" in source_of(found).decode()


def test_wide_displays_can_be_scrolled_by_key():
    [wide, narrow] = (
        display(Inline(latex, tuple(r.content for r in parse(latex).rows), ())) for latex in (WIDE, "x = y")
    )
    assert 'class="formula" tabindex="0"' in wide
    assert "tabindex" not in narrow
