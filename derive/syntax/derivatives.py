"""Derivatives in their many spellings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.core.source import Place
from derive.core.surface import (
    Call,
    Differential,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Scripted,
    Surface,
)
from derive.syntax.cursor import Cursor
from derive.syntax.refusal import refuse
from derive.syntax.token import Token

_SYMBOLS = ("d", r"\partial")


def is_d(node: Surface) -> bool:
    """Whether a name is the d of a differential or the round one."""
    return isinstance(node, Name) and node.text in _SYMBOLS and not node.accents and node.style != "bold"


def derivative_of(numerator: Surface, denominator: Surface, place: Place) -> Differential | None:
    """A fraction such as ``dy/dx`` as a derivative; None when it is an ordinary fraction."""
    head, order, operand = _numerator(numerator)
    if head is None or not _begins_with(denominator, head.text):
        return None
    found = _variables(denominator, head.text)
    if not found or (head.text == "d" and len(found) == 1 and not _plain(found[0][0])):
        return None
    return _ordered(head.text, order, found, operand, place)


def _ordered(
    symbol: str,
    order: Surface | None,
    found: list[tuple[Surface, Surface | None]],
    operand: Surface | None,
    place: Place,
) -> Differential:
    """Check the order above against the variables below."""
    if order is not None and not isinstance(order, Numeral):
        if len(found) == 1 and found[0][1] is not None:
            return Differential(place, symbol, (found[0][0],), operand, order)
        refuse("derivative-order", place)
    variables: list[Surface] = []
    for variable, times in found:
        if times is not None and not (
            isinstance(times, Numeral) and times.text.isdigit() and int(times.text) < 50
        ):
            refuse("derivative-order", place)
        variables.extend([variable] * (int(times.text) if isinstance(times, Numeral) else 1))
    if len(variables) != (int(order.text) if isinstance(order, Numeral) and order.text.isdigit() else 1):
        refuse("derivative-order", place)
    return Differential(place, symbol, tuple(variables), operand)


def _numerator(node: Surface) -> tuple[Name | None, Surface | None, Surface | None]:
    """The d, its order, and what stands behind it."""
    if isinstance(node, Infix):
        head, times, rest = _numerator(node.items[0])
        if head is None or rest is None:
            return None, None, None
        return head, times, Infix(node.place, (rest, *node.items[1:]), node.operators)
    items = node.items if isinstance(node, Juxtaposed) else (node,)
    first: Surface = items[0]
    order: Surface | None = None
    if isinstance(first, Scripted) and first.sub is None and not first.primes:
        order, first = first.sup, first.base
    if not isinstance(first, Name) or not is_d(first):
        return None, None, None
    return first, order, _product(items[1:])


def _product(items: tuple[Surface, ...]) -> Surface | None:
    if len(items) < 2:
        return items[0] if items else None
    return Juxtaposed(items[0].place.to(items[-1].place), items)


def _begins_with(node: Surface, symbol: str) -> bool:
    if isinstance(node, Infix):
        node = node.items[0]
    return (
        isinstance(node, Juxtaposed) and is_d(node.items[0]) and getattr(node.items[0], "text", "") == symbol
    )


def _variables(node: Surface, symbol: str) -> list[tuple[Surface, Surface | None]]:
    """The variables below, each with how often it is differentiated by; empty when it is something else."""
    if isinstance(node, Infix):
        if node.operators[0] not in ("+", "-") or not isinstance(node.items[0], Juxtaposed):
            return []
        rest = _product(node.items[0].items[1:])
        assert rest is not None  # noqa: S101  # a juxtaposition has two items
        return [(Infix(node.place, (rest, *node.items[1:]), node.operators), None)]
    if not isinstance(node, Juxtaposed):
        return []
    groups: list[list[Surface]] = []
    for item in node.items:
        if is_d(item) and getattr(item, "text", "") == symbol:
            groups.append([])
        else:
            groups[-1].append(item)
    if not all(groups):
        return []
    return [_variable(tuple(group)) for group in groups]


def _variable(items: tuple[Surface, ...]) -> tuple[Surface, Surface | None]:
    """A variable without the exponent that counts how often."""
    only = items[0]
    if len(items) == 1 and isinstance(only, Scripted) and only.sup is not None and not _is_label(only.sup):
        base: Surface = only.base
        if only.sub is not None or only.primes:
            base = Scripted(only.place, only.base, only.sub, None, only.primes)
        return base, only.sup
    product = _product(items)
    assert product is not None  # noqa: S101  # groups are not empty
    return product, None


def _is_label(node: Surface) -> bool:
    """Whether an exponent is a label as in ``x^{(i)}`` or a transpose."""
    return isinstance(node, Fence) or (isinstance(node, Name) and node.text in ("T", r"\top"))


def _plain(node: Surface) -> bool:
    """Whether ``d`` before this can only be a differential."""
    if isinstance(node, Juxtaposed):
        return (
            len(node.items) == 2
            and isinstance(node.items[1], (Fence, Scripted))
            and not _is_index(node.items[1])
        )
    return isinstance(node, (Name, Scripted, Fence, Call))


def _is_index(node: Surface) -> bool:
    return isinstance(node, Scripted) and not isinstance(node.base, Fence)


def absorbed(cursor: Cursor, derivative: Differential) -> Differential:
    """The derivative with the operand that follows it, when it has none yet."""
    if derivative.operand is not None or not cursor.starts_operand():
        return derivative
    operand = _operand(cursor)
    cursor.scoped = True
    place = cursor.since(derivative.place)
    return Differential(place, derivative.symbol, derivative.variables, operand, derivative.symbolic_order)


def _operand(cursor: Cursor) -> Surface:
    """What a derivative reaches over: the product that follows, or a bracket before a dot."""
    start, first = cursor.at, cursor.here()
    items: list[Surface] = [cursor.factor()]
    while cursor.starts_operand():
        cursor.scoped = False
        items.append(cursor.factor())
        if cursor.scoped and isinstance(items[-1], Differential):
            refuse("derivative-scope", first.to(items[-1].place))
    product = _product(tuple(items))
    assert product is not None  # noqa: S101  # there is one factor at least
    if cursor.role() != "multiplicative" or (
        isinstance(product, Fence) and cursor.items[cursor.at].text != "/"
    ):
        return product
    if any(t.role == "bar" for t in cursor.items[cursor.at : cursor.end]) and not cursor.bars:
        refuse("derivative-scope", first.to(product.place))
    cursor.at = start
    return cursor.multiplicative()


def partial(cursor: Cursor, token: Token) -> Surface:
    r"""``\partial_x`` with its operand; a bare ``\partial`` is a name."""
    if cursor.role() != "sub":
        return Name(token.place, r"\partial")
    scripted = cursor.scripts(Name(token.place, r"\partial"))
    assert isinstance(scripted, Scripted)  # noqa: S101  # a sub follows
    variables = tuple(_listed(scripted.sub))
    sup = scripted.sup
    if isinstance(sup, Numeral) and sup.text.isdigit() and 0 < int(sup.text) < 50:
        variables, sup = variables * int(sup.text), None
    return absorbed(cursor, Differential(scripted.place, r"\partial", variables, None, sup))


def _listed(sub: Surface | None) -> Iterator[Surface]:
    if isinstance(sub, (Listing, Juxtaposed)):
        yield from sub.items
    elif sub is not None:
        yield sub


def nabla(cursor: Cursor, token: Token) -> Surface:
    r"""``\nabla f``, ``\nabla_w L(w)``; a transpose behind the brackets belongs to the whole."""
    bare = Name(token.place, r"\nabla")
    head = cursor.scripts(bare)
    sub, sup = (head.sub, head.sup) if isinstance(head, Scripted) else (None, None)
    variables = () if sub is None else (sub,)
    place = head.place
    if cursor.role() in ("letter", "symbol", "word") and _applied(cursor):
        name = cursor.scripts(cursor.primary())
        inside = cursor.primary()
        applied = Juxtaposed(name.place.to(inside.place), (name, inside))
        return Differential(cursor.since(place), r"\nabla", variables, applied, sup)
    if not cursor.starts_operand():
        return Differential(place, r"\nabla", variables, None, sup)
    operand = cursor.juxtaposed()
    return Differential(cursor.since(place), r"\nabla", variables, operand, sup)


def _applied(cursor: Cursor) -> bool:
    """Whether a name with at most an index is followed by brackets."""
    ahead = 1
    while cursor.role(ahead) in ("sub", "sup"):
        ahead += 2
    return cursor.role(ahead) == "fence"


def capital(cursor: Cursor, head: Surface) -> Surface:
    """``D_x f(x)`` as a derivative when x occurs behind it; otherwise the head itself."""
    if not isinstance(head, Scripted) or head.sup is not None or not isinstance(head.base, Name):
        return head
    if head.base.text != "D" or not isinstance(head.sub, Name) or not cursor.starts_operand():
        return head
    if not _occurs(list(cursor.items[cursor.at : cursor.end]), head.sub.text):
        return head
    return absorbed(cursor, Differential(head.place, "D", (head.sub,), None))


def _occurs(tokens: list[Token], text: str) -> bool:
    """Whether a name occurs before the next relation, other than as an index."""
    stack: list[Token] = []
    for token in tokens:
        if token.role in ("relation", "arrow", "additive", "separator"):
            break
        stack.append(token)
    before = ""
    pending = [(t, b) for t, b in zip(stack, ["", *(t.role for t in stack)], strict=False)]
    while pending:
        token, before = pending.pop()
        if before == "sub":
            continue
        if token.text == text and token.role in ("letter", "symbol"):
            return True
        pending.extend(zip(token.items, ["", *(t.role for t in token.items)], strict=False))
    return False


def is_inner_derivative(node: Surface, argument: Sequence[Surface]) -> bool:
    r"""Whether a factor behind an argument without brackets is a derivative, as by the chain rule.

    In ``\sin\varphi \frac{d\varphi}{dt}`` and ``\cos\theta \dot\theta`` it is not in the argument.
    """
    if isinstance(node, Differential):
        return True
    bare = replace(node, accents=node.accents[:-1]) if isinstance(node, Name) and node.accents else None
    dotted = isinstance(node, Name) and node.accents[-1:] in {("dot",), ("ddot",), ("dddot",)}
    names = (a.base if isinstance(a, Scripted) else a for a in argument)
    return dotted and any(
        isinstance(n, Name) and bare is not None and n.text == bare.text and n.accents == bare.accents
        for n in names
    )


def is_above(tree: Differential) -> bool:
    """Whether the operand was written in the numerator, and is not itself a fraction."""
    first = tree.variables[0].place
    if isinstance(tree.operand, Fraction):
        return False
    return tree.operand is not None and tree.operand.place.end <= first.start and first.end > first.start
