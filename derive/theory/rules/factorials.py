"""Gamma, factorial, binomial coefficients and their recurrences; error function and normal distribution."""

from functools import partial

from derive.core.term import HALF, MINUS_ONE, ONE, PI, TWO, ZERO, Apply, add, divide, multiply, power
from derive.theory.rule import K, N, Rule, X, Y
from derive.theory.shorthand import digamma, erf, gamma, half, inverse, le, lt, minus, number, root

binomial = partial(Apply, "binomial")
factorial = partial(Apply, "factorial")
beta = partial(Apply, "beta")
normal_cdf = partial(Apply, "normal_cdf")

RULES = (
    Rule("gamma-recurrence", gamma(add(X, ONE)), multiply(X, gamma(X)), gamma(X), (lt(ZERO, X),)),
    Rule("gamma-of-half", gamma(HALF), root(PI), PI),
    Rule("digamma-recurrence", digamma(add(X, ONE)), add(digamma(X), inverse(X)), digamma(X), (lt(ZERO, X),)),
    Rule("gamma-by-factorial", gamma(add(N, ONE)), factorial(N), factorial(add(N, ONE)), (le(ZERO, N),)),
    Rule(
        "factorial-recurrence",
        factorial(add(N, ONE)),
        multiply(add(N, ONE), factorial(N)),
        multiply(N, factorial(N)),
        (le(ZERO, N),),
    ),
    Rule("factorial-of-zero", factorial(ZERO), ONE, ZERO),
    Rule(
        "binomial-by-factorials",
        binomial(N, K),
        divide(factorial(N), multiply(factorial(K), factorial(add(N, minus(K))))),
        divide(factorial(N), factorial(K)),
        (le(ZERO, K), le(K, N)),
    ),
    Rule("binomial-symmetry", binomial(N, K), binomial(N, add(N, minus(K))), ZERO, (le(ZERO, N),)),
    Rule(
        "pascal",
        binomial(add(N, ONE), K),
        add(binomial(N, K), binomial(N, add(K, MINUS_ONE))),
        add(binomial(N, K), binomial(N, add(K, ONE))),
    ),
    Rule(
        "absorption",
        multiply(K, binomial(N, K)),
        multiply(N, binomial(add(N, MINUS_ONE), add(K, MINUS_ONE))),
        multiply(N, binomial(add(N, MINUS_ONE), K)),
    ),
    Rule("binomial-of-none", binomial(N, ZERO), ONE, N),
    Rule("binomial-of-one", binomial(N, ONE), N, ONE),
    Rule("binomial-of-two", binomial(N, TWO), half(multiply(N, add(N, MINUS_ONE))), half(multiply(N, N))),
    Rule("beta-symmetry", beta(X, Y), beta(Y, X), beta(X, X)),
    Rule("beta-recurrence", beta(add(X, ONE), Y), divide(multiply(X, beta(X, Y)), add(X, Y)), beta(X, Y)),
    Rule("erf-is-odd", erf(minus(X)), minus(erf(X)), erf(X)),
    Rule("erf-and-erfc", add(erf(X), Apply("erfc", X)), ONE, ZERO),
    Rule("normal-flip", normal_cdf(minus(X)), add(ONE, minus(normal_cdf(X))), minus(normal_cdf(X))),
    Rule(
        "normal-by-erf",
        normal_cdf(X),
        half(add(ONE, erf(multiply(X, power(TWO, number(-1, 2)))))),
        half(add(ONE, erf(X))),
    ),
)
