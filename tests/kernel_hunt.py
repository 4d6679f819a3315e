"""Hunt for lost digits: rows of the table of stable forms, their gradients and what is made of them.

Every formula is computed by NumPy and, where there is a compiler, by C, in both precisions, over the
whole range of floating-point numbers, and held against ball arithmetic. What is off by more than 3 units in
the last place (C: 4), or spuriously NaN, infinite or 0, is printed. Run as ``make hunt``;
tests/test_kernel_digits.py takes some of the inputs of some.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np
from flint import arb

from derive.elaborate.statement import claim_of
from derive.kernel import kernel
from derive.kernel.accuracy import error_of, exact_value, inputs
from derive.kernel.compiled import has_compiler

ALLOWED = {"numpy": 3.0, "c": 4.0}
DTYPES = (np.float64, np.float32)
NAMES = ("a", "b", "c", "p", "q", "t", "x", "y", "z")

NUMBERS = (
    # sigmoids and what is made of them
    r"\frac{1}{1+e^{-x}}",
    r"\frac{e^x}{1+e^x}",
    r"\sigma(x)(1-\sigma(x))",
    r"\frac{1}{1+e^{-x}}-\frac12",
    r"\frac{1}{1+e^{-x}}-\frac{1}{1+e^{x}}",
    r"1-\sigma(x)",
    r"\sigma(3x)",
    r"\sigma(x)^2",
    r"\sqrt{\sigma(x)}",
    r"x\sigma(x)",
    r"x\sigma(x)(1-\sigma(x))",
    r"\frac{e^x}{(1+e^x)^2}",
    # softplus, log-sigmoid
    r"\log(1+e^x)",
    r"\log(1+e^{-x})",
    r"\log\sigma(x)",
    r"\log(1-\sigma(x))",
    r"\log(1+e^x)-x",
    r"\log(1+e^x)-\log 2",
    r"\frac{1}{3}\log(1+e^{3x})",
    r"x\tanh(\log(1+e^x))",
    r"\sqrt{\log(1+e^x)}",
    # log1p, expm1
    r"\log(1+x)",
    r"e^x-1",
    r"\log(1+x^2)",
    r"\log(1-x)",
    r"\log(1-x^2)",
    r"e^{x^2}-1",
    r"e^{-x^2}-1",
    r"1-e^{-x}",
    r"e^{2x}-1",
    r"(1+x)\log(1+x)-x",
    r"x-\log(1+x)",
    r"e^x-1-x",
    # tanh and hyperbolic quotients
    r"\frac{e^x-e^{-x}}{e^x+e^{-x}}",
    r"1-\frac{2}{e^{2x}+1}",
    r"2\sigma(2x)-1",
    r"1-\tanh x",
    r"1+\tanh x",
    r"1-\tanh^2 x",
    r"\tanh(x)^2",
    r"\frac{1}{\cosh x}",
    r"\frac{1}{\sinh x}",
    r"\frac{1}{\cosh^2 x}",
    r"\cosh x-1",
    r"\frac{\cosh x}{\sinh x}",
    r"\coth x-\frac1x",
    r"\log\cosh x",
    r"\log\sinh x",
    r"\log\tanh x",
    r"\cosh x-\sinh x",
    r"\frac{e^x}{e^x-1}",
    r"\frac{1}{1-e^{-x}}",
    r"\frac{1}{e^x-1}",
    r"\frac{1}{e^x+1}",
    # x log x
    r"x\log x",
    r"-x\log x-(1-x)\log(1-x)",
    r"x\log x-x",
    r"x^2\log x",
    r"x^x",
    r"x\log x-x+1",
    r"\frac{\log x}{x}",
    r"\log(x)^2",
    r"x\log(1+\frac1x)",
    # differences
    r"1-\cos x",
    r"\sqrt{x+1}-\sqrt{x}",
    r"\sqrt{x^2+1}-x",
    r"\sqrt{x^2+1}-1",
    r"\sqrt{1+x}-1",
    r"1-\sqrt{1-x^2}",
    r"1-\sqrt{1-x}",
    r"\sqrt{1+x}-\sqrt{1-x}",
    r"\frac1x-\frac1{x+1}",
    r"\frac{1}{\sqrt{x}}-\frac{1}{\sqrt{x+1}}",
    r"\log(1+x)-\log x",
    r"\log(1+x)-\log(1-x)",
    r"\frac{1}{2}\log\frac{1+x}{1-x}",
    r"\log\frac{x}{1-x}",
    r"\frac1x-\frac1{\sinh x}",
    r"\frac1{x}-\frac1{e^x-1}",
    r"\frac1{x^2}-\frac1{\sinh^2 x}",
    r"x-\sin x",
    r"\tan x-\sin x",
    r"\log(1-e^{-x})",
    r"\log(e^x-1)",
    r"x-1-\log x",
    r"\log(x+\sqrt{x^2+1})",
    r"\log(x+1)-\log(x-1)",
    r"\sqrt{x^2-1}",
    r"\sqrt{1-x^2}",
    r"\sqrt{1+x^2}",
    r"\frac{x}{\sqrt{1+x^2}}",
    r"1-\frac{x}{\sqrt{1+x^2}}",
    r"\frac{1}{1+x^2}",
    r"\frac{x}{1+x^2}",
    r"\frac{x^2}{1+x^2}",
    r"\frac{x}{1+|x|}",
    r"x^2-1",
    r"x^3-1",
    r"(1+x)^2-1",
    r"(1+\frac1x)^x",
    # quotients with a gap
    r"\frac{\sin x}{x}",
    r"\frac{\sin^2 x}{x^2}",
    r"\frac{e^x-1}{x}",
    r"\frac{1-e^{-x}}{x}",
    r"\frac{\tanh x}{x}",
    r"\frac{\log(1+x)}{x}",
    r"\frac{1-\cos x}{x^2}",
    r"\frac{\cos x-1}{x}",
    r"\frac{x}{e^x-1}",
    r"\frac{x^2}{e^x-1}",
    r"\frac{x^3}{e^x-1}",
    r"\frac{x}{1-e^{-x}}",
    r"\frac{\sinh x}{x}",
    r"\frac{x}{\sinh x}",
    r"\frac{x}{\tanh x}",
    r"\frac{e^x-1-x}{x^2}",
    r"\frac{x-\sin x}{x^3}",
    r"\frac{\tan x}{x}",
    r"\frac{\arctan x}{x}",
    r"\frac{\arcsin x}{x}",
    r"\frac{\log x}{x-1}",
    r"\frac{x-1-\log x}{(x-1)^2}",
    r"\frac{\sqrt{1+x}-1}{x}",
    r"\frac{x\cosh x-\sinh x}{x^2}",
    r"\frac{\sin x-x\cos x}{x^2}",
    r"\log\frac{e^x-1}{x}",
    r"\log\frac{\sinh x}{x}",
    r"\frac{1-e^{-x^2}}{x^2}",
    # Gaussian tails
    r"\operatorname{erf}(x)",
    r"\operatorname{erfc}(x)",
    r"1-\operatorname{erf}(x)",
    r"1+\operatorname{erf}(x)",
    r"e^{x^2}\operatorname{erfc}(x)",
    r"\Phi(x)",
    r"1-\Phi(x)",
    r"\log\Phi(x)",
    r"\log(1-\Phi(x))",
    r"\log\operatorname{erfc}(x)",
    r"\frac{\phi(x)}{\Phi(x)}",
    r"\frac{1-\Phi(x)}{\phi(x)}",
    r"\phi(x)",
    r"e^{-x^2/2}",
    r"\frac{1}{\sqrt{2\pi}}e^{-x^2/2}",
    r"e^{-x^2}",
    r"x\Phi(x)",
    r"x\Phi(x)+\phi(x)",
    r"x e^{-x^2/2}",
    r"x^2 e^{-x^2}",
    r"\frac{\operatorname{erf}(x)}{x}",
    r"\operatorname{erfc}(\sqrt{x})",
    r"\Phi(2x+1)",
    r"2\Phi(x)-1",
    r"\Phi(x)(1-\Phi(x))",
    r"\Phi(x)^2",
    r"x\operatorname{erfc}(x)",
    # exponentials
    r"e^{3x}",
    r"e^{-x/3}",
    r"x e^{-x}",
    r"x^2 e^{-x}",
    r"x e^{x}",
    r"e^{-|x|}",
    r"e^{-1/x}",
    r"e^{-x^2/2-x}",
    r"e^{\pi x}",
    r"e^{-x}\sin x",
)
PAIRS = (
    (r"\log(e^x+e^y)", "x y"),
    (r"\log(e^{-x}+e^{-y})", "x y"),
    (r"\log\frac{e^x+e^y}{2}", "x y"),
    (r"\frac{e^x}{e^x+e^y}", "x y"),
    (r"\log\frac{e^x}{e^x+e^y}", "x y"),
    (r"\frac{e^{x+y}}{(e^x+e^y)^2}", "x y"),
    (r"\log(e^x-e^y)", "x y"),
    (r"\sigma(x-y)", "x y"),
    (r"\log\sigma(x-y)", "x y"),
    (r"\sigma(x)-\sigma(y)", "x y"),
    (r"\tanh x-\tanh y", "x y"),
    (r"e^x-e^y", "x y"),
    (r"\sqrt{x}-\sqrt{y}", "x y"),
    (r"\log x-\log y", "x y"),
    (r"\log\frac{x}{y}", "x y"),
    (r"x\log\frac{x}{y}", "x y"),
    (r"x\log\frac{x}{y}-x+y", "x y"),
    (r"x\log y", "x y"),
    (r"x^2-y^2", "x y"),
    (r"\frac1x-\frac1y", "x y"),
    (r"\frac{1}{x^2}-\frac{1}{y^2}", "x y"),
    (r"x^3-y^3", "x y"),
    (r"\sqrt{x^2+y^2}", "x y"),
    (r"\frac{x}{\sqrt{x^2+y^2}}", "x y"),
    (r"\frac{x^2}{x^2+y^2}", "x y"),
    (r"\frac{1}{x^2+y^2}", "x y"),
    (r"\frac{xy}{x+y}", "x y"),
    (r"\frac{x}{x+y}", "x y"),
    (r"\frac{x-y}{x+y}", "x y"),
    (r"\log(x^2+y^2)", "x y"),
    (r"\frac{e^x-e^y}{x-y}", "x y"),
    (r"\frac{\log x-\log y}{x-y}", "x y"),
    (r"\frac{x-y}{\log x-\log y}", "x y"),
    (r"y\log(1+e^{-x})", "x y"),
    (r"\log(1+e^{-xy})", "x y"),
    (r"\sigma(xy)", "x y"),
    (r"-y\log x-(1-y)\log(1-x)", "x y"),
    (r"\log(1+e^x)-yx", "x y"),
    (r"e^{-(x-y)^2/2}", "x y"),
    (r"\Phi(x)-\Phi(y)", "x y"),
    (r"\Phi\left(\frac{x}{y}\right)", "x y"),
    (r"\operatorname{erfc}(x-y)", "x y"),
    (r"\frac{\sin(xy)}{x}", "x y"),
    (r"\frac{e^{xy}-1}{x}", "x y"),
    (r"\frac{x-y}{|x|+|y|}", "x y"),
    (r"\max(x,y)-\min(x,y)", "x y"),
    (r"(x-y)^2", "x y"),
    (r"\sqrt{x^2-y^2}", "x y"),
    (r"\cos x-\cos y", "x y"),
    (r"\sin x-\sin y", "x y"),
)


def formulas() -> Iterator[tuple[str, tuple[str, ...]]]:
    """All formulas and their slopes, with the names of their arguments."""
    for latex in NUMBERS:
        yield latex, ("x",)
    for latex in NUMBERS:
        yield rf"\frac{{d}}{{dx}}\left({latex}\right)", ("x",)
    for latex, names in PAIRS:
        yield latex, tuple(names.split())
    for latex, names in PAIRS:
        for name in names.split():
            yield rf"\frac{{\partial}}{{\partial {name}}}\left({latex}\right)", tuple(names.split())


def _columns(names, dtype, every):
    return tuple(c[::every] for c in inputs(len(names), dtype=np.dtype(dtype)))


def found(latex, names, every=1, dtypes=DTYPES):
    """(dtype, backend, largest error, its input, spurious ones, points, seconds) for each way."""
    claim = claim_of(f"{latex} = {latex}")
    known = {s.name: s for s in claim.context.symbols}
    symbols = [known[n] for n in names]
    start = time.process_time()
    functions = {"numpy": kernel(latex, names)}
    seconds = time.process_time() - start
    if has_compiler():
        functions["c"] = kernel(latex, names, backend="c")
    for dtype in dtypes:
        form = np.dtype(dtype)
        columns = _columns(names, dtype, every)
        rows = list(zip(*(c.tolist() for c in columns), strict=True))
        exact = [exact_value(claim.left, {s: arb(v) for s, v in zip(symbols, r, strict=True)}) for r in rows]
        for backend, function in functions.items():
            with np.errstate(all="ignore"):
                results = np.asarray(function(*(c.astype(form) for c in columns)), float).tolist()
            errors = [
                (*error_of(r, e, form), row)
                for r, e, row in zip(results, exact, rows, strict=True)
                if e is not None
            ]
            worst = max(errors, key=lambda e: e[0], default=(0.0, False, ()))
            yield form.name, backend, worst[0], worst[2], sum(e[1] for e in errors), len(errors), seconds


def main(arguments):
    """Print what is off at every n-th input, of the formulas named, or with ``~`` of those with it."""
    every = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 1
    off = total = 0
    for latex, names in formulas():
        if arguments and not any(a == latex or (a[0] == "~" and a[1:] in latex) for a in arguments):
            continue
        for dtype, backend, error, place, spurious, points, seconds in found(latex, names, every):
            total += 1
            is_off = error > ALLOWED[backend] or spurious or not points
            off += is_off
            if is_off or arguments:
                told = f"{error:.3g} at {place}, {spurious} spurious of {points}, {1000 * seconds:.0f} ms"
                sys.stdout.write(f"{latex}  {dtype} {backend}: {told}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{off} of {total} off\n")
    return off


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
