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
