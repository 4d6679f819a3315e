"""Exercises, their parts and paragraphs: which scopes are open at a place of a document."""

from dataclasses import dataclass, field
from typing import Final

from derive.core.sort import Sort
from derive.core.surface import Chain
from derive.core.term import Symbol
from derive.elaborate.names import name_of, names_in
from derive.elaborate.scope import Scope

_BELOW_HEADINGS: Final = 100


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading or an exercise opened.

    ``numbered`` says that it has a label of its own, ``around`` is what held before it,
    ``preamble`` what was said in it before any of its parts.
    """

    level: int
    label: str
    numbered: bool
    around: Scope
    preamble: Scope


@dataclass(slots=True)
class Sections:
    """The scopes that are open, from the whole document to the paragraph, and the labels in force.

    ``before`` are the arrays of the section before, where the open one has no label of its own, ``owned``
    what a sheet defines.
    """

    root: Scope = field(default_factory=Scope)
    opened: list[Section] = field(default_factory=list)
    exercise: Scope = field(default_factory=Scope)
    preamble: Scope = field(default_factory=Scope)
    part: Scope = field(default_factory=Scope)
    paragraph: Scope = field(default_factory=Scope)
    labels: tuple[str, str] = ("", "")
    before: dict[str, Symbol] = field(default_factory=dict)
    owned: set[str] = field(default_factory=set)

    def owns(self, node: Chain) -> bool:
        """Whether an equation is about a name of the sheet, which nobody else defines."""
        return node.terms[0] is not None and not self.owned.isdisjoint(names_in(node.terms[0]))

    @property
    def label(self) -> str:
        """The label of a step here."""
        return "".join(self.labels)

    def open_exercise(self, label: str, level: int) -> None:
        """Forget the names of the exercise before; what was said above it stays in force."""
        self.open_paragraph()
        self.before = {} if label else {**self.exercise.arrays(), **self.part.arrays()}
        while self.opened and self.opened[-1].level >= level:
            self.opened.pop()
        above = self.opened[-1] if self.opened else None
        around = above.preamble.copy(above.around) if above is not None else self.root
        inherited = above.label if above is not None else ""
        self.exercise = around.child()
        self.preamble = self.part = self.exercise.child()
        self.opened.append(Section(level, label or inherited, bool(label), around, self.preamble))
        self.labels = (label or inherited, "")
        self.paragraph = self.part.child()

    def remember(self, used: frozenset[str]) -> None:
        """Take the arrays of the section before where one of its matrices is used and nothing said of it."""
        sorts = {n: s.sort for n, s in self.before.items() if isinstance(s.sort, Sort)}
        if any(n in used and len(sort.shape) == 2 for n, sort in sorts.items()):
            self.exercise.implicit.update(self.before)

    def outgrow(self, used: frozenset[str]) -> None:
        """Forget the arrays from outside over which the section sums with another number of entries.

        ``used`` are the names of the section: where it also speaks of the old number, the array is meant.
        """
        for (name, rank, position), end in self.exercise.lengths.items():
            meaning = self.exercise.lookup(name)
            sort = meaning.sort if isinstance(meaning, Symbol) else None
            size = sort.shape[position] if isinstance(sort, Sort) and len(sort.shape) == rank else None
            if isinstance(size, Symbol) and size.name not in {name_of(end), *used}:
                self.exercise.bindings[name] = None

    def open_part(self, label: str) -> None:
        """Names stay, assumptions of the part before do not."""
        self.open_paragraph()
        self.exercise.absorb(self.part)
        self.part = self.preamble.child()
        self.labels = (self.labels[0], label)
        self.paragraph = self.part.child()

    def open_item(self) -> None:
        """What was assumed stays; names may get another meaning, and those that got none are forgotten."""
        self.open_paragraph()
        self.exercise.absorb(self.part)
        self.part.bindings.clear()
        for scope in (self.exercise, self.part):
            scope.implicit = {n: s for n, s in scope.implicit.items() if scope.family(n) is not None}

    def open_paragraph(self) -> None:
        """What was said with "if" and "for" no longer holds."""
        self.keep_names()
        self.part.used |= self.paragraph.used
        self.paragraph = self.part.child()

    def keep_names(self) -> None:
        """What got a name in the paragraph has it in all of the part."""
        self.part.absorb(self.paragraph)

    def level_beside(self) -> int:
        """The level of an exercise without a heading: beside the last numbered one."""
        return next((s.level for s in reversed(self.opened) if s.numbered), _BELOW_HEADINGS)
