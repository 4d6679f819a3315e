"""Claims, terms and propositions from single formulas: for examples, tests and the programming interface."""

from collections.abc import Sequence
from functools import lru_cache

from derive.core.claim import Claim
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Row, Surface
from derive.core.term import Apply, Term
from derive.elaborate.chains import statements
from derive.elaborate.context import settle
from derive.elaborate.declarations import declare, is_signature
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.names import names_in
from derive.elaborate.propositions import proposition
from derive.elaborate.scope import Scope
from derive.elaborate.terms import begin
from derive.syntax.parser import parse


def claim_of(latex: str, given: Sequence[str] = ()) -> Claim:
    r"""The claim of one relation, such as ``x^2 \ge 0``, where ``given`` are declarations and hypotheses.

    Raises:
        UnreadableError: it cannot be read, or has no meaning.
    """
    scope = _prepared(tuple(given)).child()
    said = list(statements(_row(latex)))
    for condition in (c for s in said for c in (*s.leading, *s.conditions)):
        declare(scope, condition)
    nodes = [s.node for s in said]
    reading = begin(scope, *nodes)
    parts = [proposition(reading, node) for node in nodes]
    settled = settle(reading, (parts[0] if len(parts) == 1 else Apply("and", *parts),))
    return settled.claim(settled.terms[0], not_identical=_is_difference(nodes[-1]) and not given)


def term_of(latex: str, given: Sequence[str] = ()) -> Term:
    """The term that a formula denotes.

    Raises:
        UnreadableError: it cannot be read, or has no meaning.
    """
    node = _content(latex)
    reading = begin(_prepared(tuple(given)).child(), node)
    return settle(reading, (reading.term(node),)).terms[0]


def proposition_of(latex: str, given: Sequence[str] = ()) -> Term:
    """The bare proposition of a formula.

    Raises:
        UnreadableError: it cannot be read, or has no meaning.
    """
    return claim_of(latex, given).proposition


@lru_cache(maxsize=1 << 8)
def _prepared(given: tuple[str, ...]) -> Scope:
    """A scope in which declarations hold, for claims in scopes inside it."""
    return scope_of(given)


def scope_of(given: Sequence[str]) -> Scope:
    """A scope in which declarations and hypotheses hold; what a name is may be said after its use."""
    scope = Scope()
    waiting = [_content(text) for text in given]
    while waiting:
        declare(scope, waiting.pop(_next(waiting)))
    return scope


def _next(waiting: Sequence[Surface]) -> int:
    """The first that uses no name that another one introduces; the first of all if there is none."""
    new = list(map(_introduced, waiting))
    for k, node in enumerate(waiting):
        later = frozenset[str]().union(*(n for j, n in enumerate(new) if j != k)) - new[k]
        if not names_in(node) & later:
            return k
    return 0


def _introduced(node: Surface) -> frozenset[str]:
    r"""The names that a formula gives a meaning to: ``N = ..``, ``N(x) = ..``, ``N \in ..``."""
    if is_signature(node):
        return names_in(node.items[0])
    left = node.terms[0] if isinstance(node, Chain) else None
    if not isinstance(node, Chain) or left is None or node.relations[0].sign not in ("=", ":=", "\\in"):
        return frozenset()
    if node.relations[0].sign == "\\in":
        return names_in(left)
    found = head_and_parameters(left)
    return frozenset() if found is None else names_in(found[0])


def _row(latex: str) -> Row:
    formula = parse(latex)
    if len(formula.rows) != 1:
        raise UnreadableError(Diagnostic("elaborate.one-formula", formula.place))
    return formula.rows[0]


def _content(latex: str) -> Surface:
    return _row(latex).content


def _is_difference(node: Surface) -> bool:
    return isinstance(node, Chain) and node.relations[-1].sign in ("\\ne", "\\neq")
