"""The authoring interface: a sheet collects functions that state problems."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derive.sheet.model import Different, Given, Part

Body = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """An exercise as its author wrote it."""

    key: str
    label: str
    body: Body
    marks: Fraction | None
    solution: str | None
    line: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """A function that belongs to the sheet; calling it gives its body for the arguments."""

    latex: str
    body: Body
    line: int

    @property
    def key(self) -> str:
        """The name of the Python function."""
        return self.body.__name__

    def __call__(self, *arguments: Any) -> Any:
        """The body for these arguments."""
        return self.body(*arguments)


@dataclass(slots=True)
class Sheet:
    """An exercise sheet; ``name`` is permanent, and the name of its folder.

    ``layout`` says which convention for derivatives by vectors is in force: "gradient",
    "numerator", "denominator", or "either".
    """

    name: str
    title: str
    language: str = "en"
    layout: str = "gradient"
    stated: list[Stated] = field(default_factory=list)
    defined: list[Defined] = field(default_factory=list)

    def define(self, latex: str) -> Callable[[Body], Defined]:
        """Make a function the sheet's own; ``latex`` is how it is written, with its parameters."""

        def enter(body: Body) -> Defined:
            found = Defined(latex, body, _line(body))
            self.defined.append(found)
            return found

        return enter

    def exercise(
        self,
        label: str,
        *,
        marks: float | None = None,
        solution: str | None = None,
        language: str | None = None,
    ) -> Callable[[Body], Body]:
        """Make a function an exercise; its name is the permanent key, the label is only printed.

        The solution is in ``solutions/LABEL.md`` unless another file is named, the language that of
        the sheet.
        """

        def enter(body: Body) -> Body:
            worth = None if marks is None else Fraction(marks)
            self.stated.append(Stated(body.__name__, label, body, worth, solution, _line(body), language))
            return body

        return enter


def _line(body: Body) -> int:
    return inspect.getsourcelines(body)[1]


def part(name: str, *relations: Any, marks: float = 0) -> Part:
    """A result asked for, or a milestone where the task does not name it."""
    return Part(name, tuple(relations), Fraction(marks))


def prose(name: str, *, marks: float = 0) -> Part:
    """A part in words, which a person marks."""
    return Part(name, (), Fraction(marks))


def given(*relations: Any) -> Given:
    """What an exercise takes for granted; yielded before its parts."""
    return Given(tuple(relations))


def different(left: Any, right: Any) -> Different:
    """The claim that two expressions are in general different."""
    return Different(left, right)


def parts_of(result: Any) -> tuple[Part | Given, ...]:
    """What an exercise returned or yielded, as parts and what is given."""
    if isinstance(result, Part | Given):
        return (result,)
    if isinstance(result, Iterable) and not hasattr(result, "free_symbols"):
        return tuple(p for r in result for p in parts_of(r))
    return (Part("", (result,), Fraction(0)),)
