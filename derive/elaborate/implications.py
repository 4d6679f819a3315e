"""Statements joined by arrows: each arrow is a step."""

from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Relation, Surface
from derive.core.term import Term
from derive.elaborate.chains import Draft
from derive.elaborate.links import Elaborated, Link, Setting, claimed, settled, step_of
from derive.elaborate.propositions import ARROWS, arrow, proposition
from derive.elaborate.scope import Scope
from derive.elaborate.terms import begin


def implications(draft: Draft, links: list[Link], scope: Scope, setting: Setting) -> Elaborated:
    """In a display joined by arrows the arrows are the steps."""
    reading = begin(scope, *draft.terms)
    groups = _statements(links)
    made: list[Term | Diagnostic] = []
    for node in groups:
        try:
            made.append(proposition(reading, node))
        except UnreadableError as error:
            made.append(error.diagnostic)
    arrows = [k for k in links if k.sign.sign in ARROWS]
    steps, made_of = [], []
    for k, link in enumerate(arrows):
        shown = Link(groups[k], link.sign, groups[k + 1], link.label, link.starts_row)
        steps.append(step_of(shown, setting))
        made_of.append(_implied(link, made[k], made[k + 1]))
    known, ready = settled(reading, made_of)
    steps = [claimed(s, m, known, k, arrows[-1]) for s, m, k in zip(steps, ready, arrows, strict=True)]
    return Elaborated(tuple(steps))


def _implied(link: Link, left: Term | Diagnostic, right: Term | Diagnostic) -> Term | Diagnostic:
    if isinstance(left, Diagnostic):
        return left
    return right if isinstance(right, Diagnostic) else arrow(ARROWS[link.sign.sign], left, right)


def _statements(links: list[Link]) -> list[Surface]:
    """The statements between the arrows."""
    found: list[Surface] = []
    terms: list[Surface] = [links[0].left]
    signs: list[Relation] = []
    for link in links:
        if link.sign.sign in ARROWS:
            found.append(_joined(terms, signs))
            terms, signs = [link.right], []
        else:
            terms.append(link.right)
            signs.append(link.sign)
    return [*found, _joined(terms, signs)]


def _joined(terms: list[Surface], signs: list[Relation]) -> Surface:
    if not signs:
        return terms[0]
    return Chain(terms[0].place.to(terms[-1].place), tuple(terms), tuple(signs))
