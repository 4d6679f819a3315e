"""Declarations that do not stand in a document: those of its settings, of the command line, of a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from derive.core.claim import Origin
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Formula
from derive.elaborate.asked import Owned
from derive.elaborate.declarations import declare, define
from derive.elaborate.scope import Definition, Scope
from derive.syntax.parser import parse

_Found = tuple[Definition | None, tuple[Diagnostic, ...]]


def declared_texts(scope: Scope, texts: Iterable[str | Owned], language: str) -> Iterator[Diagnostic]:
    """Take declarations in LaTeX into a scope, and say which of them were not understood."""
    for text in texts:
        if isinstance(text, Owned):
            yield from _own(scope, text, language)
            continue
        try:
            for row in _parsed(text, language).rows:
                declare(scope, row.content, Origin.DECLARED)
        except UnreadableError as error:
            yield Diagnostic("elaborate.assumption", None, (("text", text),))
            yield replace(error.diagnostic, place=None)


@lru_cache(maxsize=1 << 10)
def _parsed(text: str, language: str) -> Formula:
    """A declaration; those of a sheet come again in each submission."""
    return parse(text, language=language)


def _own(scope: Scope, owned: Owned, language: str) -> Iterator[Diagnostic]:
    """Define a function of the sheet, whatever its name meant before."""
    root = scope.outermost
    if root == Scope(ordinary=root.ordinary, summing=root.summing, complex=root.complex):
        binding, told = _once(owned, language, root.ordinary, root.summing, root.complex)
    else:
        binding, told = _defined(root, owned, language)
    yield from told
    if binding is not None:
        scope.bind(binding.name, binding)


@lru_cache(maxsize=1 << 10)
def _once(owned: Owned, language: str, ordinary: bool, summing: bool, complex_: bool) -> _Found:
    """A definition below a scope in which nothing is said; those of a sheet come again with each label."""
    return _defined(Scope(ordinary=ordinary, summing=summing, complex=complex_), owned, language)


def _defined(root: Scope, owned: Owned, language: str) -> _Found:
    inner = root.child()
    told = tuple(declared_texts(inner, owned.declarations, language))
    (row,) = _parsed(owned.definition, language).rows
    if not isinstance(row.content, Chain):
        return None, told
    left, right = row.content.terms
    return define(inner, left, right), told  # type: ignore[arg-type]  # a definition has both sides
