"""Vision, sheet 05: softmax, sigmoid, back-propagation through a linear layer, tanh."""

from sympy import (
    Abs,
    Contains,
    Derivative,
    Eq,
    Interval,
    KroneckerDelta,
    Le,
    Limit,
    Lt,
    Rational,
    Sum,
    acosh,
    atanh,
    cosh,
    exp,
    log,
    oo,
    sqrt,
    tanh,
)

from derive.sheet import (
    Between,
    Index,
    Matrix,
    Real,
    Sheet,
    Vector,
    compute,
    dims,
    given,
    largest,
    part,
    prose,
    sigmoid,
    softmax,
    total,
)

sheet = Sheet("vision-05", title="Vision, sheet 05", layout="either")
n, k, d = dims("n k d")


@sheet.exercise("1.1")
def softmax_under_translation(x=Vector(n), c=Real(), i=Index(n)):
    r"""Show that \claim[translation]. Why is $c = -\max_j x_j$ a good choice?"""
    shifted = exp(x[i] - largest(x))
    yield part("translation", Eq(softmax(x + c)[i], softmax(x)[i]), marks=2)
    yield part("no overflow", Lt(0, shifted), Le(shifted, 1), marks=1)


@sheet.exercise("1.2")
def softmax_in_steps(x=Vector(n), i=Index(n)):
    r"""The entries of softmax lie in $(0, 1)$ if there are at least two, and \claim[sum]."""
    yield given(Le(2, n))
    yield part("range", Contains(softmax(x)[i], Interval.open(0, 1)), marks=1)
    yield part("sum", Eq(total(softmax(x)), 1), marks=1)
    yield prose("three steps", marks=1, accepted=["exponentiate each entry", "add", "divide by the sum"])


@sheet.exercise("1.4", marks=2)
def derivative_of_sigmoid(x=Real()):
    r"""Write \claim[slope] as a function of $\sigma$ only."""
    slope = sigmoid(x) - sigmoid(x) ** 2
    yield compute("slope", Derivative(sigmoid(x), x), slope, only=[sigmoid], marks=2)


@sheet.exercise("1.5")
def linear_layer(W=Matrix(k, d), x=Vector(d), b=Vector(k), δ=Vector(k), i=Index(k), a=Index(k), l=Index(d)):
    r"""For $y = Wx + b$ and $\delta = dJ/dy$ find $dJ/dW$, $dJ/dx$ and $dJ/db$: by the chain rule
    \claim[weights], \claim[input] and \claim[bias].
    """
    y = W * x + b

    def chain(by):
        return Sum(δ[r] * Derivative(y[r], by), (r, 1, k))

    r = Index(k)
    yield part("entry", Eq(Derivative(y[a], W[i, l]), KroneckerDelta(a, i) * x[l]))
    yield part("weights", Eq(chain(W[i, l]), δ[i] * x[l]), marks=2)
    yield part("input", Eq(chain(x[l]), (W.T * δ)[l]), marks=2)
    yield part("bias", Eq(chain(b[i]), δ[i]), marks=1)


@sheet.exercise("1.6.1")
def vanishing_gradient(x=Real()):
    r"""Why does the gradient of a deep network of sigmoids vanish?"""
    slope = Derivative(sigmoid(x), x)
    yield part("bound", Le(slope, sigmoid(0) * (1 - sigmoid(0))))
    yield part("ends", Eq(Limit(sigmoid(x) * (1 - sigmoid(x)), x, oo), 0))
    yield prose(
        "in words",
        marks=1,
        accepted=[
            "each layer multiplies the gradient by at most 1/4",
            "the gradient of the sigmoid tends to 0 on both sides",
        ],
    )


@sheet.exercise("1.6.2")
def ranges(x=Real(), y=Between(-1, 1), p=Between(0, 1)):
    r"""The range of tanh is $(-1, 1)$, that of the sigmoid $(0, 1)$."""
    yield part("tanh", Contains(tanh(x), Interval.open(-1, 1)), Eq(tanh(atanh(y)), y), marks=1)
    yield part(
        "sigmoid", Contains(sigmoid(x), Interval.open(0, 1)), Eq(sigmoid(log(p / (1 - p))), p), marks=1
    )
    yield part("odd", Eq(tanh(-x), -tanh(x)))


@sheet.exercise("1.6.3")
def slopes_compared(x=Real()):
    r"""Compare the gradients of tanh and of the sigmoid: show \claim[relation]. How large can they be?"""
    slope = sigmoid(x) * (1 - sigmoid(x))
    steep = 1 - tanh(x) ** 2
    yield part("relation", Eq(steep, 4 * sigmoid(2 * x) * (1 - sigmoid(2 * x))), marks=1)
    yield part("largest slopes", Le(steep, 1), Le(slope, Rational(1, 4)), marks=1)
    yield part("by cosh", Eq(steep, 1 / cosh(x) ** 2), Eq(slope, 1 / (2 * (1 + cosh(x)))))


@sheet.exercise("1.6.3b")
def slope_of_tanh_larger(x=Real()):
    r"""For $|x| < 2 \operatorname{arcosh} \frac{1 + \sqrt 3}{2} \approx 1.6629$, and only there, the gradient
    of tanh is the larger one: show \claim[inside].
    """
    border = 2 * acosh((1 + sqrt(3)) / 2)
    yield given(Lt(Abs(x), border))
    yield part("border", Eq(cosh(border), 1 + sqrt(3)))
    yield part("equal at the border", Eq(1 / cosh(border) ** 2, 1 / (2 * (1 + cosh(border)))))
    yield part("cosh", Lt(cosh(x), 1 + sqrt(3)))
    yield part("inside", Lt(sigmoid(x) * (1 - sigmoid(x)), 1 - tanh(x) ** 2), marks=1)


@sheet.exercise("1.6.4", marks=2)
def tanh_by_sigmoid(x=Real()):
    r"""Show that \claim."""
    return Eq(tanh(x), 2 * sigmoid(2 * x) - 1)
