"""Rules that take sequents apart, and what equality is; see docs/calculus.md for each."""

from typing import Final

from derive.audit.steps import Need, Premise, Rule, Step
from derive.core.claim import CONVERSE, NEGATION
from derive.core.sort import INTEGER, REAL
from derive.core.term import ZERO, Apply, Binder, Number, Term, fresh, replace
from derive.trial.applications import is_whole
from derive.trial.sequents import require, values_in
from derive.trial.written import binder, conjuncts, equals, head_of, negation, sides

LARGEST_MODULUS: Final = 100
STRENGTH: Final = {"eq": 0, "le": 1, "lt": 2}


def _transitivity(n: Step) -> Need:
    left, right = n.sides("eq", "le", "lt", "ne")
    (a, middle), (again, c) = sides(n.below[0]), sides(n.below[1])
    require(a is left and again is middle and c is right, "the middle terms differ")
    heads = {head_of(n.below[0]), head_of(n.below[1])}
    if n.head == "ne":
        require(heads == {"eq", "ne"}, "the relations compose otherwise")
    else:
        require(heads <= STRENGTH.keys(), "the relations compose otherwise")
        strongest = max(STRENGTH[h] for h in heads)
        require(n.head == "le" or strongest == STRENGTH[n.head], "the relations compose otherwise")
    known = any(middle in h.children for h in n.given)
    return Need(n.below, () if known else (middle,))


def _congruence(n: Step) -> Need:
    left, right = n.sides("eq")
    same = head_of(left) == head_of(right) and head_of(left) not in {"cases", "indicator", "delta"}
    require(same and type(left) is type(right) and not isinstance(left, Binder), "other operations")
    pairs = zip(left.children, right.children, strict=True)
    return Need(tuple(equals(a, b) for a, b in pairs if a is not b))


def _split(n: Step) -> Need:
    case = n.one()
    left, right = sides(case, *NEGATION)
    real = () if head_of(case) in {"eq", "ne"} else (left, right)
    return Need((Premise(n.goal, (case,)), Premise(n.goal, (negation(case),))), (left, right), real=real)


def _values(n: Step) -> Need:
    element, elements = sides(n.known(n.one()), "member")
    require(head_of(elements) == "finite_set", "no finite set")
    return Need(tuple(Premise(n.goal, (equals(element, v),)) for v in elements.children))


def _alternatives(n: Step) -> Need:
    require(head_of(n.known(n.one())) == "or", "no disjunction")
    return Need(tuple(Premise(n.goal, (p,)) for p in n.one().children))


def _branch(n: Step) -> Need:
    old, new = n.arguments
    goal = replace(n.goal, {old: new})
    return Need((goal,), (), (equals(old, new),), carried=goal)


def _rewriting(n: Step) -> Need:
    old, new = n.arguments
    require(equals(old, new) in n.given or equals(new, old) in n.given, "no such hypothesis")
    return Need((goal := replace(n.goal, {old: new}),), carried=goal)


def _exchange(n: Step) -> Need:
    old, new = n.arguments
    goal = replace(n.goal, {old: new})
    return Need((equals(old, new), goal), (new,), carried=goal)


def _detachment(n: Step) -> Need:
    premise, consequence = sides(n.known(n.one()), "implies")
    return Need((Premise(n.goal, (consequence,)),), (), conjuncts(premise))


def _instance(n: Step) -> Need:
    hypothesis, term = n.arguments
    general = binder(n.known(hypothesis), "forall")
    require(general.variable.sort != INTEGER or is_whole(term), "a term of another sort")
    return Need((Premise(n.goal, (general.open(term),)),), (term,))


def _example(n: Step) -> Need:
    goal, term = binder(n.goal, "exists"), n.one()
    require(goal.variable.sort != INTEGER or is_whole(term), "a term of another sort")
    real = (term,) if goal.variable.sort in {REAL, INTEGER} else ()
    return Need((goal.open(term),), (term, *values_in(goal.open(term))), real=real)


def _chosen(n: Step) -> Need:
    statement = binder(n.known(n.arguments[0]), "exists")
    opened = statement.open(n.fresh(n.arguments[1], statement.variable.sort))
    return Need((Premise(n.goal, (opened, *conjuncts(opened))),))


def _assumption(n: Step) -> Need:
    premise, consequence = n.sides("implies")
    return Need((Premise(consequence, (*conjuncts(premise), premise)),))


def _some(n: Step) -> Need:
    require(n.head == "or" and n.below[0] in n.goal.children, "no part of a disjunction")
    return Need(n.below)


def _every(n: Step) -> Need:
    require(n.head == "and", "no conjunction")
    return Need(n.goal.children)


def _generalisation(n: Step) -> Need:
    general = binder(n.goal, "forall")
    return Need((general.open(n.fresh(n.one(), general.variable.sort)),))


def _lemma(n: Step) -> Need:
    statement = n.one()
    premises = statement, Premise(n.goal, (statement,))
    if not isinstance(statement, Binder) or statement.kind != "forall":
        return Need(premises, values_in(statement))
    said = statement.open(fresh("k", statement.variable.sort, statement, n.goal, *n.given))
    guard, said = said.children if head_of(said) == "implies" else (Apply("true"), said)
    return Need(premises, values_in(said), under=conjuncts(guard))


def _negated(n: Step) -> Need:
    require(n.head == "not" and negation(n.goal.children[0]) is not n.goal, "nothing to push")
    pushed = negation(n.goal.children[0])
    return Need((pushed,), opposed=(n.goal.children[0], pushed))


def _contradiction(n: Step) -> Need:
    hypothesis = n.known(n.one())
    sides(hypothesis, *NEGATION)
    parts = tuple(s for p in _atoms(n.goal) for s in sides(p, *NEGATION))
    real = tuple(s for p in _atoms(n.goal) if head_of(p) not in {"eq", "ne"} for s in p.children)
    return Need(
        (Premise(negation(hypothesis), conjuncts(negation(n.goal))),),
        (*parts, *hypothesis.children),
        real=real,
    )


def _atoms(goal: Term) -> tuple[Term, ...]:
    return tuple(a for c in goal.children for a in _atoms(c)) if head_of(goal) in {"and", "or"} else (goal,)


def _hypothesis(n: Step) -> Need:
    n.known(n.goal)
    return Need()


def _reflexivity(n: Step) -> Need:
    left, right = n.sides("eq", "le", "ge", "iff", "implies")
    require(left is right, "the sides differ")
    return Need()


def _remainders(n: Step) -> Need:
    term = n.one()
    modulus = term.children[1] if head_of(term) == "mod" else ZERO
    require(isinstance(modulus, Number) and 0 < modulus.value <= LARGEST_MODULUS, "no remainder")
    goals = {replace(n.goal, {term: v}): v for v in map(Number, range(LARGEST_MODULUS))}
    require(all(g in goals for g in n.below), "another premise")
    cases = (equals(term, goals[g]) for g in n.below)
    return Need(n.below, (), (Apply("or", *cases),))


LOGIC: Final[dict[str, Rule]] = {
    "example": _example,
    "chosen": _chosen,
    "reflexivity": _reflexivity,
    "hypothesis": _hypothesis,
    "symmetry": lambda n: Need((Apply(n.head, *reversed(n.sides("eq", "ne"))),)),
    "turned": lambda n: Need((Apply(CONVERSE[n.head], *reversed(n.sides())),)),
    "transitivity": _transitivity,
    "congruence": _congruence,
    "split": _split,
    "values": _values,
    "alternatives": _alternatives,
    "branch": _branch,
    "rewriting": _rewriting,
    "exchange": _exchange,
    "lemma": _lemma,
    "conjuncts": lambda n: Need((Premise(n.goal, conjuncts(n.known(n.one()))),)),
    "detachment": _detachment,
    "instance": _instance,
    "assumption": _assumption,
    "both-ways": lambda n: Need(
        (Apply("implies", *n.sides("iff")), Apply("implies", *reversed(n.sides("iff"))))
    ),
    "some": _some,
    "every": _every,
    "generalisation": _generalisation,
    "negated": _negated,
    "remainders": _remainders,
    "contradiction": _contradiction,
}
