"""Random true equalities, rewritten by SymPy, which shares no rule with the program."""

# examples, not secrets

import random
from collections.abc import Callable, Iterator

import sympy as sp

X, Y, Z = sp.symbols("x y z", real=True)
LEAVES = (X, Y, Z, sp.Integer(1), sp.Integer(2), sp.Integer(3), sp.Rational(1, 2))
FUNCTIONS: tuple[Callable[[sp.Expr], sp.Expr], ...] = (
    sp.exp,
    sp.sin,
    sp.cos,
    sp.sinh,
    sp.cosh,
    sp.tanh,
    lambda a: 1 / (1 + sp.exp(-a)),
    lambda a: sp.log(1 + sp.exp(a)),
    lambda a: sp.sqrt(1 + a**2),
    lambda a: sp.log(1 + a**2),
)
REWRITES: tuple[tuple[str, Callable[[sp.Expr], sp.Expr]], ...] = (
    ("expand", sp.expand),
    ("factor", sp.factor),
    ("together", sp.together),
    ("cancel", sp.cancel),
    ("expand trig", sp.expand_trig),
    ("as exponentials", lambda e: e.rewrite(sp.exp)),
    ("as exponentials, expanded", lambda e: sp.expand(e.rewrite(sp.exp))),
    ("expand powers", sp.expand_power_exp),
    ("tanh", lambda e: e.rewrite(sp.tanh)),
    ("collect", lambda e: sp.collect(sp.expand(e), X)),
)


def expression(rng: random.Random, depth: int) -> sp.Expr:
    """A random expression."""
    if depth == 0:
        return rng.choice(LEAVES)
    kind = rng.random()
    if kind < 0.30:
        return expression(rng, depth - 1) + rng.choice((1, -1, 2)) * expression(rng, depth - 1)
    if kind < 0.55:
        return expression(rng, depth - 1) * expression(rng, depth - 1)
    if kind < 0.65:
        return expression(rng, depth - 1) / (expression(rng, depth - 1) ** 2 + 1)
    if kind < 0.75:
        return expression(rng, depth - 1) ** rng.choice((2, 3, -1))
    return rng.choice(FUNCTIONS)(expression(rng, depth - 1))


def pairs(seed: int, count: int, depths: tuple[int, ...] = (2, 3)) -> Iterator[tuple[str, str, str]]:
    """The name of a rewriting, and LaTeX of two sides that SymPy holds for equal."""
    rng = random.Random(seed)
    found = 0
    while found < count:
        left = expression(rng, rng.choice(depths))
        name, rewriting = rng.choice(REWRITES)
        if not left.free_symbols or left.has(sp.zoo, sp.nan, sp.I) or left.count_ops() > 60:
            continue
        shown = sp.latex(left)
        if rng.random() < 0.25:
            name = f"derivative, {name}"
            shown = rf"\frac{{\partial}}{{\partial x}}\left({shown}\right)"
            left = sp.diff(left, X)
        right = rewriting(left)
        if right == left or right.has(sp.I, sp.zoo, sp.nan) or right.count_ops() > 150:
            continue
        found += 1
        yield name, shown, sp.latex(right)
