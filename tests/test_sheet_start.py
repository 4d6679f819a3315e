r"""New sheets: from nothing they verify as they are, from old ones exercises and claims are found."""

import pytest

from derive.cli.main import main
from derive.sheet.read import read_sheet
from derive.sheet.verify import verify

OLD = r"""\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\begin{document}
\title{Analysis, sheet 3}
\section*{Exercise 1: the logistic function (5 points)}
Let $\sigma(x) := \frac{1}{1+e^{-x}}$ for $x \in \R$.
\begin{enumerate}
\item (2 points) Show that
\begin{align*}
 \sigma'(x) &= \sigma(x)(1-\sigma(x)) \\
  &\le \frac14
\end{align*}
% a comment
\item (3 points) Prove $\sigma(-x) = 1 - \sigma(x)$. \emph{Hint}: expand.
\end{enumerate}
\begin{solution}
a) $$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x) (1 - \sigma(x)) \le \frac14$$
\end{solution}
\section*{Exercise 2 (1 point)}
Why is this useful?
\end{document}
"""
GERMAN = """# Übungsblatt 4

**Aufgabe 1** (4 Punkte)

Sei $x > 0$.

a) Zeigen Sie $\\sqrt{x^2} = x$.

b) Zeigen Sie

$$\\log(x^2) = 2 \\log x$$

**Lösung.** a) Es gilt
$$\\sqrt{x^2} = |x| = x$$

**Aufgabe 2** [2 P]

Beweisen Sie: $$1 + x \\le e^x$$
"""
WORKED = "## Exercise 1 4 Points\n\n$$(x + 1)^2 = x^2 + 2 x + 1 \\ge 2x + 1$$\n"


def proposed(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    assert main(["new-sheet", str(folder / "new"), "--from", str(folder / name)]) == 0
    return read_sheet(folder / "new")


def found(sheet):
    return [
        (e.label, float(e.marks), sum(len(g.claims) for g in e.goals), e.solution_text is not None)
        for e in sheet.exercises
    ]


@pytest.mark.parametrize("form", [[], ["--text"]])
def test_a_sheet_from_nothing_verifies_as_it_is(tmp_path, form, capsys):
    assert main(["new-sheet", str(tmp_path / "waves"), *form]) == 0
    assert "derive verify" in capsys.readouterr().out
    sheet = read_sheet(tmp_path / "waves")
    assert (sheet.name, sheet.title, len(sheet.exercises)) == ("waves", "Waves", 2)
    assert {f.verdict for f in verify(sheet)} == {"proved"}


def test_exercises_marks_claims_and_solutions_of_a_latex_sheet_are_found(tmp_path, capsys):
    sheet = proposed(tmp_path, "old.tex", OLD)
    assert (sheet.title, sheet.language) == ("Analysis, sheet 3", "en")
    assert found(sheet) == [("1a", 2, 2, True), ("1b", 3, 1, False), ("2", 1, 0, False)]
    assert {f.verdict for f in verify(sheet)} == {"proved"}
    assert "1b: 3 marks, 1 claims, no solution yet" in capsys.readouterr().out


def test_a_german_sheet_in_markdown_is_found_and_its_marks_are_shared(tmp_path):
    sheet = proposed(tmp_path, "blatt.md", GERMAN)
    assert sheet.language == "de"
    assert found(sheet) == [("1a", 2, 1, True), ("1b", 2, 1, False), ("2", 2, 1, False)]


def test_of_a_worked_solution_the_ends_of_its_chains_are_the_claims(tmp_path):
    (one,) = proposed(tmp_path, "old.md", WORKED).exercises
    assert one.marks == 4
    assert [g.latex for g in one.goals] == [r"(x + 1)^{2} \ge 2 x + 1"]
    assert "x^2 + 2 x + 1" in one.solution_text


def test_solutions_may_stand_in_another_file_of_a_folder(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "sheet1.md").write_text("## Exercise 1\n\nShow $$2 x = x + x$$\n", encoding="utf-8")
    (tmp_path / "old" / "solutions.md").write_text("## Exercise 1\n\n$$2x = x + x$$\n", encoding="utf-8")
    assert main(["new-sheet", str(tmp_path / "new"), "--from", str(tmp_path / "old")]) == 0
    assert found(read_sheet(tmp_path / "new")) == [("1", 0, 1, True)]


PARTS = """## Exercise 1

Let $x > 0$ and $\\frac{1}{$ be given.

a) $$\\sqrt{x^2} = |x| = x$$

b) $$\\log(x^2) = \\log x + \\log x = 2 \\log x$$
"""


def test_what_stands_before_the_parts_holds_in_each_and_what_is_unreadable_is_quoted(tmp_path):
    sheet = proposed(tmp_path, "old.md", PARTS)
    assert found(sheet) == [("1a", 0, 1, True), ("1b", 0, 1, True)]
    assert all("`\\frac{1}{`" in e.task for e in sheet.exercises)
    assert {f.verdict for f in verify(sheet)} == {"proved"}


def test_what_cannot_be_read_is_left_to_a_person(tmp_path, capsys):
    sheet = proposed(tmp_path, "old.md", "## Exercise 1\n\nShow\n\n$$x = \\nonsense{x}$$\n\n$$x = x$$\n")
    assert sheet.exercises
    assert capsys.readouterr().err == ""


MISUSES = (
    (["new-sheet"], "NAME is missing"),
    (["new-sheet", "a b?"], "cannot be the name of a sheet"),
    (["new-sheet", "there"], "already a sheet"),
    (["new-sheet", "x", "--from", "nowhere.tex"], "nothing at nowhere.tex"),
    (["new-sheet", "x", "--from", "empty.md"], "cannot be read"),
    (["new-sheet", "x", "--from", "plain.md"], "no exercises were found"),
)


@pytest.mark.parametrize(("arguments", "words"), MISUSES)
def test_what_is_wrong_is_said(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "sheet.md").write_text("", encoding="utf-8")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "plain.md").write_text("$x = x$", encoding="utf-8")
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_items_with_labels_of_their_own_are_parts_by_these(tmp_path):
    old = r"""\documentclass{article}\begin{document}
\section*{Exercise 1 (2 points)}
\begin{enumerate}
\item[(b)] Show that $(x + 1)^2 = x^2 + 2x + 1$.
\item[c)] Show that $(x - 1)^2 = x^2 - 2x + 1$.
\end{enumerate}
\end{document}
"""
    sheet = proposed(tmp_path, "old.tex", old)
    assert [e.label for e in sheet.exercises] == ["1b", "1c"]
    assert all(e.task.startswith("Show that") for e in sheet.exercises)
