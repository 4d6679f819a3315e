"""A sheet as text: headings with labels and marks, tasks in words, claims as displays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim
from derive.core.derivation import Derivation, Step
from derive.core.source import Diagnostic, UnreadableError
from derive.core.term import Symbol, Term
from derive.elaborate.arrays import upright
from derive.elaborate.asked import Owned
from derive.elaborate.document import elaborate
from derive.elaborate.statement import term_of
from derive.sheet.feedback import with_feedback
from derive.sheet.form import Form, head_of, size_allowed
from derive.sheet.model import Exercise, Goal, ReadSheet, SheetError
from derive.sheet.plot import Curve, Plot
from derive.sheet.text_blocks import Fence, RawExercise, RawSheet, cut
from derive.sheet.variants import choices, seeded
from derive.syntax.latex import write
from derive.syntax.reading import read
from derive.theory.feedback import ALL
from derive.theory.messages import say

_INTERVAL: Final = re.compile(r"(\S+?)=(-?[\d.]+):(-?[\d.]+)")
_OR: Final = re.compile(r"^\s*(?:or|oder)\s*$", re.IGNORECASE | re.MULTILINE)
_DECLARING: Final = ("declaration", "hypothesis")
_INLINE: Final = re.compile(r"(?<!\$)\$(?!\$)([^$]+)\$(?!\$)")
Assumed = tuple[str | Owned, ...]
_QUESTION: Final = re.compile(r"[^.!?:\n]+(?:\n(?!\n)[^.!?:\n]+)*\?")
_DRAWN: Final = re.compile(r"^\s*(\w+)\s*[:=]\s*(.+?)\s*$", re.MULTILINE)


def read_text(file: Path, pseudonym: str) -> ReadSheet:
    """The sheet in a text file.

    Raises:
        SheetError: its author made a mistake.
    """
    try:
        raw = cut(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SheetError(say("syntax.encoding", line="?")) from error
    name = raw.settings.get("sheet") or file.resolve().parent.name
    language = raw.settings.get("language", "en")
    declared, owned = _preamble(raw, language)
    reader = _Exercises(file.parent, name, language, declared, owned, pseudonym)
    feedback = raw.settings.get("feedback", ALL)
    exercises = tuple(with_feedback(reader.drawn(e), e.feedback or feedback) for e in raw.exercises)
    layout, title = raw.settings.get("layout", "gradient"), raw.settings.get("title", name)
    return ReadSheet(
        name, title, language, layout, file.parent, owned, exercises, file.name, raw.preamble.strip()
    )


def _preamble(raw: RawSheet, language: str) -> tuple[tuple[str, ...], tuple[Owned, ...]]:
    """What is declared and defined before the first exercise."""
    if "$" not in raw.preamble:
        return (), ()
    steps = _understood(raw.preamble, (), language, "", 1).steps
    declared = tuple(s.latex for s in steps if s.kind in _DECLARING)
    return declared, tuple(_defined(steps, declared))


def _defined(steps: Sequence[Step], declared: tuple[str, ...]) -> Iterator[Owned]:
    """The functions that are defined, in a context."""
    for step in steps:
        if step.kind == "definition":
            latex = step.latex if ":=" in step.latex else step.latex.replace("=", ":=", 1)
            yield Owned(declared, latex)


def _understood(text: str, assume: Assumed, language: str, exercise: str, line: int) -> Derivation:
    """A piece of the sheet in its context.

    Raises:
        SheetError: a formula cannot be read.
    """
    try:
        derivation = elaborate(read("sheet.md", text.encode()), assume=assume, language=language)
    except UnreadableError as error:
        raise _unread(error.diagnostic, exercise, line) from error
    for step in derivation.steps:
        if step.diagnostic is not None:
            at = line + derivation.document.span(step.place).line - 1
            raise _unread(step.diagnostic, exercise, at)
    for diagnostic in derivation.diagnostics:
        if diagnostic.code == "elaborate.assumption":
            raise _unread(diagnostic, exercise, line)
    return derivation


def _unread(diagnostic: Diagnostic, exercise: str, line: int) -> SheetError:
    reason = say(diagnostic.code, **dict(diagnostic.values)).rstrip(".")
    return SheetError(say("sheet.text-unread", reason=reason), exercise, line)


@dataclass(frozen=True, slots=True)
class _Exercises:
    """Reads the exercises of one sheet; ``declared`` and ``owned`` hold in all of them."""

    folder: Path
    sheet: str
    language: str
    declared: tuple[str, ...]
    owned: tuple[Owned, ...]
    pseudonym: str

    def drawn(self, raw: RawExercise) -> Exercise:
        """An exercise with the values of a student, and with all its variants."""
        values = {
            m[1]: tuple(v.strip() for v in m[2].split(",") if v.strip())
            for f in raw.of("draw")
            for m in _DRAWN.finditer(f.text)
        }
        if not values:
            return self.exercise(raw, {})
        own = seeded(self.sheet, raw.key, self.pseudonym)
        variants = tuple(
            self.exercise(raw, {name: choose(name, v) for name, v in values.items()})
            for choose in choices(values, raw.key, raw.line)
        )
        found = self.exercise(raw, {name: own(name, v) for name, v in values.items()})
        return replace(found, variants=variants)

    def exercise(self, unfilled: RawExercise, values: Mapping[str, str]) -> Exercise:
        """One variant of an exercise."""
        raw = unfilled.filled(values)
        declarations, defined = self._declarations(raw)
        goals = tuple(self._goals(raw, (*declarations, *self.owned, *defined)))
        marks = sum((g.marks for g in goals), Fraction(0))
        if raw.marks is not None and marks not in (0, raw.marks):
            message = say("sheet.marks", parts=str(marks), exercise=str(raw.marks))
            raise SheetError(message, raw.key, raw.line)
        solution, text, line = self._solution(raw, bool(values))
        return Exercise(
            raw.key,
            raw.label,
            raw.text,
            goals,
            declarations,
            raw.marks if raw.marks is not None else marks,
            solution,
            tuple(_answers(raw, goals)),
            raw.line,
            None,
            tuple(values.items()),
            text,
            line,
            definitions=defined,
        )

    def _declarations(self, raw: RawExercise) -> tuple[tuple[str, ...], tuple[Owned, ...]]:
        """What the task says of its names, and the functions that it defines."""
        prose = _without_questions(_without_displays(raw.text))
        if "$" not in prose:
            return self.declared, ()
        assume: Assumed = (*self.declared, *self.owned)
        steps = _understood(prose, assume, self.language, raw.key, raw.line).steps
        found = tuple(s.latex for s in steps if s.kind in _DECLARING)
        declared = tuple(dict.fromkeys((*self.declared, *found)))
        return declared, tuple(_defined(steps, declared))

    def _goals(self, raw: RawExercise, assume: Assumed) -> Iterator[Goal]:
        fences = raw.of("claim", "result", "milestone", "words", "plot")
        if not raw.of("claim", "result"):
            fences = (*_displays(raw), *fences)
        for fence in fences:
            if fence.kind == "words":
                accepted = tuple(line.lstrip("-* ").strip() for line in fence.text.splitlines())
                yield Goal(fence.name, (), fence.marks, "", False, accepted=tuple(filter(None, accepted)))
            elif fence.kind == "plot":
                yield Goal(fence.name, (), fence.marks, "", False, plot=self._plot(raw, fence, assume))
            else:
                yield self._goal(raw, fence, assume)

    def _goal(self, raw: RawExercise, fence: Fence, assume: Assumed) -> Goal:
        claims, *others = (self._claims(raw, fence, text, assume) for text in _OR.split(fence.text))
        hidden = fence.kind == "result"
        return Goal(
            fence.name,
            tuple(c for c, _ in claims),
            fence.marks,
            r", \quad ".join(latex for _, latex in claims),
            fence.kind != "milestone",
            hidden,
            _form(raw, fence, claims[0][0]) if hidden else None,
            tuple(tuple(c for c, _ in other) for other in others),
            left=write(surface_of(claims[0][0].left)) if hidden else "",
        )

    def _plot(self, raw: RawExercise, fence: Fence, assume: Assumed) -> Plot:
        """The curves of a block such as ``::: plot {x=-3:3}``, one a formula."""
        found = [_INTERVAL.fullmatch(f"{name}={value}") for name, value in fence.options]
        latex = _INLINE.findall(fence.text)
        if len(found) != 1 or found[0] is None or not latex:
            raise SheetError(say("sheet.text-plot"), raw.key, fence.line)
        name, low, high = found[0].groups()
        terms = [self._claims(raw, fence, f"$${c} = {c}$$", assume)[0][0].left for c in latex]
        variables = {s for t in terms for s in t.symbols}
        if len(variables) != 1 or {s.name for s in variables} != {name}:
            raise SheetError(say("sheet.plot-free"), raw.key, fence.line)
        curves = tuple(map(Curve, latex, terms))
        return Plot(variables.pop(), Fraction(low), Fraction(high), curves)

    def _claims(
        self, raw: RawExercise, fence: Fence, text: str, assume: Assumed
    ) -> tuple[tuple[Claim, str], ...]:
        """The relations in a block, each with its LaTeX."""
        if not any(mark in text for mark in ("$", "\\[", "\\begin")):
            raise SheetError(say("sheet.text-claim"), raw.key, fence.line)
        steps = _understood(text, assume, self.language, raw.key, fence.line).steps
        found = tuple((s.claim, s.latex) for s in steps if s.kind == "relation" and s.claim is not None)
        if not found:
            raise SheetError(say("sheet.text-claim"), raw.key, fence.line)
        return found

    def _solution(self, raw: RawExercise, drawn: bool) -> tuple[str | None, str | None, int]:
        """The file of the solution, or its text and line in the sheet."""
        inside = raw.of("solution")
        if inside:
            return None, inside[0].text, inside[0].line
        usual = f"solutions/{raw.label}.md"
        return (usual if (self.folder / usual).is_file() and not drawn else None), None, 1


def _without_displays(text: str) -> str:
    """The task without what it asserts, so that nothing of it is taken for granted."""
    return re.sub(r"\$\$.*?\$\$|\\\[.*?\\\]", " ", text, flags=re.DOTALL)


def _without_questions(text: str) -> str:
    """The text without questions: what is asked about is not declared."""
    formulas: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        formulas.append(match[0])
        return f"\0{len(formulas) - 1}\0"

    kept = _QUESTION.sub("", _INLINE.sub(hidden, text))
    return re.sub("\0(\\d+)\0", lambda m: formulas[int(m[1])], kept)


def _displays(raw: RawExercise) -> tuple[Fence, ...]:
    """The displays of a task without marked claims, each as a claim; those that relate nothing are none."""
    found = re.findall(r"\$\$.*?\$\$|\\\[.*?\\\]", raw.text, flags=re.DOTALL)
    related = [d for d in found if re.search(r"=|<|>|\\(?:le|ge|ne|in|to)", d)]
    return tuple(
        Fence("claim", str(number) if len(related) > 1 else "", Fraction(0), (), text, raw.line)
        for number, text in enumerate(related, 1)
    )


def _form(raw: RawExercise, fence: Fence, claim: Claim) -> Form:
    """What is required of an answer; it never contains the operator asked about."""
    only, without = fence.option("only"), fence.option("without") or ()
    try:
        heads = None if only is None else tuple(map(head_of, only))
        unwanted = tuple(map(head_of, without))
    except ValueError as error:
        raise SheetError(str(error), raw.key, fence.line) from error
    operator = getattr(claim.left, "kind", None)
    simplified = fence.option("simplified") is not None
    longest = size_allowed(claim.right) if simplified else None
    form = Form(heads, (*((operator,) if operator else ()), *unwanted), simplified, longest)
    if form.fault(claim.right) in ("sheet.form-without", "sheet.form-only"):
        raise SheetError(say("sheet.answer-form", name=fence.name), raw.key, fence.line)
    return form


def _answers(raw: RawExercise, goals: tuple[Goal, ...]) -> Iterator[tuple[Symbol, Term]]:
    """The values of what is to be found."""
    symbols = {s.name: s for g in goals for c in g.claims for s in c.context.symbols}
    for fence in raw.of("find"):
        given = [formula.partition("=") for formula in _INLINE.findall(fence.text)]
        for name, _, value in given:
            symbol = symbols.get(name.strip(": "))
            if symbol is None or not value.strip():
                raise SheetError(say("sheet.text-find"), raw.key, fence.line)
            try:
                yield symbol, upright(term_of(value.strip()))
            except UnreadableError as error:
                raise _unread(error.diagnostic, raw.key, fence.line) from error
        if not given:
            raise SheetError(say("sheet.text-find"), raw.key, fence.line)
