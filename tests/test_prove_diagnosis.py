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
    assert first_mistake(found)[1].repair == r"n c + \sum_{k = 1}^{n} k"
