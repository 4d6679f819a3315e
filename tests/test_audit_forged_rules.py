"""For each rule of the calculus an inference that it does not allow: rejected by the prover and by the audit.

Most are inferences of the corpus with another conclusion (`tests/forging.py` writes them), the others are
made by hand.
"""

import json
from pathlib import Path

import pytest
from test_audit_certificates import MALFORMED
from test_prove_forgeries import FORGED, eq, given, k, n, node, premise, x, y

from derive.audit.check import _check_node
from derive.core.effort import Effort
from derive.core.evidence import Reader
from derive.core.sort import INTEGER, REAL, vector
from derive.core.term import (
    HALF,
    INFINITY,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    multiply,
    power,
    subtract,
)
from derive.prove.rule import RejectedError as NotProvedError
from derive.prove.rule import rules
from derive.prove.tables import Tables
from derive.trial.numbers import exactly
from derive.trial.sampling import Sampler
from derive.trial.sequents import Level, RejectedError, Trial

KEPT = json.loads((Path(__file__).parent / "corpus" / "forged.json").read_text(encoding="utf-8"))
v = Symbol("v", vector(n))
t = Symbol("t", REAL)
m = Symbol("m", INTEGER)


def lt(a, b):
    return Apply("lt", a, b)


def le(a, b):
    return Apply("le", a, b)


def total(low, high):
    return bind("integral", x, power(x, TWO), low, high)


REST = bind("sum", k, power(k, Number(-2)), n, INFINITY)
LARGEST = bind("maximum", k, Component(v, k), ONE, n)
SQUARE = bind("exists", x, eq(power(x, TWO), TWO))
APART = Apply("abs", add(x, multiply(Number(-1), y)))
ALL_ONE = bind("forall", k, Apply("implies", Apply("and", le(ONE, k), le(k, n)), eq(Component(v, k), ONE)))
HALF_STEP = eq(multiply(TWO, Apply("floor", x)), ONE)
BY_HAND = {
    "absurd": node("absurd", (lt(ZERO, x), lt(x, ONE)), eq(x, TWO), arguments=(lt(ZERO, x),)),
    "all-bounded": node(
        "all-bounded", (), le(LARGEST, ZERO), premise(le(Component(v, k), ONE)), arguments=(k,)
    ),
    "between": node(
        "between", (), eq(total(ZERO, ONE), add(total(ZERO, TWO), total(TWO, ONE))), arguments=(TWO,)
    ),
    "chosen": node(
        "chosen", (SQUARE,), eq(x, ONE), premise(eq(x, ONE), eq(power(x, TWO), TWO)), arguments=(SQUARE, x)
    ),
    "conjuncts": node(
        "conjuncts",
        (Apply("and", lt(ZERO, x), lt(x, ONE)),),
        eq(x, TWO),
        premise(eq(x, TWO), eq(x, TWO)),
        arguments=(Apply("and", lt(ZERO, x), lt(x, ONE)),),
    ),
    "constant": node(
        "constant",
        (),
        eq(Apply("sign", x), ONE),
        premise(eq(bind("derivative", x, Apply("sign", x), x), bind("derivative", x, ONE, x))),
        premise(eq(Apply("sign", ONE), ONE)),
        arguments=(x, ONE),
    ),
    "everywhere": node(
        "everywhere",
        (ALL_ONE,),
        eq(Component(v, k), TWO),
        premise(eq(TWO, TWO), ALL_ONE),
        arguments=(ALL_ONE,),
    ),
    "intermediate": node(
        "intermediate",
        (),
        bind("exists", x, HALF_STEP),
        premise(bind("exists", x, le(*HALF_STEP.children))),
        premise(bind("exists", x, Apply("ge", *HALF_STEP.children))),
        arguments=(x,),
    ),
    "lipschitz": node(
        "lipschitz",
        (),
        le(
            Apply("abs", add(x, multiply(Number(-1), y))),
            multiply(ZERO, Apply("abs", add(x, multiply(Number(-1), y)))),
        ),
        premise(le(Apply("abs", ONE), TWO)),
        arguments=(t, t, x, y, ZERO),
    ),
    "monotone": node("monotone", (lt(x, y),), lt(Apply("cos", x), Apply("cos", y)), given(lt(x, y))),
    "negated": node("negated", (), Apply("not", lt(x, y)), premise(le(x, y))),
    "telescoped": node(
        "telescoped",
        (le(ONE, n),),
        le(REST, power(n, TWO)),
        premise(le(power(m, Number(-2)), subtract(power(m, TWO), power(add(m, ONE), TWO))), le(n, m)),
        premise(le(power(n, TWO), power(n, TWO))),
        premise(le(ONE, power(m, TWO)), le(n, m)),
        arguments=(m, power(m, TWO)),
    ),
    "one-of-all": node("one-of-all", (le(ONE, m),), le(Component(v, m), LARGEST), arguments=(m,)),
}
MORE = {tree.rule: tree for tree in FORGED.values()}


def forged():
    reader = Reader.of(KEPT)
    kept = {rule: reader.nodes[place] for rule, place in KEPT["forged"].items()}
    return {**MORE, **kept, **BY_HAND}


@pytest.mark.parametrize(("rule", "tree"), forged().items())
def test_is_no_instance_of_the_rule(rule, tree):
    assert tree.rule == rule
    with pytest.raises((NotProvedError, *MALFORMED)):
        rules()[rule](tree, Tables(Effort(10**6)))
    trial = Trial(Sampler("seed", {}))
    try:
        exactly(384, lambda: _check_node(tree, trial))
    except (RejectedError, *MALFORMED):
        return
    assert trial.level is Level.OPEN


def test_every_rule_has_one():
    assert sorted(forged()) == sorted(rules())


@pytest.mark.parametrize("rest", [ZERO, ONE], ids=repr)
def test_a_series_is_at_least_what_falls_to_zero(rest):
    """``1/m + rest`` falls by less than ``1/m^2``; only without a rest it is a lower bound."""
    value = add(power(m, Number(-1)), rest)
    first = add(power(n, Number(-1)), rest)
    fall = subtract(value, add(power(add(m, ONE), Number(-1)), rest))
    steps = premise(le(fall, power(m, Number(-2))), le(n, m))
    tree = node(
        "telescoped", (le(ONE, n),), le(first, REST), steps, premise(le(first, first)), arguments=(m, value)
    )
    trial = Trial(Sampler("seed", {}))
    if rest is ZERO:
        rules()["telescoped"](tree, Tables(Effort(10**6)))
        return
    with pytest.raises(NotProvedError):
        rules()["telescoped"](tree, Tables(Effort(10**6)))
    with pytest.raises(RejectedError):
        exactly(384, lambda: _check_node(tree, trial))


def test_what_becomes_of_a_negation_needs_a_meaning():
    found = eq(Apply("log", x), x)
    other = Apply("ne", *found.children)
    within = Apply("or", Apply("ge", ZERO, x), other)
    nowhere = Apply("not", bind("exists", x, found))
    tree = node("negated", (), nowhere, premise(bind("forall", x, other)))
    with pytest.raises(NotProvedError):
        rules()["negated"](tree, Tables(Effort(10**6)))
    with pytest.raises(RejectedError):
        _check_node(tree, Trial(Sampler("seed", {})))
    positive = Apply("not", bind("exists", x, Apply("and", lt(ZERO, x), found)))
    trial = Trial(Sampler("seed", {}))
    _check_node(node("negated", (), positive, premise(bind("forall", x, within))), trial)
    assert trial.level is Level.EXACT


@pytest.mark.parametrize("half", [HALF, multiply(HALF, m)], ids=repr)
def test_a_fraction_is_no_integer(half):
    goal = bind("exists", m, eq(multiply(TWO, m), multiply(TWO, half)))
    tree = node("example", (), goal, premise(eq(multiply(TWO, half), multiply(TWO, half))), arguments=(half,))
    with pytest.raises(NotProvedError):
        rules()["example"](tree, Tables(Effort(10**6)))
    with pytest.raises(RejectedError):
        _check_node(tree, Trial(Sampler("seed", {})))
