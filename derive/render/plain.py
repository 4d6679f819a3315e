"""Terms as one line of plain text: ``x != 1``, ``lambda = 2``, ``exp(-1/2)``.

For people and for the fields of the JSON that are not LaTeX. Never read back.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final

from derive.core.claim import CONVERSE
from derive.core.term import MINUS_ONE, ONE, Apply, Binder, Component, Number, Symbol, Term

MOST_BITS: Final = 2000
DIGITS: Final = 6
SPARE_DIGITS: Final = 24
LEADING_BITS: Final = 100
SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)

_Text = tuple[str, int]
_SIGNS: Final = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "member": "in"}
_JOINED: Final = {"and": " and ", "or": " or ", "implies": " implies ", "iff": " if and only if "}
_SETS: Final = {"reals": "R", "integers": "Z", "infinity": "infinity", "pi": "pi", "imaginary": "i"}
_LETTERS: Final = ("k", "j", "i", "m", "n", "l", "t", "s", "u")


def plain(term: Term) -> str:
    """The term as plain text."""
    return _text(term)[0]


def name(latex: str) -> str:
    r"""A name without its LaTeX: ``\lambda`` is ``lambda``, ``\hat{x}`` is ``hat(x)``."""
    text = re.sub(r"[_^]\{(\w)\}", lambda m: m.group(0)[0] + m.group(1), latex)
    return text.replace("\\", "").replace("{", "(").replace("}", ")").replace(" ", "")


def _text(term: Term) -> _Text:
    match term:
        case Number():
            return _number(term)
        case Symbol():
            return name(term.name), ATOM
        case Component():
            return f"{_at(term.base, ATOM)}_{_subscript(term.indices)}", ATOM
        case Binder():
            return _binder(term)
        case Apply():
            return _HEADS.get(term.head, _function)(term)
    raise TypeError(type(term).__name__)


def _at(term: Term, level: int) -> str:
    text, own = _text(term)
    return text if own >= level else f"({text})"


def _number(term: Number) -> _Text:
    value = term.value
    above, below = value.as_integer_ratio()
    if max(above.bit_length(), below.bit_length()) > MOST_BITS:
        return _rounded(value), PRODUCT
    if value < 0:
        return str(value), SIGN if value.denominator == 1 else PRODUCT
    return str(value), ATOM if value.denominator == 1 else PRODUCT


def _rounded(value: Fraction) -> str:
    """A number that is too long to be printed, to six digits."""
    exact = Context(prec=SPARE_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)
    above, below = (_leading(n, exact) for n in value.as_integer_ratio())
    return str(Context(prec=DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(exact.divide(above, below)))


def _leading(number: int, context: Context) -> Decimal:
    """The number by its first bits: the time to write out all of its digits grows with their square."""
    shift = max(0, number.bit_length() - LEADING_BITS)
    return context.multiply(Decimal(number >> shift), context.power(Decimal(2), Decimal(shift)))


def _subscript(indices: tuple[Term, ...]) -> str:
    inside = ",".join(map(plain, indices))
    return inside if inside.isalnum() else f"({inside})"


def _add(term: Apply) -> _Text:
    parts = [_at(term.children[0], SUM)]
    for child in term.children[1:]:
        text = _at(child, PRODUCT)
        parts.append(f" - {text[1:]}" if text.startswith("-") else f" + {text}")
    return "".join(parts), SUM


def _multiply(term: Apply) -> _Text:
    sign = ""
    above: list[Term] = []
    below: list[Term] = []
    for factor in _factors(term):
        if isinstance(factor, Number):
            sign = "-" if (factor.value < 0) != (sign == "-") else ""
            above.append(Number(abs(factor.value.numerator)))
            below.append(Number(factor.value.denominator))
        elif isinstance(factor, Apply) and _is_reciprocal(factor):
            below.append(factor.children[0])
        else:
            above.append(factor)
    top = "*".join(_at(t, PRODUCT) for t in above if t is not ONE) or "1"
    bottom = [_at(t, POWER) for t in below if t is not ONE]
    if not bottom:
        return sign + top, PRODUCT
    return f"{sign}{top}/{bottom[0] if len(bottom) == 1 else '(' + '*'.join(bottom) + ')'}", PRODUCT


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child)
    else:
        yield term


def _is_reciprocal(term: Apply) -> bool:
    return term.head == "power" and term.children[1] is MINUS_ONE


def _power(term: Apply) -> _Text:
    base, exponent = term.children
    if isinstance(exponent, Number) and exponent.value == -1:
        return f"1/{_at(base, POWER)}", PRODUCT
    if isinstance(exponent, Number) and exponent.value * 2 == 1:
        return f"sqrt({plain(base)})", ATOM
    return f"{_at(base, ATOM)}^{_at(exponent, ATOM)}", POWER


def _relation(term: Apply) -> _Text:
    left, right, head = *term.children, term.head
    if isinstance(left, Number) and not isinstance(right, Number) and head in CONVERSE:
        left, right, head = right, left, CONVERSE[head]
    return f"{_at(left, SUM)} {_SIGNS[head]} {_at(right, SUM)}", 0


def _joined(term: Apply) -> _Text:
    return _JOINED[term.head].join(_at(c, SUM) if _is_joined(c) else plain(c) for c in term.children), 0


def _is_joined(term: Term) -> bool:
    return isinstance(term, Apply) and term.head in _JOINED


def _negation(term: Apply) -> _Text:
    return f"not ({plain(term.children[0])})", ATOM


def _exp(term: Apply) -> _Text:
    argument = term.children[0]
    if isinstance(argument, Number) and argument.value == 1:
        return "e", ATOM
    return f"e^{_at(argument, ATOM)}", POWER


def _interval(term: Apply) -> _Text:
    low, high, low_closed, high_closed = map(plain, term.children)
    return f"{'[' if low_closed == '1' else '('}{low}, {high}{']' if high_closed == '1' else ')'}", ATOM


def _list(brackets: str) -> Callable[[Apply], _Text]:
    def text(term: Apply) -> _Text:
        return f"{brackets[0]}{', '.join(map(plain, term.children))}{brackets[1]}", ATOM

    return text


def _matmul(term: Apply) -> _Text:
    return " ".join(_at(c, POWER) for c in term.children), PRODUCT


def _transpose(term: Apply) -> _Text:
    return f"{_at(term.children[0], ATOM)}^T", POWER


def _factorial(term: Apply) -> _Text:
    return f"{_at(term.children[0], ATOM)}!", POWER


def _unknown(term: Apply) -> _Text:
    function, *arguments = term.children
    return f"{_at(function, ATOM)}({', '.join(map(plain, arguments))})", ATOM


def _constant(term: Apply) -> _Text:
    return _SETS[term.head], ATOM


def _cases(term: Apply) -> _Text:
    rows = term.children
    parts = [f"{plain(v)} if {plain(c)}" for v, c in zip(rows[::2], rows[1::2], strict=False)]
    if len(rows) % 2:
        parts.append(f"{plain(rows[-1])} otherwise")
    return f"{{{'; '.join(parts)}}}", ATOM


def _function(term: Apply) -> _Text:
    return f"{term.head}({', '.join(map(plain, term.children))})", ATOM


_HEADS: Final[Mapping[str, Callable[[Apply], _Text]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "exp": _exp,
    "apply": _unknown,
    "not": _negation,
    "interval": _interval,
    "finite_set": _list("{}"),
    "vector": _list("()"),
    "matrix": _list("()"),
    "matmul": _matmul,
    "transpose": _transpose,
    "factorial": _factorial,
    "cases": _cases,
    **dict.fromkeys(_SIGNS, _relation),
    **dict.fromkeys(_JOINED, _joined),
    **dict.fromkeys(_SETS, _constant),
}


def _binder(term: Binder) -> _Text:
    taken = {name(s.name) for s in term.symbols}
    letter = next((c for c in _LETTERS if c not in taken), "k'")
    body = plain(term.open(Symbol(letter, term.variable.sort)))
    return _BINDERS.get(term.kind, _other)(letter, body, term), ATOM


def _ranged(letter: str, body: str, term: Binder) -> str:
    lower, upper = map(plain, term.parameters[:2])
    return f"{term.kind}({body}, {letter} = {lower}..{upper})"


def _limit(letter: str, body: str, term: Binder) -> str:
    return f"limit({body}, {letter} -> {plain(term.parameters[0])})"


def _derivative(letter: str, body: str, term: Binder) -> str:
    at, *indices = term.parameters
    by = f"{letter}_{_subscript(tuple(indices))}" if indices else letter
    return f"derivative({body}, {by} at {plain(at)})"


def _lambda(letter: str, body: str, _term: Binder) -> str:
    return f"({letter} -> {body})"


def _quantified(letter: str, body: str, term: Binder) -> str:
    return f"({'for all' if term.kind == 'forall' else 'for some'} {letter}: {body})"


def _tabulate(letter: str, body: str, term: Binder) -> str:
    return f"({body} for {letter} = 1..{plain(term.parameters[0])})"


def _other(letter: str, body: str, term: Binder) -> str:
    return f"{term.kind}({', '.join((body, letter, *map(plain, term.parameters)))})"


_BINDERS: Final[Mapping[str, Callable[[str, str, Binder], str]]] = {
    **dict.fromkeys(("sum", "product", "maximum", "minimum", "integral"), _ranged),
    "limit": _limit,
    "derivative": _derivative,
    "lambda": _lambda,
    "forall": _quantified,
    "exists": _quantified,
    "tabulate": _tabulate,
}
