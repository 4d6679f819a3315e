"""A document becomes a derivation: every formula a step of some kind, in reading order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from derive.core.claim import Origin
from derive.core.derivation import Derivation, Kind, Step
from derive.core.document import Block, BlockKind, Document
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Formula, Listing, Surface
from derive.elaborate.admission import (
    define_ahead,
    defines,
    is_about_definition,
    is_differential_equation,
    is_list_of_numbers,
    is_unknown,
    is_wanted,
)
from derive.elaborate.asked import Asked, Owned, nothing_asked
from derive.elaborate.assembly import assembled
from derive.elaborate.chains import as_solution, drafts, statements
from derive.elaborate.declarations import declare, define
from derive.elaborate.displays import continued, said_with_where, stated, trailing
from derive.elaborate.formulas import (
    definitions_in,
    is_approach,
    is_distributed,
    is_sort,
    leads_to_display,
    relates,
    shapes_in,
)
from derive.elaborate.language import Language, Role, detect, languages
from derive.elaborate.links import Elaborated, Setting
from derive.elaborate.names import label_of, names_in
from derive.elaborate.paragraphs import end_of_exercise, first_sentence, listed, opening, rest_of_sentence
from derive.elaborate.repeated import summed
from derive.elaborate.sayings import note_elementwise, take_sayings
from derive.elaborate.scope import Scope
from derive.elaborate.sections import Sections
from derive.elaborate.steps import elaborate_chain
from derive.elaborate.verbal import verbal_claim
from derive.syntax.parser import parse

_DECLARING = (Role.DECLARE, Role.DEFINE, Role.ASSUME, Role.WHEN)
_SPEAKING = (None, Role.CLAIM, Role.GOAL, Role.REMARK)
_LIGHT = (None, Role.REMARK)
_PROSE = (BlockKind.PROSE, BlockKind.HEADING)


def elaborate(
    document: Document,
    *,
    assume: Sequence[str | Owned] = (),
    language: str | None = None,
    asked: Asked = nothing_asked,
    labels: Sequence[str] = (),
) -> Derivation:
    """Everything in a document accounted for; ``assume`` are declarations in LaTeX that hold throughout.

    ``asked`` says what an exercise sheet declares in the exercise or part with a label, ``labels`` which
    labels it has: these are known in any spelling.
    """
    settings = dict(document.settings)
    code = language or settings.get("language") or detect(_prose(document))
    chosen = languages().get(code) or languages()["en"]
    walk = _Walk(document, chosen, code if code in languages() else "en", asked, tuple(labels))
    walk.assume((*assume, *listed(settings.get("assume", ""))))
    walk.run()
    return assembled(document, walk.code, walk.found, walk.diagnostics)


def _prose(document: Document) -> str:
    return " ".join(b.text for b in document.blocks if b.kind in _PROSE)


@dataclass(slots=True)
class _Walk:
    """Going through the blocks with the scopes that are open and the sentence so far (NUL for formulas).

    ``done`` are displays that went on with an earlier one, ``taken`` conditions of the formula before,
    ``spoken`` may be what a claim in words speaks of, ``ahead`` definitions that were taken already.
    """

    document: Document
    language: Language
    code: str
    asked: Asked
    labels: tuple[str, ...] = ()
    at: Sections = field(default_factory=Sections)
    sentence: str = ""
    formulas: list[Surface] = field(default_factory=list)
    fresh: bool = True
    listed: int = 0
    in_case: bool = False
    done: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    spoken: set[int] = field(default_factory=set)
    ahead: set[int] = field(default_factory=set)
    found: list[Elaborated] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def assume(self, texts: Iterable[str | Owned]) -> None:
        """Take declarations that hold throughout."""
        self.declare(texts, self.at.root)

    def declare(self, texts: Iterable[str | Owned], scope: Scope) -> None:
        """Take declarations in LaTeX into a scope."""
        for text in texts:
            if isinstance(text, Owned):
                self.own(text, scope)
                continue
            try:
                for row in parse(text, language=self.code).rows:
                    declare(scope, row.content, Origin.DECLARED)
            except UnreadableError as error:
                values = (("text", text),)
                self.diagnostics.append(Diagnostic("elaborate.assumption", None, values))
                self.diagnostics.append(replace(error.diagnostic, place=None))

    def own(self, owned: Owned, scope: Scope) -> None:
        """Define a function of the sheet, whatever its name meant before."""
        inner = self.at.root.child()
        self.declare(owned.declarations, inner)
        (row,) = parse(owned.definition, language=self.code).rows
        if isinstance(row.content, Chain):
            left, right = row.content.terms
            binding = define(inner, left, right)  # type: ignore[arg-type]  # a definition has both sides
            scope.bind(binding.name, binding)

    def run(self) -> None:
        """Go through all blocks."""
        self.at.root.ordinary = self.language.tells(self.language.differential, _prose(self.document))
        self.at.root.summing = self.language.tells(self.language.repeated, _prose(self.document))
        self.open_exercise("", 0)
        self.collect(0)
        for position, block in enumerate(self.document.blocks):
            if position not in self.done:
                _HANDLERS[block.kind](self, position, block)

    def open_exercise(self, label: str, level: int) -> None:
        """Begin an exercise with what the sheet says of all its parts."""
        self.at.open_exercise(label, level)
        self.declare(self.asked(self.at.label), self.at.exercise)

    def open_part(self, label: str) -> None:
        """Begin a part with what the sheet says of it."""
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
        self.fresh = False
        self.sentence = rest_of_sentence(self.sentence + block.text)
        if "\0" not in self.sentence:
            self.formulas = []

    def begin_paragraph(self, position: int, text: str) -> None:
        """Open what the first words open."""
        self.in_case = re.match(self.language.case, text, re.IGNORECASE) is not None
        found = opening(text, heading=False, known=self.labels)
        if found.exercise is not None and (found.sure or self.comes_next(found.exercise)):
            self.enter(position, found.exercise, self.at.level_beside())
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
        self.fresh = True
        self.sentence, self.formulas = "", []
        if not self.language.goes_on(following.text):
            self.at.open_paragraph()

    def collect(self, start: int) -> None:
        """Shapes of vectors and matrices, and definitions with ``:=``, hold in the whole exercise."""
        blocks = self.document.blocks[start : end_of_exercise(self.document.blocks, start, self.at.labels[0])]
        for block in blocks:
            for shape in shapes_in(block):
                if label_of(shape.terms[0] or shape) not in self.at.exercise.bindings:
                    self.lasting(shape, self.at.exercise)
        for block in blocks:
            for node in definitions_in(block):
                define_ahead(self.at.exercise, *node.terms[:2])

    def setting(self, block: Block, *, definitions: bool = True) -> Setting:
        """Where the formulas of a block stand."""
        display = block.kind is BlockKind.DISPLAY
        return Setting(self.at.paragraph, self.at.label, display, self.code, definitions)

    def inline(self, position: int, block: Block) -> None:
        """Inline mathematics declares, defines, claims or remarks."""
        formula = block.formula
        if formula is None:
            return
        role = self.language.role(self.sentence, display=False)
        if self.language.introduces(self.sentence):
            role = Role.REMARK
        self.fresh = False
        self.sentence += "\0"
        self.formulas.append(formula.rows[0].content)
        note_elementwise(self.at.part, self.language, self.sentence, self.formulas)
        if position in self.ahead:
            self.found.append(Elaborated((stated(block, formula, "definition", self.at.label),)))
        elif position in self.spoken:
            self.declared(block, formula, None)
        elif (
            role in (Role.CLAIM, Role.GOAL, Role.LOOSE)
            and relates(formula)
            and not is_approach(formula.rows[0].content, named=True)
        ) or leads_to_display(self.document.blocks, position):
            self.claims(position, block, formula, role)
        else:
            passing = position in self.taken and not is_sort(formula.rows[0].content)
            self.declared(block, formula, Role.SOLVE if passing else role)
        if role not in _SPEAKING or not self.verbal(position, block):
            self.take_sayings(position)

    def verbal(self, position: int, block: Block) -> bool:
        """Add the claim in words that the formula begins, if it begins one."""
        words, formula = (*self.document.blocks[position + 1 : position + 3], None, None)[:2]
        if words is None or words.kind is not BlockKind.PROSE:
            return False
        following = formula.formula if formula is not None and formula.kind is BlockKind.INLINE else None
        step = verbal_claim(self.setting(block), self.language, block, words.text, following)
        if step is not None:
            self.found.append(Elaborated((step,)))
            self.spoken.add(position + 2)
        return step is not None

    def take_sayings(self, position: int) -> None:
        """Take note of what the sentence says in words of its formulas."""
        following = self.document.blocks[position + 1 : position + 2]
        after = following[0].text if following and following[0].kind is BlockKind.PROSE else ""
        text = self.sentence + first_sentence(after)
        shown = self.formulas[-self.sentence.count("\0") :]
        role = self.language.role(self.sentence[: self.sentence.rindex("\0")], display=False)
        scope = self.at.paragraph if role is Role.WHEN else self.at.part
        take_sayings(scope, self.language, text, shown, declaring=role in _DECLARING)

    def declared(self, block: Block, formula: Formula, role: Role | None) -> None:
        """A formula that declares or defines, is to be solved, or is only mentioned."""
        kind: Kind = "note"
        diagnostic: Diagnostic | None = None
        for row in formula.rows:
            if role in (*_DECLARING, Role.EQUATION) or (role in _LIGHT and is_sort(row.content)):
                kind, diagnostic = self.admitted(row.content, role or Role.DECLARE)
                continue
            if role is Role.SOLVE and isinstance(row.content, Chain | Listing):
                kind = "hypothesis"
                continue
            for statement in statements(row):
                kind, diagnostic = self.admitted(statement.node, role)
        step = stated(block, formula, kind, self.at.label)
        self.found.append(Elaborated((replace(step, diagnostic=diagnostic),)))

    def admitted(self, node: Surface, role: Role | None) -> tuple[Kind, Diagnostic | None]:
        """Enter a formula into its scope; what it is, and what was not understood of it."""
        if isinstance(node, Chain) and self.is_asked(node, role):
            return ("declaration" if is_sort(node) else "hypothesis"), None
        if is_distributed(node):
            return "declaration", None
        if is_approach(node, named=role not in _DECLARING):
            self.at.paragraph.approach = node
            return "hypothesis", None
        if role in (*_DECLARING, Role.EQUATION) and isinstance(node, Chain | Listing):
            scope = self.at.paragraph if role is Role.WHEN and not is_sort(node) else self.at.part
            if defines(self.at, node):
                return "definition", None
            try:
                return declare(scope, node), None
            except UnreadableError as error:
                self.at.part.doubts |= names_in(node)
                return "note", error.diagnostic
        return (
            ("definition", None) if defines(self.at, node, bare=is_list_of_numbers(node)) else ("note", None)
        )

    def is_asked(self, node: Chain, role: Role | None) -> bool:
        """Whether a relation is to be made true, so that it may not be used."""
        wanted = role in _DECLARING and self.language.mentions(Role.SOLVE, self.sentence)
        return role is Role.SOLVE or (wanted and is_wanted(self.at.part, node))

    def claims(self, position: int, block: Block, formula: Formula, role: Role | None) -> None:
        """The chains of a formula and of the displays that go on with it."""
        self.look_ahead(position)
        found = drafts(formula.rows)
        if self.at.root.summing:
            found = [draft.changed(summed) for draft in found]
        if block.kind is BlockKind.DISPLAY or leads_to_display(self.document.blocks, position):
            found = continued(self.document.blocks, position, found, self.done)
        solution = as_solution(found, lambda name: is_unknown(self.at.paragraph, name))
        if solution is not None:
            found = [solution]
        if found:
            found[-1].conditions.extend(trailing(self.document.blocks, position, self.language, self.taken))
        setting = self.setting(block, definitions=role is not Role.GOAL)
        if role is Role.LOOSE or self.tells_existence():
            setting = replace(setting, loose="loose" if role is Role.LOOSE else "existence")
        for k, draft in enumerate(found):
            beside = tuple(t for other in (*found[:k], *found[k + 1 :]) for t in other.terms)
            for condition in draft.leading:
                self.lasting(condition)
            self.found.append(elaborate_chain(draft, replace(setting, beside=beside)))

    def tells_existence(self) -> bool:
        """Whether the sentence so far says that something exists, of which a formula then says more."""
        end = self.language.end_of_existence(self.sentence)
        return end is not None and "\0" in self.sentence[end:-1]

    def look_ahead(self, position: int) -> None:
        """Take the definitions that follow a formula with "where"."""
        for k in said_with_where(self.document.blocks, position, self.language):
            formula = self.document.blocks[k].formula
            if formula is not None and defines(self.at, formula.rows[0].content, bare=True):
                self.ahead.add(k)

    def lasting(self, condition: Surface, scope: Scope | None = None) -> None:
        """A condition before a statement holds for the rest of the argument."""
        try:
            declare(scope or self.at.paragraph, condition)
        except UnreadableError as error:
            self.diagnostics.append(error.diagnostic)

    def display(self, position: int, block: Block) -> None:
        """A display claims, unless the words right before it say otherwise."""
        if block.formula is None:
            return
        role = self.language.role(self.sentence, display=True)
        self.sentence += "\0"
        self.formulas.append(block.formula.rows[0].content)
        self.fresh = False
        if self.tells_existence():
            role = Role.CLAIM
        to_solve = len(block.formula.rows) == 1 and (
            role in (Role.SOLVE, Role.EQUATION) or self.poses(block.formula, role)
        )
        if (
            role in _DECLARING
            and not (role is Role.DEFINE and is_about_definition(self.at.paragraph, block.formula))
        ) or to_solve:
            self.declared(block, block.formula, role if role in (*_DECLARING, Role.SOLVE) else Role.EQUATION)
        else:
            self.claims(position, block, block.formula, role)

    def poses(self, formula: Formula, role: Role | None) -> bool:
        """Whether a formula is an equation for an unknown function, with values of it perhaps."""
        found = drafts(formula.rows) if role is not Role.GOAL and self.at.root.ordinary else []
        return any(is_differential_equation(self.at.part, d) for d in found)

    def unreadable(self, _: int, block: Block) -> None:
        """A formula that could not be read is a step that says so."""
        label = self.at.label
        step = Step(0, "relation", block.place, block.text, label, block.display, diagnostic=block.diagnostic)
        self.found.append(Elaborated((step,)))
        self.sentence += "\0"


_HANDLERS = {
    BlockKind.HEADING: _Walk.heading,
    BlockKind.PROSE: _Walk.prose,
    BlockKind.PARAGRAPH_END: _Walk.paragraph_end,
    BlockKind.INLINE: _Walk.inline,
    BlockKind.DISPLAY: _Walk.display,
    BlockKind.UNREADABLE: _Walk.unreadable,
}
