"""Claims in words about a formula inside a sentence: ranges, extreme values, solutions, slopes."""

from collections.abc import Callable, Sequence
from typing import Final

from derive.core.sort import REAL
from derive.core.surface import Chain, Numeral, Surface
from derive.core.term import ZERO, Apply, Number, Symbol, Term, add, bind, multiply, power, replace, subtract
from derive.elaborate.arrays import shape
from derive.elaborate.continuous import lipschitz, local
from derive.elaborate.convergent import bounded_somehow, converging, existing_limit, interval, radius
from derive.elaborate.counted import solutions, zeros
from derive.elaborate.curvature import curved
from derive.elaborate.described import is_image, says
from derive.elaborate.reading import Reading
from derive.elaborate.relations import aligned, compare
from derive.elaborate.sentences import Spoken, existing, implied, place_of, value_of, within_of

ORDER: Final = {"max": "le", "min": "ge", "sup": "le", "inf": "ge"}
BEYOND: Final = {"le": "lt", "ge": "gt"}
SIDES: Final = {"right": 1, "left": -1, "rechts": 1, "links": -1}


def proposition_of(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """The proposition of a claim in words; None where its formulas do not fit."""
    said = _RULES[spoken.kind](reading, spoken, node)
    how = next((k for k in ("if", "iff") if k in spoken.parts), None)
    if said is None or how is None:
        return said
    condition = reading.term(spoken.parts[how])
    if isinstance(condition, Apply) and condition.head == "member":
        return said if condition.children[1] is Apply("reals") else None
    return Apply("implies", condition, said) if how == "if" else Apply("iff", said, condition)


def _image(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    found = value_of(reading, node)
    if found is None or is_image(reading, spoken.parts["value"]):
        return None
    value, x = found
    within = within_of(reading, spoken, x)
    element = reading.loose("y", REAL)
    back = existing(x, within, Apply("eq", value, element))
    there = says(reading, spoken.parts["value"], value)
    taken = implied((says(reading, spoken.parts["value"], element),), back)
    return Apply("and", bind("forall", x, implied(within, there)), bind("forall", element, taken))


def _extreme(operator: str) -> Callable[[Reading, Spoken, Surface], Term | None]:
    head = ORDER[operator]

    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        found = value_of(reading, node)
        if found is None:
            return None
        value, x = found
        within, wanted = within_of(reading, spoken, x), reading.term(place_of(spoken.parts["value"]))
        bound = bind("forall", x, implied(within, Apply(head, value, wanted)))
        attained = existing(x, within, Apply("eq", value, wanted))
        if operator in ("max", "min"):
            return Apply("and", bound, attained)
        u = reading.loose("u", REAL)
        nearer = existing(x, within, Apply(BEYOND[head], u, value))
        least = bind("forall", u, Apply("implies", Apply(BEYOND[head], u, wanted), nearer))
        return Apply("and", bound, Apply("or", attained, least))

    return rule


def _taken_at(operator: str, *, local: bool = False) -> Callable[[Reading, Spoken, Surface], Term | None]:
    head = ORDER[operator]

    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        found = value_of(reading, node)
        if found is None:
            return None
        value, x = found
        place = reading.term(place_of(spoken.parts["place"]))
        there = replace(value, {x: place})
        wanted = reading.term(place_of(spoken.parts["value"])) if "value" in spoken.parts else None
        said = [] if wanted is None else [Apply("eq", there, wanted)]
        compared = Apply(head, value, there if wanted is None else wanted)
        if not local:
            return _both(said, bind("forall", x, implied(within_of(reading, spoken, x), compared)))
        width = reading.loose("delta", REAL)
        near = Apply("lt", subtract(place, width), x), Apply("lt", x, add(place, width))
        around = bind("forall", x, implied(near, compared))
        return _both(said, bind("exists", width, Apply("and", Apply("lt", ZERO, width), around)))

    return rule


def _both(said: Sequence[Term], last: Term) -> Term:
    return Apply("and", *said, last) if said else last


def _solution_set(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    found = _relation(reading, node)
    return found and Apply("iff", found[0], says(reading, spoken.parts["value"], found[1]))


def _relation(reading: Reading, node: Surface) -> tuple[Term, Symbol] | None:
    if not isinstance(node, Chain):
        return None
    said = reading.term(node)
    unknown = [s for s in sorted(said.symbols, key=lambda s: s.name) if s.sort == REAL]
    named = [s for s in unknown if s.name in ("x", "z", "t", "y")]
    chosen = unknown if len(unknown) == 1 else named[:1]
    return (said, chosen[0]) if chosen else None


def _solutions(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    found = _relation(reading, node)
    if found is None:
        return None
    shown = [spoken.parts[k] for k in ("value", "second", "third") if k in spoken.parts]
    values = [Apply("eq", found[1], reading.term(place_of(s))) for s in shown]
    return Apply("iff", found[0], values[0] if len(values) == 1 else Apply("or", *values))


def _slope(value: Term, x: Symbol, place: Term, step: Symbol, side: int) -> Term:
    """The derivative from one side, as a limit of quotients."""
    moved = replace(value, {x: add(place, step)})
    quotient = multiply(subtract(moved, replace(value, {x: place})), power(step, -1))
    return bind("limit", step, quotient, ZERO, Number(side))


def _one_sided(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    found = value_of(reading, node)
    if found is None:
        return None
    place, step = reading.term(place_of(spoken.parts["place"])), reading.loose("h", REAL)
    slope = _slope(*found, place, step, SIDES[spoken.words["side"]])
    return Apply("eq", slope, reading.term(place_of(spoken.parts["value"])))


def _signed(head: str) -> Callable[[Reading, Spoken, Surface], Term | None]:
    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        found = value_of(reading, node)
        if found is None:
            return None
        return implied(within_of(reading, spoken, found[1]), Apply(head, found[0], ZERO))

    return rule


def _bounded(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    value, bound = reading.term(node), reading.term(place_of(spoken.parts["value"]))
    side = spoken.words.get("side", "")
    if shape(value):
        return None
    if side in ("above", "oben"):
        return Apply("le", value, bound)
    return Apply("ge", value, bound) if side else Apply("le", Apply("abs", value), bound)


def _definite(sign: str) -> Callable[[Reading, Spoken, Surface], Term | None]:
    """The order of matrices, compared with 0."""

    def rule(reading: Reading, _: Spoken, node: Surface) -> Term | None:
        value = reading.term(node)
        if len(shape(value)) != 2:
            return None
        nodes = (node, Numeral(node.place, "0"))
        return compare(reading, sign, aligned(reading, (value, ZERO), nodes), nodes, node.place)

    return rule


Rule = Callable[[Reading, Spoken, Surface], Term | None]
_RULES: Final[dict[str, Rule]] = {
    "image": _image,
    **{operator: _extreme(operator) for operator in ORDER},
    "max-at": _taken_at("max"),
    "min-at": _taken_at("min"),
    "local-max-at": _taken_at("max", local=True),
    "local-min-at": _taken_at("min", local=True),
    "solution-set": _solution_set,
    "solutions": _solutions,
    "solution-count": solutions,
    "zero-count": zeros,
    "differentiable": local("differentiable"),
    "continuous": local("continuous"),
    "lipschitz": lipschitz,
    "one-sided": _one_sided,
    "convex": curved(1),
    "strictly-convex": curved(1, strict=True),
    "concave": curved(-1),
    "strictly-concave": curved(-1, strict=True),
    "positive": _signed("gt"),
    "negative": _signed("lt"),
    "bounded": _bounded,
    "semidefinite": _definite("\\succeq"),
    "definite": _definite("\\succ"),
    "negative-semidefinite": _definite("\\preceq"),
    "negative-definite": _definite("\\prec"),
    "converges": converging(),
    "diverges": converging(diverges=True),
    "radius": radius,
    "interval": interval,
    "exists": existing_limit,
    "has-limit": existing_limit,
    "bounded-somehow": bounded_somehow,
}
