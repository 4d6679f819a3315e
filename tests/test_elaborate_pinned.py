"""What was found by setting something to zero holds there, and for nothing that is said of all points."""

import pytest

import derive

F = r"Let $f(x) = x^2 - 4x$. "
FOUND = F + "Setting the derivative to zero gives $x = 2$. "
CUBIC = r"Let $f(x) = x^3 - 12x$. Setting the derivative to zero gives $3x^2 - 12 = 0$, "
SQUARE = "Let $f(x) = x^2$. "
GERMAN = "Sei $f(x) = x^2 - 4x$. Nullsetzen der Ableitung liefert $$x = 2.$$ "


def words(text, **options):
    kinds = (type(v).__name__.lower() for v in derive.check_text(text, **options).verdicts if v is not None)
    return " ".join(kinds)


AT_THE_POINT = (
    (FOUND + "So $f(x) = -4$.", "proved"),
    (FOUND + "So $f(x) = -3$.", "refuted"),
    (FOUND + "So $f''(x) = 2 > 0$.", "proved proved"),
    (CUBIC + "hence $x = 2$ for $x > 0$.", "proved"),
    (CUBIC + "hence $x = 3$ for $x > 0$.", "refuted"),
    (FOUND + r"So $x$ is positive.", "proved"),
)
EVERYWHERE = (
    ("Hence $f(x) \\le -4$ for all $x$.", "refuted"),
    ("Hence $f(x) \\ge -4$ for all $x$.", "proved"),
    ("Hence $$f(x) \\le -4 \\quad \\text{for all } x.$$", "refuted"),
    ("Hence $f(x) \\le -4$ for every $x \\in \\mathbb{R}$.", "refuted"),
    ("Hence $$\\forall x: f(x) \\le -4.$$", "refuted"),
    ("For all $x$ we have $f(x) \\le -4$.", "refuted"),
    ("Let $x$ be arbitrary. Then $f(x) \\le -4$.", "refuted"),
    ("Moreover $f(x) = (x-2)^2 - 4$.", "proved"),
    ("Moreover $f(x) = \\frac12 (x-2)^2 - 4$.", "refuted"),
    ("Moreover $f'(x) = 3x - 6$.", "refuted"),
    ("$f$ is convex.", "proved"),
    ("$f$ is constant.", "refuted"),
    ("$f$ is decreasing.", "refuted"),
)
PERHAPS = (
    "Hence $f(x) \\le -4$.",
    "Hence $f(x) \\le f(2)$.",
    "Hence $f(x) = -4$ for $x \\ge 0$.",
    "So $f(x)$ is always negative.",
)


@pytest.mark.parametrize(("text", "expected"), AT_THE_POINT)
def test_what_was_found_is_used_for_the_point_itself(text, expected):
    assert words(text).split()[-len(expected.split()) :] == expected.split()


@pytest.mark.parametrize(("claim", "expected"), EVERYWHERE)
def test_what_was_found_is_not_used_for_what_is_said_of_all_points(claim, expected):
    assert words(FOUND + claim) == f"proved {expected}"


@pytest.mark.parametrize("claim", PERHAPS)
def test_where_it_is_not_clear_of_which_points_it_is_said_nothing_is_proved_or_refuted(claim):
    assert words(FOUND + claim) == "proved undecided"


def test_in_german_all_points_are_meant_as_well():
    assert words(GERMAN + "Also gilt $f(x) \\le -4$ für alle $x$.", language="de") == "proved refuted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SQUARE + "Let $x = 2$. Then $f(x) = 4$. Hence $f(x) \\le 4$ for all $x$.",
            "proved refuted",
        ),
        (
            SQUARE + "For $x = 2$ we get $f(x) = 4$. Hence $f(x) \\le 4$ for all $x$.",
            "proved refuted",
        ),
        ("Suppose $x^2 = 4$. Then $x^4 = 16$ for all $x$.", "proved"),
        ("Let $x > 0$. Then $|x| = x$ for all $x$.", "proved"),
    ],
)
def test_a_value_is_forgotten_where_all_values_are_meant_and_a_condition_is_not(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (F + r"Then $$f'(x) = 2x - 4 = 0 \Rightarrow x = 2.$$", "proved proved"),
        (F + r"Then $$f'(x) = 3x - 6 = 0 \Rightarrow x = 2.$$", "refuted proved"),
        (F + r"Setting this to zero gives $$f'(x) = 3x - 6 = 0 \Rightarrow x = 2.$$", "refuted proved"),
        (F + r"Then $f(x) = x(x-3) = 0 \Rightarrow x = 0 \text{ or } x = 3$.", "refuted proved"),
        (r"$$x^2 - 4 = (x-2)(x+2) = 0 \Rightarrow x = 2 \text{ or } x = -2$$", "proved proved"),
        (r"$$x^2 - 4 = (x-2)(x+3) = 0 \Rightarrow x = 2 \text{ or } x = -3$$", "undecided proved"),
        (r"$$2x + y = x - y = 0 \Rightarrow x = y = 0$$", "proved"),
        (r"$$x = y = 0 \Rightarrow x + y = 0$$", "proved"),
    ],
)
def test_what_is_calculated_before_an_arrow_is_claimed(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$h(x) = \ell(x)^2 \quad\text{where}\quad \ell(t) = -t^2$$ Then $$\ell'(t) = -2t.$$", "proved"),
        (r"$$h(x) = \ell(x)^2 \quad\text{where}\quad \ell(t) = -t^2$$ Then $$\ell'(t) = -3t.$$", "refuted"),
        (
            r"$$L = z^2 \quad\text{where}\quad z = 3x$$ Then $$\frac{dL}{dx} = 18x, \quad z = 3x.$$",
            "proved " * 2,
        ),
        (r"$$a = \max_t \ell(t) \quad\text{where}\quad \ell(t) = -t^2.$$ Then $$\ell'(t) = -2t.$$", "proved"),
    ],
)
def test_what_is_explained_in_a_formula_behind_where_holds_from_there_on(text, expected):
    assert words(text).endswith(expected.strip())
