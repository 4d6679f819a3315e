"""Primes that transpose, where products show it; all other primes stay what they are."""

import pytest
from verdicts import WORDS

import derive

PRIMES = (
    (r"We have $(X'X)^{-1} X'X = I$.", "proved"),
    (r"We have $(X'X)^{-1} X'X = X$.", "refuted"),
    (r"We have $x'Px = x'P'x$.", "proved"),
    (r"We have $x'Px = x'P'Px$.", "refuted"),
    (r"We have $A'PA = (A'P'A)'$.", "proved"),
    (r"We have $(b_0 - b_1)' V (b_0 - b_1) = x'Vx + 1$ and $x'Vx = x'V'x$.", "unreadable proved"),
    (r"We have $y'y = x$.", "unreadable"),
    (r"We have $X'X = XX'$.", "unreadable"),
    (r"Let $f(x) = x^2$. Then $f' f = 2x^3$ and $f' x f = 2x^4$.", "definition proved proved"),
    (r"We have $(y'y)' = y''y + y'y'$ and $(y'y)^{-1} y' y = 1$.", "unreadable unreadable"),
)


@pytest.mark.parametrize(("text", "expected"), PRIMES)
def test_primes_of_products(text, expected):
    checked = derive.check(text + "\n")
    found = zip(checked.derivation.steps, checked.verdicts, strict=True)
    words = [WORDS.get(type(v), "unreadable" if s.kind == "relation" else s.kind) for s, v in found]
    assert " ".join(words) == expected
