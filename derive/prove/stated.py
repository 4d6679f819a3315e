"""Claims as programs state them: in LaTeX, in SymPy, or ready made."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.sort import REAL as REAL_NUMBER
from derive.core.sort import Field, FunctionSort, Sort
from derive.core.term import ZERO, Apply, Number, Symbol, Term
from derive.elaborate.statement import claim_of
from derive.theory.messages import say
from derive.theory.notation_unicode import character_of, latex_of

_COLLAPSED: Final = ("BooleanTrue", "BooleanFalse")
_SIGNS: Final[tuple[tuple[str, Callable[[Term], Term]], ...]] = (
    ("is_positive", lambda s: Apply("lt", ZERO, s)),
    ("is_negative", lambda s: Apply("lt", s, ZERO)),
    ("is_nonnegative", lambda s: Apply("le", ZERO, s)),
    ("is_nonpositive", lambda s: Apply("le", s, ZERO)),
    ("is_nonzero", lambda s: Apply("ne", s, ZERO)),
)


def claim_from(claim: Any, given: Sequence[Any] = ()) -> Claim:
    """The claim of a LaTeX relation or a SymPy relation, where ``given`` are more of the same kind.

    Raises:
        UnreadableError: the LaTeX cannot be read, or has no meaning.
        BridgeError: something in the SymPy relation has no meaning here.
        TypeError: it is neither, or the two are mixed.
    """
    if isinstance(claim, Claim) and not given:
        return claim
    if isinstance(claim, str):
        if not all(isinstance(g, str) for g in given):
            raise TypeError(say("prove.mixed-claim"))
        return claim_of(claim, given)
    if type(claim).__name__ in _COLLAPSED or not hasattr(claim, "free_symbols"):
        raise TypeError(say("prove.no-claim", kind=type(claim).__name__))
    if not all(hasattr(g, "free_symbols") for g in given):
        raise TypeError(say("prove.mixed-claim"))
    return _from_sympy(claim, given)


def equation_from(left: Any, right: Any, given: Sequence[Any] = ()) -> Claim:
    """The claim that two sides, both in LaTeX or both in SymPy, are equal.

    Raises:
        UnreadableError: the LaTeX cannot be read, or has no meaning.
        BridgeError: something in SymPy has no meaning here.
        TypeError: the sides are of different kinds.
        ValueError: a side is itself a relation.
    """
    if isinstance(left, str) != isinstance(right, str):
        raise TypeError(say("prove.mixed-claim"))
    if isinstance(left, str):
        claim = claim_from(f"{left} = {right}", given)
        if claim.relation != "eq":
            raise ValueError(say("prove.side-relates"))
        return claim
    import sympy  # noqa: PLC0415  # a heavy library

    relation = sympy.Eq(left, right, evaluate=False)
    return claim_from(relation, given)


def _from_sympy(relation: Any, given: Sequence[Any]) -> Claim:
    """A claim about the symbols of a relation, with what SymPy assumes of them."""
    from derive.algebra.sympy_bridge import Table, from_sympy  # noqa: PLC0415  # loads SymPy

    table = Table()
    hypotheses: list[Hypothesis] = []
    assumed: list[str] = []
    for expression in (relation, *given):
        for found in _names(expression):
            _declare(found, table, hypotheses, assumed)
    hypotheses += (Hypothesis(from_sympy(g, table), Origin.DECLARED) for g in given)
    proposition = from_sympy(relation, table)
    symbols = tuple(t for t in table.terms.values() if isinstance(t, Symbol))
    if len({s.name for s in symbols}) < len(symbols):
        raise ValueError(say("prove.names-clash"))
    return Claim(Context(symbols, tuple(hypotheses), tuple(assumed)), proposition)


def _names(expression: Any) -> list[Any]:
    """The symbols, arrays and unknown functions of an expression, in a fixed order."""
    import sympy  # noqa: PLC0415  # a heavy library

    kinds = (sympy.IndexedBase, sympy.MatrixSymbol, sympy.core.function.AppliedUndef)
    found = expression.atoms(*kinds) | expression.free_symbols
    found -= {
        s for i in expression.atoms(sympy.Idx) for s in (i, i.label) if i not in expression.free_symbols
    }
    arrays = {a.label for a in found if isinstance(a, sympy.IndexedBase)}
    kept = (a for a in found if isinstance(a, (sympy.Symbol, sympy.Idx, *kinds)))
    return sorted(
        (a for a in kept if a not in arrays), key=lambda a: (not isinstance(a, sympy.Symbol), str(a))
    )


def _declare(found: Any, table: Any, hypotheses: list[Hypothesis], assumed: list[str]) -> None:
    from sympy.core.function import AppliedUndef  # noqa: PLC0415  # a heavy library

    key = found.func if isinstance(found, AppliedUndef) else found
    if key in table.terms:
        return
    name = str(getattr(key, "__name__", key))
    symbol = Symbol(_written(name), _sort(found, table))
    table.add(key, symbol)
    if isinstance(symbol.sort, Sort) and symbol.sort.is_scalar:
        hypotheses += (Hypothesis(p(symbol), Origin.DECLARED) for n, p in _SIGNS if getattr(found, n))
        if symbol.sort is REAL_NUMBER and not found.is_real:
            assumed.append(f"{found} real")


def _written(name: str) -> str:
    """A name of SymPy in LaTeX: Greek letters by their macros."""
    if len(name) == 1:
        return latex_of(name) or name
    return f"\\{name}" if character_of(f"\\{name}") else name


def _sort(found: Any, table: Any) -> Sort | FunctionSort:
    """The sort of a SymPy object; what SymPy does not call real or integer is taken for real."""
    from sympy import IndexedBase, MatrixSymbol  # noqa: PLC0415  # a heavy library
    from sympy.core.function import AppliedUndef  # noqa: PLC0415  # as above

    if isinstance(found, AppliedUndef):
        return FunctionSort(tuple(REAL_NUMBER for _ in found.args), REAL_NUMBER)
    if isinstance(found, IndexedBase | MatrixSymbol):
        if found.shape is None:
            raise ValueError(say("prove.no-shape", name=str(found)))
        return Sort(Field.REAL, tuple(_dimension(d, table) for d in found.shape))
    if found.is_integer:
        return Sort(Field.INTEGER)
    return Sort(Field.COMPLEX) if found.is_real is False else REAL_NUMBER


def _dimension(size: Any, table: Any) -> Term:
    if size.is_Integer:
        return Number(int(size))
    if size not in table.terms:
        table.add(size, Symbol(str(size), Sort(Field.INTEGER)))
    term: Term = table.term_of(size)
    return term
