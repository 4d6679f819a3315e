"""Slips of the pen: true claims changed in one place, as students change them."""

from collections.abc import Callable, Iterator

from oracle.cursor import Node

SWAPS = {
    "sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "tan": "tanh", "tanh": "sinh", "log": "exp",
    "exp": "log", "sigmoid": "tanh", "arcsin": "arccos", "arctan": "arcsin", "softplus": "relu",
    "erf": "tanh",
}  # fmt: skip
RELATIONS = {"\\le": ("\\ge", "<"), "\\ge": ("\\le", ">"), "<": (">",), ">": ("<",)}
ONE: Node = ("num", "1")


def mutants(node: Node) -> Iterator[tuple[str, Node]]:
    """Each single change, with its name, of a claim and of all its parts."""
    yield from here(node)
    for place, child in enumerate(node):
        if isinstance(child, tuple) and child:
            changes = mutants(child) if isinstance(child[0], str) else rows(child)
            for name, changed in changes:
                yield name, (*node[:place], changed, *node[place + 1 :])


def rows(row: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Changes in a row of a matrix."""
    for place, entry in enumerate(row):
        for name, changed in mutants(entry):
            yield name, (*row[:place], changed, *row[place + 1 :])


def here(node: Node) -> Iterator[tuple[str, Node]]:
    """Changes at the top of an expression."""
    rule = RULES.get(node[0])
    if rule:
        yield from rule(node)


def number(node: Node) -> Iterator[tuple[str, Node]]:
    """Another number."""
    if "." not in node[1]:
        yield "number+1", ("num", str(int(node[1]) + 1))
        if node[1] != "1":
            yield "number-1", ("num", str(int(node[1]) - 1))


def addition(node: Node) -> Iterator[tuple[str, Node]]:
    """A lost term, a wrong sign."""
    for place in range(1, len(node)):
        rest = (*node[1:place], *node[place + 1 :])
        yield "lost term", rest[0] if len(rest) == 1 else ("add", *rest)
        part = node[place]
        flipped = part[1] if part[0] == "neg" else ("neg", part)
        yield "sign", (*node[:place], flipped, *node[place + 1 :])


def product(node: Node) -> Iterator[tuple[str, Node]]:
    """A lost factor, an inverted factor, swapped neighbours."""
    for place in range(1, len(node)):
        rest = (*node[1:place], *node[place + 1 :])
        yield "lost factor", rest[0] if len(rest) == 1 else ("mul", *rest)
    if len(node) > 2:
        yield "swapped factors", ("mul", *reversed(node[1:]))


def quotient(node: Node) -> Iterator[tuple[str, Node]]:
    """Upside down, or without one part."""
    yield "upside down", ("div", node[2], node[1])
    yield "lost denominator", node[1]
    yield "product for quotient", ("mul", node[1], node[2])


def power(node: Node) -> Iterator[tuple[str, Node]]:
    """Another exponent."""
    yield "lost exponent", node[1]
    yield "exponent+1", ("pow", node[1], ("add", node[2], ONE))
    if node[1] != ("e",):
        yield "exponent sign", ("pow", node[1], ("neg", node[2]))


def function(node: Node) -> Iterator[tuple[str, Node]]:
    """Another function, or none."""
    if node[1] in SWAPS:
        yield "other function", ("fn", SWAPS[node[1]], *node[2:])
    if len(node) == 3 and node[1] not in ("det", "tr"):
        yield "lost function", node[2]
        yield "argument sign", ("fn", node[1], ("neg", node[2]))
        yield "argument doubled", ("fn", node[1], ("mul", ("num", "2"), node[2]))


def summation(node: Node) -> Iterator[tuple[str, Node]]:
    """Other bounds."""
    kind, variable, low, high, body = node
    if low is not None:
        yield "lower bound+1", (kind, variable, ("add", low, ONE), high, body)
    if high is not None:
        yield "upper bound-1", (kind, variable, low, ("add", high, ("neg", ONE)), body)
        yield "upper bound+1", (kind, variable, low, ("add", high, ONE), body)
    yield (
        "product for sum" if kind == "sum" else "sum for product",
        (
            "prod" if kind == "sum" else "sum",
            variable,
            low,
            high,
            body,
        ),
    )


def entry(node: Node) -> Iterator[tuple[str, Node]]:
    """Other indices."""
    if len(node) == 4:
        yield "indices swapped", ("idx", node[1], node[3], node[2])
    if node[1] == ("sym", "\\delta"):
        yield "delta lost", ONE
    else:
        yield "index+1", ("idx", node[1], ("add", node[2], ONE), *node[3:])


def relation(node: Node) -> Iterator[tuple[str, Node]]:
    """Another direction."""
    for other in RELATIONS.get(node[1], ()):
        yield f"{node[1][1:]} to {other}", ("rel", other, *node[2:])
    if node[1] == "=":
        yield "side negated", ("rel", "=", node[2], ("neg", node[3]))
        tiny = ("pow", ("num", "10"), ("neg", ("num", "15")))
        yield "side plus tiny", ("rel", "=", node[2], ("add", node[3], tiny))


def lost(name: str) -> Callable[[Node], Iterator[tuple[str, Node]]]:
    """The operation is forgotten."""

    def rule(node: Node) -> Iterator[tuple[str, Node]]:
        yield name, node[1]

    return rule


def integral(node: Node) -> Iterator[tuple[str, Node]]:
    """The wrong way round."""
    yield "bounds swapped", ("int", node[1], node[3], node[2], node[4])


def derivative(node: Node) -> Iterator[tuple[str, Node]]:
    """One derivative more or less."""
    yield "derivative forgotten", node[2]
    yield "derivative twice", ("dd", node[1], node)


def extreme(node: Node) -> Iterator[tuple[str, Node]]:
    """Max for min."""
    yield "max for min", ({"max": "min", "min": "max"}[node[0]], *node[1:])


def choose(node: Node) -> Iterator[tuple[str, Node]]:
    """A neighbouring binomial coefficient."""
    yield "binomial top", ("binom", ("add", node[1], ONE), node[2])
    yield "binomial bottom", ("binom", node[1], ("add", node[2], ONE))


RULES: dict[str, Callable[[Node], Iterator[tuple[str, Node]]]] = {
    "num": number,
    "add": addition,
    "mul": product,
    "div": quotient,
    "pow": power,
    "fn": function,
    "sum": summation,
    "prod": summation,
    "idx": entry,
    "rel": relation,
    "T": lost("transpose lost"),
    "abs": lost("bars lost"),
    "sqrt": lost("root lost"),
    "neg": lost("minus lost"),
    "fact": lost("factorial lost"),
    "floor": lost("floor lost"),
    "int": integral,
    "dd": derivative,
    "max": extreme,
    "min": extreme,
    "binom": choose,
}
