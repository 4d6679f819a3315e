"""What an equation does where it stands: whether it is claimed, given, set up to be solved, or a solution."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from derive.core.document import Block, BlockKind
from derive.core.surface import (
    Chain,
    Formula,
    Listing,
    Name,
    Surface,
)
from derive.elaborate.admission import (
    defines,
    gives_value,
    is_differential_equation,
    is_wanted,
)
from derive.elaborate.chains import Draft, chain_of, drafts
from derive.elaborate.displays import begins_case, next_claim, said_with_where, trailing
from derive.elaborate.examples import Examples
from derive.elaborate.excluded import excluded
from derive.elaborate.formulas import (
    is_about_equation,
    is_calculation,
    is_distributed,
    is_equation,
    is_place,
    is_system,
)
from derive.elaborate.language import Role
from derive.elaborate.laws import take_law
from derive.elaborate.links import Elaborated, Setting
from derive.elaborate.names import names_in
from derive.elaborate.posed import (
    introduces,
    is_condition,
    is_law_of_motion,
    restricts,
    says_what_is_new,
    speaks_of_known,
)
from derive.elaborate.rebound import in_interval, ranging, shown_inline
from derive.elaborate.recursions import begins, order_of
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.solving import solution_of
from derive.elaborate.stationary import (
    calculates_derivative,
    calculates_zero,
    last_function,
    premises,
    slope_of,
)
from derive.elaborate.turns import (
    asks,
    assumes_behind,
    begins_over,
    contrasts,
    declares_behind,
    denies_ahead,
    denies_behind,
    excepts,
    has_grounds,
    inserts,
    is_over,
    is_vague,
    lets,
    looks_here,
    opens_for_all,
    restricts_behind,
    runs_through,
)
from derive.syntax.latex import write

DECLARING: Final = (Role.DECLARE, Role.DEFINE, Role.ASSUME, Role.WHEN, Role.CONSTRAIN)


@dataclass(slots=True)
class Weighing(Examples):
    """Going through the blocks, weighing what the equations in them are there for."""

    def weighed_display(self, role: Role | None, block: Block, formula: Formula) -> Role | None:
        """The same for a display, which may be set up by a sentence that does not say by what."""
        vanishing = self.set_to_zero(block)
        if role is Role.WHEN and len(formula.rows) == 1 and calculates_zero(formula.rows[0].content):
            return Role.CLAIM
        if vanishing and role in (None, Role.ASSUME, Role.SOLVE, Role.EQUATION):
            return Role.CLAIM
        unsaid = not vanishing and role in (None, Role.CLAIM) and self.poses_unsaid(formula)
        return Role.CONSTRAIN if unsaid else role

    def set_to_zero(self, block: Block) -> bool:
        """Assume what the sentence before a formula sets to zero, and say whether it does."""
        place, last = self.at.paragraph, last_function(self.at.paragraph)
        slopes = [node for name, node in self.slopes if name == last]
        given = premises(self.sentence, self.formulas, slopes, place, self.language)
        said = {write(a.node) for a in place.in_force()}
        for node in given:
            if write(node) not in said:
                self.found_at(node)
                self.found.append(self.no_claim("hypothesis", replace(node, place=block.place), block))
        return bool(given)

    def poses_unsaid(self, formula: Formula) -> bool:
        """Whether a display holds equations that a sentence sets up, and it is not clear by what."""
        if not self.language.sets_up(self.sentence):
            return False
        nodes = [chain_of(d) for d in drafts(formula.rows)]
        return bool(nodes) and all(restricts(n, self.at.paragraph) for n in nodes)

    def keep_slopes(self, found: Sequence[Draft]) -> None:
        """Remember the derivatives of which something is claimed."""
        last = last_function(self.at.paragraph)
        self.slopes += [(last, d.terms[0]) for d in found if slope_of(d.terms[0]) is not None]

    def is_fulfilled(self, position: int, formula: Formula) -> bool:
        """Whether what "satisfies" an equation was defined before, so that the equation is claimed.

        "At the optimum" and the like behind it leave it a condition.
        """
        node = formula.rows[0].content
        words = self.document.blocks[position + 1 : position + 2]
        if words and re.match(rf"\s*(?:{self.language.place})\b", words[0].text, re.IGNORECASE):
            return False
        left = node.terms[0] if isinstance(node, Chain) else None
        names = names_in(left) if left is not None else ()
        if not self.language.fulfils(self.sentence):
            return False
        return any(isinstance(self.at.paragraph.lookup(n), Definition) for n in names)

    def poses(self, formula: Formula, role: Role | None) -> bool:
        """Whether a display is to be solved: it is said to be, or is an equation for an unknown function."""
        if role is None and self.language.names_equation(self.sentence):
            return True
        if role is Role.EQUATION and is_system(formula):
            return True
        if len(formula.rows) != 1 or role is Role.GOAL:
            return False
        found = drafts(formula.rows)
        unknown = any(is_differential_equation(self.at.part, d) for d in found)
        return role in (Role.SOLVE, Role.EQUATION) or unknown

    def goes_on(self, node: Surface) -> bool:
        """Take an equation that says for the first time how a sequence goes on, or how it begins."""
        letters = self.at.exercise.recursions
        parts = node.items if isinstance(node, Listing) else (node,)
        known = [
            (begins(a.node, letters), order_of(a.node))
            for a in self.at.part.in_force()
            if isinstance(a.node, Chain)
        ]
        new = [
            p
            for p in parts
            if isinstance(p, Chain)
            and (letter := begins(p, letters)) is not None
            and not (order_of(p) and any(n == letter and order for n, order in known))
        ]
        if not letters or len(new) < len(parts):
            return False
        for part in new:
            self.lasting(replace(part, terms=part.terms[:2], relations=part.relations[:1]), self.at.part)
        return True

    def set_up(self, found: list[Draft], block: Block) -> list[Elaborated]:
        """Take out of several statements what says how something moves, and what a letter in them is."""
        said, place = [], self.at.paragraph
        for draft in [d for d in found if d.relations and not d.open]:
            if self.goes_on(chain_of(draft)) and len(draft.relations) == 1:
                found.remove(draft)
                said.append(self.no_claim("definition", chain_of(draft), block))
        for draft in [d for d in found if len(d.relations) == 1 and not d.open]:
            if is_distributed(node := chain_of(draft)):
                found.remove(draft)
                self.at.part.doubts |= frozenset[str]() if take_law(self.at.part, node) else names_in(node)
                said.append(self.no_claim("declaration", node, block))
        moves = bool(found) and is_law_of_motion(found[0], place)
        for draft in found[1:]:
            others = [found[0]] if moves else [d for d in found if d is not draft]
            node = chain_of(draft)
            if says_what_is_new(draft, others, place, always=moves) and defines(self.at, node, bare=True):
                found.remove(draft)
                said.append(self.no_claim("definition", node, block))
        if moves:
            node = chain_of(found.pop(0))
            self.lasting(node, self.at.part)
            said.insert(0, self.no_claim("hypothesis", node, block))
        return said

    def solved(self, position: int, block: Block, found: list[Draft], said: list[Elaborated]) -> list[Draft]:
        """Statements that are solved as what follows from the first of them, which claims nothing."""
        solution = solution_of(
            self.document.blocks, position, found, self.at.paragraph, self.language, self.to_solve
        )
        if solution is None:
            return found
        self.done.update(solution.positions)
        given = solution.lines[len(self.to_solve) : solution.given]
        if len(given) == 1:
            return solution.sequence
        for draft in given:
            self.lasting(chain_of(draft))
            said.append(self.no_claim("hypothesis", chain_of(draft), block))
        return [*solution.lines[solution.given :], *solution.beside]

    def weighed(self, role: Role | None, position: int, block: Block, formula: Formula) -> Role | None:
        """The role of a formula in a sentence, after what the sentence sets to zero has been assumed."""
        if position in self.due:
            return Role.CLAIM
        if self.takes_exception(formula):
            return Role.SOLVE
        if self.inserts_value(formula):
            return Role.WHEN
        if assumes_behind(self.language, self.sentence, self.words_behind(position)):
            return Role.ASSUME
        if denies_behind(self.language, self.words_behind(position)):
            return Role.DOUBTED
        if role is not Role.GOAL and asks(self.language, self.sentence, self.words_behind(position)):
            return Role.DOUBTED
        role = self.turned(role, position, formula.rows[0].content)
        vanishing = self.set_to_zero(block)
        sets_up = self.language.sets_up(self.sentence) and not vanishing
        conditional = self.language.gives_reason(self.sentence) or sets_up
        if role in (Role.CLAIM, Role.ASSUME, Role.CONSTRAIN, Role.DEFINE, Role.EQUATION, Role.SOLVE):
            role = self.condition(role, position, formula, conditional=conditional)
        posed = (Role.ASSUME, Role.SOLVE, Role.EQUATION)
        if role is Role.CLAIM and is_vague(self.language, self.sentence):
            return Role.LOOSE
        return Role.CLAIM if vanishing and role in posed else role

    def turned(self, role: Role | None, position: int, node: Surface) -> Role | None:
        """The role of a formula that is declared behind it, or set against the condition before it."""
        if role in (None, Role.REMARK) and self.declares_behind(position, node):
            return Role.DECLARE
        return None if role in DECLARING and contrasts(self.language, self.sentence, node) else role

    def declares_behind(self, position: int, node: Surface) -> bool:
        """Whether a formula is no relation, and the words behind it say what it shall be."""
        return not isinstance(node, Chain) and declares_behind(self.language, self.words_behind(position))

    def takes_exception(self, formula: Formula) -> bool:
        """Take what a sentence that begins with "unless" excepts."""
        led = excepts(self.language, self.sentence) or denies_ahead(self.language, self.sentence)
        other = excluded(formula.rows[0].content) if led else None
        if other is not None:
            self.lasting(other)
        return other is not None

    def declares_existing(self, role: Role | None, node: Surface) -> bool:
        """Take "let ``n = 2m`` for some integer m" as what both names are."""
        said = role in DECLARING and isinstance(node, Listing) and node.separators[:1] == ("exists",)
        if not said or not isinstance(node, Listing) or len(node.items) != 3:
            return False
        for item in node.items[1:]:
            self.lasting(item, self.at.part)
        return True

    def look_ahead(self, position: int) -> None:
        """Take the definitions that follow a formula with "where"."""
        for k in said_with_where(self.document.blocks, position, self.language):
            if (f := self.document.blocks[k].formula) and defines(self.at, f.rows[0].content, bare=True):
                self.ahead.add(k)

    def inserts_value(self, formula: Formula) -> bool:
        """Whether a sentence begins with the number that a name is given in it."""
        node = formula.rows[0].content
        left, right = node.terms if isinstance(node, Chain) and is_equation(node) else (None, None)
        closed = isinstance(left, Name) and right is not None and not names_in(right)
        return closed and inserts(self.language, self.sentence)

    def conditions_behind(self, position: int) -> list[Surface]:
        """Conditions behind a formula, unless its sentence begins with one and these begin the next case."""
        following = self.document.blocks[position + 1 : position + 2]
        if following and self.is_item(following[0]):
            return []
        cases = self.language.begins_with_condition(self.sentence)
        if cases and begins_case(self.document.blocks, position, self.language):
            return []
        known = frozenset(self.taken)
        found = trailing(self.document.blocks, position, self.language, self.taken)
        behind = next_claim(self.document.blocks, position, max(self.taken - known, default=position))
        self.due.update(() if behind is None else (behind,))
        return [*self.interval_ahead(position), *(found or self.interval_behind(position))]

    def interval_ahead(self, position: int) -> list[Surface]:
        """That the only name of a formula is in the interval with which its sentence begins."""
        stated = shown_inline(self.document.blocks[position])
        if stated is None or not begins_over(self.language, self.sentence):
            return []
        return in_interval(stated, self.formulas[0])

    def interval_behind(self, position: int) -> list[Surface]:
        """That the only name of a formula is in the interval behind it: "on ``[0, 1]``"."""
        formula, behind = (
            self.document.blocks[position].formula,
            self.document.blocks[position + 1 : position + 3],
        )
        if formula is None or len(behind) < 2 or not is_over(self.language, behind[0].text):
            return []
        found = in_interval(formula.rows[0].content, shown_inline(behind[1]))
        self.taken |= {position + 2} if found else set()
        return found

    def placed(
        self, setting: Setting, position: int, behind: Sequence[Surface], found: Sequence[Draft]
    ) -> Setting:
        """A setting with the names that run through all numbers, and of which too little was understood."""
        doubted = frozenset[str]() if behind else self.restricted_behind(position, found)
        if has_grounds(self.language, self.sentence):
            doubted |= names_in(*(t for draft in found for t in draft.terms))
        return replace(setting, anew=self.runs_anew(position, behind), doubted=doubted)

    def restricted_behind(self, position: int, found: Sequence[Draft]) -> frozenset[str]:
        """The names of a claim behind which it is said where it holds, in words that were not understood."""
        words = self.document.blocks[position + 1 : position + 2]
        if (
            not words
            or words[0].kind is not BlockKind.PROSE
            or not restricts_behind(self.language, words[0].text)
        ):
            return frozenset()
        return names_in(*(t for draft in found for t in draft.terms))

    def runs_anew(self, position: int, behind: Sequence[Surface]) -> frozenset[str]:
        """The names that run through all numbers in a claim, "for all real x" as it says behind it."""
        words = self.document.blocks[position + 1 : position + 2]
        return ranging(behind) if words and runs_through(self.language, words[0].text) else frozenset()

    def is_asked(self, node: Chain, role: Role | None) -> bool:
        """Whether a relation is to be made true, so that it may not be used."""
        wanted = role in DECLARING and self.language.mentions(Role.SOLVE, self.sentence)
        wanted = wanted and not lets(self.language, self.sentence)
        return role is Role.SOLVE or (wanted and is_wanted(self.at.part, node))

    def calculates(self, node: Surface) -> bool:
        """Whether an equation calculates something; a substitution does not last."""
        return is_calculation(node) and not self.language.tells(self.language.substitution, self.sentence)

    def condition(
        self, role: Role | None, position: int, formula: Formula, *, conditional: bool
    ) -> Role | None:
        """Whether what is claimed is a condition or says what a name is, or what is assumed is claimed."""
        if role is not Role.CLAIM:
            place = self.at.paragraph
            node = formula.rows[0].content
            told = gives_value(place, formula) or calculates_derivative(place, node)
            told = told or (looks_here(self.language, self.sentence) and speaks_of_known(node, place))
            return Role.CLAIM if told or self.is_fulfilled(position, formula) else role
        behind = self.document.blocks[position + 1 : position + 2]
        if behind and self.language.inverts(self.sentence, behind[0].text):
            return Role.WHEN
        being = behind and re.match(rf"\s*(?:{self.language.being})\b", behind[0].text, re.IGNORECASE)
        if being and is_place(self.formulas, formula.rows[0].content):
            return Role.REMARK
        if introduces(formula.rows[0].content, self.at.paragraph):
            return Role.ASSUME
        return Role.WHEN if conditional and self.is_condition(formula) else role

    def is_condition(self, formula: Formula) -> bool:
        """Whether what is given as a reason restricts its names."""
        node = formula.rows[0].content
        return (
            len(formula.rows) == 1
            and not is_about_equation(self.formulas, node)
            and is_condition(node, self.at.paragraph)
        )

    def tells_existence(self) -> bool:
        """Whether the sentence so far says that something exists, of which a formula then says more."""
        end = self.language.end_of_existence(self.sentence)
        return end is not None and "\0" in self.sentence[end:-1]

    def scope_of(self, role: Role | None) -> Scope:
        """Where what a sentence says of its formulas holds: a case in its paragraph, all else in the part."""
        passing = role in (None, Role.DECLARE) and opens_for_all(self.language, self.sentence)
        return self.at.paragraph if passing or role is Role.WHEN else self.at.part
