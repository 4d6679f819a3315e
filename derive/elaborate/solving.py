"""Equations that are solved line by line: each line follows from the one before, down to the unknown."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Final

from derive.algebra.balls import assignment_of, truth
from derive.algebra.points import points
from derive.algebra.shapes import ShapeError
from derive.core.document import Block, BlockKind
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import FunctionSort
from derive.core.source import Place, UnreadableError
from derive.core.surface import Chain, Listing, Relation, Scripted, Surface
from derive.core.term import Symbol, Term
from derive.elaborate.alternatives import either
from derive.elaborate.chains import Draft, chain_of, drafts
from derive.elaborate.context import Settled, settle
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.disjoined import is_alternative
from derive.elaborate.formulas import is_sort
from derive.elaborate.general import parameters_of
from derive.elaborate.language import Language, Role
from derive.elaborate.names import is_power, label_of, name_of, used_in
from derive.elaborate.paragraphs import opening
from derive.elaborate.propositions import ARROWS, proposition
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.terms import begin
from derive.syntax.latex import write

_POINTS: Final = 40
_EFFORT: Final = 20_000
_MOST: Final = 16
_LEAST: Final = 2
_ORDER: Final = frozenset(("<", ">", "\\le", "\\ge"))
_ROOT: Final = re.compile(r"[1-9]|1[,/]2")
_SINCE: Final = re.compile(r"\s*[,;]?\s*\(?\s*(?:since|because|as|da|weil|denn)\s*")
_LEADING: Final = (None, Role.CLAIM, Role.REMARK)


@dataclass(frozen=True, slots=True)
class Solution:
    """Statements, the last ones solved: the first ``given`` are to be solved, the others follow.

    ``positions`` are the blocks of those behind the first block, ``beside`` what values are about, and
    ``reason`` a bound on the unknown by which the last line leaves out other values.
    """

    lines: tuple[Draft, ...]
    positions: tuple[int, ...]
    given: int
    beside: tuple[Draft, ...] = ()
    reason: Chain | None = None

    @property
    def sequence(self) -> list[Draft]:
        """What follows from what; a reason has to follow from the first line."""
        if self.reason is None:
            return [in_sequence(self.lines), *self.beside]
        *before, last = self.lines
        limited = Listing(self.reason.place, (_node(before[-1]), self.reason), ("and",))
        steps = [in_sequence(before)] if len(before) > 1 else []
        steps.append(in_sequence((self.lines[0], Draft(terms=[self.reason]))))
        return [*steps, in_sequence((Draft(terms=[limited]), last)), *self.beside]


def solution_of(
    blocks: Sequence[Block],
    position: int,
    found: Sequence[Draft],
    scope: Scope,
    language: Language,
    posed: Sequence[Draft] = (),
) -> Solution | None:
    """The statements of a display, and of those behind it, down to where an unknown is found.

    Before them stand those that were ``posed`` with the task to solve them. None unless the first ones
    restrict names that have no value yet, and the last say what these are.
    """
    gathered = _Gathered(deque(islice(_displays(blocks, position, language), _MOST)), len(posed), scope)
    gathered.lines += posed
    gathered.add(found)
    if not gathered.lines:
        return None
    while all(map(_is_statement, gathered.lines)):
        while gathered.later and _root(gathered.lines[-1]) and all(map(_root, gathered.later[0][1])):
            gathered.take()
        solution = _solved(gathered.lines, scope, gathered.posed)
        if solution is not None:
            return _with_reason(gathered.whole(solution, scope), blocks, position)
        if not gathered.later:
            return None
        gathered.take()
    return None


def _with_reason(solution: Solution, blocks: Sequence[Block], position: int) -> Solution:
    """With the bound in "(since x > 2)" behind the last line."""
    last = (position, *solution.positions)[-1]
    behind = blocks[last + 1 : last + 3]
    formula = behind[1].formula if len(behind) > 1 and behind[1].kind is BlockKind.INLINE else None
    node = formula.rows[0].content if formula is not None else None
    if not isinstance(node, Chain) or None in node.terms or not _SINCE.fullmatch(behind[0].text):
        return solution
    names = {_value(d) for d in solution.lines[solution.given :]}
    if _named(node) not in names or not {r.sign for r in node.relations} <= _ORDER | {"\\ne"}:
        return solution
    return replace(solution, positions=(*solution.positions, last + 2), reason=node)


@dataclass(slots=True)
class _Gathered:
    """The statements of several displays, the first ``posed`` before them, and the displays still to come."""

    later: deque[tuple[int, list[Draft]]]
    posed: int
    scope: Scope
    lines: list[Draft] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    beside: list[Draft] = field(default_factory=list)

    def add(self, found: Sequence[Draft]) -> None:
        """Take statements; what a value is about stands beside them."""
        for draft in found:
            if self.lines and len(draft.relations) == 1 and is_sort(chain_of(draft)):
                self.lines[-1].conditions.append(chain_of(draft))
                continue
            line, about = _without_decimals(draft)
            line, before = _last_of(line, self.scope)
            self.lines.append(line)
            self.beside += [*before, *about]

    def take(self) -> None:
        """Take the next display."""
        position, further = self.later.popleft()
        self.positions.append(position)
        self.add(further)

    def whole(self, solution: Solution, scope: Scope) -> Solution:
        """With the displays behind it that say what else is worth, as was defined by what was found."""
        found = frozenset(_value(d) for d in solution.lines[solution.given :])
        read = len(self.lines)
        while self.later and all(len(d.relations) == 1 and is_sort(chain_of(d)) for d in self.later[0][1]):
            self.take()
        while self.later and all(_follows(d, found, scope) for d in self.later[0][1]):
            self.take()
        lines = (*solution.lines, *self.lines[read:])
        return Solution(lines, tuple(self.positions), solution.given, tuple(self.beside))


def _last_of(draft: Draft, scope: Scope) -> tuple[Draft, list[Draft]]:
    """``f'(x) = 2x - 4 = 0`` as the equation that it ends with, and what holds before that in any case."""
    if len(draft.relations) < _LEAST or {r.sign for r in draft.relations} != {"="} or draft.open:
        return draft, []
    at = len(draft.relations) - 1
    before, last = _part(draft, slice(0, at)), _part(draft, slice(at, at + 1))
    read = _read([before], scope)
    if read is None or _restricts(read.terms[0], read):
        return draft, []
    return replace(last, conditions=draft.conditions, leading=draft.leading), [before]


def _part(draft: Draft, part: slice) -> Draft:
    """Some of the relations of a chain, with the terms around them."""
    return replace(
        draft,
        terms=draft.terms[part.start : part.stop + 1],
        relations=draft.relations[part],
        starts=draft.starts[part],
        labels=draft.labels[part],
        conditions=[],
        leading=[],
    )


def _without_decimals(draft: Draft) -> tuple[Draft, list[Draft]]:
    r"""``x = \frac13 \approx 0.333`` as what x is, and what that is about."""
    at = next((k for k, r in enumerate(draft.relations) if r.sign == "\\approx"), 0)
    if not at or draft.open:
        return draft, []
    parts = [_part(draft, slice(0, at)), _part(draft, slice(at, len(draft.relations)))]
    first = replace(parts[0], conditions=draft.conditions, leading=draft.leading)
    return first, [parts[1]]


def _follows(draft: Draft, found: frozenset[str | None], scope: Scope) -> bool:
    """Whether this says what a name is worth that was defined by what was found."""
    name = _value(draft) if _is_statement(draft) else None
    meaning = scope.lookup(name) if name is not None else None
    return isinstance(meaning, Definition) and bool(found & {s.name for s in meaning.body.symbols})


def in_sequence(lines: Sequence[Draft]) -> Draft:
    """The statements as implications, from each to the next; conditions on new names stay with theirs."""
    known = used_in(*lines[0].terms)
    nodes = [_with_conditions(d, known) for d in lines]
    whole = Draft(terms=nodes)
    for draft, node in zip(lines[1:], nodes[1:], strict=True):
        place = Place(node.place.start, node.place.start, node.place.part)
        whole.relations.append(Relation(place, "\\Rightarrow"))
        whole.starts.append(False)
        whole.labels.append(draft.label)
    for draft in lines:
        whole.conditions += [c for c in draft.conditions if c not in parameters_of(draft.conditions, known)]
        whole.leading += draft.leading
        whole.remarks += draft.remarks
    return whole


def _with_conditions(draft: Draft, known: frozenset[str]) -> Surface:
    new = parameters_of(draft.conditions, known)
    node = _node(draft)
    if not new:
        return node
    items = node.items if isinstance(node, Listing) else (node,)
    signs = node.separators if isinstance(node, Listing) else ()
    return Listing(node.place, (*items, *new), (*signs, *("," for _ in new)))


def _displays(
    blocks: Sequence[Block], position: int, language: Language
) -> Iterator[tuple[int, list[Draft]]]:
    """The displays behind a position, as long as words between them give nothing and open nothing."""
    for k, block in enumerate(blocks[position + 1 :], position + 1):
        if block.kind is BlockKind.DISPLAY and block.formula is not None:
            yield k, drafts(block.formula.rows)
        elif block.kind is BlockKind.PROSE:
            begun = opening(block.text, heading=False)
            if (begun.exercise or begun.part) and blocks[k - 1].kind is BlockKind.PARAGRAPH_END:
                return
            if language.role(block.text, display=True) not in _LEADING:
                return
        elif block.kind is not BlockKind.PARAGRAPH_END:
            return


def _solved(lines: Sequence[Draft], scope: Scope, posed: int) -> Solution | None:
    """The lines as a solution, if the last ones say what an unknown is and the others restrict it."""
    lines = _with_roots(lines)
    values = list(takewhile(lambda v: v is not None, (_value(d) for d in reversed(lines))))
    start = len(lines) - len(values)
    if not values or not start or _says_what_it_is(lines[0], scope):
        return None
    read = _read(lines, scope)
    if read is None or any(isinstance(s.sort, FunctionSort) for s in _symbols(read.terms)):
        return None
    names = {s.name for s in _symbols(read.terms[:start])}
    found = {v for v in values if v is not None}
    known = {s.name for s in _symbols(read.terms[start:])} - found
    given = posed or (len(names - known) if len(found) > 1 or not known else 1)
    unknown = found <= names and all(not isinstance(scope.lookup(n), Definition) for n in found)
    common = all(found & {s.name for s in t.symbols} for t in read.terms[:start])
    if not unknown or not common or not 0 < given <= start or (not posed and given < len(found)):
        return None
    if not posed and not all(_restricts(t, read) for t in read.terms[:start]):
        return None
    rest = [_as_alternatives(d) for d in lines[given:]] if given > 1 or posed else lines[given:]
    return Solution((*lines[:given], *rest), (), given)


def _as_alternatives(draft: Draft) -> Draft:
    r"""``x = \pm 2`` as one of two statements."""
    node = either(_node(draft))
    return replace(draft, terms=[node], relations=[], starts=[], labels=[]) if is_alternative(node) else draft


def _is_statement(draft: Draft) -> bool:
    """Whether this is a relation with both its sides, or one of several."""
    if draft.open or any(r.sign in ARROWS for r in draft.relations):
        return False
    return {r.sign for r in draft.relations} <= _ORDER | {"="} if draft.relations else _is_either(draft)


def _is_either(draft: Draft) -> bool:
    return isinstance(draft.terms[0], Listing) and set(draft.terms[0].separators) == {"or"}


def _node(draft: Draft) -> Surface:
    return chain_of(draft) if draft.relations else draft.terms[0]


def _value(draft: Draft) -> str | None:
    """The name that ``x = 3``, ``-1 < x < 2``, ``x = 6/2 = 3`` or ``x = 1 or x = 2`` gives values to."""
    node = _node(draft)
    chains = node.items if isinstance(node, Listing) else (node,)
    names = {_named(c) for c in chains}
    return names.pop() if len(names) == 1 else None


def _named(node: Surface) -> str | None:
    terms = [t for t in node.terms if t is not None] if isinstance(node, Chain) else []
    signs = {r.sign for r in node.relations} if isinstance(node, Chain) else set()
    found = [k for k, t in enumerate(terms) if not is_power(t) and label_of(t) is not None]
    at = found[0] if len(found) == 1 or (found and "=" in signs) else None
    if at is None or ("=" in signs and at != 0):
        return None
    name = label_of(terms[at])
    others = used_in(*(t for k, t in enumerate(terms) if k != at))
    return None if name in others else name


def _says_what_it_is(draft: Draft, scope: Scope) -> bool:
    """Whether a statement begins with a name, or a function of names, that has no meaning yet."""
    if not draft.relations or draft.relations[0].sign != "=" or is_power(draft.terms[0]):
        return False
    shown = head_and_parameters(draft.terms[0])
    name = label_of(shown[0]) if shown is not None else None
    return name is not None and scope.lookup(name) is None


def _with_roots(lines: Sequence[Draft]) -> list[Draft]:
    r"""With ``x_1 = 2, x_2 = 3`` and ``x_{1,2} = 1 \pm 2`` as what they say of x."""
    last = list(takewhile(_root, reversed(lines)))[::-1]
    before = list(lines[: len(lines) - len(last)])
    used = used_in(*(t for d in before for t in d.terms))
    letters = {_root(d) for d in last}
    if len(letters) != 1 or not letters <= used or {f"{n}_" for n in letters} & used:
        return list(lines)
    pairs = takewhile(_is_pair, last)
    before += [_either([d]) for d in pairs]
    single = [d for d in last if not _is_pair(d)]
    return [*before, _either(single)] if single else before


def _either(lines: Sequence[Draft]) -> Draft:
    """One statement of the letter: that one of the values is its."""
    chains = tuple(map(_plain, lines))
    either = Listing(chains[0].place.to(chains[-1].place), chains, ("or",) * (len(chains) - 1))
    whole = Draft(terms=[either if len(chains) > 1 else chains[0]])
    whole.unfold()
    for draft in lines:
        whole.conditions += draft.conditions
        whole.remarks += draft.remarks
    return whole


def _root(draft: Draft) -> str | None:
    """The letter of ``x_1 = ..`` or ``x_{1,2} = ..``."""
    left = draft.terms[0]
    return name_of(left.base) if isinstance(left, Scripted) and _number(draft) else None


def _is_pair(draft: Draft) -> bool:
    """Whether this is ``x_{1,2} = ..``."""
    return len(_number(draft)) > 1


def _number(draft: Draft) -> str:
    """Which root a statement speaks of: the subscript of the name that it begins with."""
    left = draft.terms[0]
    if not draft.relations or not isinstance(left, Scripted) or left.sub is None or left.sup is not None:
        return ""
    text = re.sub(r"[{}\s]", "", write(left.sub))
    return text if _ROOT.fullmatch(text) else ""


def _plain(draft: Draft) -> Chain:
    node = chain_of(draft)
    left = node.terms[0]
    base = left.base if isinstance(left, Scripted) else None
    return Chain(node.place, (base or left, *node.terms[1:]), node.relations)


def _read(lines: Sequence[Draft], scope: Scope) -> Settled | None:
    """The statements as propositions, if all can be read."""
    nodes = list(map(_node, lines))
    try:
        reading = begin(scope.child(), *nodes)
        return settle(reading, [proposition(reading, n) for n in nodes])
    except (UnreadableError, ShapeError):
        return None


def _symbols(terms: Sequence[Term]) -> frozenset[Symbol]:
    return frozenset[Symbol]().union(*(t.symbols for t in terms))


def _restricts(term: Term, read: Settled) -> bool:
    """Whether a statement is false somewhere, so that it is none about all numbers."""
    hypotheses = tuple(h.proposition for h in read.hypotheses)
    symbols = tuple(sorted(term.symbols, key=lambda s: s.name))
    try:
        tried = islice(points(symbols, hypotheses, Effort(_EFFORT)), _POINTS)
        return any(truth(term, assignment_of(point)) is False for point in tried)
    except OutOfEffortError:
        return False
