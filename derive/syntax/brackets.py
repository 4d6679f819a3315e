"""Brackets, braces and environments folded from the inside out.

A closed bracket is parsed at once and becomes one token that carries its tree, so
no formula is too deep for the parser. What cannot be parsed keeps its error; it is
raised where the tree is asked for, and never in a note, which may be anything.
"""

from collections.abc import Callable
from typing import Final

from derive.core.source import Place, UnreadableError
from derive.syntax.commands import single
from derive.syntax.refusal import refuse
from derive.syntax.token import Token
from derive.theory.notation import ALIGNMENTS, CASES, CLOSINGS, FENCES

Fold = Callable[[str, str, str, list[Token], Place], Token]
"""Makes one token of a closed bracket: role, opening, closing, what is inside, place."""

DEEPEST: Final = 200
_CLOSERS: Final = {
    "(": (")", "]"),
    "[": ("]", ")", "["),
    "]": ("[", "]"),
    r"\{": (r"\}",),
    r"\langle": (r"\rangle",),
    r"\lfloor": (r"\rfloor",),
    r"\lceil": (r"\rceil",),
    r"\lvert": (r"\rvert",),
    r"\lVert": (r"\rVert",),
    r"\llbracket": (r"\rrbracket",),
}
_ENDS_NOTHING: Final = frozenset(
    [
        "relation",
        "arrow",
        "additive",
        "multiplicative",
        "separator",
        "open",
        "colon",
        "cell",
        "newline",
        "connective",
        "quad",
        "bar",
    ]
)
_STARTS_NOTHING: Final = frozenset(
    [
        "relation",
        "arrow",
        "separator",
        "close",
        "colon",
        "cell",
        "newline",
        "connective",
        "quad",
        "period",
        "end-group",
        "sup",
        "sub",
        "right",
    ]
)


LEAVES: Final = frozenset(("letter", "symbol", "number", "word"))


class Frame:
    """A bracket that is still open."""

    __slots__ = ("items", "opener", "role")

    def __init__(self, role: str, opener: Token | None) -> None:
        self.role = role
        self.opener = opener
        self.items: list[Token] = []


class Folder:
    """Folds the brackets of one formula."""

    def __init__(self, tokens: list[Token], fold: Fold) -> None:
        self.tokens = tokens
        self.fold = fold
        self.frames = [Frame("top", None)]
        self.at = 0
        self.rest = enumerate(tokens)

    def run(self) -> list[Token]:
        """The tokens with everything bracketed folded into one token each."""
        items = innermost = self.frames[0].items
        for at, token in self.rest:
            act = _ACTS.get(token.role)
            if act is None:
                innermost.append(token)
            else:
                self.at = at
                act(self, token)
                innermost = self.frames[-1].items
        if len(self.frames) > 1:
            self.unclosed("…")
        return items

    def unclosed(self, found: str) -> None:
        """Refuse the innermost open bracket, at its place."""
        frame = self.frames[-1]
        opener = frame.opener
        assert opener is not None  # noqa: S101  # only the outermost frame has none
        opening, expected = _spelling(opener)
        refuse("unclosed", opener.place, opening=opening, expected=expected, found=found)

    def push(self, token: Token) -> None:
        """Open a bracket."""
        if len(self.frames) > DEEPEST:
            refuse("too-deep", token.place, limit=str(DEEPEST))
        self.frames.append(Frame(token.role, token))

    def pop(self, token: Token, role: str, opening: str, closing: str) -> None:
        """Close the innermost bracket and put what it folds to in its place."""
        frame = self.frames.pop()
        assert frame.opener is not None  # noqa: S101  # callers have looked
        place = frame.opener.place.to(token.place)
        try:
            folded = self.fold(role, opening, closing, frame.items, place)
        except UnreadableError as error:
            folded = Token(role, opening, place, items=frame.items)
            folded.error = error
        self.frames[-1].items.append(folded)

    def group(self, token: Token) -> None:
        """Braces; around one letter or number they are closed at once."""
        inside = self.tokens[self.at + 1 : self.at + 3]
        leads = len(inside) > 1 and inside[1].role == "end-group" and len(self.frames) <= DEEPEST
        if not leads or inside[0].role not in LEAVES:
            self.push(token)
            return
        items = self.frames[-1].items
        role = "index" if items and items[-1].role == "sub" else "group"
        items.append(leaf(role, inside[:1], token.place.to(inside[1].place)))
        next(self.rest)
        next(self.rest)

    def end_group(self, token: Token) -> None:
        """A closing brace."""
        if self.frames[-1].role != "begin-group":
            self.surplus(token, "}")
        before = self.frames[-2].items
        self.pop(token, "index" if before and before[-1].role == "sub" else "group", "{", "}")

    def surplus(self, token: Token, spelling: str) -> None:
        """Refuse a closing bracket that closes nothing, or not what is open."""
        around = self.frames[-1].opener
        if around is None or (token.role == "close" and self.frames[-1].role not in ("open", "backwards")):
            if around is not None:
                refuse("surplus-inside", token.place, closing=spelling, inside=_spelling(around)[0])
            refuse("surplus", token.place, closing=spelling)
        self.unclosed(spelling)

    def open(self, token: Token) -> None:
        """An opening bracket, or a square one that closes ``]0, 1[``."""
        frame = self.frames[-1]
        if token.text == "[" and self.closes_backwards(frame):
            self.pop(token, "fence", FENCES[str(frame.opener and frame.opener.text)][0], "[")
        else:
            self.push(token)

    def closes_backwards(self, frame: Frame) -> bool:
        """Whether an opening square bracket closes an interval here."""
        if frame.role not in ("open", "backwards") or frame.opener is None or frame.opener.text not in "[]":
            return False
        if _expects_operand(frame):
            return False
        following = self.tokens[self.at + 1].role if self.at + 1 < len(self.tokens) else "end-group"
        return following in _STARTS_NOTHING or _one_comma(frame)

    def close(self, token: Token) -> None:
        """A closing bracket, a label's bracket, or a square one that opens ``]0, 1[``."""
        frame = self.frames[-1]
        opener = frame.opener
        if frame.role in ("open", "backwards") and opener is not None and token.text in _CLOSERS[opener.text]:
            self.pop(token, "fence", FENCES[opener.text][0], CLOSINGS[token.text])
        elif token.text == "]" and _expects_operand(frame):
            self.frames.append(Frame("backwards", token))
        elif token.text == ")" and _is_label(frame):
            last = frame.items.pop()
            frame.items.append(Token("label", last.text, last.place.to(token.place)))
        else:
            self.surplus(token, token.text)

    def right(self, token: Token) -> None:
        r"""A ``\right`` with its delimiter."""
        frame = self.frames[-1]
        opener = frame.opener
        if frame.role != "left" or opener is None:
            self.surplus(token, rf"\right{token.text}")
            return
        opening = FENCES.get(opener.text, (opener.text,))[0]
        self.pop(
            token, "fence", opening, CLOSINGS.get(token.text) or FENCES.get(token.text, (token.text,))[0]
        )

    def end(self, token: Token) -> None:
        """The end of an environment."""
        frame = self.frames[-1]
        if frame.role != "begin" or frame.opener is None or frame.opener.text != token.text:
            self.surplus(token, rf"\end{{{token.text}}}")
        self.pop(token, "rows" if token.text in ALIGNMENTS else "grid", token.text, "")

    def layout(self, token: Token) -> None:
        r"""A ``&`` or ``\\``: inside a bracket that runs over several rows it means nothing."""
        frame = self.frames[-1]
        if frame.role in ("open", "left", "backwards"):
            around = next(
                (f for f in reversed(self.frames) if f.role in ("begin", "top", "begin-group")), frame
            )
            grid = (
                around.role == "begin" and around.opener is not None and around.opener.text not in ALIGNMENTS
            )
            if grid or around.role == "begin-group":
                self.unclosed("&" if token.role == "cell" else r"\\")
            frame.items.append(Token("break", token.role, token.place))
        else:
            frame.items.append(token)


def leaf(role: str, items: list[Token], place: Place) -> Token:
    """The token for braces around one letter, word or number."""
    return Token(role, items[0].text, place, node=single(items[0]), items=items)


def _spelling(opener: Token) -> tuple[str, str]:
    if opener.role == "begin":
        return rf"\begin{{{opener.text}}}", rf"\end{{{opener.text}}}"
    if opener.role == "left":
        return rf"\left{opener.text or '.'}", r"\right"
    opening = opener.text or "{"
    return opening, _CLOSERS.get(opening, ("}",))[0]


def _expects_operand(frame: Frame) -> bool:
    return not frame.items or frame.items[-1].role in _ENDS_NOTHING


def _one_comma(frame: Frame) -> bool:
    return [t.text for t in frame.items if t.role == "separator"] in ([","], [";"])


def _is_label(frame: Frame) -> bool:
    """Whether ``a`` or ``4`` stands alone at the start of a row, before a closing bracket."""
    outer = frame.role == "top" or (frame.opener is not None and frame.opener.text in ALIGNMENTS | CASES)
    if not outer or not frame.items or frame.items[-1].role not in ("letter", "number"):
        return False
    before = frame.items[-2].role if len(frame.items) > 1 else "newline"
    return before in ("newline", "cell")


_ACTS: Final[dict[str, Callable[[Folder, Token], None]]] = {
    "begin-group": Folder.group,
    "left": Folder.push,
    "begin": Folder.push,
    "open": Folder.open,
    "end-group": Folder.end_group,
    "close": Folder.close,
    "right": Folder.right,
    "end": Folder.end,
    "cell": Folder.layout,
    "newline": Folder.layout,
}
BRACKETS: Final = frozenset(_ACTS)
"""The roles of tokens that open or close something, or part what is open."""
