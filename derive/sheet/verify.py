"""Verification of a sheet: every claim is decided, every step of every reference solution checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.source import UnreadableError
from derive.core.term import Symbol, Term
from derive.core.term import replace as substituted
from derive.core.verdict import ProofTree, Proved, Supported, Undecided, Unreadable, Verdict
from derive.elaborate.document import elaborate
from derive.prove.check import check, decide
from derive.sheet.model import Exercise, ReadSheet
from derive.syntax.latex import write
from derive.syntax.reading import read


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one claim, or one step of a solution; ``key`` is stable from run to run.

    ``verdict`` is the word, ``method`` and ``conditions`` say how and where it holds.
    """

    key: str
    verdict: str
    method: str = ""
    conditions: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether nothing is left to do."""
        return self.verdict == "proved"


def verify(sheet: ReadSheet) -> Iterator[Finding]:
    """The findings for the claims and solutions of a sheet, in the order of its exercises."""
    for exercise in sheet.exercises:
        for goal in exercise.goals:
            for number, claim in enumerate(goal.claims, 1):
                key = ":".join(filter(None, (exercise.key, goal.name, str(number))))
                yield _finding(key, decide(answered(claim, exercise.answers)))
        if exercise.solution:
            yield from _solution(sheet, exercise)


def answered(claim: Claim, answers: Iterable[tuple[Symbol, Term]]) -> Claim:
    """The claim with values for what was to be found."""
    values: dict[Term, Term] = dict(answers)
    if not values:
        return claim
    context = claim.context
    symbols = tuple(s for s in context.symbols if s not in values)
    hypotheses = tuple(replace(h, proposition=substituted(h.proposition, values)) for h in context.hypotheses)
    changed = replace(context, symbols=symbols, hypotheses=hypotheses)
    return replace(claim, context=changed, proposition=substituted(claim.proposition, values))


def _finding(key: str, verdict: Verdict) -> Finding:
    word = type(verdict).__name__.lower()
    match verdict:
        case Proved():
            conditions = tuple(write(surface_of(c)) for c in verdict.conditions)
            return Finding(key, word, _method(verdict.tree), conditions)
        case Undecided(reason=reason):
            return Finding(key, word, reason)
        case Supported(source=source):
            return Finding(key, word, source)
        case Unreadable(diagnostic=diagnostic):
            return Finding(key, word, diagnostic.code)
        case _:
            return Finding(key, word)


def _method(tree: ProofTree) -> str:
    """The first rule that says more than that both sides are defined."""
    while tree.rule == "defined" and tree.premises:
        tree = tree.premises[0]
    return tree.rule


def _solution(sheet: ReadSheet, exercise: Exercise) -> Iterator[Finding]:
    """The steps and conclusions of a reference solution, in the context of its exercise."""
    path = sheet.folder / str(exercise.solution)
    try:
        document = read(str(path))
    except UnreadableError as error:
        yield Finding(f"{exercise.key}/solution", "unreadable", error.diagnostic.code)
        return
    checked = check(
        elaborate(
            document,
            assume=(*exercise.declarations, *sheet.definitions),
            language=exercise.language or sheet.language,
        )
    )
    counts: dict[int, int] = {}
    for step, verdict in zip(checked.derivation.steps, checked.verdicts, strict=True):
        is_assumed = step.kind == "hypothesis" and step.display
        if verdict is None and not is_assumed:
            continue
        line = document.span(step.place).line
        counts[line] = counts.get(line, 0) + 1
        key = f"{exercise.key}/solution:{line}.{counts[line]}"
        yield Finding(key, "assumed") if verdict is None else _finding(key, verdict)
    for number, conclusion in enumerate(checked.conclusions, 1):
        if conclusion is not None:
            yield _finding(f"{exercise.key}/solution/conclusion {number}", conclusion)
