"""Links of a chain: two sides and a relation, the step they make, and its claim."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from derive.core.claim import Claim
from derive.core.derivation import Step
from derive.core.source import Diagnostic, Place
from derive.core.surface import Chain, Relation, Surface
from derive.core.term import Apply, Term
from derive.elaborate.arrangements import arranged
from derive.elaborate.chains import Draft
from derive.elaborate.congruences import modulus_of
from derive.elaborate.context import Settled, settle
from derive.elaborate.reading import Reading
from derive.elaborate.relations import SIGNS
from derive.elaborate.scope import Scope
from derive.syntax.latex import write
from derive.theory.messages import say

_CONDITIONS: Final = frozenset(("=", "\\ne", "<", ">", "\\le", "\\ge", "\\in"))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a chain stands: what is in force, what its label is, and how it is meant.

    ``beside`` are the other trees of the same formula. ``loose`` is the code of the reason why the
    words before it do not take the relation at its word, as "asymptotically" does.
    ``repairs`` is what was mended in the formula, ``said`` are the conditions that its sentence states,
    ``general`` the names for all values of which it speaks, ``anew`` those that run through all numbers
    in it, whatever was said of them before, ``doubted`` those of which more is said than was understood.
    """

    scope: Scope
    label: str = ""
    display: bool = True
    language: str = "en"
    definitions: bool = True
    loose: str = ""
    beside: tuple[Surface, ...] = ()
    repairs: tuple[Diagnostic, ...] = ()
    said: tuple[Surface, ...] = ()
    general: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()

    def shown(self, step: Step) -> Step:
        """The step with what was mended in its formula said beside how it was read."""
        said = [say(d.code, self.language, **dict(d.values)) for d in self.repairs]
        reading = "; ".join(dict.fromkeys((*said, *filter(None, (step.reading,)))))
        return replace(step, reading=reading or None, mended=bool(self.repairs))


@dataclass(frozen=True, slots=True)
class Elaborated:
    """The steps of a chain, numbered from 0 within it, and its conclusion."""

    steps: tuple[Step, ...]
    relation: str | None = None
    conclusion: Claim | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One relation of a chain: its sides and where it begins."""

    left: Surface
    sign: Relation
    right: Surface
    label: str
    starts_row: bool

    @property
    def place(self) -> Place:
        """From the left side to the end of the right one; from the relation if a row begins with it."""
        return (self.sign.place if self.starts_row else self.left.place).to(self.right.place)


def links_of(draft: Draft) -> list[Link]:
    """The relations with their sides; what follows a membership goes on with the member."""
    links: list[Link] = []
    left = draft.terms[0]
    rows = zip(draft.relations, draft.terms[1:], draft.labels, draft.starts, strict=True)
    for sign, right, label, starts in rows:
        links.append(Link(left, sign, right, label, starts))
        if sign.sign != "\\in":
            left = right
    return links


def conditions_over(sign: Relation) -> tuple[Chain, ...]:
    """What is written over a relation as the condition under which it holds."""
    chains = (n for n in sign.notes if isinstance(n, Chain) and None not in n.terms)
    return tuple(c for c in chains if all(r.sign in _CONDITIONS for r in c.relations))


def step_of(link: Link, setting: Setting, kind: str = "relation") -> Step:
    """The step of a relation, without its claim."""
    lhs, rhs = write(link.left), write(link.right)
    sign = SIGNS.get(link.sign.sign, link.sign.sign)
    modulus = modulus_of(link.sign)
    behind = "" if modulus is None else f" \\pmod{{{write(modulus)}}}"
    return Step(
        0,
        kind,  # type: ignore[arg-type]  # one of the kinds
        link.place,
        f"{lhs} {link.sign.sign} {rhs}{behind}",
        link.label or setting.label,
        setting.display,
        lhs,
        sign,
        rhs,
        lhs_place=link.left.place,
        rhs_place=link.right.place,
    )


def settled(
    reading: Reading, made: Sequence[Term | Diagnostic | None]
) -> tuple[Settled, list[Term | Diagnostic | None]]:
    """The propositions with their dimensions found, and what is known of their symbols."""
    settled = settle(reading, [m for m in made if isinstance(m, Term)])
    ready = iter(settled.terms)
    return settled, [arranged(reading.scope, next(ready)) if isinstance(m, Term) else m for m in made]


def claimed(step: Step, made: Term | Diagnostic | None, settled: Settled, link: Link, last: Link) -> Step:
    """The step with its claim, or with the reason why it has none."""
    if not isinstance(made, Term):
        return replace(step, diagnostic=made) if made is not None else step
    claim = claim_about(settled, made, link, last=link is last)
    return replace(step, claim=claim, assumed=claim.context.assumed, tentative=settled.tentative)


def claim_about(settled: Settled, proposition: Term, link: Link, *, last: bool) -> Claim:
    """The claim of a proposition; a difference that ends a chain is one of functions."""
    different = isinstance(proposition, Apply) and proposition.head == "ne"
    pointwise = any(_keeps_apart(h.proposition, proposition) for h in settled.hypotheses)
    pointwise = pointwise or any(not side.symbols for side in proposition.children)
    functions = different and last and bool(proposition.symbols) and not pointwise
    return settled.claim(proposition, not_identical=functions)


def _keeps_apart(known: Term, proposition: Term) -> bool:
    r"""Whether two symbols of a proposition are known to differ, as in "let x \ne y"."""
    return isinstance(known, Apply) and known.head == "ne" and len(known.symbols & proposition.symbols) > 1
