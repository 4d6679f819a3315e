"""The exponential minus one, which keeps its digits near 0."""

from derive.core.term import INFINITY, MINUS_ONE, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp

FUNCTION = Function(
    name="expm1",
    spellings=("expm1",),
    meaning=lambda m, x: m.expm1(x),
    source="IEEE 754, expm1",
    definition=lambda x: add(exp(x), MINUS_ONE),
    derivative=(exp,),
    range=interval(MINUS_ONE, INFINITY),
    monotone=(1,),
    ball=lambda x: x.exp() - 1,
)
