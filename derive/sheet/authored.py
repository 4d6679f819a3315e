"""A sheet in Python: its functions are run, and what they return becomes claims."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final

import sympy

from derive.algebra.presentation import surface_of
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.sort import REAL
from derive.core.term import Symbol
from derive.elaborate.asked import Owned
from derive.sheet.body import Body, begun, written
from derive.sheet.declare import Drawn
from derive.sheet.feedback import with_feedback
from derive.sheet.form import size_allowed
from derive.sheet.kinds import parts_of
from derive.sheet.model import Attained, Different, Exercise, Given, Goal, Part, ReadSheet, SheetError
from derive.sheet.plot import Curve, Plot, Sketch
from derive.sheet.sheet import Defined, Sheet, Stated
from derive.sheet.variants import choices, filled, seeded
from derive.syntax.latex import write
from derive.theory.messages import say

PLACE: Final = re.compile(r"\\claim(?:\[([^\]]*)\])?")
_AUTHORS: Final = (
    *(TypeError, ValueError, AttributeError, NameError, LookupError, ArithmeticError, RuntimeError),
    AssertionError,
)


def read_program(file: Path, pseudonym: str) -> ReadSheet:
    """The sheet that a Python file makes.

    Raises:
        SheetError: it makes none, or its author made a mistake.
    """
    sheet = _loaded(file)
    own = tuple(d.key for d in sheet.defined)
    exercises = tuple(
        with_feedback(
            _drawn(stated, file.parent, sheet.name, pseudonym, own), stated.feedback or sheet.feedback
        )
        for stated in sheet.stated
    )
    definitions = tuple(map(_definition, sheet.defined))
    return ReadSheet(
        sheet.name,
        sheet.title,
        sheet.language,
        sheet.layout,
        file.parent,
        definitions,
        exercises,
        file.name,
    )


def _loaded(file: Path) -> Sheet:
    spec = spec_from_file_location(f"derive_sheet_{file.parent.name.replace('-', '_')}", file)
    if spec is None or spec.loader is None:
        raise SheetError(say("sheet.not-python", file=file.name))
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SheetError:
        raise
    except SyntaxError as error:
        raise SheetError(f"{file.name}, line {error.lineno}: {error.msg}") from error
    except Exception as error:
        line = _line_in(str(file), error)
        raise SheetError(f"{file.name}, line {line}: {type(error).__name__}: {error}") from error
    found = [v for v in vars(module).values() if isinstance(v, Sheet)]
    if len(found) != 1:
        raise SheetError(say("sheet.one-sheet", file=file.name, count=str(len(found))))
    return found[0]


def _line_in(file: str, error: BaseException) -> int:
    """The last line of a file that an error passed through, 0 if it did not."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _drawn(stated: Stated, folder: Path, sheet: str, pseudonym: str, own: Sequence[str]) -> Exercise:
    """The exercise with the values of a student, and with all variants that there can be."""
    drawn = {
        name: parameter.default.values
        for name, parameter in inspect.signature(stated.body).parameters.items()
        if isinstance(parameter.default, Drawn)
    }
    found = _exercise(begun(stated, seeded(sheet, stated.key, pseudonym), own), stated, folder)
    if not drawn:
        return found
    every = choices(drawn, stated.key, stated.line)
    variants = tuple(_exercise(begun(stated, choose, own), stated, folder) for choose in every)
    return replace(found, variants=variants)


def _exercise(body: Body, stated: Stated, folder: Path) -> Exercise:
    results = _results(body)
    for result in results:
        if isinstance(result, Given):
            taken = [body.term(r) for r in result.relations]
            body.hypotheses += (Hypothesis(t, Origin.DECLARED) for t in taken)
            body.sentences += (write(surface_of(t)) for t in taken)
    task = filled(inspect.cleandoc(stated.body.__doc__ or ""), body.variant)
    named = {m[1] or "" for m in PLACE.finditer(task)}
    goals = tuple(_goal(p, body, named) for p in results if isinstance(p, Part))
    body.require_distinct()
    marks = sum((g.marks for g in goals), Fraction(0))
    if min(stated.marks or 0, *(g.marks for g in goals)) < 0:
        raise body.refused("sheet.negative-marks")
    if stated.marks is not None and marks not in (0, stated.marks):
        raise body.refused("sheet.marks", parts=str(marks), exercise=str(stated.marks))
    solution = _solution(stated, folder)
    return Exercise(
        stated.key,
        stated.label,
        _printed(task, goals, body),
        goals,
        tuple(body.sentences),
        stated.marks if stated.marks is not None else marks,
        solution,
        tuple(body.answers),
        stated.line,
        stated.language,
        tuple(body.variant.items()),
        _variant_solution(folder, solution, body.variant),
    )


def _solution(stated: Stated, folder: Path) -> str | None:
    """The file that the author names, or the one that is called by the label."""
    usual = f"solutions/{stated.label}.md"
    return stated.solution or (usual if (folder / usual).is_file() else None)


def _variant_solution(folder: Path, solution: str | None, values: Mapping[str, str]) -> str | None:
    """The solution with the drawn values in it; None where nothing is drawn."""
    if not values or solution is None or not (folder / solution).is_file():
        return None
    return filled((folder / solution).read_text("utf-8"), values)


def _results(body: Body) -> tuple[Part | Given, ...]:
    try:
        with sympy.evaluate(False):
            result = body.stated.body(*body.arguments)
            parts = () if result is None else parts_of(result)
    except _AUTHORS as error:
        line = _line_in(inspect.getsourcefile(body.stated.body) or "", error)
        reason = str(error) if isinstance(error, IndexError) else f"{type(error).__name__}: {error}"
        raise SheetError(reason, body.stated.key, line or body.stated.line) from error
    if not any(isinstance(p, Part) for p in parts):
        raise body.refused("sheet.no-claim")
    return parts


def _goal(asked: Part, body: Body, named: set[str]) -> Goal:
    claims, *others = (
        tuple(_claim(r, body) for relation in group for r in _relations(relation, body))
        for group in (asked.relations, *asked.alternatives)
    )
    form = asked.form
    if form is not None and form.simplified:
        form = replace(form, longest=size_allowed(claims[0].right))
    if form is not None and any(form.uses(head, claims[0].right) for head in form.without):
        raise body.refused("sheet.answer-form", name=asked.name)
    return Goal(
        asked.name,
        claims,
        asked.marks,
        r", \quad ".join(_shown(r, body) for r in asked.relations),
        asked.name in named or not asked.name,
        asked.hidden,
        form,
        tuple(others),
        asked.accepted,
        _plot(asked.sketch, body) if asked.sketch else None,
        body.latex(asked.relations[0].lhs) if asked.hidden else "",
    )


def _plot(sketch: Sketch, body: Body) -> Plot:
    """What is to be drawn, as functions of the variable alone, which need not be a parameter."""
    if sketch.over[0] not in body.table.terms:
        body.table.add(sketch.over[0], Symbol(written(str(sketch.over[0])), REAL))
    variable = body.term(sketch.over[0])
    named = [c if isinstance(c, tuple) else ("", c) for c in sketch.curves]
    curves = tuple(Curve(latex or _shown(c, body), body.term(c)) for latex, c in named)
    if not isinstance(variable, Symbol) or any(c.term.symbols - {variable} for c in curves):
        raise body.refused("sheet.plot-free")
    low, high = (Fraction(str(sympy.Rational(bound))) for bound in sketch.over[1:])
    points = tuple(
        (group, tuple((_coordinate(p, 1), _coordinate(p, 2)) for p in members))
        for group, members in sketch.points.items()
    )
    return Plot(variable, low, high, curves, points)


def _coordinate(point: Any, number: int) -> Fraction:
    return Fraction(str(sympy.Rational(point[number])))


def _relations(relation: Any, body: Body) -> tuple[Any, ...]:
    """A range as its two claims: nothing else is attained, and everything is."""
    if not isinstance(relation, Attained):
        return (relation,)
    for free in (relation.value, relation.variable):
        body.require_unrestricted(free)
    inside = sympy.Contains(relation.expression, relation.members, evaluate=False)
    there = relation.expression.subs(relation.variable, relation.preimage)
    given = sympy.Contains(relation.value, relation.members, evaluate=False)
    return inside, sympy.Implies(given, sympy.Eq(there, relation.value, evaluate=False), evaluate=False)


def _claim(relation: Any, body: Body) -> Claim:
    return Claim(body.context, body.term(relation), isinstance(relation, Different))


def _shown(relation: Any, body: Body) -> str:
    """A relation as the task prints it."""
    if not isinstance(relation, Attained):
        return body.latex(relation)
    value, variable, members = map(body.latex, (relation.expression, relation.variable, relation.members))
    return rf"\{{ {value} : {variable} \in \mathbb{{R}} \}} = {members}"


def _printed(task: str, goals: tuple[Goal, ...], body: Body) -> str:
    r"""The task with each ``\claim[name]`` printed, and ``\claim`` where there is one goal."""
    by_name = {g.name: g for g in goals}

    def printed(match: re.Match[str]) -> str:
        name = match[1] or ""
        goal = by_name.get(name) or (goals[0] if not name and len(goals) == 1 else None)
        if goal is None:
            raise body.refused("sheet.part-unknown", name=name)
        return f"${goal.shown}$"

    return PLACE.sub(printed, task)


def _definition(defined: Defined) -> Owned:
    """A function of the sheet as LaTeX that defines it."""
    body = begun(defined, seeded("", defined.key, ""), ())
    with sympy.evaluate(False):
        value = defined.body(*body.arguments)
    return Owned(tuple(body.sentences), f"{defined.latex} := {write(surface_of(body.term(value)))}")
