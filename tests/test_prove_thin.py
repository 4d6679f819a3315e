"""What is false only where bounds are attained together, or close to where a premise ceases to hold."""

import pytest

from derive import check_text
from derive.core.verdict import Proved, Refuted

BLOCK = r"\begin{pmatrix} a & b \\ b & c\end{pmatrix}"
STEP = r"Then $|x-2| < \delta \Rightarrow |x^2-4| < \varepsilon$."
ROWS = (
    (r"Let $x^2 + y^2 \le 1$. Then $x + y < \sqrt2$.", Refuted),
    (r"Let $x^2 + y^2 \le 1$. Then $xy \le \frac{49}{100}$.", Refuted),
    (r"Let $x^2 + y^2 \le 1$. Then $x + y \le \sqrt2$.", Proved),
    (r"Let $0 < \eta \le \frac{2}{L}$ and $0 < \lambda \le L$. Then $|1 - \eta\lambda| < 1$.", Refuted),
    (
        r"Let $\delta = \min(1, \varepsilon/4)$. Then $|x-2| < \delta \Rightarrow |x^2-4| < \varepsilon$.",
        Refuted,
    ),
    (
        r"Let $\delta = \min(1, \varepsilon/5)$. Then $|x-2| < \delta \Rightarrow |x^2-4| < \varepsilon$.",
        Proved,
    ),
    (rf"Let $a, c > 0$ and $ac \ge b^2$. Then the matrix ${BLOCK}$ is positive definite.", Refuted),
    (rf"Let $a > 0$ and $ac > b^2$. Then the matrix ${BLOCK}$ is positive definite.", Proved),
    (rf"Let $a > 0$. Then ${BLOCK} \succ 0 \Leftrightarrow ac - b^2 \ge 0$.", Refuted),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_thin_regions_are_found(text, expected):
    assert [type(v) for v in check_text(text).verdicts if v is not None] == [expected]
