"""A mathematical function as a record of answers, one file a function in ``functions/``.

The builders take the arguments as terms and give terms, so that nothing here is
parsed or evaluated. Functions of one scalar act entry by entry on arrays.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from derive import registry
from derive.core.term import INFINITY, ONE, ZERO, Apply, Term, negative

Builder = Callable[..., Term]
Propositions = Callable[..., tuple[Term, ...]]
Values = Literal["real", "integer", "complex"]

_PACKAGE: Final = "derive.theory.functions"
EVERYWHERE: Final = Apply("interval", negative(INFINITY), INFINITY, ZERO, ZERO)


def nowhere_restricted(*_: Term) -> tuple[Term, ...]:
    """No condition: the answer of a function defined, or smooth, everywhere."""
    return ()


def interval(low: Term, high: Term, closed: str = "") -> Term:
    """The interval; ``closed`` contains ``l`` and ``h`` for the ends that belong to it."""
    flags = (ONE if end in closed else ZERO for end in "lh")
    return Apply("interval", low, high, *flags)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """What is known of a function; each has one record, so that records are compared as objects.

    name: the head of its applications.
    spellings: the names that mean it, as in ``surface.Name.text``; the first one is how we write it.
    letters: letters that mean it when they are applied and nothing else is declared.
    arity, optional, variadic: the least number of arguments, how many more may
        follow, and whether any number may.
    meaning: the value, ``meaning(mpmath.mp, *values)``; vectors are lists.
    source: where the definition is from.
    definition: the same in more elementary functions, or None if it is itself elementary;
        of functions of a vector called with ``length=``.
    domain: propositions that hold exactly where it is defined, for real arguments.
    derivative: one builder for each argument, None where there is none, without the inner derivative.
    smooth: propositions under which, inside the domain, the derivative is valid.
    range: its exact image as an interval, the smallest enclosing one where it is none.
    monotone: for each argument 1 or -1 where it strictly increases or decreases on its whole
        domain, 2 or -2 where it does so weakly, else 0.
    analytic: whether the derivative is that of a complex variable too.
    parity: 1 for an even, -1 for an odd function.
    facts: propositions that hold wherever it is defined.
    ball: encloses the values on balls, given as flint.arb; nan where they leave the domain.
    principal: the same for complex arguments, given as flint.acb, on the principal branch.
    principal_domain: propositions that hold exactly where it is defined, for complex arguments.
    shape: what it does to shapes: a scalar function, a vector to a number, a vector to a vector.
    values: the field of its values.
    sympy: the name of the SymPy function with the same arguments, if there is one.
    conventional: whether a definition in a document replaces it.
    """

    name: str
    spellings: tuple[str, ...]
    meaning: Callable[..., Any]
    source: str
    arity: int = 1
    optional: int = 0
    variadic: bool = False
    letters: tuple[str, ...] = ()
    definition: Builder | None = None
    domain: Propositions = nowhere_restricted
    derivative: tuple[Builder | None, ...] = ()
    smooth: Propositions = nowhere_restricted
    range: Term = EVERYWHERE
    monotone: tuple[int, ...] = ()
    analytic: bool = True
    parity: int = 0
    facts: Propositions = nowhere_restricted
    ball: Callable[..., Any] | None = None
    principal: Callable[..., Any] | None = None
    principal_domain: Propositions = nowhere_restricted
    shape: Literal["scalar", "reduce", "vector"] = "scalar"
    values: Values = "real"
    sympy: str | None = None
    conventional: bool = False

    @property
    def latex(self) -> str:
        """Its name in LaTeX."""
        first = self.spellings[0]
        return first if first.startswith("\\") else rf"\operatorname{{{first}}}"

    def accepts(self, count: int) -> bool:
        """Whether it can be applied to ``count`` arguments."""
        return self.arity <= count and (self.variadic or count <= self.arity + self.optional)


@cache
def function(name: str) -> Function | None:
    """The function with this head, or None; its file is imported on first use."""
    if name not in registry.names(_PACKAGE):
        return None
    return registry.load(_PACKAGE, name, "FUNCTION", Function)


def functions() -> Mapping[str, Function]:
    """All functions by name."""
    return registry.discover(_PACKAGE, "FUNCTION", Function)


@cache
def by_spelling() -> Mapping[str, Function]:
    """All functions by their spellings, with and without a backslash, letters excluded."""
    return {
        t: f for f in functions().values() for s in f.spellings for t in (s.strip("\\"), "\\" + s.strip("\\"))
    }


@cache
def by_letter() -> Mapping[str, Function]:
    r"""The functions that a letter means by convention, such as ``\Gamma``, ``\Phi`` and ``\sigma``."""
    return {s: f for f in functions().values() for s in f.letters}
