r"""What is calculated before an arrow: the first equation of ``f'(x) = 2x - 4 = 0 \Rightarrow x = 2``.

That something is zero is what the arrow supposes; what it is equal to before is claimed.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from derive.core.surface import Chain, Name, Numeral, Surface
from derive.elaborate.links import Link
from derive.elaborate.names import names_in
from derive.elaborate.pinned import is_value
from derive.elaborate.propositions import ARROWS
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.stationary import slope_of

SUPPOSED: Final = "prove.perhaps-supposed"
"""Why an equation on the way to a premise is not refuted: it may be supposed as well."""


def calculated(links: Sequence[Link], scope: Scope) -> list[tuple[Link, str]]:
    """The equations that are claimed before the first arrow, each with why it may yet be supposed."""
    premise = _before_arrow(links)
    if len(premise) < 2 or {k.sign.sign for k in premise} != {"="} or names_in(premise[-1].right):
        return []
    found = ((k, _doubt(k, scope)) for k in premise[:-1])
    return [(k, doubt) for k, doubt in found if doubt is not None]


def _before_arrow(links: Sequence[Link]) -> list[Link]:
    """The relations before the first arrow, which the parser may have put together."""
    first = links[0]
    if first.sign.sign not in ARROWS or not isinstance(first.left, Chain) or None in first.left.terms:
        return list(takewhile(lambda link: link.sign.sign not in ARROWS, links))
    sides = pairwise(t for t in first.left.terms if t is not None)
    pairs = zip(sides, first.left.relations, strict=True)
    return [Link(left, sign, right, first.label, starts_row=False) for (left, right), sign in pairs]


def _doubt(link: Link, scope: Scope) -> str | None:
    """None where an equation is supposed: only what has one variable is calculated, if nothing tells."""
    sides = (link.left, link.right)
    if any(_is_given(s, scope) for s in sides):
        return ""
    names = [names_in(s) for s in sides]
    plain = any(isinstance(getattr(s, "base", s), Name | Numeral) for s in sides)
    return SUPPOSED if names[0] == names[1] and len(names[0]) == 1 and not plain else None


def _is_given(side: Surface, scope: Scope) -> bool:
    """Whether a side is the value of a defined function, or its derivative."""
    names = names_in(side)
    if slope_of(side) is not None:
        return any(isinstance(scope.lookup(n), Definition) for n in names)
    return is_value(side, names, scope)
