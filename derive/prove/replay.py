"""The only maker of ``Proved`` and ``Refuted``: it checks a tree or a witness against the full obligation.

For a proof it has to be shown that the tree's conclusion is the claim's goal, from hypotheses of
the claim's context (and listed conditions); that every node is an instance of its rule; and that
the sample is an admissible point at which both sides are defined, and around which they are. For
a refutation, that the witness is admissible, that both sides are defined there, and that the
negation of the claim is established.
"""

from functools import lru_cache
from typing import Final, Literal

from derive.core.claim import Claim
from derive.core.term import Apply, Symbol, Term, replace
from derive.core.verdict import Assignment, Domain, ProofTree, Proved, Refuted, Trust, Witness
from derive.prove.absence import absence, needed_limits
from derive.prove.beyond import missing_entry
from derive.prove.conditions import dimension_conditions, holds_around, open_conditions
from derive.prove.observe import EMPTY, established, is_admissible, lies_in_domain, observe, stated
from derive.prove.rule import RejectedError, require, rules
from derive.prove.shapes import shape_error
from derive.prove.tables import Tables

Cause = Literal["unstated-condition", "possible-misreading"]
HIGHEST: Final = 4096
ONLY_AT_THE_ROOT: Final = frozenset(("distinct", "primitive"))


def admit(
    claim: Claim,
    tree: ProofTree,
    sample: Assignment,
    tables: Tables,
    domain: Domain | None = None,
    *,
    effort: int | None = None,
) -> Proved:
    """The claim as proved, after replaying the tree; ``effort`` is what finding it took, if that is known.

    Raises:
        RejectedError: the tree is no proof of the claim, or the sample shows nothing.
    """
    trust = replay(tree, tables)
    if claim.not_identical:
        require(tree.conclusion.goal is Apply("distinct", claim.left, claim.right), "another goal is proved")
        require(tree.rule == "distinct", "a point is needed")
        missing = {h.proposition for h in stated(claim)} - set(tree.conclusion.hypotheses)
        require(not missing, "the point is not shown to satisfy the context")
        conditions: tuple[Term, ...] = ()
    else:
        require(tree.conclusion.goal is claim.proposition, "another goal is proved")
        conditions = open_conditions(claim, tables)
    extra = _assumed_beyond(claim, tree)
    require(is_admissible(claim, sample, tables), "the sample is not admissible")
    require(
        all(established(c, sample, tables) is True for c in extra), "the sample has too small a dimension"
    )
    for condition in conditions:
        require(holds_around(condition, sample, tables), "the sample is exceptional")
    if not conditions and not claim.not_identical:
        require(
            observe(claim.proposition, sample, tables).holds is not False, "the sample contradicts the proof"
        )
    return Proved(claim, tree, trust, (*extra, *conditions), domain, sample, _spent(tables, effort))


def _spent(tables: Tables, effort: int | None) -> int:
    return tables.effort.spent if effort is None else effort


def _assumed_beyond(claim: Claim, tree: ProofTree) -> tuple[Term, ...]:
    """What the tree assumes beyond the context: only that an assumed dimension is at least 2."""
    known = set(claim.context.propositions)
    extra = tuple(h for h in tree.conclusion.hypotheses if h not in known)
    allowed = dimension_conditions(claim)
    require(all(h in allowed for h in extra), "the tree assumes more than the context says")
    return extra


def replay(tree: ProofTree, tables: Tables) -> Trust:
    """Check every node of a tree; the trust is that of its weakest node.

    What holds at one point only, or up to a constant only, may be concluded, but nothing from it.

    Raises:
        RejectedError: a node is no instance of its rule.
    """
    trust: Trust = "exact"
    known = rules()
    allowed = _root(tree)
    stack, seen = [tree], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        require(not any(map(_is_loose, _terms(node))), "a loose variable")
        check = known.get(node.rule)
        if check is None:
            message = f"there is no rule {node.rule}"
            raise RejectedError(message)
        require(
            node.rule not in ONLY_AT_THE_ROOT or node is allowed, "a conclusion that nothing may be built on"
        )
        if check(node, tables) == "probabilistic":
            trust = "probabilistic"
        stack.extend(node.premises)
    return trust


def _terms(node: ProofTree) -> tuple[Term, ...]:
    return *node.conclusion.hypotheses, node.conclusion.goal, *node.arguments


def _is_loose(term: Term) -> bool:
    """Whether the variable of a binder stands outside it."""
    return _is_one_bound(term.symbols)


@lru_cache(maxsize=1 << 10)
def _is_one_bound(symbols: frozenset[Symbol]) -> bool:
    return any(s.is_bound for s in symbols)


def _root(tree: ProofTree) -> ProofTree:
    """The first node from the root that says more than where its goal is defined."""
    while tree.rule == "defined" and tree.premises:
        tree = tree.premises[0]
    return tree


def convict(
    claim: Claim,
    witness: Witness,
    tables: Tables,
    *,
    holds_if: Term | None = None,
    cause: Cause | None = None,
    effort: int | None = None,
) -> Refuted:
    """The claim as refuted, after checking the witness; ``effort`` is as for :func:`admit`.

    Raises:
        RejectedError: the witness does not refute the claim.
    """
    require(not claim.not_identical, "one point does not make two sides identical")
    require(is_admissible(claim, witness.assignment, tables), "the witness is not admissible")
    require(lies_in_domain(claim, witness.assignment, tables), "a side is not defined there")
    require(established(claim.proposition, witness.assignment, tables, HIGHEST) is False, "not refuted there")
    return Refuted(claim, witness, holds_if, cause, effort=_spent(tables, effort))


def convict_identical(
    claim: Claim, tree: ProofTree, witness: Witness, tables: Tables, *, effort: int | None = None
) -> Refuted:
    """The claim that two sides are "in general different" as refuted: the tree proves them equal.

    Raises:
        RejectedError: the tree does not prove it, or the sides are equal where nothing is admissible.
    """
    require(claim.not_identical, "an equality does not refute a pointwise claim")
    equality = Claim(claim.context, Apply("eq", claim.left, claim.right))
    admit(equality, tree, witness.assignment, tables)
    return Refuted(claim, witness, effort=_spent(tables, effort), tree=tree)


def convict_missing(claim: Claim, witness: Witness, tables: Tables, *, effort: int | None = None) -> Refuted:
    """The claim as refuted because one side asks everywhere for an entry that its array does not have.

    Raises:
        RejectedError: no such entry is found, or nothing is admissible.
    """
    require(not claim.not_identical, "one point does not make two sides identical")
    missing = missing_entry(claim, tables)
    require(missing is not None, "no entry is missing")
    require(is_admissible(claim, witness.assignment, tables), "the witness is not admissible")
    doubtful = not claim.proposition.symbols.isdisjoint(claim.context.doubtful)
    cause: Cause | None = "unstated-condition" if doubtful else None
    return Refuted(claim, witness, None, cause, effort=_spent(tables, effort), missing=missing)


def convict_by_proof(
    claim: Claim, tree: ProofTree, witness: Witness, tables: Tables, *, effort: int | None = None
) -> Refuted:
    """The claim as refuted: the tree proves from nothing that it is false with the values of the witness.

    So it is where the tree proves that a limit which it needs does not exist.

    Raises:
        RejectedError: the tree does not prove it, nothing is admissible there, or a side may have no value.
    """
    require(not claim.not_identical, "one point does not make two sides identical")
    require(is_admissible(claim, witness.assignment, tables), "the witness is not admissible")
    there = replace(claim.proposition, dict(witness.assignment.values))
    require(not tree.conclusion.hypotheses, "the tree assumes something")
    absent = tree.conclusion.goal in tuple(map(absence, needed_limits(there)))
    require(absent or tree.conclusion.goal is Apply("not", there), "another goal is proved")
    conditions = () if absent else tables.sides_defined(there)
    require(all(established(c, EMPTY, tables) is True for c in conditions), "a side may have no value")
    replay(tree, tables)
    return Refuted(claim, witness, effort=_spent(tables, effort), tree=tree)


def convict_shapes(claim: Claim, witness: Witness) -> Refuted:
    """The claim as refuted because the shapes do not fit.

    Raises:
        RejectedError: they fit.
    """
    shapes = shape_error(claim.proposition)
    require(shapes is not None, "the shapes fit")
    return Refuted(claim, witness, shapes=shapes)
