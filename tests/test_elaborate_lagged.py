"""Lag and difference operators before what has a date, where a text says that a letter is one."""

import pytest
from verdicts import WORDS

import derive

LAGS = (
    (r"Let $B$ be the backshift operator. Then $(1-B) x_t = x_t - x_{t-1}$.", "note proved"),
    (r"Let $B$ be the backshift operator. Then $(1-B) x_t = x_t + x_{t-1}$.", "note refuted"),
    (r"We have $(1-L)^2 x_t = x_t - 2x_{t-1} + x_{t-2}$ with the lag operator $L$.", "proved note"),
    (r"Let $L$ be the lag operator. Then $(1-aL)x_t = x_t - a x_{t-1}$.", "note proved"),
    (r"Let $L$ be the lag operator. Then $(1-L)(x_t + y) = x_t - x_{t-1}$.", "note unreadable"),
    (r"Let $L$ be the lag operator. Then $\phi(L) x_t = a_t$.", "note unreadable"),
    (r"Let $L$ be the lag operator. Then $L^{-1} x_t = x_{t+1}$.", "note unreadable"),
    (r"Let $L = 2$. Then $(1-L) x_t = -x_t$.", "definition proved"),
    (r"We take first differences. Then $\Delta^2 y_t = y_t - 2y_{t-1} + y_{t-2}$.", "proved"),
    (r"We take first differences. Then $\Delta^2 y_t = y_t - y_{t-2}$.", "refuted"),
    (r"Sei $L$ der Lag-Operator. Dann ist $(1-L) x_t = x_t - x_{t-1}$.", "note proved"),
)


@pytest.mark.parametrize(("text", "expected"), LAGS)
def test_operators_that_shift(text, expected):
    checked = derive.check(text + "\n")
    found = zip(checked.derivation.steps, checked.verdicts, strict=True)
    words = [WORDS.get(type(v), "unreadable" if s.kind == "relation" else s.kind) for s, v in found]
    assert " ".join(words) == expected
