"""Steps as a C function: ``kernel(count, length, result..., argument...)``, 1 if there is no memory left.

Short rows are computed thirty-two at a time, one in each lane; of long rows every lane takes
each thirty-second entry. Either way the inner loop has a constant number of independent turns,
which a compiler vectorises without leave to reorder sums.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from derive.kernel.program import EXACT, TAILS
from derive.kernel.steps import REDUCING, Step, Stepped

LANES: Final = 32
SHORT: Final = 48

INFIX: Final = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
COMPARED: Final = {
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
}
OWN: Final = frozenset(
    (
        *("exp", "expm1", "log", "log1p", "tanh", *EXACT, *TAILS[2:], "maximum", "minimum", "sign"),
        *("shift", "finite", "powers", "restored"),
    )
)
LIBRARY: Final = {
    "absolute": "fabs",
    "erf": "own_erf_",
    "erfc": "own_erfc_",
    "power": "pow",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
}
CONSTANTS: Final = {
    "np.pi": "3.141592653589793",
    "np.inf": "INFINITY",
    "np.nan": "NAN",
}
STARTS: Final = {"sum": "0.0", "rest": "0.0", "prod": "1.0", "max": "-INFINITY", "min": "INFINITY"}


def _value(operation: str, texts: list[str]) -> str:
    """One operation on doubles; truth is 1.0 and 0.0."""
    first, *others = texts
    if operation == "near":
        return _near(first, others)
    if operation in INFIX:
        return f"{first} {INFIX[operation]} {others[0]}"
    if operation in COMPARED:
        return f"{first} {COMPARED[operation]} {others[0]} ? 1.0 : 0.0"
    forms = {
        "negative": f"-{first}",
        "square": f"{first} * {first}",
        "select": f"{first} != 0.0 ? {' : '.join(others)}",
        "logical_and": f"{first} * {''.join(others[-1:])}",
        "logical_or": f"maximum_({first}, {''.join(others[-1:])})",
        "logical_not": f"1.0 - {first}",
    }
    if operation in forms:
        return forms[operation]
    function = f"{operation}_" if operation in OWN else LIBRARY.get(operation, operation)
    return f"{function}({', '.join(texts)})"


def _near(value: str, texts: list[str]) -> str:
    """A polynomial where u is between the bounds, as in :mod:`derive.kernel.fitting`, else the value."""
    u, low, high, centre, rest, *numbers = texts
    is_far, power, stride = (int(float(n)) for n in numbers[:3])
    t = f"1.0 / {u}" if is_far else f"({u} - {centre}) - {rest}"
    *others, total = numbers[3:]
    for number in reversed(others):
        total = f"FMA({total}, y, {number})"
    change = f" {'*' if (power > 0) != bool(is_far) else '/'} {u if is_far else 't'}" * abs(power)
    bound = (f"{u} >= {low}" if float(low) > 0 else f"{u} <= {high}") if is_far else ""
    inside = bound or f"{u} >= {low} && {u} <= {high}"
    y = "t * t" if stride == 2 else "t"
    return f"({{ double t = {t}, y = {y}; {inside} ? {total}{change} : {value}; }})"


@dataclass(frozen=True, slots=True)
class _Phase:
    """What is computed before a loop over the entries of a row, in it, and what it reduces."""

    numbers: tuple[Step, ...]
    entries: tuple[Step, ...]
    reductions: tuple[Step, ...]


def _phases(stepped: Stepped) -> tuple[_Phase, ...]:
    """A reduction ends a loop: what needs its result is in a later phase."""
    ready: dict[str, int] = {}
    phase_of: dict[str, int] = {}
    for s in stepped.steps:
        phase_of[s.target] = max((ready.get(o, 0) for o in s.operands), default=0)
        ready[s.target] = phase_of[s.target] + (s.operation in REDUCING)
    return tuple(
        _Phase(
            tuple(s for s in here if not s.is_wide and s.operation not in REDUCING),
            tuple(s for s in here if s.is_wide),
            tuple(s for s in here if s.operation in REDUCING),
        )
        for n in range(max(ready.values()) + 1)
        for here in [[s for s in stepped.steps if phase_of[s.target] == n]]
    )


def function(stepped: Stepped, *, is_noting: bool = False) -> str:
    """The C source; ``is_noting`` if the function returns whether anything overflowed or vanished."""
    if stepped.has_rows:
        return _rows(stepped)
    return _noting(_elements(stepped)) if is_noting else _elements(stepped)


def _noting(source: str) -> str:
    """The function, with what the processor notes as its value."""
    head, rest = source.split("{", 1)
    body = rest.rstrip().removesuffix("}")
    cleared = "    feclearexcept(FE_ALL_EXCEPT);"
    noted = "    return fetestexcept(FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID | FE_DIVBYZERO);"
    return f"#include <fenv.h>\n{head.replace('void', 'int', 1)}{{\n{cleared}{body}{noted}\n}}\n"


def _head(stepped: Stepped) -> list[str]:
    results = [f"double *restrict {_out(n)}" for n in range(len(stepped.results))]
    arguments = [f"const double *restrict {_in(a.name)}" for a in stepped.arguments]
    return [*results, *arguments]


def _in(name: str) -> str:
    return f"in_{name}"


def _out(number: int) -> str:
    return f"out_{number}"


def _local(name: str) -> str:
    """A C name, or a number; arguments and dimensions get a prefix so that they are no C words."""
    return CONSTANTS.get(name, name if name[0] in "-.0123456789" else f"v_{name}")


def _computed(step: Step) -> str:
    return f"double {_local(step.target)} = {_value(step.operation, [_local(o) for o in step.operands])};"


def _elements(stepped: Stepped) -> str:
    lines = [
        f"void kernel(long count, {', '.join(_head(stepped))}) {{",
        "    for (long i = 0; i < count; i++) {",
        *(f"        double {_local(a.name)} = {_in(a.name)}[i];" for a in stepped.arguments),
        *(f"        {_computed(s)}" for s in stepped.steps),
        *(f"        {_out(n)}[i] = {_local(r)};" for n, r in enumerate(stepped.results)),
        "    }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _kept(stepped: Stepped, phases: tuple[_Phase, ...]) -> tuple[str, ...]:
    """Rows that a later phase needs, or that are results: they are stored."""
    made = {s.target: n for n, p in enumerate(phases) for s in p.entries}
    used = {
        o
        for n, p in enumerate(phases)
        for s in (*p.entries, *p.reductions)
        for o in s.operands
        if made.get(o, n) != n
    }
    return tuple(t for t in made if t in used or t in stepped.results)


def _rows(stepped: Stepped) -> str:
    phases = _phases(stepped)
    kept = _kept(stepped, phases)
    return "\n".join([*_lanes(stepped, phases, kept), *_kernel(stepped, kept), ""])


def _wide(stepped: Stepped) -> list[str]:
    return [a.name for a in stepped.arguments if a.dimensions]


def _lanes(stepped: Stepped, phases: tuple[_Phase, ...], kept: tuple[str, ...]) -> list[str]:
    """The function of ``chunks`` times LANES entries and ``tail`` more; ``across`` joins the lanes."""
    pointers = [f"const double *restrict at_{r}" for r in _wide(stepped)]
    pointers += [f"double *restrict at_{k}" for k in kept]
    numbers = [f"double *restrict n_{a.name}" for a in stepped.arguments if not a.dimensions]
    numbers += [f"double *restrict n_{r}" for r in stepped.results if r not in stepped.wide]
    parameters = ["long length", "long chunks", "long tail", "int across", *pointers, *numbers]
    local = [s.target for p in phases for s in (*p.numbers, *p.reductions) if s.target not in stepped.results]
    body = [f"double n_{t}[LANES];" for t in local]
    body.append(f"double v_{stepped.dimension} = (double)length;")
    body += [f"double tail_{r}[LANES];" for r in (*_wide(stepped), *kept)]
    body += [f"padded(tail, at_{r} + chunks * LANES, tail_{r});" for r in _wide(stepped)]
    for p in phases:
        body += _phase(p, stepped, kept)
    body += [f"for (int l = 0; l < tail; l++) at_{k}[chunks * LANES + l] = tail_{k}[l];" for k in kept]
    return [f"static void lanes({', '.join(parameters)}) {{", *_indented(body), "}"]


def _phase(phase: _Phase, stepped: Stepped, kept: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for s in phase.numbers:
        once = [*_loads((s,), stepped, "at"), _computed(s), f"n_{s.target}[l] = {_local(s.target)};"]
        lines += ["for (int l = 0; l < LANES; l++) {", *_indented(once), "}"]
    if not (phase.entries or phase.reductions):
        return lines
    for s in phase.reductions:
        lines += [f"double a_{s.target}[LANES], c_{s.target}[LANES];", *_started(s, "a_", "c_")]
    whole = _part(phase, _entry(phase, stepped, kept, "at"))
    lines += ["for (long start = 0; start < chunks; start += PART) {", *_indented(whole), "}"]
    lines += _tail(phase, _entry(phase, stepped, kept, "tail"))
    for s in phase.reductions:
        lines.append(f"{s.operation}_of_lanes(across, a_{s.target}, c_{s.target}, n_{s.target});")
    return lines


def _entry(phase: _Phase, stepped: Stepped, kept: tuple[str, ...], rows: str) -> list[str]:
    """What is computed for entry e of the rows of that name."""
    return [
        *_loads((*phase.entries, *phase.reductions), stepped, rows),
        *map(_computed, phase.entries),
        *(f"{rows}_{s.target}[e] = {_local(s.target)};" for s in phase.entries if s.target in kept),
    ]


def _tail(phase: _Phase, entry: list[str]) -> list[str]:
    """The loop over what is left of a row, some at a time; what is beyond its end is computed and left."""
    once = ["int l = start + k;", "long e = l;", *entry]
    for s in phase.reductions:
        total, one = f"a_{s.target}[l]", f"c_{s.target}[l]"
        once += [
            f"double t_{s.target} = {total}, o_{s.target} = {one};",
            f"{s.operation}_in(&t_{s.target}, &o_{s.target}, {_local(s.operands[0])});",
            f"{total} = l < tail ? t_{s.target} : {total};",
            f"{one} = l < tail ? o_{s.target} : {one};",
        ]
    return [
        "for (int start = 0; start < tail; start += SOME)",
        "    for (int k = 0; k < SOME; k++) {",
        *_indented(once, 2),
        "    }",
    ]


def _part(phase: _Phase, entry: list[str]) -> list[str]:
    """The loop over a part of a row, whose totals are joined to those of the row."""
    lines = ["long stop = start + PART < chunks ? start + PART : chunks;"]
    for s in phase.reductions:
        lines += [f"double p_{s.target}[LANES], q_{s.target}[LANES];", *_started(s, "p_", "q_")]
    taken = [_taken_in(s, "p_", "q_") for s in phase.reductions]
    lines += ["for (long k = start; k < stop; k++)", "    for (int l = 0; l < LANES; l++) {"]
    lines += [*_indented(["long e = k * LANES + l;", *entry, *taken], 2), "    }"]
    for s in phase.reductions:
        pairs = f"&a_{s.target}[l], &c_{s.target}[l], p_{s.target}[l], q_{s.target}[l]"
        lines.append(f"for (int l = 0; l < LANES; l++) {s.operation}_join({pairs});")
    return lines


def _started(step: Step, totals: str, ones: str) -> list[str]:
    total, one = f"{totals}{step.target}[l]", f"{ones}{step.target}[l]"
    return [f"for (int l = 0; l < LANES; l++) {total} = {STARTS[step.operation]}, {one} = 0.0;"]


def _loads(steps: tuple[Step, ...], stepped: Stepped, rows: str) -> list[str]:
    """What the steps read and do not make themselves."""
    made = {s.target for s in steps}
    reduced = {s.target for s in steps if s.operation in REDUCING}
    read = dict.fromkeys(o for s in steps for o in s.operands)
    known = {a.name for a in stepped.arguments} | {s.target for s in stepped.steps}
    return [
        f"double {_local(o)} = {rows}_{o}[e];" if o in stepped.wide else f"double {_local(o)} = n_{o}[l];"
        for o in read
        if o in known and (o not in made or o in reduced)
    ]


def _taken_in(step: Step, totals: str, ones: str) -> str:
    value = _local(step.operands[0])
    return f"{step.operation}_in(&{totals}{step.target}[l], &{ones}{step.target}[l], {value});"


def _kernel(stepped: Stepped, kept: tuple[str, ...]) -> list[str]:
    """All rows: groups of LANES short ones, then the rest one by one."""
    outs = {r: _out(n) for n, r in enumerate(stepped.results)}
    numbers = [a.name for a in stepped.arguments if not a.dimensions]
    stored = [*_wide(stepped), *kept]
    narrow = [r for r in stepped.results if r not in stepped.wide]
    columns = [f"scratch + {n} * length * LANES" for n in range(len(stored))]
    row = [f"{_in(a)} + i * length" for a in _wide(stepped)]
    row += [f"{outs[t]} + i * length" if t in outs else f"scratch + {n} * length" for n, t in enumerate(kept)]
    names = [f"n_{t}" for t in (*numbers, *narrow)]
    alone = len(kept) if set(kept) - set(outs) else 0
    return [
        f"int kernel(long count, long length, {', '.join(_head(stepped))}) {{",
        "    long i = 0;",
        *(f"    double {n}[LANES];" for n in names),
        f"    int is_short = length <= {SHORT} && count >= LANES;",
        f"    double *scratch = room(length * (is_short ? {len(stored)} * LANES : {alone}));",
        "    if (scratch == NULL) return 1;",
        "    for (; is_short && i + LANES <= count; i += LANES) {",
        *(
            f"        turned_in(length, {_in(a)} + i * length, {c});"
            for a, c in zip(_wide(stepped), columns, strict=False)
        ),
        *(f"        for (int l = 0; l < LANES; l++) n_{a}[l] = {_in(a)}[i + l];" for a in numbers),
        f"        lanes({', '.join(['length, length, 0, 0', *columns, *names])});",
        *(
            f"        turned_out(length, {c}, {outs[t]} + i * length);"
            for t, c in zip(stored, columns, strict=True)
            if t in outs
        ),
        *(f"        for (int l = 0; l < LANES; l++) {outs[t]}[i + l] = n_{t}[l];" for t in narrow),
        "    }",
        "    for (; i < count; i++) {",
        *(f"        for (int l = 0; l < LANES; l++) n_{a}[l] = {_in(a)}[i];" for a in numbers),
        f"        lanes({', '.join(['length, length / LANES, length % LANES, 1', *row, *names])});",
        *(f"        {outs[t]}[i] = n_{t}[0];" for t in narrow),
        "    }",
        "    free(scratch);",
        "    return 0;",
        "}",
    ]


def _indented(lines: Iterable[str], depth: int = 1) -> list[str]:
    return [f"{'    ' * depth}{line}" for line in lines]
