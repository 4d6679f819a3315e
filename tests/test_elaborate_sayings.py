"""What sentences say in words: which array is another one in order, what is largest, what is in doubt."""

import pytest

from derive.elaborate.document import elaborate
from derive.syntax.reading import read


def claims_of(text):
    return [s.claim for s in elaborate(read("notes.md", text.encode())).steps if s.claim is not None]


SORTED = (
    r"rearrange $\{a_1, \dots, a_n\}$ to $\{b_1, \dots, b_n\}$ such that $b_1 \ge b_2 \ge \dots \ge b_n$."
)


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (rf"{SORTED} $$ \max(a) = b_1 $$", "eq(maximum(#0: b[#0]; 1, n), b[1])"),
        (
            rf"{SORTED} $$ \sum_{{i=1}}^n a_i^2 \le n b_1 $$",
            "le(sum(#0: power(b[#0], 2); 1, n), multiply(n, b[1]))",
        ),
        (rf"{SORTED} $$ a_1 = b_1 $$", "eq(a[1], b[1])"),
        (
            rf"{SORTED} $$ \sum_{{i=1}}^n i a_i \le n^2 b_1 $$",
            "le(sum(#0: multiply(#0, a[#0]); 1, n), multiply(power(n, 2), b[1]))",
        ),
        (
            r"Let $b_1 \ge \dots \ge b_k$ be the entries of $\vec{a}$ in order. $$ \max(\vec{a}) = b_1 $$",
            "eq(maximum(#0: b[#0]; 1, k), b[1])",
        ),
        (
            r"Let $b_1 \ge \dots \ge b_k$ be larger than the entries of $\vec{a}$. $$ \max(\vec{a}) = b_1 $$",
            "eq(maximum(#0: a[#0]; 1, n), b[1])",
        ),
    ],
)
def test_an_array_in_order_stands_for_the_array_where_order_is_all_the_same(text, proposition):
    assert [repr(c.proposition) for c in claims_of(text)] == [proposition]


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (
            r"Let $a_1, \dots, a_n > 0$, and $a^*$ the largest of them. $$ \log e^{a^*} \ge a_1 $$",
            "ge(log(exp(maximum(#0: a[#0]; 1, n))), a[1])",
        ),
        (
            r"Let $a_1, \dots, a_n > 0$ and $m$ the smallest. $$ m^2 \le a_1^2 $$",
            "le(power(minimum(#0: a[#0]; 1, n), 2), power(a[1], 2))",
        ),
        (
            r"Let $a_1, \dots, a_n > 0$ and $m$ the second smallest. $$ m^2 \le a_1^2 $$",
            "le(power(m, 2), power(a[1], 2))",
        ),
    ],
)
def test_the_largest_of_a_list(text, proposition):
    assert [repr(c.proposition) for c in claims_of(text)] == [proposition]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (r"Let $f$ be increasing. $$ f(x) \le f(x+1) $$", {"f"}),
        (r"Let $A$ be orthonormal. $$ \|Ax\| = \|x\| $$", {"A"}),
        (r"Let $A$ be a matrix. $$ \|Ax\| = \|x\| $$", set()),
        (r"Here $f(x)$ is the output of the network. $$ f(1) + f(2) = 0 $$", {"f"}),
        (r"Let $x > 0$. $$ x^2 = x $$", set()),
    ],
)
def test_what_was_not_understood_of_a_name_is_remembered(text, names):
    assert {s.name for c in claims_of(text) for s in c.context.doubtful} == names
