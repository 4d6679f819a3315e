"""What is said of an unknown function for all numbers, at those of which the goal speaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Symbol, Term, replace, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts

ROUNDS: Final = 2
MOST_INSTANCES: Final = 12
MOST_TRIED: Final = 150
MOST_PLACES: Final = 6
MOST_NEW: Final = 1
MOST_VARIABLES: Final = 3
COMPARED: Final = frozenset(("eq", "le", "lt", "ge", "gt"))
_Step = tuple[str, tuple[Term, ...], tuple[Term, ...]]


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal under the instances, all of them at once."""
    general = [h for h in sequent.hypotheses if isinstance(h, Binder) and _is_about_function(h)]
    functions = frozenset(s for h in general for s in h.symbols if isinstance(s.sort, FunctionSort))
    others = [h for h in sequent.hypotheses if h not in general and not functions.isdisjoint(h.symbols)]
    if not general or (functions.isdisjoint(sequent.goal.symbols) and not others):
        return None
    drawn = _Drawn(prover, sequent)
    for _ in range(ROUNDS):
        places = _places((sequent.goal, *others, *drawn.found), functions, prover)
        for hypothesis in general:
            effort.charge(10 * hypothesis.size)
            drawn.draw(hypothesis, places)
    if not drawn.found:
        return None
    known = (*(h for h in sequent.hypotheses if h not in general), *drawn.found)
    tree = prover.prove(known, sequent.goal, 0.6)
    return Declined("prove.hypotheses-do-not-help") if tree is None else drawn.closed(tree)


@dataclass(slots=True)
class _Drawn:
    """What was drawn from general statements, in order: all steps, and what they led to."""

    prover: Prover
    sequent: Sequent
    steps: list[_Step] = field(default_factory=list)
    added: list[Term] = field(default_factory=list)
    found: list[Term] = field(default_factory=list)

    @property
    def known(self) -> tuple[Term, ...]:
        """The hypotheses with everything that was drawn."""
        return (*self.sequent.hypotheses, *self.added)

    def draw(self, general: Binder, places: Sequence[Term]) -> None:
        """Add what a general statement says of places, where its premises are known to hold there."""
        names, body = _opened(general)
        if len(names) > MOST_VARIABLES:
            return
        candidates = [_candidates(name, body, places) for name in names]
        ranked: list[tuple[int, int, tuple[Term, ...]]] = []
        for k, values in enumerate(islice(product(*candidates), MOST_TRIED)):
            new = self._new(replace(body, dict(zip(names, values, strict=True))), places)
            if new is not None and new <= MOST_NEW:
                ranked.append((new, k, values))
        for _, _, values in sorted(ranked, key=lambda r: r[:2])[:MOST_INSTANCES]:
            self._instantiate(general, values)

    def _new(self, body: Term, places: Sequence[Term]) -> int | None:
        """How many arguments an instance has at which nothing was looked at yet; None if it says nothing."""
        self.prover.tables.effort.charge(body.size)
        facts = self.prover.tables.facts(())
        if isinstance(body, Apply) and body.head in COMPARED:
            gap = canonical(subtract(*body.children), facts, self.prover.tables.effort)
            if gap is ZERO:
                return None
        inside = (a for t in subterms(body) if (a := _argument(t)) is not None)
        return len({p for a in inside for p in _free(a, self.prover)} - {*places})

    def _instantiate(self, general: Binder, values: tuple[Term, ...]) -> None:
        """Add the statement for values of its variables, with what leads there."""
        steps: list[_Step] = []
        statement: Term = general
        left = list(values)
        while left or _is_conditional(statement):
            if isinstance(statement, Binder):
                value = left.pop(0)
                steps.append(("instance", (statement, value), (statement := statement.open(value),)))
                continue
            premise, consequence = statement.children
            if not all(self.prover.tables.proves(self.known, p) for p in conjuncts(premise)):
                return
            steps.append(("detachment", (statement,), (consequence,)))
            statement = consequence
        if statement not in self.known:
            self.steps += steps
            self.found.append(statement)
            self.added += (t for _, _, new in steps for t in new if t not in self.added)

    def closed(self, tree: ProofTree) -> ProofTree:
        """A proof under everything that was drawn as one under the hypotheses."""
        before: list[tuple[Term, ...]] = []
        known = self.sequent.hypotheses
        for _, _, new in self.steps:
            before.append(known)
            known = (*known, *(t for t in new if t not in known))
        for (rule, arguments, _), hypotheses in zip(reversed(self.steps), reversed(before), strict=True):
            tree = inference(rule, Sequent(hypotheses, self.sequent.goal), tree, arguments=arguments)
        return tree


def _is_about_function(hypothesis: Binder) -> bool:
    """Whether a statement says something of a function for all real numbers."""
    return hypothesis.kind == "forall" and hypothesis.variable.sort == REAL and bool(_functions(hypothesis))


def _functions(term: Term) -> list[Symbol]:
    return [s for s in term.symbols if isinstance(s.sort, FunctionSort)]


def _is_conditional(statement: Term) -> bool:
    return isinstance(statement, Apply) and statement.head == "implies"


def _opened(general: Binder) -> tuple[list[Symbol], Term]:
    """The variables as symbols, and what is said of them under the premises."""
    names: list[Symbol] = []
    body: Term = general
    while _is_conditional(body) or (isinstance(body, Binder) and body.kind == "forall"):
        if isinstance(body, Binder):
            names.append(Symbol(f"?{len(names)}", body.variable.sort))
            body = body.open(names[-1])
        else:
            body = body.children[1]
    return names, body


def _candidates(name: Symbol, body: Term, places: Sequence[Term]) -> list[Term]:
    """What a variable may be: an argument where it is one itself, else also a share of arguments."""
    alone = any(_argument(t) is name for t in subterms(body))
    numbers = [p for p in places if isinstance(p, Number) and ZERO.value <= p.value <= ONE.value]
    found = list(places) if alone else [*numbers, *(p for p in places if isinstance(p, Symbol))]
    return list(dict.fromkeys(found))[:MOST_PLACES]


def _places(terms: Sequence[Term], functions: frozenset[Symbol], prover: Prover) -> list[Term]:
    """The arguments of the functions, those of the goal first, then numbers of the goal."""
    found: dict[Term, None] = {}
    for part in (p for t in terms for p in subterms(t) if not functions.isdisjoint(p.symbols)):
        argument = _argument(part)
        if argument is not None:
            found.update(dict.fromkeys(_free(argument, prover)))
    sides = (canonical(s, prover.tables.facts(()), prover.tables.effort) for s in terms[0].children)
    inside = (t for whole in (*sides, *found) for t in subterms(whole))
    shares = (t for t in inside if isinstance(t, Number) and t.value.denominator > 1)
    return [*list(found)[: 2 * MOST_PLACES], *dict.fromkeys(shares)]


def _argument(term: Term) -> Term | None:
    """Where the value of a function, or its derivative, is looked at."""
    if isinstance(term, Binder) and term.kind == "derivative" and _functions(term):
        return term.parameters[0]
    if isinstance(term, Apply) and term.head == "apply" and len(term.children) == 2:
        return term.children[1]
    return None


def _free(place: Term, prover: Prover) -> Iterator[Term]:
    """An argument that is a number and has no bound variables, worked out."""
    if not any(s.is_bound for s in place.symbols) and prover.tables.sort(place) in _NUMBERS:
        yield canonical(place, prover.tables.facts(()), prover.tables.effort)


_NUMBERS: Final = (REAL, INTEGER)

METHOD = Method(
    name="instances",
    rank=24,
    search=search,
    heads=frozenset(("eq", "ne", "lt", "le")),
    proves=examples(
        ("f(-2) = f(2)", "f(-x) = f(x)"),
        ("f(0) = 0", "f(-x) = -f(x)"),
        ("f(x + 4) = f(x)", "f(x + 2) = f(x)"),
    ),
    declines=examples(("f(-2) = -f(2)", "f(-x) = f(x)"), ("f(x + 3) = f(x)", "f(x + 2) = f(x)")),
)
