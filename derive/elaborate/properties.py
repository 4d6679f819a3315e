r"""Properties of unknown functions of a number: where they are meant, and for which arguments."""

import re
from collections.abc import Iterable
from typing import Final

from derive.core.sort import REAL, FunctionSort, Sort
from derive.core.surface import Call, Fence, Juxtaposed, Name, Surface
from derive.core.term import Symbol
from derive.elaborate.names import FUNCTION_LETTERS, name_of, text_of
from derive.elaborate.scope import Binding, Definition, Scope
from derive.elaborate.walk import nodes
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.theory.function import by_letter

_FUNCTIONS: Final = frozenset(("f", "g"))
PERHAPS: Final = "perhaps"
"""How a property begins of which more may be meant: "increasing" may say strictly so."""

_OPPOSITE: Final = (
    ({"even"}, {"odd"}),
    ({"rising", "not falling", "perhaps not falling"}, {"falling", "not rising", "perhaps not rising"}),
    ({"convex"}, {"concave"}),
    ({"positive", "not negative"}, {"negative"}),
)
"""Properties that one does not suppose at the same time."""

WHOLLY: Final = (
    r"(?=\s*(?:\Z|[.;:!)]|\0|,(?!\s*(?:on|in|for|over|near|at|if|when|where|but|except|unless|only|or|apart"
    r"|auf|im|für|bei|wenn|falls|aber|außer|nur|oder)\b)|(?:and|with(?! respect)|then|such that|so that"
    r"|satisfying|und|mit|dann|sodass|so dass)\b))"
)
"""Behind words that hold without anything that would restrict them."""

_QUALIFYING: Final = (
    "ly wise almost nowhere never not nor neither either quasi no "
    "weise lokal fast nicht kein keine weder entweder streng strikt"
)
UNQUALIFIED: Final = "".join(f"(?<!{word} )" for word in _QUALIFYING.split())
"""Before words that say all of what they say: "piecewise constant" is not constant."""

_REALS: Final = r"\mathbb{R}"
_WEIGHTED: Final = r"\lambda %s(x) + (1 - \lambda) %s(y)"
_BETWEEN: Final = r"\forall x, y \in \mathbb{R}, \lambda \in [0, 1]: %s(\lambda x + (1 - \lambda) y)"
_ALL: Final = r"\forall x \in \mathbb{R}:"
_PAIRS: Final = r"\forall x, y \in \mathbb{R}:"
PROPERTIES: Final = {
    "even": rf"{_ALL} %s(-x) = %s(x)",
    "odd": rf"{_ALL} %s(-x) = -%s(x)",
    "rising": rf"{_PAIRS} x < y \Rightarrow %s(x) < %s(y)",
    "falling": rf"{_PAIRS} x < y \Rightarrow %s(x) > %s(y)",
    "not falling": rf"{_PAIRS} x \le y \Rightarrow %s(x) \le %s(y)",
    "not rising": rf"{_PAIRS} x \le y \Rightarrow %s(x) \ge %s(y)",
    "perhaps not falling": rf"{_PAIRS} y \ge x \Rightarrow %s(y) \ge %s(x)",
    "perhaps not rising": rf"{_PAIRS} y \ge x \Rightarrow %s(y) \le %s(x)",
    "convex": rf"{_BETWEEN} \le {_WEIGHTED}",
    "concave": rf"{_BETWEEN} \ge {_WEIGHTED}",
    "additive": rf"{_PAIRS} %s(x + y) = %s(x) + %s(y)",
    "linear": rf"{_ALL} %s(x) = x %s(1)",
    "constant": rf"{_PAIRS} %s(x) = %s(y)",
    "injective": rf"{_PAIRS} %s(x) = %s(y) \Rightarrow x = y",
    "not negative": rf"{_ALL} %s(x) \ge 0",
    "positive": rf"{_ALL} %s(x) > 0",
    "negative": rf"{_ALL} %s(x) < 0",
    "period": rf"{_ALL} %s(x + %v) = %s(x)",
    "Lipschitz constant": rf"{_PAIRS} |%s(x) - %s(y)| \le %v |x - y|",
    "upper bound": rf"{_ALL} %s(x) \le %v",
    "lower bound": rf"{_ALL} %s(x) \ge %v",
    "bound": rf"{_ALL} |%s(x)| \le %v",
}
"""What properties say of a function %s, some of them with a value %v."""


def is_of_function(scope: Scope, name: str, words: str) -> bool:
    """Whether a name is one of a function of which nothing but words says what it is."""
    spoken = re.search(r"\b(?:functions?|Funktion(?:en)?)\b", words) is not None
    letter = name in FUNCTION_LETTERS and name in scope.applied_around()
    known = scope.lookup(name)
    return (spoken or letter or scope.source_of(name) is not None) and not isinstance(known, Definition)


def make_room(scope: Scope, names: Iterable[str], template: str) -> None:
    """Let names be functions of which a property can be said, and forget its opposite."""
    for name in names if template in _said(scope, names) else ():
        _as_function(scope, name)
        _oust(scope, name, template)


def _said(scope: Scope, names: Iterable[str]) -> set[str | None]:
    return {said_of(scope, name, k) for name in names for k in PROPERTIES}


def _as_function(scope: Scope, name: str) -> None:
    """A letter that has a meaning of its own is an unknown function where it is said what it is."""
    if name in by_letter() and scope.lookup(name) is None:
        scope.bind(name, Symbol(name, FunctionSort((REAL,), REAL)))


def said_of(scope: Scope, name: str, property_: str) -> str | None:
    """What a property says of a function %s with the domain of another; None if that is no set of numbers."""
    source, template = scope.source_of(name), PROPERTIES[property_]
    if source is None or text_of(source) == _REALS:
        return template
    return template.replace(rf"\in {_REALS}", rf"\in {write(source)}") if _is_interval(source) else None


def said_of_all(scope: Scope, names: Iterable[str], property_: str) -> str | None:
    """The same of several functions, if they have one domain."""
    said = {said_of(scope, name, property_) for name in names}
    return said.pop() if len(said) == 1 else None


def _oust(scope: Scope, name: str, template: str) -> None:
    """Forget of a function what is the opposite of a property that it is said to have now."""
    kinds = {k for k in PROPERTIES if said_of(scope, name, k) == template}
    against = {other for pair in _OPPOSITE for k in kinds & pair[0] for other in pair[1]}
    against |= {other for pair in _OPPOSITE for k in kinds & pair[1] for other in pair[0]}
    said = {t.replace("%s", name) for k in against if (t := said_of(scope, name, k)) is not None}
    texts = {write(parse(t).rows[0].content) for t in said}
    for place in scope.around() if texts else ():
        place.forget([a for a in place.assumptions if a.general == {name} and write(a.node) in texts])


def made_of_functions(scope: Scope, node: Surface) -> bool:
    """Whether something is calculated with functions as such: ``-f``, ``f + g``."""
    if isinstance(node, Name):
        return False
    heads = {id(n.items[0]) for n in nodes(node) if isinstance(n, Juxtaposed) and _is_applied(n)}
    heads |= {id(n.head) for n in nodes(node) if isinstance(n, Call)}
    known = {n for n in scope.applied_around() | _FUNCTIONS if not _is_number(scope.lookup(n))}
    return any(isinstance(n, Name) and id(n) not in heads and name_of(n) in known for n in nodes(node))


def _is_applied(node: Juxtaposed) -> bool:
    return len(node.items) == 2 and isinstance(node.items[1], Fence)


def _is_number(meaning: Binding | None) -> bool:
    value = isinstance(meaning, Definition) and not meaning.parameters
    return value or (isinstance(meaning, Symbol) and isinstance(meaning.sort, Sort))


def _is_interval(node: Surface) -> bool:
    return isinstance(node, Fence) and len(node.items) == 2
