"""Rows and columns of a display, labels and remarks."""

import re
from collections.abc import Iterator
from typing import Final

from derive.core.surface import Row, Words
from derive.syntax.cursor import Source
from derive.syntax.refusal import refuse
from derive.syntax.statement import parse_row
from derive.syntax.token import Token
from derive.syntax.wording import plain_text

Cells = list[list[Token]]

_LABEL: Final = re.compile(r"\(?((?:[A-Za-z]|[ivxIVX]+|Q?\d+(?:[.-]\d+)*[a-z]?)(?:\([a-z]+\))?)[.):]+\)?")
_BARE: Final = re.compile(r"[a-h]|[iv]|[ivx]{2,4}|\d{1,2}[a-z]?|[A-F]|\*{1,3}")
_NUMBERING: Final = frozenset("abcdefgh")
_RELATIONS: Final = frozenset(("relation", "noted", "arrow", "stacked"))
_STATING: Final = _RELATIONS | {"connective", "separator"}
_OPERATORS: Final = frozenset(("additive", "multiplicative"))
_JOINING: Final = frozenset((*_RELATIONS, *_OPERATORS, "quad", "separator", "connective", "text"))
_PUNCTUATION: Final = frozenset(("separator", "period", "colon", "quad", "hollow"))
_ENDING: Final = _PUNCTUATION | {"label"}
_ARRANGING: Final = frozenset(("begin", "cell", "newline", "quad", "text", "tag", "aside", "remark"))


def rows_of(items: list[Token], source: Source) -> tuple[Row, ...]:
    """The rows of a formula in reading order."""
    if items and _is_bare(items, source):
        return (Row(items[0].place.to(items[-1].place), parse_row(items, source)),)
    lines, one = _lines(items)
    columns = _columns(lines)
    merged = [row for column in columns for row in _merged(column, one=one)]
    rows = [_row(tokens, source) for tokens in merged]
    return tuple(row for row in rows if row is not None)


def _is_bare(items: list[Token], source: Source) -> bool:
    """Whether this is one statement with nothing around it: no rows, label, space, words or punctuation."""
    if items[0].role == "fence" or not source.roles.isdisjoint(_ARRANGING):
        return False
    return _ENDING.isdisjoint([t.role for t in items])


def _lines(items: list[Token]) -> tuple[list[Cells], bool]:
    """Lines of cells, with the rows of alignments in their places; and whether all are one statement."""
    lines: list[Cells] = [[[]]]
    one = False
    for token in map(_as_alignment, _unboxed(items)):
        if token.role == "newline":
            lines.append([[]])
        elif token.role == "cell":
            lines[-1].append([])
        elif token.role == "rows":
            one = one or token.text.startswith("multline")
            inner, joined = _lines(list(token.items))
            one = one or joined
            before, lines[-1][-1] = lines[-1][-1], []
            _apart(before, inner)
            inner[0][0][:0] = before
            lines[-1][-1] = inner[0][0]
            lines[-1].extend(inner[0][1:])
            lines.extend(inner[1:])
        else:
            lines[-1][-1].append(token)
    return lines, one


def _as_alignment(token: Token) -> Token:
    r"""An ``array`` in each of whose rows a cell begins with a relation is an old way to align a chain."""
    if token.role != "grid" or token.text != "array":
        return token
    lines, _ = _lines(list(token.items))
    rows = [[c for c in map(_content, cells) if c] for cells in lines if any(map(_content, cells))]
    aligned = all(any(c[0].role in _RELATIONS for c in row) for row in rows)
    several = any(len(cells) > 1 for cells in lines)
    return Token("rows", token.text, token.place, items=token.items) if aligned and several else token


def _apart(before: list[Token], inner: list[Cells]) -> None:
    """Refuse two statements side by side that nothing separates."""
    own = [t for t in before if t.role in _RELATIONS]
    if own and before[-1].role not in _RELATIONS | _PUNCTUATION and inner[0][0]:
        refuse("expected-operator", inner[0][0][0].place, found=r"\begin")


def _unboxed(items: list[Token]) -> list[Token]:
    """Boxes and braces around an alignment are left out."""
    kept: list[Token] = []
    for token in items:
        inside = token.items if token.role in ("group", "loose", "hollow", "fence") else ()
        if (
            inside
            and any(t.role == "rows" for t in inside)
            and (token.role != "fence" or token.error is not None)
        ):
            if kept and kept[-1].role == "decoration":
                kept.pop()
            kept.extend(inside)
        else:
            kept.append(token)
    return kept


def _columns(lines: list[Cells]) -> list[list[tuple[list[Token], bool]]]:
    """Columns of rows: each row with whether its first cell was empty."""
    width = max(len(cells) for cells in lines)
    if width <= 2 or _reads_along(lines, width):
        return [[(_beside(cells), len(cells) > 1 and not cells[0]) for cells in lines]]
    groups = [[_pair(cells, at) for cells in lines] for at in range(0, width, 2)]
    if any(_has_continuation(group) for group in groups[1:]):
        return groups
    return [[pair for pairs in zip(*groups, strict=True) for pair in pairs]]


def _pair(cells: Cells, at: int) -> tuple[list[Token], bool]:
    pair = cells[at : at + 2]
    return _beside(pair), len(pair) > 1 and not pair[0]


def _beside(cells: Cells) -> list[Token]:
    """The tokens of cells side by side; where two terms meet, a space parts them."""
    tokens: list[Token] = []
    for cell in cells:
        if tokens and cell and _needs_gap(tokens[-1].role, cell[0].role):
            tokens.append(Token("quad", "quad", cell[0].place, "cell"))
        tokens += cell
    return tokens


def _needs_gap(last: str, first: str) -> bool:
    """Whether two cells meet with two terms, or with words that are said of the first."""
    if first == "text":
        return last not in _RELATIONS | _OPERATORS | {"text", "quad"}
    return not {last, first} & _JOINING


def _reads_along(lines: list[Cells], width: int) -> bool:
    """Whether the cells of a line make one statement: ``a & = & b``, ``a &= b &= c``, or a remark ends it."""
    lone = any(len(c) == 1 and c[0].role in _RELATIONS for cells in lines for c in cells[1:])
    if lone:
        return True
    for at in range(2, width, 2):
        first = next((p for p, _ in (_pair(cells, at) for cells in lines) if _content(p)), [])
        remark = all(t.role in ("text", "remark", "tag") for t in first) or (
            first[0].role == "text" and not _LABEL.fullmatch(first[0].text)
        )
        if first and first[0].role not in _RELATIONS and not remark:
            return False
    return True


def _content(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.role != "quad"]


def _has_continuation(group: list[tuple[list[Token], bool]]) -> bool:
    filled = [_content(tokens) for tokens, _ in group if _content(tokens)]
    return any(tokens[0].role in _RELATIONS for tokens in filled[1:])


def _merged(column: list[tuple[list[Token], bool]], *, one: bool) -> list[list[Token]]:
    """Rows, with those that only go on with the one before joined to it."""
    rows: list[list[Token]] = []
    aligned = bool(column) and not column[0][1]
    for tokens, empty in column:
        if not _content(tokens):
            continue
        if rows and (one or _continues(rows[-1], tokens, hanging=aligned and empty)):
            rows[-1] = rows[-1] + tokens
        else:
            rows.append(tokens)
    return rows


def _continues(before: list[Token], tokens: list[Token], *, hanging: bool) -> bool:
    """Whether a row goes on in the middle of the one before."""
    last, first = _content(before)[-1], _content(tokens)[0]
    if last.role in _OPERATORS:
        return True
    if last.role in _RELATIONS:
        return first.role not in _RELATIONS
    if first.role == "multiplicative":
        return True
    if first.role != "additive":
        return False
    return first.text != "-" or hanging or not any(t.role in _RELATIONS for t in tokens)


def _row(tokens: list[Token], source: Source) -> Row | None:
    """A row without its label, its number and its remark."""
    whole = tokens[0].place.to(tokens[-1].place)
    tags = [t for t in tokens if t.role == "tag"]
    tokens = [t for t in tokens if t.role != "tag"]
    label = tags[0].text.strip("()") if tags else ""
    leading, tokens = _leading_label(tokens)
    aside, tokens = _aside(tokens, source)
    number, tokens = _trailing_number(tokens)
    remark, tokens = _remark(tokens, source)
    remark = f"{remark} {aside}".strip()
    label = leading or label or number
    if not _content(tokens):
        return Row(whole, Words(whole, remark or label), label) if remark or label else None
    return Row(whole, parse_row(tokens, source), label, remark)


def _aside(tokens: list[Token], source: Source) -> tuple[str, list[Token]]:
    """What is said beside the statement, as "with equality if ...", and the statement."""
    at = next((k for k, t in enumerate(tokens) if t.role == "aside"), None)
    if at is None:
        return "", tokens
    return plain_text(source.at(tokens[at].place.to(tokens[-1].place))), tokens[:at]


def _leading_label(tokens: list[Token]) -> tuple[str, list[Token]]:
    """``(a)``, ``a)``, ``4.`` or a circled digit before the formula."""
    rest = _content(tokens)
    if not rest:
        return "", tokens
    first, following = rest[0], rest[1] if len(rest) > 1 else None
    if first.role == "label":
        return first.text, _behind(tokens, first)
    if first.role == "text" and (match := _LABEL.fullmatch(first.text)):
        return match[1], _behind(tokens, first)
    if following is None:
        return "", tokens
    if first.role in ("number", "letter") and following.role == "period" and len(rest) > 2:
        return first.text, _behind(tokens, following)
    bracketed = _bracketed(first)
    if bracketed and _labels(tokens, first, following):
        return bracketed, _behind(tokens, first)
    return "", tokens


def _bracketed(token: Token) -> str:
    """The text of a label in round brackets; empty when it is no label."""
    if token.role != "fence" or token.text != "(" or not token.items:
        return ""
    if not all(
        t.role in ("letter", "number", "multiplicative", "period", "text", "word") for t in token.items
    ):
        return ""
    text = "".join(t.text for t in token.items)
    return text if _BARE.fullmatch(text) or re.fullmatch(r"\d+(\.\d+)*[a-z]?", text) else ""


def _labels(tokens: list[Token], first: Token, following: Token) -> bool:
    """Whether what follows a bracket shows that it is a label and not a factor."""
    spaced = tokens[tokens.index(first) + 1].role == "quad"
    return spaced or (not _multiplies(tokens, first, following) and _stands_before(following))


def _multiplies(tokens: list[Token], first: Token, following: Token) -> bool:
    """Whether a bracket is a factor as in ``(2x) y = 2xy``: the formula goes on about its letter.

    With a gap behind it, ``(2a)`` may be a label all the same.
    """
    letter = first.items[-1]
    others = (t for token in tokens if token is not first for t in _within(token))
    adjoining = first.place.end == following.place.start
    return any(t.role == "letter" and t.text == letter.text for t in others) and (
        adjoining or (len(first.items) > 1 and letter.text not in _NUMBERING)
    )


def _within(token: Token) -> Iterator[Token]:
    yield token
    for item in token.items:
        yield from _within(item)


_NOT_BEHIND_LABELS: Final = (
    _RELATIONS
    | _OPERATORS
    | _PUNCTUATION
    | {"sup", "sub", "primes", "postfix", "fence", "bar", "middle", "connective"}
)


def _stands_before(following: Token) -> bool:
    """Whether something begins here that a label may stand before."""
    return following.role not in _NOT_BEHIND_LABELS


def _behind(tokens: list[Token], token: Token) -> list[Token]:
    rest = tokens[tokens.index(token) + 1 :]
    while rest and rest[0].role == "quad":
        rest = rest[1:]
    return rest


def _trailing_number(tokens: list[Token]) -> tuple[str, list[Token]]:
    """``(1)`` behind a wide space at the end."""
    if len(tokens) > 2 and tokens[-2].role == "quad" and (text := _bracketed(tokens[-1])):
        return text, tokens[:-2]
    return "", tokens


def _remark(tokens: list[Token], source: Source) -> tuple[str, list[Token]]:
    """What is said behind the formula, and the formula without its last punctuation."""
    said: list[str] = []
    at = _where_said(tokens)
    if at is not None:
        said.append(plain_text(source.at(tokens[at].place.to(tokens[-1].place))))
        tokens = tokens[:at]
    while tokens:
        last = tokens[-1]
        before = tokens[-2].role if len(tokens) > 1 else ""
        if last.role in _PUNCTUATION:
            tokens = tokens[:-1]
        elif last.role == "remark" or _is_remark(last, before, single=len(tokens) == 1):
            said.append(" ".join(t.text for t in last.items) or last.text)
            tokens = tokens[:-1]
        else:
            break
    return " ".join(reversed(said)), tokens


def _where_said(tokens: list[Token]) -> int | None:
    r"""Where words with a formula begin that are said of the statement before: ``\text{expand by } e^x``.

    Behind a gap they state nothing themselves; in a cell of their own they may.
    """
    at = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k].role == "text"), 0)
    gap, rest = tokens[at - 1 : at], _content(tokens[at + 1 :])
    if not gap or gap[0].role != "quad" or not rest or rest[0].role in _PUNCTUATION:
        return None
    stating = any(t.role in _STATING for t in rest) and gap[0].style != "cell"
    adjoining = tokens[at + 1].role != "quad"
    return at if adjoining and not stating and any(t.role in _RELATIONS for t in tokens[:at]) else None


def _is_remark(token: Token, before: str, *, single: bool) -> bool:
    """Whether the last token of a row is words about it."""
    if token.role == "text":
        return before not in _RELATIONS | _OPERATORS and not single
    if token.role == "fence":
        words = bool(token.items) and all(t.role in ("text", "word") for t in token.items)
        return words and (before == "quad" or any(t.role == "text" for t in token.items))
    return token.role == "word" and token.style == "text" and before == "quad"
