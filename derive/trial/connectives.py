"""What propositions are made of: connectives and quantifiers."""

from typing import Final

from derive.core.term import Apply, Binder, Symbol, Term

CONNECTIVES: Final = frozenset(("and", "or", "not", "implies", "iff"))


def without_quantifiers(goal: Term, taken: list[Symbol]) -> Term:
    """What is said in a proposition of the bound variables, which become free, in the order of ``taken``."""
    if isinstance(goal, Binder) and goal.kind in {"forall", "exists"}:
        taken.append(Symbol(f"{len(taken)}@", goal.variable.sort))
        return without_quantifiers(goal.open(taken[-1]), taken)
    if not isinstance(goal, Apply) or goal.head not in CONNECTIVES:
        return goal
    return Apply(goal.head, *(without_quantifiers(c, taken) for c in goal.children))


def without_limits(goal: Term) -> Term:
    """What shows that limits along the same way are equal: that what tends is."""
    while isinstance(goal, Apply) and goal.head == "eq":
        left, right = goal.children
        if not all(isinstance(s, Apply) and s.head == "along" for s in (left, right)):
            break
        if left.children[1:] != right.children[1:]:
            break
        goal = Apply("eq", left.children[0], right.children[0])
    return goal
