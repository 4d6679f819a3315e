"""Case distinctions: on the conditions of piecewise terms, and over finitely many values."""

from collections.abc import Callable, Iterator
from typing import Final, TypeGuard

from derive.core.claim import NEGATION
from derive.core.effort import Effort
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Binder, Term, negative, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import conjuncts, head_of, negation
from derive.theory.function import function

MOST_SPLITS: Final = 8
FEW: Final = 2
SHARE_OF_A_CASE: Final = 0.5
WITHOUT_REST: Final = frozenset(("abs", "max", "min", "sign"))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A known branch is taken; else the first open condition splits the goal in two."""
    piecewise = [t for t in subterms(sequent.goal) if _is_piecewise(t)]
    effort.charge(sequent.goal.size)
    piecewise.sort(key=lambda t: (t.size, t.digest))
    named = _by_definition(sequent, prover)
    if named is not None:
        return named
    plain = not any(isinstance(t, Binder) for t in subterms(sequent.goal))
    if plain and len(piecewise) > 1 and all(t.head in WITHOUT_REST for t in piecewise):
        tree = _analysed(sequent, prover, MOST_SPLITS)
        if tree is not None or len(piecewise) > FEW:
            return tree or Declined("prove.cases-open")
    for term in piecewise:
        tree = _take_branch(term, sequent, prover)
        if tree is not None:
            return tree
    for term in piecewise:
        tree = _split(term, sequent, prover)
        if tree is not None:
            return tree
    return _over_values(sequent, prover) or (Declined("prove.cases-open") if piecewise else None)


def _by_definition(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """An inequality with a named piecewise function written out, such as ``max(0, x)`` for ``relu(x)``."""
    for term in subterms(sequent.goal) if head_of(sequent.goal) in {"lt", "le"} else ():
        known = function(term.head) if isinstance(term, Apply) else None
        if (
            not isinstance(term, Apply)
            or known is None
            or known.shape != "scalar"
            or known.definition is None
        ):
            continue
        written = known.definition(*term.children)
        is_new = _is_piecewise(written) and prover.tables.equal(term, written, sequent.hypotheses) is not None
        if not is_new or any(s.is_bound for s in term.symbols):
            continue
        tree = prover.prove(sequent.hypotheses, replace(sequent.goal, {term: written}), 0.8)
        same = axiom("normal-form", Sequent(sequent.hypotheses, Apply("eq", term, written)))
        return tree and inference("exchange", sequent, same, tree, arguments=(term, written))
    return None


def _analysed(sequent: Sequent, prover: Prover, splits: int) -> ProofTree | None:
    """Every case down to a goal without piecewise terms, innermost first; the first open one ends it."""
    tables, hypotheses = prover.tables, sequent.hypotheses
    piecewise = [t for t in subterms(sequent.goal) if _is_piecewise(t)]
    if tables.proves(hypotheses, sequent.goal):
        return axiom("fact", sequent)
    if not piecewise:
        return prover.prove(hypotheses, sequent.goal, SHARE_OF_A_CASE)
    term = min(piecewise, key=lambda t: (t.size, t.digest))
    for value, conditions in BRANCHES[term.head](term):
        if all(tables.proves(hypotheses, c) for c in conditions):
            inner = Sequent(hypotheses, replace(sequent.goal, {term: value}))
            tree = _analysed(inner, prover, splits)
            return tree and inference("branch", sequent, tree, arguments=(term, value))
    for _, conditions in BRANCHES[term.head](term):
        for condition in conditions:
            if splits and _is_open(condition, sequent, prover):
                return _both_analysed(condition, sequent, prover, splits - 1)
    return None


def _both_analysed(condition: Term, sequent: Sequent, prover: Prover, splits: int) -> ProofTree | None:
    premises = []
    for case in (condition, negation(condition)):
        inner = Sequent((*sequent.hypotheses, case), sequent.goal)
        refuted = _refuted_hypothesis(inner.hypotheses, prover)
        tree = axiom("absurd", inner, refuted) if refuted else _analysed(inner, prover, splits)
        if tree is None:
            return None
        premises.append(tree)
    return inference("split", sequent, *premises, arguments=(condition,))


def _is_piecewise(term: Term) -> TypeGuard[Apply]:
    return isinstance(term, Apply) and term.head in BRANCHES and not any(s.is_bound for s in term.symbols)


def _take_branch(term: Apply, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The goal with the piecewise term replaced by its value, if the hypotheses say which."""
    for value, conditions in BRANCHES[term.head](term):
        if all(prover.tables.proves(sequent.hypotheses, c) for c in conditions):
            goal = replace(sequent.goal, {term: value})
            tree = prover.prove(sequent.hypotheses, goal, 1.0)
            if tree is not None:
                return inference("branch", sequent, tree, arguments=(term, value))
            return None
    return None


def _split(term: Apply, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """Both cases of the first condition that is open."""
    for _, conditions in BRANCHES[term.head](term):
        for condition in conditions:
            if _is_open(condition, sequent, prover):
                return _both_cases(condition, sequent, prover)
    return None


def _is_open(condition: Term, sequent: Sequent, prover: Prover) -> bool:
    return (
        isinstance(condition, Apply)
        and condition.head in NEGATION
        and not any(prover.tables.proves(sequent.hypotheses, c) for c in (condition, negation(condition)))
        and all(prover.tables.proves(sequent.hypotheses, d) for d in prover.tables.sides_defined(condition))
    )


def _both_cases(condition: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    premises = []
    for case in (condition, negation(condition)):
        known = (*sequent.hypotheses, case)
        refuted = _refuted_hypothesis(known, prover)
        if refuted is not None:
            premises.append(axiom("absurd", Sequent(known, sequent.goal), refuted))
            continue
        tree = prover.prove(known, sequent.goal, 0.7)
        if tree is None:
            return None
        premises.append(tree)
    return inference("split", sequent, *premises, arguments=(condition,))


def _refuted_hypothesis(known: tuple[Term, ...], prover: Prover) -> Term | None:
    last = known[-1]
    return last if prover.tables.proves(known, negation(last)) else None


def _over_values(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """A case for each element of a finite set that a symbol of the goal belongs to."""
    for hypothesis in sequent.hypotheses:
        if not _is_finite_choice(hypothesis, sequent):
            continue
        element, elements = hypothesis.children
        premises = []
        for value in elements.children:
            case = Apply("eq", element, value)
            inner = prover.prove((*sequent.hypotheses, case), replace(sequent.goal, {element: value}), 0.7)
            if inner is None:
                break
            known = Sequent((*sequent.hypotheses, case), sequent.goal)
            premises.append(inference("rewriting", known, inner, arguments=(element, value)))
        else:
            return inference("values", sequent, *premises, arguments=(hypothesis,))
    return None


def _is_finite_choice(hypothesis: Term, sequent: Sequent) -> bool:
    return (
        isinstance(hypothesis, Apply)
        and hypothesis.head == "member"
        and isinstance(hypothesis.children[1], Apply)
        and hypothesis.children[1].head == "finite_set"
        and bool(hypothesis.children[0].symbols & sequent.goal.symbols)
        and not any(
            isinstance(h, Apply) and h.head == "eq" and h.children[0] is hypothesis.children[0]
            for h in sequent.hypotheses
        )
    )


Branch = tuple[Term, tuple[Term, ...]]


def _absolute(term: Apply) -> Iterator[Branch]:
    (inside,) = term.children
    yield inside, (Apply("ge", inside, ZERO),)
    yield negative(inside), (Apply("le", inside, ZERO),)


def _sign(term: Apply) -> Iterator[Branch]:
    for value, head in ((ONE, "gt"), (ZERO, "eq"), (MINUS_ONE, "lt")):
        yield value, (Apply(head, term.children[0], ZERO),)


def _extreme(term: Apply) -> Iterator[Branch]:
    head = "ge" if term.head == "max" else "le"
    for chosen in term.children:
        yield chosen, tuple(Apply(head, chosen, c) for c in term.children if c is not chosen)


def _cases(term: Apply) -> Iterator[Branch]:
    failed: list[Term] = []
    for i in range(len(term.children) // 2):
        value, condition = term.children[2 * i : 2 * i + 2]
        yield value, (*failed, *conjuncts(condition))
        failed.append(negation(condition))
    if len(term.children) % 2:
        yield term.children[-1], tuple(failed)


def _indicator(term: Apply) -> Iterator[Branch]:
    yield ONE, tuple(conjuncts(term.children[0]))
    yield ZERO, (negation(term.children[0]),)


def _delta(term: Apply) -> Iterator[Branch]:
    yield ONE, (Apply("eq", *term.children),)
    yield ZERO, (Apply("ne", *term.children),)


BRANCHES: Final[dict[str, Callable[[Apply], Iterator[Branch]]]] = {
    "abs": _absolute,
    "sign": _sign,
    "max": _extreme,
    "min": _extreme,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
}

METHOD = Method(
    name="cases",
    rank=30,
    search=search,
    proves=examples(
        "|x|^2 = x^2",
        r"\max(x, y) = \frac{x + y + |x - y|}{2}",
        (r"y^2 = 1", r"y \in \{-1, 1\}"),
        r"|x| \ge x",
        r"|\operatorname{relu}(x) - \operatorname{relu}(y)| \le |x - y|",
        r"|x - y| \ge \left| |x| - |y| \right|",
        r"|\max(a, b) - \max(c, d)| \le \max(|a - c|, |b - d|)",
    ),
    declines=examples(
        r"|x - y| \le \left| |x| - |y| \right|",
        r"|\max(a, b) - \max(c, d)| \le \min(|a - c|, |b - d|)",
        "|x| = x",
        r"\max(x, y) = x + y",
        (r"y^3 = 1", r"y \in \{-1, 1\}"),
    ),
)
