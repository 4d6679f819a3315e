"""Going through a document: cases, what holds for all, and what gives way to what is assumed later."""

from dataclasses import dataclass
from typing import Final

from derive.core.surface import Formula, Listing, Name, Surface
from derive.elaborate.assumption import Assumption
from derive.elaborate.displays import UNLABELLED, around
from derive.elaborate.formulas import function_shown, is_sort
from derive.elaborate.language import Role
from derive.elaborate.names import names_in
from derive.elaborate.rebound import (
    give_new_value,
    give_way,
    introduced_alone,
    lies_between,
    ranging,
    says_sort,
)
from derive.elaborate.sayings import introduced
from derive.elaborate.scope import Scope
from derive.elaborate.standing import CONSTANTS
from derive.elaborate.turns import (
    contradicts,
    inserts,
    is_about_all,
    is_called,
    opens_for_all,
    opens_numbered_case,
    opens_with_if,
    said_behind,
)
from derive.elaborate.walking import Walk
from derive.syntax.latex import write
from derive.syntax.parser import parse

_NATURAL: Final = r"\mathbb{N}"
REALS: Final = r"%s \in \mathbb{R}"


@dataclass(slots=True)
class Cases(Walk):
    """Going through the blocks, knowing where a condition holds, and ``under`` what was last claimed."""

    under: tuple[Assumption, ...] = ()

    def case(self, node: Surface) -> Scope | None:
        """A new scope where a sentence begins another case about the names of the one before."""
        claimed = any(s.claim is not None for e in self.found[self.told :] for s in e.steps)
        again = claimed and self.language.opens_next_case(self.sentence)
        led = opens_for_all(self.language, self.sentence)
        numbered = opens_numbered_case(self.language, self.sentence)
        numbered = numbered or inserts(self.language, self.sentence.rstrip("\0"))
        if not (again or led or numbered or self.language.opens_case(self.sentence)):
            return None
        supposed, self.supposing = self.supposing, opens_with_if(self.language, self.sentence)
        before, self.about, self.told = self.about, names_in(node) - CONSTANTS.keys(), len(self.found)
        sibling = numbered or (claimed and supposed and self.supposing and before & self.about)
        anew = led and bool(self.about) and self.about <= before
        if before != self.about and not sibling and not anew:
            return None
        self.at.open_paragraph()
        return self.at.paragraph

    def holding(self, role: Role | None, node: Surface) -> Scope:
        """Where a condition holds: "if" and "for" in the paragraph, what a name is in all of the part."""
        if role is Role.WHEN and (lies_between(node) or not is_sort(node)):
            return self.at.paragraph
        if is_about_all(self.language, self.sentence):
            return self.at.paragraph
        if role is not Role.DECLARE or not opens_for_all(self.language, self.sentence):
            return self.at.part
        scope = self.case(node) or self.at.paragraph
        scope.lifted |= ranging((node,))
        if says_sort(node) and _NATURAL in write(node):
            self.lasting(node, scope)
        return self.at.part if says_sort(node) else scope

    def take_all(self, role: Role | None, node: Surface) -> None:
        """Begin anew with "for all x"; what values x had outside does not count for "all real x"."""
        if role in (Role.DECLARE, Role.WHEN) and isinstance(node, Name | Listing):
            scope = self.case(node) or self.at.paragraph
            if REALS in said_behind(self.language, self.sentence.strip("\0 \n")):
                for name in introduced(node):
                    self.lasting(parse(REALS.replace("%s", name)).rows[0].content, scope)
                    scope.lifted.add(name)

    def declares_anew(self, role: Role | None, node: Surface) -> None:
        """Forget what was said of names that are introduced once more, after something was claimed."""
        if role in (Role.ASSUME, Role.DECLARE):
            self.take_side(supposed=role is Role.ASSUME)
        if role is not Role.DECLARE or opens_for_all(self.language, self.sentence):
            return
        new = introduced_alone(node)
        if not new or self.sentence.count("\0") > 1 or not self.has_claimed():
            return
        if isinstance(node, Name) and not is_called(self.language, self.words_behind(self.position)):
            return
        for scope in (self.at.paragraph, self.at.part):
            scope.forget([a for a in scope.assumptions if a.bounds(new)])

    def open_with(self, formula: Formula) -> None:
        """A part that begins with ``f(x) = ...``, as one before did, is about another function."""
        first, self.first = self.first, False
        if not first or UNLABELLED.fullmatch(self.sentence) is None or len(formula.rows) != 1:
            return
        name = function_shown(formula.rows[0].content)
        if name in self.shown and name not in self.at.owned:
            self.at.part.bindings[name] = None
        self.shown |= set(filter(None, (name,)))

    def has_claimed(self) -> bool:
        """Whether something was claimed since something was assumed or declared."""
        for said in reversed(self.found):
            if any(s.claim is not None for s in said.steps):
                return True
            if any(s.kind in ("hypothesis", "declaration") for s in said.steps):
                return False
        return False

    def takes_back(self, formula: Formula) -> None:
        """Forget what is not assumed any longer."""
        gone = {write(row.content) for row in formula.rows}
        names = frozenset(n for row in formula.rows for n in introduced_alone(row.content))
        if self.language.tells(rf"\b(?:{self.language.turns.dropping})", self.sentence):
            for scope in (self.at.paragraph, self.at.part):
                scope.forget([a for a in scope.assumptions if write(a.node) in gone or a.bounds(names)])

    def words_behind(self, position: int) -> str:
        """The rest of the sentence behind a formula."""
        return around(self.document.blocks, position, self.sentence).after

    def make_room(self, node: Surface, case: Scope | None = None) -> None:
        """Forget what contradicts what is assumed now, unless a contradiction is what the text is after."""
        if not contradicts(self.language, self.document.blocks, self.position):
            give_way((self.at.paragraph, self.at.part), node, case)
            if case is None:
                give_new_value((self.at.paragraph, self.at.part), node, self.under)
