"""A class: what each student hands in, and what it is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from random import Random

from classroom.derivations import SHEETS, Answer, Chain
from classroom.mistakes import slips
from classroom.tricks import TRICKS
from classroom.writing import headings, written
from derive.sheet.model import Exercise, ReadSheet

HEADER = "# Homework\n\nName: Ada Lovelace\nMatriculation number: 1234567\n\n"
KINDS = ("honest",) * 5 + ("slip", "slip", "incomplete", "gaming", "damaged")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an exercise of one student is worth; ``kind`` says why, ``detail`` names the trick."""

    kind: str
    marks: Fraction
    detail: str = ""


@dataclass(slots=True)
class Student:
    """A submission: its files, and the truth by label. Exercises that are missing are not in it."""

    name: str
    files: dict[str, str] = field(default_factory=dict)
    truth: dict[str, Expected] = field(default_factory=dict)


def quarters(marks: Fraction) -> Fraction:
    """Marks in quarters, rounded down."""
    return Fraction(floor(marks * 4), 4)


def a_class(sheet: ReadSheet, count: int, seed: int, steps: int = 0) -> Iterator[Student]:
    """So many students of a sheet; each hands in about so many steps, or most of the exercises."""
    answers = SHEETS[sheet.name]
    exercises = [e for e in sheet.exercises if e.label in answers]
    for number in range(count):
        random = Random(f"{seed}/{sheet.name}/{number}")
        order = random.sample(exercises, random.randint(max(3, len(exercises) - 3), len(exercises)))
        if steps:
            order = _so_many(order, answers, steps)
        yield _student(f"s{number:03}", order, answers, random)


def _so_many(order: Sequence[Exercise], answers: dict[str, tuple[Answer, ...]], steps: int) -> list[Exercise]:
    """As many of the exercises as have the steps together."""
    found: list[Exercise] = []
    for exercise in order:
        if steps <= 0:
            break
        found.append(exercise)
        steps -= sum(c.steps for c in answers[exercise.label][0].chains)
    return found


def _student(
    name: str, order: Sequence[Exercise], answers: dict[str, tuple[Answer, ...]], random: Random
) -> Student:
    student = Student(name)
    kind = random.choice(KINDS)
    texts = []
    for exercise in order:
        own = kind if random.random() < 0.7 else "honest"
        text, expected = _answered(exercise, answers[exercise.label], own, random)
        texts.append(headings(exercise.label, random) + text)
        student.truth[exercise.label] = expected
    is_cut = random.random() < 0.2 and len(texts) > 1
    cut = random.randint(1, len(texts) - 1) if is_cut else len(texts)
    parts = [p for p in (texts[:cut], texts[cut:]) if p]
    header = HEADER if random.random() < 0.5 else ""
    for k, part in enumerate(parts, 1):
        student.files[f"part{k}.md"] = header + "".join(part)
    return student


def _answered(
    exercise: Exercise, known: tuple[Answer, ...], kind: str, random: Random
) -> tuple[str, Expected]:
    answer = random.choice(known)
    if answer.values:
        expected = Expected("honest", exercise.marks) if answer.is_right else Expected("slip", Fraction(0))
        return written(answer, (), random), expected
    makers = {"slip": _slipped, "incomplete": _incomplete, "gaming": _gamed, "damaged": _damaged}
    made = makers[kind](exercise, answer, random) if kind in makers else None
    return made or (written(answer, answer.chains, random), Expected("honest", exercise.marks))


def _worth(exercise: Exercise, goal: str) -> Fraction:
    """The marks of a goal; of one without marks of its own those of the exercise."""
    found = next((g.marks for g in exercise.goals if (g.name or "claim") == goal), Fraction(0))
    return found or (exercise.marks if len(exercise.goals) == 1 else Fraction(0))


def _slipped(exercise: Exercise, answer: Answer, random: Random) -> tuple[str, Expected] | None:
    """One member of one chain is wrong: the marks for the steps that are right."""
    options = [(chain, wrong) for chain in answer.chains for wrong in slips(exercise.label, chain)]
    if not options:
        return None
    chain, wrong = random.choice(options)
    chains = tuple(wrong if c is chain else c for c in answer.chains)
    place = next(k for k, (a, b) in enumerate(zip(chain.members, wrong.members, strict=True)) if a != b)
    bad = 1 if place == len(wrong.members) - 1 else 2
    worth = _worth(exercise, chain.goal)
    kept = quarters(worth * Fraction(chain.steps - bad, chain.steps))
    return written(answer, chains, random), Expected("slip", exercise.marks - worth + kept)


def _incomplete(exercise: Exercise, answer: Answer, random: Random) -> tuple[str, Expected] | None:
    """The last step is missing: of half of the marks the share of the steps that are there."""
    chains = [c for c in answer.chains if not c.lemma and c.steps > 1]
    if len(answer.chains) != 1 or not chains:
        return None
    cut = Chain(chains[0].goal, chains[0].members[:-2])
    worth = _worth(exercise, cut.goal)
    kept = quarters(worth / 2 * Fraction(cut.steps, cut.steps + 1))
    return written(answer, (cut,), random), Expected("incomplete", exercise.marks - worth + kept)


def _gamed(exercise: Exercise, answer: Answer, random: Random) -> tuple[str, Expected] | None:
    chains = [c for c in answer.chains if not c.lemma]
    if len(answer.chains) != 1 or "=" not in chains[0].members or set(chains[0].members[1::2]) != {"="}:
        return None
    trick = random.choice(tuple(TRICKS))
    left, between, *_, right = chains[0].members[::2]
    return TRICKS[trick].format(l=left, m=between, r=right) + "\n\n", Expected("gaming", Fraction(0), trick)


def _damaged(exercise: Exercise, answer: Answer, random: Random) -> tuple[str, Expected] | None:
    """A brace or a bracket is lost, as by a scanner."""
    text = written(answer, answer.chains, random)
    places = [k for k, sign in enumerate(text) if sign in "{}()" and text[k - 1] != "\\"]
    place = random.choice(places[len(places) // 2 :])
    return text[:place] + text[place + 1 :], Expected("damaged", exercise.marks)
