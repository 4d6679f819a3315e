"""A chain of small steps from the left side of a proved claim to its right side, each of them proved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from derive.algebra.components import component, indices_of, scalarize
from derive.algebra.differentiate import DerivativeError
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError, shape_of
from derive.algebra.unfold import unfold
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.effort import Effort, OutOfEffortError
from derive.core.term import ONE, ZERO, Apply, Binder, Component, Term, rewrite, subterms, subtract
from derive.core.verdict import ProofTree, Proved, Verdict
from derive.prove.check import decide
from derive.prove.exposition.differentiating import differentiated, has_derivative
from derive.prove.exposition.forms import alike, extended, is_shift
from derive.prove.exposition.formulas import Letters, formula
from derive.prove.exposition.limiting import limiting
from derive.prove.exposition.simplifying import simplified
from derive.prove.exposition.summing import combined, differences
from derive.prove.exposition.telescoping import telescoped
from derive.prove.exposition.tidy import tidied
from derive.theory.function import function

MOST_ROUNDS: Final = 10
EFFORT: Final = 100_000
LONG: Final = 40
GROWTH: Final = 1.4
_STRANGE: Final = frozenset(("abs", "sign", "max", "min", "cases"))
SHORTER: Final = 0.8
NO_LETTERS: Final = Letters()
RELATIONS: Final = {"lt": "<", "le": r"\le", "gt": ">", "ge": r"\ge"}
UPWARDS: Final = frozenset(("lt", "le"))
DIFFERENCE: Final = {"lt": "gt", "le": "ge", "gt": "gt", "ge": "ge"}


@dataclass(frozen=True, slots=True)
class Line:
    """``left sign right``, in LaTeX, and what leads there: a code of the table ``[exposition]``, or none."""

    left: str
    sign: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exposition:
    """The verdict on a claim; if it is proved, lines that lead there, and the rules of its proof."""

    verdict: Verdict
    lines: tuple[Line, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    term: Term
    reason: str


def exposition(claim: Claim, letters: Letters = NO_LETTERS) -> Exposition:
    """The claim decided and, if it is proved, derived in the letters of its writer."""
    verdict = decide(claim)
    if not isinstance(verdict, Proved):
        return Exposition(verdict)
    rules = tuple(dict.fromkeys(_rules(verdict.tree)))
    if claim.relation == "eq":
        return Exposition(verdict, _by_entries(claim, letters), rules)
    return Exposition(verdict, _inequality(claim, letters), rules)


def _rules(tree: ProofTree) -> Iterator[str]:
    for premise in tree.premises:
        yield from _rules(premise)
    yield tree.rule


def _by_entries(claim: Claim, letters: Letters) -> tuple[Line, ...]:
    """The lines for an entry in general, and then the claim itself; for numbers just the lines."""
    indices = indices_of(claim.left, claim.right)
    if not indices:
        return _equation(claim, letters)
    ranges = (
        Apply("and", Apply("le", ONE, i), Apply("le", i, n))
        for i, n in zip(indices, shape_of(claim.left), strict=True)
    )
    known = tuple(Hypothesis(p, Origin.RANGE) for p in ranges)
    context = replace(
        claim.context,
        symbols=(*claim.context.symbols, *indices),
        hypotheses=(*claim.context.hypotheses, *known),
    )
    entry = Apply("eq", *(component(side, *indices) for side in (claim.left, claim.right)))
    lines = _equation(replace(claim, context=context, proposition=entry), letters)
    return (*lines, Line(formula(claim.left, letters), "=", formula(claim.right, letters), "entries"))


def _equation(claim: Claim, letters: Letters) -> tuple[Line, ...]:
    states = _between(claim.left, claim.right, claim)
    return tuple(_lines(_verified(states, claim), claim.left, letters))


def _lines(states: list[_State], start: Term, letters: Letters) -> Iterator[Line]:
    """One line for each state, the left side only in the first; states that look alike are one."""
    last, first = formula(start, letters), True
    for state in states:
        shown = formula(state.term, letters)
        if shown != last:
            yield Line(last if first else "", "=", shown, state.reason)
            first = False
        last = shown


def _between(left: Term, right: Term, claim: Claim) -> list[_State]:
    """What comes after the left side: its steps, the normal form, the steps of the right side backwards."""
    down, up = list(_steps(left, right, claim)), list(_steps(right, left, claim))
    if not down and not up:
        down = list(_steps(left, right, claim, every=True))
        up = list(_steps(right, left, claim, every=True))
    if not any(isinstance(t, Binder) for side in (left, right) for t in subterms(side)):
        for states, start in ((down, left), (up, right)):
            over_one = combined(states[-1].term if states else start)
            if over_one is not None:
                states.append(_State(tidied(over_one), "common-denominator"))
    low = down[-1].term if down else left
    high = up[-1].term if up else right
    meets = alike(low, high)
    middle: list[_State] = []
    if not meets and low.size + high.size > LONG:
        normal = _normal(low, claim)
        if (
            normal is not None
            and normal.size <= GROWTH * max(low.size, high.size)
            and _adds_nothing(normal, low, high)
        ):
            middle = [_State(normal, "calculated")]
    if not meets and (fraction := extended(low, high, partial(_normal, claim=claim))) is not None:
        middle = [_State(fraction, "expanded")]
    terms = [right, *(s.term for s in up)]
    last = "rearranged" if meets else "shifted" if is_shift(low, high) else "calculated"
    reasons = [*(s.reason for s in up), last]
    back = [_State(t, r) for t, r in zip(reversed(terms), reversed(reasons), strict=True)]
    return [*down, *middle, *back]


def _adds_nothing(normal: Term, *others: Term) -> bool:
    """Whether a normal form has no functions that do not occur before or after it."""
    known = {t.head for other in others for t in subterms(other) if isinstance(t, Apply)}
    return all(t.head in known for t in subterms(normal) if isinstance(t, Apply) and t.head in _STRANGE)


def _steps(term: Term, other: Term, claim: Claim, *, every: bool = False) -> Iterator[_State]:
    """The definitions, the derivatives one rule at a time, and sums over Kronecker deltas.

    Definitions are put in of functions that the other term does not have; or of ``every`` one.
    """
    if _defined(term) - (frozenset() if every else _defined(other)):
        new = tidied(scalarize(unfold(term))) if not has_derivative(term) and not shape_of(term) else term
        if new is not term:
            yield _State(new, "definition")
            term = new
    for _ in range(MOST_ROUNDS):
        if not has_derivative(term):
            break
        try:
            new, reason = differentiated(term)
        except (DerivativeError, ShapeError):
            return
        if new is term:
            return
        yield _State(new, reason)
        term = new
    collapsed = tidied(rewrite(term, _collapsed))
    if collapsed is not tidied(term):
        yield _State(collapsed, "delta")
        term = collapsed
    if not (has_derivative(claim.left) or has_derivative(claim.right)):
        for found in _worked_out(term, other, claim):
            yield _State(*found)


def _worked_out(term: Term, other: Term, claim: Claim) -> Iterator[tuple[Term, str]]:
    """Small steps for limits, sums, logarithms and exponentials."""
    ways = (limiting(term, claim), differences(term), telescoped(term, other), simplified(term))
    found = next((steps for steps in map(list, ways) if steps), [])
    for new, reason in found:
        yield new, reason
        if alike(new, other):
            return


def _defined(term: Term) -> frozenset[str]:
    """The functions in a term that documents define."""
    heads = {t.head for t in subterms(term) if isinstance(t, Apply)}
    known = {h: function(h) for h in heads}
    return frozenset(h for h, f in known.items() if f is not None and f.conventional and f.definition)


def _collapsed(term: Term) -> Term | None:
    """``sum_j f(j) delta(j, k)`` is ``f(k)``, if k is in the range; whoever uses it proves the step."""
    if not isinstance(term, Binder) or term.kind != "sum":
        return None
    body = term.body
    factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
    for factor in factors:
        if isinstance(factor, Apply) and factor.head == "delta" and term.variable in factor.children:
            other = next((c for c in factor.children if c is not term.variable), None)
            if other is not None and not isinstance(other, Component):
                return rewrite(term.open(other), partial(_one_if_same, index=other))
    return None


def _one_if_same(term: Term, index: Term) -> Term | None:
    is_same = isinstance(term, Apply) and term.head == "delta" and set(term.children) == {index}
    return ONE if is_same else None


def _normal(term: Term, claim: Claim) -> Term | None:
    try:
        return canonical(term, Facts(claim.context.propositions), Effort(EFFORT))
    except (OutOfEffortError, ShapeError, RecursionError):
        return None


def _verified(states: list[_State], claim: Claim) -> list[_State]:
    """The states without those that are not proved to equal the one before; the last one stays."""
    kept: list[_State] = []
    before = claim.left
    for state in states:
        is_last = state is states[-1]
        if is_last or _proves(claim, Apply("eq", before, state.term)):
            kept.append(state)
            before = state.term
    if len(kept) > 1 and not _proves(claim, Apply("eq", kept[-2].term, kept[-1].term)):
        return [replace(kept[-1], reason="calculated")]
    return kept


def _proves(claim: Claim, proposition: Term) -> bool:
    return isinstance(decide(replace(claim, proposition=proposition), explain=False), Proved)


def _inequality(claim: Claim, letters: Letters) -> tuple[Line, ...]:
    """The difference of the sides, worked out, has the sign; then the claim itself."""
    if claim.relation not in DIFFERENCE:
        return ()
    sign, relation = RELATIONS[claim.relation], DIFFERENCE[claim.relation]
    sides = (claim.right, claim.left) if claim.relation in UPWARDS else (claim.left, claim.right)
    difference = subtract(*sides)
    normal = _normal(difference, claim)
    whole = Line(formula(claim.left, letters), sign, formula(claim.right, letters), "difference")
    shown, simplified = (len(formula(t, letters)) for t in (difference, normal or difference))
    if normal is None or simplified > SHORTER * shown or not normal.symbols:
        return (replace(whole, reason=""),)
    needed = (Apply("eq", difference, normal), Apply(relation, normal, ZERO))
    if not all(_proves(claim, p) for p in needed):
        return (replace(whole, reason=""),)
    worked_out = Line(formula(difference, letters), "=", formula(normal, letters), "calculated")
    return (worked_out, Line("", RELATIONS[relation], "0", ""), whole)
