"""Verification of a sheet: every claim is decided, every step of every reference solution checked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.derivation import CheckedDerivation, Derivation
from derive.core.source import UnreadableError
from derive.core.term import Apply, Symbol, Term
from derive.core.term import replace as substituted
from derive.core.verdict import ProofTree, Proved, Refuted, Supported, Undecided, Unreadable, Verdict
from derive.elaborate.asked import Owned
from derive.elaborate.document import elaborate
from derive.prove.check import check, decide
from derive.sheet.model import Exercise, ReadSheet
from derive.sheet.solutions import solution_document
from derive.syntax.latex import write
from derive.syntax.reading import read

Decided = Callable[[Claim], Verdict]
Checked = Callable[[Derivation], CheckedDerivation]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one claim, or one step of a solution; ``key`` is stable from run to run.

    ``verdict`` is the word, ``method`` and ``conditions`` say how and where it holds. ``line`` is the place
    in ``file``, ``latex`` what was decided there, and ``evidence`` the verdict itself.
    """

    key: str
    verdict: str
    method: str = ""
    conditions: tuple[str, ...] = ()
    exercise: str = ""
    line: int = 0
    latex: str = ""
    evidence: Verdict | None = None
    file: str = ""

    @property
    def is_proved(self) -> bool:
        """Whether nothing is left to do."""
        return self.verdict == "proved"


def verify(sheet: ReadSheet, decided: Decided = decide, checked: Checked = check) -> Iterator[Finding]:
    """The findings for the claims and solutions of a sheet, in the order of its exercises.

    ``decided`` and ``checked`` decide a claim and a derivation; a cache may stand in for them.
    """
    for exercise in sheet.exercises:
        for variant in exercise.variants or (exercise,):
            yield from _claims(sheet, variant, decided)
            yield from _solution(sheet, variant, decided, checked)


def key_of_variant(exercise: Exercise) -> str:
    """The key of an exercise, with the values that were drawn."""
    drawn = ", ".join(f"{name} = {value}" for name, value in exercise.variant)
    return f"{exercise.key}[{drawn}]" if drawn else exercise.key


def verify_document(file: Path, checked: Checked = check) -> Iterator[Finding]:
    """The findings for the steps and conclusions of a document that belongs to no sheet.

    Raises:
        UnreadableError: nothing in it can be read.
    """
    for found in _steps("document", checked(elaborate(read(str(file)))), assumptions=True):
        yield replace(found, file=file.name)


def _claims(sheet: ReadSheet, exercise: Exercise, decided: Decided) -> Iterator[Finding]:
    for key, asked in claims_of(exercise):
        found = _finding(key, decided(asked))
        latex = write(surface_of(asked.proposition))
        yield replace(found, exercise=exercise.label, line=exercise.line, latex=latex, file=sheet.file)


def claims_of(exercise: Exercise) -> Iterator[tuple[str, Claim]]:
    """The claims of an exercise by their keys, with values for what is to be found."""
    name = key_of_variant(exercise)
    for goal in exercise.goals:
        groups = (("", goal.claims), *((f"or {n}", c) for n, c in enumerate(goal.alternatives, 1)))
        for alternative, claims in groups:
            for number, claim in enumerate(claims, 1):
                key = ":".join(filter(None, (name, goal.name, alternative, str(number))))
                yield key, answered(claim, exercise.answers)


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
    word, method = type(verdict).__name__.lower(), ""
    conditions: tuple[str, ...] = ()
    match verdict:
        case Proved():
            conditions = tuple(write(surface_of(c)) for c in verdict.conditions)
            method = _method(verdict.tree)
        case Undecided(reason=reason):
            method = reason
        case Supported(source=source):
            method = source
        case Unreadable(diagnostic=diagnostic):
            method = diagnostic.code
        case Refuted():
            pass
    return Finding(key, word, method, conditions, evidence=verdict)


def _method(tree: ProofTree) -> str:
    """The first rule that says more than that both sides are defined."""
    while tree.rule == "defined" and tree.premises:
        tree = tree.premises[0]
    return tree.rule


def _solution(
    sheet: ReadSheet, exercise: Exercise, decided: Decided, check_all: Checked
) -> Iterator[Finding]:
    """The steps and conclusions of a reference solution, in the context of its exercise."""
    name, file = key_of_variant(exercise), exercise.solution or sheet.file
    try:
        document = solution_document(sheet, exercise)
    except UnreadableError as error:
        yield Finding(f"{name}/solution", "unreadable", error.diagnostic.code, (), exercise.label, file=file)
        return
    if document is None:
        return
    assume: tuple[str | Owned, ...] = (*exercise.declarations, *sheet.definitions, *exercise.definitions)
    language = exercise.language or sheet.language
    checked = check_all(elaborate(document, assume=assume, language=language))
    for found in (*_steps(f"{name}/solution", checked), *_forms(name, exercise, checked, decided)):
        line = found.line + exercise.solution_line - 1
        yield replace(found, exercise=exercise.label, file=file, line=line)


def _steps(name: str, checked: CheckedDerivation, *, assumptions: bool = False) -> Iterator[Finding]:
    """What was found of the steps and chains.

    A display that takes something for granted is a finding, too, unless ``assumptions`` are allowed.
    """
    document = checked.derivation.document
    counts: dict[int, int] = {}
    for step, verdict in zip(checked.derivation.steps, checked.verdicts, strict=True):
        is_assumed = step.kind == "hypothesis" and step.display and not assumptions
        if verdict is None and not is_assumed:
            continue
        line = document.span(step.place).line
        counts[line] = counts.get(line, 0) + 1
        key = f"{name}:{line}.{counts[line]}"
        found = Finding(key, "assumed") if verdict is None else _finding(key, verdict)
        yield replace(found, line=line, latex=step.latex)
    for number, (chain, conclusion) in enumerate(
        zip(checked.derivation.chains, checked.conclusions, strict=True), 1
    ):
        if conclusion is not None:
            line = document.span(checked.derivation.steps[chain.steps[0]].place).line
            yield replace(_finding(f"{name}/conclusion {number}", conclusion), line=line)


def _forms(name: str, exercise: Exercise, checked: CheckedDerivation, decided: Decided) -> Iterator[Finding]:
    """Whether the solution reaches an answer in each form that is required."""
    reached = [
        v.claim.right
        for v in (*checked.verdicts, *checked.conclusions)
        if isinstance(v, Proved) and _is_equation(v)
    ]
    for goal in exercise.goals:
        if goal.form is None:
            continue
        right = [term for term in reversed(reached) if goal.form.fault(term) is None]
        claim = goal.claims[0]
        shown = any(isinstance(decided(_equal_to(claim, term)), Proved) for term in right)
        key = ":".join(filter(None, (f"{name}/form", goal.name)))
        yield Finding(
            key, "proved" if shown else "missing", "form" if shown else "sheet.no-answer-in-solution"
        )


def _is_equation(verdict: Proved) -> bool:
    return verdict.claim.relation == "eq"


def _equal_to(claim: Claim, term: Term) -> Claim:
    return replace(claim, proposition=Apply("eq", claim.left, term))
