"""Relations that follow from hypotheses and earlier steps, link by link."""

from collections import deque

from derive.core.effort import Effort
from derive.core.term import Apply, Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.equality import COMPOSED
from derive.prove.method import Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

Link = tuple[str, Term, ProofTree]


def search(sequent: Sequent, effort: Effort, _: Prover) -> ProofTree | None:
    """The shortest path from the left side to the right one along known relations."""
    left, right = sequent.goal.children
    links = _links(sequent)
    if left not in links:
        return None
    queue = deque[Link](
        [("eq", left, axiom("reflexivity", Sequent(sequent.hypotheses, Apply("eq", left, left))))]
    )
    seen: set[tuple[str, Term]] = set()
    while queue:
        relation, middle, tree = queue.popleft()
        for head, after, link in links.get(middle, ()):
            effort.charge(4)
            composed = COMPOSED.get((relation, head))
            if composed is None or (composed, after) in seen:
                continue
            seen.add((composed, after))
            longer = _joined(composed, left, middle, after, tree, link, sequent)
            if after is right and _implies(composed, sequent.goal):
                return _as_wanted(longer, sequent)
            queue.append((composed, after, longer))
    return None


def _links(sequent: Sequent) -> dict[Term, list[Link]]:
    found: dict[Term, list[Link]] = {}
    for hypothesis in sequent.hypotheses:
        if not isinstance(hypothesis, Apply) or len(hypothesis.children) != 2:
            continue
        a, b = hypothesis.children
        known = axiom("hypothesis", Sequent(sequent.hypotheses, hypothesis))
        if hypothesis.head in {"eq", "lt", "le", "ne"}:
            found.setdefault(a, []).append((hypothesis.head, b, known))
        if hypothesis.head in {"eq", "ne"}:
            turned = Sequent(sequent.hypotheses, Apply(hypothesis.head, b, a))
            found.setdefault(b, []).append((hypothesis.head, a, inference("symmetry", turned, known)))
        if hypothesis.head in {"gt", "ge"}:
            head = {"gt": "lt", "ge": "le"}[hypothesis.head]
            turned = Sequent(sequent.hypotheses, Apply(head, b, a))
            found.setdefault(b, []).append((head, a, inference("turned", turned, known)))
    return found


def _joined(
    composed: str, left: Term, middle: Term, after: Term, tree: ProofTree, link: ProofTree, sequent: Sequent
) -> ProofTree:
    if middle is left:
        return link
    return inference("transitivity", Sequent(sequent.hypotheses, Apply(composed, left, after)), tree, link)


def _implies(composed: str, goal: Term) -> bool:
    wanted = head_of(goal)
    return composed == wanted or (wanted == "le" and composed in {"lt", "eq"})


def _as_wanted(tree: ProofTree, sequent: Sequent) -> ProofTree:
    """The tree with the goal's own relation, which may be weaker than what was found."""
    if tree.conclusion.goal is sequent.goal:
        return tree
    left, right = sequent.goal.children
    last = axiom("reflexivity", Sequent(sequent.hypotheses, Apply("eq", right, right)))
    return inference("transitivity", sequent, tree, last) if left is not right else tree


METHOD = Method(
    name="paths",
    rank=9,
    search=search,
    heads=frozenset(("eq", "le", "lt", "ne")),
    proves=examples(("x < z", "x < y", r"y \le z"), (r"x \le z", "x < y", "z > y")),
    declines=examples(("x < z", r"x \le y", r"y \le z"), ("x < z", "x < y", r"y \ge z")),
)
