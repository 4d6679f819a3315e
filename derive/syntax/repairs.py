"""Damage to the layout of a formula, as OCR and hasty hands leave it, and what it must have been.

A repair is proposed only where it is the only plausible one: what stands in the brackets is whole
elsewhere in the formula, or every other place for the bracket would give the same value. Everything
else stays unreadable. A row of :data:`_REPAIRS` is one kind of damage, by the code of its refusal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from derive.core.source import Diagnostic, Place, Severity, UnreadableError
from derive.core.surface import Formula
from derive.syntax.token import Token

_Edit = tuple[list[Token], str]
_MOST: Final = 24
_OPENERS: Final = frozenset(("begin-group", "left", "begin", "open"))
_CLOSERS: Final = frozenset(("end-group", "right", "end", "close"))
_LOOSE: Final = frozenset(("additive", "relation", "arrow", "separator", "connective", "cell", "newline"))
_MATCHING: Final = {"(": ")", "[": "]"}


def repaired(
    tokens: Sequence[Token], error: UnreadableError, read: Callable[[list[Token]], Formula]
) -> Formula:
    """The formula of damaged tokens, with what was repaired; ``read`` parses tokens.

    Raises:
        UnreadableError: the one that was given, where no repair is certain.
    """
    edited, done = list(tokens), []
    problem = error
    for _ in range(_MOST):
        found = _edit(edited, problem.diagnostic)
        if found is None:
            raise error
        edited, code = found
        done.append(Diagnostic(f"syntax.repaired-{code}", problem.diagnostic.place, (), Severity.NOTE))
        try:
            return replace(read(list(edited)), repairs=tuple(done))
        except UnreadableError as further:
            problem = further
    raise error


def _edit(tokens: list[Token], problem: Diagnostic) -> _Edit | None:
    """The tokens with the one repair that a refusal suggests."""
    rule = _REPAIRS.get(problem.code.removeprefix("syntax."))
    at = _index(tokens, problem.place)
    return None if rule is None or at is None else rule(tokens, at)


def _index(tokens: Sequence[Token], place: Place | None) -> int | None:
    if place is None:
        return None
    return next((k for k, t in enumerate(tokens) if t.place.start >= place.start), None)


def _surplus(tokens: list[Token], at: int) -> _Edit | None:
    """A bracket that closes nothing: left out, or opened where the same content is whole elsewhere."""
    if tokens[at].role != "close":
        return None
    whole = _whole(tokens)
    candidates: list[_Edit] = []
    pair = _pair_before(tokens, at) if tokens[at - 1].role == "close" else None
    if pair is not None and _text(tokens[pair + 1 : at - 1]) in whole:
        candidates.append(([*tokens[:at], *tokens[at + 1 :]], "surplus"))
    opening = {")": "(", "]": "["}.get(tokens[at].text, "")
    for start in _starts(tokens, at):
        apart = start == 0 or tokens[start - 1].role in _LOOSE | _OPENERS | {"sup", "sub"}
        if opening and apart and _text(tokens[start:at]) in whole:
            place = tokens[start].place
            token = Token("open", opening, Place(place.start, place.start, place.part))
            candidates.append(([*tokens[:start], token, *tokens[start:]], "opened"))
    return candidates[0] if len(candidates) == 1 else None


def _unclosed(tokens: list[Token], at: int) -> _Edit | None:
    """A bracket that is never closed: closed at the end of what it stands in, if that is the only place."""
    if tokens[at].role != "open" or tokens[at].text not in _MATCHING:
        return None
    end = _end_of_frame(tokens, at)
    inside = tokens[at + 1 : end]
    if not inside:
        return None
    single = not any(t.role in _LOOSE for t in _outermost(inside))
    if not single and _text(inside) not in _whole(tokens):
        return None
    place = tokens[end - 1].place
    token = Token("close", _MATCHING[tokens[at].text], Place(place.end, place.end, place.part))
    return [*tokens[:end], token, *tokens[end:]], "closed"


def _statement_in_fraction(tokens: list[Token], at: int) -> _Edit | None:
    r"""``\frac{c_j = c_k}{x} =`` at the beginning: what stood over the equals sign became a fraction."""
    start = at - 2
    if start < 0 or tokens[start].role != "fraction" or any(t.role != "quad" for t in tokens[:start]):
        return None
    above = _group_end(tokens, start + 1)
    below = _group_end(tokens, above) if above else 0
    if not above or not below or below >= len(tokens) or tokens[below].role != "relation":
        return None
    stacked = Token("stacked", "", tokens[start].place, style=r"\overset")
    return [*tokens[:start], stacked, *tokens[start + 1 : above], *tokens[below:]], "note"


def _order(tokens: list[Token], at: int) -> _Edit | None:
    r"""``\frac{\partial 2 f}{\partial x \partial y}``: the order of the derivative lost its place."""
    if tokens[at].role != "fraction" or len(tokens) < at + _SHORTEST:
        return None
    symbol, order = tokens[at + 2], tokens[at + 3]
    if symbol.text not in (r"\partial", "d") or order.role != "number" or not order.text.isdigit():
        return None
    end = _group_end(tokens, at + 1)
    below = tokens[end : _group_end(tokens, end)] if end else []
    if sum(t.text == symbol.text for t in below) != int(order.text):
        return None
    raised = Token("sup", "", Place(order.place.start, order.place.start, order.place.part))
    return [*tokens[: at + 3], raised, *tokens[at + 3 :]], "order"


def _range(tokens: list[Token], at: int) -> _Edit | None:
    r"""``a > (0 \to 1)``: what is said to run from 0 to 1 lies between them; `:` became the sign."""
    arrow = next((k for k in range(at, len(tokens)) if tokens[k].text == r"\to"), None)
    if tokens[at].role != "relation" or arrow is None:
        return None
    member, comma = Token("relation", r"\in", tokens[at].place), Token("separator", ",", tokens[arrow].place)
    return [*tokens[:at], member, *tokens[at + 1 : arrow], comma, *tokens[arrow + 1 :]], "range"


_SHORTEST: Final = 5
_REPAIRS: Final[dict[str, Callable[[list[Token], int], _Edit | None]]] = {
    "surplus": _surplus,
    "surplus-inside": _surplus,
    "unclosed": _unclosed,
    "statement-as-term": _statement_in_fraction,
    "derivative-order": _order,
    "range-as-side": _range,
}
"""What to try for a refusal, by its code."""


def _text(tokens: Sequence[Token]) -> str:
    """The content of brackets, spaces left aside."""
    return " ".join(f"{t.role}:{t.text}" for t in tokens if t.role != "quad")


def _whole(tokens: Sequence[Token]) -> frozenset[str]:
    """What stands between brackets that belong together, where nothing around them is damaged."""
    found: set[str] = set()
    stack: list[int] = []
    for k, token in enumerate(tokens):
        if token.role in _OPENERS:
            stack.append(k)
        elif token.role in _CLOSERS:
            if not stack or not _belong(tokens[stack[-1]], token):
                stack.clear()
                continue
            start = stack.pop()
            after = tokens[k + 1] if k + 1 < len(tokens) else None
            clean = (
                after is None or after.role != "close" or (bool(stack) and _belong(tokens[stack[-1]], after))
            )
            if token.role == "close" and clean:
                found.add(_text(tokens[start + 1 : k]))
    return frozenset(found)


def _belong(opening: Token, closing: Token) -> bool:
    roles = {"begin-group": "end-group", "left": "right", "begin": "end", "open": "close"}
    if roles[opening.role] != closing.role:
        return False
    return opening.role != "open" or _MATCHING.get(opening.text, closing.text) == closing.text


def _pair_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where the bracket opens that closes right before ``at``."""
    depth = 0
    for k in range(at - 1, -1, -1):
        depth += (tokens[k].role in _CLOSERS) - (tokens[k].role in _OPENERS)
        if not depth:
            return k
    return None


def _starts(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Where, in the same group, an opening bracket could stand for one that closes at ``at``."""
    depth = 0
    for k in range(at - 1, -1, -1):
        depth += (tokens[k].role in _CLOSERS) - (tokens[k].role in _OPENERS)
        if depth < 0:
            return
        if not depth:
            yield k


def _end_of_frame(tokens: Sequence[Token], at: int) -> int:
    """Where the group, cell or row ends in which a token stands."""
    depth = 0
    for k in range(at + 1, len(tokens)):
        if not depth and (tokens[k].role in _CLOSERS or tokens[k].role in ("cell", "newline", "relation")):
            return k
        depth += (tokens[k].role in _OPENERS) - (tokens[k].role in _CLOSERS)
    return len(tokens)


def _outermost(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth -= token.role in _CLOSERS
        if not depth:
            yield token
        depth += token.role in _OPENERS


def _group_end(tokens: Sequence[Token], at: int) -> int:
    """Behind the group that begins at a token; 0 if none does."""
    if at >= len(tokens) or tokens[at].role != "begin-group":
        return 0
    depth = 0
    for k in range(at, len(tokens)):
        depth += (tokens[k].role == "begin-group") - (tokens[k].role == "end-group")
        if not depth:
            return k + 1
    return 0
