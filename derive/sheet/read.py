"""From what an author wrote to a sheet of claims; authors' mistakes are refused with their place."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final

import sympy
from sympy.logic.boolalg import BooleanAtom

from derive.algebra.presentation import surface_of
from derive.algebra.sympy_bridge import BridgeError, Table, from_sympy
from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Symbol, Term
from derive.elaborate.asked import Owned
from derive.sheet.declare import declaration_of
from derive.sheet.model import Different, Exercise, Given, Goal, Part, ReadSheet, SheetError
from derive.sheet.sheet import Defined, Sheet, Stated, parts_of
from derive.syntax.latex import write
from derive.theory.notation_unicode import character_of, latex_of

PLACE: Final = re.compile(r"\\claim(?:\[([^\]]*)\])?")


def read_sheet(path: Path) -> ReadSheet:
    """The sheet in a folder or file, with every claim a term.

    A sheet is a program: it runs with the rights of whoever reads it.

    Raises:
        SheetError: there is no sheet, or its author made a mistake.
    """
    file = path / "sheet.py" if path.is_dir() else path
    sheet = _loaded(file)
    exercises = tuple(_exercise(stated, file.parent) for stated in sheet.stated)
    _require_different(exercises)
    definitions = tuple(map(_definition, sheet.defined))
    return ReadSheet(
        sheet.name, sheet.title, sheet.language, sheet.layout, file.parent, definitions, exercises
    )


def _loaded(file: Path) -> Sheet:
    if not file.is_file():
        message = f"there is no sheet at {file.name}"
        raise SheetError(message)
    spec = spec_from_file_location(f"derive_sheet_{file.parent.name.replace('-', '_')}", file)
    if spec is None or spec.loader is None:
        message = f"{file.name} is not a Python file"
        raise SheetError(message)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [v for v in vars(module).values() if isinstance(v, Sheet)]
    if len(found) != 1:
        message = f"{file.name} must make exactly one Sheet, and makes {len(found)}"
        raise SheetError(message)
    return found[0]


def _require_different(exercises: tuple[Exercise, ...]) -> None:
    keys = [e.key for e in exercises]
    twice = next((e for e in exercises if keys.count(e.key) > 1), None)
    if twice is not None:
        raise SheetError("two exercises have this name", twice.key, twice.line)


def _exercise(stated: Stated, folder: Path) -> Exercise:
    reading = _begun(stated)
    results = _results(stated, reading.arguments)
    sentences = list(reading.sentences)
    for result in results:
        if isinstance(result, Given):
            taken = [_proposition(r, reading.table, stated) for r in result.relations]
            reading.hypotheses += (Hypothesis(t, Origin.DECLARED) for t in taken)
            sentences += (write(surface_of(t)) for t in taken)
    task = inspect.cleandoc(stated.body.__doc__ or "")
    named = {m[1] or "" for m in PLACE.finditer(task)}
    goals = tuple(_goal(p, reading, named) for p in results if isinstance(p, Part))
    marks = sum((g.marks for g in goals), Fraction(0))
    if stated.marks is not None and marks not in (0, stated.marks):
        message = f"the parts are worth {marks} marks, the exercise {stated.marks}"
        raise SheetError(message, stated.key, stated.line)
    return Exercise(
        stated.key,
        stated.label,
        _printed(task, goals, stated),
        goals,
        tuple(sentences),
        stated.marks if stated.marks is not None else marks,
        _solution(stated, folder),
        tuple(reading.answers),
        stated.line,
        stated.language,
    )


def _solution(stated: Stated, folder: Path) -> str | None:
    """The file that the author names, or the one that is called by the label."""
    usual = f"solutions/{stated.label}.md"
    return stated.solution or (usual if (folder / usual).is_file() else None)


@dataclass(slots=True)
class _Reading:
    """A body's arguments, what they stand for, and what is known of it."""

    stated: Stated | Defined
    table: Table = field(default_factory=Table)
    arguments: list[Any] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    hypotheses: list[Hypothesis] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    answers: list[tuple[Symbol, Term]] = field(default_factory=list)

    def declare(self, name: str, default: Any) -> None:
        """Make a symbol of a parameter."""
        declared = declaration_of(default)
        if declared is None:
            message = f"the parameter {name} needs a declaration such as {name}=Real()"
            raise SheetError(message, self.stated.key, self.stated.line)
        symbol = declared.symbol(written(name), self.table)
        self.arguments.append(declared.value(name, symbol, self.table))
        self.symbols.append(symbol)
        if declared.answer is not None:
            self.answers.append((symbol, _value(declared.answer, self.table)))
            return
        self.hypotheses += declared.given(symbol, self.table)
        self.sentences.append(f"{written(name)} {declared.latex}")

    @property
    def context(self) -> Context:
        """The context of the claims."""
        terms = (t for t in self.table.terms.values() if isinstance(t, Symbol))
        sizes = [t for t in terms if t not in self.symbols]
        positive = [Hypothesis(Apply("le", ONE, t), Origin.DECLARED) for t in sizes if t.sort == INTEGER]
        return Context((*self.symbols, *sizes), (*self.hypotheses, *positive))


def _begun(stated: Stated | Defined) -> _Reading:
    reading = _Reading(stated)
    for name, parameter in inspect.signature(stated.body).parameters.items():
        reading.declare(name, parameter.default)
    return reading


def _value(answer: Any, table: Table) -> Term:
    if isinstance(answer, tuple | list):
        return Apply("vector", *(_value(a, table) for a in answer))
    return from_sympy(sympy.Integer(answer) if isinstance(answer, int) else answer, table)


def _definition(defined: Defined) -> Owned:
    """A function of the sheet as LaTeX that defines it."""
    reading = _begun(defined)
    with sympy.evaluate(False):
        body = defined.body(*reading.arguments)
    shown = write(surface_of(_proposition(body, reading.table, defined)))
    return Owned(tuple(reading.sentences), f"{defined.latex} := {shown}")


def written(name: str) -> str:
    """A Python name as LaTeX: Greek letters by their macros, a trailing underscore dropped."""
    bare = name.rstrip("_")
    if len(bare) == 1:
        return latex_of(bare) or bare
    return f"\\{bare}" if character_of(f"\\{bare}") else bare


def _results(stated: Stated, arguments: list[Any]) -> tuple[Part | Given, ...]:
    try:
        with sympy.evaluate(False):
            return parts_of(stated.body(*arguments))
    except (TypeError, ValueError, AttributeError, NameError) as error:
        raise SheetError(str(error), stated.key, stated.line) from error


def _goal(asked: Part, reading: _Reading, named: set[str]) -> Goal:
    context = reading.context
    claims = tuple(
        Claim(context, _proposition(r, reading.table, reading.stated), isinstance(r, Different))
        for r in asked.relations
    )
    latex = r", \quad ".join(write(surface_of(c.proposition)) for c in claims)
    return Goal(asked.name, claims, asked.marks, latex, asked.name in named or not asked.name)


def _proposition(relation: Any, table: Table, stated: Stated | Defined) -> Term:
    if isinstance(relation, bool | BooleanAtom):
        message = f"a claim has collapsed to {relation}: write it with Eq(..), Le(..) and symbols inside"
        raise SheetError(message, stated.key, stated.line)
    try:
        if isinstance(relation, Different):
            return Apply("ne", from_sympy(relation.left, table), from_sympy(relation.right, table))
        return from_sympy(relation, table)
    except BridgeError as error:
        raise SheetError(str(error), stated.key, stated.line) from error


def _printed(task: str, goals: tuple[Goal, ...], stated: Stated) -> str:
    r"""The task with each ``\claim[name]`` printed, and ``\claim`` where there is one goal."""
    by_name = {g.name: g for g in goals}

    def printed(match: re.Match[str]) -> str:
        name = match[1] or ""
        goal = by_name.get(name) or (goals[0] if not name and len(goals) == 1 else None)
        if goal is None:
            message = f"the task names a part {name!r} that the exercise does not have"
            raise SheetError(message, stated.key, stated.line)
        return f"${goal.latex}$"

    return PLACE.sub(printed, task)
