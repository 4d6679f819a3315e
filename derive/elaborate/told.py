r"""What a sentence tells in words that stand for formulas: laws, eigenvectors, sums, antiderivatives.

NUL in a text stands for its formulas. A pattern names some of them, and its template is what is then in
force; ``%name`` in it stands for such a formula.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from derive.core.source import UnreadableError
from derive.core.surface import Chain, Fence, Listing, Scripted, Surface
from derive.elaborate.declarations import declare
from derive.elaborate.language import Language
from derive.elaborate.laws import take_law
from derive.elaborate.names import label_of, name_of
from derive.elaborate.scope import Scope
from derive.syntax.latex import write
from derive.syntax.parser import parse

_RANKS: Final = {"vector": 1, "matrix": 2}


def take_told(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> None:
    """Take what a sentence tells whose last formula has just been read."""
    text = text.replace("\0", " \0 ")
    for pattern, template in language.told:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            if text.count("\0", 0, found.end()) == len(formulas):
                _take(scope, template, _parts(found, text, formulas))


def _parts(found: re.Match[str], text: str, formulas: Sequence[Surface]) -> dict[str, list[Surface]]:
    """The formulas that a pattern names."""
    parts = {}
    for name in found.groupdict():
        if found[name] is not None:
            first = text.count("\0", 0, found.start(name))
            parts[name] = list(formulas[first : first + found[name].count("\0")])
    return parts


def _take(scope: Scope, template: str, parts: dict[str, list[Surface]]) -> None:
    for part, rank in _RANKS.items():
        for node in parts.get(part, ()):
            name = label_of(node)
            if name is not None and scope.lookup(name) is None:
                scope.ranks[name] = rank
    for node in (n for nodes in parts.values() for n in nodes if isinstance(n, Chain)):
        with suppress(UnreadableError):
            declare(scope, node)
    shown = {name: _shown(nodes) for name, nodes in parts.items()}
    members = _members(parts.get("names", ()))
    shown |= {"sum": " + ".join(members), "product": " \\cdot ".join(members)}
    shown["letter"] = _letter(parts.get("sequence", ()))
    for one in template.split(" ;; "):
        latex = re.sub(r"%([A-Za-z]+)", lambda m: shown.get(m[1], ""), one)
        try:
            node = parse(latex).rows[0].content
            if not take_law(scope, node):
                declare(scope, node)
        except UnreadableError:
            continue


def _shown(nodes: Sequence[Surface]) -> str:
    """The formula as LaTeX, that is what ``p > 0`` is about; of several ones nothing."""
    if len(nodes) != 1:
        return ""
    first = nodes[0].terms[0] if isinstance(nodes[0], Chain) else nodes[0]
    return "" if first is None else write(first)


def _members(nodes: Sequence[Surface]) -> list[str]:
    """The single names in a list, or in several formulas."""
    listed = nodes[0].items if len(nodes) == 1 and isinstance(nodes[0], Listing) else nodes
    return list(map(write, listed))


def _letter(nodes: Sequence[Surface]) -> str:
    """The letter of the sequence ``(a_n)`` or ``a_n``."""
    node = nodes[0] if nodes else None
    inner = node.items[0] if isinstance(node, Fence) and len(node.items) == 1 else node
    return (name_of(inner.base) or "") if isinstance(inner, Scripted) else ""
