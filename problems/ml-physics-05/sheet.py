"""Machine Learning and Physics, sheet 05: logistic sigmoid and log-sum-exp."""

from sympy import Derivative, Eq, Le, Limit, Sum, cosh, exp, log, oo, tanh

from derive.sheet import Index, Positive, Real, Sheet, Vector, dims, largest, part, sigmoid, softmax

sheet = Sheet("ml-physics-05", title="Machine Learning and Physics, sheet 05", layout="either")
K = dims("K")
j = Index(K)


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


@sheet.exercise("3a", marks=3)
def invariance_of_softmax(σ=Vector(K), c=Real(), λ=Positive(), i=Index(K)):
    r"""How does softmax behave under a constant offset (\claim[offset])? And under rescaling?"""
    yield part("offset", Eq(softmax(σ + c, λ)[i], softmax(σ, λ)[i]), marks=2)
    yield part("rescaling", Eq(softmax(c * σ, λ)[i], softmax(σ, λ * c)[i]), marks=1)


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
