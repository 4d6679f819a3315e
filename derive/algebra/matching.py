"""Instances of a term: what must stand for some of its symbols so that it becomes another term."""

from collections.abc import Collection

from derive.core.term import Term


def instance(pattern: Term, term: Term, variables: Collection[Term]) -> dict[Term, Term] | None:
    """What to put for ``variables`` in the pattern to get the term; None if it is no instance."""
    binding: dict[Term, Term] = {}
    return binding if _match(pattern, term, variables, binding) else None


def _match(pattern: Term, term: Term, variables: Collection[Term], binding: dict[Term, Term]) -> bool:
    if pattern in variables:
        return binding.setdefault(pattern, term) is term
    if pattern is term:
        return all(binding.setdefault(v, v) is v for v in variables if v in pattern.symbols)
    if not pattern.children or not _are_alike(pattern, term):
        return False
    pairs = zip(pattern.children, term.children, strict=True)
    return all(_match(p, t, variables, binding) for p, t in pairs)


def _are_alike(pattern: Term, term: Term) -> bool:
    """Whether two nodes are the same, but for what is below them."""
    return len(pattern.children) == len(term.children) and pattern.rebuild(term.children) is term
