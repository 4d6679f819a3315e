"""Going through a document: what enters a scope, as a definition, a declaration or an assumption."""

from dataclasses import dataclass
from typing import Final

from derive.core.derivation import Kind
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Listing, Surface
from derive.elaborate.admission import defines, is_list_of_numbers
from derive.elaborate.declarations import declare, suppose
from derive.elaborate.dependent import dependence
from derive.elaborate.differentials import relates_differentials
from derive.elaborate.formulas import has_names_right, is_approach, is_distributed, is_range, is_sort
from derive.elaborate.language import Role
from derive.elaborate.laws import take_law
from derive.elaborate.names import names_in
from derive.elaborate.scope import Scope
from derive.elaborate.turns import renames
from derive.elaborate.weighing import DECLARING, Weighing

_CONDITIONING: Final = (Role.WHEN, Role.CONSTRAIN)


@dataclass(slots=True)
class Admitting(Weighing):
    """Going through the blocks, taking what is declared."""

    def admitted(self, node: Surface, role: Role | None) -> tuple[Kind, Diagnostic | None]:
        """Enter a formula into its scope; what it is, and what was not understood of it."""
        if isinstance(node, Chain) and self.is_asked(node, role):
            return ("declaration" if is_sort(node) else "hypothesis"), None
        if (aside := self.aside(role, node)) is not None:
            return aside, None
        if is_approach(node, named=role not in DECLARING):
            self.at.paragraph.approach = node
            return "hypothesis", None
        anew = renames(self.language, self.sentence)
        if role in (*DECLARING, Role.EQUATION) and isinstance(node, Chain | Listing):
            return self.assumed(node, role, anew=anew)
        bare = (
            is_list_of_numbers(node)
            or (not self.sentence.rstrip("\0").strip(" \t\n*_#-") and has_names_right(node))
            or (role is None and self.calculates(node))
        )
        found = defines(self.at, node, bare=bare or anew, said=self.said, anew=anew)
        return ("definition" if found else "note"), None

    def assumed(
        self, node: Chain | Listing, role: Role | None, *, anew: bool
    ) -> tuple[Kind, Diagnostic | None]:
        """Enter what is declared or assumed, where it holds."""
        scope = self.holding(role, node)
        known = tuple(scope.assumptions)
        if role is not Role.WHEN and scope is self.at.part:
            self.make_room(node)
        if role not in _CONDITIONING and defines(
            self.at, node, said=self.said, anew=anew or role is Role.DECLARE
        ):
            return "definition", None
        if role is Role.WHEN and not is_range(node) and self.defines_for_now(node):
            return "definition", None
        scope = self.where(scope, role, node)
        if scope is self.at.paragraph:
            self.make_room(node, scope)
        try:
            found = (suppose if role in _CONDITIONING else declare)(scope, node)
        except UnreadableError as error:
            self.at.part.doubts |= names_in(node)
            return "note", error.diagnostic
        if role is Role.ASSUME:
            self.keep_supposed(scope, known)
        return found, None

    def where(self, scope: Scope, role: Role | None, node: Chain | Listing) -> Scope:
        """Where it holds: ranges in all of the part, a condition in its case."""
        if is_range(node):
            return self.at.part
        return (self.case(node) or scope) if role is Role.WHEN else scope

    def aside(self, role: Role | None, node: Surface) -> Kind | None:
        """What says nothing that could be assumed: a substitution, or how something is distributed."""
        self.take_all(role, node)
        self.declares_anew(role, node)
        if role in DECLARING and (said := dependence(node)) is not None:
            self.at.part.varies[said[0]] = said[1]
            return "declaration"
        if self.declares_existing(role, node):
            return "hypothesis"
        if self.runs_through_all(node):
            return "declaration"
        if relates_differentials(self.at.part, node):
            return "note"
        if self.goes_on(node):
            return "definition"
        if take_law(self.at.part, node):
            return "declaration"
        if is_distributed(node):
            self.at.part.doubts |= names_in(node)
            return "declaration"
        return None
