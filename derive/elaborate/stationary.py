r"""Setting a derivative to zero: what the words set to zero is given from there on.

What it "gives" is then claimed: after "setting the derivative to zero" ``2x - 4 = 0`` is judged where
``f'(x) = 0`` is assumed. By what is differentiated is said in the sentence, by the derivatives before it, or
is the only variable of the last function.
"""

from collections.abc import Sequence
from typing import Final

from derive.core.source import Place
from derive.core.surface import Call, Chain, Differential, Juxtaposed, Numeral, Relation, Scripted, Surface
from derive.elaborate.arrays import shape
from derive.elaborate.language import Language
from derive.elaborate.names import name_of, names_in, text_of
from derive.elaborate.scope import Definition, Scope
from derive.syntax.parser import parse

_ZEROS: Final = frozenset(("0", "\\mathbf{0}", "\\vec{0}", "\\boldsymbol{0}"))
_MOST: Final = 10


def slope_of(node: Surface | None) -> Surface | None:
    r"""The node if it is a first derivative: ``f'(x)``, ``\frac{dJ}{dw}``, ``\nabla_w L``."""
    if isinstance(node, Differential):
        single = len(node.variables) < 2 and node.symbolic_order is None
        return node if single and node.operand is not None else None
    head = node.items[0] if isinstance(node, Juxtaposed) and len(node.items) == 2 else node
    head = head.head if isinstance(head, Call) else head
    return node if isinstance(head, Scripted) and head.primes == 1 and head.sup is None else None


def is_set_to_zero(node: Surface) -> bool:
    """Whether an equation says of a derivative that it vanishes."""
    return isinstance(node, Chain) and _vanishing(node) is not None


def calculates_zero(node: Surface) -> bool:
    r"""Whether a derivative is calculated and set to zero: ``f'(x) = 2x - 4 = 0``."""
    if not isinstance(node, Chain) or {r.sign for r in node.relations} != {"="} or None in node.terms:
        return False
    last = node.terms[-1]
    return len(node.terms) > 2 and slope_of(node.terms[0]) is not None and text_of(last) in _ZEROS


def calculates_derivative(scope: Scope, node: Surface) -> bool:
    r"""Whether this says what a derivative of a defined function is: ``f''(x) = 6x - 12``."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="] or node.terms[1] is None:
        return False
    left = node.terms[0]
    head = left.items[0] if isinstance(left, Juxtaposed) and len(left.items) == 2 else left
    operand = left.operand if isinstance(left, Differential) else getattr(head, "base", None)
    if isinstance(operand, Juxtaposed):
        operand = operand.items[0]
    primed = isinstance(left, Differential) or (isinstance(head, Scripted) and bool(head.primes))
    meaning = scope.lookup(name_of(operand) or "") if operand is not None else None
    defined = isinstance(meaning, Definition) and bool(meaning.parameters)
    return primed and defined and bool(names_in(node.terms[1]))


def premises(
    sentence: str, formulas: Sequence[Surface], slopes: Sequence[Surface], scope: Scope, language: Language
) -> tuple[Chain, ...]:
    """What a sentence sets to zero; empty if it sets nothing to zero, or it is not clear what."""
    found = language.zeroed(sentence)
    if found is None:
        return ()
    words, count = found
    behind = formulas[-sentence.count("\0") :][count:] if "\0" in sentence else ()
    alone = words.strip() == "\0" and not language.tells(r"\b(?:zero|null|0)\b", sentence)
    spoken = behind[: words.count("\0")]
    shown = [n for n in spoken if is_set_to_zero(n) or (not alone and slope_of(n) is not None)]
    if shown:
        return tuple(n if isinstance(n, Chain) else _zero(n) for n in shown)
    by = [n for n in map(name_of, spoken) if n is not None]
    if spoken:
        return _by_variables(scope, by) if len(by) == len(spoken) and not alone else ()
    return tuple(map(_zero, slopes)) or _of_last_function(
        scope, several=language.tells(language.plural, words)
    )


def _vanishing(node: Chain) -> Surface | None:
    last = node.terms[-1]
    left = slope_of(node.terms[0])
    zero = last is not None and text_of(last) in _ZEROS
    return left if zero and {r.sign for r in node.relations} == {"="} and len(node.terms) == 2 else None


def _zero(node: Surface) -> Chain:
    at = Place(node.place.end, node.place.end, node.place.part)
    return Chain(node.place, (node, Numeral(at, "0")), (Relation(at, "="),))


def _by_variables(scope: Scope, names: Sequence[str]) -> tuple[Chain, ...]:
    """The derivatives by these names of the last quantity that depends on them."""
    for meaning in _functions(scope):
        known = {s.name for s in (*meaning.parameters, *meaning.body.symbols)}
        if known.issuperset(names):
            return tuple(_derivative(meaning, n, n in _arrays(meaning)) for n in names)
    return ()


def _of_last_function(scope: Scope, *, several: bool) -> tuple[Chain, ...]:
    meaning = next((m for m in _functions(scope) if m.parameters), None)
    if meaning is None or (len(meaning.parameters) > 1 and not several) or len(meaning.parameters) > _MOST:
        return ()
    return tuple(_derivative(meaning, p.name, p.name in _arrays(meaning)) for p in meaning.parameters)


def last_function(scope: Scope) -> str:
    """The name of the number that was defined last, or none."""
    return next((m.name for m in _functions(scope)), "")


def _functions(scope: Scope) -> list[Definition]:
    """The numbers that were defined, the last one first."""
    found = [m for s in scope.around() for m in reversed(s.bindings.values()) if isinstance(m, Definition)]
    return [m for m in found if not m.indices and not shape(m.body)]


def _arrays(meaning: Definition) -> frozenset[str]:
    return frozenset(s.name for s in (*meaning.parameters, *meaning.body.symbols) if shape(s))


def _derivative(meaning: Definition, name: str, array: bool) -> Chain:  # one use, two lines above
    value = (
        f"{meaning.name}({', '.join(p.name for p in meaning.parameters)})"
        if meaning.parameters
        else meaning.name
    )
    operator = rf"\nabla_{{{name}}}" if array else rf"\frac{{\partial}}{{\partial {name}}}"
    if not array and len(meaning.parameters) == 1:
        value = f"{meaning.name}'({name})"
        operator = ""
    node = parse(f"{operator} {value} = 0").rows[0].content
    assert isinstance(node, Chain)  # noqa: S101  # it was written as one
    return node
