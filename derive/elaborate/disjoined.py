"""Relations with "or" between them: one statement, or several."""

from derive.core.surface import Chain, Listing, Surface
from derive.elaborate.names import label_of, names_in


def is_alternative(node: Surface) -> bool:
    """Whether one of several relations is claimed.

    Equations for different names are each said of one, unless these have values without names.
    """
    if not isinstance(node, Listing) or set(node.separators) != {"or"}:
        return False
    chains = [i for i in node.items if isinstance(i, Chain) and i.terms[0] is not None]
    equations = [c for c in chains if c.relations[0].sign == "="]
    heads = {label_of(c.terms[0]) for c in equations if c.terms[0] is not None}
    values = all(not names_in(t) for c in equations for t in c.terms[1:] if t is not None)
    return len(chains) == len(node.items) and (len(heads) < 2 or None in heads or values)
