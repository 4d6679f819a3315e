"""Terms as formulas again: surface trees for people, in the notation that our reader accepts."""

from collections.abc import Callable
from fractions import Fraction as Rational
from typing import Final

from derive.algebra import presentation_binders as binders
from derive.algebra.layout import (
    HERE,
    Level,
    Piece,
    fenced,
    listed,
    name,
    named,
    numeral,
    product,
    raised,
    subscripted,
)
from derive.core.sort import Sort
from derive.core.surface import (
    Call,
    CasesBlock,
    Chain,
    Fraction,
    Grid,
    Infix,
    Numeral,
    Postfix,
    Radical,
    Relation,
    Signed,
    Surface,
)
from derive.core.term import ONE, Apply, Binder, Component, Number, Symbol, Term
from derive.theory.function import function


def surface_of(term: Term) -> Surface:
    """The formula of a term; bound variables get letters that are free."""
    return _piece(term).surface


def _piece(term: Term) -> Piece:
    if isinstance(term, Number):
        return _rational(term.value)
    if isinstance(term, Symbol):
        return named(term.name)
    if isinstance(term, Component):
        return subscripted(_piece(term.base), *map(surface_of, term.indices))
    if isinstance(term, Binder):
        return binders.piece(term, _piece)
    if isinstance(term, Apply):
        return _HEADS.get(term.head, _call)(term)
    raise TypeError(term)


def _rational(value: Rational) -> Piece:
    if value.denominator == 1:
        return numeral(value.numerator)
    fraction = Fraction(HERE, numeral(abs(value.numerator)).surface, numeral(value.denominator).surface)
    return Piece(Signed(HERE, "-", fraction), Level.SUM) if value < 0 else Piece(fraction, Level.SCRIPT)


def _split_sign(term: Term) -> tuple[bool, Piece]:
    """Whether the term begins with a minus, and what comes after it."""
    if isinstance(term, Number) and term.value < 0:
        return True, _rational(-term.value)
    if isinstance(term, Apply) and term.head == "multiply":
        first, *rest = term.children
        if isinstance(first, Number) and first.value < 0:
            positive = Number(-first.value)
            if positive is ONE and len(rest) == 1 and _split_sign(rest[0])[0]:
                return True, Piece(fenced(surface_of(rest[0])))
            return True, _multiplied((positive, *rest))
    return False, _piece(term)


def _add(term: Apply) -> Piece:
    first, *rest = map(_split_sign, term.children)
    if not rest:
        return _signed(*first)
    items = [_signed(*first).surface if first[0] else first[1].at(Level.PRODUCT)]
    items += [piece.at(Level.PRODUCT) for _, piece in rest[:-1]]
    items.append(rest[-1][1].at(Level.OPERATOR))
    operators = tuple("-" if negative else "+" for negative, _ in rest)
    return Piece(Infix(HERE, tuple(items), operators), Level.SUM)


def _signed(negative: bool, piece: Piece) -> Piece:
    return Piece(Signed(HERE, "-", piece.at(Level.PRODUCT)), Level.SUM) if negative else piece


def _multiply(term: Apply) -> Piece:
    negative, piece = _split_sign(term) if _begins_with_minus(term) else (False, _multiplied(term.children))
    return _signed(negative, piece)


def _begins_with_minus(term: Apply) -> bool:
    first = term.children[0] if term.children else ONE
    return isinstance(first, Number) and first.value < 0


def _multiplied(factors: tuple[Term, ...]) -> Piece:
    """A product, as a fraction if there are factors with negative exponents."""
    above: list[Piece] = []
    below: list[Piece] = []
    for factor in factors:
        if isinstance(factor, Number) and factor is not ONE:
            above += [numeral(factor.value.numerator)] if factor.value.numerator != 1 else []
            below += [numeral(factor.value.denominator)] if factor.value.denominator != 1 else []
        elif _is_reciprocal(factor):
            below.append(_reciprocal(factor))
        elif factor is not ONE:
            above.append(_piece(factor))
    numerator = product(above) if above else numeral(1)
    if not below:
        return numerator
    return Piece(Fraction(HERE, numerator.surface, product(below).surface), Level.SCRIPT)


def _is_reciprocal(term: Term) -> bool:
    if not isinstance(term, Apply) or term.head != "power":
        return False
    exponent = term.children[1]
    return isinstance(exponent, Number) and exponent.value < 0


def _reciprocal(term: Term) -> Piece:
    base, exponent = term.children
    return _powered(base, Number(-exponent.value)) if isinstance(exponent, Number) else _piece(term)


def _power(term: Apply) -> Piece:
    if _is_reciprocal(term) and not _is_array(term.children[0]):
        return Piece(Fraction(HERE, numeral(1).surface, _reciprocal(term).surface), Level.SCRIPT)
    return _powered(*term.children)


def _is_array(term: Term) -> bool:
    return isinstance(term, Symbol) and isinstance(term.sort, Sort) and not term.sort.is_scalar


def _powered(base: Term, exponent: Term) -> Piece:
    if exponent is ONE:
        return _piece(base)
    if isinstance(exponent, Number) and exponent.value.numerator == 1 and exponent.value.denominator > 1:
        degree = exponent.value.denominator
        shown = None if degree == 2 else numeral(degree).surface
        return Piece(Radical(HERE, surface_of(base), shown), Level.SCRIPT)
    return raised(_piece(base), surface_of(exponent))


def _root(term: Apply) -> Piece:
    base, degree = term.children
    return Piece(Radical(HERE, surface_of(base), surface_of(degree)), Level.SCRIPT)


def _exp(term: Apply) -> Piece:
    (argument,) = term.children
    e = Piece(name("e"))
    return e if argument is ONE else raised(e, surface_of(argument))


def _call(term: Apply) -> Piece:
    known = function(term.head)
    if known is None:
        return _called(name(term.head, function=True), term.children)
    separator = ";" if known.shape != "scalar" and known.optional else ","
    letter = known.letters and not known.conventional
    return _called(
        name((known.letters if letter else known.spellings)[0], function=True), term.children, separator
    )


def _called(head: Surface, arguments: tuple[Term, ...], separator: str = ",") -> Piece:
    inside = fenced(*map(surface_of, arguments), separator=separator)
    return Piece(Call(HERE, head, inside), Level.CALL)


def _named(text: str) -> Callable[[Apply], Piece]:
    return lambda term: _called(name(text, function=True), term.children)


def _unknown(term: Apply) -> Piece:
    called, *arguments = term.children
    return _called(_piece(called).at(Level.SCRIPT), tuple(arguments))


def _constant(text: str) -> Callable[[Apply], Piece]:
    return lambda _: Piece(name(text))


def _between(opening: str, closing: str) -> Callable[[Apply], Piece]:
    return lambda term: Piece(fenced(*map(surface_of, term.children), opening=opening, closing=closing))


def _factorial(term: Apply) -> Piece:
    return Piece(Postfix(HERE, _piece(term.children[0]).at(Level.ATOM), "!"), Level.SCRIPT)


def _log_base(term: Apply) -> Piece:
    argument, base = term.children
    head = subscripted(Piece(name("\\log", function=True)), surface_of(base)).surface
    return _called(head, (argument,))


def _cases(term: Apply) -> Piece:
    parts = [surface_of(c) for c in term.children]
    rows = [(v, c) for v, c in zip(parts[::2], parts[1::2], strict=False)]
    otherwise = [(parts[-1], None)] if len(parts) % 2 else []
    return Piece(CasesBlock(HERE, (*rows, *otherwise)), Level.OPERATOR)


def _subscripted(text: str) -> Callable[[Apply], Piece]:
    return lambda term: subscripted(Piece(name(text)), *map(surface_of, term.children))


def _indicator(term: Apply) -> Piece:
    one = Piece(name("\\mathbb{1}"))
    return subscripted(one, surface_of(term.children[0]))


def _relation(sign: str) -> Callable[[Apply], Piece]:
    def relation(term: Apply) -> Piece:
        sides = tuple(_piece(c).at(Level.SUM) for c in term.children)
        return Piece(Chain(HERE, sides, (Relation(HERE, sign),)), Level.STATEMENT)

    return relation


def _arrow(sign: str) -> Callable[[Apply], Piece]:
    def arrow(term: Apply) -> Piece:
        sides = tuple(surface_of(c) for c in term.children)
        return Piece(Chain(HERE, sides, (Relation(HERE, sign),)), Level.STATEMENT)

    return arrow


def _connected(separator: str) -> Callable[[Apply], Piece]:
    return lambda term: Piece(listed([surface_of(c) for c in term.children], separator), Level.STATEMENT)


def _not(term: Apply) -> Piece:
    (inner,) = term.children
    negated = _NEGATED.get(inner.head) if isinstance(inner, Apply) else None
    if negated is not None and isinstance(inner, Apply):
        return _relation(negated)(inner)
    return Piece(Signed(HERE, "\\neg", _piece(inner).at(Level.CALL)), Level.STATEMENT)


def _interval(term: Apply) -> Piece:
    low, high, low_closed, high_closed = term.children
    opening, closing = "[" if low_closed is ONE else "(", "]" if high_closed is ONE else ")"
    return Piece(fenced(surface_of(low), surface_of(high), opening=opening, closing=closing))


def _matmul(term: Apply) -> Piece:
    return product([_piece(c) for c in term.children])


def _infix(sign: str) -> Callable[[Apply], Piece]:
    def infix(term: Apply) -> Piece:
        items = tuple(_piece(c).at(Level.SCRIPT) for c in term.children)
        return Piece(Infix(HERE, items, (sign,) * (len(items) - 1)), Level.PRODUCT)

    return infix


def _superscript(surface: Surface) -> Callable[[Apply], Piece]:
    return lambda term: raised(_piece(term.children[0]), surface)


def _vector(term: Apply) -> Piece:
    return Piece(Grid(HERE, "(", ")", tuple((surface_of(c),) for c in term.children)))


def _matrix(term: Apply) -> Piece:
    rows = []
    for row in term.children:
        entries = row.children if isinstance(row, Apply) and row.head == "vector" else (row,)
        rows.append(tuple(map(surface_of, entries)))
    return Piece(Grid(HERE, "(", ")", tuple(rows)))


def _stacked(term: Apply) -> Piece:
    rows = [c.children if isinstance(c, Apply) and c.head == "beside" else (c,) for c in term.children]
    return Piece(Grid(HERE, "(", ")", tuple(tuple(map(surface_of, row)) for row in rows)))


def _beside(term: Apply) -> Piece:
    return Piece(Grid(HERE, "(", ")", (tuple(map(surface_of, term.children)),)))


_NEGATED: Final = {"member": "\\notin", "eq": "\\ne"}

_HEADS: Final[dict[str, Callable[[Apply], Piece]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "exp": _exp,
    "pi": _constant("\\pi"),
    "infinity": _constant("\\infty"),
    "imaginary": _constant("\\mathrm{i}"),
    "reals": _constant("\\mathbb{R}"),
    "integers": _constant("\\mathbb{Z}"),
    "apply": _unknown,
    "abs": _between("|", "|"),
    "norm": _between("||", "||"),
    "floor": _between("floor", "floor"),
    "ceil": _between("ceil", "ceil"),
    "inner": _between("<", ">"),
    "finite_set": _between("{", "}"),
    "factorial": _factorial,
    "binomial": _named("\\binom"),
    "log_base": _log_base,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _subscripted("\\delta"),
    "identity": _subscripted("I"),
    "ones": _subscripted("\\mathbf{1}"),
    "zeros": _subscripted("\\mathbf{0}"),
    "trace": _named("tr"),
    "determinant": _named("\\det"),
    "diagonal": _named("diag"),
    "matmul": _matmul,
    "hadamard": _infix("\\odot"),
    "kronecker": _infix("\\otimes"),
    "vec": _named("vec"),
    "stack": _stacked,
    "beside": _beside,
    "transpose": _superscript(name("T")),
    "inverse": _superscript(Signed(HERE, "-", Numeral(HERE, "1"))),
    "vector": _vector,
    "matrix": _matrix,
    "interval": _interval,
    "and": _connected("and"),
    "or": _connected("or"),
    "not": _not,
    "eq": _relation("="),
    "ne": _relation("\\ne"),
    "lt": _relation("<"),
    "le": _relation("\\le"),
    "gt": _relation(">"),
    "ge": _relation("\\ge"),
    "member": _relation("\\in"),
    "implies": _arrow("\\Rightarrow"),
    "iff": _arrow("\\Leftrightarrow"),
}
