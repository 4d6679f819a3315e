"""Documents become derivations: what every formula is, what it claims, and in which context."""

import pytest
from elaborated import claims, codes, derivation, kinds, relations

from derive.elaborate.document import elaborate
from derive.syntax.reading import read


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
