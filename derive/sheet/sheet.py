"""The authoring interface: a sheet collects functions that state problems."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derive.theory.feedback import ALL

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
    feedback: str | None = None


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
    "numerator", "denominator", or "either". ``feedback`` is how much students are told of a wrong
    step: "marks", "place", "reason" (what would be right is held back), or "repair".
    """

    name: str
    title: str
    language: str = "en"
    layout: str = "gradient"
    feedback: str = ALL
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
        feedback: str | None = None,
    ) -> Callable[[Body], Body]:
        """Make a function an exercise; its name is the permanent key, the label is only printed.

        The solution is in ``solutions/LABEL.md`` unless another file is named; language and
        feedback are those of the sheet.
        """

        def enter(body: Body) -> Body:
            worth = None if marks is None else Fraction(marks)
            stated = Stated(body.__name__, label, body, worth, solution, _line(body), language, feedback)
            self.stated.append(stated)
            return body

        return enter


def _line(body: Body) -> int:
    return inspect.getsourcelines(body)[1]
