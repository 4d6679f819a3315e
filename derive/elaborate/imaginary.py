"""The imaginary unit: where ``i`` evidently is one, and what is complex then."""

from fractions import Fraction as Rational
from functools import lru_cache
from typing import Final

from derive.algebra.balls import truth
from derive.core.sort import Field, FunctionSort
from derive.core.surface import (
    Call,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Radical,
    Scripted,
    Signed,
    Surface,
)
from derive.core.term import PI, ZERO, Apply, Number, Symbol, Term, add, multiply, negative, power
from derive.elaborate.names import name_of
from derive.elaborate.walk import nodes

IMAGINARY: Final = Apply("imaginary")
UNIT: Final = "i"
_TURNING: Final = frozenset(("\\exp", "exp", "\\cosh", "\\sinh"))
CONSTANT_NAMES: Final = frozenset((UNIT, "e", "\\pi"))
PARTS: Final = frozenset(("\\Re", "\\Im", "Re", "Im", "\\arg", "arg"))
COMPLEX_LETTERS: Final = frozenset(("z", "w"))
_TURNED: Final = COMPLEX_LETTERS | {"\\omega", "\\hbar"}
"""What the unit is multiplied by, and nobody multiplies by what is counted."""
_REAL_VALUED: Final = frozenset(("abs", "re", "im", "arg", "norm"))


def shows_imaginary(node: Surface) -> bool:
    r"""Whether ``i`` is the imaginary unit: ``e^{ix}``, ``i^2``, ``a + bi``, ``i\omega``, ``\mathrm{i}``."""
    return any(_shows(n) for n in nodes(node)) or _has_conjugates(node)


def _has_conjugates(node: Surface) -> bool:
    """Whether one number stands both with plus and with minus the unit: ``(x + i)(x - i)``."""
    pairs = [n for n in nodes(node) if isinstance(n, Infix) and len(n.items) == 2 and _is_unit(n.items[1])]
    found = {(n.operators[0], name_of(n.items[0])) for n in pairs}
    return any(("+", name) in found and ("-", name) in found for _, name in found if name is not None)


def _shows(node: Surface) -> bool:
    if isinstance(node, Name):
        return node.text == UNIT and node.style == "roman"
    if isinstance(node, Scripted):
        squared = node.sub is None and _is_unit(node.base) and isinstance(node.sup, Numeral)
        return squared or (name_of(node.base) == "e" and node.sup is not None and _has_factor(node.sup))
    if isinstance(node, Call):
        turning = name_of(node.head) in _TURNING and _has_factor(node.argument)
        return turning or (name_of(node.head) in PARTS and _has_factor(node.argument))
    if isinstance(node, Juxtaposed):
        return any(map(_is_turned, zip(node.items, node.items[1:], strict=False)))
    return isinstance(node, Infix) and node.operators[0] in "+-" and any(map(_is_multiple, node.items[1:]))


def _is_turned(pair: tuple[Surface, Surface]) -> bool:
    r"""Whether this is ``i z`` or ``i\omega``."""
    first, second = map(name_of, pair)
    return (first == UNIT and second in _TURNED) or (second == UNIT and first in _TURNED)


def _is_unit(node: Surface) -> bool:
    return name_of(node) == UNIT


def _has_factor(node: Surface) -> bool:
    factors = (n.items for n in nodes(node) if isinstance(n, Juxtaposed))
    return any(_is_unit(f) for items in factors for f in items) or _is_unit(node)


def _is_multiple(node: Surface) -> bool:
    r"""``2i``, ``b i``, ``i y``, ``i \sin x``: a product of two with the unit."""
    return isinstance(node, Juxtaposed) and len(node.items) == 2 and any(map(_is_unit, node.items))


def is_closed(*trees: Surface) -> bool:
    """Whether ``i`` is the only name besides those of constants."""
    names = {name_of(n) for t in trees for n in nodes(t) if isinstance(n, Name) and not n.function}
    return UNIT in names and names <= CONSTANT_NAMES


def computes_with_unit(node: Surface) -> bool:
    r"""Whether ``i`` is in a fraction, under a root, below a number or itself, or in an argument."""
    return any(_computes(n) for n in nodes(node))


def _computes(node: Surface) -> bool:
    if isinstance(node, Scripted):
        literal = isinstance(node.sup, Numeral | Signed) or name_of(node.sup or node) == UNIT
        return literal and _contains_unit(node.base)
    return isinstance(node, Fraction | Radical | Call) and _contains_unit(node)


def takes_of_negative(node: Surface) -> bool:
    r"""Whether a root or a logarithm is taken of a negative number, as in ``\sqrt{-1}``."""
    insides = (
        n.radicand if isinstance(n, Radical) else n.argument
        for n in nodes(node)
        if isinstance(n, Radical | Call)
    )
    bare = (i.items[0] if isinstance(i, Fence) and len(i.items) == 1 else i for i in insides)
    return any(isinstance(i, Signed) and i.sign == "-" and isinstance(i.operand, Numeral) for i in bare)


def _contains_unit(node: Surface) -> bool:
    return any(map(_is_unit, nodes(node)))


def principal_root(value: Term) -> Term:
    """The square root of a negative number, which is a positive multiple of the unit."""
    return multiply(IMAGINARY, power(_opposite(value), Number(Rational(1, 2))))


def principal_logarithm(value: Term) -> Term:
    """The logarithm of a negative number, which has the imaginary part pi."""
    return add(Apply("log", _opposite(value)), multiply(IMAGINARY, PI))


def _opposite(value: Term) -> Term:
    return Number(-value.value) if isinstance(value, Number) else negative(value)


def is_negative(term: Term) -> bool:
    """Whether a term without names is a negative number."""
    if isinstance(term, Number):
        return term.value < 0
    return not term.symbols and not is_complex(term) and truth(Apply("lt", term, ZERO), {}) is True


@lru_cache(maxsize=1 << 12)
def is_complex(term: Term) -> bool:
    """Whether a value may have an imaginary part."""
    if term is IMAGINARY:
        return True
    if isinstance(term, Symbol):
        return not isinstance(term.sort, FunctionSort) and term.sort.field is Field.COMPLEX
    if isinstance(term, Apply) and term.head in _REAL_VALUED:
        return False
    return any(map(is_complex, term.children))
