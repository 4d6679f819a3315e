"""What belongs to a formula behind it: displays that go on with it, and conditions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from derive.core.derivation import Kind, Step
from derive.core.document import Block, BlockKind
from derive.core.surface import (
    Big,
    Chain,
    Fence,
    Formula,
    Juxtaposed,
    Listing,
    Name,
    Relation,
    Scripted,
    Surface,
)
from derive.elaborate.chains import Draft, begins_with_relation, drafts, has_half_cases, join_cases
from derive.elaborate.excluded import excluded
from derive.elaborate.formulas import is_approach
from derive.elaborate.language import Language
from derive.elaborate.names import is_label, label_of, name_of, names_in
from derive.elaborate.paragraphs import first_sentence
from derive.elaborate.sayings import introduced
from derive.elaborate.scope import Scope
from derive.elaborate.sentences import Around
from derive.elaborate.turns import said_behind
from derive.elaborate.walk import nodes
from derive.syntax.latex import write
from derive.syntax.parser import parse


def continued(blocks: Sequence[Block], position: int, found: list[Draft], done: set[int]) -> list[Draft]:
    """With the rows of following displays that begin with a relation, or that fill an open one.

    The positions of these displays are added to ``done``.
    """
    for later in range(position + 1, len(blocks)):
        block = blocks[later]
        if block.kind in (BlockKind.HEADING, BlockKind.UNREADABLE):
            break
        if block.kind is not BlockKind.DISPLAY or block.formula is None:
            continue
        if found and has_half_cases(found[-1], block.formula.rows):
            join_cases(found[-1], block.formula.rows)
            done.add(later)
            continue
        if not found or not (found[-1].open or begins_with_relation(block.formula.rows)):
            break
        found = [*found[:-1], *drafts(block.formula.rows, found[-1])]
        done.add(later)
    return found


def trailing(blocks: Sequence[Block], position: int, language: Language, taken: set[int]) -> list[Surface]:
    """Conditions right behind a formula, such as "for all"; their positions are added to ``taken``."""
    conditions: list[Surface] = []
    said: list[Surface] = []
    if ends_itself(blocks[position]):
        return []
    if found := _excepted(blocks[position + 1 : position + 3], language) or _at(blocks, position, language):
        taken.add(position + 2)
        return found
    templates: tuple[str, ...] = ()
    expected = language.after
    words = blocks[position + 1 :: 2]
    for prose, formula, behind in zip_longest(words, blocks[position + 2 :: 2], words[1:]):
        if formula is None:
            break
        if prose.kind is not BlockKind.PROSE or formula.kind is not BlockKind.INLINE:
            break
        if conditions and _is_next_claim(blocks, position, formula, behind, language):
            break
        templates = templates if conditions else said_behind(language, prose.text)
        words_between = re.fullmatch(expected, prose.text, re.IGNORECASE)
        if words_between is None and (
            (templates and not conditions)
            or _says_approach(prose, formula)
            or (conditions and _restricts(prose, formula))
        ):
            words_between = re.fullmatch(r"[\s\S]*", prose.text)
        if words_between is None or formula.formula is None:
            break
        condition = formula.formula.rows[0].content
        said.extend(_attributed(condition, templates))
        if words_between.groupdict().get("whole") and not templates:
            said.extend(_whole(condition))
        said.extend(_of_all(condition, prose, language))
        conditions.append(condition)
        taken.add(position + 2 * len(conditions))
        tends = is_approach(condition, named=True)
        expected = language.after if tends else r"\s*(?:,|and|und)\s*"
    return [*said, *(c for c in conditions if isinstance(c, Chain | Listing))]


def _is_next_claim(
    blocks: Sequence[Block], position: int, formula: Block, behind: Block | None, language: Language
) -> bool:
    """Whether a formula behind a condition has one of its own, or ends a list of claims."""
    if behind is not None and re.match(language.after, behind.text, re.IGNORECASE):
        return True
    return _ends_list(blocks, position, formula)


def _ends_list(blocks: Sequence[Block], position: int, formula: Block) -> bool:
    """Whether an equation is the last of a list of claims to which the one at a position belongs.

    With one side without names, and no sum or integral, it may be a condition of what the other speaks of.
    """
    before = blocks[max(position - 2, 0) : position]
    listed = [b.kind for b in before] == [BlockKind.INLINE, BlockKind.PROSE] and before[1].text.strip() == ","
    shown = formula.formula.rows[0].content if formula.formula is not None else None
    claimed = blocks[position].formula
    if not listed or not isinstance(shown, Chain) or any(r.sign != "=" for r in shown.relations):
        return False
    if claimed is None or any(label_of(t) is not None for t in shown.terms if t is not None):
        return False
    bounds = any(t is not None and not names_in(t) for t in shown.terms)
    bounds = bounds and not any(isinstance(n, Big) for n in nodes(shown))
    return not (bounds and frozenset() < names_in(shown) <= names_in(claimed.rows[0].content))


def next_claim(blocks: Sequence[Block], position: int, last: int) -> int | None:
    """Where the last of a list of claims stands right behind the conditions of the one before it."""
    words, formula = (*blocks[last + 1 : last + 3], None, None)[:2]
    if last == position or words is None or formula is None or formula.kind is not BlockKind.INLINE:
        return None
    joined = re.fullmatch(r"\s*,?\s*(?:and|und)\s*", words.text) is not None
    return last + 2 if joined and _ends_list(blocks, position, formula) else None


def _of_all(condition: Surface, words: Block, language: Language) -> list[Surface]:
    """The name behind words that say that a formula holds whatever it is."""
    found = language.quantifier(words.text)
    return [condition] if isinstance(condition, Name) and found is not None and found[0] == "forall" else []


def _restricts(words: Block, formula: Block) -> bool:
    """Whether "with" or "such that" leads to what holds of a name before it, and to no definition."""
    shown = formula.formula.rows[0].content if formula.formula is not None else None
    relates = isinstance(shown, Chain) and all(r.sign not in ("=", ":=") for r in shown.relations)
    return relates and _RESTRICTING.fullmatch(words.text) is not None


def _attributed(condition: Surface, templates: Sequence[str]) -> list[Surface]:
    """What "for positive x and y" says of the names in the formula behind it."""
    names = list(introduced(condition))
    return [parse(t.replace("%s", n)).rows[0].content for n in names for t in templates]


def _at(blocks: Sequence[Block], position: int, language: Language) -> list[Surface]:
    """The value of a name at which alone a formula holds: "at ``x = 2``"."""
    words, point, behind = (*blocks[position + 1 : position + 4], None, None, None)[:3]
    if words is None or point is None or re.fullmatch(language.pointing, words.text, re.IGNORECASE) is None:
        return []
    node = point.formula.rows[0].content if point.formula is not None else None
    more = behind is not None and re.fullmatch(r"\s*,?\s*(?:and|or|und|oder)\s*", behind.text) is not None
    equation = isinstance(node, Chain) and [r.sign for r in node.relations] == ["="]
    return (
        [node]
        if isinstance(node, Chain) and equation and isinstance(node.terms[0], Name) and not more
        else []
    )


def _excepted(behind: Sequence[Block], language: Language) -> list[Surface]:
    """The condition in "unless ``x = 0``"."""
    formula = behind[-1].formula if len(behind) > 1 and behind[-1].kind is BlockKind.INLINE else None
    if formula is None or re.fullmatch(language.unless, behind[0].text, re.IGNORECASE) is None:
        return []
    found = excluded(formula.rows[0].content)
    return [] if found is None else [found]


def _says_approach(words: Block, formula: Block) -> bool:
    r"""Whether "as" is followed by what tends where."""
    shown = formula.formula.rows[0].content if formula.formula is not None else None
    said = re.fullmatch(r"\s*,?\s*(?:as|for|when|für|bei|wenn)\s*", words.text, re.IGNORECASE)
    return shown is not None and said is not None and is_approach(shown, named=True)


def _whole(condition: Surface) -> Iterator[Surface]:
    """That the name a condition begins with is an integer."""
    name = condition.terms[0] if isinstance(condition, Chain) else condition
    if isinstance(name, Name):
        integers = Name(name.place, "\\mathbb{Z}")
        yield Chain(name.place, (name, integers), (Relation(name.place, "\\in"),))


def around(blocks: Sequence[Block], position: int, before: str) -> Around:
    """The sentence around a formula, of which ``before`` was said already."""
    after, following = "", []
    ahead = blocks[position + 1 : position + MOST_AHEAD]
    for words, formula in zip_longest(ahead[::2], ahead[1::2]):
        if words.kind is not BlockKind.PROSE:
            break
        after += first_sentence(words.text)
        rest = words.text[len(first_sentence(words.text)) :]
        ends, after = bool(rest), after + "?" * rest.lstrip().startswith("?")
        if ends or formula is None or formula.kind is not BlockKind.INLINE or formula.formula is None:
            break
        after += "\0"
        following.append(formula.formula)
    return Around(before, after, tuple(following))


def has_own_condition(blocks: Sequence[Block], position: int, language: Language) -> bool:
    """Whether behind "for x > 0 and" a statement stands that has a condition of its own."""
    before, words = blocks[position - 1 : position], blocks[position + 1 : position + 3]
    joined = bool(before) and re.search(r"(?:\band|\bund)\s*$", before[0].text, re.IGNORECASE) is not None
    if not joined or [b.kind for b in words] != [BlockKind.PROSE, BlockKind.INLINE]:
        return False
    return re.fullmatch(language.after, words[0].text, re.IGNORECASE) is not None


def is_subject(blocks: Sequence[Block], position: int, language: Language) -> bool:
    """Whether a sentence goes on to say something of a formula, as in "show that w = A^{-1} b minimises"."""
    words = blocks[position + 1 : position + 2]
    if not words or words[0].kind is not BlockKind.PROSE:
        return False
    condition = re.match(language.after, words[0].text, re.IGNORECASE)
    other = re.match(r"\s*(?:and|und|but|aber|so|by|using|mit|durch)\b", words[0].text, re.IGNORECASE)
    return not condition and not other and re.match(r"\s*[^\W\d_]{3,}", words[0].text) is not None


def begins_case(blocks: Sequence[Block], position: int, language: Language) -> bool:
    """Whether behind a formula a condition follows of which a statement is said: ", for x < 0 it is"."""
    behind = list(blocks[position + 1 : position + 5])
    kinds = [b.kind for b in behind]
    if kinds != [BlockKind.PROSE, BlockKind.INLINE] * 2:
        return False
    return re.match(rf"\s*,?\s*(?:{language.copula})\b", behind[2].text, re.IGNORECASE) is not None


def stands_for_several(blocks: Sequence[Block], position: int, scope: Scope) -> bool:
    r"""``x_i > 0, etc.`` says of some of several names, introduced one by one, what it shows of one."""
    words, formula = blocks[position + 1 : position + 2], blocks[position].formula
    if formula is None or not words or _LIKEWISE.match(words[0].text) is None:
        return False
    found = (n for row in formula.rows for n in nodes(row.content) if isinstance(n, Scripted))
    names = {name_of(n.base) for n in found if isinstance(n.sub, Name) and not is_label(n.sub)}
    return any(n is not None and scope.lookup(n) is None and scope.is_family(n) for n in names)


def stands_alone(sentence: str, blocks: Sequence[Block], position: int) -> bool:
    """Whether a calculation in several steps, or a comparison of growth, is all that is said."""
    if tells_order(blocks, position):
        return True
    formula, following = blocks[position].formula, blocks[position + 1 : position + 2]
    if formula is None or len(formula.rows) != 1 or UNLABELLED.fullmatch(sentence) is None:
        return False
    node = formula.rows[0].content
    ends = not following or following[0].kind is not BlockKind.PROSE or _ENDING.match(following[0].text)
    if not isinstance(node, Chain) or len(node.relations) < 2 or None in node.terms:
        return False
    return bool(ends) and all(r.sign in _CALCULATING for r in node.relations)


def tells_order(blocks: Sequence[Block], position: int) -> bool:
    r"""Whether a formula is a comparison of growth of which the words behind it say where: "as x \\to 0"."""
    formula, following = blocks[position].formula, blocks[position + 1 : position + 3]
    kinds = [b.kind for b in following]
    if formula is None or kinds != [BlockKind.PROSE, BlockKind.INLINE]:
        return False
    approach = following[1].formula
    said = approach is not None and is_approach(approach.rows[0].content, named=True)
    return said and _LEADING_TO.fullmatch(following[0].text) is not None and _compares_growth(formula)


_LEADING_TO: Final = re.compile(r"[\s,]*(?:as|when|for|für|wenn|bei)\s*", re.IGNORECASE)


def _compares_growth(formula: Formula) -> bool:
    r"""Whether a formula has the sign ``\sim`` or a term like ``O(x)``."""
    node = formula.rows[0].content
    if not isinstance(node, Chain) or len(formula.rows) != 1 or None in node.terms:
        return False
    return any(r.sign == "\\sim" for r in node.relations) or any(
        isinstance(n, Juxtaposed)
        and len(n.items) == 2
        and isinstance(n.items[1], Fence)
        and name_of(n.items[0]) in ("o", "O", "\\mathcal{O}")
        for n in nodes(node)
    )


def as_asymptotic(draft: Draft) -> Draft:
    r"""The chain with ``\sim`` for its equals signs, where words before say "asymptotically"."""
    signs = [replace(r, sign="\\sim") if r.sign == "=" else r for r in draft.relations]
    return replace(draft, relations=signs)


def says_asymptotic(sentence: str) -> bool:
    """Whether a formula stands right behind "asymptotically", a word that most languages share."""
    return _ASYMPTOTIC.search(sentence.rstrip("\0 \t\n")) is not None


MOST_AHEAD: Final = 9
_RESTRICTING: Final = re.compile(
    r"\s*,?\s*(?:with|such that|s\.t\.|satisfying|mit|sodass|so dass)\s*", re.IGNORECASE
)
_CALCULATING: Final = frozenset(("=", "<", ">", "\\le", "\\ge", "\\equiv"))
_LABELS: Final = r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.):]+[\s*_]*){0,3}"
UNLABELLED: Final = re.compile(rf"\0?[\s*_#>+-]*{_LABELS}\0?")
_ENDING: Final = re.compile(rf"[.;]\s|[.;,]?[\s*+-]*{_LABELS}$|\s*,\s|\s*(?:and|und)\b")
_ASYMPTOTIC: Final = re.compile(r"\basympto\w+[\s,:]*$", re.IGNORECASE)
_LIKEWISE: Final = re.compile(
    r"\s*,?\s*(?:etc|et cetera|and so (?:on|forth)|usw|und so weiter)\b", re.IGNORECASE
)


def ends_itself(block: Block) -> bool:
    """Whether the sentence ends inside the formula, with its full stop."""
    return block.text.rstrip().endswith(".") and not block.text.rstrip().endswith("..")


def said_with_where(blocks: Sequence[Block], position: int, language: Language) -> Iterator[int]:
    """The positions of the formulas that follow one with "where", one after the other."""
    expected = language.where
    start = position + 1
    while start < len(blocks) and blocks[start].kind is BlockKind.PARAGRAPH_END:
        start += 1
    for k in range(start, len(blocks) - 1, 2):
        words, formula = blocks[k], blocks[k + 1]
        if words.kind is not BlockKind.PROSE or re.fullmatch(expected, words.text, re.IGNORECASE) is None:
            return
        if formula.kind is not BlockKind.INLINE or formula.formula is None:
            return
        yield k + 1
        expected = r"\s*,?\s*(?:and|und)?\s*"


def stated(block: Block, formula: Formula, kind: Kind, label: str) -> Step:
    """The step of a formula that claims nothing."""
    latex = " \\\\ ".join(write(r.content) for r in formula.rows)
    return Step(0, kind, block.place, latex, label, block.kind is BlockKind.DISPLAY)
