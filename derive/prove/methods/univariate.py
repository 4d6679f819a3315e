"""Inequalities in one real variable: signs of derivatives, limits at the ends, balls in between."""

from fractions import Fraction
from typing import Final

from derive.core.effort import Effort
from derive.core.term import Number, Symbol
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.growth import is_periodic, one_period
from derive.prove.curve import Curve, variable_of
from derive.prove.method import Declined, Method, Prover, examples, inference

MOST_SIZE: Final = 160
EFFORT_OF_A_CLAIM: Final = 170_000
PERIODS: Final = tuple(Number(Fraction(v)) for v in ("1", "2", "1/2", "3", "4", "6"))


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The difference of the sides over what is positive in it, judged on the interval of the variable."""
    variable = variable_of(sequent.goal) if sequent.goal.size <= MOST_SIZE else None
    if variable is None:
        return None
    room = prover.tables.effort.limit - prover.tables.effort.spent
    with prover.tables.share(min(1.0, EFFORT_OF_A_CLAIM / max(room, 1))):
        tree = _on_one_period(sequent, variable, prover) or Curve(prover, variable).relation(sequent, 0)
    return tree or Declined("prove.no-sign-on-interval")


def _on_one_period(sequent: Sequent, variable: Symbol, prover: Prover) -> ProofTree | None:
    """The goal for one period of a variable of which nothing is said."""
    for times in PERIODS:
        if is_periodic(sequent.goal, variable, times.value):
            kept = tuple(h for h in sequent.hypotheses if variable not in h.symbols)
            inner = Sequent((*kept, *one_period(variable, times)), sequent.goal)
            tree = Curve(prover, variable).relation(inner, 0)
            return tree and inference("periodic", sequent, tree, arguments=(variable, times))
    return None


METHOD = Method(
    name="univariate",
    rank=48,
    search=search,
    heads=frozenset(("lt", "le", "ne")),
    proves=examples(
        (r"\log x \ge 1 - \frac{1}{x}", "x > 0"),
        (r"\tanh x \le x", r"x \ge 0"),
        r"\log(1 + e^x) \le \log 2 + \frac{x}{2} + \frac{x^2}{8}",
        (r"x \log x \ge -\frac{1}{e}", "x > 0"),
        r"\arctan x < \frac{\pi}{2}",
        r"\sin x + \cos x \le \sqrt{2}",
        (r"\sin x \ge \frac{2 x}{\pi}", r"0 \le x \le \frac{\pi}{2}"),
    ),
    declines=examples(
        (r"\log x \ge 1 - \frac{1}{2x}", "x > 0"),
        r"\tanh x \le x",
        (r"x \log x > -\frac{1}{e}", "x > 0"),
        r"\log(1 + e^x) < \log 2 + \frac{x}{2} + \frac{x^2}{8}",
    ),
)
