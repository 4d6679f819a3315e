"""Quadratic expressions in sums as double sums over pairs: Cauchy and Schwarz, Lagrange, variances."""

from derive.prove.double_sums import by_pairs
from derive.prove.method import Method, examples

METHOD = Method(
    name="pairs",
    rank=43,
    search=by_pairs,
    heads=frozenset(("le",)),
    proves=examples(
        (r"\sum_{i=1}^n |x_i| \le \sqrt{n} \sqrt{\sum_{i=1}^n x_i^2}", r"x \in \mathbb{R}^n"),
        (
            r"\left(\sum_{j=1}^n x_j y_j\right)^2 \le \sum_{j=1}^n x_j^2 \cdot \sum_{j=1}^n y_j^2",
            r"x, y \in \mathbb{R}^n",
        ),
        (
            r"\left(\frac{1}{n} \sum_{j=1}^n x_j\right)^2 \le \frac{1}{n} \sum_{j=1}^n x_j^2",
            r"x \in \mathbb{R}^n",
        ),
        (
            r"\left(\sum_{i=1}^K p_i v_i\right)^2 \le \sum_{i=1}^K p_i v_i^2",
            *(r"p, v \in \mathbb{R}^K", r"p_i \ge 0", r"\sum_{i=1}^K p_i = 1"),
        ),
    ),
    declines=examples(
        (r"\sum_{i=1}^n |x_i| \le \sqrt{\sum_{i=1}^n x_i^2}", r"x \in \mathbb{R}^n"),
        (r"\left(\sum_{j=1}^n x_j\right)^2 \le \sum_{j=1}^n x_j^2", r"x \in \mathbb{R}^n"),
        (
            r"\left(\sum_{i=1}^K p_i v_i\right)^2 \le \sum_{i=1}^K p_i v_i^2",
            *(r"p, v \in \mathbb{R}^K", r"\sum_{i=1}^K p_i = 1"),
        ),
    ),
)
