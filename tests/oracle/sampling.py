"""Points at which a claim is tried: values for its symbols, drawn to satisfy its assumptions."""

# points, not secrets

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from mpmath import mp, mpf

from oracle.arrays import Malformed, Matrix, Undefined, Vector
from oracle.cursor import Node
from oracle.evaluating import LENGTH, integer, truth
from oracle.lexing import tokens
from oracle.reading import read

DIMENSIONED = {"R", "Z"}
FUNCTION_NAMES = ("f", "g", "h", "u", "v", "F", "G")
SMOOTH: tuple[Callable[[mpf], mpf], ...] = (
    lambda x: mp.sin(x) + 2,
    lambda x: mp.exp(x / 2),
    lambda x: x**2 + x / 3 + 1,
    lambda x: 1 / (1 + x * x) + x,
    lambda x: mp.cos(2 * x) - x / 5,
)


@dataclass
class Names:
    """What the symbols of a claim are."""

    scalars: set[str] = field(default_factory=set)
    integers: set[str] = field(default_factory=set)
    arrays: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)
    open_arrays: dict[str, int] = field(default_factory=dict)


@dataclass
class Task:
    """A claim read by the oracle, with its assumptions."""

    claim: Node
    hypotheses: list[Node]
    names: Names
    make: dict[str, str]


def task(latex: str, given: tuple[str, ...] = (), make: tuple[tuple[str, str], ...] = ()) -> Task:
    """Read a claim and its assumptions."""
    functions = {g.split(":")[0].strip() for g in given if "\\to" in g and ":" in g}
    everything = [latex, *given]
    functions |= {f for f in FUNCTION_NAMES if any(is_called(f, text) for text in everything)}
    functions |= {f for f in FUNCTION_NAMES if any(is_given(f, text) for text in given)}
    arrays = {tokens(g)[0].split(":")[-1] for g in given if "mathbb{R}^" in g}
    arrays |= set(understood(latex, given, functions, arrays)[2].open_arrays)
    claim, parsed, names = understood(latex, given, functions, arrays)
    hypotheses = [p for p in parsed if p[0] != "function" and not is_space(p)]
    for array in names.open_arrays:
        names.arrays.setdefault(array, tuple(("num", str(LENGTH)) for _ in range(names.open_arrays[array])))
    return Task(claim, hypotheses, names, dict(make))


def understood(
    latex: str, given: tuple[str, ...], functions: set[str], arrays: set[str]
) -> tuple[Node, list[Node], Names]:
    """The claim, its assumptions and its names, with these taken as functions and arrays."""
    parsed = [read(g, functions, arrays) for g in given]
    claim = read(latex, functions, arrays)
    names = Names()
    for node in parsed:
        declare(node, names)
    for node in (claim, *parsed):
        collect(node, names, frozenset())
    return claim, parsed, names


def is_called(name: str, latex: str) -> bool:
    """Whether a letter is primed and applied, so that it must be a function."""
    found = tokens(latex)
    return any(t == name and found[i + 1 : i + 2] == ["'"] for i, t in enumerate(found))


def is_given(name: str, assumption: str) -> bool:
    """Whether an assumption says what a function of one letter is, as ``f(x) = 2x + 1`` does."""
    found = tokens(assumption)
    return found[:2] == [name, "("] and found[2:3] != found[:1] and found[3:5] == [")", "="]


def is_space(node: Node) -> bool:
    """Whether an assumption only says what kind of thing a symbol is."""
    return node[0] == "rel" and node[1] == "\\in" and node[3][0] == "space"


def declare(node: Node, names: Names) -> None:
    """Note the declarations among the assumptions."""
    if node[0] == "function":
        names.functions[node[1]] = 1
    elif is_space(node):
        target, space = node[2], node[3]
        if len(space) > 2:
            names.arrays[target[1]] = space[2:]
        elif space[1] in ("N", "Z"):
            names.integers.add(target[1])


def collect(node: Node, names: Names, bound: frozenset[str]) -> None:
    """Find the free symbols and what they must be."""
    kind = node[0]
    if kind == "sym":
        if node[1] not in bound and node[1] not in names.functions:
            names.scalars.add(node[1])
    elif kind in BINDERS:
        collect_bound(node, names, bound)
    else:
        for child in parts(NOTES[kind](node, names, bound) if kind in NOTES else node[1:]):
            collect(child, names, bound)


BINDERS = ("sum", "prod", "max_over", "min_over", "int", "lim")


def parts(children: tuple[object, ...]) -> Iterator[Node]:
    """The expressions among the children; rows of matrices are opened."""
    for child in children:
        if isinstance(child, tuple) and child:
            yield from [child] if isinstance(child[0], str) else child


def collect_bound(node: Node, names: Names, bound: frozenset[str]) -> None:
    """The symbols of something that binds a variable."""
    kind, variable, low, high, body = node
    if kind in ("sum", "prod"):
        note_integers(node, names)
    for outside in (low, high):
        if isinstance(outside, tuple):
            collect(outside, names, bound)
    collect(body, names, bound | {variable})


def note_call(node: Node, names: Names, bound: frozenset[str]) -> tuple[Node, ...]:
    """An unknown function."""
    names.functions.setdefault(node[1], len(node) - 2)
    return node[2:]


def note_prime(node: Node, names: Names, bound: frozenset[str]) -> tuple[Node, ...]:
    """A derivative in prime notation, of an unknown function or a known one."""
    if node[2] in FUNCTION_NAMES or node[2].startswith("\\"):
        names.functions.setdefault(node[2], 1)
    return node[3:]


def note_counted(node: Node, names: Names, bound: frozenset[str]) -> tuple[Node, ...]:
    """Factorials and binomials are of integers."""
    names.integers |= {n[1] for n in node[1:] if n[0] == "sym"}
    return node[1:]


def note_integers(node: Node, names: Names) -> None:
    """Symbols in the bounds of a sum are integers."""
    for side in (node[2], node[3]):
        for symbol in symbols(side) if side is not None else ():
            names.integers.add(symbol)


def note_index(node: Node, names: Names, bound: frozenset[str]) -> tuple[Node, ...]:
    """What is subscripted is an array, and subscripts are integers."""
    base = node[1]
    for index in node[2:]:
        names.integers |= {s for s in symbols(index) if s not in bound}
    if base == ("sym", "\\delta"):
        return node[2:]
    if base[0] == "sym" and base[1] not in names.arrays:
        names.open_arrays[base[1]] = len(node) - 2
    return node[1:]


NOTES: dict[str, Callable[[Node, Names, frozenset[str]], tuple[Node, ...]]] = {
    "call": note_call,
    "prime": note_prime,
    "fact": note_counted,
    "binom": note_counted,
    "idx": note_index,
}


def symbols(node: Node) -> Iterator[str]:
    """All names in an expression."""
    if node[0] == "sym":
        yield node[1]
    for child in node[1:]:
        if isinstance(child, tuple):
            yield from symbols(child)


SIMPLE = "1 2 1/2 -1 3 -1/2 1/3 -2 5/2 0 7/3 -7/4 4/5 11/8 1/10 -1/7 6 -5 13/5 9/10"
POOL = [mpf(f.numerator) / f.denominator for f in map(Fraction, SIMPLE.split())]


def points(given: Task, count: int, seed: int = 0, tries: int = 4000) -> Iterator[dict[str, object]]:
    """Up to ``count`` points that satisfy the assumptions."""
    rng = random.Random(seed)
    found = 0
    for attempt in range(tries):
        if found >= count:
            return
        at = draw(given, rng, attempt)
        try:
            if at is not None and all(truth(h, at) for h in given.hypotheses):
                found += 1
                yield at
        except (Undefined, Malformed, NotImplementedError):
            continue


def draw(given: Task, rng: random.Random, attempt: int) -> dict[str, object] | None:
    """One point, not yet held against the assumptions."""
    names = given.names
    at: dict[str, object] = {}
    sizes = {s for shape in names.arrays.values() for n in shape for s in symbols(n)}
    bounded = {s for h in given.hypotheses for s in symbols(h)}
    for name in sorted(names.integers | sizes):
        if name not in names.arrays:
            # Natural numbers begin with 1, unless an assumption says otherwise.
            low = 2 if name in sizes else 0 if name in bounded and rng.random() < 0.2 else 1
            at[name] = mpf(rng.randint(low, 4 if attempt % 2 else 7))
    for name, shape in sorted(names.arrays.items()):
        size = tuple(integer(n, at) for n in shape)
        if any(s < 1 for s in size):
            return None
        at[name] = MAKERS[given.make.get(name, "any")](rng, size)
    for name in sorted(names.scalars - set(at)):
        at[name] = MAKERS[given.make.get(name, "any")](rng, ()) if name not in names.functions else None
    for name in names.functions:
        at[name] = rng.choice(SMOOTH)
    return at


def number(rng: random.Random) -> mpf:
    """A number, simple or not."""
    return rng.choice(POOL) if rng.random() < 0.6 else mpf(rng.randint(-4000, 4000)) / 997


def any_value(rng: random.Random, size: tuple[int, ...]) -> object:
    """An arbitrary number or array."""
    if not size:
        return number(rng)
    if len(size) == 1:
        return Vector(number(rng) for _ in range(size[0]))
    return Matrix(tuple(number(rng) for _ in range(size[1])) for _ in range(size[0]))


def simplex(rng: random.Random, size: tuple[int, ...]) -> Vector:
    """Positive numbers with sum 1."""
    weights = [mpf(rng.randint(1, 40)) for _ in range(size[0])]
    return Vector(w / sum(weights) for w in weights)


def falling(rng: random.Random, size: tuple[int, ...]) -> Vector:
    """Numbers in falling order."""
    return Vector(sorted(any_value(rng, size), reverse=True))


def positive(rng: random.Random, size: tuple[int, ...]) -> object:
    """Positive numbers."""
    if len(size) == 2:
        return Matrix(tuple(abs(x) + mpf(1) / 9 for x in row) for row in any_value(rng, size))
    if len(size) == 1:
        return Vector(abs(x) + mpf(1) / 9 for x in any_value(rng, size))
    return abs(number(rng)) + mpf(1) / 9


def unit(rng: random.Random, size: tuple[int, ...]) -> Vector:
    """A vector of length 1."""
    found = positive(rng, size)
    length = mp.sqrt(sum(x * x for x in found))
    return Vector(x / length * rng.choice((1, -1)) for x in found)


def symmetric(rng: random.Random, size: tuple[int, ...]) -> Matrix:
    """A symmetric matrix."""
    full = any_value(rng, size)
    return Matrix(tuple(full[min(i, j)][max(i, j)] for j in range(size[0])) for i in range(size[0]))


def antisymmetric(rng: random.Random, size: tuple[int, ...]) -> Matrix:
    """A matrix that is minus its transpose."""
    full = any_value(rng, size)
    sign = lambda i, j: (i < j) - (i > j)  # noqa: E731
    return Matrix(
        tuple(sign(i, j) * full[min(i, j)][max(i, j)] for j in range(size[0])) for i in range(size[0])
    )


def orthogonal(rng: random.Random, size: tuple[int, ...]) -> Matrix:
    """A reflection."""
    u = unit(rng, size[:1])
    return Matrix(tuple(mpf(i == j) - 2 * u[i] * u[j] for j in range(size[0])) for i in range(size[0]))


def angle(rng: random.Random, size: tuple[int, ...]) -> mpf:
    """A number between 0 and 1."""
    return mpf(rng.randint(1, 996)) / 997


def whole(rng: random.Random, size: tuple[int, ...]) -> mpf:
    """A small integer of either sign."""
    return mpf(rng.randint(-4, 4))


def sign(rng: random.Random, size: tuple[int, ...]) -> object:
    """Plus or minus one."""
    return mpf(rng.choice((1, -1))) if not size else Vector(mpf(rng.choice((1, -1))) for _ in range(size[0]))


MAKERS: dict[str, Callable[[random.Random, tuple[int, ...]], object]] = {
    "any": any_value,
    "simplex": simplex,
    "falling": falling,
    "positive": positive,
    "unit": unit,
    "symmetric": symmetric,
    "antisymmetric": antisymmetric,
    "orthogonal": orthogonal,
    "fraction": angle,
    "whole": whole,
    "sign": sign,
}
