"""Claims of the corpus as Maxima input, and the answers of ``radcan(exponentialize(..))``."""

import re
import shutil
import subprocess
from collections.abc import Sequence

import sympy as sp

ANSWER = re.compile(r"case (\d+) (true|false) ([\d.eE+-]+)")
PRINTED = {"Abs": "abs", "Max": "max", "Min": "min", "E": "%e", "pi": "%pi", "sign": "signum"}
UNKNOWN = re.compile(r"Sum|Product|zoo|nan|Piecewise|Derivative|oo\b")


def available() -> bool:
    """Whether there is a Maxima to compare with."""
    return shutil.which("maxima") is not None


def written(left: sp.Expr, right: sp.Expr) -> str | None:
    """The difference of the sides in Maxima's notation, None when it has none here."""
    names = sorted(left.free_symbols | right.free_symbols, key=str)
    plain = {s: sp.Symbol(f"v{i}") for i, s in enumerate(names)}
    text = str(sp.Add(left.xreplace(plain), -right.xreplace(plain), evaluate=False))
    if UNKNOWN.search(text):
        return None
    for name, other in PRINTED.items():
        text = re.sub(rf"\b{name}\b", other, text)
    return text.replace("**", "^")


def decide(differences: Sequence[str], seconds: float) -> dict[int, tuple[bool, float]]:
    """For each case that was answered in time: whether it became zero, and the milliseconds it took."""
    lines = ["display2d:false$", "showtime:false$"]
    for number, difference in enumerate(differences):
        lines.append(
            f"t:elapsed_run_time()$ r:errcatch(radcan(exponentialize({difference})))$ "
            f'print("case", {number}, if r=[0] then true else false, elapsed_run_time()-t)$'
        )
    try:
        done = subprocess.run(
            ["maxima", "--very-quiet"],
            input="\n".join(lines) + "\nquit();\n",
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as stopped:
        output = (stopped.stdout or b"").decode()
    return {int(n): (said == "true", 1000 * float(t)) for n, said, t in ANSWER.findall(output)}
