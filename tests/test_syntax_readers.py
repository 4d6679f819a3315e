"""Documents of every format become blocks with places in the original file."""

import json

import pytest

import derive
from derive.core.document import BlockKind
from derive.core.source import UnreadableError
from derive.syntax.outline import outline
from derive.syntax.reading import read, suffixes


def formulas(path, text, **options):
    document = read(path, text.encode(), **options)
    return [
        outline(b.formula) if b.formula else b.diagnostic.code
        for b in document.blocks
        if b.kind in MATHEMATICS
    ]


MATHEMATICS = (BlockKind.INLINE, BlockKind.DISPLAY, BlockKind.UNREADABLE)
MARKDOWN = {
    "a $x$ b": ["x"],
    "a $ x_1 $ b": ["x_1"],
    "a $$x$$ b": ["x"],
    "$$\nx\n= y\n$$": ["{x = y}"],
    "$$\nx\n\n= y\n$$": ["{x = y}"],
    r"\(x\) and \[y\]": ["x", "y"],
    r"\\(x\\) and \\[y\\]": ["x", "y"],
    "costs $5 and $6, but $x$": ["x"],
    r"costs \$5 but $x$": ["x"],
    "```python\n$y$\n```\n$x$": ["x"],
    "```math\nx = y\n```": ["{x = y}"],
    "`$y$` and $x$": ["x"],
    "~~$y$~~ and $x$": ["x"],
    "<!-- $y$ --> $x$": ["x"],
    "$a <b$ and $c> d$": ["{a < b}", "{c > d}"],
    "| a |\n|---|\n| $y$ |\n\n$x$": ["x"],
    "# On $x$\n\n$y$": ["x", "y"],
    "- $x$\n- $y$": ["x", "y"],
    "> $$\n> a\n> = b\n> $$": ["{a = b}"],
    "$$\na\n+ b\n- c\n> d\n$$": ["{(a + b - c) > d}"],
    "\\begin{align}\na &= b \\\\\n &= c\n\\end{align}": ["{a = b} // {_ = c}"],
    "$x$\n\n$$\ny\n\nno end $z$": ["x", "syntax.unclosed", "z"],
    "\\begin{align} x": ["syntax.unclosed"],
    r"$\foo$": ["syntax.unknown-macro"],
    r"$$\newcommand{\half}{\frac12} \half x$$": ["(juxt (frac 1 2) x)"],
    "$\\def\\n#1{\\|#1\\|}$\n\n$\\n{x}$": ["⟨|| x ||⟩"],
    r"$\newcommand{\a}{\a} \a$": ["syntax.macro-recursion"],
    r"`\newcommand{\foo}{x}` $\foo$": ["syntax.unknown-macro"],
    "**bold $x$**": ["x"],
    "---\nlanguage: de\n---\n$0,5$": ["0.5"],
    "Sei $x = 0,5$ und das ist nicht für alle.": ["{x = 0.5}"],
    "Let $x = 0,5$ be.": ["(list {x = 0} , 5)"],
}
TEX = {
    r"\documentclass{a} $y$ \begin{document} $x$ \end{document} $z$": ["x"],
    "$x$ % $y$\n$z$": ["x", "z"],
    r"50\% of $x$": ["x"],
    r"\newcommand{\half}{\frac12} $\half x$": ["(juxt (frac 1 2) x)"],
    r"\newcommand{\norm}[1]{\|#1\|} $\norm{x+y}$": ["⟨|| (x + y) ||⟩"],
    r"\newcommand{\p}[2][x]{#1^{#2}} $\p{2} + \p[y]{3}$": ["(x^2 + y^3)"],
    r"\def\E#1{e^{#1}} $\E{-x}$": ["e^(- x)"],
    r"\DeclareMathOperator{\foo}{foo} $\foo(x)$": ["(call foo! ⟨( x )⟩)"],
    r"\DeclareMathOperator*{\amax}{arg\,max} $\amax_x f$": ["(argmax x _ f)"],
    r"\def\a{\b} \def\b{\a} $\a$": ["syntax.macro-recursion"],
    r"\def\a{\b\b} \def\b{\c\c} \def\c{\d\d} \def\d{\e\e} \def\e{xxxx} $\a$": [
        f"(juxt {' '.join('x' * 64)})"
    ],
    r"\def\a{aa} \newcommand{\z}[1]{#2} $\z{x}$": ["syntax.macro-parameter"],
    r"\input{other} $x$": ["x"],
    r"\begin{verbatim} $y$ \end{verbatim} $x$": ["x"],
    r"\verb|$y$| $x$": ["x"],
    "\\begin{align*} a &= b \\\\[2pt] % c\n &= d \\end{align*}": ["{a = b} // {_ = d}"],
    r"\section{On $x$} \[ y \]": ["y"],
    r"\begin{equation}\label{a} x = y \end{equation}": ["{x = y}"],
}
PYTHON = {
    'r"""A :math:`x` and $y$."""': ["x", "y"],
    'r"""\n.. math::\n\n   a = b\n\n   c = d\n\nText $x$."""': ["{a = b}", "{c = d}", "x"],
    'r""".. math:: a = b\n"""': ["{a = b}"],
    'r"""\n.. math::\n   :label: z\n\n   a\n"""': ["a"],
    '"""Not raw: $\\\\sigma$."""': [r"\sigma"],
    'def f():\n    r"""Is $x$."""\n    "$y$"\nclass A:\n    """Has $z$."""': ["x", "z"],
}


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.items())
def test_markdown(text, expected):
    assert formulas("a.md", text) == expected
    assert formulas("a.txt", text) == expected


@pytest.mark.parametrize(("text", "expected"), TEX.items())
def test_latex(text, expected):
    assert formulas("a.tex", text) == expected


@pytest.mark.parametrize(("text", "expected"), PYTHON.items())
def test_docstrings(text, expected):
    assert formulas("a.py", text) == expected


def test_names_of_one_docstring_mean_nothing_in_the_next():
    text = (
        'def f():\n    r"""Let $a = 1$. Then $$a + 1 = 2.$$"""\n'
        'class A:\n    r"""Let $b = 3$."""\n    def g(self):\n        r"""Thus $$b = 3.$$"""\n'
        'def h():\n    r"""Let $a = 5$. Then $$a + 1 = 6.$$"""\n'
        'def k():\n    r"""Then $$a + 1 = 6.$$"""\n'
    )
    found = derive.check_text(text, name="a.py").verdicts
    assert [type(v).__name__ for v in found if v is not None] == ["Proved", "Proved", "Proved", "Refuted"]


def test_a_notebook_has_a_part_for_each_markdown_cell():
    cells = [
        {"cell_type": "code", "source": "x"},
        {"cell_type": "markdown", "source": ["# A\n", "so $x$\n"]},
        {"cell_type": "markdown", "source": "$$\ny\n$$"},
    ]
    document = read("a.ipynb", json.dumps({"cells": cells}).encode())
    found = [b for b in document.blocks if b.formula]
    assert [outline(b.formula) for b in found] == ["x", "y"]
    spans = [document.span(b.place) for b in found]
    assert [(s.cell, s.line, s.column) for s in spans] == [(2, 2, 5), (3, 1, 3)]


def test_macros_of_a_notebook_hold_in_the_cells_behind():
    cells = [r"$\foo$", r"$$\newcommand{\foo}{y}$$", r"So $\foo$"]
    notebook = {"cells": [{"cell_type": "markdown", "source": c} for c in cells]}
    assert formulas("a.ipynb", json.dumps(notebook)) == ["syntax.unknown-macro", "y"]


@pytest.mark.parametrize("path", ["a.md", "a.tex", "a.txt", "-"])
def test_standard_input_and_files_give_the_same_formulas(path):
    assert formulas(path, "Let $x > 0$.\n\n\\begin{align}\nx &= y\n\\end{align}\n") == ["{x > 0}", "{x = y}"]


def test_standard_input_is_known_by_what_it_holds():
    assert formulas("-", r"\documentclass{a}\newcommand{\q}{x}\begin{document}$\q$\end{document}") == ["x"]
    assert formulas("-", '{"cells": [{"cell_type": "markdown", "source": "$x$"}]}') == ["x"]


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("a.md", b"", "empty-document"),
        ("a.md", b" \n\n", "empty-document"),
        ("a.md", b"no formula", "no-mathematics"),
        ("a.md", b"\x00\x01", "binary"),
        ("a.md", b"ok $x$ \xff\xfe", "encoding"),
        ("a.md", b"x" * 1_000_001, "document-too-long"),
        ("a.pdf", b"%PDF", "transcribe"),
        ("a.PNG", b"", "transcribe"),
        ("a.xyz", b"$x$", "format"),
        ("a.ipynb", b"{", "notebook"),
        ("a.ipynb", b"[" * 100_000, "notebook"),
        ("a.ipynb", b'{"cells": 1}', "notebook"),
        ("a.py", b"def", "python"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_without_a_place(path, data, code):
    with pytest.raises(UnreadableError) as caught:
        read(path, data)
    assert caught.value.diagnostic.code == f"syntax.{code}"
    assert caught.value.diagnostic.place is None


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, code in ((tmp_path / "no.md", "no-file"), (tmp_path, "directory")):
        with pytest.raises(UnreadableError, match=code):
            read(str(path))


def test_settings_come_from_the_front_matter():
    text = '---\nlanguage: "de"\nassume:\n  - x > 0\n  - "\\\\lambda > 0"\nlayout: column\n---\n$x$'
    document = read("a.md", text.encode())
    assert document.settings == (
        ("language", "de"), ("assume", "x > 0"), ("assume", "\\\\lambda > 0"), ("layout", "column")
    )  # fmt: skip


def test_line_ends_of_all_systems_are_one():
    for end in ("\n", "\r\n", "\r"):
        document = read("a.md", f"a{end}b $x${end}".encode())
        [formula] = [b for b in document.blocks if b.formula]
        span = document.span(formula.place)
        assert (span.line, span.column) == (2, 4)


def test_prose_headings_and_paragraphs_are_blocks():
    document = read("a.md", b"# One\n\nLet $x$ be.\n\n## Two ##\n$$y$$")
    kinds = [
        (b.kind.value, b.text, b.level) for b in document.blocks if b.kind is not BlockKind.PARAGRAPH_END
    ]
    assert kinds == [
        ("heading", "One", 1), ("prose", "Let", 0), ("inline", "x", 0), ("prose", "be.", 0),
        ("heading", "Two", 2), ("display", "y", 0),
    ]  # fmt: skip
    assert sum(b.kind is BlockKind.PARAGRAPH_END for b in document.blocks) == 2


def test_an_input_is_reported_and_a_table_with_formulas_too():
    assert [d.code for d in read("a.tex", rb"$x$ \input{y}").diagnostics] == ["syntax.input"]
    assert [d.code for d in read("a.md", b"$x$\n\n| a |\n|---|\n| $y$ |\n").diagnostics] == ["syntax.table"]


def test_every_format_names_its_suffixes():
    assert {".md", ".tex", ".ipynb", ".py", ".txt"} <= set(suffixes())


def test_options_of_a_directive_are_no_part_of_its_formula():
    text = "```{math}\n:label: geometric\n\n1 + r = R\n```\n"
    [block] = [b for b in read("x.md", text.encode()).blocks if b.formula]
    assert block.text.strip() == "1 + r = R"
