"""Whatever comes in, the reader answers with a tree or with a located refusal."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derive.core.source import UnreadableError
from derive.elaborate.document import elaborate
from derive.syntax.latex import write
from derive.syntax.outline import outline
from derive.syntax.parser import parse
from derive.syntax.reading import read
from derive.theory import notation

PIECES = [
    *sorted(notation.ROLES), *sorted(notation.TEXT_MACROS), *sorted(notation.DROPPED),
    *"abdxyDEfi0123456789(){}[]|^_&,;:.!'+-*/=<>$%~ \n",
    "{x}", "{1}", "^{2}", "_{i}", r"\left(", r"\right)", r"\left|", r"\right.", r"\big|", r"\text{if }",
    r"\not",    r"\begin{cases}", r"\end{cases}", r"\begin{aligned}", r"\end{aligned}", r"\begin{pmatrix}",
    r"\end{pmatrix}", r"\text{max}", r"\frac{d}{dx}", r"\frac{\partial}{", "||", "dx", "λ", "²", "ₖ", "①",
    "\u202e", r"\operatorname{softmax}",
]  # fmt: skip
SETTINGS = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def check(latex, language="en"):
    try:
        tree = parse(latex, start=7, language=language)
    except UnreadableError as error:
        place = error.diagnostic.place
        assert place is not None
        assert 7 <= place.start <= place.end <= 7 + len(latex)
        return
    for row in tree.rows:
        assert 7 <= row.content.place.start <= row.content.place.end <= 7 + len(latex)
        outline(row.content)
        write(row.content)


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_random_macros(latex):
    check(latex)


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["en", "de"]))
def test_random_macros_without_space(latex, language):
    check(latex, language)


@SETTINGS
@given(st.text(max_size=60))
def test_random_characters(latex):
    check(latex)


@SETTINGS
@given(st.binary(max_size=200), st.sampled_from(["a.md", "a.txt", "a.tex", "a.ipynb", "a.py", "-"]))
def test_random_files(data, path):
    try:
        document = read(path, data)
    except UnreadableError as error:
        assert error.diagnostic.place is None  # noqa: PT017  # either outcome is right
        return
    assert document.blocks


LINES = [
    "$x = 1$", "$$", "$", "\\[", "\\]", "# A", "```", "~~", "| a |", "|---|", "> ", "- ", "text", "",
    "\\begin{align}", "\\end{align}",
]  # fmt: skip


@SETTINGS
@given(
    st.lists(st.sampled_from(LINES), max_size=20),
    st.sampled_from(["\n", " "]),
    st.sampled_from(["a.md", "a.tex"]),
)
def test_random_documents_keep_their_places(lines, joint, path):
    text = joint.join(lines)
    try:
        document = read(path, text.encode())
    except UnreadableError:
        return
    starts = [block.place.start for block in document.blocks]
    assert starts == sorted(starts)
    for block in document.blocks:
        assert len(block.text) in (0, block.place.end - block.place.start)


@pytest.mark.parametrize(
    "text", [r"\Leftarrow \Longrightarrow", r"a \impliedby \iff", r"a \Rightarrow \Rightarrow b"]
)
def test_arrows_without_statements_are_reported(text):
    derivation = elaborate(read("a.md", f"$${text}$$\n".encode()))
    assert all(s.claim is None for s in derivation.steps)
    assert derivation.steps


@SETTINGS
@given(
    st.lists(
        st.sampled_from([*PIECES, "x = y", "f(x)", "x_i", "\\sum_{i}", "A^T", "y'", "\\iff"]), max_size=12
    )
)
def test_random_documents_become_derivations(pieces):
    text = f"Let $x > 0$. There is $y$ with $$ {' '.join(pieces)} $$ so $ {''.join(pieces)} $ holds.\n"
    try:
        steps = elaborate(read("a.md", text.encode())).steps
    except UnreadableError:
        return
    for step in steps:
        assert 0 <= step.place.start <= step.place.end <= len(text)


@SETTINGS
@given(
    st.lists(st.sampled_from([*"abx+-=()[]{}2,^_", "\\frac", "\\partial", "\\log", " "]), max_size=30).map(
        "".join
    )
)
def test_repairs_end_and_keep_places(latex):
    try:
        tree = parse(latex, start=7, repair=True)
    except UnreadableError:
        return
    for row in tree.rows:
        assert 7 <= row.content.place.start <= row.content.place.end <= 7 + len(latex)
        write(row.content)
