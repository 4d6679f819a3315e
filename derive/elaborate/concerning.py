"""Which symbols and hypotheses concern a proposition, and what is taken for granted of the symbols."""

from collections.abc import Iterable, Sequence

from derive.algebra.directions import is_angle
from derive.core.claim import Context, Hypothesis, Origin
from derive.core.sort import INTEGER, AnySort, Field, FunctionSort, Sort
from derive.core.term import ONE, Apply, Symbol, Term


def context_of(
    proposition: Term, hypotheses: Sequence[Hypothesis], undeclared: frozenset[Symbol] = frozenset()
) -> Context:
    """The context with what concerns the proposition: its symbols, and the hypotheses linked to them."""
    symbols = closed(proposition.symbols)
    chosen: list[Hypothesis] = []
    rounds = 0
    waiting = list(hypotheses)
    while new := [h for h in waiting if _concerns(h, symbols)]:
        waiting = [h for h in waiting if h not in new] if len(new) < len(waiting) else []
        symbols = symbols.union(*(closed(h.proposition.symbols) for h in new))
        chosen += new
        rounds += 1
    ordered = _in_order(symbols)
    if rounds > 1 or len({h.proposition for h in chosen}) < len(chosen):
        chosen.sort(key=list(hypotheses).index)
    sized = with_dimensions(ordered)
    chosen += [Hypothesis(Apply("le", ONE, d), Origin.RANGE) for d in _dimensions(sized)] if sized else []
    told: list[Symbol] = []
    if undeclared:
        stated = {s for h in chosen if h.origin is Origin.STATED for s in h.proposition.symbols}
        told = [
            s for s in ordered if s in undeclared and (s not in stated or is_array(s)) and not is_angle(s)
        ]
    return Context(ordered, _unique(chosen), tuple([sentence(s) for s in told]))


def _in_order(symbols: frozenset[Symbol]) -> tuple[Symbol, ...]:
    """Symbols by name, those of one name by their structure."""
    if len(symbols) < 2:
        return tuple(symbols)
    if len({s.name for s in symbols}) < len(symbols):
        return tuple(sorted(symbols, key=lambda s: (s.name, s.digest)))
    return tuple(sorted(symbols, key=lambda s: s.name))


def _concerns(hypothesis: Hypothesis, symbols: frozenset[Symbol]) -> bool:
    """Whether a hypothesis is about the symbols; what only counts links nothing beside other things."""
    occurring = hypothesis.proposition.symbols
    if hypothesis.origin is Origin.RANGE or not occurring:
        return occurring <= symbols
    subjects = frozenset(s for s in occurring if s.sort is not INTEGER)
    return not symbols.isdisjoint(subjects or occurring)


def _unique(hypotheses: list[Hypothesis]) -> tuple[Hypothesis, ...]:
    if len(hypotheses) < 2:  # nothing could be said twice
        return tuple(hypotheses)
    return tuple({h.proposition: h for h in reversed(hypotheses)}.values())[::-1]


def closed(symbols: Iterable[Symbol]) -> frozenset[Symbol]:
    """The symbols together with those in their dimensions."""
    found = frozenset(symbols)
    sized = with_dimensions(found)
    return found.union(*[d.symbols for s in sized for d in shapes(s.sort)]) if sized else found


def with_dimensions(symbols: Iterable[Symbol]) -> list[Symbol]:
    """The functions and arrays among symbols: numbers have no dimensions."""
    return [s for s in symbols if type(s.sort) is FunctionSort or s.sort.shape]  # type: ignore[union-attr]  # a sort


def shapes(sort: AnySort) -> tuple[Term, ...]:
    """All dimensions in a sort."""
    if isinstance(sort, FunctionSort):
        return tuple(d for s in (*sort.arguments, sort.value) for d in s.shape)
    return sort.shape


def _dimensions(symbols: Sequence[Symbol]) -> list[Symbol]:
    found = {t for s in symbols for d in shapes(s.sort) for t in d.symbols}
    return sorted((s for s in found if s.sort is INTEGER or s.sort == INTEGER), key=lambda s: s.name)


def sentence(symbol: Symbol) -> str:
    """What was taken for granted of a symbol, such as ``x real``."""
    sort = symbol.sort
    if isinstance(sort, FunctionSort):
        return f"{symbol.name} {'sequence' if sort.arguments == (INTEGER,) else 'smooth function'}"
    kind = "integer" if sort.field is Field.INTEGER else "complex" if sort.field is Field.COMPLEX else "real"
    if not sort.shape:
        return f"{symbol.name} {kind}"
    dimensions = r" \times ".join(map(repr, sort.shape))
    return f"{symbol.name} \\in \\mathbb{{R}}^{{{dimensions}}}"


def is_array(symbol: Symbol) -> bool:
    """Whether a symbol is a vector or a matrix."""
    return isinstance(symbol.sort, Sort) and bool(symbol.sort.shape)
