"""Values of integrals and infinite sums that are kept in tables."""

from typing import Final

from derive.core.term import Number, Symbol, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.lemmas import instance, lemmas
from derive.prove.rule import Check, RejectedError, binder, discharged, leaf, real, relation, require
from derive.prove.tables import Tables


def lemma(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- P f = v``, an instance of a lemma of theory, whose conditions H implies.

    H implies too that v is defined; the values are real numbers. A series may be shifted and begin later
    or earlier. Arguments: a symbol named like the lemma, the shift, the first index, and the values of its
    symbols.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    require(len(node.arguments) >= 3, "a name and two numbers")
    name, shift, lower, *values = node.arguments
    row = lemmas().get(name.name) if isinstance(name, Symbol) else None
    if row is None:
        raise RejectedError("no such lemma")
    tables.effort.charge(row.left.size + right.size)
    found = instance(row, tuple(values), _integer(shift), _integer(lower))
    if found is None:
        raise RejectedError("no instance")
    total = binder(left, "integral", "sum")
    require(total.body is found.left.body and total.kind == found.left.kind, "another instance")
    require(total.variable is found.left.variable and right is found.right, "another instance")
    for mine, other in zip(total.parameters, found.left.parameters, strict=True):
        same = mine is other or tables.equal(mine, other, node.conclusion.hypotheses) is not None
        require(same, "other bounds")
    real(*values)
    needed = (*(d for v in values for d in tables.definedness(v)), *tables.definedness(right))
    discharged(node, tables, (*found.conditions, *needed))
    return "exact"


def _integer(term: Term) -> int:
    if not (isinstance(term, Number) and term.value.denominator == 1):
        raise RejectedError("no integer")
    return int(term.value)


RULES: Final[dict[str, Check]] = {"value-lemma": lemma}
