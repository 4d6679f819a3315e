"""What is claimed of all values of a variable, as claimed of a new symbol."""

from collections.abc import Iterator

from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Symbol, Term


def of_any(proposition: Term, taken: set[str]) -> Term:
    """The proposition with symbols in the place of variables over which it begins by quantifying."""
    if isinstance(proposition, Binder) and proposition.kind == "forall":
        variable = proposition.variable
        if variable.sort == INTEGER:
            return proposition
        names = taken | {s.name for s in proposition.symbols}
        letter = "v" if getattr(variable.sort, "shape", ()) else "x"
        name = next(n for n in _new_names(letter) if n not in names)
        return of_any(proposition.open(Symbol(name, variable.sort)), names | {name})
    if isinstance(proposition, Apply) and proposition.head == "and":
        return Apply("and", *(of_any(c, taken) for c in proposition.children))
    return proposition


def _new_names(name: str) -> Iterator[str]:
    yield from (name, *"wuzyst")
    yield from (f"v_{k}" for k in range(1, 1 << 20))
