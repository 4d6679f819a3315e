"""The finite sums of the tables, against exact sums at small numbers."""

from fractions import Fraction
from itertools import product

import pytest

from derive.algebra.balls import truth
from derive.core.sort import INTEGER
from derive.core.term import HALF, Apply, Number, replace
from derive.prove.lemmas import finite_sums, instance, parameters

SMALL = tuple(map(Number, range(6)))
OTHERS = (HALF, Number(2), Number(-1), Number(Fraction(-3, 2)))


def _cases(lemma):
    pools = [SMALL if s.sort == INTEGER else OTHERS for s in parameters(lemma)]
    for values in product(*pools):
        found = instance(lemma, values)
        if all(truth(c, {}) for c in found.conditions):
            yield values, found


@pytest.mark.parametrize("lemma", finite_sums(), ids=lambda lemma: lemma.name)
def test_the_value_is_right_and_the_near_miss_is_not(lemma):
    seen = list(_cases(lemma))
    exact = "cosines" not in lemma.name and "sines" not in lemma.name  # else balls only overlap
    held = [truth(Apply("eq", found.left, found.right), {}) for _, found in seen]
    assert all(h is True if exact else h is not False for h in held)
    wrong = (replace(lemma.miss, dict(zip(parameters(lemma), values, strict=True))) for values, _ in seen)
    assert any(truth(Apply("eq", f.left, w), {}) is False for (_, f), w in zip(seen, wrong, strict=True))


def test_a_lemma_about_integers_asks_for_integers():
    lemma = next(r for r in finite_sums() if r.name == "squares-of-binomials")
    assert not all(truth(c, {}) for c in instance(lemma, (HALF,)).conditions)
