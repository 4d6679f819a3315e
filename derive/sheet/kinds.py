"""The kinds of exercises: what a body returns or yields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import sympy

from derive.algebra.sympy_bridge_extrema import Largest
from derive.sheet.form import Form, head_of
from derive.sheet.model import Attained, Different, Given, Part
from derive.sheet.plot import Sketch

_OPERATORS: Final = (
    sympy.Derivative,
    sympy.Integral,
    sympy.Limit,
    sympy.Product,
    sympy.Sum,
    Largest,
)


def part(name: str, *relations: Any, marks: float = 0) -> Part:
    """A result asked for, or a milestone where the task does not name it."""
    return Part(name, tuple(relations), Fraction(marks))


def compute(
    name: str,
    left: Any,
    answer: Any,
    *,
    only: Sequence[Any] | None = None,
    without: Sequence[Any] = (),
    simplified: bool = False,
    marks: float = 0,
) -> Part:
    """Something to compute: the task prints ``left``, and any equal answer of the right form is right.

    The answer must not contain the operator asked about, nor what ``without`` names; beside arithmetic it
    may contain the functions in ``only`` alone; ``simplified`` asks that nothing obvious is left to do.
    """
    asked = tuple(head_of(kind) for kind in _OPERATORS if isinstance(left, kind))
    allowed = None if only is None else tuple(map(head_of, only))
    form = Form(allowed, (*asked, *map(head_of, without)), simplified)
    return Part(name, (sympy.Eq(left, answer, evaluate=False),), Fraction(marks), hidden=True, form=form)


def any_of(name: str, *alternatives: Any, marks: float = 0) -> Part:
    """Several ways to answer, each a relation or a tuple of relations; any one of them is enough."""
    first, *others = (tuple(a) if isinstance(a, tuple) else (a,) for a in alternatives)
    return Part(name, first, Fraction(marks), tuple(others))


def prose(name: str, *, marks: float = 0, accepted: Sequence[str] = ()) -> Part:
    """A part in words, which a person marks; ``accepted`` is what it may say."""
    return Part(name, (), Fraction(marks), accepted=tuple(accepted))


def plot(
    name: str,
    *curves: Any,
    over: tuple[Any, Any, Any],
    points: Mapping[str, Sequence[Any]] | None = None,
    marks: float = 0,
    accepted: Sequence[str] = (),
) -> Part:
    """A part to draw, which a person marks: expressions in the variable of ``over`` between its bounds.

    A curve is an expression, or a pair of its name in LaTeX and an expression. ``points`` are vectors of two
    entries, by the name of their group.
    """
    sketch = Sketch(curves, over, points or {})
    return Part(name, (), Fraction(marks), accepted=tuple(accepted), sketch=sketch)


def given(*relations: Any) -> Given:
    """What an exercise takes for granted; yielded before its parts."""
    return Given(tuple(relations))


def different(left: Any, right: Any) -> Different:
    """The claim that two expressions are in general different."""
    return Different(left, right)


def Range(expression: Any, variable: Any, members: Any, value: Any, preimage: Any) -> Attained:
    """The claim that ``members`` is the range of an expression in a variable.

    ``preimage`` is, in terms of the parameter ``value``, where an element ``value`` of the set is attained.
    """
    return Attained(expression, variable, members, value, preimage)


def corner(expression: Any, variable: Any, at: Any, left: Any, right: Any) -> tuple[Any, ...]:
    """The relations that say: not differentiable at a point, with these slopes on both sides of it."""
    step = sympy.Dummy("t", real=True)
    there = expression.subs(variable, at)
    quotient = (expression.subs(variable, at + step) - there) / step
    return (
        sympy.Eq(sympy.Limit(quotient, step, 0, "-"), left),
        sympy.Eq(sympy.Limit(quotient, step, 0, "+"), right),
        sympy.Ne(left, right),
    )


def parts_of(result: Any) -> tuple[Part | Given, ...]:
    """What an exercise returned or yielded, as parts and what is given."""
    return tuple(_parts(result))


def _parts(result: Any) -> Iterator[Part | Given]:
    if isinstance(result, Part | Given):
        yield result
    elif isinstance(result, Iterable) and not hasattr(result, "free_symbols"):
        for inside in result:
            yield from _parts(inside)
    else:
        yield Part("", (result,), Fraction(0))
