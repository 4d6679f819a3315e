"""Going through a document: what opens and closes scopes, and the sentence that leads to a formula."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from derive.core.derivation import Kind, Step
from derive.core.document import Block, BlockKind, Document
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import (
    Chain,
    Formula,
    Listing,
    Surface,
)
from derive.elaborate.admission import (
    define_ahead,
    defines_in_pieces,
)
from derive.elaborate.asked import Asked, Owned
from derive.elaborate.assumed import declared_texts
from derive.elaborate.assumption import Assumption
from derive.elaborate.chains import Draft, chain_of
from derive.elaborate.declarations import declare, define
from derive.elaborate.definable import head_and_parameters, is_definable, is_open_function
from derive.elaborate.differentials import as_derivatives, relates_differentials
from derive.elaborate.directions import Side, names_direction, reverses, side_of
from derive.elaborate.endless import endless_in, tops_in
from derive.elaborate.formulas import (
    definitions_in,
    index_of_all,
    is_calculation,
    is_sort,
    shapes_in,
)
from derive.elaborate.functional import at_variable, variable_of_functions
from derive.elaborate.language import Language, Role
from derive.elaborate.lengths import lengths_in
from derive.elaborate.links import Elaborated, Setting
from derive.elaborate.moving import in_time, moves
from derive.elaborate.names import label_of, names_in
from derive.elaborate.of_all_arguments import applied_in
from derive.elaborate.paragraphs import (
    begins_item,
    end_of_exercise,
    goes_on_in_list,
    last_item,
    opening,
    rest_of_sentence,
)
from derive.elaborate.pieces import pieces, stated_with
from derive.elaborate.pinned import find_points, general_names, release
from derive.elaborate.quantifiers import is_quantified
from derive.elaborate.recursions import recursions_in
from derive.elaborate.repeated import summed
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sections import Sections
from derive.elaborate.turns import (
    begins_proof,
    begins_statement,
    rejoins,
)
from derive.syntax.latex import write

LONGEST_SENTENCE: Final = 4_000
MOST_FORMULAS: Final = 150


@dataclass(slots=True)
class Walk:
    """Going through the blocks with the scopes that are open and the sentence so far (NUL for formulas).

    ``position`` is where it is, ``done`` are displays that went on with an earlier one, ``taken`` conditions
    of the formula before, ``due`` claims behind such ones, ``spoken`` may be what a claim in words speaks of,
    ``ahead`` definitions that were taken already, ``supposed`` names that a condition defined, ``to_solve``
    equations of this part that are to be solved, ``about`` the names of the last case, ``supposing`` that it
    began with "if", ``listing`` that a list under its condition is gone through, ``side`` where a direction
    of an argument began, ``first`` that no formula of a part was met yet, ``shown`` functions with which
    parts began, ``enclosing`` where a lemma or example began, ``enclosed`` what such ones assumed, ``told``
    what was found before the case, ``said`` the conditions that were stated with a formula, and ``slopes``
    the derivatives of which something was claimed, with the name of the function that was defined last.
    """

    document: Document
    language: Language
    code: str
    asked: Asked
    labels: tuple[str, ...] = ()
    at: Sections = field(default_factory=Sections)
    sentence: str = ""
    formulas: list[Surface] = field(default_factory=list)
    said: tuple[Surface, ...] = ()
    position: int = 0
    fresh: bool = True
    listed: int = 0
    in_case: bool = False
    about: frozenset[str] = frozenset()
    supposing: bool = False
    listing: bool = False
    enclosing: tuple[Scope, int] | None = None
    side: Side | None = None
    first: bool = True
    shown: set[str] = field(default_factory=set)
    enclosed: list[Assumption] = field(default_factory=list)
    told: int = 0
    done: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    due: set[int] = field(default_factory=set)
    spoken: set[int] = field(default_factory=set)
    ahead: set[int] = field(default_factory=set)
    supposed: set[str] = field(default_factory=set)
    to_solve: list[Draft] = field(default_factory=list)
    slopes: list[tuple[str, Surface]] = field(default_factory=list)
    found: list[Elaborated] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def assume(self, texts: Iterable[str | Owned]) -> None:
        """Take declarations that hold throughout."""
        self.declare(texts, self.at.root)

    def declare(self, texts: Iterable[str | Owned], scope: Scope) -> None:
        """Take declarations in LaTeX into a scope."""
        self.diagnostics.extend(declared_texts(scope, texts, self.code))
        self.at.owned |= {n.rstrip("_") for n, b in scope.bindings.items() if isinstance(b, Definition)}

    def open_exercise(self, label: str, level: int) -> None:
        """Begin an exercise with what the sheet says of all its parts."""
        self.to_solve, self.slopes, self.first, self.shown = [], [], True, set()
        self.at.open_exercise(label, level)
        self.declare(self.asked(self.at.label), self.at.exercise)

    def open_part(self, label: str) -> None:
        """Begin a part with what the sheet says of it."""
        self.to_solve, self.slopes, self.first = [], [], True
        self.at.open_part(label)
        self.declare(self.asked(self.at.label), self.at.part)

    def heading(self, position: int, block: Block) -> None:
        """A heading opens an exercise, or a part of it."""
        self.sentence, self.formulas = "", []
        found = opening(block.text, heading=True, known=self.labels)
        if found.exercise is None and found.part is not None:
            self.open_part(found.part)
        else:
            self.enter(position, found.exercise or "", block.level)
            if found.part is not None:
                self.open_part(found.part)

    def prose(self, position: int, block: Block) -> None:
        """Words: labels at the beginning of a paragraph, and the sentence that leads to the next formula."""
        if self.fresh:
            self.begin_paragraph(position, block.text)
        self.take_direction(block.text)
        if self.language.tells(rf"(?<!\w)(?:{self.language.induction})(?!\w)", block.text):
            self.at.exercise.inductive = True
        item = last_item(self.document.parts[block.place.part].text, block.place.start, block.place.end)
        if item is not None and item[0] and not self.fresh:
            self.open_part(item[0])
        if item is not None and (item[0] or not goes_on_in_list(self.sentence + block.text, item[1])):
            self.sentence, self.formulas = rest_of_sentence(item[1]), []
        else:
            self.sentence = rest_of_sentence(self.sentence + block.text)
        if len(self.sentence) > LONGEST_SENTENCE or self.sentence.count("\0") > MOST_FORMULAS:
            self.sentence = ""
        self.fresh = False
        if "\0" not in self.sentence:
            self.formulas = []
            self.begin_sentence()

    def begin_sentence(self) -> None:
        """A sentence that speaks of all cases ends the last one."""
        if rejoins(self.language, self.sentence):
            self.at.open_paragraph()

    def end_paragraph(self) -> None:
        """What was said with "if" and "for" in a paragraph holds in it."""
        self.at.open_paragraph()
        self.about = frozenset()

    def begin_paragraph(self, position: int, text: str) -> None:
        """Open what the first words open."""
        self.in_case = re.match(self.language.case, text, re.IGNORECASE) is not None
        self.enclose(text)
        found = opening(text, heading=False, known=self.labels)
        if found.exercise is not None and (found.sure or self.comes_next(found.exercise)):
            self.enter(position, found.exercise, self.at.level_beside())
        elif found.exercise is not None and not self.listing:
            self.first = True
            self.at.open_item()
        if found.part is not None:
            self.open_part(found.part)

    def comes_next(self, number: str) -> bool:
        """Whether ``3.`` can begin an exercise, and is no item of a list in one."""
        current = self.at.labels[0]
        listed, self.listed = self.listed, int(number) if number.isdigit() else 0
        later = number.isdigit() and current.isdigit() and int(number) > int(current)
        return number == current or (later and int(number) != listed + 1)

    def enter(self, position: int, label: str, level: int) -> None:
        """Begin an exercise, unless it is only mentioned again."""
        if label and label == self.at.labels[0]:
            return
        self.listed = 0
        self.open_exercise(label, level)
        self.collect(position + 1)

    def paragraph_end(self, position: int, _: Block) -> None:
        """An empty line ends the paragraph, unless it only sets a display apart."""
        blocks = self.document.blocks
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        led = bool(self.sentence.strip()) or self.in_case
        if following is None or (following.kind is BlockKind.DISPLAY and led):
            return
        if (
            following.kind is BlockKind.INLINE
            and led
            and "\0" not in self.sentence
            and self.is_item(following)
        ):
            return
        self.fresh = True
        self.listing = (self.listing or "\0" in self.sentence) and led and self.is_item(following)
        self.sentence, self.formulas = "", []
        if self.listing:
            return
        if not self.language.goes_on(following.text):
            self.end_paragraph()

    def is_item(self, block: Block) -> bool:
        """Whether a formula, or words, begin an item of a list."""
        return begins_item(self.document.parts[block.place.part].text, block.place.start)

    def collect(self, start: int) -> None:
        """Shapes of vectors and matrices, and definitions with ``:=``, hold in the whole exercise."""
        blocks = self.document.blocks[start : end_of_exercise(self.document.blocks, start, self.at.labels[0])]
        trees = [row.content for b in blocks if b.formula is not None for row in b.formula.rows]
        self.at.remember(names_in(*trees))
        self.at.exercise.applied = applied_in(trees)
        self.at.exercise.lengths = lengths_in(trees)
        self.at.exercise.endless = endless_in(trees, self.at.exercise.lengths)
        self.at.exercise.recursions = recursions_in(trees)
        for letter, given in self.at.exercise.recursions.items():
            self.at.exercise.endless |= {letter, *given.beside}
        self.at.exercise.tops = tops_in(trees)
        for block in blocks:
            for shape in shapes_in(block):
                if label_of(shape.terms[0] or shape) not in self.at.exercise.bindings:
                    self.lasting(shape, self.at.exercise)
        self.at.outgrow(names_in(*trees))
        for block in blocks:
            for node in definitions_in(block):
                define_ahead(self.at.exercise, *node.terms[:2])

    def setting(self, block: Block, *, definitions: bool = True) -> Setting:
        """Where the formulas of a block stand."""
        display = block.kind is BlockKind.DISPLAY
        return Setting(self.at.paragraph, self.at.label, display, self.code, definitions, said=self.said)

    def lasting(self, condition: Surface, scope: Scope | None = None) -> None:
        """A condition before a statement holds for the rest of the argument."""
        try:
            declare(scope or self.at.paragraph, condition)
        except UnreadableError as error:
            self.diagnostics.append(error.diagnostic)

    def let_vary(self, position: int, node: Surface) -> None:
        """Let names be anything from here on if it is said: "for all x", "let x be arbitrary"."""
        of_all, letting, behind = self.language.varying
        words = rf"(?:{of_all}|{letting})" if is_sort(node) else of_all
        following = self.document.blocks[position + 1 : position + 2]
        before = re.search(rf"(?<!\w){words}\s*\0$", self.sentence, re.IGNORECASE)
        if before or (following and re.match(behind, following[0].text, re.IGNORECASE)):
            release(self.at.paragraph, general_names((node,)))

    def found_at(self, equation: Surface) -> None:
        """Something is set to zero for the rest of the argument, about the points that are found by it."""
        known = len(self.at.paragraph.assumptions)
        self.lasting(equation)
        find_points(self.at.paragraph, known)

    def keep_conditions(self, found: Sequence[Draft], role: Role | None) -> None:
        """What is to be shown under a condition is shown under it."""
        for condition in (c for draft in found for c in draft.conditions) if role is Role.GOAL else ():
            self.lasting(condition, self.at.part)

    def defines_for_now(self, node: Surface) -> bool:
        """Define what is new in "for r = a + b"; the next such condition may define it anew."""
        head = node.terms[0] if isinstance(node, Chain) and is_calculation(node) else None
        shown = head_and_parameters(head) if head is not None else None
        right = node.terms[1] if isinstance(node, Chain) else None
        name = label_of(shown[0]) if shown is not None else None
        if head is None or right is None or name is None:
            return False
        meaning = self.at.part.lookup(name)
        open_function = bool(shown and shown[1]) and (meaning is None or is_open_function(self.at.part, name))
        if name not in self.supposed and not open_function and not is_definable(self.at.part, head, right):
            return False
        try:
            define(self.at.part, head, right)
        except UnreadableError:
            return False
        self.supposed.add(name)
        return True

    def enclose(self, text: str) -> None:
        """What a lemma or an example assumes does not hold in the next one."""
        if self.enclosing is not None:
            scope, first = self.enclosing
            self.enclosed += scope.assumptions[first:]
        begins, part = begins_statement(self.language, text), self.at.part
        if begins:
            part.forget(self.enclosed)
            self.enclosed = []
        within = begins or begins_proof(self.language, text)
        self.enclosing = (part, len(part.assumptions)) if within else None

    def take_direction(self, text: str) -> None:
        """Begin another direction of an argument where the text says so."""
        if reverses(self.language, text):
            self.change_side(marked=self.side is not None)
        elif names_direction(self.language, text):
            self.change_side(marked=self.side is not None and (self.side.marked or self.side.supposed))

    def change_side(self, *, marked: bool) -> None:
        """Begin a direction; forget the one before, if there was one."""
        self.at.open_paragraph()
        if marked and self.side is not None and self.side.scope is self.at.part:
            self.side.forget()
        self.side = side_of(self.at.part, marked=True)

    def take_side(self, *, supposed: bool) -> None:
        """Remember what is in force before something is supposed."""
        old = self.side
        if old is None or old.scope is not self.at.part or (supposed and not (old.supposed or old.marked)):
            self.side = side_of(self.at.part, supposed=supposed)

    def take_existing(self, formula: Formula) -> None:
        """What was said to exist has a name from then on."""
        node = formula.rows[0].content
        if isinstance(node, Listing) and node.separators[0] == "exists" and len(node.items) == 3:
            for item in node.items[1:]:
                self.lasting(item)

    def runs_through_all(self, node: Surface) -> bool:
        r"""Whether ``k \in \mathbb{N}`` says that what was assumed right before holds for every index k."""
        index = index_of_all(self.formulas[-2], node) if len(self.formulas) > 1 else None
        stated = any(s.kind == "hypothesis" for e in self.found[-1:] for s in e.steps)
        found = self.language.quantifier(self.sentence[:-1].rpartition("\0")[2])
        of_all = found is not None and found[0] == "forall"
        return stated and of_all and index is not None and self.at.part.lookup(index) is None

    def take_pieces(self, position: int) -> None:
        """Define a function whose values in pieces the sentence gives, one after the other."""
        found = pieces(self.document.blocks, position, self.language)
        if found is not None and defines_in_pieces(self.at, found.left, found.right):
            self.ahead.update(found.values)
            self.spoken.update(found.conditions)

    def take_stated(self, position: int) -> None:
        """Take note of the conditions that are stated with a definition."""
        self.said = stated_with(self.document.blocks, position, self.language, self.sentence, self.formulas)

    def is_excepted(self, position: int) -> bool:
        """Whether a formula says where the one before it does not hold."""
        words = self.document.blocks[position - 1].text if position in self.taken else ""
        return re.fullmatch(self.language.unless, words, re.IGNORECASE) is not None

    def says_existing(self, formula: Formula) -> bool:
        """Whether the sentence says in words that there is, or is not, what a formula speaks of."""
        return is_quantified(formula.rows[0].content) and self.language.existing(self.sentence) is not None

    def no_claim(self, kind: Kind, node: Surface, block: Block) -> Elaborated:
        """The step of a part of a formula that claims nothing."""
        display = block.kind is BlockKind.DISPLAY
        return Elaborated((Step(0, kind, node.place, write(node), self.at.label, display),))

    def spelled_out(self, draft: Draft) -> Draft:
        """A chain with sums, derivatives by the time and arguments that go without saying."""
        if self.at.root.summing:
            draft = draft.changed(summed)
        if moves(self.at.paragraph, [t for t in draft.terms if t is not None]):
            draft = draft.changed(in_time)
        if relates_differentials(self.at.paragraph, chain_of(draft)):
            draft = replace(draft, terms=as_derivatives(self.at.paragraph, list(draft.terms)))
        found = variable_of_functions(self.at.paragraph, [t for t in draft.terms if t is not None])
        return draft if found is None else draft.changed(lambda t: at_variable(t, *found))
