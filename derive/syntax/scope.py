"""How far limits, sums and derivatives reach in a sum of terms."""

from typing import Final

from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Fence,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Scripted,
    Signed,
    Surface,
)
from derive.syntax.refusal import refuse
from derive.syntax.tree import children

_LIMITS: Final = frozenset(("lim", "limsup", "liminf"))
_BINDING: Final = frozenset(("sum", "prod", "max", "min", "sup", "inf", "argmax", "argmin"))


def settle_scopes(items: list[Surface], operators: list[str]) -> tuple[list[Surface], list[str]]:
    r"""Let a limit reach over the following terms in which its variable occurs.

    ``\lim_{x\to 0} a + x`` is the limit of the sum. A sum or maximum whose index
    occurs in a later term is refused: nobody can tell whether brackets were forgotten.
    """
    _refuse_product_rule(items)
    for at, item in enumerate(items[:-1]):
        found = _trailing(item)
        if found is None:
            continue
        last = _last_use(found, items, at)
        if last == at:
            continue
        if found.operator not in _LIMITS or item is not found:
            refuse("scope", item.place.to(items[last].place), operator=found.operator)
        body = (found.body, *items[at + 1 : last + 1])
        place = found.body.place.to(items[last].place)
        inside = Infix(place, body, tuple(operators[at:last]))
        whole = Big(found.place.to(place), found.operator, found.sub, found.sup, inside)
        return settle_scopes([*items[:at], whole, *items[last + 1 :]], [*operators[:at], *operators[last:]])
    return items, operators


def _trailing(node: Surface) -> Big | None:
    """The large operator that ends a term, so that it might reach on."""
    match node:
        case Big() if node.operator in _LIMITS | _BINDING:
            return node
        case Signed():
            return _trailing(node.operand)
        case Call() if not isinstance(node.argument, Fence):
            return _trailing(node.argument)
        case Infix() | Juxtaposed():
            return _trailing(node.items[-1])
    return None


def _last_use(found: Big, items: list[Surface], at: int) -> int:
    variable = _variable(found)
    if variable is None:
        return at
    later = [i for i in range(at + 1, len(items)) if occurs_free(variable, items[i])]
    return later[-1] if later else at


def _variable(found: Big) -> Name | None:
    """The variable that an operator binds, when it is one name."""
    sub = found.sub
    if isinstance(sub, Listing) and sub.items:
        sub = sub.items[0]
    if isinstance(sub, Chain):
        sub = sub.terms[0]
    return sub if isinstance(sub, Name) else None


def occurs_free(variable: Name, node: Surface) -> bool:
    """Whether a name occurs outside operators that bind it again."""
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Name) and (here.text, here.accents) == (variable.text, variable.accents):
            return True
        bound = _variable(here) if isinstance(here, Big) else None
        if bound is None or bound.text != variable.text:
            pending.extend(children(here))
    return False


def _refuse_product_rule(items: list[Surface]) -> None:
    """Refuse ``d/dx f g + f d/dx g``: the first derivative reaches over f alone, or over both."""
    wide = next((i for i in items if _is_wide(i)), None)
    if wide is not None and any(_has_factor_before_derivative(i) for i in items if i is not wide):
        refuse("derivative-scope", wide.place)


def _is_wide(node: Surface) -> bool:
    if isinstance(node, Signed):
        return _is_wide(node.operand)
    if not isinstance(node, Differential) or node.symbol == r"\nabla":
        return False
    operand = node.operand
    applied = isinstance(operand, Juxtaposed) and len(operand.items) == 2 and _is_fence(operand.items[1])
    return isinstance(operand, (Infix, Juxtaposed)) and not applied and operand.place.end == node.place.end


def _is_fence(node: Surface) -> bool:
    return isinstance(node, Fence) or (isinstance(node, Scripted) and isinstance(node.base, Fence))


def _has_factor_before_derivative(node: Surface) -> bool:
    if isinstance(node, Signed):
        return _has_factor_before_derivative(node.operand)
    return isinstance(node, (Infix, Juxtaposed)) and isinstance(node.items[-1], Differential)
