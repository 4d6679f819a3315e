"""What a sentence says in words of the formulas in it: what is sorted, what is largest, what is in doubt."""

import re
from collections.abc import Generator, Iterator, Sequence
from itertools import combinations
from typing import Final

from derive.core.sort import INTEGER, vector
from derive.core.source import UnreadableError
from derive.core.surface import (
    Big,
    Chain,
    Dots,
    Fence,
    Juxtaposed,
    Listing,
    Name,
    Relation,
    Scripted,
    Surface,
)
from derive.core.term import Symbol
from derive.elaborate.declarations import declare, define
from derive.elaborate.definable import is_definable
from derive.elaborate.formulas import function_head
from derive.elaborate.language import Language
from derive.elaborate.names import COUNTERS, is_label_script, label_of, name_of, names_in
from derive.elaborate.properties import (
    PERHAPS,
    UNQUALIFIED,
    WHOLLY,
    is_of_function,
    make_room,
    said_of,
    said_of_all,
)
from derive.elaborate.scope import Elementwise, Scope
from derive.elaborate.sets import NUMBER_SETS
from derive.elaborate.walk import nodes
from derive.syntax.latex import write
from derive.syntax.parser import parse

_EXTREMES: Final = ("max", "min")
_LETTER: Final = re.compile(r"(?<![\w'.])[b-hj-zB-HJ-Z](?![\w'.-])")
_APART: Final = frozenset(("\\ne", "\\neq", "<", ">", "\\le", "\\leq", "\\ge", "\\geq"))
_BEHIND: Final = (
    r"^\s*,?\s*(?:be|is|are|(?:is|are) (?:assumed|supposed) to be|shall be|sei|ist|sind)?\s*"
    r"(?:both |beide |and |und )?"
    r"(?:an? |eine? |the )?(?:real |reelle )?%s"
)
_NOUN: Final = r" (?!and\b|und\b|or\b|oder\b|with\b|mit\b|where\b|if\b)\w+"
_NEXT: Final = rf"%s(?:,?{_NOUN})?\s*$"
_NO_CHOICE: Final = r"(?!,? (?:or|oder)\b)"
_AHEAD: Final = rf"%s,?(?:{_NOUN})?,?(?: and| und)?\s*$"
_VALUED: Final = r"(?P<of>\0)(?P<said>\s*(?:is|are|be|sei|ist|sind)?\s*%s\s*)\0"
_JOINING: Final = r"\s*(?:,|,?\s*and|,?\s*und)\s*"


def take_sayings(
    scope: Scope, language: Language, text: str, formulas: Sequence[Surface], *, declaring: bool
) -> None:
    """Take what a sentence says into a scope; NUL in the text stands for the formulas.

    ``declaring`` says that the sentence introduces the last formula.
    """
    if declaring:
        text = _with_attribute(scope, language, text, formulas)
    text = _with_values(scope, language, text, formulas)
    text = _with_moments(scope, language, text, formulas)
    text = _with_largest(scope, language, text, formulas)
    text = _with_order(scope, language, text, formulas)
    text = _with_eigenvalues(scope, language, text, formulas)
    if re.search(
        rf"(?<!\w)(?:{language.doubts})(?!\w)", _due(scope, text, language, formulas), re.IGNORECASE
    ):
        scope.doubts |= {name for f in formulas for name in _subjects(f)} | set(_LETTER.findall(text))


def _due(scope: Scope, text: str, language: Language, formulas: Sequence[Surface]) -> str:
    """A text without words for independent variables that were taken, or are about what was not read yet."""

    def kept(found: re.Match[str]) -> str:
        behind = text.count("\0", 0, found.start())
        names = {n for f in formulas[max(behind - 2, 0) : behind] for n in introduced(f)}
        taken = any(names <= group for s in scope.around() for group in s.independent)
        return " " if behind > len(formulas) or taken else found[0]

    return re.sub(rf"(?<!\w)(?:{language.independent})", kept, text, flags=re.IGNORECASE)


def note_elementwise(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> None:
    """Take note of "f-hat is the elementwise application of f"."""
    found = re.search(language.elementwise + r"$", text, re.IGNORECASE)
    if found is None or len(formulas) < 2:
        return
    hat, plain = (function_head(f) for f in formulas[-2:])
    if hat is not None and plain is not None:
        scope.bind(label_of(hat) or "", Elementwise(Name(plain.place, label_of(plain) or "")))


def _with_attribute(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Assume what is said of the last names: "positive x", "x and y are positive"; the rest of the text."""
    places = [m.start() for m in re.finditer("\0", text)]
    first = last = len(formulas) - 1
    if len(places) < len(formulas):
        return text
    while (
        first
        and re.fullmatch(_JOINING, text[places[first - 1] + 1 : places[first]])
        and not _compares(formulas[first - 1])
    ):
        first -= 1
    names = [name for f in formulas[first:] for name in introduced(f)]
    if not names:
        return text
    before = text[: places[first]].rpartition("\0")[2]
    after = text[places[last] + 1 :].partition("\0")[0]
    new = [name for name in names if name in COUNTERS and scope.lookup(name) is None]
    integer = all(name in new or scope.lookup(name) == Symbol(name, INTEGER) for name in names)
    if (found := _jointly(scope, language, names, after)) is not None:
        return text.replace(found, " ")
    if (apart := _apart(scope, language, names, after)) is not None:
        text, after = text.replace(apart, ""), after.replace(apart, "")
    doubted: set[str | None] = set()
    said = (*language.kinds, *language.attributes, *(language.parity if integer else ()))
    if all(is_of_function(scope, name, after) for name in names):
        known = [(rf"{UNQUALIFIED}(?>{words}){WHOLLY}", p) for words, p in language.properties]
        stated = [(words, p, said_of_all(scope, names, p)) for words, p in known]
        said = tuple((words, template) for words, _, template in stated if template is not None)
        doubted = {template for _, p, template in stated if p.startswith(PERHAPS)}
    for found, template in _attributes(said, before, after):
        make_room(scope, names, template)
        if template in (t for _, t in language.parity):
            new = [name for name in new if not _assumed(scope, rf"{name} \in \mathbb{{Z}}")]
        if all(_assumed(scope, template.replace("%s", name)) for name in names) and template not in doubted:
            text = text.replace(found, " ")
    return text


def _jointly(scope: Scope, language: Language, names: Sequence[str], after: str) -> str | None:
    """Take that names behind which words say so are independent, or events, and tell these words."""
    independent = re.search(_BEHIND % language.independent, after, re.IGNORECASE)
    if independent is not None and len(names) > 1:
        scope.independent.append(frozenset(names))
        scope.events.update(names if re.search(rf"\b(?:{language.events})", independent[0]) else ())
        return independent[0]
    events = re.search(_BEHIND % language.events, after, re.IGNORECASE)
    if events is not None:
        scope.events.update(names)
        return events[0]
    return None


def _apart(scope: Scope, language: Language, names: Sequence[str], after: str) -> str | None:
    """Assume that names have different values, or are orthogonal vectors, and tell the words for it."""
    for words, template in ((language.apart, r"%s \ne %s"), (language.upright, "%s^T %s = 0")):
        found = re.search(_BEHIND % rf"(?P<said>{words})\b", after, re.IGNORECASE)
        single = template.startswith("%s ") or all(name.islower() for name in names)
        if found is None or len(names) < 2 or not single:  # several
            continue
        pairs = [_assumed(scope, template % pair) for pair in combinations(names, 2)]
        return found["said"] if all(pairs) else None
    return None


def _with_values(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Assume "f is periodic with period T" when its last formula has been read; the rest of the text."""
    for words, property_ in language.valued:
        found = re.search(_VALUED % words + WHOLLY, text, re.IGNORECASE)
        if found is None or text.count("\0", 0, found.end() - 1) != len(formulas) - 1:
            continue
        name = next(introduced(formulas[text.count("\0", 0, found.start())]), None)
        if name is None or not is_of_function(scope, name, text):
            continue
        said = said_of(scope, name, property_)
        value = f"({write(formulas[-1])})"
        if said is not None and _assumed(scope, said.replace("%s", name).replace("%v", value)):
            return text[: found.start("said")] + text[found.end("said") :]
    return text


def _with_moments(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Assume "X has mean m and variance v", each when its formula has been read; the rest of the text."""
    for operator, pattern in zip((r"\mathbb{E}", r"\operatorname{Var}"), language.moments, strict=True):
        found = re.search(pattern, text, re.IGNORECASE)
        if found is None or text.count("\0", 0, found.end() - 1) != len(formulas) - 1:
            continue
        name = _of_which(formulas[text.count("\0", 0, found.start())])
        head = parse(rf"{operator}[{name}]").rows[0].content
        if name is not None and _declared(
            scope, Chain(head.place, (head, formulas[-1]), (Relation(head.place, "="),))
        ):
            return text[: found.start("said")] + text[found.end("said") :]
    return text


def _of_which(node: Surface) -> str | None:
    r"""The name of a random variable, or of any one of ``X_1, \dots, X_n``."""
    first = node.items[0] if isinstance(node, Listing) and Dots in map(type, node.items) else None
    if isinstance(first, Scripted) and first.sub is not None and first.sup is None and not first.primes:
        letter = name_of(first.base)
        return None if letter is None else f"{letter}_{{i}}"
    return label_of(node)


def _attributes(known: tuple[tuple[str, str], ...], before: str, after: str) -> Iterator[tuple[str, str]]:
    """The attributes right before and right behind names, one beside the other, as they are written."""
    rest: str | None = after
    while rest is not None:
        rest = yield from _one_of(known, _BEHIND + _NO_CHOICE, rest)
    rest = yield from _one_of(known, _NEXT, before)
    while rest is not None:
        rest = yield from _one_of(known, _AHEAD, rest)


def _one_of(
    known: tuple[tuple[str, str], ...], pattern: str, text: str
) -> Generator[tuple[str, str], None, str | None]:
    """The first attribute that the pattern finds; what is left of the text, None if there is none."""
    for word, template in known:
        found = re.search(pattern % rf"(?<![\w-])(?:{word})(?!\w)", text, re.IGNORECASE)
        if found is not None:
            yield found[0], template
            return text[: found.start()] if found.start() else text[found.end() :]
    return None


def _compares(node: Surface) -> bool:
    return isinstance(node, Chain) and any(r.sign != "\\in" for r in node.relations)


def introduced(node: Surface) -> Iterator[str]:
    r"""The names that ``A``, ``A \in \mathbb{R}^{n \times n}`` or ``x, y \in \mathbb{R}`` introduce."""
    name = label_of(node)
    if name is not None:
        yield name
    elif isinstance(node, Listing):
        for item in node.items:
            yield from introduced(item)
    elif isinstance(node, Chain) and {r.sign for r in node.relations} <= _APART and None not in node.terms:
        for term in node.terms:
            yield from introduced(term or node)
    elif (
        isinstance(node, Chain) and [r.sign for r in node.relations] == ["\\in"] and node.terms[0] is not None
    ):
        yield from introduced(node.terms[0])


def _assumed(scope: Scope, latex: str) -> bool:
    return _declared(scope, parse(latex).rows[0].content)


def _declared(scope: Scope, node: Surface) -> bool:
    try:
        declare(scope, node)
    except UnreadableError:
        return False
    return True


def _subjects(formula: Surface) -> Iterator[str]:
    """The names that a formula in a sentence is about."""
    if isinstance(formula, Juxtaposed) and len(formula.items) == 2 and isinstance(formula.items[1], Fence):
        yield from _subjects(formula.items[0])
    elif isinstance(formula, Scripted):
        named = name_of(formula.base) if formula.sub is not None else None
        yield from filter(None, (label_of(formula), named))
    elif isinstance(formula, Name | Fence | Listing | Chain):
        yield from names_in(formula) - NUMBER_SETS.keys()
        yield from filter(None, (label_of(formula),))


def _with_order(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Take note of "b_1, ..., b_n are the entries of a in order"; the rest of the text."""
    for pattern in language.sorted:
        found = re.search(pattern, text, re.IGNORECASE)
        if found is None:
            continue
        shown = [_formula(formulas, text, found.start(k)) for k in ("sorted", "of")]
        names = [_array_name(node) for node in shown]
        if None not in names and names[0] != names[1]:
            scope.arrangements[names[0] or ""] = names[1] or ""
            scope.doubts.add(names[1] or "")
            for node in shown:
                _introduce(scope, node)
            scope.used |= {f"{n}{mark}" for n in names for mark in ("", "_")}
            text = text[: found.start()] + text[found.end() :]
    return text


def _with_eigenvalues(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Assume that no eigenvalue is smaller, or larger, than the one with a name; the rest of the text."""
    for pattern, template in language.eigenvalues:
        found = re.search(pattern, text, re.IGNORECASE)
        if found is None or text.count("\0", 0, found.end() - 1) != len(formulas) - 1:
            continue
        names = [next(introduced(_formula(formulas, text, found.start(k))), None) for k in ("of", "value")]
        if None not in names:
            _assumed(scope, template.replace("%A", names[0] or "").replace("%l", names[1] or ""))
    return text


def _formula(formulas: Sequence[Surface], text: str, position: int) -> Surface:
    return formulas[text.count("\0", 0, position)]


def _array_name(node: Surface | None) -> str | None:
    r"""The name of the array in ``\vec a``, ``a_1, \dots, a_n``, ``a_1 \ge \dots \ge a_n``."""
    if isinstance(node, Name):
        return name_of(node)
    items = node.terms if isinstance(node, Chain) else getattr(node, "items", ())
    if isinstance(node, Fence) and len(items) == 1 and not isinstance(items[0], Scripted):
        return _array_name(items[0])
    if Dots not in map(type, items) or not isinstance(items[0], Scripted):
        return None
    return name_of(items[0].base)


def _introduce(scope: Scope, node: Surface) -> None:
    r"""A name that is new in ``a_1, \dots, a_n`` is a vector."""
    name = _array_name(node)
    last = next((n for n in reversed(list(nodes(node))) if isinstance(n, Scripted)), None)
    size = name_of(last.sub) if last is not None and last.sub is not None else None
    if name is None or size is None or scope.lookup(name) is not None:
        return
    if isinstance(node, Listing):
        scope.bind(name, Symbol(name, vector(Symbol(size, INTEGER))))
    elif not scope.remembered(name):
        scope.implicit[name] = Symbol(name, vector(Symbol(size, INTEGER)))


def _with_largest(scope: Scope, language: Language, text: str, formulas: Sequence[Surface]) -> str:
    """Define the names that are said to be the largest or smallest of a list; the rest of the text."""
    for operator, pattern in zip(_EXTREMES, (language.largest, language.smallest), strict=True):
        for found in reversed(list(re.finditer(pattern, text, re.IGNORECASE))):
            name = _formula(formulas, text, found.start())
            listed = _list_of(formulas, text, found)
            if listed is not None and _defines(scope, name, operator, listed):
                text = text[: found.start("said")] + text[found.end("said") :]
    return text


def _list_of(formulas: Sequence[Surface], text: str, found: re.Match[str]) -> Fence | None:
    """The list that a name is the largest of: the formula that is named, else the last list before."""
    position = text.count("\0", 0, found.start())
    if found["of"] is not None:
        return _as_list(_formula(formulas, text, found.start("of")))
    lists = (_as_list(f) for f in reversed(formulas[:position]))
    return next((f for f in lists if f is not None), None)


def _as_list(node: Surface) -> Fence | None:
    items = list(getattr(node, "items", ()))
    if items and isinstance(items[-1], Chain) and items[-1].terms[0] is not None:
        items[-1] = items[-1].terms[0]
    if len(items) < 3 or Dots not in map(type, items):
        return None
    return Fence(node.place, "(", ")", tuple(items), (",",) * (len(items) - 1))


def _defines(scope: Scope, name: Surface, operator: str, listed: Fence) -> bool:
    starred = isinstance(name, Scripted) and name.sup is not None and is_label_script(name.sup)
    largest = Big(name.place, operator, None, None, listed)
    if not (isinstance(name, Name) or starred) or not is_definable(scope, name, largest):
        return False
    try:
        define(scope, name, largest)
    except UnreadableError:
        return False
    return True
