"""An exercise as a problem in SymPy: symbols, assumptions, claims."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sympy

from derive.algebra.sympy_bridge import Table, to_sympy
from derive.core.claim import Claim, Hypothesis
from derive.core.sort import Field, Sort
from derive.core.term import ONE, ZERO, Apply, Symbol, Term

_NAME: Final = re.compile(r"\\?([A-Za-z][A-Za-z0-9_]*)")
_SIGNS: Final = {
    ("lt", 0): {"positive": True},
    ("le", 0): {"nonnegative": True},
    ("lt", 1): {"negative": True},
    ("le", 1): {"nonpositive": True},
    ("gt", 1): {"positive": True},
    ("ge", 1): {"nonnegative": True},
    ("gt", 0): {"negative": True},
    ("ge", 0): {"nonpositive": True},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a computer algebra system needs to work on an exercise.

    ``symbols`` are pairs of a name and a SymPy object (symbol, indexed base or function), ``assumptions``
    relations, and ``claims`` pairs of the name of a part and its relations, unevaluated.
    """

    symbols: tuple[tuple[str, Any], ...]
    assumptions: tuple[Any, ...]
    claims: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def claim(self) -> Any:
        """The only relation, or the conjunction of all."""
        relations = [r for _, group in self.claims for r in group]
        return relations[0] if len(relations) == 1 else sympy.And(*relations, evaluate=False)


def problem(parts: Sequence[tuple[str, tuple[Claim, ...]]], hypotheses: Iterable[Hypothesis]) -> Problem:
    """The claims of named parts in SymPy, under hypotheses.

    Raises:
        BridgeError: SymPy has nothing for a part of them.
    """
    known = tuple(dict.fromkeys(h.proposition for h in hypotheses))
    symbols = dict.fromkeys(s for _, claims in parts for c in claims for s in c.context.symbols)
    table = Table()
    for symbol in symbols:
        _declare(symbol, known, table)
    claims = tuple((name, tuple(to_sympy(c.proposition, table)[0] for c in group)) for name, group in parts)
    assumptions = tuple(to_sympy(p, table)[0] for p in known)
    named = tuple((symbol.name, table.objects[symbol]) for symbol in symbols)
    return Problem(named, assumptions, claims)


def _declare(symbol: Symbol, known: Sequence[Term], table: Table) -> None:
    """A SymPy object with a readable name where it is a plain one, and with what is known of its sign."""
    found = _NAME.fullmatch(symbol.name)
    if found is None:
        table.object_of(symbol)
        return
    name = found[1]
    if not isinstance(symbol.sort, Sort):
        table.add(sympy.Function(name), symbol)
    elif symbol.sort.shape:
        table.add(sympy.IndexedBase(name), symbol)
    else:
        integer = {"integer": True} if symbol.sort.field is Field.INTEGER else {}
        real = {"real": True} if symbol.sort.field is Field.REAL else {}
        table.add(sympy.Symbol(name, **(integer or real), **_sign(symbol, known)), symbol)


def _sign(symbol: Symbol, known: Sequence[Term]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for proposition in known:
        if isinstance(proposition, Apply) and symbol in proposition.children:
            place = proposition.children.index(ZERO) if ZERO in proposition.children else -1
            found |= _SIGNS.get((proposition.head, place), {})
            if proposition.head == "le" and proposition.children[0] is ONE:
                found["positive"] = True
    return found
