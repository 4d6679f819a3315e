"""From the text of a formula to tokens; every macro and every character is known or refused."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final, Never

from derive.core.source import Place
from derive.syntax.macros import Macros, closing_brace
from derive.syntax.refusal import refuse
from derive.syntax.spellings import ALONE, MACRO, SIMPLE, TOKEN
from derive.syntax.token import Token
from derive.theory import notation
from derive.theory.notation_unicode import CIRCLED, SPACES, SUBSCRIPTS, SUPERSCRIPTS, latex_of
from derive.theory.notation_words import CONNECTIVES

_LENGTH: Final = re.compile(r"\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|\\baselineskip)\s*\]")
_SKIP: Final = re.compile(r"\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu)")
_ADJUST: Final = re.compile(r"\s*\[[^\]\n]{0,10}\]")
_WANTED: Final = re.compile(r"\s*\[\d\]")
_POINTED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][\wÀ-ÖØ-öø-ÿ-]*")
_THIN: Final = re.compile(r"\\[,;:! ]|~|\s|\\limits")
_JOINED: Final = {
    "iff": ("arrow", r"\Leftrightarrow"),
    "implies": ("arrow", r"\Rightarrow"),
    "quad": ("quad", "quad"),
    "otherwise": ("otherwise", "otherwise"),
    "remark": ("aside", ""),
}
_ANGLES: Final = {"<": r"\langle", ">": r"\rangle"}
_LETTER: Final = re.compile(r"([A-Za-z])('+|[_^](?:\w|\{\w+\}))")
_FONTS_OF_TEXT: Final = {r"\textbf": r"\mathbf", r"\textit": r"\mathit", r"\textrm": r"\mathrm", r"\text": ""}
_ESCAPED: Final = re.compile(r"\\([&%#_$])")
_PARTING: Final = frozenset(("newline", "cell", "begin", "quad", "separator"))
LONGEST_NUMBER: Final = 1000
_EXPANSIONS: Final = 2_000
_DEPTH: Final = 20


def lex(text: str, start: int, part: int, macros: Macros, language: str = "en") -> list[Token]:
    """The tokens of a formula that begins at offset ``start`` of a part of a document."""
    return Lexer(start, part, macros, language).run(text)


class Lexer:
    """Cuts one formula into tokens; ``fixed`` is the place of all tokens that a macro expands to."""

    def __init__(self, start: int, part: int, macros: Macros, language: str) -> None:
        self.start = start
        self.part = part
        self.macros = macros
        self.language = language
        self.tokens: list[Token] = []
        self.fixed: Place | None = None
        self.depth = 0
        self.expansions = 0

    def run(self, text: str, at: int = 0, end: int | None = None) -> list[Token]:
        """Read ``text`` between two offsets."""
        end = len(text) if end is None else end
        append, macros, fixed = self.tokens.append, self.macros, self.fixed
        start, part = self.start, self.part
        while at < end:
            begin, row = at, ALONE.get(text[at])
            if row is not None and (at + 1 == end or text[at + 1] not in row[3]):
                at += 1
            else:
                found = MACRO.match(text, at, end) or TOKEN.match(text, at, end)
                row = found and SIMPLE.get(found[0])
                if row is None or found is None or found[0] in macros:
                    at = self.special(text, at, end)
                    continue
                at = found.end()
            if row[0] != "space":
                append(Token(row[0], row[1], fixed or Place(start + begin, start + at, part), row[2]))
        return self.tokens

    def special(self, text: str, at: int, end: int) -> int:
        """Read what is in no table of tokens that mean the same wherever they stand; where it ends."""
        found = TOKEN.match(text, at, end)
        assert found is not None  # noqa: S101  # one of its alternatives is any character
        return found.end() if found.lastgroup == "space" else _READ[str(found.lastgroup)](self, text, found)

    def place(self, start: int, end: int) -> Place:
        """The place in the document of a range of the text."""
        return self.fixed or Place(self.start + start, self.start + end, self.part)

    def add(self, role: str, text: str, found: re.Match[str], style: str = "") -> int:
        """Append a token for what was found."""
        self.tokens.append(Token(role, text, self.place(found.start(), found.end()), style))
        return found.end()

    def number(self, _text: str, found: re.Match[str]) -> int:
        """Digits; a comma in braces is a decimal mark, unless it parts thousands in English."""
        digits = found["number"].replace(r"\,", "")
        groups = digits.split("{,}")
        thousands = self.language == "en" and all(len(g) == 3 for g in groups[1:]) and groups[0] != "0"
        if len(groups) > 1 and thousands:
            digits = "".join(groups)
        elif len(groups) > 2 or (self.language == "de" and _POINTED.fullmatch(digits)):
            refuse("ambiguous-comma", self.place(found.start(), found.end()), text=found[0])
        return self.numeral(digits.replace("{,}", "."), self.place(found.start(), found.end()), found.end())

    def numeral(self, digits: str, place: Place, end: int) -> int:
        """Append a number, unless nobody would write it out."""
        if len(digits) > LONGEST_NUMBER:
            refuse("long-number", place, limit=str(LONGEST_NUMBER))
        self.tokens.append(Token("number", digits, place))
        return end

    def bare(self, _text: str, found: re.Match[str]) -> int:
        """The name of a function, or of a quantity, whose letters are no factors."""
        if found[0].endswith("."):
            self.phrase(r"\text", "s.t.", self.place(found.start(), found.end()))
            return found.end()
        if "\\" in found[0]:
            return self.add("symbol", rf"\mathbb{{{found[0][-1]}}}", found)
        self.word(found[0], self.place(found.start(), found.end()), "roman")
        return found.end()

    def sized(self, _text: str, found: re.Match[str]) -> int:
        """A delimiter with its size, which tells for bars on which side it stands."""
        size = re.match(r"\\[A-Za-z]+", found[0])
        side = notation.DELIMITER_SIZES[size[0] if size else ""]
        delimiter = found["delimiter"]
        if side in ("left", "right"):
            delimiter = _ANGLES.get(delimiter or "", delimiter)
        role, text = notation.ROLES.get(delimiter or "", ("", ""))
        if side in ("left", "right"):
            if delimiter != "." and role not in ("open", "close", "bar", "multiplicative"):
                refuse("missing-delimiter", self.place(found.start(), found.end()), macro=rf"\{side}")
            return self.add(side, text if delimiter != "." else "", found)
        if delimiter is None or role == "":
            refuse("missing-delimiter", self.place(found.start(), found.end()), macro=found[0])
        if role == "bar":
            role = {"l": "open", "r": "close", "m": "middle", "": "bar"}[side]
            bars = {"open": (r"\lvert", r"\lVert"), "close": (r"\rvert", r"\rVert")}
            text = bars.get(role, ("|", "||"))[text == "||"]
            return self.add(role, text, found, "sized")
        return self.add(role, text, found)

    def negated(self, _text: str, found: re.Match[str]) -> int:
        r"""A relation after ``\not``."""
        _, sign = notation.ROLES.get(found["negated"], ("", ""))
        known = notation.NEGATED.get(sign) or rf"\not{sign}"
        if known not in notation.NEGATED.values() and known not in notation.ROLES:
            refuse("unknown-macro", self.place(found.start(), found.end()), macro=found[0])
        return self.add("relation", known, found)

    def edge(self, text: str, found: re.Match[str]) -> int:
        """The begin or end of an environment, with its arguments."""
        name, which = found["environment"], found["which"]
        known = name in notation.GRIDS or name in notation.CASES or name in notation.ALIGNMENTS
        if not known:
            refuse("unknown-environment", self.place(found.start(), found.end()), name=name)
        end = self.add(which, name, found)
        if which == "begin":
            adjust = _ADJUST.match(text, end) if name != "bmatrix" else None
            if adjust and (name in notation.WITH_ARGUMENT or adjust[0].strip() in ("[t]", "[b]", "[c]")):
                end = adjust.end()
            if name in notation.WITH_ARGUMENT and text.startswith("{", end):
                end = closing_brace(text, end) + 1 or end
        return end

    def sign(self, text: str, found: re.Match[str]) -> int:
        """An ASCII sign, or several that are one."""
        sign = found["sign"]
        if sign[0] == "'":
            return self.add("primes", str(len(sign)), found)
        if sign == "!" and text[max(0, found.start() - 1) : found.end() + 1] in (" !=", "\n!="):
            refuse("ambiguous-unequal", self.place(found.start(), found.end() + 1))
        role, canonical = notation.ROLES[sign]
        return self.add(role, canonical, found)

    def macro(self, text: str, found: re.Match[str]) -> int:
        """A macro, with its star or without it."""
        name = found["macro"]
        bare = name.rstrip("*") if len(name) > 2 else name
        end = self.known(name, text, found.start(), found.end())
        if not end and bare != name:
            end = self.known(bare, text, found.start(), found.start() + len(bare))
        return end or self.unknown(bare, self.place(found.start(), found.end()))

    def unknown(self, bare: str, place: Place) -> Never:
        """Refuse a macro, with the nearest one that is known."""
        similar = get_close_matches(bare, (*notation.ROLES, *self.macros), 1, 0.75)
        if similar:
            refuse("unknown-macro-near", place, macro=bare, near=similar[0])
        refuse("unknown-macro", place, macro=bare)

    def known(self, name: str, text: str, begin: int, at: int) -> int:
        """The document's own macro, a text, something dropped, or a row of the tables; 0 when it is none."""
        if name in self.macros:
            return self.expand(name, text, begin, at)
        if name in notation.TEXT_MACROS and (end := self.text(name, text, begin, at)):
            return end
        if name in notation.SPACES or name in notation.DROPPED:
            return self.drop(name, text, at)
        if name not in notation.ROLES:
            return 0
        role, canonical = notation.ROLES[name]
        self.tokens.append(Token(role, canonical, self.place(begin, at), style=name))
        return self.after_newline(text, at) if role == "newline" else at

    @staticmethod
    def after_newline(text: str, at: int) -> int:
        r"""Pass over the star and the space of ``\\*[2pt]``."""
        at += text.startswith("*", at)
        space = _LENGTH.match(text, at)
        return space.end() if space else at

    @staticmethod
    def drop(name: str, text: str, at: int) -> int:
        """Pass over what a macro without meaning takes with it."""
        for _ in range(notation.DROPPED.get(name, 0)):
            brace = re.compile(r"\s*\{").match(text, at)
            if brace:
                at = closing_brace(text, brace.end() - 1) + 1 or len(text)
        if name in notation.BREAKS:
            skip = _WANTED.match(text, at)
        else:
            skip = _SKIP.match(text, at) if "skip" in name or "kern" in name else None
        return skip.end() if skip else at

    def expand(self, name: str, text: str, begin: int, at: int) -> int:
        """Read what a macro of the document stands for, in its place."""
        body, end = self.macros[name].expand(text, at, self.place(begin, at))
        self.inserted(body, self.place(begin, end), name)
        return end

    def inserted(self, body: str, place: Place, name: str) -> None:
        """Read a text that stands for what is at ``place``."""
        self.expansions += 1
        self.depth += 1
        if self.depth > _DEPTH or self.expansions > _EXPANSIONS:
            refuse("macro-recursion", place, macro=name)
        outer, self.fixed = self.fixed, place
        self.run(body)
        self.fixed = outer
        self.depth -= 1

    def text(self, name: str, text: str, begin: int, at: int) -> int:
        """Text in braces after ``name``; 0 when it is no text after all but a font for a formula."""
        while text[at : at + 1].isspace():
            at += 1
        close = closing_brace(text, at) if text.startswith("{", at) else -1
        if close < 0:
            if text.startswith("{", at):
                refuse("unclosed", self.place(at, at + 1), opening="{", expected="}", found="…")
            if name == r"\mathrm" and text.startswith("d", at):
                self.tokens.append(Token("letter", "d", self.place(begin, at + 1), "roman"))
                return at + 1
            return 0 if name in notation.ROLES else self.single(name, text, begin, at)
        body = text[at + 1 : close]
        if name.startswith(r"\tag"):
            self.tokens.append(Token("tag", body.strip(), self.place(begin, close + 1)))
        elif name == r"\mathop" and re.match(r"\s*\\(?!rm\b)", body):
            self.run(text, at + 1, close)
        elif name in notation.ROLES or name == r"\mathop":
            return self.styled_word(name, body, begin, close)
        elif name.startswith(r"\operatorname"):
            self.operator(_THIN.sub("", body), self.place(begin, close + 1))
        else:
            self.prose(name, text, begin, at + 1, close)
        return close + 1

    def single(self, name: str, text: str, begin: int, at: int) -> int:
        r"""One letter after a text macro: ``\text d``."""
        if not re.match(r"[A-Za-z]", text[at : at + 1]):
            refuse("missing-argument", self.place(begin, at), macro=name)
        self.tokens.append(Token("letter", text[at], self.place(begin, at + 1), "text"))
        return at + 1

    def styled_word(self, name: str, body: str, begin: int, close: int) -> int:
        r"""A word in ``\mathrm`` and the like; 0 when the braces hold a formula."""
        word = _THIN.sub("", body.removeprefix(r"\rm"))
        style = notation.ROLES.get(name, ("", "roman"))[1]
        before = self.tokens[-1].role if self.tokens else "newline"
        if word.casefold() in CONNECTIVES and (before in _PARTING or "." in word):
            self.phrase(name, word, self.place(begin, close + 1))
            return close + 1
        if not word.isascii() or not word.isalpha():
            return 0
        if len(word) == 2 and word[0] == "d" and name == r"\mathrm":
            self.tokens.append(Token("letter", "d", self.place(close - 2, close - 1), style))
            self.tokens.append(Token("letter", word[1], self.place(close - 1, close)))
        elif len(word) == 1:
            self.tokens.append(Token("letter", word, self.place(begin, close + 1), style))
        elif name == r"\mathop":
            self.operator(word, self.place(begin, close + 1))
        else:
            self.word(word, self.place(begin, close + 1), style)
        return close + 1

    def operator(self, word: str, place: Place) -> None:
        """The name of an operator, whatever the word."""
        if word in notation.BIG_NAMES:
            self.tokens.append(Token("big", notation.BIG_NAMES[word], place))
        elif word == "d":
            self.tokens.append(Token("letter", "d", place, "roman"))
        elif _WORD.fullmatch(word):
            self.tokens.append(Token("function", notation.STANDARD_FUNCTIONS.get(word, word), place))
        else:
            refuse("operator-name", place, text=word)

    def word(self, word: str, place: Place, style: str) -> None:
        """One word: an operator that the tables know, or a name."""
        if word in notation.BIG_NAMES or word in notation.OPERATOR_NAMES:
            self.operator(word, place)
        else:
            self.tokens.append(Token("word", word, place, style))

    def prose(self, name: str, text: str, begin: int, at: int, close: int) -> None:
        """Text, which may hold formulas between dollars."""
        while (dollar := text.find("$", at, close)) >= 0:
            mark = "$$" if text.startswith("$$", dollar) else "$"
            end = text.find(mark, dollar + len(mark), close)
            if end < 0:
                refuse("unclosed", self.place(dollar, dollar + 1), opening="$", expected="$", found="}")
            self.phrase(name, text[at:dollar], self.place(begin, dollar))
            self.run(text, dollar + len(mark), end)
            begin = at = end + len(mark)
        self.phrase(name, text[at:close], self.place(begin, close + 1))

    def phrase(self, name: str, body: str, place: Place) -> None:
        """Text without formulas: a connective, a name, or words for the reader."""
        phrase = _ESCAPED.sub(r"\1", " ".join(body.replace(r"\ ", " ").replace("~", " ").split()))
        if not phrase.strip(".,:;"):
            if phrase:
                separates = phrase in (",", ";")
                token = (
                    Token("separator", phrase, place) if separates else Token("quad", "quad", place, "text")
                )
                self.tokens.append(token)
            return
        if name.endswith("intertext"):
            self.tokens += [Token(role, phrase, place, body) for role in ("newline", "text", "newline")]
            return
        if name in _FONTS_OF_TEXT and (letter := _LETTER.fullmatch(phrase)):
            self.inserted(f"{_FONTS_OF_TEXT[name]}{{{letter[1]}}}{letter[2]}", place, name)
            return
        joined = CONNECTIVES.get(phrase.casefold().strip(",.:;")) or CONNECTIVES.get(phrase.casefold())
        if joined:
            role, sign = _JOINED.get(joined, ("connective", joined))
            self.tokens.append(Token(role, sign or phrase, place, "text"))
        elif phrase.isdigit():
            self.numeral(phrase, place, place.end)
        elif len(phrase) == 1 and phrase.isalpha() and phrase.isascii():
            self.tokens.append(Token("letter", phrase, place, "bold" if name == r"\textbf" else "text"))
        elif _WORD.fullmatch(phrase) and (body == body.strip() or phrase in notation.OPERATOR_NAMES):
            self.word(phrase, place, "text")
        else:
            self.tokens.append(Token("text", phrase, place, body))

    def other(self, text: str, found: re.Match[str]) -> int:
        """A character beyond ASCII."""
        character = found[0]
        if character in SPACES:
            return found.end()
        if character in CIRCLED:
            return self.add("label", CIRCLED[character], found)
        for table, sign in ((SUPERSCRIPTS, "^"), (SUBSCRIPTS, "_")):
            if character in table:
                end = found.end()
                while end < len(text) and text[end] in table:
                    end += 1
                script = "".join(table[c] for c in text[found.start() : end])
                self.inserted(f"{sign}{{{script}}}", self.place(found.start(), end), character)
                return end
        latex = latex_of(character)
        if latex is None:
            code = "percent" if character == "%" else "dollar" if character == "$" else "character"
            place = self.place(found.start(), found.end())
            refuse(code, place, character=_visible(character), number=f"U+{ord(character):04X}")
        self.inserted(latex, self.place(found.start(), found.end()), character)
        return found.end()


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character).strip("'")


_READ: Final[dict[str, Callable[[Lexer, str, re.Match[str]], int]]] = {
    "bare": Lexer.bare,
    "number": Lexer.number,
    "sized": Lexer.sized,
    "not": Lexer.negated,
    "edge": Lexer.edge,
    "macro": Lexer.macro,
    "sign": Lexer.sign,
    "other": Lexer.other,
}
