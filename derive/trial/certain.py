"""What is certain of propositions and values without trying points: identities, signs, domains."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import INTEGER, Field, FunctionSort
from derive.core.term import (
    INFINITY,
    ONE,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    fresh,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.theory.function import EVERYWHERE, function
from derive.trial.applications import is_whole
from derive.trial.domains import FOLDED, conditions_of, implied_by, is_known, smoothness
from derive.trial.formed import Forms, GivenUpError
from derive.trial.forms import Form, number
from derive.trial.induction import Induction, inductions
from derive.trial.signs import Fact, is_at_least, is_multiple, is_null, learn, sign

LOWEST: Final = negative(INFINITY)
ORDER: Final = {"lt": True, "le": False, "gt": True, "ge": False}
DEEPEST: Final = 3
MOST_GIVEN: Final = 24
LARGEST: Final = 600
MOST_WORK: Final = 600_000
_WRONG: Final = (GivenUpError, ZeroDivisionError, OverflowError, RecursionError)


class Calculation:
    """What was calculated so far, and the work that is left for it."""

    def __init__(self) -> None:
        self.work = 0
        self.answers: dict[object, bool] = {}

    def holds(self, given: tuple[Term, ...], goal: Term) -> bool:
        """Whether the goal certainly holds wherever the hypotheses do and it has a value."""
        return self._answer((given, goal), lambda: Certain(given, self).holds(goal))

    def follows(self, given: tuple[Term, ...], sides: tuple[Term, ...], goal: Term) -> bool:
        """Whether the goal certainly holds wherever the hypotheses do and the sides have values."""
        known = tuple(p for side in sides for p in implied_by(side))
        return self.holds((*known, *given), goal)

    def defines(self, given: tuple[Term, ...], term: Term) -> bool:
        """Whether a term certainly has a value wherever the hypotheses hold."""
        return self._answer((given, term, None), lambda: Certain(given, self).defined(term))

    def _answer(self, key: object, ask: Callable[[], bool]) -> bool:
        if key not in self.answers:
            self.answers[key] = self.work < MOST_WORK and ask()
        return self.answers[key]


class Certain:
    """What follows from hypotheses by exact calculation; whatever is not found is not certain."""

    def __init__(self, given: tuple[Term, ...], spent: Calculation, depth: int = 0) -> None:
        self.spent = spent
        self.given = tuple(dict.fromkeys(p for h in given for p in _parts(h)))[:MOST_GIVEN]
        self.depth = depth

    def holds(self, goal: Term) -> bool:
        """Whether the goal certainly holds wherever the hypotheses do and it has a value."""
        try:
            return goal.size <= LARGEST and self._holds(goal)
        except _WRONG:
            return False

    def _holds(self, goal: Term) -> bool:
        if goal in self.given or goal is Apply("true"):
            return True
        values = self._values()
        if values is not None:
            h, cases = values
            others = tuple(g for g in self.given if g is not h)
            return all(Certain((c, *others), self.spent, self.depth + 1).holds(goal) for c in cases)
        if isinstance(goal, Binder):
            return goal.kind == "forall" and self._for_all(goal)
        if not isinstance(goal, Apply):
            return False
        if goal.head in _CONNECTIVES:
            return _CONNECTIVES[goal.head](self, goal)
        if goal.head == "member":
            return self._is_member(*goal.children)
        if goal.head in ORDER or goal.head in {"eq", "ne"}:
            return self._compares(goal)
        return False

    def _values(self) -> tuple[Term, list[Term]] | None:
        """A hypothesis that leaves few cases, and the cases."""
        for h in self.given if self.depth < DEEPEST else ():
            if not isinstance(h, Apply):
                continue
            if h.head == "or" and len(h.children) <= DEEPEST:
                return h, list(h.children)
            if h.head == "member" and getattr(h.children[1], "head", "") == "finite_set":
                return h, [Apply("eq", h.children[0], v) for v in h.children[1].children]
        return None

    def _for_all(self, goal: Binder) -> bool:
        x = fresh("x", goal.variable.sort, goal, *self.given)
        return self._deeper(()).holds(goal.open(x))

    def _deeper(self, more: tuple[Term, ...]) -> "Certain":
        if self.depth >= DEEPEST:
            raise GivenUpError
        return Certain((*more, *self.given), self.spent, self.depth + 1)

    def implies(self, goal: Apply) -> bool:
        """Whether the conclusion holds where the premise does."""
        premise, conclusion = goal.children
        return self._deeper((premise,)).holds(conclusion)

    def _is_member(self, element: Term, collection: Term) -> bool:
        if not isinstance(collection, Apply):
            return False
        if collection.head == "interval":
            low, high, *closed = collection.children
            heads = ["le" if c is ONE else "lt" for c in closed]
            below = low is LOWEST or self.holds(Apply(heads[0], low, element))
            return below and (high is INFINITY or self.holds(Apply(heads[1], element, high)))
        if collection.head == "finite_set":
            return any(self.holds(Apply("eq", element, v)) for v in collection.children)
        return collection.head == "integers" and is_whole(element)

    def _compares(self, goal: Apply) -> bool:
        if self._is_monotone(goal) or self._is_equal_by(goal):
            return True
        if any(self._compared_with(goal, opaque=opaque) for opaque in (False, True)):
            return True
        return goal.head == "eq" and not is_complex((goal,)) and any(map(self._by, inductions(goal)))

    def _by(self, found: Induction) -> bool:
        """Whether an equation is shown by induction, all parts of it having values from the start on."""
        if self.depth or not self.holds(Apply("le", found.start, found.last)):
            return False
        kept = tuple(h for h in self.given if found.last not in h.symbols)
        beyond = (*kept, Apply("le", found.start, found.last))
        step = Certain((*beyond, found.known), self.spent, self.depth + 1)
        return (
            Certain(kept, self.spent, self.depth + 1).holds(found.first)
            and all(map(Certain(beyond, self.spent, self.depth + 1).defined, found.known.children))
            and step.holds(found.following)
        )

    def _compared_with(self, goal: Apply, *, opaque: bool) -> bool:
        forms = Forms(is_complex=is_complex((goal,)), opaque=opaque)
        try:
            return self._compared(forms, goal)
        except _WRONG:
            return False
        finally:
            self.spent.work += forms.work + 1

    def _is_monotone(self, goal: Apply) -> bool:
        """Of two values of a function that increases or decreases everywhere, by what it is taken of."""
        left, right = goal.children
        if not isinstance(left, Apply) or not isinstance(right, Apply) or left.head != right.head:
            return False
        record = function(left.head)
        if record is None or record.monotone not in {(1,), (-1,)} or len(left.children) != 1:
            return False
        a, b = left.children[0], right.children[0]
        return self.holds(Apply(goal.head, *((a, b) if record.monotone == (1,) else (b, a))))

    def _is_equal_by(self, goal: Apply) -> bool:
        """With a symbol replaced by what a hypothesis says that it is."""
        if self.depth >= DEEPEST:
            return False
        for h in self.given:
            if isinstance(h, Apply) and h.head == "eq":
                for old, new in (h.children, h.children[::-1]):
                    if isinstance(old, Symbol) and old not in new.symbols and old in goal.symbols:
                        given = tuple(replace(g, {old: new}) for g in self.given if g is not h)
                        inner = Certain(given, self.spent, self.depth + 1)
                        return inner.holds(replace(goal, {old: new}))
        return False

    def _compared(self, forms: Forms, goal: Apply) -> bool:
        facts = self._facts(forms, goal)
        left, right = goal.children
        if goal.head in {"gt", "ge"}:
            left, right = right, left
        gap = forms.of(subtract(right, left))
        if goal.head == "eq":
            return not gap.above or (not forms.is_complex and is_null(forms, gap, facts))
        if forms.is_complex:
            return False
        if goal.head == "ne":
            return self._differs(forms, gap, facts)
        return is_at_least(forms, gap, facts, strict=ORDER[goal.head], whole=is_whole(subtract(right, left)))

    def _differs(self, forms: Forms, gap: Form, facts: list["Fact"]) -> bool:
        if any(f.head == "ne" and is_multiple(gap.above, f.gap) for f in facts):
            return True
        opposite = forms.multiply((number(-1), gap))
        return any(is_at_least(forms, g, facts, strict=True, whole=False) for g in (gap, opposite))

    def _facts(self, forms: Forms, goal: Term) -> list["Fact"]:
        """What the hypotheses say, and that of single values first, since forms depend on it."""
        found: list[Fact] = []
        if forms.is_complex:
            return found
        forms.sign_of = lambda form: sign(forms, form, found)
        ranges = _ranges((goal, *self.given)) if forms.opaque else ()
        for h in (*ranges, *sorted(self.given, key=lambda h: h.size)):
            if isinstance(h, Apply) and (h.head in ORDER or h.head in {"eq", "ne"}):
                try:
                    small, large = h.children if h.head in {"lt", "le", "eq", "ne"} else h.children[::-1]
                    gap = forms.of(subtract(large, small))
                except _WRONG:
                    continue
                if not gap.below and gap.above:
                    found.append(Fact(_HEADS[h.head], gap.above))
                    learn(forms, found[-1])
        return found

    def defined(self, term: Term) -> bool:
        """Whether a term certainly has a value wherever the hypotheses hold."""
        try:
            return term.size <= LARGEST and self._defined(term)
        except _WRONG:
            return False

    def _defined(self, term: Term) -> bool:
        if isinstance(term, Number):
            return True
        if isinstance(term, Symbol):
            return True
        if isinstance(term, Component):
            return self._is_entry(term)
        if isinstance(term, Binder):
            return self._has_values(term)
        if not isinstance(term, Apply) or not all(map(self._defined, term.children)):
            return False
        return all(map(self.holds, conditions_of(term))) if is_known(term) else False

    def _is_entry(self, term: Component) -> bool:
        array = term.base
        sizes = getattr(getattr(array, "sort", None), "shape", ())
        if (
            not isinstance(array, Symbol)
            or len(sizes) != len(term.indices)
            or not all(map(self._defined, term.indices))
        ):
            return False
        ranges = (
            p
            for i, n in zip(term.indices, sizes, strict=True)
            for p in (Apply("le", ONE, i), Apply("le", i, n))
        )
        return all(map(is_whole, term.indices)) and all(map(self.holds, ranges))

    def _has_values(self, term: Binder) -> bool:
        """Of a finite sum and the like, that every term of it has one."""
        if term.kind == "derivative":
            return self._has_slope(term)
        if term.kind not in FOLDED or any(t is INFINITY for p in term.parameters for t in subterms(p)):
            return False
        low, high = term.parameters
        k = fresh("k", INTEGER, term, *self.given)
        inside = self._deeper((Apply("le", low, k), Apply("le", k, high)))
        bounds = all(map(is_whole, term.parameters)) and self._defined(low) and self._defined(high)
        least = high if term.kind in {"maximum", "minimum"} else Apply("add", high, ONE)
        return bounds and self.holds(Apply("le", low, least)) and inside.defined(term.open(k))

    def _has_slope(self, term: Binder) -> bool:
        (at, *indices) = term.parameters
        if indices or not isinstance(at, Symbol) or at in term.body.symbols:
            return False
        body = term.open(at)
        needed = smoothness(body, at)
        return needed is not None and self._defined(body) and all(map(self.holds, needed))


_HEADS: Final = {"lt": "lt", "gt": "lt", "le": "le", "ge": "le", "eq": "eq", "ne": "ne"}


def _parts(h: Term) -> tuple[Term, ...]:
    if isinstance(h, Apply) and h.head == "and":
        return tuple(p for c in h.children for p in _parts(c))
    if (
        isinstance(h, Apply)
        and h.head == "member"
        and isinstance(h.children[1], Apply)
        and h.children[1].head == "interval"
    ):
        low, high, *closed = h.children[1].children
        heads = ["le" if c is ONE else "lt" for c in closed]
        below = () if low is LOWEST else (Apply(heads[0], low, h.children[0]),)
        return (h, *below, *(() if high is INFINITY else (Apply(heads[1], h.children[0], high),)))
    return (h,)


def _ranges(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Between what numbers the values of functions are."""
    found: list[Term] = []
    for t in dict.fromkeys(s for term in terms for s in subterms(term)):
        record = function(t.head) if isinstance(t, Apply) else None
        loose = any(s.is_bound for s in t.symbols)
        if record is not None and record.shape == "scalar" and record.range is not EVERYWHERE and not loose:
            found += _parts(Apply("member", t, record.range))[1:]
    return tuple(found[:MOST_GIVEN])


def is_complex(terms: tuple[Term, ...]) -> bool:
    """Whether complex numbers may occur in terms."""
    fields = (
        s.sort.value.field if isinstance(s.sort, FunctionSort) else s.sort.field
        for t in terms
        for s in t.symbols
    )
    if any(f not in {Field.REAL, Field.INTEGER} for f in fields):
        return True
    return any(isinstance(s, Apply) and s.head in {"imaginary", "conj"} for t in terms for s in subterms(t))


_OPPOSITE: Final = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}


def _is_denied(c: Certain, goal: Apply) -> bool:
    (n,) = goal.children
    return isinstance(n, Apply) and n.head in _OPPOSITE and c.holds(Apply(_OPPOSITE[n.head], *n.children))


_CONNECTIVES: Final[dict[str, Callable[[Certain, Apply], bool]]] = {
    "and": lambda c, goal: all(map(c.holds, goal.children)),
    "or": lambda c, goal: any(map(c.holds, goal.children)),
    "implies": lambda c, goal: c.implies(goal),
    "iff": lambda c, goal: all(c.implies(Apply("implies", *s)) for s in (goal.children, goal.children[::-1])),
    "not": _is_denied,
}
