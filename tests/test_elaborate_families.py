"""Names with running indices: what is declared of x_i holds of all of them, wherever the index runs."""

import pytest

import derive

STATEMENTS = (
    (r"Let $x_i \in \mathbb{R}$ for $i=1,\dots,n$. Then $\sum_{i=1}^n x_i = n x_i$.", "Refuted"),
    (r"Let $x_i > 0$ for $i=1,\dots,n$. Then $\sum_{i=1}^n x_i > 0$.", "Proved"),
    (r"Let $x_i > 0$ for $i=2,\dots,n$. Then $\sum_{i=1}^n x_i > 0$.", "Refuted"),
    (r"For $i=1,\dots,n$ let $x_i > 0$. Then $\sum_{i=1}^n x_i > 0$.", "Proved"),
    (r"Let $x_i > 0$ for all $i \in \{1,\dots,n\}$. Then $\sum_{i=1}^n x_i > 0$.", "Proved"),
    (
        r"Let $x_i > 0$ for $i=1,\dots,n$ and $y_i > 0$ for $i=1,\dots,m$ with $m < n$. Then $y_n > 0$.",
        "Undecided",
    ),
    (
        r"Let $x_i > 0$ for $i=1,\dots,n$ and $y_i > 0$ for $i=1,\dots,m$ with $m < n$. Then $x_n > 0$.",
        "Proved",
    ),
    (
        r"For $i=1,\dots,n$ let $x_i > 0$ and for $i=1,\dots,m$ let $y_i > 0$ with $m<n$. Then $x_n > 0$.",
        "Proved",
    ),
    (r"Let $x_i \in (0,1)$ for $i=1,\dots,n$. Then $\sum_{i=1}^n x_i < n$.", "Proved"),
    (r"Let $x_i \in \{0,1\}$ for $i=1,\dots,n$. Then $\sum_{i=1}^n x_i^2 = \sum_{i=1}^n x_i$.", "Proved"),
    (r"Let $x_i \in \mathbb{R}_{+}$ for $i=1,\dots,n$. Then $\prod_{i=1}^n x_i > 0$.", "Proved"),
    (r"Let $v_i \in \mathbb{R}^d$. Then $x^T v_k = v_k^T x$.", "Proved"),
    (r"Let $v_i \in \mathbb{R}^d$. Then $\|v_i - v_j\|^2 = \|v_i\|^2 - 2v_i^Tv_j + \|v_j\|^2$.", "Proved"),
    (r"Let $v_i \in \mathbb{R}^d$. Then $\|v_i - v_j\|^2 = \|v_i\|^2 - v_i^Tv_j + \|v_j\|^2$.", "Refuted"),
    (r"Let $v_1,\dots,v_n \in \mathbb{R}^d$. Then $v_1 v_2^T = v_2 v_1^T$.", "Refuted"),
    (r"Let $v_1,\dots,v_n \in \mathbb{R}^d$. Then $v_1^T v_2 = v_2^T v_1$.", "Proved"),
    (
        r"Let $w_1,\dots,w_K, x \in \mathbb{R}^d$. Then $\sum_{k=1}^K w_k^T x = x^T\sum_{k=1}^K w_k$.",
        "Proved",
    ),
    (r"Let $x_1,\dots,x_n \in \mathbb{R}_{>0}$. Then $\prod_{i=1}^n x_i > 0$.", "Proved"),
    (r"Let $x_1,\dots,x_n \in \mathbb{N}$. Then $\sum_{i=1}^n x_i \ge n$.", "Proved"),
    (r"Let $x_1,\dots,x_n \in \mathbb{N}$. Then $\sum_{i=1}^n x_i \ge n + 1$.", "Refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), STATEMENTS)
def test_what_is_said_of_a_running_index(text, verdict):
    assert _verdicts(text) == [verdict]


NUMBER_SETS = (
    (r"x \in \mathbb{R}_{>0}", "x > 0", "Proved"),
    (r"x \in \mathbb{R}_{>0}", "x > 1", "Refuted"),
    (r"x \in \mathbb{R}_{\ge 0}", r"x \ge 0", "Proved"),
    (r"x \in \mathbb{R}_{\ge 0}", "x > 0", "Refuted"),
    (r"x \in \mathbb{R}_0^+", r"x \ge 0", "Proved"),
    (r"x \in \mathbb{R}_0^+", "x > 0", "Refuted"),
    (r"x \in \mathbb{R}_{\neq 0}", "x^2 > 0", "Proved"),
    (r"n \in \mathbb{N}_0", r"n \ge 0", "Proved"),
    (r"n \in \mathbb{N}_0", "n > 0", "Refuted"),
    (r"n \in \mathbb{N}_{\ge 2}", r"n^2 \ge 4", "Proved"),
    (r"n \in \mathbb{N}_{\ge 2}", r"n^2 \ge 5", "Refuted"),
    (r"x \in \mathbb{R}^n_{>0}", "x_i > 0", "Proved"),
    (r"x \in \mathbb{R}_{>0}^n", r"\sum_{i=1}^n x_i > 0", "Proved"),
    (r"x \in \mathbb{R}_{\ge 0}^n", r"\sum_{i=1}^n x_i > 0", "Refuted"),
    (r"A \in \mathbb{R}_{\ge 0}^{n \times n}", r"\sum_{i=1}^n A_{ii} \ge 0", "Proved"),
)


@pytest.mark.parametrize(("declared", "claim", "verdict"), NUMBER_SETS)
def test_a_mark_at_a_number_set_restricts_its_members(declared, claim, verdict):
    assert _verdicts(f"Let ${declared}$. Then ${claim}$.") == [verdict]


LOGITS = (
    (
        r"Let $W \in \mathbb{R}^{K\times d}$, $x \in \mathbb{R}^d$, $a = Wx$, "
        r"$p_k = \frac{e^{a_k}}{\sum_{j=1}^K e^{a_j}}$. Then $$%s$$"
    ),
    (
        r"Let $w_1,\dots,w_K, x \in \mathbb{R}^d$, $a_k = w_k^\top x$, "
        r"$p_k = \frac{e^{a_k}}{\sum_{j=1}^K e^{a_j}}$. Then $$%s$$"
    ),
    r"For logits $a_k = w_k^\top x$, $k=1,\dots,K$, put $p_k = \frac{e^{a_k}}{\sum_j e^{a_j}}$. Then $$%s$$",
)


@pytest.mark.parametrize("text", LOGITS, ids=["matrix", "listed", "undeclared"])
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial p_k}{\partial a_j} = p_k(\delta_{kj} - p_j)", "Proved"),
        (r"\frac{\partial p_k}{\partial a_j} = p_k(\delta_{kj} - p_k)", "Refuted"),
        (r"\frac{\partial \log p_k}{\partial a_j} = \delta_{kj} - p_j", "Proved"),
    ],
)
def test_a_derivative_by_one_of_several_defined_quantities(text, claim, verdict):
    assert _verdicts(text % claim) == [verdict]


BACKPROPAGATION = (
    r"Consider a network with one hidden layer: $z = Wx + b$, $h = \sigma(z)$, $\hat y = u^\top h$, and the "
    r"loss $\ell = \frac12(\hat y - y)^2$. Here $W \in \mathbb{R}^{m\times d}$, $b, u \in \mathbb{R}^m$, "
    r"$x \in \mathbb{R}^d$, $y \in \mathbb{R}$ and $\sigma(t) = 1/(1+e^{-t})$ acts componentwise. Then $$%s$$"
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial \ell}{\partial u} = (\hat y - y) h", "Proved"),
        (r"\frac{\partial \ell}{\partial h} = (\hat y - y) u", "Proved"),
        (r"\frac{\partial \ell}{\partial z} = (\hat y - y)\, u\odot h\odot(1-h)", "Proved"),
        (r"\frac{\partial \ell}{\partial z} = (\hat y - y)\, u\odot h", "Refuted"),
        (r"\frac{\partial \ell}{\partial b} = \frac{\partial \ell}{\partial z}", "Proved"),
        (r"\frac{\partial \ell}{\partial W} = \frac{\partial \ell}{\partial z} x^\top", "Proved"),
    ],
)
def test_equations_in_a_sentence_define_what_is_new(claim, verdict):
    assert _verdicts(BACKPROPAGATION % claim) == [verdict]


def test_a_count_beside_quantities_of_its_letter():
    found = _verdicts(
        r"Let $x_1, \dots, x_N \in \mathbb{R}$ and $g_{nk} \ge 0$ with $\sum_{k=1}^K g_{nk} = 1$. "
        r"Define $N_k = \sum_{n=1}^N g_{nk}$. Then "
        r"$$\sum_{k=1}^K N_k = \sum_{k=1}^K \sum_{n=1}^N g_{nk} = \sum_{n=1}^N \sum_{k=1}^K g_{nk}.$$"
    )
    assert found == ["Proved", "Proved"]


def _verdicts(text):
    return [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None]


QUADRATIC = (
    (r"x^T \left(\sum_{i=1}^n v_i v_i^T\right) x = \sum_{i=1}^n (v_i^T x)^2", "Proved"),
    (r"x^T \left(\sum_{i=1}^n v_i v_i^T\right) x = \sum_{i=1}^n v_i^T x", "Refuted"),
    (r"\left(\sum_{i=1}^n v_i v_i^T\right) x = \sum_{i=1}^n (v_i^T x) v_i", "Proved"),
    (r"x^T v_i v_i^T x = (v_i^T x)^2", "Proved"),
    (r"v_i^T x v_j^T = x^T v_i v_j^T", "Proved"),
    (r"\nabla_x \sum_{i=1}^n (v_i^T x)^2 = 2\sum_{i=1}^n (v_i^T x) v_i", "Proved"),
    (r"\nabla_x \sum_{i=1}^n (v_i^T x)^2 = \sum_{i=1}^n (v_i^T x) v_i", "Refuted"),
)


@pytest.mark.parametrize(("claim", "verdict"), QUADRATIC)
def test_sums_over_vectors(claim, verdict):
    assert _verdicts(f"Let $v_i \\in \\mathbb{{R}}^d$ and $x \\in \\mathbb{{R}}^d$. Then $${claim}$$") == [
        verdict
    ]


MEAN = r"Let $x_1,\dots,x_n\in\mathbb{R}$, $m=\frac1n\sum_i x_i$. Then "


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (MEAN + r"$$\sum_{i=1}^n (x_i-m) = 0$$", "Proved"),
        (MEAN + r"$$\sum_{i=1}^n (x_i-2m) = 0$$", "Refuted"),
        (r"Let $r = \sqrt{x^2+y^2} > 0$. Then $$\frac{\partial r}{\partial x} = \frac{x}{r}$$", "Proved"),
        (r"Let $r = \sqrt{x^2+y^2} > 0$. Then $$\frac{\partial r}{\partial x} = 0$$", "Refuted"),
        (r"Let $D = b^2 - 4c \ge 0$, $x = \frac{\sqrt D - b}{2}$. Then $$x^2 + b x = -c$$", "Proved"),
        (
            r"Let $A \in \mathbb{R}^{m\times n}$ and $A^+ = (A^TA)^{-1}A^T$. Then $$(A A^+)^T = A A^+$$",
            "Proved",
        ),
        (r"Let $A \in \mathbb{R}^{m\times n}$. Then $$(A A^+)^T = A A^+$$", "Undecided"),
    ],
)
def test_what_is_said_of_a_list_and_a_bound_behind_a_definition(text, verdict):
    """The n of ``x_1, ..., x_n`` counts in ``1/n`` too; ``r = a + b > 0`` says what r is."""
    assert _verdicts(text) == [verdict]
