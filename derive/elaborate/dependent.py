"""Letters that are said to depend on a variable: ``y = y(x)``."""

from derive.core.surface import Chain, Fence, Name, Surface
from derive.elaborate.implicit import DEPENDENT
from derive.elaborate.names import name_of
from derive.elaborate.of_all_arguments import application


def dependence(node: Surface) -> tuple[str, Name] | None:
    """The letter and the variable in ``y = y(x)``, or in ``y(x)`` by itself; None for all else."""
    left, right = node, node
    if isinstance(node, Chain):
        if [r.sign for r in node.relations] != ["="] or None in node.terms:
            return None
        left, right = (t or node for t in node.terms)
    name, argument = application(right)
    single = isinstance(argument, Fence) and len(argument.items) == 1
    variable = argument.items[0] if single and isinstance(argument, Fence) else None
    if name not in DEPENDENT or not isinstance(variable, Name):
        return None
    return (name, variable) if left is right or name_of(left) == name else None
