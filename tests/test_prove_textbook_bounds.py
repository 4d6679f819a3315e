"""Inequalities of textbooks that several methods have to find together, with near misses."""

import pytest
from verdicts import verdict

from derive.core.verdict import Proved, Refuted

POSITIVE = (r"x \in \mathbb{R}^n", "x_i > 0")
WEIGHTS = (r"p \in \mathbb{R}^n", "p_i > 0", r"\sum_{i=1}^n p_i = 1")
HOLDS = [
    (r"\sqrt[n]{\prod_{i=1}^n x_i} \le \frac{1}{n} \sum_{i=1}^n x_i", *POSITIVE),
    (r"\frac{1}{n} \sum_{i=1}^n \sqrt{x_i} \le \sqrt{\frac{1}{n} \sum_{i=1}^n x_i}", *POSITIVE),
    (r"\left(\frac{1}{n} \sum_{i=1}^n x_i\right)^3 \le \frac{1}{n} \sum_{i=1}^n x_i^3", *POSITIVE),
    (r"\sum_{i=1}^n \frac{1}{p_i} \ge n^2", *WEIGHTS),
    (r"\left(1 + \frac{1}{n}\right)^{n+1} > e", r"n \in \mathbb{N}"),
    (r"x \log\left(1 + \frac{1}{x}\right) < 1", "x > 0"),
    (r"\left(\frac{1}{\sqrt{1 - v^2/c^2}}\right)^2 = \frac{c^2}{c^2 - v^2}",),
    (r"E^2 = p^2 + m^2", r"E = \gamma m", r"p = \gamma m v", r"\gamma = \frac{1}{\sqrt{1 - v^2}}"),
    (r"\det\left(\begin{pmatrix} a & b \\ c & d \end{pmatrix} - t I\right) = t^2 - (a+d)t + ad - bc",),
    (r"\|x\|_2 \le \|x\|_1", r"x \in \mathbb{R}^n"),
    (r"\|x\|_1 \le \sqrt{n} \|x\|_2", r"x \in \mathbb{R}^n"),
    (r"A^2 - \operatorname{tr}(A) A + \det(A) I = 0", r"A \in \mathbb{R}^{2 \times 2}"),
]
FAILS = [
    (r"\sqrt[n]{\prod_{i=1}^n x_i} \ge \frac{1}{n} \sum_{i=1}^n x_i", *POSITIVE),
    (r"\left(\frac{1}{n} \sum_{i=1}^n x_i\right)^3 \ge \frac{1}{n} \sum_{i=1}^n x_i^3", *POSITIVE),
    (r"\sum_{i=1}^n \frac{1}{p_i} \ge n^3", *WEIGHTS),
    (r"\left(1 + \frac{1}{n}\right)^{n+1} < e", r"n \in \mathbb{N}"),
    (r"E^2 = p^2 - m^2", r"E = \gamma m", r"p = \gamma m v", r"\gamma = \frac{1}{\sqrt{1 - v^2}}"),
    (r"\|x\|_1 \le \|x\|_2", r"x \in \mathbb{R}^n"),
    (r"A^2 + \operatorname{tr}(A) A + \det(A) I = 0", r"A \in \mathbb{R}^{2 \times 2}"),
]


@pytest.mark.parametrize("row", HOLDS, ids=lambda row: row[0])
def test_is_proved(row):
    assert isinstance(verdict(row[0], row[1:]), Proved)


@pytest.mark.parametrize("row", FAILS, ids=lambda row: row[0])
def test_is_refuted(row):
    assert isinstance(verdict(row[0], row[1:]), Refuted)
