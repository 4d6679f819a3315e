"""The table from kinds of surface nodes to the functions that give them a meaning."""

from collections.abc import Mapping, Sequence
from fractions import Fraction as Rational
from typing import Final

from derive.core.sort import INTEGER, Sort
from derive.core.source import Place
from derive.core.surface import (
    Annotated,
    Big,
    Call,
    CasesBlock,
    Chain,
    Differential,
    Empty,
    Evaluated,
    Fence,
    Fraction,
    Grid,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Postfix,
    Radical,
    Scripted,
    Signed,
    Surface,
)
from derive.core.term import HALF, PI, Apply, Number, Symbol, Term, multiply, power
from derive.elaborate.arrays import shape
from derive.elaborate.assumption import Assumption
from derive.elaborate.binders import big, evaluated
from derive.elaborate.brackets import fence, grid
from derive.elaborate.derivatives import differential
from derive.elaborate.dots import named
from derive.elaborate.evidence import Evidence
from derive.elaborate.imaginary import (
    UNIT,
    computes_with_unit,
    is_closed,
    is_complex,
    is_negative,
    principal_root,
    shows_imaginary,
    takes_of_negative,
)
from derive.elaborate.moving import TIME, coordinates_in
from derive.elaborate.names import names_in
from derive.elaborate.noted import whole_array
from derive.elaborate.numbers import number_arguments
from derive.elaborate.products import call, fraction, infix, juxtaposed, numeral, signed
from derive.elaborate.propositions import chain, listing
from derive.elaborate.reading import Reading, Rule
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.scripts import QUANTITIES, scripted
from derive.elaborate.standing import CONJUGATES
from derive.elaborate.uses import UNSEEN
from derive.elaborate.varying import FUNCTIONS, integrated
from derive.elaborate.walk import kinds_in

VARIABLES: Final = ("x", "t", "s")
"""What an unknown function depends on, if nothing else is said."""

COUNTING: Final = frozenset(("n", "m", "k"))
_MATRIX: Final = 2
_SIZES: Final = frozenset("dmnpDKMN")


def _radical(reading: Reading, node: Radical) -> Term:
    """Odd literal roots are defined on all reals; the others are powers."""
    inside = reading.term(node.radicand)
    if node.degree is None and not shape(inside) and not reading.evidence.imaginary:
        return power(inside, HALF)
    degree = reading.term(node.degree) if node.degree is not None else Number(2)
    if shape(inside) or shape(degree):
        raise refusal("root", node.place)
    if (
        isinstance(degree, Number)
        and degree.value.denominator == 1
        and degree.value % 2 == 1
        and degree.value > 1
    ):
        return Apply("root", inside, degree)
    if reading.evidence.imaginary and degree is Number(2) and is_negative(inside):
        return principal_root(inside)
    if isinstance(degree, Number) and degree.value > 0:
        return power(inside, Number(1 / degree.value))
    return power(inside, power(degree, -1))


def _postfix(reading: Reading, node: Postfix) -> Term:
    inside = reading.term(node.operand)
    if shape(inside):
        raise refusal("operator", node.place, sign=node.operator)
    if node.operator == "!":
        reading.counts(inside)
        return Apply("factorial", inside)
    if node.operator == "\\%":
        return multiply(inside, Number(Rational(1, 100)))
    if node.operator == "\\degree":
        return multiply(inside, PI, Number(Rational(1, 180)))
    raise refusal("operator", node.place, sign=node.operator)


def _cases(reading: Reading, node: CasesBlock) -> Term:
    """Values with conditions; a last row without one, or that says otherwise, is for the rest."""
    parts: list[Term] = []
    for k, (value, condition) in enumerate(node.rows):
        parts.append(reading.term(value))
        if condition is not None:
            parts.append(reading.term(condition))
        elif k + 1 < len(node.rows):
            raise refusal("condition", node.place)
    return Apply("cases", *parts)


def _missing(_: Reading, node: Empty) -> Term:
    raise refusal("no-left-side", node.place)


def _annotated(reading: Reading, node: Annotated) -> Term:
    """The content; under a bar, the conjugate of what is complex."""
    whole = whole_array(node)
    if whole is not None:
        reading.readings.append("whole-of-entries")
        return reading.term(whole)
    inside = reading.term(node.content)
    return Apply("conj", inside) if node.decoration in CONJUGATES and is_complex(inside) else inside


TABLE: Final[Mapping[type, Rule]] = {
    Numeral: numeral,
    Name: named,
    Scripted: scripted,
    Signed: signed,
    Infix: infix,
    Juxtaposed: juxtaposed,
    Call: call,
    Fraction: fraction,
    Radical: _radical,
    Fence: fence,
    Big: big,
    Differential: differential,
    Postfix: _postfix,
    Evaluated: evaluated,
    Grid: grid,
    CasesBlock: _cases,
    Annotated: _annotated,
    Chain: chain,
    Listing: listing,
    Empty: _missing,
}


def begin(scope: Scope, *trees: Surface, beside: Sequence[Surface] = ()) -> Reading:
    """Trees about to be elaborated together, with the hypotheses in force that concern their names.

    Trees ``beside`` them, as in the same display, also show what the names are.
    """
    evidence = Evidence()
    names = names_in(*trees)
    relevant = _relevant(scope, names)
    evidence.each(trees)
    for assumption in relevant:
        evidence.each(assumption.trees)
    kinds = kinds_in(trees)
    if Differential in kinds or (Big in kinds and not FUNCTIONS.isdisjoint(names)):
        _see_varying(scope, trees, evidence)
    if Juxtaposed in kinds and Fence in kinds:
        for name in sorted(number_arguments(scope, trees)):
            evidence.of(name).apart = True
    if beside:
        evidence.join(beside)
    if scope.outermost.ordinary:
        _see_unknown_functions(scope, evidence)
    if scope.is_inductive():
        for name in COUNTING & names:
            evidence.of(name).integer = True
    _see_what_was_said(scope, names, evidence)
    if UNIT in evidence or UNIT in names:
        evidence.imaginary = _is_imaginary(scope, trees, (*(a.node for a in relevant), *beside))
    positions = tuple([Symbol(name, INTEGER) for name in evidence.positions])
    return Reading(scope, TABLE, evidence, relevant, positions=positions)


def _see_what_was_said(scope: Scope, names: frozenset[str], evidence: Evidence) -> None:
    """What is said to be an array, or to vary; a letter beside a vector of ones counts its entries."""
    for name in sorted(_SIZES & names) if "1" in names else ():
        evidence.of(name).integer |= scope.lookup(name) is None
    for name, variable in scope.all_varies().items():
        use = evidence.get(name, UNSEEN)
        if use.bare > len(use.arguments) and not use.varied_by and scope.lookup(name) is None:
            evidence.of(name).varied_by = (variable,)
    for name, rank in scope.all_ranks().items():
        if name in names and scope.lookup(name) is None:
            evidence.of(name).matrix |= rank == _MATRIX
            evidence.of(name).vector |= rank != _MATRIX


def _see_varying(scope: Scope, trees: Sequence[Surface], evidence: Evidence) -> None:
    """What depends on time, or on what it is integrated over, without saying so."""
    for name in sorted(coordinates_in(scope, trees)):
        if not evidence.of(name).varied_by:
            evidence.of(name).varied_by = (Name(Place(0, 0), TIME),)
    for name, variable in integrated(scope, trees):
        evidence.of(name).varied_by = (*evidence.of(name).varied_by, variable)


def _is_imaginary(scope: Scope, trees: Sequence[Surface], others: Sequence[Surface]) -> bool:
    """Whether i, where it has no other meaning, is the imaginary unit in trees."""
    shown = scope.outermost.complex or any(map(shows_imaginary, (*trees, *others)))
    closed = is_closed(*trees) and any(computes_with_unit(t) or takes_of_negative(t) for t in trees)
    declared = names_in(*trees).union(scope.names())
    return shown or closed or any(map(is_complex, _meanings(scope, declared)))


def _see_unknown_functions(scope: Scope, evidence: Evidence) -> None:
    """Where differential equations are dealt with, ``y'`` is the derivative of an unknown function."""
    for name in sorted(evidence):
        use = evidence[name]
        if use.primes and use.bare > len(use.arguments) and not use.varied_by and _is_quantity(scope, name):
            others = (v for v in VARIABLES if v != name and v in evidence and not evidence[v].primes)
            use.varied_by = (Name(Place(0, 0), next(others, "t" if name == "x" else "x")),)


def _is_quantity(scope: Scope, name: str) -> bool:
    return (name in QUANTITIES or name == "x") and scope.lookup(name) is None


def _relevant(scope: Scope, names: frozenset[str]) -> tuple[Assumption, ...]:
    """The hypotheses that share a name with what is elaborated, also through others, or have no names."""
    waiting = list(scope.in_force())
    if not [a for a in waiting if a.names and a.names.isdisjoint(names)]:
        return tuple(waiting)
    found: list[Assumption] = []
    names = names | _behind(scope, names)
    while True:
        new = [a for a in waiting if not a.names or a.names & names or _defined_by(scope, a) & names]
        if not new:
            return tuple(found)
        waiting = [a for a in waiting if a not in new]
        found += new
        names = names.union(*(a.names for a in new))
        names = names | _behind(scope, names)


def _meanings(scope: Scope, names: frozenset[str]) -> list[Term]:
    """What names stand for here."""
    found = (scope.lookup(n) for n in sorted(names))
    return [b.body if isinstance(b, Definition) else b for b in found if isinstance(b, Definition | Term)]


def _defined_by(scope: Scope, assumption: Assumption) -> frozenset[str]:
    """The names by which those in a hypothesis were defined: what is said of y is said of them."""
    found = (scope.lookup(n) for n in assumption.names)
    bodies = (d.body for d in found if isinstance(d, Definition))
    return frozenset(s.name for body in bodies for s in body.symbols)


def _behind(scope: Scope, names: frozenset[str]) -> frozenset[str]:
    """The names in the definitions of names, and in the sorts of declared ones."""
    symbols = {s for t in _meanings(scope, names) for s in t.symbols}
    sorts = [s.sort for s in symbols if isinstance(s.sort, Sort)]
    return frozenset(s.name for s in symbols) | {d.name for o in sorts for n in o.shape for d in n.symbols}
