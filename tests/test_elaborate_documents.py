"""Documents become derivations: what every formula is, what it claims, and in which context."""

import pytest

from derive.algebra.shapes import sort_of
from derive.elaborate.document import elaborate
from derive.syntax.reading import read


def derivation(text, **options):
    return elaborate(read("notes.md", text.encode()), **options)


def kinds(text):
    return [(s.kind, s.display) for s in derivation(text).steps]


def relations(text):
    return [(s.lhs, s.relation, s.rhs) for s in derivation(text).steps if s.kind == "relation"]


def claims(text):
    """Propositions with the hypotheses about them, by step."""
    return {
        repr(s.claim.proposition): set(map(repr, s.claim.context.propositions))
        for s in derivation(text).steps
        if s.claim is not None
    }


def codes(text):
    return [s.diagnostic.code for s in derivation(text).steps if s.diagnostic is not None]


def test_a_chain_over_rows_and_displays():
    text = "$$\\begin{aligned} a &= b \\\\ &\\le c \\end{aligned}$$\n\nand therefore\n\n$$ < d $$\n"
    found = derivation(text)
    assert relations(text) == [("b", "<=", "c"), ("c", "<", "d")]
    assert found.steps[0].kind == "definition"
    assert found.chains[0].steps == (0, 1, 2)
    assert found.chains[0].relation == "<"


@pytest.mark.parametrize(
    ("signs", "composed"),
    [
        ("= =", "="),
        ("= \\le", "<="),
        ("\\le <", "<"),
        ("\\ge =", ">="),
        ("\\le \\ge", None),
        ("= \\ne", "!="),
    ],
)
def test_relations_compose(signs, composed):
    first, second = signs.split()
    found = derivation(f"$$ x^2 {first} y^2 {second} z^2 $$")
    assert found.chains[0].relation == composed
    assert (found.chains[0].conclusion is None) == (composed is None)


def test_spans_and_labels():
    text = "## Exercise 3\n\na) First\n\n$$\\begin{aligned}\nx^2 + 1 &= y \\\\\n&= z\n\\end{aligned}$$\n"
    found = derivation(text)
    spans = [found.document.span(s.place) for s in found.steps]
    assert [(s.line, s.column, s.end_line, s.end_column) for s in spans] == [(6, 1, 6, 13), (7, 2, 7, 5)]
    assert [s.label for s in found.steps] == ["3a", "3a"]


def test_declarations_of_an_exercise_end_with_it():
    text = (
        "# Exercise 1\n\nLet $x > 0$.\n\n$$ \\sqrt{x^2} = x $$\n\n# Exercise 2\n\n$$ \\sqrt{x^2} = |x| $$\n"
    )
    found = claims(text)
    assert found["eq(power(power(x, 2), 1/2), x)"] == {"gt(x, 0)"}
    assert found["eq(power(power(x, 2), 1/2), abs(x))"] == set()


def test_an_if_ends_with_its_paragraph():
    text = "If $x > 0$, then\n$$ \\sqrt{x^2} = x $$\n\nIn general\n$$ \\sqrt{x^2} = |x| $$\n"
    found = claims(text)
    assert found["eq(power(power(x, 2), 1/2), x)"] == {"gt(x, 0)"}
    assert found["eq(power(power(x, 2), 1/2), abs(x))"] == set()


@pytest.mark.parametrize(
    "text",
    [
        r"$$ \log x^2 = 2 \log x \quad \text{for } x > 0 $$",
        r"$$ \log x^2 = 2 \log x, \quad x > 0 $$",
        r"$$ \forall x > 0: \log x^2 = 2 \log x $$",
        "$$ \\log x^2 = 2 \\log x $$\nfor all $x > 0$.",
        "For $x > 0$ we have\n\n$$ \\log x^2 = 2 \\log x $$\n",
        "Assume that $x > 0$. Then $\\log x^2 = 2 \\log x$.",
        "Sei $x > 0$. Dann gilt\n$$ \\log x^2 = 2 \\log x $$",
        "Für alle $x > 0$ gilt $\\log x^2 = 2 \\log x$.",
    ],
)
def test_side_conditions_in_many_styles(text):
    assert claims(text) == {"eq(log(power(x, 2)), multiply(2, log(x)))": {"gt(x, 0)"}}


@pytest.mark.parametrize(
    "declared",
    [
        r"k = 1, \dots, 9",
        r"k \in \{1, \dots, 9\}",
        r"k \in \{1, 2, \ldots, 9\}",
        r"j, k \in \{1, 2, 3, \dots, 9\}",
    ],
)
def test_ranges_of_an_integer(declared):
    found = claims(f"Let ${declared}$.\n\n$$ k^2 \\ge k $$")
    [hypotheses] = found.values()
    assert {"le(1, k)", "le(k, 9)"} <= hypotheses


def test_even_numbers_are_no_range():
    assert "2 \\le k" not in str(claims(r"Let $k \in \{2, 4, \dots, 8\}$. $$ k^2 \ge k $$"))


def test_conditions_behind_a_formula_hold_for_it_alone():
    text = "We have $\\sqrt{x^2} = x$ for $x > 0$. Hence $x^2 \\ge 0$."
    assert claims(text)["ge(power(x, 2), 0)"] == set()


def test_definitions_replace_conventional_names():
    text = "Let $\\sigma(x) = \\frac{1}{1+e^{-x}}$.\n\n$$ \\sigma(0) = \\frac12 $$"
    assert list(claims(text)) == ["eq(power(add(1, exp(multiply(-1, 0))), -1), 1/2)"]


def test_standard_names_are_never_redefined():
    assert kinds(r"$$ \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}} $$") == [("relation", True)]


def test_the_first_equality_of_a_new_name_defines_it():
    text = "$$ y = x^2 $$\n\n$$ y = x \\cdot x $$\n"
    assert [k for k, _ in kinds(text)] == ["definition", "relation"]
    assert list(claims(text)) == ["eq(power(x, 2), multiply(x, x))"]


def test_definitions_with_a_colon_may_follow_their_use():
    text = "$$ f(2) = 4 $$\n\nwith\n\n$$ f(x) := x^2 $$\n"
    assert list(claims(text)) == ["eq(power(2, 2), 4)"]


def test_entries_define_a_vector():
    text = "Let $x \\in \\mathbb{R}^n$ and $s_i := x_i^2$.\n\n$$ \\sum_{i=1}^n s_i = \\|x\\|^2 $$"
    assert list(claims(text)) == ["eq(sum(#0: power(x[#0], 2); 1, n), power(norm(x), 2))"]


def test_goals_are_judged_but_define_nothing():
    text = "Show that\n$$ y = x^2 $$\n"
    assert kinds(text) == [("relation", True)]


def test_what_is_asked_for_is_not_assumed():
    text = "We want $w + b < 0$. Then\n$$ w + b \\ge -1 $$"
    assert [k for k, _ in kinds(text)] == ["hypothesis", "relation"]
    assert list(claims(text).values()) == [set()]


def test_equations_one_below_the_other_follow_from_each_other():
    text = "$$\\begin{aligned} 2x + 3 &= 7 \\\\ 2x &= 4 \\\\ x &= 2 \\end{aligned}$$"
    assert [r for _, r, _ in relations(text)] == ["=>", "=>"]
    assert "implies(eq(multiply(2, x), 4), eq(x, 2))" in claims(text)


def test_inline_mathematics_declares_or_remarks():
    text = "The function $x^2$ is even. Let $a, b \\in \\mathbb{R}$. Note that $a^2 \\ge 0$."
    assert kinds(text) == [("note", False), ("verbal", False), ("declaration", False), ("relation", False)]


def test_two_kinds_of_different():
    text = "$$ e^{cx} \\ne e^x $$\n\nsince $c \\ne 1$."
    found = [s.claim for s in derivation(text).steps if s.claim is not None]
    assert found[0].not_identical


def test_points_of_cases():
    text = r"$$ 2x + 1 = \begin{cases} 3 & x = 1 \\ 5 & x = 2 \end{cases} $$"
    assert list(claims(text)) == ["and(eq(add(multiply(2, 1), 1), 3), eq(add(multiply(2, 2), 1), 5))"]


def test_the_variable_of_a_limit_reaches_into_a_definition():
    text = "$$ S := e^{-\\lambda} $$\n\n$$ \\lim_{\\lambda \\to \\infty} S = 0 $$"
    assert list(claims(text)) == ["eq(limit(#0: exp(multiply(-1, #0)); infinity(), 0), 0)"]


def test_a_display_that_is_not_read_is_one_step_and_breaks_the_chain():
    text = "$$ x = \\frac{1 $$\n\n$$ = y $$\n"
    found = derivation(text).steps
    assert [(s.kind, s.claim) for s in found] == [("relation", None), ("relation", None)]
    assert codes(text)[1] == "elaborate.no-left-side"


def test_loosely_meant_relations_are_not_checked():
    assert codes("Asymptotically\n$$ n + 1 = n $$") == ["elaborate.loose"]


def test_a_recurrence_is_a_definition():
    assert kinds(r"$$ a_{n+1} = a_n + 1 $$") == [("definition", True)]


def test_assumptions_from_outside_and_front_matter():
    text = "---\nassume: \\lambda > 0\n---\n\n$$ \\lambda x^2 \\ge 0 $$\n"
    assert list(claims(text).values()) == [{"gt(\\lambda, 0)"}]
    found = derivation("$$ \\lambda x^2 \\ge 0 $$", assume=(r"\lambda > 0",))
    assert [repr(p) for s in found.steps for p in s.claim.context.propositions] == ["gt(\\lambda, 0)"]


def test_the_language_is_recognised():
    assert derivation("Sei $x > 0$ und es gilt die Ungleichung").language == "de"
    assert derivation("$$ x = x $$").language == "en"


def test_every_formula_is_accounted_for():
    text = "Let $x$ be $x>0$, $y$.\n\n$$ a = b, \\quad c $$\n\n$$ \\foo $$\n"
    document = read("notes.md", text.encode())
    formulas = sum(b.kind.value in ("inline", "display", "unreadable") for b in document.blocks)
    assert len(elaborate(document).steps) >= formulas


@pytest.mark.parametrize(
    "claim",
    [
        r"\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2}",
        r"\sigma^2(x) = \frac{1}{(1+e^{-x})^2}",
        r"a^2 = b^2 + c^2",
        r"\pi = 3.14159",
        r"e = \frac{1}{2}",
        r"\Gamma(x) = \frac{1}{x}",
        r"\|x\| = 1",
        r"(x) = 1",
        r"x y = 1",
        r"\frac{d}{dx} f(x) = 0",
    ],
)
def test_what_only_looks_like_a_definition_is_a_claim(claim):
    assert kinds(f"$$ {claim} $$") == [("relation", True)]


def test_a_function_of_something_else_is_another_one():
    text = "a) Let $h(x) = \\|x\\|$ with $x \\in \\mathbb{R}^n$.\n\nb) Now\n$$ h(t) = \\max(0, t) $$"
    assert kinds(text)[-1] == ("definition", True)


def test_a_letter_and_the_letter_with_an_index_are_two_names():
    text = (
        "1. Let $S_i = e^{x_i}$.\n2. Let $S = \\sum_i S_i$.\n\n"
        "$$ \\operatorname{softmax}(x)_i = \\frac{1}{S} S_i $$"
    )
    (claim,) = claims(text)
    assert claim == ("eq(softmax(x)[i], multiply(power(sum(#0: exp(x[#0]); 1, n), -1), exp(x[i])))")


def test_the_chain_rule_by_expressions():
    text = (
        "Let $x, b, w \\in \\mathbb{R}^d$ and $W \\in \\mathbb{R}^{d \\times d}$.\n\n"
        "$$ \\frac{\\partial w^T \\hat\\sigma(Wx+b)}{\\partial W_{ij}} = "
        "\\frac{\\partial w^T \\hat\\sigma(Wx+b)}{\\partial \\hat\\sigma(Wx+b)} "
        "\\frac{\\partial \\hat\\sigma(Wx+b)}{\\partial (Wx+b)} \\frac{\\partial (Wx+b)}{\\partial W_{ij}} $$"
    )
    (claim,) = claims(text)
    assert "derivative(#0: sigmoid(#0)[#2]; add(matmul(W, x), b), #1)" in claim


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("# Sheet\n\nLet $x > 0$.\n\n## 1a\n\n$$ \\sqrt{x^2} = x $$", {"gt(x, 0)"}),
        ("# Sheet\n\n## 1\n\nLet $x > 0$.\n\n## 2\n\n$$ \\sqrt{x^2} = x $$", set()),
        ("## 1 Roots\n\nLet $x > 0$.\n\n(a) First\n\n$$ \\sqrt{x^2} = x $$", {"gt(x, 0)"}),
        ("## 1 Roots\n\n(a) Let $x > 0$.\n\n(b) Then\n\n$$ \\sqrt{x^2} = x $$", set()),
        ("a) Let $x > 0$.\n\n### 2\n\n$$ \\sqrt{x^2} = x $$", set()),
        ("# A\n\n## 1\n\nLet $x > 0$.\n\n# B\n\n$$ \\sqrt{x^2} = x $$", set()),
    ],
)
def test_what_is_said_before_the_parts_holds_in_all_of_them(text, assumed):
    assert claims(text) == {"eq(power(power(x, 2), 1/2), x)": assumed}


@pytest.mark.parametrize(
    ("heading", "label"),
    [("## 1 Logistic sigmoid\n\na) First", "1a"), ("## 4b", "4b"), ("## Exercise 3\n\n### Solution", "3")],
)
def test_labels_under_headings(heading, label):
    found = derivation(f"{heading}\n\n$$ x^2 + 1 = y $$")
    assert found.steps[0].label == label


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
