"""Refuted steps are told apart: where the mistake is, what it may be called, and what would be right."""

import tomllib
from pathlib import Path

import pytest

import derive
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide
from derive.prove.diagnosis.following import rewritten
from derive.theory.mistake import mistakes

ROWS = [
    pytest.param(row, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "corpus" / "mistakes").glob("*.toml"))
    for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["mistake"])
]


def checked(line, given=""):
    introduction = f"Let ${given}$.\n\n" if given else ""
    return derive.check_text(f"{introduction}$${line}$$\n")


def first_mistake(found):
    index = next(i for i, v in enumerate(found.verdicts) if isinstance(v, Refuted))
    return found.derivation.steps[index], found.diagnoses[index]


def marked(diagnosis, found):
    return found.derivation.document.parts[0].text[diagnosis.place.start : diagnosis.place.end]


def repaired(step, diagnosis):
    """The line with its repair: of the right side, or of the relation as a whole."""
    if step.written is None:
        whole = "arrow" in diagnosis.repair
        return diagnosis.repair if whole else rf"{step.lhs} \Rightarrow {diagnosis.repair}"
    whole = diagnosis.mending in ("strict", "flipped-inequality", "no-equality")
    return diagnosis.repair if whole else f"{step.lhs} {step.written.sign} {diagnosis.repair}"


@pytest.mark.parametrize("row", ROWS)
def test_mistakes_of_students_are_located_and_never_misnamed(row):
    found = checked(row["line"], row["given"])
    step, diagnosis = first_mistake(found)
    if not row["kinds"]:
        assert diagnosis is None or diagnosis.kind is None
        return
    assert diagnosis.kind in row["kinds"]
    text = marked(diagnosis, found)
    assert row["at"] in text or text in row["at"]
    if diagnosis.repair is not None:
        again = checked(repaired(step, diagnosis), row["given"])
        assert isinstance(again.verdicts[-1], Proved)


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: m.name)
def test_example_is_refuted_and_recognised(mistake):
    assert isinstance(decide(claim_of(mistake.example, mistake.given)), Refuted)
    found = checked(mistake.example, ", ".join(mistake.given))
    _, diagnosis = first_mistake(found)
    assert diagnosis is not None
    assert mistake.name in (diagnosis.kind, diagnosis.mending)


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: m.name)
def test_near_miss_is_not_taken_for_the_mistake(mistake):
    found = checked(mistake.miss, ", ".join(mistake.given))
    kinds = [d.kind for d in found.diagnoses if d is not None]
    assert mistake.name not in kinds


STATEMENTS = (
    (r"x^2 = 4 \Rightarrow x = 2", "lost-solution", r"x = 2 \text{ or } x = -2"),
    (r"x^2 = x \Rightarrow x = 1", "lost-solution", r"x = 1 \text{ or } x = 0"),
    (r"-2x < 4 \Rightarrow x < -2", "flipped-inequality", "x > -2"),
    (r"x > 1 \Leftrightarrow x^2 > 1", "one-direction", r"x > 1 \Rightarrow x^{2} > 1"),
    (r"y^2 = 1 \Leftrightarrow y = 1", "one-direction", r"y^{2} = 1 \Leftarrow y = 1"),
)


@pytest.mark.parametrize(("line", "kind", "repair"), STATEMENTS)
def test_what_a_wrong_conclusion_lacks_is_said_and_proved(line, kind, repair):
    _, diagnosis = first_mistake(checked(line))
    assert (diagnosis.kind, diagnosis.repair) == (kind, repair)


def test_of_a_conclusion_from_nothing_no_mistake_is_named():
    assert first_mistake(checked(r"x^2 = 4 \Rightarrow x = 1"))[1] is None


def test_right_steps_have_no_diagnosis():
    found = checked(r"(a + b)^2 = a^2 + 2ab + b^2 = a^2 + b^2 + 2ba")
    assert found.diagnoses == (None, None)


def test_a_second_mistake_that_undoes_the_first_is_named_so():
    found = checked(r"(a - b)^2 = a^2 + 2ab + b^2 = a^2 - 2ab + b^2")
    assert [d.kind for d in found.diagnoses] == ["sign", "compensation"]


MADE_UP = (
    (
        r"\frac{d}{dx} \frac{1}{\lambda} e^{\lambda x} = \frac{1}{\lambda} e^{\lambda x} = e^{\lambda x}",
        "factor-in",
        r"\lambda",
    ),
    (r"2(x + 1) = 2x + 1 = 2x + 2", "summand-in", "1"),
    (r"\int_0^x \cos(2t)\,dt = \sin(2x) = \frac{\sin(2x)}{2}", "factor-out", "2"),
)


@pytest.mark.parametrize(("line", "change", "detail"), MADE_UP)
def test_it_is_said_what_makes_up_for_which_mistake(line, change, detail):
    found = checked(line, r"\lambda > 0")
    second = found.diagnoses[-1]
    assert (second.kind, second.mending, second.detail, second.line) == ("compensation", change, detail, 3)


def test_a_repair_is_preferred_from_which_the_next_line_follows():
    alone = first_mistake(checked(r"x + 3 \ge x + 5"))[1]
    followed = first_mistake(checked(r"x + 3 \ge x + 5 = x + 3"))[1]
    assert (alone.kind, followed.kind) == ("flipped-inequality", "number")
    assert followed.repair == "x + 3"


def test_later_lines_follow_from_the_wrong_one():
    wrong = "$$(a - b)^2 = a^2 + 2ab + b^2$$\n\n"
    text = wrong + "$$(a - b)^2 - b^2 = a^2 + 2ab$$\n\n$$(a - b)^2 - b^2 = a^2 + ab$$\n"
    assert derive.check_text(text).follows_from == (None, 0, None)


def test_what_was_written_stands_for_all_values_of_its_variables():
    wrong = claim_of(r"\sin(2x) = 2\sin x")
    later = claim_of(r"\sin(2(y + 1)) = 1")
    term = rewritten(later.proposition, wrong.left, wrong.right)
    assert term is claim_of(r"2\sin(y + 1) = 1").proposition


def test_what_is_read_for_one_repair_does_not_count_for_the_next():
    found = checked(r"\sum_{k=1}^{n} (k + c) = c + \sum_{k=1}^{n} k", r"n \in \mathbb{N}")
    assert first_mistake(found)[1].repair == r"n c + \sum_{k=1}^{n} k"


MISFITS = (
    (r"x^\top y = y x^\top", r"x, y \in \mathbb{R}^n", "order-of-factors", r"x^{\top} y"),
    (
        r"(Ax)^\top = x^\top A",
        r"A \in \mathbb{R}^{m \times n}, x \in \mathbb{R}^n",
        "transpose",
        r"x^{\top} A^{\top}",
    ),
    (r"x^\top A x = A x", r"A \in \mathbb{R}^{n \times n}, x \in \mathbb{R}^n", "shape", None),
)


@pytest.mark.parametrize(("line", "given", "kind", "repair"), MISFITS)
def test_sides_of_different_shape_are_told_apart_from_wrong_ones(line, given, kind, repair):
    _, diagnosis = first_mistake(checked(line, given))
    assert (diagnosis.kind, diagnosis.repair) == (kind, repair)
    _, other = first_mistake(checked(r"x^\top y = 2 x^\top y", r"x, y \in \mathbb{R}^n"))
    assert other.kind != "shape"


WITHOUT_VALUE = (
    (
        r"\lim_{n \to \infty} (n + 1 - n) = \lim_{n \to \infty} (n + 1) - \lim_{n \to \infty} n",
        "infinite-part",
    ),
    (r"\lim_{x \to 0} \frac{\sin x}{x} = \frac{\lim_{x \to 0} \sin x}{\lim_{x \to 0} x}", "division-by-zero"),
    (
        r"\sum_{k=1}^\infty \frac{1}{k^2 + k} = \sum_{k=1}^\infty \frac1k - \sum_{k=1}^\infty \frac{1}{k+1}",
        "infinite-part",
    ),
)


@pytest.mark.parametrize(("line", "kind"), WITHOUT_VALUE)
def test_of_a_side_without_a_value_the_part_is_marked_that_has_none(line, kind):
    found = checked(line)
    assert found.diagnoses[-1].kind == kind
    assert type(found.verdicts[-1]).__name__ == "Undecided"


def test_parts_with_values_are_not_marked():
    found = checked(r"\lim_{x \to 0} (\cos x + x) = \lim_{x \to 0} \cos x + \lim_{x \to 0} x")
    assert found.diagnoses == (None,)


ASKED_FOR = {
    "lost or extra factor": ("missing-factor", "extra-factor"),
    "lost term": ("missing-term", "extra-term"),
    "sign": ("sign", "minus-before-brackets"),
    "lost inner derivative": ("chain-rule",),
    "product or quotient rule": ("product-rule", "quotient-rule"),
    "power rule": ("power-rule",),
    "exponent arithmetic": ("exponent", "exponent-arithmetic", "power-of-product", "factor-in-exponent"),
    "log of a sum": ("log-of-sum", "log-of-product"),
    "root of a sum": ("root-of-sum", "root"),
    "cancellation across a sum": ("cancelled-summand", "fraction-of-sum"),
    "distributed function": ("distributed-function", "power-of-sum", "exp-of-sum", "distributed-sum"),
    "wrong parentheses or precedence": ("brackets", "partly-multiplied"),
    "index shift": ("index-shift",),
    "wrong summation bound": ("wrong-bound", "constant-summed-once"),
    "free index under a sum": ("wrong-index", "same-index"),
    "swapped or missing transpose": ("transpose", "order-when-turned"),
    "wrong order of factors": ("order-of-factors",),
    "lost +C": ("lost-constant", "lower-bound", "antiderivative"),
    "lost absolute value": ("absolute-value",),
    "lost case": ("lost-solution", "lost-zero"),
    "flipped inequality": ("flipped-inequality", "unknown-sign"),
    "strict instead of not strict": ("strict",),
    "unjustified limit exchange": ("limit-of-part", "limit-into-function", "limit-exchange"),
    "wrong trigonometric identity": ("trigonometric-identity",),
}


@pytest.mark.parametrize(("asked", "names"), ASKED_FOR.items(), ids=ASKED_FOR)
def test_the_catalogue_has_what_it_is_for(asked, names):
    assert set(names) <= {m.name for m in mistakes()}, asked


@pytest.mark.parametrize(("given", "domain"), [(r"x \ne 0", "narrows"), ("x > 0", None)])
def test_a_domain_that_became_smaller_is_said(given, domain):
    (verdict,) = [v for v in checked(r"\log(x^2) = 2 \log x", given).verdicts if v is not None]
    assert isinstance(verdict, Proved)
    assert verdict.domain == domain


@pytest.mark.parametrize(
    ("line", "given", "repair"),
    [
        (r"\tan 2x = \frac{2\tan x}{1-\tan^3 x}", "", r"\frac{2\tan x}{1 - \tan^{2} x}"),
        (r"\frac{6x+4}{2} = 3x+4", "", "3x + 2"),
        (r"\frac{d}{dx} (x^2 \sin x) = 2x \cos x", "", r"2 x \sin(x) + x^{2} \cos(x)"),
        (
            r"\frac{d}{dx} \frac{x}{x^2+1} = \frac{x^2+1+2x}{(x^2+1)^2}",
            "",
            r"\frac{x^2 + 1 - 2 x^{2}}{(x^2+1)^2}",
        ),
        (r"\sin(2x) = 2\sin x", "", r"2 \cos(x) \sin x"),
        (r"\int_0^1 xe^x\,dx = e", "", "1"),
    ],
)
def test_a_repair_reads_as_its_writer_would_have_written_it(line, given, repair):
    assert first_mistake(checked(line, given))[1].repair == repair


@pytest.mark.parametrize(
    ("line", "given", "kind"),
    [
        (r"\cosh x \ge e^{x^2/2}", "", "flipped-inequality"),
        (r"x^x > e^{-1/e}", "x > 0", "strict"),
        (r"x^2 \ge x", "", None),
    ],
)
def test_an_inequality_is_not_mended_by_what_says_nothing(line, given, kind):
    diagnosis = first_mistake(checked(line, given))[1]
    assert (diagnosis and diagnosis.kind, diagnosis and diagnosis.repair) == (kind, None)
