"""A document becomes a derivation: every formula a step of some kind, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.core.derivation import Derivation, Kind, Step
from derive.core.document import Block, BlockKind, Document
from derive.core.source import Diagnostic
from derive.core.surface import Chain, Formula, Listing, Name
from derive.elaborate.admission import (
    declares_numbers,
    is_about_definition,
)
from derive.elaborate.admitting import Admitting
from derive.elaborate.asked import Asked, Owned, nothing_asked
from derive.elaborate.assembly import assembled
from derive.elaborate.chains import drafts, statements
from derive.elaborate.collected import with_sets
from derive.elaborate.comparisons import take_comparisons
from derive.elaborate.conditioned import is_said
from derive.elaborate.connected import connected
from derive.elaborate.constrained import constrained
from derive.elaborate.directions import is_direction
from derive.elaborate.displays import (
    around,
    as_asymptotic,
    continued,
    ends_itself,
    has_own_condition,
    is_subject,
    says_asymptotic,
    stands_for_several,
    stated,
)
from derive.elaborate.formulas import (
    equates,
    has_arrow,
    is_approach,
    is_calculated,
    is_equation,
    is_kind_of_names,
    is_range,
    is_sort,
    leads_to_display,
    relates,
    system_of,
)
from derive.elaborate.lagged import lagged
from derive.elaborate.language import Language, Role, detect, languages
from derive.elaborate.lines import on_lines
from derive.elaborate.links import Elaborated
from derive.elaborate.motion import in_motion
from derive.elaborate.names import names_in
from derive.elaborate.newcomers import left_unread
from derive.elaborate.of_all_arguments import of_all_arguments
from derive.elaborate.paragraphs import ends_sentence, first_sentence, layout_of, listed, prose_of, topics
from derive.elaborate.phrases import phrased
from derive.elaborate.pinned import solve_for
from derive.elaborate.posed import posed
from derive.elaborate.ranked import ranked
from derive.elaborate.rebound import says_sort
from derive.elaborate.sayings import note_elementwise, take_sayings
from derive.elaborate.scope import Scope
from derive.elaborate.shaped import take_shapes
from derive.elaborate.steps import elaborate_chain
from derive.elaborate.told import take_told
from derive.elaborate.transposed import transposed
from derive.elaborate.turns import is_vague
from derive.elaborate.unjudged import unjudged
from derive.elaborate.verbal import verbal_claims
from derive.elaborate.weighing import DECLARING
from derive.elaborate.worded import worded

_SPEAKING = (None, Role.CLAIM, Role.GOAL, Role.REMARK, Role.DEFINE)
_INFERRING = (None, Role.DECLARE, Role.DEFINE, Role.WHEN, Role.EQUATION, Role.SOLVE)
_LIGHT = (None, Role.REMARK)
_NOTED: tuple[Kind, Diagnostic | None] = ("note", None)
_CONDITIONING = (Role.WHEN, Role.CONSTRAIN)
_OPENING = (None, Role.DECLARE, Role.WHEN)


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
    code = language or settings.get("language") or detect(prose_of(document))
    chosen = languages().get(code) or languages()["en"]
    code = code if code in languages() else "en"
    written = with_sets(ranked(transposed(lagged(worded(document), chosen))))
    meant = phrased(written, chosen)
    document = _connected(meant, chosen, code)
    walk = _Walk(document, chosen, code, asked, tuple(labels))
    walk.assume((*assume, *listed(settings.get("assume", ""))))
    walk.run()
    shown = document if meant is written else _connected(written, chosen, code)
    return assembled(shown, walk.code, walk.found, walk.diagnostics)


def _connected(document: Document, language: Language, code: str) -> Document:
    """The document with those formulas as one that words, lines or quantifiers connect."""
    document = connected(document, language, code)
    return in_motion(of_all_arguments(constrained(on_lines(document, language)), language))


@dataclass(slots=True)
class _Walk(Admitting):
    """Going through the blocks, each of which says something."""

    def run(self) -> None:
        """Go through all blocks."""
        root = self.at.root
        root.ordinary, root.summing, root.complex = topics(self.document, self.language)
        root.layout = layout_of(self.document)
        self.open_exercise("", 0)
        self.collect(0)
        for position, block in enumerate(self.document.blocks):
            self.position = position
            if position not in self.done:
                _HANDLERS[block.kind](self, position, block)

    def inline(self, position: int, block: Block) -> None:
        """Inline mathematics declares, defines, claims or remarks."""
        formula = block.formula
        if formula is None or (position not in self.spoken and self.is_stated(position, block, formula)):
            return
        if is_direction(block):
            self.change_side(marked=self.side is not None and (self.side.marked or self.side.supposed))
            self.found.append(Elaborated((stated(block, formula, "note", self.at.label),)))
            return
        self.open_with(formula)
        self.begin_example(position)
        self.take_pieces(position)
        exists = self.says_existing(formula)
        introduces = not exists and self.language.introduces(self.sentence)
        role = Role.REMARK if introduces else self.language.role(self.sentence, display=False)
        role = self.weighed(role, position, block, formula)
        infers = has_arrow(formula) and role in _INFERRING
        again = role is Role.WHEN and has_own_condition(self.document.blocks, position, self.language)
        listed = role is Role.DEFINE and self.language.has_listed(self.sentence)
        opens = role in _OPENING or (listed and not is_equation(formula.rows[0].content))
        if infers or again or (opens and self.concludes(position, formula)):
            role = Role.LOOSE if is_vague(self.language, self.sentence) else Role.CLAIM
        if role in (None, Role.DECLARE, Role.DEFINE, Role.WHEN):
            self.look_ahead(position)
        self.pass_formula(formula)
        self.take_stated(position)
        note_elementwise(self.at.part, self.language, self.sentence, self.formulas)
        if position in self.ahead:
            self.found.append(Elaborated((stated(block, formula, "definition", self.at.label),)))
        elif exists:
            self.claims(position, block, formula, Role.CLAIM)
            self.take_existing(formula)
        elif position in self.spoken or self.is_excepted(position):
            self.declared(block, formula, Role.SOLVE if relates(formula) else None)
        elif (
            (
                role in (Role.CLAIM, Role.GOAL, Role.LOOSE)
                or (role is None and is_said(self.document.blocks, position, self.sentence, *self.here))
            )
            and relates(formula)
            and not is_approach(formula.rows[0].content, named=True)
            and not stands_for_several(self.document.blocks, position, self.at.paragraph)
        ) or leads_to_display(self.document.blocks, position):
            self.claims(position, block, formula, role)
        else:
            self.let_vary(position, formula.rows[0].content)
            passing = position in self.taken and not says_sort(formula.rows[0].content)
            self.declared(block, formula, Role.SOLVE if passing else role)
        if role not in _SPEAKING or not self.verbal(position, block, self.sentence[:-1]):
            self.take_sayings(position)
        self.pass_over_range(formula)

    @property
    def here(self) -> tuple[Scope, Language]:
        """What names mean here, and words."""
        return self.at.paragraph, self.language

    def is_stated(self, position: int, block: Block, formula: Formula) -> bool:
        """Whether a sentence says when a formula holds, which then is claimed."""
        before = self.sentence
        spoken = around(self.document.blocks, position, before).spoken(self.language)
        if spoken is None or not spoken.states or not relates(formula):
            return False
        self.pass_formula(formula)
        self.declared(block, formula, Role.SOLVE)
        self.verbal(position, block, before)
        return True

    def pass_formula(self, formula: Formula) -> None:
        """The sentence goes on behind a formula."""
        self.fresh = False
        if "\0" not in self.sentence:
            self.at.part.begin_sentence(led=is_range(formula.rows[0].content))
        self.sentence += "\0"
        self.formulas.append(formula.rows[0].content)

    def pass_over_range(self, formula: Formula) -> None:
        """Behind "let x_i = ... for i = 1, ..., n" a sentence goes on as before the range."""
        before = self.language.without_condition(self.sentence)
        if before is None or not is_range(formula.rows[0].content):
            return
        if self.language.role(before, display=False) in DECLARING:
            self.sentence = before
            del self.formulas[-1]

    def concludes(self, position: int, formula: Formula) -> bool:
        """Whether a formula is what holds under the condition with which its sentence begins."""
        if not relates(formula) or is_kind_of_names(formula.rows[0].content):
            return False
        stops = self.sentence.rstrip().endswith(":") or ends_sentence(self.document.blocks, position)
        return stops and self.language.concludes(self.sentence)

    def verbal(self, position: int, block: Block, before: str) -> bool:
        """Add the claim in words that the formula begins, if it begins one."""
        beside = around(self.document.blocks, position, before)
        found = verbal_claims(self.setting(block), self.language, block, beside)
        self.found += (Elaborated((claim.step,)) for claim in found)
        used = sum(claim.used for claim in found)
        self.spoken.update(position + 2 * k for k in range(1, used + 1))
        return bool(found)

    def take_sayings(self, position: int) -> None:
        """Take note of what the sentence says in words of its formulas."""
        following = self.document.blocks[position + 1 : position + 2]
        after = "".join(b.text for b in following if b.kind is BlockKind.PROSE)
        text = self.sentence + first_sentence(after)
        shown = self.formulas[-self.sentence.count("\0") :]
        text = take_comparisons(self.scope_of, self.language, text, shown, self.sentence.count("\0") - 1)
        before = self.sentence[: self.sentence.rindex("\0")]
        role = self.language.role(before, display=False)
        declaring = role in DECLARING or self.language.leading(before) in DECLARING
        declaring = declaring or self.declares_behind(position, shown[-1])
        text = take_shapes(self.scope_of(role), self.language, text, shown)
        take_told(self.scope_of(role), self.language, text, shown)
        take_sayings(self.scope_of(role), self.language, text, shown, declaring=declaring)

    def declared(self, block: Block, formula: Formula, role: Role | None) -> None:
        """A formula that declares or defines, is to be solved, or is only mentioned."""
        kind, diagnostic = _NOTED
        if role is Role.DOUBTED:
            self.takes_back(formula)
        for row in formula.rows if role is not Role.DOUBTED else ():
            if role in (*DECLARING, Role.EQUATION) or (role in _LIGHT and is_sort(row.content)):
                kind, diagnostic = self.admitted(row.content, role or Role.DECLARE)
                if role is Role.EQUATION and kind == "hypothesis":
                    self.to_solve += drafts((row,))
                    solve_for(self.at.part, row.content)
                continue
            if role is Role.SOLVE and isinstance(row.content, Chain | Listing):
                kind = "hypothesis"
                continue
            for statement in statements(row):
                kind, diagnostic = self.admitted(statement.node, role)
            for equation in (posed(d, self.at.paragraph) for d in drafts((row,))) if kind == "note" else ():
                if equation is not None:
                    self.found_at(equation)
                    kind = "hypothesis"
        if kind == "note" and role is not Role.DOUBTED:
            self.mentioned(block, formula, role, read=diagnostic is None)
        step = replace(stated(block, formula, kind, self.at.label), diagnostic=diagnostic)
        self.found.append(Elaborated((step,)))

    def mentioned(self, block: Block, formula: Formula, role: Role | None, *, read: bool) -> None:
        """Take note of a formula that is only mentioned; tell it where a sentence may say something of it."""
        self.at.part.mentioned |= names_in(*(r.content for r in formula.rows))
        self.at.part.doubts |= names_in(*(r.content for r in formula.rows if equates(r.content)))
        untold = unjudged(block, formula, role, self.sentence[:-1], self.language) if read else None
        if untold is not None and self.position not in self.spoken:
            self.diagnostics.append(untold)
            self.at.part.doubts |= names_in(*(r.content for r in formula.rows))

    def claims(self, position: int, block: Block, formula: Formula, role: Role | None) -> None:
        """The chains of a formula and of the displays that go on with it."""
        self.look_ahead(position)
        found = [self.spelled_out(draft) for draft in drafts(formula.rows)]
        if block.kind is BlockKind.DISPLAY or leads_to_display(self.document.blocks, position):
            found = continued(self.document.blocks, position, found, self.done)
        said = self.set_up(found, block)
        if role in (None, Role.CLAIM) and block.kind is BlockKind.DISPLAY:
            found = self.solved(position, block, found, said)
        behind = self.conditions_behind(position) if found else []
        if found:
            cases = [c for c in behind if not is_sort(c) and not isinstance(c, Name)]
            if cases and self.about and self.about <= names_in(*cases):
                self.at.open_paragraph()
            found[-1].conditions.extend(behind)
        names = role is not Role.GOAL or is_subject(self.document.blocks, position, self.language)
        setting = replace(self.setting(block, definitions=names), repairs=formula.repairs)
        setting = self.placed(setting, position, behind, found)
        self.keep_conditions(found, role)
        if role is Role.LOOSE and says_asymptotic(self.sentence) and self.at.paragraph.approaching():
            found, role = list(map(as_asymptotic, found)), Role.CLAIM
        if role is Role.LOOSE or self.tells_existence():
            setting = replace(setting, loose="loose" if role is Role.LOOSE else "existence")
        vanishing = self.set_to_zero(block)
        taken = (posed(draft, self.at.paragraph) for draft in ([] if vanishing else found))
        equations = [e for e in taken if e is not None]
        self.keep_slopes(found)
        for k, draft in enumerate(found):
            beside = tuple(t for other in (*found[:k], *found[k + 1 :]) for t in other.terms)
            for condition in draft.leading:
                self.lasting(condition)
            self.found.append(elaborate_chain(draft, replace(setting, beside=beside)))
        self.at.keep_names()
        self.under = (*self.at.part.assumptions, *self.at.paragraph.assumptions)
        for equation in equations:
            self.found_at(equation)
            said.append(self.no_claim("hypothesis", equation, block))
        self.found += said

    def display(self, position: int, block: Block) -> None:
        """A display claims, unless the words right before it say otherwise."""
        if block.formula is None:
            return
        self.open_with(block.formula)
        self.begin_example(position)
        role = self.language.role(self.sentence, display=True)
        role = self.weighed_display(role, block, block.formula)
        formula = system_of(block.formula) or block.formula
        role = Role.EQUATION if role is None and formula is not block.formula else role
        self.sentence += "\0"
        self.formulas.append(formula.rows[0].content)
        self.fresh = False
        self.take_stated(position)
        if self.tells_existence() or (role is Role.WHEN and is_calculated(formula)):
            role = Role.CLAIM
        if role is None and declares_numbers(formula, self.at.paragraph):
            role = Role.DECLARE
        to_solve = self.poses(formula, role)
        defined = role is Role.DEFINE and is_about_definition(self.at.paragraph, formula)
        if (role in DECLARING and not defined) or to_solve or role is Role.DOUBTED:
            given = role in (*DECLARING, Role.SOLVE, Role.DOUBTED)
            self.declared(block, formula, role if given else Role.EQUATION)
        else:
            self.claims(position, block, formula, role)
        if not relates(formula):
            self.verbal(position, block, self.sentence[:-1])
        following = [b.kind for b in self.document.blocks[position + 1 : position + 2]]
        if ends_itself(block) and following == [BlockKind.PROSE]:
            self.sentence, self.formulas = "", []

    def unreadable(self, _: int, block: Block) -> None:
        """A formula that could not be read is a step that says so."""
        label = self.at.label
        step = Step(0, "relation", block.place, block.text, label, block.display, diagnostic=block.diagnostic)
        self.found.append(Elaborated((step,)))
        self.sentence += "\0"
        self.at.part.doubts |= left_unread(block.text, self.at.part)


_HANDLERS = {
    BlockKind.HEADING: _Walk.heading,
    BlockKind.PROSE: _Walk.prose,
    BlockKind.PARAGRAPH_END: _Walk.paragraph_end,
    BlockKind.INLINE: _Walk.inline,
    BlockKind.DISPLAY: _Walk.display,
    BlockKind.UNREADABLE: _Walk.unreadable,
}
