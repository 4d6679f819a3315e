"""Lines that every blocked kernel has: dtypes, results given or new, results copied back."""

from typing import Final

from derive.kernel.steps import Stepped

BLOCK: Final = 16384
SMALL: Final = 2048
SHORT: Final = 64
FLOATS: Final = '''\
_FLOAT = np.dtype(float)


def _floats(*values):
    """Arrays of one dtype: float32 where all arrays are, else float64."""
    arrays = [np.asarray(v) for v in values]
    dtypes = {a.dtype for a in arrays if a.ndim} or {a.dtype for a in arrays}
    return [a.astype(np.float32 if dtypes == {np.dtype(np.float32)} else float, copy=False) for a in arrays]
'''
WRITTEN: Final = '''\
def _written(outs, values):
    """Copy what could not be written in place."""
    for out, value in zip(outs, values, strict=True):
        out[...] = value
'''


def result_names(steps: Stepped) -> list[str]:
    """The names of the arrays of results."""
    return [f"r{n}" for n in range(len(steps.results))]


def _listed(names: list[str]) -> str:
    return ", ".join(names) + ("," if len(names) == 1 else "")


def as_floats(names: list[str]) -> list[str]:
    """Make the arguments arrays of one dtype, unless they are arrays of float64."""
    ready = " and ".join(f"type({a}) is np.ndarray and {a}.dtype is _FLOAT" for a in names)
    return [f"if not ({ready}):", f"    {_listed(names)} = _floats({', '.join(names)})"]


def _unsafe(result: str, names: list[str]) -> str:
    """Whether a given result has another dtype or may share memory; arrays that own theirs share none."""
    shared = " or ".join(
        f"({result} is {a} or {result}.base is not None or {a}.base is not None)"
        f" and np.may_share_memory({result}, {a})"
        for a in names
    )
    return f"{result}.dtype != {names[0]}.dtype or {shared}"


def out_or_new(steps: Stepped, name: str, shapes: list[str]) -> list[str]:
    """Refuse what has the wrong shape; go round what cannot be written in place."""
    names = [a.name for a in steps.arguments]
    results = result_names(steps)
    one = len(results) == 1
    outs = "(out,)" if one else "out"
    call = f"{name}({', '.join(names)})"
    return [
        "if out is None:",
        *(f"    {r} = np.empty({s}, {names[0]}.dtype)" for r, s in zip(results, shapes, strict=True)),
        "else:",
        f"    {_listed(results)} = {outs}",
        *(
            line
            for r, s in zip(results, shapes, strict=True)
            for line in (
                f"    if {r}.shape != {s}:",
                f'        raise ValueError(f"out has shape {{{r}.shape}}, not {{{s}}}")',
            )
        ),
        f"    if {' or '.join(_unsafe(r, names) for r in results)}:",
        f"        _written({outs}, ({call},) if {one} else {call})",
        "        return out",
    ]


def copied_back(results: list[str]) -> list[str]:
    """Results that do not lie in one piece are computed apart and copied."""
    return [
        line
        for n, r in enumerate(results)
        for line in (f"if not {r}.flags.c_contiguous:", f"    {r}[...] = flat{n}.reshape({r}.shape)")
    ]
