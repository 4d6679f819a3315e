"""Going through a document: what is supposed for an example, and what then is said in general."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from derive.elaborate.assumption import Assumption
from derive.elaborate.cases import Cases
from derive.elaborate.pinned import free
from derive.elaborate.scope import Binding, Definition, Scope
from derive.elaborate.turns import calls_example, generalizes


@dataclass(slots=True)
class Example:
    """What was in force before an example: the part, its names and assumptions, and how much was found.

    ``lasting`` says that its first sentence claims nothing, so that the next ones are about it.
    """

    part: Scope
    bindings: dict[str, Binding | None]
    assumptions: list[Assumption]
    found: int
    lasting: bool = False


@dataclass(slots=True)
class Examples(Cases):
    """Going through the blocks, knowing what was supposed for an example only.

    ``example`` is the one at hand, ``supposed_only`` is what was assumed and not declared.
    """

    example: Example | None = None
    supposed_only: list[Assumption] = field(default_factory=list)

    def begin_sentence(self) -> None:
        """A sentence begins: an example may have ended, or what is said now holds in general."""
        Cases.begin_sentence(self)
        general = generalizes(self.language, self.sentence)
        claimed = self.example is not None and any(
            s.claim is not None for e in self.found[self.example.found :] for s in e.steps
        )
        if self.example is not None and (general or (claimed and not self.example.lasting)):
            self.end_example()
        elif self.example is not None:
            self.example.lasting = True
        if general:
            self.speak_generally()

    def end_paragraph(self) -> None:
        """With its paragraph an example ends, too."""
        Cases.end_paragraph(self)
        self.end_example()

    def begin_example(self, position: int) -> None:
        """Remember what is in force where a sentence calls what it supposes an example."""
        if self.example is not None and self.example.part is not self.at.part:
            self.example = None
        if self.example is None and calls_example(self.language, self.sentence, self.words_behind(position)):
            part = self.at.part
            said = [*self.at.paragraph.assumptions, *part.assumptions]
            self.example = Example(part, dict(part.bindings), said, len(self.found))

    def end_example(self) -> None:
        """Take back what was supposed for the example; it is a question whether it goes on behind it."""
        example, self.example = self.example, None
        if example is None or example.part is not self.at.part:
            return
        old, valued, names = {id(a) for a in example.assumptions}, self._values(example), set[str]()
        for scope in (self.at.paragraph, self.at.part):
            new = [a for a in scope.assumptions if id(a) not in old]
            scope.forget(new)
            names |= _names_of(new)
        self.at.keep_names()
        self.at.part.bindings |= valued
        for name in valued:
            self.at.paragraph.bindings.pop(name, None)
        self.at.paragraph.doubts |= valued.keys() | names

    def _values(self, example: Example) -> dict[str, Binding | None]:
        """What the names mean again that had a value for the example; nothing, if it brought them in."""
        changed = [
            name
            for scope in (self.at.part, self.at.paragraph)
            for name, meaning in scope.bindings.items()
            if meaning is not example.bindings.get(name) and _is_value(meaning)
        ]
        return {name: example.bindings.get(name) for name in changed}

    def speak_generally(self) -> None:
        """Conditions and values do not count for what is said in general; suppositions perhaps do not."""
        self.at.open_paragraph()
        place = self.at.paragraph
        names = {n for s in place.around() for n, meaning in s.bindings.items() if _is_value(meaning)}
        free(place, frozenset(names))
        place.masked = [a for a in place.in_force() if any(a is s for s in self.supposed_only)]
        place.doubts |= _names_of(place.masked)

    def keep_supposed(self, scope: Scope, known: Iterable[Assumption]) -> None:
        """Remember what a scope assumes beside what was known before as a mere supposition."""
        old = {id(a) for a in known}
        self.supposed_only += [a for a in scope.assumptions if id(a) not in old]


def _names_of(assumptions: Iterable[Assumption]) -> frozenset[str]:
    return frozenset(n for a in assumptions for n in a.names)


def _is_value(meaning: Binding | None) -> bool:
    """Whether a name has a value without names."""
    if not isinstance(meaning, Definition) or meaning.parameters or meaning.indices:
        return False
    return not meaning.body.symbols
