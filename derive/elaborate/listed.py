r"""Names in a list with dots: ``v_1, \dots, v_n`` are the members of one family."""

from dataclasses import dataclass

from derive.core.surface import Chain, Dots, Listing, Scripted, Surface
from derive.elaborate.names import name_of


@dataclass(frozen=True, slots=True)
class Listed:
    """``base_1, ..., base_size``, with other names behind them, in the set ``members``."""

    base: str
    size: Surface
    others: tuple[Surface, ...]
    members: Surface


def listed_members(node: Listing) -> Listed | None:
    r"""What ``v_1, \dots, v_n, x \in S`` says; None if it is no such list."""
    chain = node.items[-1]
    if not isinstance(chain, Chain) or [r.sign for r in chain.relations] != ["\\in"] or None in chain.terms:
        return None
    left, members = chain.terms
    items = (*node.items[:-1], left)
    dots = [k for k, item in enumerate(items) if isinstance(item, Dots)]
    if len(dots) != 1 or not 0 < dots[0] < len(items) - 1 or left is None or members is None:
        return None
    first, last, others = items[0], items[dots[0] + 1], items[dots[0] + 2 :]
    shown = [item for item in (*items[: dots[0]], last) if isinstance(item, Scripted) and item.sup is None]
    bases = {name_of(item.base) for item in shown}
    if len(shown) != dots[0] + 1 or len(bases) != 1 or not isinstance(last, Scripted):
        return None
    base = name_of(first.base) if isinstance(first, Scripted) else None
    if base is None or last.sub is None:
        return None
    return Listed(base, last.sub, tuple(o for o in others if o is not None), members)
