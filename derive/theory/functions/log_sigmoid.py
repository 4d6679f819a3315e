"""The logarithm of the sigmoid."""

from derive.core.term import INFINITY, ONE, ZERO, Apply, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, log, minus

FUNCTION = Function(
    name="log_sigmoid",
    spellings=("logsigmoid", "LogSigmoid"),
    meaning=lambda m, x: -m.log(1 + m.exp(-x)),
    source="definition",
    definition=lambda x: minus(log(add(ONE, exp(minus(x))))),
    derivative=(lambda x: Apply("sigmoid", minus(x)),),
    range=interval(minus(INFINITY), ZERO),
    monotone=(1,),
    ball=lambda x: -(1 + (-x).exp()).log(),
    conventional=True,
)
