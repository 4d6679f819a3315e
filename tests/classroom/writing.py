"""The many ways to put the same derivation on paper."""

import re
from collections.abc import Callable, Sequence
from random import Random

from classroom.derivations import Answer, Chain


def group(text: str, start: int) -> int:
    """Where the group ends that begins at ``start`` with a brace."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return place + 1
    raise ValueError(text)


def rewritten(text: str, start: str, change: Callable[[list[str]], str], groups: int) -> str:
    """Every ``start{..}{..}`` changed, the inner ones first."""
    place = text.rfind(start + "{")
    while place >= 0:
        at, parts = place + len(start), []
        for _ in range(groups):
            if at >= len(text) or text[at] != "{":
                break
            end = group(text, at)
            parts.append(text[at + 1 : end - 1])
            at = end
        if len(parts) == groups:
            text = text[:place] + change(parts) + text[at:]
        place = text.rfind(start + "{", 0, place) if place else -1
    return text


def slashed(parts: list[str]) -> str:
    """A fraction in one line; operators stay as they are."""
    top, bottom = parts
    is_operator = top == "d" or "partial" in top
    return rf"\frac{{{top}}}{{{bottom}}}" if is_operator else f"(({top})/({bottom}))"


STYLES: dict[str, Callable[[str], str]] = {
    "exp": lambda t: rewritten(t, "e^", lambda p: rf"\exp({p[0]})", 1),
    "dfrac": lambda t: t.replace(r"\frac", r"\dfrac"),
    "slash": lambda t: rewritten(t, r"\frac", slashed, 2),
    "text": lambda t: t.replace(r"\operatorname{softmax}", r"\text{softmax}").replace(
        "operatorname", "mathrm"
    ),
    "ln": lambda t: t.replace(r"\log", r"\ln"),
    "sized": lambda t: t.replace("(", r"\left(").replace(")", r"\right)") if r"\left" not in t else t,
    "spaced": lambda t: t.replace(" + ", r" \;+\; ").replace(" - ", r" \, - \, "),
    "prime": lambda t: t.replace(r"\frac{d}{dx} \sigma(x)", r"\sigma'(x)"),
    "tight": lambda t: t.replace(" + ", "+").replace(" - ", "-"),
}
TOGETHER = (("exp", "sized"), ("dfrac", "text"), ("slash",), ("prime", "ln"), ("spaced",), ("tight",), ())
INDICES = {"j": ("k", "l", "m", "r"), "i": ("i", "p", "q")}


def restyled(text: str, styles: Sequence[str]) -> str:
    """A formula in another style."""
    for style in styles:
        text = STYLES[style](text)
    return text


def renamed(text: str, bound: str, free: str) -> str:
    """The bound index ``j`` and the free index ``i`` called otherwise, where that clashes with nothing."""
    if bound == "k" and "k=1" in text:
        bound = "l"
    names = {"j": bound, "i": free}
    text = re.sub(r"(?<![A-Za-z\\])j(?![A-Za-z])", bound, text)
    return re.sub(r"_(?:\{[a-z]+\}|[a-z])", lambda m: "".join(names.get(c, c) for c in m[0]), text)


SIGNS = {"=": "&=", r"\le": r"&\le", r"\ge": r"&\ge", r"\ne": r"&\ne"}


def one_line(chain: Chain) -> str:
    """All in one display."""
    return "$$" + " ".join(chain.members) + "$$\n\n"


def aligned(chain: Chain) -> str:
    """A row for each step."""
    first, *rest = chain.members
    rows = [f"{SIGNS[sign]} {term}" for sign, term in zip(rest[::2], rest[1::2], strict=True)]
    return "$$\\begin{aligned}\n" + first + " " + " \\\\\n".join(rows) + "\n\\end{aligned}$$\n\n"


def continued(chain: Chain) -> str:
    """A display for each step, which begins with the relation."""
    first, *rest = chain.members
    lines = [f"{sign} {term}" for sign, term in zip(rest[::2], rest[1::2], strict=True)]
    return f"$${first} {lines[0]}$$\n\n" + "".join(f"$${line}$$\n\n" for line in lines[1:])


def repeated(chain: Chain) -> str:
    """A display for each step, which says again where it begins."""
    terms = chain.members
    shown = [f"$${a} {s} {b}$$\n\n" for a, s, b in zip(terms[::2], terms[1::2], terms[2::2], strict=False)]
    return "and hence\n\n".join(shown)


LAYOUTS = (one_line, aligned, aligned, continued, repeated)
WORDS = ("", "We compute\n\n", "By the rules of the lecture\n\n", "Then\n\n", "Es gilt\n\n", "This gives\n\n")


def written(answer: Answer, chains: Sequence[Chain], random: Random) -> str:
    """The text of an answer."""
    styles = random.choice(TOGETHER)
    bound, free = random.choice(INDICES["j"]), random.choice(INDICES["i"])
    text = random.choice(WORDS)
    if answer.values:
        w, b = answer.values.split("|")
        text += f"Let ${w}$ and ${b}$.\n\n"
    index = free if answer.has_index else "i"
    for chain in chains:
        members = tuple(renamed(restyled(m, styles), bound, index) for m in chain.members)
        text += random.choice(LAYOUTS)(Chain(chain.goal, members))
    return text


SPELLINGS = ("# {0}", "## Exercise {0}", "## Aufgabe {0}", "### Problem {0}:", "# Solution to {0}")
IN_PARTS = (
    *("# {0} {1})", "## {0}.{1}", "# ({0}{1})", "**Exercise {0} ({1})**", "# Task {0}, part {1}"),
    *("## Ex. {0}({1})", "{0}{1})", "Q{0}{1}", "### Aufgabe {0} {1})", "## {0}{1} (by hand)"),
)


def headings(label: str, random: Random) -> str:
    """A label as people spell it."""
    parts = re.fullmatch(r"(\d+)([a-z])", label)
    options = [s.format(label) for s in SPELLINGS]
    options += [s.format(*parts.groups()) for s in IN_PARTS] if parts else []
    return random.choice(options) + "\n\n"
