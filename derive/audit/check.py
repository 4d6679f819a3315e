"""Certificates checked again: every node against its rule, every leaf and side condition at points."""

from dataclasses import dataclass
from typing import Any, Final

from derive.audit.analysis import ANALYSIS
from derive.audit.indexed import INDEXED
from derive.audit.logic import LOGIC
from derive.audit.order import ORDERED
from derive.audit.steps import Need, Premise, Step
from derive.audit.values import VALUES
from derive.core.claim import RELATIONS
from derive.core.term import INFINITY, TWO, Apply, Term, replace
from derive.core.verdict import ProofTree
from derive.trial.certificates import WRONG, Certificate, read
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.evaluate import MOST_EFFORT, Effort, Evaluation
from derive.trial.numbers import exactly
from derive.trial.sampling import Point, Sampler
from derive.trial.sequents import (
    LOWEST,
    Level,
    RejectedError,
    Trial,
    is_infinite,
    is_sound,
    mentions,
    precision_for,
    require,
    values_in,
)
from derive.trial.witnesses import check_admissible, check_false, check_sample, check_shapes, point_of
from derive.trial.written import head_of, negation

LEAVES: Final = frozenset(("gram", "forms", "words", "fact", "ball", "limit-value", "value-lemma")) | {
    *("normal-form", "pieces", "angles", "means")
}
RULES: Final = {**LOGIC, **ORDERED, **INDEXED, **ANALYSIS, **VALUES}
BY_EQUATIONS: Final = frozenset(("combination", "factored", "null-square"))
OF_REALS: Final = frozenset(("multiple", "moved", "weakened", "squared", "odd-power", "odd-root")) | {
    *("null-square", "antisymmetry", "monotone", "cancelled", "dominated", "one-term")
}
ONLY_AT_THE_ROOT: Final = frozenset(("distinct", "primitive"))


@dataclass(frozen=True, slots=True)
class Audit:
    """How a certificate was re-checked; ``open`` are rules that were not, or only numerically."""

    verdict: str
    level: Level
    open: tuple[str, ...] = ()


def audit(data: Any) -> Audit:
    """Re-check the certificate in a JSON object.

    Raises:
        RejectedError: it does not show what it is said to show.
    """
    given = read(data)
    terms = (given.claim, *(p for p, _ in given.given), *given.point.values())
    require(all(map(is_sound, terms)), "a term that says nothing")
    Effort.left = MOST_EFFORT
    try:
        found: Audit = exactly(precision_for(terms), lambda: _audited(given))
    finally:
        Effort.left = Effort.most
    return found


def _audited(given: Certificate) -> Audit:
    trial = Trial(Sampler(given.seed, {}))
    try:
        point = trial.sampler.hint = point_of(given.point)
        if given.shapes:
            check_shapes(given.claim, given.symbols, trial)
        elif given.refutes and given.proof is None:
            _check_witness(given, point, trial)
        else:
            _check_proof(given, point, trial)
    except WRONG as error:
        raise RejectedError("not an instance of a rule") from error
    except UndefinedError as error:
        raise RejectedError("something has no value") from error
    except UnknownError:
        trial.lower(Level.OPEN, "a value that cannot be worked out")
    if Effort.left < 0:
        trial.lower(Level.OPEN, "more effort than an audit may take")
    return Audit("refuted" if given.refutes else "proved", trial.level, tuple(trial.open))


def _check_witness(given: Certificate, point: Point, trial: Trial) -> None:
    """The point is admissible, the sides have values there, and the claim is false."""
    require(not given.not_identical, "one point does not make two sides identical")
    check_admissible(given.symbols, given.given, point, trial, "witness")
    check_false(given.claim, point, trial)


def _check_proof(given: Certificate, point: Point, trial: Trial) -> None:
    """The tree proves the claim from the context, and the sample is a point at which it says something."""
    if given.proof is None:
        raise RejectedError("no proof")
    root, there = given.proof.conclusion, replace(given.claim, dict(given.point.items()))
    goals = (Apply("not", there), *_absent(there)) if given.refutes else (given.claim,)
    if given.not_identical:
        goals = (Apply("eq" if given.refutes else "distinct", *given.claim.children),)
    require(root.goal in goals, "another goal is proved")
    known = {p for p, _ in given.given}
    ranges = [p for p, origin in given.given if origin == "range" and head_of(p) == "le"]
    allowed = {Apply("le", TWO, p.children[1]) for p in ranges}
    extra = [h for h in root.hypotheses if h not in known]
    require(all(h in allowed for h in extra), "the tree assumes more than the context says")
    check_admissible(given.symbols, given.given, point, trial, "sample")
    for h in extra:
        require(Evaluation(point).truth(h) is True, "the sample has too small a dimension")
    check_sample(root.goal, point, trial)
    _check_tree(given.proof, trial)


def _absent(there: Term) -> tuple[Term, ...]:
    """That limits do not exist which are a side of a relation or summands of one, and the other has none."""
    parts = [c.children if head_of(c) == "add" else (c,) for c in there.children]
    found = [[t for t in p if head_of(t) == "limit"] for p in parts if head_of(there) in RELATIONS - {"ne"}]
    return tuple(Apply("not", Apply("has_limit", t)) for limits in found if [] in found for t in limits)


def _check_tree(root: ProofTree, trial: Trial) -> None:
    top = root
    while top.rule == "defined" and top.premises:
        top = top.premises[0]
    stack, seen = [root], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        terms = (*node.conclusion.hypotheses, node.conclusion.goal, *node.arguments)
        require(all(map(is_sound, terms)), "a loose variable, or a term that says nothing")
        require(node.rule not in ONLY_AT_THE_ROOT or node is top, "nothing may be built on this")
        _check_node(node, trial)
        stack.extend(node.premises)


def _check_node(node: ProofTree, trial: Trial) -> None:
    step = Step(node)
    if node.rule == "defined":
        _check_defined(step, trial)
    elif node.rule == "absurd":
        _check_absurd(step, trial)
    elif node.rule in LEAVES:
        require(not node.premises, "an axiom has no premises")
        trial.implied(step.given, step.goal, node.rule)
    elif node.rule in RULES:
        need = RULES[node.rule](step)
        _check_premises(node, need.premises)
        equations = [a for a in step.arguments if node.rule in BY_EQUATIONS and head_of(a) == "eq"]
        for relation in (*equations, *((step.goal,) if node.rule in OF_REALS else ())):
            for side in relation.children:
                trial.real(step.given, side, node.rule)
        _check_need(step, need, trial)
    else:
        trial.lower(Level.OPEN, f"{node.rule}, which is not known here")


def _check_premises(node: ProofTree, needed: tuple[Premise | Term, ...]) -> None:
    require(len(needed) == len(node.premises), "another number of premises")
    for wanted, premise in zip(needed, node.premises, strict=True):
        want = wanted if isinstance(wanted, Premise) else Premise(wanted)
        require(premise.conclusion.goal is want.goal, "a premise has another goal")
        for h in premise.conclusion.hypotheses:
            free = h in node.conclusion.hypotheses and (want.without is None or not mentions(h, want.without))
            require(free or h in want.assumed, "a premise assumes more")


def _check_need(step: Step, need: Need, trial: Trial) -> None:
    kept = tuple(h for h in step.given if need.kept is None or not mentions(h, need.kept))
    given = (*kept, *need.under)
    for condition in need.implied:
        trial.implied(given, condition, step.tree.rule)
    for term in need.defined:
        trial.defined(given, term, step.tree.rule)
    for term in need.real:
        trial.real(given, term, step.tree.rule)
    for term in need.scalar:
        trial.scalar(given, term, step.tree.rule)
    if need.carried is not None:
        trial.carried(step.given, step.goal, need.carried)
    if need.opposed:
        trial.opposed(given, *need.opposed)
    for more in need.also:
        _check_need(step, more, trial)


def _check_defined(step: Step, trial: Trial) -> None:
    """What the premise assumes more holds wherever the sides of the goal have values."""
    (premise,) = step.tree.premises
    require(premise.conclusion.goal is step.goal, "another goal")
    more = [h for h in premise.conclusion.hypotheses if h not in step.given]
    seen = 0
    for point in trial.points(step.given, step.goal, *more) if more else ():
        found = Evaluation(point, may_follow=True)
        try:
            values = found.all(values_in(step.goal), found.values)
        except (UndefinedError, UnknownError):
            continue
        if any(map(is_infinite, values)) and not {INFINITY, LOWEST} & set(step.goal.children):
            continue
        seen += 1
        for h in more:
            require(Evaluation(point, may_follow=True).truth(h) is not False, "assumes more than definedness")
    sides = values_in(step.goal)
    if not all(trial.certain.follows(step.given, sides, h) for h in more):
        trial.lower(Level.PROBABILISTIC if seen else Level.OPEN, "defined")


def _check_absurd(step: Step, trial: Trial) -> None:
    """The hypothesis in the argument fails wherever the others hold."""
    wrong = step.known(step.one())
    others = tuple(h for h in step.given if h is not wrong)
    truths = [Evaluation(point).truth(wrong) for point in trial.points(others, wrong)]
    require(True not in truths, "the hypotheses do not contradict each other")
    if not trial.certain.holds(others, negation(wrong)):
        trial.lower(Level.PROBABILISTIC if False in truths else Level.OPEN, "absurd")
