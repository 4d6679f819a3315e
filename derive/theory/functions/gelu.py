"""The Gaussian error linear unit."""

from derive.core.term import HALF, ONE, TWO, Apply, add, multiply, power
from derive.theory.function import Function
from derive.theory.shorthand import erf, number

FUNCTION = Function(
    name="gelu",
    spellings=("GELU", "gelu"),
    meaning=lambda m, x: x * (1 + m.erf(x / m.sqrt(2))) / 2,
    source="Hendrycks and Gimpel 2016",
    definition=lambda x: multiply(x, HALF, add(ONE, erf(multiply(x, power(TWO, number(-1, 2)))))),
    derivative=(lambda x: add(Apply("normal_cdf", x), multiply(x, Apply("normal_pdf", x))),),
    ball=lambda x: x * (1 + (x / type(x)(2).sqrt()).erf()) / 2,
    conventional=True,
)
