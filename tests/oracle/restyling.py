"""Changes that keep the truth of a claim: renaming, shifting, reordering, swapping sides, special sizes."""

from collections.abc import Callable, Iterator

from oracle.cursor import Node
from oracle.sampling import Task, symbols
from oracle.writing import write

CONVERSE = {"=": "=", "\\ne": "\\ne", "<": ">", ">": "<", "\\le": "\\ge", "\\ge": "\\le"}
LETTERS = {
    "x": "u",
    "y": "w",
    "z": "q",
    "a": "r",
    "b": "s",
    "n": "N",
    "K": "M",
    "k": "l",
    "\\lambda": "\\beta",
}
BOUND = {"k": "r", "j": "l", "i": "h"}
Restyled = tuple[str, str, tuple[str, ...]]


def restyled(given: Task, spaces: tuple[Node, ...]) -> Iterator[Restyled]:
    """Names of changes, with the claim and its assumptions after each."""
    assumptions = (*spaces, *given.hypotheses)
    for name, change in CHANGES.items():
        claim = change(given.claim)
        if claim != given.claim:
            yield name, write(claim), tuple(map(write, assumptions))
    yield from renamed(given.claim, assumptions)
    yield from specialised(given, assumptions)


def renamed(claim: Node, assumptions: tuple[Node, ...]) -> Iterator[Restyled]:
    """Other letters for the free names."""
    used = {s for node in (claim, *assumptions) for s in symbols(node)} | bound_names(claim)
    table = {a: b for a, b in LETTERS.items() if a in used and b not in used and a not in bound_names(claim)}
    if table:
        yield (
            "renamed",
            write(with_names(claim, table)),
            tuple(write(with_names(a, table)) for a in assumptions),
        )


def specialised(given: Task, assumptions: tuple[Node, ...]) -> Iterator[Restyled]:
    """Numbers for the dimension, when there is one."""
    sizes = {s for shape in given.names.arrays.values() for part in shape for s in symbols(part)}
    free = sorted(sizes - set(given.names.arrays))
    for size in ("1", "2", "3"):
        table = dict.fromkeys(free, ("num", size))
        if table:
            yield (
                f"size {size}",
                write(put(given.claim, table)),
                tuple(write(put(a, table)) for a in assumptions),
            )


def bound_names(node: Node) -> set[str]:
    """The variables of sums and the like."""
    own = {node[1]} if node[0] in BINDERS else set()
    return own.union(*(bound_names(c) for c in node if isinstance(c, tuple) and c))


BINDERS = ("sum", "prod", "max_over", "min_over", "int", "lim")


def put(node: Node, table: dict[str, Node]) -> Node:
    """Expressions for names."""
    if node[:1] == ("sym",):
        return table.get(node[1], node)
    return tuple(put(c, table) if isinstance(c, tuple) and c else c for c in node)


def with_names(node: Node, table: dict[str, str]) -> Node:
    """Other names, those of functions and spaces included."""
    if node[:1] == ("sym",):
        base, mark, label = node[1].partition("_")
        return ("sym", table.get(base, base) + mark + label)
    return tuple(with_names(c, table) if isinstance(c, tuple) and c else c for c in node)


def everywhere(rule: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """A rule at each part, innermost first."""

    def change(node: Node) -> Node:
        return rule(tuple(change(c) if isinstance(c, tuple) and c else c for c in node))

    return change


def swap_sides(node: Node) -> Node:
    """The relation read from right to left."""
    if node[0] == "rel" and node[1] in CONVERSE:
        return ("rel", CONVERSE[node[1]], node[3], node[2])
    return node


def reverse_sums(node: Node) -> Node:
    """Terms in another order."""
    return ("add", *reversed(node[1:])) if node[:1] == ("add",) else node


def shift_sums(node: Node) -> Node:
    """Indices that run from one more, and bodies at one less."""
    if node[:1] not in (("sum",), ("prod",)) or node[2] is None or node[3] in (None, ("inf",)):
        return node
    kind, variable, low, high, body = node
    before = ("add", ("sym", variable), ("neg", ("num", "1")))
    one = ("num", "1")
    return (kind, variable, ("add", low, one), ("add", high, one), put_free(body, variable, before))


def put_free(node: Node, name: str, value: Node) -> Node:
    """An expression for a name where it is not bound again."""
    if node[:1] == ("sym",):
        return value if node[1] == name else node
    if node[0] in BINDERS and node[1] == name:
        return (
            *node[:2],
            *(put_free(c, name, value) if isinstance(c, tuple) else c for c in node[2:4]),
            node[4],
        )
    return tuple(put_free(c, name, value) if isinstance(c, tuple) and c else c for c in node)


def rename_bound(node: Node) -> Node:
    """Other letters for indices."""
    if node[:1] not in (("sum",), ("prod",)) or node[1] not in BOUND:
        return node
    kind, variable, low, high, body = node
    other = BOUND[variable]
    if other in set(symbols(node)) | bound_names(node):
        return node
    return (kind, other, low, high, put_free(body, variable, ("sym", other)))


def add_zero(node: Node) -> Node:
    """Both sides plus the same."""
    if node[0] == "rel" and node[1] in CONVERSE and scalar_like(node):
        same = ("num", "7")
        return ("rel", node[1], ("add", node[2], same), ("add", same, node[3]))
    return node


def scalar_like(node: Node) -> bool:
    """Whether nothing in it is a vector or matrix as a whole."""
    kinds = {"T", "eye", "ones", "mat", "vec", "hadamard", "norm", "list", "idx", "fn"}
    return node[:1] == () or all(
        not isinstance(c, tuple) or not c or (c[0] not in kinds and scalar_like(c)) for c in node
    )


CHANGES: dict[str, Callable[[Node], Node]] = {
    "sides swapped": swap_sides,
    "terms reordered": everywhere(reverse_sums),
    "sums shifted": everywhere(shift_sums),
    "indices renamed": everywhere(rename_bound),
    "same added": add_zero,
}
