"""Machine Learning and Physics, sheet 05: logistic sigmoid and log-sum-exp."""

from sympy import Derivative, Eq, Le, Limit, Lt, Max, Rational, Sum, Symbol, cosh, exp, log, oo, tanh

from derive.sheet import (
    Find,
    Index,
    Positive,
    Real,
    Sheet,
    Vector,
    different,
    dims,
    largest,
    part,
    plot,
    sigmoid,
    softmax,
    vector,
)

sheet = Sheet("ml-physics-05", title="Machine Learning and Physics, sheet 05", layout="either")
K = dims("K")
j = Index(K)
HALF = Rational(1, 2)
t = Symbol("t", real=True)
BELOW = vector(1, 1), vector(2, 2)
ABOVE = vector(2, 3), vector(1, 2)


@sheet.define(r"\operatorname{lse}(\sigma;\lambda)")
def lse(σ=Vector(K), λ=Positive()):
    return log(Sum(exp(λ * σ[j]), (j, 1, K))) / λ


@sheet.exercise("1a", marks=2)
def derivative_of_sigmoid(x=Real()):
    r"""Show that \claim."""
    return Eq(Derivative(sigmoid(x), x), 1 / (4 * cosh(x / 2) ** 2))


@sheet.exercise("1b", marks=2)
def tanh_by_sigmoid(x=Real()):
    r"""Show that \claim."""
    return Eq(2 * sigmoid(2 * x) - 1, tanh(x))


@sheet.exercise("1c")
def separating_line(w=Find(Vector(2), answer=(-1, 1)), b=Find(Real(), answer=-HALF)):
    r"""Find $w$ and $b$ such that \claim[below] and \claim[above]."""
    yield part("below", *(Lt(sigmoid(w.T * x + b), HALF) for x in BELOW), marks=2)
    yield part("above", *(Lt(HALF, sigmoid(w.T * x + b)) for x in ABOVE), marks=2)
    points = {r"below $\frac{1}{2}$": BELOW, r"above $\frac{1}{2}$": ABOVE}
    yield plot("a line between them", ("x_2 = x_1 + 1/2", t + HALF), over=(t, 0, 3), points=points)


@sheet.exercise("3a", marks=4)
def invariance_of_softmax(σ=Vector(K), a=Real(), c=Real(), λ=Positive(), i=Index(K)):
    r"""How does softmax behave under a constant offset and under rescaling? Show that

    \claim[offset], but \claim[rescaling]. Are softmax of $(1, 2, 3)$ and of $(11, 12, 13)$ the same?
    """
    yield part("offset", Eq(softmax(σ + c, λ)[i], softmax(σ, λ)[i]), marks=2)
    yield part("factor", Eq(softmax(a * σ, λ)[i], softmax(σ, λ * a)[i]), marks=0.5)
    yield part("rescaling", different(softmax(a * σ, λ)[i], softmax(σ, λ)[i]), marks=0.5)
    first, second = softmax(vector(1, 2, 3), λ), softmax(vector(11, 12, 13), λ)
    yield part("comparison", *(Eq(first[k], second[k]) for k in (1, 2, 3)), marks=1)


@sheet.exercise("3d", marks=3)
def gradient_of_lse(σ=Vector(K), λ=Positive(), i=Index(K)):
    r"""Show that \claim."""
    return Eq(Derivative(lse(σ, λ), σ[i]), softmax(σ, λ)[i])


@sheet.exercise("3e", marks=4)
def lse_tends_to_max(σ=Vector(K), λ=Positive()):
    r"""Show that \claim[limit]."""
    yield part("from below", Le(largest(σ), lse(σ, λ)), marks=1)
    yield part("from above", Le(lse(σ, λ), largest(σ) + log(K) / λ), marks=1)
    yield part("limit", Eq(Limit(lse(σ, λ), λ, oo), largest(σ)), marks=2)
    lses = ((rf"\operatorname{{lse}}(t, 0; {m})", log(exp(m * t) + 1) / m) for m in (1, 2, 5))
    yield plot("lse and max", *lses, (r"\max(t, 0)", Max(t, 0)), over=(t, -2, 2))
