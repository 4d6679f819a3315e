"""Functions that are given by a term, applied."""

from collections.abc import Mapping

from derive.core.term import Apply, Binder, Symbol, Term, rewrite


def applied(term: Term, functions: Mapping[Symbol, Term]) -> Term:
    """The term with lambdas in the place of unknown functions, and these applied."""

    def rule(t: Term) -> Term | None:
        if not isinstance(t, Apply) or t.head != "apply":
            return functions.get(t) if isinstance(t, Symbol) else None
        called = rewrite(t.children[0], rule)
        arguments = [rewrite(c, rule) for c in t.children[1:]]
        while arguments and isinstance(called, Binder) and called.kind == "lambda":
            called = called.open(arguments.pop(0))
        return called if not arguments else Apply("apply", called, *arguments)

    return rewrite(term, rule)
