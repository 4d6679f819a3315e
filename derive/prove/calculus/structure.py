"""Rules about sequents as such: definedness, hypotheses, lemmas, quantifiers, connectives."""

from typing import Final

from derive.core.claim import CONVERSE
from derive.core.sort import INTEGER, REAL
from derive.core.term import Apply, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import conjuncts, converse, negation
from derive.prove.rule import (
    Check,
    argument,
    binder,
    discharged,
    follows,
    fresh_in,
    known,
    leaf,
    relation,
    require,
    still_defined,
)
from derive.prove.tables import Tables


def defined(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, D |- G``, D saying that the sides of G are defined: ``H |- G``."""
    follows(node, 0, node.conclusion.goal, *tables.sides_defined(node.conclusion.goal))
    return "exact"


def hypothesis(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- p``, where p is in H."""
    tables.effort.charge(1)
    leaf(node)
    require(node.conclusion.goal in node.conclusion.hypotheses, "no such hypothesis")
    return "exact"


def absurd(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- G``, where the facts of H refute one of H, the argument."""
    leaf(node)
    discharged(node, tables, (negation(known(node, argument(node))),))
    return "exact"


def lemma(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p`` and ``H, p |- G``: ``H |- G``, where H implies that p is defined."""
    statement = argument(node)
    follows(node, 0, statement)
    follows(node, 1, node.conclusion.goal, statement)
    discharged(node, tables, tables.sides_defined(statement))
    return "exact"


def conjuncts_of(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, p, q .. |- G``: ``H |- G``, where ``p and q and ..``, the argument, is in H."""
    tables.effort.charge(1)
    follows(node, 0, node.conclusion.goal, *conjuncts(known(node, argument(node))))
    return "exact"


def detachment(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, q |- G``: ``H |- G``, where ``p implies q``, the argument, is in H, and H implies p."""
    premise, consequence = relation(known(node, argument(node)), "implies")
    discharged(node, tables, conjuncts(premise))
    follows(node, 0, node.conclusion.goal, consequence)
    return "exact"


def instance(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, p(t) |- G``: ``H |- G``, where ``forall x: p(x)`` is in H and H implies that t is defined.

    Arguments: the hypothesis, and t.
    """
    require(len(node.arguments) == 2, "a hypothesis and a term")
    general, term = binder(known(node, node.arguments[0]), "forall"), node.arguments[1]
    wanted, sort = general.variable.sort, tables.sort(term)
    require(sort == wanted or (wanted == REAL and sort == INTEGER), "a term of another sort")
    discharged(node, tables, tables.definedness(term))
    follows(node, 0, node.conclusion.goal, general.open(term))
    return "exact"


def rewriting(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- G[b for a]``: ``H |- G``, where ``a = b`` or ``b = a`` is in H.

    The sides of G[b for a] are defined where those of G are. Arguments: a and b.
    """
    require(len(node.arguments) == 2, "two sides")
    old, new = node.arguments
    given = node.conclusion.hypotheses
    require(Apply("eq", old, new) in given or Apply("eq", new, old) in given, "no such hypothesis")
    tables.effort.charge(node.conclusion.goal.size)
    goal = replace(node.conclusion.goal, {old: new})
    still_defined(node, tables, goal, lambda t: replace(t, {old: new}))
    follows(node, 0, goal)
    return "exact"


def turned(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- b S a``: ``H |- a R b``, where S is the converse of R."""
    tables.effort.charge(1)
    relation(node.conclusion.goal, *CONVERSE)
    follows(node, 0, converse(node.conclusion.goal))
    return "exact"


def every(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p``, ``H |- q`` ..: ``H |- p and q and ..``."""
    goal = node.conclusion.goal
    require(isinstance(goal, Apply) and goal.head == "and", "no conjunction")
    tables.effort.charge(len(goal.children))
    require(len(node.premises) == len(goal.children), "a premise for each part")
    for position, part in enumerate(goal.children):
        follows(node, position, part)
    return "exact"


def some(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p``: ``H |- .. or p or ..``."""
    tables.effort.charge(1)
    goal = node.conclusion.goal
    require(isinstance(goal, Apply) and goal.head == "or", "no disjunction")
    require(len(node.premises) == 1, "one premise")
    part = node.premises[0].conclusion.goal
    require(part in goal.children, "no part of the disjunction")
    follows(node, 0, part)
    return "exact"


def assumption(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, p |- q``: ``H |- p implies q``."""
    tables.effort.charge(1)
    premise, consequence = relation(node.conclusion.goal, "implies")
    follows(node, 0, consequence, *conjuncts(premise), premise)
    return "exact"


def both_ways(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p implies q`` and ``H |- q implies p``: ``H |- p iff q``."""
    tables.effort.charge(1)
    left, right = relation(node.conclusion.goal, "iff")
    follows(node, 0, Apply("implies", left, right))
    follows(node, 1, Apply("implies", right, left))
    return "exact"


def negated(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- q``: ``H |- not p``, where q is the negation of p pushed inwards.

    H and that ``not p`` has a meaning imply that q has one.
    """
    tables.effort.charge(1)
    goal = node.conclusion.goal
    require(isinstance(goal, Apply) and goal.head == "not", "no negation")
    pushed = negation(goal.children[0])
    require(pushed is not goal, "nothing to push")
    meaning = tables.sides_defined(goal)
    discharged(node, tables, (c for c in tables.sides_defined(pushed) if c not in meaning), *meaning)
    follows(node, 0, pushed)
    return "exact"


def generalisation(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p(k)``, k fresh: ``H |- forall x: p(x)``. Argument: k."""
    goal, symbol = binder(node.conclusion.goal, "forall"), argument(node)
    tables.effort.charge(goal.size)
    require(fresh_in(node, symbol, goal.variable.sort), "a fresh symbol")
    follows(node, 0, goal.open(symbol))
    return "exact"


RULES: Final[dict[str, Check]] = {
    "defined": defined,
    "hypothesis": hypothesis,
    "absurd": absurd,
    "lemma": lemma,
    "conjuncts": conjuncts_of,
    "detachment": detachment,
    "instance": instance,
    "rewriting": rewriting,
    "turned": turned,
    "every": every,
    "some": some,
    "assumption": assumption,
    "both-ways": both_ways,
    "negated": negated,
    "generalisation": generalisation,
}
