"""From a chain to its steps: every relation becomes a claim, and first and last term the conclusion."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from derive.core.derivation import Step, Written
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import (
    Chain,
    Differential,
    Fence,
    Grid,
    Juxtaposed,
    Name,
    Scripted,
    Surface,
)
from derive.core.term import Apply, Binder, Term
from derive.elaborate.application import MOMENTS
from derive.elaborate.calculated import calculated
from derive.elaborate.chains import Draft, chain_of, has_arrows
from derive.elaborate.completed import complete
from derive.elaborate.congruences import modulus_of
from derive.elaborate.context import settle
from derive.elaborate.declarations import declare, define
from derive.elaborate.definable import head_and_parameters, is_definable, is_derivative, is_recursive
from derive.elaborate.differentials import mixes_differentials
from derive.elaborate.disjoined import is_alternative
from derive.elaborate.formulas import is_distributed
from derive.elaborate.implications import implications
from derive.elaborate.links import (
    Elaborated,
    Link,
    Setting,
    claim_about,
    claimed,
    conditions_over,
    links_of,
    settled,
    step_of,
)
from derive.elaborate.names import label_of, name_of, names_in, used_in
from derive.elaborate.newcomers import in_doubt, unknown_before, unread
from derive.elaborate.pinned import TENTATIVE, Reach, free, general_names, pins, reach
from derive.elaborate.quantifiers import is_quantified
from derive.elaborate.relations import HEADS, SIGNS
from derive.elaborate.rereading import Rereading, snapshot
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sides import Sides, related
from derive.elaborate.standing import IDENTITY
from derive.elaborate.terms import begin
from derive.syntax.latex import write
from derive.theory.function import by_letter, by_spelling

_BELOW: Final = {"eq": 0, "le": 1, "lt": 2}
_ABOVE: Final = {"eq": 0, "ge": 1, "gt": 2}


def elaborate_chain(draft: Draft, setting: Setting) -> Elaborated:
    """All steps of a chain."""
    draft.close()
    if draft.open or not draft.relations:
        return _quantified(draft, setting) or Elaborated(tuple(_lone(draft, setting)))
    if len(draft.terms) > 1 and is_distributed(shown := chain_of(draft)):
        step = Step(0, "declaration", shown.place, write(shown), setting.label, setting.display)
        return Elaborated((step,))
    if mixes_differentials(setting.scope, draft.terms):
        place = draft.terms[0].place.to(draft.terms[-1].place)
        told = Diagnostic("elaborate.differentials", place)
        text = write(chain_of(draft))
        step = Step(0, "relation", place, text, setting.label, setting.display, diagnostic=told)
        return Elaborated((step,))
    inner = setting.scope.child()
    free(inner, general_names((*draft.leading, *draft.conditions)) | setting.general)
    inner.lifted |= setting.anew
    inner.doubts |= setting.doubted
    diagnostics = tuple(d for c in draft.conditions if (d := _admit(inner, c)) is not None)
    _keep_explained(draft, inner, setting.scope)
    links = links_of(draft)
    new = unknown_before(setting.scope, draft.terms)
    if has_arrows(draft):
        premise = _premise(draft, links, inner, setting)
        found = implications(draft, links, inner, setting)
        found = replace(found, steps=(*premise, *found.steps))
    else:
        found = _under_conditions(draft, links, inner, setting)
    if setting.loose:
        found = Elaborated(tuple(_loosened(s, setting.loose) for s in found.steps))
    setting.scope.doubts |= unread(found.steps, draft.terms[0], setting.scope)
    setting.scope.used |= used_in(*draft.terms)
    setting.scope.implicit.update(inner.implicit)
    steps = tuple(map(setting.shown, _remarked(in_doubt(found.steps, new, setting.scope), draft)))
    return replace(found, steps=steps, diagnostics=diagnostics)


def _keep_explained(draft: Draft, inner: Scope, scope: Scope) -> None:
    """What new names mean that are explained behind "where" they mean from here on."""
    for node in draft.explained:
        left = node.terms[0] if isinstance(node, Chain) else None
        shown = head_and_parameters(left) if left is not None else None
        name = label_of(shown[0]) if shown is not None else None
        meaning = inner.bindings.get(name or "")
        if name is not None and isinstance(meaning, Definition) and scope.lookup(name) is None:
            scope.bind(name, meaning)


def _under_conditions(draft: Draft, links: list[Link], scope: Scope, setting: Setting) -> Elaborated:
    """The steps of a chain; what is written over a relation holds from there on."""
    found = _relations(draft, links, scope, setting)
    for k, link in enumerate(links):
        conditions = conditions_over(link.sign)
        if not conditions or len(found.steps) != len(links):
            continue
        inner = scope.child()
        if any(_admit(inner, c) is not None for c in conditions):
            continue
        limited = _attempt(draft, links, inner, setting, defined=False, memory=True)
        steps = (*found.steps[:k], *limited.steps[k:])
        found = replace(found, steps=steps, conclusion=limited.conclusion)
        scope = inner
    return _in_general(found, draft, links, scope, setting)


def _premise(draft: Draft, links: list[Link], scope: Scope, setting: Setting) -> tuple[Step, ...]:
    """The steps of what is calculated before the first arrow."""
    found = calculated(links, scope)
    if not found:
        return ()
    inner = scope.child()
    free(inner, pins(scope))
    made = _attempt(draft, [link for link, _ in found], inner, setting, defined=False, memory=True)
    return tuple(replace(s, tentative=doubt) for s, (_, doubt) in zip(made.steps, found, strict=True))


def _in_general(
    found: Elaborated, draft: Draft, links: list[Link], scope: Scope, setting: Setting
) -> Elaborated:
    """The steps, those without the points that were found that are not only about these."""
    names = pins(scope)
    ranged = names_in(*draft.conditions) if names else names
    where = [reach(link, names, ranged, scope) for link in links] if names else []
    if all(w is Reach.POINT for w in where) or len(found.steps) != len(links):
        return found
    inner = scope.child()
    free(inner, names)
    freed = _attempt(draft, links, inner, setting, defined=False, memory=True)
    steps = [
        s if w is Reach.POINT or s.kind == "definition" else _meant(f, w)
        for s, f, w in zip(found.steps, freed.steps, where, strict=True)
    ]
    whole = reach(replace(links[-1], left=links[0].left), names, ranged, scope)
    return replace(
        found, steps=tuple(steps), conclusion=(found if whole is Reach.POINT else freed).conclusion
    )


def _meant(step: Step, where: Reach) -> Step:
    """A step that is not refuted if it is perhaps only meant of a point."""
    return replace(step, tentative=step.tentative or TENTATIVE) if where is Reach.PERHAPS else step


def _loosened(step: Step, code: str) -> Step:
    if step.claim is None:
        return step
    return replace(step, claim=None, diagnostic=Diagnostic(f"elaborate.{code}", step.place))


def _admit(scope: Scope, condition: Surface) -> Diagnostic | None:
    try:
        declare(scope, condition)
    except UnreadableError as error:
        return error.diagnostic
    return None


def _remarked(steps: Sequence[Step], draft: Draft) -> list[Step]:
    remarks = tuple(r for r in draft.remarks if r)
    return [replace(s, notes=s.notes + remarks) if s is steps[-1] else s for s in steps]


def _lone(draft: Draft, setting: Setting) -> list[Step]:
    """A term without a relation is a note; a relation without a right side is unreadable."""
    steps = [Step(0, "note", t.place, write(t), setting.label, setting.display) for t in draft.terms[:1]]
    if draft.relations:
        place = draft.relations[-1].place
        diagnostic = Diagnostic("elaborate.incomplete", place)
        steps = [Step(0, "relation", place, "", setting.label, setting.display, diagnostic=diagnostic)]
    return steps


def _quantified(draft: Draft, setting: Setting) -> Elaborated | None:
    """The one step of a statement with a quantifier in front or with "or"; None for anything else."""
    if draft.relations or len(draft.terms) != 1:
        return None
    (node,) = draft.terms
    if not (is_quantified(node) or is_alternative(node)):
        return None
    inner = setting.scope.child()
    inner.lifted |= setting.anew
    diagnostics = tuple(d for c in (*draft.leading, *draft.conditions) if (d := _admit(inner, c)) is not None)
    step = Step(0, "relation", node.place, write(node), draft.label or setting.label, setting.display)
    try:
        reading = begin(inner, node, beside=setting.beside)
        known = settle(reading, (reading.term(node),))
    except UnreadableError as error:
        return Elaborated((replace(step, diagnostic=error.diagnostic),), diagnostics=diagnostics)
    claim = known.claim(known.terms[0])
    return Elaborated((replace(step, claim=claim, assumed=claim.context.assumed),), diagnostics=diagnostics)


def _relations(draft: Draft, links: list[Link], scope: Scope, setting: Setting) -> Elaborated:
    """The steps of a chain; if a name cannot be what it was in an earlier formula, it is something new."""
    defined = _define(_written_out(links), scope, setting, (*setting.said, *draft.leading, *draft.conditions))
    if not defined and _is_implicit(links[0], scope):
        return _attempt(draft, links, scope, setting, defined=True, memory=True)
    first = _attempt(draft, links, scope, setting, defined=defined, memory=True)
    if first.steps[0].diagnostic and not defined and _redefine(links[0], scope, setting):
        return _attempt(draft, links, scope, setting, defined=True, memory=True)
    if not any(s.diagnostic for s in first.steps) or not any(
        scope.remembered(n) for n in names_in(*draft.terms)
    ):
        return first
    second = _attempt(draft, links, scope, setting, defined=defined, memory=False)
    return min(first, second, key=lambda e: sum(s.diagnostic is not None for s in e.steps))


def _written_out(links: list[Link]) -> Link:
    """The first link, with the matrix that is written out further on in the place of a multiple of I."""
    first = links[0]
    grids = (k.right for k in links[1:] if isinstance(k.right, Grid))
    equal = all(k.sign.sign == "=" for k in links)
    grid = next(grids, None) if equal and IDENTITY in names_in(first.right) else None
    return first if grid is None else replace(first, right=grid)


def _attempt(
    draft: Draft, links: list[Link], scope: Scope, setting: Setting, *, defined: bool, memory: bool
) -> Elaborated:
    reading = begin(scope, *draft.terms, beside=setting.beside)
    reading.memory = memory
    terms = Sides(reading)
    claims = links[1:] if defined else links
    made = [terms.related(link) for link in claims]
    whole = [None] * (len(links) - len(claims)) + made
    rounded = any(map(_is_rounded, claims, made))
    start = 0 if not defined or _is_bound(links[0], scope) else 1
    composed = None if len(links) - start < 2 or rounded else _composed(links[start:], whole[start:])
    known, ready = settled(reading, [*whole, _conclusion(terms, links[start:], composed)])
    again = Rereading(snapshot(scope), tuple(draft.terms), setting.beside, memory)
    steps = []
    for link, made_one in zip(links, ready, strict=False):
        step = step_of(link, setting, "definition" if defined and link is links[0] else "relation")
        shown = None if step.kind == "definition" else terms.shown(link, setting.language)
        written = Written(link.left, link.sign.sign, link.right, again)
        step = replace(step, reading=shown, written=written)
        steps.append(claimed(step, made_one, known, link, links[-1]))
    conclusion = ready[-1]
    end = claim_about(known, conclusion, links[-1], last=True) if isinstance(conclusion, Term) else None
    return Elaborated(tuple(steps), SIGNS.get(_SIGN_OF.get(composed or "", ""), composed), end)


def _is_bound(link: Link, scope: Scope) -> bool:
    """Whether the left side of an equation means the right one from now on; ``x_{n+1} = ..`` does not."""
    sides = (link.right, link.left) if _names_derivative(link) else (link.left,)
    shown = [head_and_parameters(s) for s in sides]
    labels = [label_of(head[0]) for head in shown if head is not None]
    bases = [f"{name_of(getattr(head[0], 'base', head[0]))}_" for head in shown if head is not None]
    found = (scope.lookup(n or "") for n in (*labels, *bases))
    return any(isinstance(meaning, Definition) for meaning in found)


def _is_rounded(link: Link, made: Term | Diagnostic) -> bool:
    parts = made.children if isinstance(made, Apply) and made.head == "and" else (made,)
    return link.sign.sign in ("=", "\\approx") and any(isinstance(p, Apply) and p.head == "le" for p in parts)


_SIGN_OF: Final = {
    "eq": "=",
    "le": "\\le",
    "lt": "<",
    "ge": "\\ge",
    "gt": ">",
    "ne": "\\ne",
    "member": "\\in",
}


def _define(link: Link, scope: Scope, setting: Setting, said: Sequence[Surface]) -> bool:
    """Whether a chain begins with a definition, which then is in force."""
    always = link.sign.sign == ":="
    congruence = modulus_of(link.sign) is not None
    if not setting.definitions or link.sign.sign not in ("=", ":=", "\\equiv") or congruence:
        return False
    left, right = (link.right, link.left) if _names_derivative(link) else (link.left, link.right)
    if is_recursive(setting.scope, left, right):
        return True
    if not always and not is_definable(setting.scope, left, right):
        return False
    try:
        binding = define(scope, left, right, setting.beside, said)
    except UnreadableError:
        return False
    setting.scope.bind(binding.name, binding)
    complete(setting.scope, binding)
    return True


def _is_implicit(link: Link, scope: Scope) -> bool:
    """``l(x_i) = ...`` says what a new function is, where its argument is no variable."""
    left = link.left
    if link.sign.sign != "=" or not isinstance(left, Juxtaposed) or len(left.items) != 2:
        return False
    head, argument = left.items
    name = name_of(head.base if isinstance(head, Scripted) else head)
    new = name is not None and scope.lookup(name) is None and not scope.is_used(name)
    new = new and not is_derivative(scope, head) and not any(name in a.names for a in scope.in_force())
    moment = name in MOMENTS and isinstance(argument, Fence) and argument.opening != "("
    known = name in by_letter() or name in by_spelling() or moment
    plain = isinstance(argument, Fence) and all(isinstance(a, Name | Scripted) for a in argument.items)
    return new and plain and not known and name not in names_in(link.right)


def _redefine(link: Link, scope: Scope, setting: Setting) -> bool:
    """A function of the same name but of something else is another one."""
    found = head_and_parameters(link.left)
    if not setting.definitions or link.sign.sign not in ("=", ":=") or found is None or not found[1]:
        return False
    meaning = scope.lookup(label_of(found[0]) or "")
    if not isinstance(meaning, Definition) or label_of(found[0]) in names_in(link.right):
        return False
    try:
        setting.scope.bind(meaning.name, define(scope, link.left, link.right, setting.beside))
    except UnreadableError:
        return False
    return True


def _names_derivative(link: Link) -> bool:
    r"""``dJ/dy = \delta`` gives the derivative of an unknown quantity a name."""
    left = link.left
    quantity = (
        isinstance(left, Differential) and left.operand is not None and label_of(left.operand) is not None
    )
    return quantity and isinstance(link.right, Name)


def _composed(links: list[Link], made: Sequence[Term | Diagnostic | None]) -> str | None:
    """The relation between first and last term; None if the relations do not compose."""
    if any(modulus_of(k.sign) is not None for k in links):
        return None
    heads = [_head_of(k, m) for k, m in zip(links, made, strict=True)]
    rest = [h for h in heads if h != "eq"]
    if not rest:
        return "eq"
    if rest == ["tends"] or (rest in (["ne"], ["member"]) and heads[-1] != "eq"):
        return rest[0]
    for order in (_BELOW, _ABOVE):
        if all(h in order for h in heads):
            return max(heads, key=lambda h: order[h])
    return None


def _head_of(link: Link, made: Term | Diagnostic | None) -> str:
    """The relation; an arrow from something constant is an equality."""
    if link.sign.sign == "\\in":
        return "member"
    if link.sign.sign == "\\to":
        limit = made.children[0] if isinstance(made, Apply) else None
        return "tends" if made is None or (isinstance(limit, Binder) and limit.kind == "limit") else "eq"
    return HEADS.get(link.sign.sign, "")


def _conclusion(terms: Sides, links: list[Link], composed: str | None) -> Term | Diagnostic | None:
    if composed is None:
        return None
    first, last = links[0].left, links[-1]
    arrow_sign = next((k.sign for k in links if k.sign.sign == "\\to"), last.sign)
    same = {"member": last.sign, "tends": arrow_sign}
    sign = same.get(composed) or replace(last.sign, sign=_SIGN_OF[composed])
    try:
        return related(terms, first, sign, last.right)
    except UnreadableError as error:
        return error.diagnostic
