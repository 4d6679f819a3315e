"""The corpus put to Maxima and Giac: every disagreement with our verdicts is explained, or a defect.

Run as a script. A system says "true" of an equation if the difference of its sides becomes 0, "false" if it
becomes another number, and nothing else. What it says to claims that it cannot be asked is left out.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from oracle.confirm import KINDS
from oracle.rows import rows
from verdicts import WORDS

from derive.core.source import UnreadableError
from derive.core.term import INFINITY, Apply, Binder, Number, Symbol, Term, negative
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

EXPLAINED = Path(__file__).parent / "differential.toml"
SECONDS = 12
BATCH = 25
FUNCTIONS = {
    **{name: name for name in ("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan")},
    "abs": "abs",
    "erf": "erf",
    "gamma": "gamma",
    "factorial": "factorial",
    "binomial": "binomial",
}
ANSWER = re.compile(r"case (\d+):,?(.*)")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?:/\d+)?")


class UntoldError(Exception):
    """There is no way to ask this."""


@dataclass(frozen=True, slots=True)
class System:
    """How to write terms for a computer algebra system, and how to ask whether a term is 0."""

    name: str
    command: tuple[str, ...]
    question: str
    words: dict[str, str]
    ends: dict[int, str]
    preamble: str = ""


MAXIMA = System(
    "Maxima",
    ("maxima", "--very-quiet"),
    "r:errcatch(radcan(exponentialize({gap})))$ "
    'print(sconcat("case {number}:",if r=[] then "?" else r[1]))$\n',
    {"log": "log", "pi": "%pi", "infinity": "inf", "sign": "signum"},
    {1: ",plus", -1: ",minus", 0: ""},
    "display2d:false$ ratprint:false$ linel:10000$\n",
)
GIAC = System(
    "Giac",
    ("giac",),
    'print("case {number}:",simplify({gap}));\n',
    {"log": "ln", "pi": "pi", "infinity": "+infinity", "sign": "sign"},
    {1: ",1", -1: ",-1", 0: ""},
)


class Writer:
    """Terms as the input of a system; symbols get names of ours."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.names: dict[Term, str] = {}
        self.bound = 0

    def text(self, term: Term) -> str:
        """The term, in brackets where that may be needed."""
        if isinstance(term, Number):
            return f"({term.value})"
        if isinstance(term, Symbol):
            if getattr(term.sort, "shape", ()) or not hasattr(term.sort, "shape"):
                raise UntoldError
            return self.names.setdefault(term, f"v{len(self.names)}")
        if isinstance(term, Binder):
            return self.binder(term)
        if not isinstance(term, Apply):
            raise UntoldError
        return self.application(term)

    def application(self, term: Apply) -> str:
        """Arithmetic and functions."""
        parts = [self.text(c) for c in term.children]
        if term.head in {"add", "multiply", "power"}:
            return f"({ {'add': '+', 'multiply': '*', 'power': '^'}[term.head].join(parts) })"
        if term.head in {"max", "min"}:
            return f"{term.head}({','.join(parts)})"
        if term.head in self.system.words:
            word = self.system.words[term.head]
            return f"{word}({parts[0]})" if parts else word
        if term.head in FUNCTIONS:
            return f"{FUNCTIONS[term.head]}({','.join(parts)})"
        raise UntoldError

    def binder(self, term: Binder) -> str:
        """Sums, integrals, limits and derivatives."""
        self.bound += 1
        variable = Symbol(f"bound {self.bound}", term.variable.sort)
        body, name = self.text(term.open(variable)), self.text(variable)
        parameters = [self.text(p) for p in term.parameters]
        if term.kind in {"sum", "integral", "product"} and len(parameters) == 2:
            word = {"sum": "sum", "integral": "integrate", "product": "product"}[term.kind]
            return f"{word}({body},{name},{parameters[0]},{parameters[1]})"
        if term.kind == "limit" and isinstance(term.parameters[1], Number):
            side = self.system.ends[int(term.parameters[1].value)]
            plain = term.parameters[0] in (INFINITY, negative(INFINITY))
            return f"limit({body},{name},{parameters[0]}{'' if plain else side})"
        if term.kind == "derivative" and len(parameters) == 1 and isinstance(term.parameters[0], Symbol):
            return f"diff({self.text(term.open(term.parameters[0]))},{parameters[0]})"
        raise UntoldError


@dataclass(frozen=True, slots=True)
class Case:
    """An equation of the corpus, and what we say of it."""

    key: str
    latex: str
    proposition: Term
    said: str


def cases() -> Iterator[Case]:
    """The equations of the corpus that we decide."""
    for kind in KINDS:
        for row in rows(kind):
            try:
                claim = claim_of(row.latex, row.given)
            except UnreadableError:
                continue
            if claim.relation != "eq":
                continue
            said = WORDS.get(type(decide(claim)), "unreadable")
            if said in {"proved", "refuted"}:
                yield Case(row.key, row.latex, claim.proposition, said)


def asked(system: System, given: list[Case]) -> dict[str, str]:
    """For each case that could be asked: "true", "false" or "?"."""
    questions: dict[int, str] = {}
    numbers: dict[int, Case] = {}
    for number, case in enumerate(given):
        writer = Writer(system)
        try:
            left, right = (writer.text(c) for c in case.proposition.children)
        except UntoldError:
            continue
        numbers[number] = case
        questions[number] = system.question.format(gap=f"({left})-({right})", number=number)
    order = sorted(questions)
    batches = (order[k : k + BATCH] for k in range(0, len(order), BATCH))
    output = "\n".join(_run(system, system.preamble + "".join(map(questions.get, b))) for b in batches)
    found = {int(n): told.strip().strip('"').strip(",").strip() for n, told in ANSWER.findall(output)}
    return {case.key: _truth(found.get(number, "?")) for number, case in numbers.items()}


def _truth(told: str) -> str:
    if told in {"0", "0.0"}:
        return "true"
    return "false" if NUMBER.fullmatch(told) or told in {"inf", "-inf", "+infinity", "-infinity"} else "?"


def _run(system: System, text: str) -> str:
    """What the system prints; it is stopped after a while, and asks nobody anything."""
    try:
        done = subprocess.run(
            system.command,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as stopped:
        return (stopped.stdout or b"").decode(errors="replace")
    return done.stdout


def disagreements(system: System, given: list[Case], told: dict[str, str]) -> Iterator[tuple[Case, str]]:
    """The cases of which the system says the contrary."""
    for case in given:
        says = told.get(case.key, "?")
        if (says, case.said) in {("true", "refuted"), ("false", "proved")}:
            yield case, says


def main(write: Callable[[str], object] = sys.stdout.write) -> int:
    """Ask both; 1 where a disagreement is not explained."""
    explained = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    given, open_ones = list(cases()), 0
    for system in (MAXIMA, GIAC):
        if shutil.which(system.command[0]) is None:
            write(f"{system.name} is not there: apt-get install maxima xcas\n")
            continue
        told = asked(system, given)
        counts = Counter(told.values())
        write(f"{system.name}: asked {len(told)} of {len(given)}, {dict(sorted(counts.items()))}\n")
        for case, says in disagreements(system, given, told):
            why = explained.get(system.name, {}).get(case.key, "")
            open_ones += not why
            write(f"  {case.key}: we say {case.said}, {system.name} {says}: {case.latex}\n")
            write(f"    {why or 'NOT EXPLAINED'}\n")
    return 1 if open_ones else 0


if __name__ == "__main__":
    raise SystemExit(main())
