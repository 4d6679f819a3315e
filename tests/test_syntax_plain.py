"""The short cuts of the parser give the trees, and the refusals, that the general way gives."""

import re

import pytest
from oracle.rows import rows

from derive.core.source import UnreadableError
from derive.syntax import expression, lexer
from derive.syntax.parser import parse

PIECE = re.compile(r"\\[A-Za-z]+|\s+|.", re.DOTALL)
WRITTEN = sorted({row.latex for kind in ("identities", "order") for row in rows(kind)})[::5]
HARD = (
    r"D_x f(x) + x^\circ + f^*(x) + y^{'} + z^{**}",
    r"x^2^3",
    r"2 3",
    r"x^12 + x_12 + \frac123 + x^{12}",
    r"a*b* = c",
    r"-x/2 \cdot 3! + x'_1^2",
    r"{a+b}c",
    r"x^{a+b}c + e^{-x^2/2}y",
    r"\sin^2 2x + \log_2(x) + \max(a, b)(c)",
    "a->b, c=:d, e==>f, g:=h, i>=j, s.t. .5 < 1.5 < 2{,}5",
    r"\sqrt" * 70 + "x",
)


def damaged(text: str, k: int) -> str:
    """The formula with one of its pieces left out, or said twice."""
    pieces = PIECE.findall(text)
    at = (7 * k + len(text)) % len(pieces)
    pieces[at] = "" if k % 2 else 2 * pieces[at]
    return "".join(pieces)


FORMULAS = (*HARD, *WRITTEN, *(damaged(text, k) for k, text in enumerate(WRITTEN)))


def outcomes() -> list[str]:
    found = []
    for text in FORMULAS:
        try:
            found.append(repr(parse(text)))
        except UnreadableError as error:
            found.append(repr(error.diagnostic))
    return found


@pytest.mark.parametrize("way", ["factors", "tokens"])
def test_without_short_cuts_the_trees_are_the_same(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    short = outcomes()
    if way == "factors":
        monkeypatch.setattr(expression, "plain_factor", lambda _: None)
        monkeypatch.setattr(expression, "plain_script", lambda _: None)
    else:
        monkeypatch.setattr(lexer, "ALONE", {})
        monkeypatch.setattr(lexer, "SIMPLE", {k: v for k, v in lexer.SIMPLE.items() if len(k) == 1})
    differing = [t for t, a, b in zip(FORMULAS, short, outcomes(), strict=True) if a != b]
    assert differing == []
