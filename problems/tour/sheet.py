"""A tour: matrix calculus, distributions, integrals, sums and inequalities."""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Integral,
    KroneckerDelta,
    Le,
    Limit,
    Rational,
    Sum,
    cos,
    exp,
    log,
    pi,
    sqrt,
    tan,
)

from derive.sheet import (
    Function,
    Index,
    Integer,
    Matrix,
    NonNegative,
    Positive,
    Real,
    Sheet,
    Vector,
    dims,
    given,
    part,
    sigmoid,
    softmax,
)

sheet = Sheet("tour", title="A tour of what can be checked")
m, n = dims("m n")
j = Index(n)


@sheet.exercise("1", marks=2)
def gradient_of_quadratic_form(A=Matrix(n, n), x=Vector(n), i=Index(n)):
    r"""Show that \claim."""
    return Eq(Derivative(x.T * (A * x), x[i]), (A * x)[i] + (A.T * x)[i])


@sheet.exercise("2", marks=2)
def gradient_of_least_squares(A=Matrix(m, n), x=Vector(n), b=Vector(m), i=Index(n)):
    r"""Show that \claim."""
    residual = A * x - b
    return Eq(Derivative(residual.T * residual, x[i]), 2 * (A.T * residual)[i])


@sheet.exercise("3", marks=2)
def gradient_of_norm(x=Vector(n), i=Index(n)):
    r"""Show that \claim for $x \ne 0$."""
    norm = sqrt(Sum(x[j] ** 2, (j, 1, n)))
    return Eq(Derivative(norm, x[i]), x[i] / norm)


@sheet.exercise("4", marks=2)
def transposed_product(A=Matrix(m, n), x=Vector(n), y=Vector(m)):
    r"""Show that \claim."""
    return Eq(y.T * (A * x), (A.T * y).T * x)


@sheet.exercise("5", marks=3)
def jacobian_of_softmax(x=Vector(n), i=Index(n), k=Index(n)):
    r"""Show that \claim."""
    return Eq(Derivative(softmax(x)[i], x[k]), softmax(x)[i] * (KroneckerDelta(i, k) - softmax(x)[k]))


@sheet.exercise("6", marks=2)
def logistic_regression(w=Vector(n), x=Vector(n), y=Real(), i=Index(n)):
    r"""Show that \claim."""
    p = sigmoid(w.T * x)
    return Eq(Derivative(-y * log(p) - (1 - y) * log(1 - p), w[i]), (p - y) * x[i])


@sheet.exercise("7", marks=2)
def score_of_normal_mean(x=Vector(n), μ=Real(), s=Positive()):
    r"""Show that the log-likelihood has the slope \claim."""
    likelihood = Sum(-((x[j] - μ) ** 2) / (2 * s**2) - log(s) - log(2 * pi) / 2, (j, 1, n))
    return Eq(Derivative(likelihood, μ), Sum(x[j] - μ, (j, 1, n)) / s**2)


@sheet.exercise("8", marks=2)
def log_ratio_of_normals(x=Real(), μ=Real(), ν=Real(), s=Positive()):
    r"""Show that the logarithm of a ratio of densities is linear: \claim."""
    ratio = exp(-((x - μ) ** 2) / (2 * s**2)) / exp(-((x - ν) ** 2) / (2 * s**2))
    return Eq(log(ratio), (μ - ν) * x / s**2 - (μ**2 - ν**2) / (2 * s**2))


@sheet.exercise("9")
def divergence_of_normals(σ=Positive(), μ=Real()):
    r"""The divergence from the standard normal, \claim[split], is not negative: \claim[bound]."""
    divergence = -log(σ) + (σ**2 + μ**2) / 2 - Rational(1, 2)
    yield part("split", Eq(divergence, (σ**2 - 1) / 2 - log(σ) + μ**2 / 2), marks=1)
    yield part("bound", Le(log(σ), (σ**2 - 1) / 2), marks=2)


@sheet.exercise("10", marks=2)
def variance(x=Vector(n), p=Vector(n)):
    r"""Show that \claim for weights with sum 1."""
    mean = Sum(p[j] * x[j], (j, 1, n))
    yield given(Eq(Sum(p[j], (j, 1, n)), 1))
    yield part(
        "", Eq(Sum(p[j] * (x[j] - mean) ** 2, (j, 1, n)), Sum(p[j] * x[j] ** 2, (j, 1, n)) - mean**2), marks=2
    )


@sheet.exercise("11", marks=1)
def by_parts(a=Positive(), x=Real()):
    r"""Show that \claim."""
    return Eq(Integral(x * exp(x), (x, 0, a)), (a - 1) * exp(a) + 1)


@sheet.exercise("12", marks=1)
def arc(x=Real()):
    r"""Show that \claim."""
    return Eq(Integral(1 / (1 + x**2), (x, 0, 1)), pi / 4)


@sheet.exercise("13", marks=2)
def squares(n=Integer()):
    r"""Show that \claim for $n \ge 1$."""
    yield given(Le(1, n))
    yield part("", Eq(Sum(j**2, (j, 1, n)), n * (n + 1) * (2 * n + 1) / 6), marks=2)


@sheet.exercise("14", marks=2)
def telescope(n=Integer()):
    r"""Show that \claim for $n \ge 1$."""
    yield given(Le(1, n))
    yield part("", Eq(Sum(1 / (j * (j + 1)), (j, 1, n)), n / (n + 1)), marks=2)


@sheet.exercise("15", marks=2)
def means(a=NonNegative(), b=NonNegative()):
    r"""Show that \claim."""
    return Le(sqrt(a * b), (a + b) / 2)


@sheet.exercise("16", marks=2, language="de")
def dreiecksungleichung(x=Real(), y=Real()):
    r"""Zeigen Sie \claim."""
    return Le(Abs(x + y), Abs(x) + Abs(y))


@sheet.exercise("17", marks=2, language="de")
def produktregel(f=Function(), x=Real()):
    r"""Zeigen Sie \claim."""
    return Eq(Derivative(f(x) ** 2 * exp(x), x), (2 * f(x) * Derivative(f(x), x) + f(x) ** 2) * exp(x))


@sheet.exercise("18", marks=2, language="de")
def grenzwert(x=Real()):
    r"""Zeigen Sie \claim."""
    return Eq(Limit((1 - cos(x)) / x**2, x, 0, "+-"), Rational(1, 2))


@sheet.exercise("19", marks=2, language="de")
def geometrische_summe(n=Integer(), q=Positive()):
    r"""Zeigen Sie \claim für $q \ne 1$ und $n \ge 1$."""
    yield given(Le(1, n))
    yield part("", Eq(Sum(q**j, (j, 1, n)), q * (1 - q**n) / (1 - q)), marks=2)


@sheet.exercise("20", language="de")
def bernoulli(x=Real(), n=Integer()):
    r"""Zeigen Sie die Ungleichung von Bernoulli, \claim[allgemein] für $x \ge -1$ und $n \ge 1$,

    zuerst für $n = 3$.
    """
    yield given(Le(-1, x), Le(1, n))
    yield part("n = 3", Le(1 + 3 * x, (1 + x) ** 3), marks=1)
    yield part("allgemein", Le(1 + n * x, (1 + x) ** n), marks=2)


@sheet.exercise("21", marks=1)
def tangent(x=Real()):
    r"""Show that \claim."""
    return Eq(Derivative(tan(x), x), 1 + tan(x) ** 2)


@sheet.exercise("22", marks=1)
def exponential_bound(x=Real()):
    r"""Show that \claim."""
    return Le(1 + x, exp(x))
