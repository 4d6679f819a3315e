"""Where a text turns: to another case, another statement, to all cases together, or to a contradiction."""

import re
from collections.abc import Sequence
from typing import Final

from derive.core.document import Block, BlockKind
from derive.core.surface import Surface
from derive.elaborate.language import Language
from derive.elaborate.lines import only_bounds

_NUMBERED: Final = r"\s*\(?[\divxIVX.]*\)?\s*(?:\([^)\n]*\)\s*)?(?:\*|_|[.:])"


def opens_for_all(language: Language, before: str) -> bool:
    """Whether a formula says for all of what the sentence that it begins holds."""
    pattern = rf"{_turning(language)}(?:{language.turns.universal})[^\0.:;]*\0$"
    return re.match(pattern, before, re.IGNORECASE) is not None


def is_about_all(language: Language, before: str) -> bool:
    """Whether a formula says more of what a sentence begins to say something for all of."""
    pattern = rf"{_turning(language)}(?:{language.turns.universal})[^.:;]*\0[^.:;]*\0$"
    return re.match(pattern, before, re.IGNORECASE) is not None


def opens_with_if(language: Language, before: str) -> bool:
    """Whether a sentence begins with a supposition, and not with "for"."""
    return re.match(rf"{_turning(language)}(?:{language.supposing})(?!\w)", before, re.IGNORECASE) is not None


def opens_numbered_case(language: Language, before: str) -> bool:
    """Whether a formula is the case that a sentence is about: "Case 2: ``x < 0``."."""
    return re.match(rf"{language.case}[^\0]*\0$", before, re.IGNORECASE) is not None


def rejoins(language: Language, before: str) -> bool:
    """Whether a sentence says something of all cases."""
    return (
        re.match(rf"{_turning(language)}(?:{language.turns.rejoining})(?!\w)", before, re.IGNORECASE)
        is not None
    )


def generalizes(language: Language, before: str) -> bool:
    """Whether a sentence begins by leaving what was supposed: "in general"."""
    pattern = rf"{_turning(language)}(?:{language.turns.general})(?!\w)"
    return re.match(pattern, before, re.IGNORECASE) is not None


def calls_example(language: Language, before: str, after: str) -> bool:
    """Whether a sentence supposes something for an example."""
    words = rf"(?<!\w)(?:{language.turns.example})(?!\w)"
    return re.search(words, f"{before} {after}", re.IGNORECASE) is not None


def excepts(language: Language, before: str) -> bool:
    """Whether a sentence begins with what is excepted."""
    return re.match(rf"\W*(?:{language.unless})$", before, re.IGNORECASE) is not None


def asks(language: Language, before: str, after: str) -> bool:
    """Whether a sentence is a question."""
    return (
        "?" in after and re.match(rf"\W*(?:{language.turns.asking})(?!\w)", before, re.IGNORECASE) is not None
    )


def runs_through(language: Language, words: str) -> bool:
    """Whether words behind a formula say that it holds for all of something."""
    return re.match(rf"\s*,?\s*(?:{language.turns.universal})(?!\w)", words, re.IGNORECASE) is not None


def inserts(language: Language, before: str) -> bool:
    """Whether a sentence begins by inserting the formula behind it."""
    return (
        re.match(rf"{_turning(language)}(?:{language.turns.inserting})\s*$", before, re.IGNORECASE)
        is not None
    )


def is_vague(language: Language, before: str) -> bool:
    """Whether a sentence is about large numbers, or about some that are not told."""
    led = re.match(rf"{_turning(language)}(?:{language.turns.vague})(?!\w)", before, re.IGNORECASE)
    return (
        led is not None
        or re.search(rf"(?:^|[.;,])\W*(?:{language.turns.else_})\b[^\0]*$", before, re.IGNORECASE) is not None
    )


def presents(language: Language, before: str) -> bool:
    """Whether words right before a formula call it a function, as in "the function ``f(x) = x^2``"."""
    return re.search(rf"(?<!\w)(?:{language.turns.presenting})\s*\0?$", before, re.IGNORECASE) is not None


def renames(language: Language, before: str) -> bool:
    """Whether words right before a formula show a function, or insert one: "the function", "with"."""
    return presents(language, before) or inserts(language, before.rstrip("\0"))


def lets(language: Language, before: str) -> bool:
    """Whether a formula stands right behind a verb by which it is assumed."""
    return re.search(rf"(?<!\w)(?:{language.turns.letting})\s*\0?$", before, re.IGNORECASE) is not None


def assumes_behind(language: Language, before: str, words: str) -> bool:
    """Whether words behind a formula say that it is assumed, and none before it that it is not."""
    found = re.match(rf"\s*,?\s*(?:{language.turns.assumed})(?!\w)", words, re.IGNORECASE)
    return (
        found is not None and re.search(r"\b(?:not|nicht|never|nie|no|kein)\b", before, re.IGNORECASE) is None
    )


def declares_behind(language: Language, words: str) -> bool:
    """Whether words behind a name declare what it is: "the function f shall be odd"."""
    return re.match(rf"\s*(?:{language.turns.declared})(?!\w)", words, re.IGNORECASE) is not None


def contrasts(language: Language, before: str, node: Surface) -> bool:
    """Whether "but" leads from a condition to a statement that is none: "for all x, but ``x^3 > 0`` only"."""
    led = re.search(rf"\b(?:{language.turns.contrasting})\s*$", before, re.IGNORECASE)
    return led is not None and "\0" in before and not only_bounds(node)


def has_grounds(language: Language, before: str) -> bool:
    """Whether a sentence gives a reason for a formula in words that were not understood."""
    return language.tells(rf"\b(?:{language.turns.grounds})\b", before)


def denies_behind(language: Language, words: str) -> bool:
    """Whether words behind a formula say that it is wrong, or does not hold."""
    return re.match(rf"\s*,?\s*(?:{language.turns.denying})(?!\w)", words, re.IGNORECASE) is not None


def denies_ahead(language: Language, before: str) -> bool:
    """Whether a formula is what is supposed not to hold: "if not", "let ``x > 0``, but not"."""
    pattern = (
        rf"{_turning(language)}(?:{language.supposing})(?!\w)[^.]*?(?<!\w)(?:{language.turns.denied})\s*$"
    )
    return re.match(pattern, before, re.IGNORECASE) is not None


def restricts_behind(language: Language, words: str) -> bool:
    """Whether words right behind a formula say where it holds."""
    return re.match(rf"\s*,?\s*\(?(?:{language.turns.restricting})(?!\w)", words, re.IGNORECASE) is not None


def is_called(language: Language, words: str) -> bool:
    """Whether words behind a name introduce it as something, and do not only say more of it."""
    return re.match(rf"\s*(?:{language.turns.introducing})(?!\w)", words, re.IGNORECASE) is not None


def is_over(language: Language, words: str) -> bool:
    """Whether words lead from a statement to the interval over which it holds."""
    return re.fullmatch(language.turns.over, words, re.IGNORECASE) is not None


def looks_here(language: Language, before: str) -> bool:
    """Whether a sentence begins with "here" right before a formula."""
    pattern = rf"{_turning(language)}(?:{language.turns.here}),?\s*\0?$"
    return re.match(pattern, before, re.IGNORECASE) is not None


def begins_over(language: Language, before: str) -> bool:
    """Whether a sentence begins with what may be the interval over which something holds."""
    return re.match(rf"{_turning(language)}(?:{language.turns.over})\0", before, re.IGNORECASE) is not None


def begins_statement(language: Language, text: str) -> bool:
    """Whether a paragraph is a lemma, an example and the like, with assumptions of its own."""
    found = re.match(rf"[\s*_#>(]*(?:{language.turns.environment}){_NUMBERED}", text, re.IGNORECASE)
    return found is not None and not language.tells(rf"\b(?:{language.turns.referring})\b", text)


def begins_proof(language: Language, text: str) -> bool:
    """Whether a paragraph begins with "Proof."."""
    return re.match(rf"[\s*_#>(]*(?:{language.turns.proving})\W", text, re.IGNORECASE) is not None


def contradicts(language: Language, blocks: Sequence[Block], position: int) -> bool:
    """Whether the paragraph of a block speaks of a contradiction."""
    ends = (BlockKind.PARAGRAPH_END, BlockKind.HEADING)
    first = next((k for k in range(position, -1, -1) if blocks[k].kind in ends), -1)
    words = []
    for block in blocks[first + 1 :]:
        if block.kind in ends:
            break
        words.append(block.text if block.kind is BlockKind.PROSE else " ")
    return language.tells(rf"\b(?:{language.turns.contradiction})", "".join(words))


def said_behind(language: Language, words: str) -> tuple[str, ...]:
    """What "for all positive integers" behind a formula says of n, with %s for the name."""
    pattern = rf"\s*,?\s*(?:{language.conditional})(?!\w)\s*(?:(?:{language.turns.every})\b\s*)?"
    found = re.match(pattern, words, re.IGNORECASE)
    rest = words[found.end() :].strip() if found is not None else ""
    said: list[str] = []
    parity = tuple((word, rf"%s \in \mathbb{{Z}}, {template}") for word, template in language.parity)
    known = (*language.kinds, *language.attributes, *parity, *language.turns.reals)
    while rest:
        begins = ((re.match(rf"(?:{word})(?![\w-])\s*", rest, re.IGNORECASE), t) for word, t in known)
        first = next(((m, t) for m, t in begins if m is not None), None)
        if first is None:
            return ()
        rest, said = rest[first[0].end() :], [*said, *filter(None, (first[1],))]
    return tuple(said)


def _turning(language: Language) -> str:
    return rf"\W*(?:(?:{language.turns.turning})[\s,]+){{0,3}}"
