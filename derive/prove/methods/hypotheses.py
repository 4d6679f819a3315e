"""Hypotheses put to use: equations replace a side, implications and general statements are applied."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Component, Symbol, Term, fresh, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts, head_of, negation

MOST_TERMS: Final = 8
MOST_DRAWN: Final = 8
ORDER: Final = frozenset(("lt", "le", "gt", "ge", "ne"))
_Drawn = tuple[Sequent, str, tuple[Term, ...]]


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """New facts are drawn from the hypotheses, all at once; then equations replace what the goal contains."""
    effort.charge(sequent.goal.size + len(sequent.hypotheses))
    drawn, known = _drawn(sequent, prover)
    if drawn:
        tree = prover.prove(known, sequent.goal, 0.8)
        for before, rule, arguments in reversed(drawn) if tree else ():
            tree = tree and inference(rule, before, tree, arguments=arguments)
        return tree
    tried = False
    for old, new in _equations(sequent):
        tried = True
        tree = prover.prove(sequent.hypotheses, replace(sequent.goal, {old: new}), 0.8)
        if tree is not None:
            return inference("rewriting", sequent, tree, arguments=(old, new))
    return Declined("prove.hypotheses-do-not-help") if tried else None


def _drawn(sequent: Sequent, prover: Prover) -> tuple[list[_Drawn], tuple[Term, ...]]:
    """What is drawn from the hypotheses, each from those before it, and all that is known then."""
    drawn: list[_Drawn] = []
    given, known = None, sequent
    while given is not known:
        given = known
        for hypothesis in given.hypotheses:
            for rule, arguments, added in _consequences(hypothesis, given, known, prover):
                new = (p for p in added if p not in known.hypotheses and not _is_told(p, given, prover))
                if len(drawn) < MOST_DRAWN and any(True for _ in new):
                    drawn.append((known, rule, arguments))
                    known = Sequent((*known.hypotheses, *added), sequent.goal)
    return drawn, known.hypotheses


def _is_told(proposition: Term, sequent: Sequent, prover: Prover) -> bool:
    """Whether a proposition says nothing new: by its form, by the known order, or as it never applies."""
    head = head_of(proposition)
    if head == "implies":
        premise, consequence = proposition.children
        told = _is_told(consequence, sequent, prover)
        return told or prover.tables.proves(sequent.hypotheses, negation(premise))
    if isinstance(proposition, Binder):
        instances = [proposition.open(t) for t in _instances(proposition, sequent)]
        general = bool(instances) and proposition.kind == "forall"
        return general and all(_is_told(p, sequent, prover) for p in instances)
    if head == "eq":
        return proposition.children[0] is proposition.children[1]
    return head in ORDER and prover.tables.proves(sequent.hypotheses, proposition)


Consequence = tuple[str, tuple[Term, ...], tuple[Term, ...]]


def _consequences(
    hypothesis: Term, sequent: Sequent, known: Sequent, prover: Prover
) -> Iterator[Consequence]:
    """Rule, its arguments, what it adds to the hypotheses; a symbol is new beside what is known by now."""
    if isinstance(hypothesis, Apply) and hypothesis.head == "and":
        yield "conjuncts", (hypothesis,), tuple(conjuncts(hypothesis))
    elif isinstance(hypothesis, Apply) and hypothesis.head == "implies":
        premise, consequence = hypothesis.children
        if all(prover.tables.proves(sequent.hypotheses, p) for p in conjuncts(premise)):
            yield "detachment", (hypothesis,), (consequence,)
    elif isinstance(hypothesis, Binder) and hypothesis.kind == "exists":
        chosen = fresh("k", hypothesis.variable.sort, known.goal, *known.hypotheses)
        if not any(h in known.hypotheses for h in _opened_before(hypothesis, known)):
            yield "chosen", (hypothesis, chosen), tuple(conjuncts(hypothesis.open(chosen)))
    elif isinstance(hypothesis, Binder) and hypothesis.kind == "forall":
        for term in _instances(hypothesis, sequent):
            yield "instance", (hypothesis, term), (hypothesis.open(term),)


def _opened_before(general: Binder, sequent: Sequent) -> Iterator[Term]:
    """What the statement says of the symbols that are there, one conjunct of each."""
    for symbol in sorted(
        frozenset[Symbol]().union(*(h.symbols for h in sequent.hypotheses)), key=lambda s: s.name
    ):
        if symbol.sort == general.variable.sort:
            yield next(conjuncts(general.open(symbol)))


def _instances(general: Binder, sequent: Sequent) -> list[Term]:
    """Symbols of the goal, free indices first of all, about which the general statement says something."""
    found: dict[Term, None] = {}
    for term in subterms(sequent.goal):
        candidates = term.indices if isinstance(term, Component) else (term,)
        for candidate in candidates:
            if _has_sort(candidate, general) and not any(s.is_bound for s in candidate.symbols):
                found[candidate] = None
    return sorted(found, key=lambda t: (t.size, t.digest))[:MOST_TERMS]


def _has_sort(term: Term, general: Binder) -> bool:
    return isinstance(term, Symbol) and term.sort == general.variable.sort


def _equations(sequent: Sequent) -> Iterator[tuple[Term, Term]]:
    """Pairs to replace: what occurs in the goal, by something simpler or free of it."""
    inside = set(subterms(sequent.goal))
    for hypothesis in sequent.hypotheses:
        if not (isinstance(hypothesis, Apply) and hypothesis.head == "eq"):
            continue
        left, right = hypothesis.children
        for old, new in ((left, right), (right, left)):
            if old in inside and _simplifies(old, new):
                yield old, new


def _simplifies(old: Term, new: Term) -> bool:
    """Whether replacing goes somewhere: a symbol by a term without it, or a term by a smaller one."""
    if isinstance(old, Symbol):
        return old not in new.symbols and not (isinstance(new, Symbol) and new.name >= old.name)
    return new.size < old.size or (new.size == old.size and new.digest < old.digest)


METHOD = Method(
    name="hypotheses",
    rank=25,
    search=search,
    proves=examples(
        ("x^2 = y^2", "x = y"),
        ("z^2 = z", "z^2 = w", "z = w"),
    ),
    declines=examples(("x = y", "x^2 = y^2")),
)
