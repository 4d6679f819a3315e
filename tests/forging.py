"""Inferences of proofs with another conclusion, one for each rule; run as a script to write them anew.

The proofs are those of results that `derive check --certificates` wrote: `python forging.py RESULTS.json ..`.
"""

import json
import sys
from pathlib import Path

from derive.core.effort import Effort
from derive.core.evidence import Reader, Writer
from derive.core.term import ONE, Apply, Binder, Term, add, bind
from derive.core.verdict import ProofTree, Sequent
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

KEPT = Path(__file__).parent / "corpus" / "forged.json"
LARGEST = 60
QUANTIFIERS = ("forall", "exists")


def falsified(goal: Term) -> Term | None:
    """Another goal in the place of the one that was proved: mostly false, and not what was shown."""
    if isinstance(goal, Binder):
        inner = falsified(goal.body) if goal.kind in QUANTIFIERS else None
        return None if inner is None else bind(goal.kind, goal.variable, inner, *goal.parameters)
    if not isinstance(goal, Apply):
        return None
    head, c = goal.head, goal.children
    if head in ("and", "or", "not", "implies", "iff"):
        kept = c[:1] if head in ("implies", "iff") else ()
        new = [falsified(p) for p in c[len(kept) :]]
        return None if None in new else Apply(head, *kept, *(p for p in new if p is not None))
    return {
        "eq": lambda: Apply("eq", c[0], add(c[1], ONE)),
        "lt": lambda: Apply("lt", add(c[1], ONE), c[0]),
        "le": lambda: Apply("le", add(c[1], ONE), c[0]),
        "gt": lambda: Apply("gt", c[0], add(c[1], add(ONE, c[0]))),
        "ge": lambda: Apply("ge", c[0], add(c[1], add(ONE, c[0]))),
        "ne": lambda: Apply("ne", c[0], c[0]),
        "distinct": lambda: Apply("distinct", c[0], c[0]),
        "member": lambda: Apply("member", c[0], Apply("finite_set", add(c[0], ONE))),
    }.get(head, lambda: None)()


def forged(node: ProofTree) -> ProofTree | None:
    """The node with another conclusion, its premises taken for granted; None if the rule allows it."""
    goal = falsified(node.conclusion.goal)
    if goal is None or goal.size > LARGEST:
        return None
    below = tuple(ProofTree("hypothesis", p.conclusion, (), ()) for p in node.premises)
    tree = ProofTree(node.rule, Sequent(node.conclusion.hypotheses, goal), below, node.arguments)
    try:
        rules()[node.rule](tree, Tables(Effort(10**6)))
    except (RejectedError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return tree
    return None


def main(paths: list[str]) -> None:
    """Write one for each rule that is found."""
    found: dict[str, ProofTree] = {}
    for path in paths:
        for document in json.loads(Path(path).read_text(encoding="utf-8"))["documents"]:
            for step in document["steps"]:
                for node in Reader.of(step["certificate"]).nodes if "certificate" in step else ():
                    tree = None if node.rule in found else forged(node)
                    if tree is not None:
                        found[node.rule] = tree
    writer = Writer()
    rows = {rule: writer.node(found[rule]) for rule in sorted(found)}
    data = {"terms": writer.terms, "sequents": writer.sequents, "nodes": writer.nodes, "forged": rows}
    KEPT.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
