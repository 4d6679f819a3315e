"""A tour: matrix calculus, distributions, integrals, sums and inequalities."""

from sympy import (
    Derivative,
    Eq,
    Integral,
    Le,
    Limit,
    Rational,
    Sum,
    cos,
    exp,
    log,
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
)

sheet = Sheet("tour", title="A tour of what can be checked")
m, n = dims("m n")
j = Index(n)


@sheet.exercise("1", marks=2)
def gradient_of_quadratic_form(A=Matrix(n, n), x=Vector(n), i=Index(n)):
    r"""Show that \claim."""
    return Eq(Derivative(x.T * (A * x), x[i]), (A * x)[i] + (A.T * x)[i])


@sheet.exercise("3", marks=2)
def gradient_of_norm(x=Vector(n), i=Index(n)):
    r"""Show that \claim for $x \ne 0$."""
    norm = sqrt(Sum(x[j] ** 2, (j, 1, n)))
    return Eq(Derivative(norm, x[i]), x[i] / norm)


@sheet.exercise("6", marks=2)
def logistic_regression(w=Vector(n), x=Vector(n), y=Real(), i=Index(n)):
    r"""Show that \claim."""
    p = sigmoid(w.T * x)
    return Eq(Derivative(-y * log(p) - (1 - y) * log(1 - p), w[i]), (p - y) * x[i])


@sheet.exercise("8", marks=2)
def log_ratio_of_normals(x=Real(), μ=Real(), ν=Real(), s=Positive()):
    r"""Show that the logarithm of a ratio of densities is linear: \claim."""
    ratio = exp(-((x - μ) ** 2) / (2 * s**2)) / exp(-((x - ν) ** 2) / (2 * s**2))
    return Eq(log(ratio), (μ - ν) * x / s**2 - (μ**2 - ν**2) / (2 * s**2))


@sheet.exercise("11", marks=1)
def by_parts(a=Positive(), x=Real()):
    r"""Show that \claim."""
    return Eq(Integral(x * exp(x), (x, 0, a)), (a - 1) * exp(a) + 1)


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


@sheet.exercise("17", marks=2, language="de")
def produktregel(f=Function(), x=Real()):
    r"""Zeigen Sie \claim."""
    return Eq(Derivative(f(x) ** 2 * exp(x), x), (2 * f(x) * Derivative(f(x), x) + f(x) ** 2) * exp(x))


@sheet.exercise("18", marks=2, language="de")
def grenzwert(x=Real()):
    r"""Zeigen Sie \claim."""
    return Eq(Limit((1 - cos(x)) / x**2, x, 0, "+-"), Rational(1, 2))


@sheet.exercise("20", marks=2, language="de")
def bernoulli(x=Positive()):
    r"""Zeigen Sie die Ungleichung von Bernoulli für $n = 3$: \claim."""
    return Le(1 + 3 * x, (1 + x) ** 3)


@sheet.exercise("21", marks=1)
def tangent(x=Real()):
    r"""Show that \claim."""
    return Eq(Derivative(tan(x), x), 1 + tan(x) ** 2)
