"""From what an author wrote to a sheet of claims; authors' mistakes are refused with their place."""

from __future__ import annotations

import inspect
import re
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
from derive.sheet.declare import declaration_of
from derive.sheet.model import Exercise, Goal, Part, ReadSheet, SheetError
from derive.sheet.sheet import Sheet, Stated, parts_of
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
    exercises = tuple(_exercise(stated) for stated in sheet.stated)
    _require_different(exercises)
    definitions = tuple(d.latex for d in sheet.defined)
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


def _exercise(stated: Stated) -> Exercise:
    table = Table()
    arguments, context, sentences = _declared(stated, table)
    goals = tuple(_goal(p, context, table, stated) for p in _parts(stated, arguments))
    marks = sum((g.marks for g in goals), Fraction(0))
    if stated.marks is not None and marks not in (0, stated.marks):
        message = f"the parts are worth {marks} marks, the exercise {stated.marks}"
        raise SheetError(message, stated.key, stated.line)
    task = _task(stated, goals)
    worth = stated.marks if stated.marks is not None else marks
    return Exercise(stated.key, stated.label, task, goals, sentences, worth, stated.solution, stated.line)


def _declared(stated: Stated, table: Table) -> tuple[list[Any], Context, tuple[str, ...]]:
    """What the body gets, the context of its claims, and the declarations as LaTeX."""
    arguments: list[Any] = []
    symbols: list[Symbol] = []
    hypotheses: list[Hypothesis] = []
    sentences: list[str] = []
    for name, parameter in inspect.signature(stated.body).parameters.items():
        declared = declaration_of(parameter.default)
        if declared is None:
            message = f"the parameter {name} needs a declaration such as {name}=Real()"
            raise SheetError(message, stated.key, stated.line)
        symbol = declared.symbol(written(name), table)
        arguments.append(declared.value(name, symbol, table))
        symbols.append(symbol)
        hypotheses += declared.given(symbol, table)
        sentences.append(f"{written(name)} {declared.latex}")
    sizes = [t for t in table.terms.values() if isinstance(t, Symbol) and t not in symbols]
    hypotheses += [Hypothesis(Apply("le", ONE, t), Origin.DECLARED) for t in sizes if t.sort == INTEGER]
    return arguments, Context((*symbols, *sizes), tuple(hypotheses)), tuple(sentences)


def written(name: str) -> str:
    """A Python name as LaTeX: Greek letters by their macros, a trailing underscore dropped."""
    bare = name.rstrip("_")
    if len(bare) == 1:
        return latex_of(bare) or bare
    return f"\\{bare}" if character_of(f"\\{bare}") else bare


def _parts(stated: Stated, arguments: list[Any]) -> tuple[Part, ...]:
    try:
        with sympy.evaluate(False):
            return parts_of(stated.body(*arguments))
    except (TypeError, ValueError, AttributeError, NameError) as error:
        raise SheetError(str(error), stated.key, stated.line) from error


def _goal(asked: Part, context: Context, table: Table, stated: Stated) -> Goal:
    claims = tuple(Claim(context, _proposition(r, table, stated)) for r in asked.relations)
    latex = r", \quad ".join(write(surface_of(c.proposition)) for c in claims)
    return Goal(asked.name, claims, asked.marks, latex)


def _proposition(relation: Any, table: Table, stated: Stated) -> Term:
    if isinstance(relation, bool | BooleanAtom):
        message = f"a claim has collapsed to {relation}: write it with Eq(..), Le(..) and symbols inside"
        raise SheetError(message, stated.key, stated.line)
    try:
        return from_sympy(relation, table)
    except BridgeError as error:
        raise SheetError(str(error), stated.key, stated.line) from error


def _task(stated: Stated, goals: tuple[Goal, ...]) -> str:
    r"""The docstring with each ``\claim[name]`` printed, and ``\claim`` where there is one goal."""
    by_name = {g.name: g for g in goals}

    def printed(match: re.Match[str]) -> str:
        name = match[1] or ""
        goal = by_name.get(name) or (goals[0] if not name and len(goals) == 1 else None)
        if goal is None:
            message = f"the task names a part {name!r} that the exercise does not have"
            raise SheetError(message, stated.key, stated.line)
        return f"${goal.latex}$"

    return PLACE.sub(printed, inspect.cleandoc(stated.body.__doc__ or ""))
