"""Elementwise and row kernels in blocks: each ufunc writes into a small buffer that stays in the cache."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from derive.kernel.buffers import Buffers, Call, assigned
from derive.kernel.checks import checks
from derive.kernel.exact import exact
from derive.kernel.few import Few, few, is_number
from derive.kernel.program import ERRORS, EXACT, Program
from derive.kernel.quiet import is_quiet, unordered
from derive.kernel.steps import Stepped, stepped

QUIET: Final = 'with np.errstate(divide="ignore", over="ignore", under="ignore", invalid="ignore"):'
NO_NUMBERS: Final = frozenset(("select", "near", *EXACT, "logical_and", "logical_or", "logical_not"))


Watch = tuple[tuple[tuple[int | None, ...], ...], tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True)
class Wide:
    """The definitions of what computes a kernel in extended precision, and the sums watched: (sum, part).

    Between the numbers of a span it does not matter what is lost.
    """

    lines: list[str]
    pairs: tuple[tuple[str | None, str | None], ...] = ()
    spans: tuple[tuple[float, float], ...] = ()

    def results(self, steps: Stepped) -> tuple[str, ...]:
        """The values that a block of the steps has to give."""
        return tuple(dict.fromkeys((*steps.results, *(n for pair in self.pairs for n in pair if n))))

    def watch(self, steps: Stepped) -> Watch:
        """The places of the pairs among these values, and the spans."""
        names = self.results(steps)
        places = tuple(tuple(names.index(n) if n else None for n in pair) for pair in self.pairs)
        return places, self.spans

    def watched(self, steps: Stepped) -> str:
        """The same as Python reads it."""
        return repr(self.watch(steps)).replace("inf", "np.inf")


def blocked(program: Program, name: str, docstring: list[str], wide: Wide | None) -> list[str] | None:
    """The definitions of a function of arrays and an optional ``out``; None where steps do not suffice."""
    steps = stepped(program)
    if steps is None:
        return None
    steps = unordered(exact(steps))
    inner = steps if wide is None else replace(steps, results=wide.results(steps))
    calls, buffers = assigned(inner)
    arguments = ", ".join(a.name for a in steps.arguments)
    rounded = "" if program.is_exact_in_single else name
    is_few = wide is None and is_one_expression(steps)
    quick = few(steps, calls, buffers, is_double=bool(rounded)) if is_few else Few()
    body = _rows(steps, buffers) if steps.has_rows else _elements(steps, buffers, rounded, quick, wide)
    lines = [
        *quick.numbers,
        *(wide.lines if wide else []),
        *_block(inner, calls, buffers, is_widened=wide is not None),
        *["", ""],
        f"def {name}({arguments}, out=None):",
        *(f"    {line}".rstrip() for line in docstring),
        *(f"    {line}" for line in body),
    ]
    return [*carried(lines), *lines]


def carried(lines: Iterable[str]) -> list[str]:
    """The definitions that the lines need, in the order of their modules, without types."""
    runtime = _runtime()
    kept: set[str] = set()
    waiting = [_mentioned("\n".join(lines))]
    while waiting:
        mentioned = waiting.pop()
        new = [d for d in runtime if d.use in mentioned and d.use not in kept]
        kept |= {d.use for d in new}
        waiting += [d.mentions for d in new]
    texts = [d.text for d in runtime if d.use in kept]
    constants = [line for t in texts if not t.startswith("def") for line in t.splitlines()]
    functions = [line for t in texts if t.startswith("def") for line in (*t.splitlines(), "", "")]
    return [*constants, *(["", ""] if constants else []), *functions]


@dataclass(frozen=True, slots=True)
class _Definition:
    """One definition of the modules: how it is used, its source, and what that uses."""

    use: str
    text: str
    mentions: frozenset[str]


def _mentioned(text: str) -> frozenset[str]:
    """The words of a text, and with a bracket those that are called or handed on."""
    return frozenset(_WORD.findall(text)) | {f"{name}(" for name in _CALLED.findall(text)}


_WORD: Final = re.compile(r"\w+")
_CALLED: Final = re.compile(r"(\w+)[(,]")
CARRIED: Final = ("runtime.py", "unshifted.py", "restored.py", "tails.py", "tabled.py", "wide.py")


@cache
def _runtime() -> tuple[_Definition, ...]:
    """Each definition of the modules."""
    return tuple(found for name in CARRIED for found in _definitions(name))


def _definitions(name: str) -> Iterable[_Definition]:
    source = files("derive.kernel").joinpath(name).read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.parse(source).body:
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef):
            text = TYPES.sub("", text, count=SIGNATURE)
            yield _Definition(f"{node.name}(", text, _mentioned(text))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            text = ANNOTATED.sub(" =", text, count=1)
            yield _Definition(ast.unparse(target), text, _mentioned(text))


TYPES: Final = re.compile(r"(?<=\w): (?:Any|int|float)(?=[,)])|(?<=\)) -> [\w\[\]]+(?=:\n)")
ANNOTATED: Final = re.compile(r"(?<=\w): [\w\[\]]+ =")
SIGNATURE: Final = 8


def _block(steps: Stepped, calls: list[Call], buffers: Buffers, *, is_widened: bool) -> list[str]:
    """The function of one block; of few numbers, buffers come into being when they are first written."""
    made = [*results_of(steps), *buffers.names(is_wide=True), *buffers.names(is_wide=False)]
    is_small = is_one_expression(steps) and not is_widened
    names = [a.name for a in steps.arguments] + [f"{m}=None" if is_small else m for m in made]
    names += ["axis"] if steps.has_rows else []
    lines: list[str] = []
    if any(steps.dimension in s.operands for s in steps.steps if steps.has_rows):
        first = next(a.name for a in steps.arguments if a.dimensions)
        lines.append(f"{steps.dimension} = {first}.shape[axis]")
    written: set[str] = set()
    for call in calls:
        lines.append(f"{call.out} = {call.text}" if is_small and call.out not in written else call.text)
        written.add(call.out)
    if is_small:
        lines.append(f"return {', '.join(results_of(steps))}")
    if not (is_widened or is_quiet(steps.steps)):
        lines = [QUIET, *(f"    {line}" for line in lines)]
    return [f"def _block({', '.join(names)}):", *(f"    {line}" for line in lines)]


def results_of(steps: Stepped) -> list[str]:
    """The names of the arrays of results."""
    return [f"r{n}" for n in range(len(steps.results))]


def listed(names: list[str]) -> str:
    """The names as a tuple."""
    return ", ".join(names) + ("," if len(names) == 1 else "")


def as_floats(names: list[str], rounded: str = "") -> list[str]:
    """Make the arguments arrays of one dtype, unless they are arrays of float64.

    ``rounded`` is the name of a function that computes arrays of float32 in float64.
    """
    other = " or ".join(f"type({a}) is not np.ndarray or {a}.dtype is not _FLOAT" for a in names)
    if len(names) > 2:
        other = f"any(type(a) is not np.ndarray or a.dtype is not _FLOAT for a in ({listed(names)}))"
    found = [f"if {other}:", f"    {listed(names)} = _floats({', '.join(names)})"]
    if rounded:
        found += [
            f"    if {names[0]}.dtype != _FLOAT:",
            f"        return _rounded({rounded}, ({listed(names)}), out)",
        ]
    return found


def outs_of(steps: Stepped) -> str:
    """The line that makes a tuple of the arrays given for the results."""
    count = len(steps.results)
    return "outs = (out,)" if count == 1 else f"outs = (None,) * {count} if out is None else out"


def _elements(steps: Stepped, buffers: Buffers, rounded: str, quick: Few, wide: Wide | None) -> list[str]:
    """The function of broadcasting arguments."""
    names = [a.name for a in steps.arguments]
    scratch = len(buffers.names(is_wide=True))
    shapes = [f"{a}.shape" for a in names]
    common = shapes[0] if len(names) == 1 else f"np.broadcast_shapes({', '.join(shapes)})"
    shaped = f"[{common}]" if len(steps.results) == 1 else f"[{common}] * {len(steps.results)}"
    most = "_LITTLE" if any(s.operation in ERRORS for s in steps.steps) else "_BLOCK"
    fill = f"_in_blocks(_block, ({listed(names)}), targets, {scratch}, {most})"
    if wide:
        scratch += len(wide.results(steps)) - len(steps.results)
        ways = f"_block, (_intermediate, _wide), ({listed(names)}), targets, {scratch}"
        fill = f"_in_blocks_or_wide({ways}, {wide.watched(steps)})"
    return [
        *as_floats(names, rounded),
        *quick.lines,
        outs_of(steps),
        f"targets = _targets(outs, {shaped}, ({listed(names)}))",
        fill,
        "return _given(outs, targets)",
    ]


def _rows(steps: Stepped, buffers: Buffers) -> list[str]:
    """The function of rows and numbers."""
    names, length = [a.name for a in steps.arguments], steps.dimension
    widths = [length if r in steps.wide else "1" for r in steps.results]
    short = _name_of(steps)
    scratch = [length] * len(buffers.names(is_wide=True)) + ["1"] * len(buffers.names(is_wide=False))
    flat = (
        [f"{names[0]}.reshape(count, {length})"]
        if len(names) == 1
        else [
            f"np.broadcast_to({a.name}, (*batch, {length})).reshape(count, {length})"
            if a.dimensions
            else f"np.broadcast_to({a.name}, batch).reshape(count, 1)"
            for a in steps.arguments
        ]
    )
    return [
        *as_floats(names),
        *checks(steps.arguments),
        *_quickly(steps),
        batch_of(steps),
        "count = math.prod(batch)",
        outs_of(steps),
        f"targets = _targets(outs, [{', '.join(shapes_of(steps))}], ({listed(names)}))",
        f"arguments = ({listed(flat)})",
        f"flat = [t.reshape(count, width) for t, width in zip(targets, ({listed(widths)}), strict=True)]",
        *_filled(short, f"_block, arguments, flat, ({listed(scratch)}))"),
        "return _given(outs, targets)",
    ]


def _filled(short: str, rest: str) -> list[str]:
    """The lines that fill the targets."""
    if not short:
        return [f"_in_rows({rest}"]
    call = f"_in_rows_without_shift(_{short}_of_rows, {rest}"
    return [f"if {call}:", "    _sharpened(arguments[0], flat[0])"] if short == "lse" else [call]


def _quickly(steps: Stepped) -> list[str]:
    """The lines of softmax and log-sum-exp for few numbers, where the calls cost most."""
    short = _name_of(steps)
    if not short:
        return []
    name = steps.arguments[0].name
    return [
        f"if out is None and 0 < {name}.size <= _SMALL and {name}.dtype is _FLOAT:",
        f"    found = _{short}_of_few({name})",
        "    if found is not None:",
        "        return found",
    ]


def _name_of(steps: Stepped) -> str:
    """Softmax or log-sum-exp of one argument, or nothing."""
    is_row = len(steps.arguments) == 1 and bool(steps.arguments[0].dimensions)
    return QUICK.get(tuple(s.operation for s in steps.steps), "") if is_row else ""


QUICK: Final = {
    ("max", "shift", "powers", "sum", "divide"): "softmax",
    ("max", "finite", "subtract", "exp", "rest_added", "log1p", "add"): "lse",
}


def batch_of(steps: Stepped) -> str:
    """The line that finds the common leading axes."""
    batches = [f"{a.name}.shape[:-1]" if a.dimensions else f"{a.name}.shape" for a in steps.arguments]
    return (
        f"batch = np.broadcast_shapes({', '.join(batches)})" if len(batches) > 1 else f"batch = {batches[0]}"
    )


def shapes_of(steps: Stepped) -> list[str]:
    """The shapes of the results of rows."""
    return [f"(*batch, {steps.dimension})" if r in steps.wide else "batch" for r in steps.results]


def is_one_expression(steps: Stepped) -> bool:
    """Whether every buffer can begin as a ufunc's own new array: few numbers need no buffers."""
    if steps.has_rows or any(s.operation in NO_NUMBERS for s in steps.steps):
        return False
    return not any(all(map(is_number, s.operands)) for s in steps.steps)
