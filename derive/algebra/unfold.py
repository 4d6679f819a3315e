"""Defined functions replaced by their definitions: sigmoid, tan, softmax and the like."""

from functools import lru_cache

from derive.algebra.shapes import shape_of
from derive.core.term import ONE, Apply, Binder, Term, bind, fresh, subterms
from derive.theory.function import function


@lru_cache(maxsize=1 << 12)
def unfold(term: Term) -> Term:
    """The term with every function that has a definition replaced by it, as deep as there are any."""
    return _walk(term, {})


def expand(call: Apply) -> Term | None:
    """The definition of the function applied to these arguments, or None if it has none."""
    known = function(call.head)
    if known is None or known.definition is None:
        return None
    if known.shape == "scalar":
        return known.definition(*call.children)
    shape = shape_of(call.children[0])
    is_row = len(shape) == 2
    definition = known.definition(*call.children, length=(*shape, ONE)[1 if is_row else 0])
    return Apply("transpose", definition) if is_row and known.shape == "vector" else definition


def _walk(term: Term, done: dict[Term, Term]) -> Term:
    if not term.children:
        return term
    found = done.get(term)
    if found is None:
        found = done[term] = _binder(term, done) if isinstance(term, Binder) else _node(term, done)
    return found


def _node(term: Term, done: dict[Term, Term]) -> Term:
    children = tuple([_walk(c, done) for c in term.children])
    new = term if children == term.children else term.rebuild(children)
    if isinstance(new, Apply):
        definition = expand(new)
        if definition is not None:
            return _walk(definition, done)
    return new


def _binder(term: Binder, done: dict[Term, Term]) -> Term:
    """The binder over its unfolded body; opened first where a definition brings binders with it."""
    parameters = tuple([_walk(p, done) for p in term.parameters])
    if not _brings_binders(term.body):
        body = _walk(term.body, done)
        unchanged = body is term.body and parameters == term.parameters
        return term if unchanged else bind(term.kind, term.variable, body, *parameters)
    variable = fresh("t", term.variable.sort, term)
    return bind(term.kind, variable, _walk(term.open(variable), done), *parameters)


def _brings_binders(term: Term) -> bool:
    for part in subterms(term):
        if isinstance(part, Apply):
            known = function(part.head)
            if known is not None and known.shape != "scalar":
                return True
    return False
