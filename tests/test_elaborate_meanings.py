"""What formulas mean by the words and definitions around them, and what is no claim."""

import pytest
from elaborated import claims, codes, derivation, kinds, relations

from derive.algebra.shapes import sort_of

LAYER = r"Let $W \in \mathbb{R}^{k \times d}$, $x \in \mathbb{R}^d$, $b \in \mathbb{R}^k$ and $y = Wx + b$."


@pytest.mark.parametrize(
    ("formula", "sides"),
    [
        (r"\frac{dJ}{dW} = \frac{dJ}{dy} \cdot \frac{dy}{dW}", 2),
        (r"\frac{dJ}{dx} = \frac{dJ}{dy} \cdot \frac{dy}{dx}", 1),
        (r"\frac{dJ}{dW} = \frac{dJ}{dy} x_j", 1),
        (r"\frac{dJ}{db} = \frac{dJ}{dy}", 1),
    ],
)
def test_the_chain_rule_through_a_layer_has_the_shape_of_what_is_differentiated_by(formula, sides):
    (claim,) = (s.claim for s in derivation(f"{LAYER}\n\n$$ {formula} $$").steps if s.kind == "relation")
    assert claim is not None
    assert len(sort_of(claim.left).shape) == len(sort_of(claim.right).shape) == sides
    sort_of(claim.proposition)


def test_entries_beside_arrays_whose_shapes_do_not_fit_are_no_clear_notation():
    text = f"{LAYER}\n\n$$ \\frac{{dJ}}{{dx}} = \\frac{{dJ}}{{dy}} \\cdot W_{{ij}} $$"
    assert codes(text) == ["elaborate.mixed-notation"]


def test_an_equation_about_what_is_defined_is_a_claim_even_after_with():
    text = f"{LAYER[:-1]} with\n\n$$ y_i = \\sum_{{j=1}}^d W_{{ij}} x_j + b_i $$"
    assert kinds(text)[-1] == ("relation", True)


@pytest.mark.parametrize("left", ["x_{1,2}", "x", "x_{1/2}"])
def test_which_sign_a_name_stands_for_is_not_guessed(left):
    assert codes(f"We get $$ {left} = 1 \\pm \\sqrt{{2}} $$") == ["elaborate.double-sign"]


def test_definitions_after_where_hold_in_the_display_before():
    text = "$$ \\sum_{i=1}^n x_i = n m $$\n\nwhere $m = \\frac1n \\sum_{i=1}^n x_i$ and $c = 1$."
    assert kinds(text) == [("relation", True), ("definition", False), ("definition", False)]
    assert "m" not in {s.name for s in derivation(text).steps[0].claim.context.symbols}


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("Case $x > 0$:\n\n$$ |x| = x $$", {"gt(x, 0)"}),
        ("Case 2: $x < 0$.\n\n$$ |x| = x $$", {"lt(x, 0)"}),
        ("Case 2: $x < 0$.\n\nIn general\n$$ |x| = x $$", set()),
        ("In this case $x > 0$.\n\n$$ |x| = x $$", set()),
        ("1. Fall: $x > 0$. Dann gilt für alle $x$ und die\n$$ |x| = x $$", {"gt(x, 0)"}),
        ("Let $x$ be positive. Then\n$$ |x| = x $$", {"gt(x, 0)"}),
        ("For positive $x$ we have\n$$ |x| = x $$", {"gt(x, 0)"}),
        ("Let $x$ be a nonnegative number. Then\n$$ |x| = x $$", {"ge(x, 0)"}),
        ("Let $x$ be a number. Then\n$$ |x| = x $$", set()),
        ("Let $A$ be positive definite and $x$ a number. Then\n$$ |x| = x $$", set()),
    ],
)
def test_conditions_in_words(text, assumed):
    assert claims(text)["eq(abs(x), x)"] == assumed


def test_differentials_by_themselves_are_refused():
    assert codes("$$ du = 2x \\, dx $$") == ["elaborate.differentials"]


def test_a_family_of_vectors_is_declared_by_its_list():
    declared = r"Let $\mathbf{x}_1, \dots, \mathbf{x}_n \in \mathbb{R}^d$."
    text = f"{declared}\n\n$$ \\sum_{{i=1}}^n \\mathbf{{x}}_i = n \\mathbf{{x}}_1 $$"
    assert codes(text) == []
    (claim,) = (s.claim for s in derivation(text).steps if s.claim)
    assert claim.left is not claim.right


@pytest.mark.parametrize(
    ("said", "kind"), [("$x_1 = (1, 2)$", "definition"), ("$x_1 = 3$", "note"), ("$x_1 = (a, 2)$", "note")]
)
def test_a_list_of_numbers_says_what_a_name_means(said, kind):
    assert kinds(f"{said}, and $x_2 = (2, 3)$.")[0] == (kind, False)


def test_of_what_is_said_to_exist_nothing_is_checked_or_assumed():
    found = derivation(
        "For every $\\epsilon > 0$ there exists an $M \\in \\mathbb{N}$ such that for $n \\ge M$ we have\n"
        "$$ |a_n - a| < \\epsilon. $$\n\nThere is an $x > 0$ such that\n$$ x^2 = 2. $$\n\n"
        "Then\n$$ y^2 \\ge 0 $$\n"
    )
    last = [s for s in found.steps if s.display]
    assert [s.diagnostic.code if s.diagnostic else None for s in last] == ["elaborate.existence"] * 2 + [None]
    assert last[-1].claim.context.propositions == ()


def test_words_name_the_quantity_before_a_relation():
    text = "$$\\begin{align} \\text{rate in} &= 5 \\\\ \\text{rate out} &= 3 \\end{align}$$\n"
    assert [s.kind for s in derivation(text).steps] == ["definition", "definition"]


@pytest.mark.parametrize(
    "text",
    [
        "$$ x^2 = 1 + x \\Rightarrow \\text{two solutions} $$",
        "$$\\begin{align} x^2 &= 1 + x \\\\ \\Rightarrow \\text{continuous} \\end{align}$$",
        "$$ x^2 = 1 + x \\text{ with equality iff } y = 3 $$",
        "$$ x^2 = 1 + x = \\;? $$",
    ],
)
def test_words_behind_a_chain_are_no_part_of_it(text):
    assert relations(text) == [("x^{2}", "=", "1 + x")]


def test_a_question_is_no_claim():
    assert kinds("$$ \\frac{d}{dx} x^2 = \\;? $$\n\n$$ x \\ge 3 $$\n") == [("note", True), ("relation", True)]


def test_a_relation_behind_several_terms_is_one_of_each():
    assert relations("$$ a^2, b^2 \\ge c $$") == [("a^{2}", ">=", "c"), ("b^{2}", ">=", "c")]


def test_repeated_indices_are_summed_over_only_where_the_text_says_so():
    formula = "$x \\in \\mathbb{R}^n$, $A \\in \\mathbb{R}^{n \\times n}$\n$$ x^T A x = x_i A_{ij} x_j $$\n"
    assert codes(f"Let {formula}") == ["elaborate.summation"]
    said = derivation(f"In Einstein notation, let {formula}").steps[-1]
    assert (said.rhs, said.diagnostic) == ("\\sum_{i} \\sum_{j} x_{i} A_{i j} x_{j}", None)


def test_a_differential_equation_is_no_claim():
    text = "# Differential equations\n\n$$ y' + 2xy = e^x, \\qquad y(0) = 1 $$\n\n$$ (fg)' = f'g + fg' $$\n"
    assert [s.kind for s in derivation(text).steps] == ["hypothesis", "relation"]
    assert derivation("$$ y' + y = 0 $$\n").steps[0].diagnostic.code == "elaborate.prime-of-expression"


def test_what_is_assumed_of_is_not_defined():
    assert kinds("If $a^2 = 4$, then\n$$ a = 2 $$\n")[-1] == ("relation", True)
    assert kinds("If $g(x+y) = g(x) + g(y)$, then\n$$ g(x) = 3x $$\n")[-1] == ("relation", True)
    assert kinds("Let $g(x+h) - g(x)$ be small.\n\n$$ g(x) = 3x $$\n")[-1] == ("definition", True)
    assert kinds("We write\n$$ 1 + 1 = 2 $$\n")[-1] == ("relation", True)


def test_a_function_of_other_arguments_is_another_one():
    text = "We have $H(S) \\ge 0$.\n\n$$ H(X, Y) \\ge 0 $$\n\n$$ H(X, Y) = H(X) + H(Y) $$\n"
    assert codes(text) == ["elaborate.arity"]


def test_relations_that_are_not_exact_are_never_assumed():
    text = (
        "Suppose $\\sin x \\approx x$. Then\n$$ \\sin x = x $$\n\n$$ \\cos x \\approx 1 - \\frac{x^2}{2} $$\n"
    )
    found = [s for s in derivation(text).steps if s.claim is not None]
    assert [repr(s.claim.proposition)[:14] for s in found] == ["eq(sin(x), x)", "approximately("]
    assert found[0].claim.context.propositions == ()


def test_more_names_for_dimensions_than_letters():
    arrays = " + ".join(f"\\|\\mathbf{{{c}}}\\|" for c in "abcdfghuvwxyz")
    assert not codes(f"$$ {arrays} \\ge 0 $$\n")


def test_how_something_is_distributed_is_no_claim():
    text = "Let $X \\sim \\mathcal{N}(0, 1)$.\n$$ y_n \\sim \\mathcal{N}(\\mu, 1) $$\n\n$$ n! \\sim n^n $$\n"
    assert [s.kind for s in derivation(text).steps] == ["declaration", "declaration", "relation"]
    assert codes("$$ Y_n \\stackrel{d}{\\to} Y $$\n") == ["elaborate.mode-of-convergence"]


def test_what_tends_where_may_be_said_before_a_display():
    text = "As $t \\to +\\infty$,\n$$ \\frac{1}{t} \\to 0 $$\n"
    assert kinds(text) == [("hypothesis", False), ("relation", True)]
    assert not codes(text)


def test_definitions_below_one_another_are_no_solution_of_an_equation():
    text = "\\begin{align} L(x) &= \\max(a - d, 0) \\\\ U(x) &= \\min(a + d, 1) \\\\ d &= 3 \\end{align}\n"
    assert [(s.kind, s.relation) for s in derivation(text).steps] == [
        ("definition", "="),
        ("definition", "="),
        ("relation", "="),
    ]


def test_subscripts_tell_functions_of_one_letter_apart():
    text = "$$ F_X(x) = \\lim_{y \\to \\infty} F_{XY}(x, y) $$\n\n$$ F_X(x) + F_Y(x) = F_Y(x) + F_X(x) $$\n"
    found = claims(text)
    assert "eq(add(apply(F_X, x), apply(F_Y, x)), add(apply(F_Y, x), apply(F_X, x)))" in found
    assert codes("$$ \\sum_{i=1}^n f_i(x) = 1 $$\n") == ["elaborate.subscript-of-function"]
    assert codes("$$ p(x) = 1 - p(1-p)^{x-1} $$\n") == ["elaborate.overloaded"]
