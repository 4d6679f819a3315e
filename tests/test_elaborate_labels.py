r"""Indices with a bar, as in ``x_{t|t-1}``: they are part of a name, and say given what."""

import pytest

import derive
from derive.syntax.latex import write
from derive.syntax.outline import outline
from derive.syntax.parser import parse

FILTER = r"The filter is $$\hat x_{t|t} = \hat x_{t|t-1} + K (y - H \hat x_{t|t-1}).$$ Hence "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FILTER + r"$$\hat x_{t|t} = (1 - KH) \hat x_{t|t-1} + K y.$$", ["Proved"]),
        (FILTER + r"$$\hat x_{t|t} = (1 + KH) \hat x_{t|t-1} + K y.$$", ["Refuted"]),
        (r"$$p_{x \mid y}\, p_y = p_y\, p_{x|y}$$", ["Proved"]),
        (r"$$p_{x|y}\, p_y = p_y\, p_{y|x}$$", ["Refuted"]),
        (r"$$\sum_{i=1}^n x_{|i-n|} = \sum_{k=0}^{n-1} x_k$$", ["Proved"]),
    ],
)
def test_names_with_such_indices_differ_where_the_indices_do(text, expected):
    assert [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None] == expected


def test_such_an_index_is_written_as_it_was_read():
    formula = parse(r"x_{t|t-1}")
    assert outline(formula) == "x_(list t | (t - 1))"
    assert outline(parse(write(formula.rows[0].content))) == outline(formula)
