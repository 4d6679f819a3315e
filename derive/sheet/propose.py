"""A sheet proposed from an old one: exercises, labels, marks, claims and solutions are found in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

from derive.core.derivation import Derivation, Step
from derive.core.document import Block, BlockKind
from derive.core.source import UnreadableError
from derive.core.surface import Formula
from derive.elaborate.document import elaborate
from derive.elaborate.language import Role, languages
from derive.elaborate.paragraphs import opening
from derive.sheet.text_blocks import MARKS
from derive.syntax.latex import write
from derive.syntax.reading import read

_LISTED: Final = re.compile(r"\\item\b(?:\s*\[[^\]a-z]*([a-z])?[^\]a-z]*\])?")
_ENUMERATE: Final = re.compile(r"\\begin\{enumerate\}(?:\[[^\]]*\])?(.*?)\\end\{enumerate\}", re.DOTALL)
_SOLVED: Final = re.compile(r"\\(begin|end)\{(?:solution|proof|loesung|beweis|answer)\*?\}", re.IGNORECASE)
_SOLUTION: Final = re.compile(
    r"\s*[*_]*(?:solution|proof|answer|lösung|beweis|musterlösung)(?!\w)[*_]*\s*[.:]?[*_]*\s*", re.IGNORECASE
)
_WORTH: Final = re.compile(r"(?<![(\[\d.,])\b(\d+(?:[.,]\d+)?\s+(?:marks?|points?|Punkte?))\b", re.IGNORECASE)
_BRACES: Final = re.compile(r"\{([^{}$\\]*)\}")
_BEGIN, _END = "Solution.", "Solution end."
_MACRO: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|def)\*?\s*\{?\s*(\\[A-Za-z]+)"
)
_ENVIRONMENTS: Final = (
    (re.compile(r"\\(begin|end)\{(?:align|eqnarray|flalign)\*?\}"), r"\\\1{aligned}"),
    (re.compile(r"\\(begin|end)\{(?:gather|multline)\*?\}"), r"\\\1{gathered}"),
    (re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}"), ""),
    (re.compile(r"\\(?:nonumber|notag)\b|\\label\{[^{}]*\}"), ""),
)
_LABEL: Final = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)?\(?[a-z]\)(?:\*\*|__)?\s*")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SIGNS: Final[Mapping[str, str]] = {
    "=": "=",
    "<": "<",
    ">": ">",
    "<=": r"\le",
    ">=": r"\ge",
    "!=": r"\ne",
    "in": r"\in",
}


@dataclass(slots=True)
class Proposed:
    """An exercise that was found; ``claims`` are displays, and ``task`` the text around them."""

    label: str
    marks: str = ""
    title: str = ""
    task: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    is_led: bool = False


@dataclass(slots=True)
class _Walk:
    """Going through the blocks of one document; ``solving`` while a solution goes on."""

    derivation: Derivation
    own: tuple[str, ...]
    found: dict[str, Proposed]
    solving: bool
    only_solutions: bool
    exercise: str = ""
    part: str = ""
    title: str = ""
    sentence: str = ""
    fresh: bool = True
    after_claim: bool = False

    def run(self) -> None:
        """Take every block to the exercise it belongs to."""
        for block in self.derivation.document.blocks:
            _HANDLERS[block.kind](self, block)

    @property
    def current(self) -> Proposed:
        """The exercise or part at work."""
        label = self.exercise + self.part
        return self.found.setdefault(label, Proposed(label))

    def heading(self, block: Block) -> None:
        """A heading begins an exercise, or is the title."""
        text = _WORTH.sub(r"(\1)", block.text)
        found = opening(text, heading=True)
        if found.exercise is None and found.part is None:
            self.title = self.title or text.strip()
            return
        self.enter(found.exercise, found.part)
        rest = re.sub(r"^.*?\d+(?:\.\d+)*\s*[a-z]?\)?[.:]?", "", MARKS.sub("", text), count=1)
        self.current.title = rest.strip(" .:-*_")
        self.worth(text)

    def enter(self, exercise: str | None, part: str | None) -> None:
        """Begin an exercise or a part."""
        if exercise is not None:
            self.exercise, self.part = exercise, ""
            self.solving = self.only_solutions
        if part is not None:
            self.part = part
        self.fresh, self.sentence = True, ""

    def worth(self, text: str) -> None:
        """Take note of marks."""
        found = MARKS.search(text)
        if found and not self.solving:
            self.current.marks = found[1]

    def prose(self, block: Block) -> None:
        """Words, which may begin an exercise, a part or a solution."""
        text = block.text
        if self.fresh:
            text = self.opened(text)
        self.fresh = False
        if not self.exercise:
            return
        if self.after_claim:
            text, self.after_claim = text.lstrip(" .,;:"), False
        self.worth(text)
        text = _BRACES.sub(r"\1", MARKS.sub("", text))
        self.sentence += text
        self.add(f" {text}" if text[:1].isalnum() else text)

    def opened(self, text: str) -> str:
        """What is left of the first words of a paragraph when labels are taken off."""
        if text.strip() == _END:
            self.solving = self.only_solutions
            return ""
        solution = _SOLUTION.match(text)
        if solution and self.exercise:
            self.solving = True
            text = text[solution.end() :]
        found = opening(text, heading=False)
        if found.exercise is not None and (found.sure or not self.exercise):
            self.enter(found.exercise, found.part)
            self.worth(text)
            text = re.sub(r"^.*?\d+(?:\.\d+)*\s*[.:)]*(?:\s*[a-z]\))?(?:\*\*|__)?", "", text, count=1)
        elif found.part is not None and self.exercise:
            self.enter(None, found.part)
            text = _LABEL.sub("", text, count=1)
        return text

    def paragraph_end(self, _: Block) -> None:
        """An empty line."""
        self.fresh = True
        if self.exercise:
            self.add("\n\n")

    def formula(self, block: Block) -> None:
        """A formula: a claim, or part of the text."""
        self.fresh = False
        if not self.exercise:
            return
        latex = self.latex(block)
        display = block.kind is BlockKind.DISPLAY or block.display
        steps = [s for s in self.derivation.steps if self.inside(s, block)]
        readable = block.formula is not None and all(s.diagnostic is None for s in steps)
        shown = _shown(latex, display=display, readable=readable or self.solving)
        self.chain(steps)
        if not self.solving and steps and all(s.claim is not None for s in steps if s.kind == "relation"):
            if any(s.kind == "relation" for s in steps):
                self.claim(latex, shown)
                return
            if any(s.kind == "definition" for s in steps) and ":=" not in latex:
                shown = shown.replace("=", ":=", 1)
        self.sentence += "\0"
        self.add(shown)

    def claim(self, latex: str, shown: str) -> None:
        """A claim stands in the task as a block of its own."""
        language = languages()[self.derivation.language]
        role = language.role(self.sentence, display=False)
        self.current.is_led |= role is Role.GOAL
        self.sentence += "\0"
        self.current.claims.append(latex)
        self.add(f"\n\n\0{len(self.current.claims)}\0\n\n", shown)
        self.after_claim = True

    def chain(self, steps: Sequence[Step]) -> None:
        """The ends of chains, which are what a worked solution shows."""
        if len(steps) < 2 or any(s.chain is None or s.chain != steps[0].chain for s in steps):
            return
        chain = self.derivation.chains[steps[0].chain or 0]
        sign = _SIGNS.get(chain.relation or "")
        if sign and chain.conclusion is not None:
            self.current.chains.append(f"{steps[0].lhs} {sign} {steps[-1].rhs}")

    def inside(self, step: Step, block: Block) -> bool:
        """Whether a step was read in a block."""
        place = block.place
        return step.place.part == place.part and place.start <= step.place.start < place.end

    def latex(self, block: Block) -> str:
        """The formula as written; in our own spelling where it uses macros of its document."""
        macros = any(re.search(re.escape(name) + r"(?![A-Za-z])", block.text) for name in self.own)
        if macros and block.formula is not None:
            return _spelled(block.formula)
        text = block.text
        for pattern, new in _ENVIRONMENTS:
            text = pattern.sub(new, text)
        return text.strip()

    def add(self, text: str, solved: str | None = None) -> None:
        """Add text to the task, or to the solution."""
        if self.solving:
            self.current.solution.append(text if solved is None else solved)
        else:
            self.current.task.append(text)


_HANDLERS: Final = {
    BlockKind.HEADING: _Walk.heading,
    BlockKind.PROSE: _Walk.prose,
    BlockKind.PARAGRAPH_END: _Walk.paragraph_end,
    BlockKind.INLINE: _Walk.formula,
    BlockKind.DISPLAY: _Walk.formula,
    BlockKind.UNREADABLE: _Walk.formula,
}


def _shown(latex: str, *, display: bool, readable: bool) -> str:
    """A formula in a sheet; as it stands, and not as a formula, where it could not be read."""
    if display:
        return f"\n\n$$\n{latex}\n$$\n\n" if readable else f"\n\n```\n{latex}\n```\n\n"
    return f" ${latex}$" if readable else f" `{latex}`"


def _spelled(formula: Formula) -> str:
    rows = [write(row.content) for row in formula.rows]
    return rows[0] if len(rows) == 1 else "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in old documents."""

    title: str
    language: str
    exercises: tuple[Proposed, ...]


def propose(paths: Sequence[Path]) -> Proposal:
    """The exercises in documents; those whose names speak of solutions give solutions only.

    Raises:
        UnreadableError: nothing can be read in any of them.
    """
    found: dict[str, Proposed] = {}
    titles, spoken = [], []
    problem: UnreadableError | None = None
    for path in sorted(paths, key=lambda p: (_is_solution(p), p.name)):
        try:
            walk = _walked(path, found, only_solutions=_is_solution(path) and bool(found))
        except UnreadableError as error:
            problem = problem or error
            continue
        titles.append(walk.title)
        spoken.append(walk.derivation.language)
    if not spoken:
        raise problem or ValueError(paths)
    shares = [(e, share) for e in found.values() if (share := _share(e, found))]
    for exercise, share in shares:
        exercise.marks = share
    exercises = tuple(_settled(e, found) for e in found.values() if not _is_introduction(e, found))
    return Proposal(next(filter(None, titles), ""), spoken[0], exercises)


def _is_solution(path: Path) -> bool:
    return re.search(r"sol|lös|loes|answer|key", path.stem, re.IGNORECASE) is not None


def _walked(path: Path, found: dict[str, Proposed], *, only_solutions: bool) -> _Walk:
    data = path.read_bytes()
    own: tuple[str, ...] = ()
    if path.suffix in (".tex", ".latex", ".ltx"):
        text = data.decode("utf-8", "replace")
        own = tuple(dict.fromkeys(m[1] for m in _MACRO.finditer(text)))
        data = _lettered(text).encode()
    derivation = elaborate(read(str(path), data))
    walk = _Walk(derivation, own, found, only_solutions, only_solutions)
    walk.run()
    return walk


def _lettered(text: str) -> str:
    """LaTeX with the items of lists lettered, and solutions marked by words."""

    def items(match: re.Match[str]) -> str:
        letters = iter(_LETTERS)
        return _LISTED.sub(lambda item: f"\n\n({item[1] or next(letters, '')}) ", match[1]) + "\n\n"

    text = _ENUMERATE.sub(items, text)
    return _SOLVED.sub(lambda m: f"\n\n{_BEGIN if m[1] == 'begin' else _END}\n\n", text)


def _is_introduction(exercise: Proposed, found: Mapping[str, Proposed]) -> bool:
    """Whether an exercise is only what stands before its parts."""
    parts = [k for k in found if k.startswith(exercise.label) and k[len(exercise.label) :].isalpha()]
    return bool(parts) and not exercise.claims


def _settled(exercise: Proposed, found: Mapping[str, Proposed]) -> Proposed:
    """With what stands before the parts in front of each; a worked solution is taken for one."""
    if exercise.chains and not exercise.is_led and not "".join(exercise.solution).strip():
        exercise.solution = [_restored("".join(exercise.task), exercise.claims)]
        exercise.claims = list(dict.fromkeys(exercise.chains))
        exercise.task = [f"\n\n\0{n}\0\n\n" for n in range(1, len(exercise.claims) + 1)]
    whole = found.get(exercise.label.rstrip(_LETTERS))
    if whole is not None and whole is not exercise and _is_introduction(whole, found):
        exercise.task = [*whole.task, "\n\n", *exercise.task]
        exercise.title = exercise.title or whole.title
    return exercise


def _share(exercise: Proposed, found: Mapping[str, Proposed]) -> str:
    """The marks of an exercise in equal parts, if its parts have none of their own and it comes out even."""
    whole = found.get(exercise.label.rstrip(_LETTERS))
    if whole is None or whole is exercise or not _is_introduction(whole, found):
        return ""
    parts = [e for k, e in found.items() if e is not whole and k.rstrip(_LETTERS) == whole.label]
    if not whole.marks or any(p.marks for p in parts):
        return ""
    share = Fraction(whole.marks.replace(",", ".")) / len(parts)
    return f"{float(share):g}" if (share * 4).denominator == 1 else ""


def _restored(task: str, claims: Sequence[str]) -> str:
    return re.sub("\0(\\d+)\0", lambda m: f"$$\n{claims[int(m[1]) - 1]}\n$$", task)


def text_of(proposal: Proposal, name: str) -> str:
    """The proposal as a sheet in text."""
    title = proposal.title or name
    head = f"---\nsheet: {name}\ntitle: {title}\nlanguage: {proposal.language}\n---\n"
    return head + "".join(map("".join, (_exercise(e, proposal.language) for e in proposal.exercises)))


def _exercise(exercise: Proposed, language: str) -> Iterator[str]:
    units = {"de": ("Punkt", "Punkte")}.get(language, ("mark", "marks"))
    marks = f" ({exercise.marks} {units[exercise.marks != '1']})" if exercise.marks else ""
    title = f" {exercise.title}" if exercise.title else ""
    yield f"\n## {exercise.label}{title}{marks}\n\n"
    yield _tidy(_placed("".join(exercise.task), exercise.claims)) + "\n"
    if not exercise.claims:
        yield "\n::: words answer\n:::\n"
    solution = _tidy("".join(exercise.solution))
    if solution:
        yield f"\n::: solution\n{solution}\n:::\n"


def _placed(task: str, claims: Sequence[str]) -> str:
    """The task with its claims as blocks."""
    names = [""] if len(claims) == 1 else [f" {n}" for n in range(1, len(claims) + 1)]
    return re.sub(
        "\0(\\d+)\0",
        lambda m: f"::: claim{names[int(m[1]) - 1]}\n$$\n{claims[int(m[1]) - 1]}\n$$\n:::",
        task,
    )


def _tidy(text: str) -> str:
    lines = [re.sub(r"(?<=\S)[ \t]{2,}", " ", line).rstrip() for line in text.replace("\0", "").split("\n")]
    lines = [line.strip() if not line.startswith("    ") else line for line in lines]
    kept = [a for a, b in pairwise([*lines, ""]) if a or b]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
