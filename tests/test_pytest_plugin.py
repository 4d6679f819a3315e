"""Documents and sheets as test items; what does not opt in is not looked at."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "derive.pytest_plugin", "-p", "no:cacheprovider")
RIGHT = "# 1\n\na) Let $x > 0$.\n\n$$\\sqrt{x^2} = x = x + 1 - 1$$\n"
WRONG = "# 1\n\na)\n\n$$\\sqrt{x^2} = x$$\n"
SHEET = """
from sympy import Eq, sqrt
from derive.sheet import Positive, Sheet, part

sheet = Sheet("s", title="S")

@sheet.exercise("1")
def root(x=Positive()):
    yield part("right", Eq(sqrt(x**2), x))
    yield part("wrong", Eq(sqrt(x**2), 2 * x))
"""


def run(pytester, *arguments):
    return pytester.runpytest_inprocess(*PLUGIN, *arguments)


@pytest.mark.parametrize("name", ["notes.derive.md", "notes.md"])
def test_a_document_that_opts_in_becomes_items(pytester, name):
    front = "" if name == "notes.derive.md" else "---\ntitle: T\nderive: check\n---\n"
    (pytester.path / name).write_text(front + RIGHT, encoding="utf-8")
    run(pytester).assert_outcomes(passed=3)


@pytest.mark.parametrize("front", ["", "---\ntitle: derive\n---\n", "---\n---\nderive: check\n"])
def test_a_document_that_does_not_opt_in_is_left_alone(pytester, front):
    (pytester.path / "notes.md").write_text(front + WRONG, encoding="utf-8")
    run(pytester).assert_outcomes()


def test_the_failure_is_the_code_frame(pytester):
    (pytester.path / "notes.derive.md").write_text(WRONG, encoding="utf-8")
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["refuted:*", "*notes.derive.md:5:3*", "*5 | *sqrt{x^2} = x*", "*x = -1*"])


def test_claims_of_a_sheet_are_items_by_exercise(pytester):
    (pytester.path / "sheet.py").write_text(SHEET, encoding="utf-8")
    run(pytester).assert_outcomes(passed=1, failed=1)
    run(pytester, "-k", "root and right").assert_outcomes(passed=1, deselected=1)


def test_steps_of_solutions_are_items(pytester):
    (pytester.path / "sheet.py").write_text(SHEET.replace("2 * x", "x"), encoding="utf-8")
    (pytester.path / "solutions").mkdir()
    (pytester.path / "solutions" / "1.md").write_text("$$\\sqrt{x^2} = x$$", encoding="utf-8")
    run(pytester).assert_outcomes(passed=3)


TEXT = """---
sheet: s
---

## 1a

Let $x > 0$.

$$\\sqrt{x^2} = x$$

::: solution
$$\\sqrt{x^2} = |x| = x$$
:::

## 1b

$$x + x = 3 x$$
"""


def test_a_sheet_as_text_becomes_items_with_its_lines(pytester):
    (pytester.path / "sheet.md").write_text(TEXT, encoding="utf-8")
    result = run(pytester)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["sheet.md:15: exercise_1b:1", "x + x = 3 x", "refuted:*"])


@pytest.mark.parametrize(
    ("selected", "outcomes"),
    [
        (("-k", "1a"), {"passed": 4, "deselected": 1}),
        (("-m", "derive_claim"), {"passed": 1, "failed": 1, "deselected": 3}),
        (("-m", "derive_step"), {"passed": 3, "deselected": 2}),
        (("-m", "derive", "--strict-markers"), {"passed": 4, "failed": 1}),
    ],
)
def test_items_are_selected_by_label_and_marker(pytester, selected, outcomes):
    (pytester.path / "sheet.md").write_text(TEXT, encoding="utf-8")
    run(pytester, *selected).assert_outcomes(**outcomes)


def test_items_are_the_same_in_every_worker(pytester):
    (pytester.path / "sheet.md").write_text(TEXT, encoding="utf-8")
    pytester.runpytest_subprocess(*PLUGIN, "-n", "2").assert_outcomes(passed=4, failed=1)


def test_another_sheet_py_is_left_alone(pytester):
    (pytester.path / "sheet.py").write_text("raise SystemExit", encoding="utf-8")
    run(pytester).assert_outcomes()


def test_a_sheet_with_a_mistake_is_an_error_with_its_reason(pytester):
    (pytester.path / "sheet.py").write_text(SHEET.replace("Positive()", "1"), encoding="utf-8")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*needs a declaration*"])


def test_the_configuration_says_what_passes(pytester):
    (pytester.path / "notes.derive.md").write_text(WRONG, encoding="utf-8")
    run(pytester, "-o", "derive_accept=proved refuted").assert_outcomes(passed=1)


def test_verdicts_stand_in_the_junit_file(pytester):
    (pytester.path / "notes.derive.md").write_text(WRONG, encoding="utf-8")
    run(pytester, "--junitxml=out.xml")
    assert '<property name="verdict" value="refuted"' in (pytester.path / "out.xml").read_text("utf-8")


def test_without_documents_nothing_of_the_program_is_loaded(tmp_path):
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n", encoding="utf-8")
    code = (
        "import sys, pytest;"
        "code = pytest.main(['-q', '-p', 'derive.pytest_plugin', '-W', 'error', sys.argv[1]]);"
        "loaded = {m for m in sys.modules if m.startswith('derive.')} - {'derive.pytest_plugin'};"
        "print(int(code), sorted(loaded))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_cell_is_shown_without_a_word_on_standard_error(capfd):
    from derive.notebook import load_ipython_extension

    class Shell:
        def register_magic_function(self, function, magic_kind, magic_name):
            self.magic = {(magic_kind, magic_name): function}

    shell = Shell()
    load_ipython_extension(shell)
    result = shell.magic["cell", "derive"]("x > 0", "$$\\sqrt{x^2} = x$$")
    assert "1 proved" in repr(result)
    assert result._repr_html_().startswith("<iframe")
    assert capfd.readouterr().err == ""


def test_the_entry_point_is_declared():
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    assert '"derive.pytest_plugin" = "derive.pytest_plugin"' in text
