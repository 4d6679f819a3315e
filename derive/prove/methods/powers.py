"""Odd powers on both sides, injective functions in known equations, and steps between integers."""

from collections.abc import Iterator

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Term, add, power, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.solving import is_odd
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import head_of
from derive.theory.function import function


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """The relation between the arguments of one function, or between the values of a known one."""
    return _stripped(sequent, prover) or _integers(sequent, prover) or _applied(sequent, prover)


def _stripped(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """From the bases of odd powers, or the arguments of a monotone function."""
    left, right = sequent.goal.children
    if not (isinstance(left, Apply) and isinstance(right, Apply) and left.head == right.head):
        return None
    sides: tuple[Term, ...] = (
        (left.children[0], right.children[0]) if left.children and right.children else ()
    )
    if left.head == "power" and left.children[1] is right.children[1] and is_odd(left.children[1]):
        rule = "odd-power"
    elif direction(left.head):
        rule = "monotone"
        sides = sides[:: direction(left.head)]
    else:
        return None
    tree = prover.prove(sequent.hypotheses, Apply(head_of(sequent.goal), *sides), 0.5)
    return None if tree is None else inference(rule, sequent, tree)


def direction(head: str) -> int:
    """1 for a strictly increasing function of one argument, -1 for a decreasing one, else 0."""
    record = function(head)
    return record.monotone[0] if record is not None and record.monotone in {(1,), (-1,)} else 0


def _integers(sequent: Sequent, prover: Prover) -> ProofTree | None:
    left, right = sequent.goal.children
    tables = prover.tables
    if head_of(sequent.goal) != "le" or INTEGER not in {s.sort for s in sequent.goal.symbols}:
        return None
    if tables.sort(left) != INTEGER or tables.sort(right) != INTEGER:
        return None
    facts = tables.facts(sequent.hypotheses)
    if not (facts.range(left).whole and facts.range(right).whole):
        return None
    tree = prover.attempt(Sequent(sequent.hypotheses, Apply("lt", left, add(right, ONE))))
    return None if tree is None else inference("integer-step", sequent, tree)


def _applied(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """Functions that hypotheses apply to a side of the goal, applied to both sides."""
    left, right = sequent.goal.children
    for known in _known_values(sequent):
        if known.head == "power":
            goal = Apply(head_of(sequent.goal), *(power(s, known.children[1]) for s in (left, right)))
            rule, argument = "odd-root", known.children[1]
        else:
            sides = (Apply(known.head, left), Apply(known.head, right))
            goal = Apply(head_of(sequent.goal), *sides[:: direction(known.head)])
            rule, argument = "cancelled", sides[0]
        tree = prover.prove(sequent.hypotheses, goal, 0.4)
        if tree is not None:
            return inference(rule, sequent, tree, arguments=(argument,))
    return None


def _known_values(sequent: Sequent) -> Iterator[Apply]:
    """Values of invertible functions of a side of the goal, in hypotheses that are relations."""
    found: dict[tuple[str, Term | None], Apply] = {}
    for hypothesis in sequent.hypotheses:
        if head_of(hypothesis) not in {"eq", "lt", "le", "gt", "ge", "ne"}:
            continue
        for term in subterms(hypothesis):
            if isinstance(term, Apply) and term.children and term.children[0] in sequent.goal.children:
                if term.head == "power" and is_odd(term.children[1]):
                    found.setdefault((term.head, term.children[1]), term)
                elif len(term.children) == 1 and direction(term.head):
                    found.setdefault((term.head, None), term)
    yield from found.values()


METHOD = Method(
    name="powers",
    rank=34,
    search=search,
    heads=frozenset(("eq", "ne", "lt", "le")),
    proves=examples(
        r"x < y \Rightarrow x^3 < y^3",
        r"x^3 = y^3 \Rightarrow x = y",
        (r"\log x = 2 \Leftrightarrow x = e^2", "x > 0"),
        r"x < y \Leftrightarrow \sigma(x) < \sigma(y)",
        (r"m + 1 \le n", r"m, n \in \mathbb{Z}", "m < n"),
    ),
    declines=examples(
        r"x < y \Rightarrow x^2 < y^2", r"\cos x = \cos y \Rightarrow x = y", ("x + 1 \\le y", "x < y")
    ),
)
