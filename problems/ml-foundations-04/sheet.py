"""Machine Learning Foundations, sheet 04: gradients of a network, activations, hinge and logistic loss."""

from sympy import (
    Abs,
    And,
    Contains,
    Derivative,
    Eq,
    Gt,
    Implies,
    Interval,
    KroneckerDelta,
    Le,
    Limit,
    Lt,
    Max,
    Min,
    Rational,
    Sum,
    atanh,
    cos,
    cosh,
    erf,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tanh,
)

from derive.sheet import (
    Between,
    Descending,
    Index,
    Matrix,
    NonNegative,
    Positive,
    Range,
    Real,
    Sheet,
    Vector,
    corner,
    different,
    dims,
    given,
    largest,
    part,
    plot,
    prose,
    sigmoid,
)

sheet = Sheet("ml-foundations-04", title="Machine Learning Foundations, sheet 04", layout="either")
d, n = dims("d n")


def hinge(t):
    return Max(0, 1 - t)


def smooth_hinge(t):
    return log(1 + exp(1 - t))


def logistic(t):
    return log(1 + exp(-t))


def leaky(x):
    return Max(Rational(1, 100) * x, x)


def linear_unit(x, α, c):
    return Max(α * (x + c) - c, Min(α * (x - c) + c, x))


ARGUMENTS = {
    "tanh": (
        "for: bounded",
        "for: smooth",
        "for: odd, zero-centred",
        "for: slope 1 at 0",
        "against: saturates: the gradient vanishes for large |x|",
        "against: exponentials are costly",
    ),
    "erf": (
        "for: bounded",
        "for: smooth",
        "for: odd",
        "for: slope 1.128 at 0",
        "against: the gradient vanishes, faster than that of tanh",
        "against: no elementary closed form",
    ),
    "relu": (
        "for: cheap",
        "for: no saturation for x > 0",
        "for: sparse",
        "against: no gradient for x < 0: dead units",
        "against: not differentiable at 0",
        "against: unbounded",
        "against: not zero-centred",
    ),
    "leaky_relu": (
        "for: cheap",
        "for: the gradient is never 0",
        "against: not differentiable at 0",
        "against: the slope is a free choice",
        "against: unbounded",
    ),
    "linear_unit": (
        "for: cheap",
        "for: the gradient is never 0",
        "for: close to tanh near 0",
        "against: two kinks",
        "against: two more parameters",
        "against: unbounded",
    ),
    "sin": (
        "for: bounded",
        "for: smooth",
        "for: the gradient does not die out for large |x|",
        "for: fits periodic data",
        "against: not monotone, not injective",
        "against: many local minima",
        "against: gradient 0 at pi/2 + k pi",
    ),
    "gaussian": (
        "for: bounded",
        "for: smooth",
        "for: local response",
        "against: gradient 0 at 0 and vanishing for large |x|",
        "against: not monotone",
        "against: not zero-centred",
    ),
}


def arguments(name):
    return prose("for and against", marks=0.5, accepted=ARGUMENTS[name])


def with_slope(f, x, width):
    return plot("plot", ("f(x)", f), ("f'(x)", Derivative(f, x)), over=(x, -width, width), marks=0.5)


@sheet.exercise("1a", marks=1)
def affine_by_matrix(W=Matrix(d, d), x=Vector(d), b=Vector(d), m=Index(d), i=Index(d), k=Index(d)):
    r"""Show that \claim: only entry $i$ is not zero."""
    return Eq(Derivative((W * x + b)[m], W[i, k]), KroneckerDelta(m, i) * x[k])


@sheet.exercise("1b", marks=1)
def affine_by_bias(W=Matrix(d, d), x=Vector(d), b=Vector(d), m=Index(d), i=Index(d)):
    r"""Show that \claim."""
    return Eq(Derivative((W * x + b)[m], b[i]), KroneckerDelta(m, i))


@sheet.exercise("1c", marks=1)
def affine_by_input(W=Matrix(d, d), x=Vector(d), b=Vector(d), m=Index(d), i=Index(d)):
    r"""Show that \claim: the derivative is column $i$ of $W$."""
    return Eq(Derivative((W * x + b)[m], x[i]), W[m, i])


@sheet.exercise("1d", marks=1)
def derivative_of_sigmoid(a=Real()):
    r"""Show that \claim."""
    return Eq(Derivative(sigmoid(a), a), sigmoid(a) * (1 - sigmoid(a)))


@sheet.exercise("1e", marks=1)
def derivative_of_loss(a=Real(), y=Real()):
    r"""Show that \claim."""
    return Eq(Derivative(log(1 + exp(-y * a)), a), -y * exp(-y * a) * sigmoid(y * a))


@sheet.exercise("1f")
def gradient_of_network(
    W=Matrix(d, d), x=Vector(d), b=Vector(d), w=Vector(d), y=Real(), i=Index(d), k=Index(d)
):
    r"""Find the derivative of the loss by the weights: \claim[weights]. What changes for the bias?"""
    z = W * x + b
    s = w.T * sigmoid(z)
    loss = log(1 + exp(-y * s))
    outer = -y * exp(-y * s) * sigmoid(y * s)
    inner = w[i] * sigmoid(z[i]) * (1 - sigmoid(z[i]))
    yield part("weights", Eq(Derivative(loss, W[i, k]), outer * inner * x[k]), marks=3)
    yield part("bias", Eq(Derivative(loss, b[i]), outer * inner), marks=1)


@sheet.exercise("2a")
def activation_tanh(x=Real(), y=Between(-1, 1)):
    r"""The range of tanh is $(-1, 1)$, and \claim[gradient]. Plot both; one argument for it, one against."""
    yield part("range", Contains(tanh(x), Interval.open(-1, 1)), Eq(tanh(atanh(y)), y), marks=1)
    yield part("gradient", Eq(Derivative(tanh(x), x), 1 / cosh(x) ** 2), marks=1)
    yield part("in between", Contains(1 / cosh(x) ** 2, Interval.Lopen(0, 1)))
    yield with_slope(tanh(x), x, 4)
    yield arguments("tanh")


@sheet.exercise("2b")
def activation_erf(x=Real()):
    r"""The values of erf lie in $(-1, 1)$, and \claim[gradient]. Plot both; an argument for and against."""
    yield part("range", Contains(erf(x), Interval.open(-1, 1)), marks=1)
    yield part("ends", Eq(Limit(erf(x), x, oo), 1), Eq(Limit(erf(x), x, -oo), -1))
    yield part("gradient", Eq(Derivative(erf(x), x), 2 / sqrt(pi) * exp(-(x**2))), marks=1)
    yield with_slope(erf(x), x, 4)
    yield arguments("erf")


@sheet.exercise("2c")
def activation_relu(x=Real(), y=NonNegative(), u=Positive()):
    r"""The range of $\max(0, x)$ is $[0, \infty)$; the gradient is 1 on the right and 0 on the left."""
    yield part("range", Le(0, Max(0, x)), Eq(Max(0, y), y), marks=1)
    yield part("right", Eq(Derivative(Max(0, u), u), 1), marks=0.5)
    yield part("left", Eq(Derivative(Max(0, -u), u), 0), marks=0.5)
    yield part("kink", *corner(Max(0, x), x, 0, 0, 1))
    yield with_slope(Max(0, x), x, 3)
    yield arguments("relu")


@sheet.exercise("2d")
def activation_leaky_relu(x=Real(), y=Real(), u=Positive()):
    r"""The range of $\max(x / 100, x)$ is $\mathbb{R}$; the slopes are $1/100$ and 1."""
    yield part("range", Eq(leaky(Min(y, 100 * y)), y), marks=1)
    yield part("right", Eq(leaky(u), u), marks=0.5)
    yield part("left", Eq(leaky(-u), -u / 100), marks=0.5)
    yield part("kink", *corner(leaky(x), x, 0, Rational(1, 100), 1))
    yield with_slope(leaky(x), x, 3)
    yield arguments("leaky_relu")


@sheet.exercise("2e")
def activation_linear_unit(x=Real(), α=Between(0, 1), c=Positive(), y=Real()):
    r"""For $0 < \alpha < 1$ and $c > 0$ the unit $\max(\alpha(x + c) - c, \min(\alpha(x - c) + c, x))$ is
    linear in three pieces: \claim[middle], \claim[right] and \claim[left].
    """
    f = linear_unit(x, α, c)
    yield part("middle", Implies(And(Le(-c, x), Le(x, c)), Eq(f, x)), marks=1)
    yield part("right", Implies(Gt(x, c), Eq(f, α * (x - c) + c)), marks=0.5)
    yield part("left", Implies(Lt(x, -c), Eq(f, α * (x + c) - c)), marks=0.5)
    yield part("odd", Eq(linear_unit(-x, α, c), -f))
    yield part("slope outside", Implies(Gt(x, c), Eq(Derivative(f, x), α)))
    yield part("kinks", *corner(f, x, c, 1, α), *corner(f, x, -c, α, 1))
    yield part(
        "every value is attained",
        Implies(And(Le(-c, y), Le(y, c)), Eq(linear_unit(y, α, c), y)),
        Implies(Gt(y, c), Eq(linear_unit((y - c) / α + c, α, c), y)),
        Implies(Lt(y, -c), Eq(linear_unit((y + c) / α - c, α, c), y)),
    )
    yield with_slope(linear_unit(x, Rational(1, 4), 1), x, 4)
    yield arguments("linear_unit")


@sheet.exercise("2e.2")
def activation_linear_unit_degenerate(x=Real(), α=Real(), c=Real()):
    r"""For $(1 - \alpha) c \le 0$ the same unit is linear: \claim."""
    yield given(Le((1 - α) * c, 0))
    yield part("", Eq(linear_unit(x, α, c), α * (x + c) - c), marks=1)


@sheet.exercise("2e.4")
def activation_linear_unit_steep(x=Real(), α=Real(), c=Real()):
    r"""For $\alpha > 1$ and $c < 0$, too, the unit has three pieces and the same kinks at $\pm|c|$:

    \claim[middle], \claim[right] and \claim[left].
    """
    f = linear_unit(x, α, c)
    yield given(Gt(α, 1), Lt(c, 0))
    yield part("middle", Implies(And(Le(-Abs(c), x), Le(x, Abs(c))), Eq(f, x)), marks=1)
    yield part("right", Implies(Gt(x, Abs(c)), Eq(f, α * (x + c) - c)), marks=0.5)
    yield part("left", Implies(Lt(x, -Abs(c)), Eq(f, α * (x - c) + c)), marks=0.5)
    yield part("kinks", *corner(f, x, Abs(c), 1, α), *corner(f, x, -Abs(c), α, 1))


@sheet.exercise("2e.3", marks=1)
def activation_linear_unit_bounded(x=Real(), c=Positive(), y=Real()):
    r"""For $\alpha = 0$ and $c > 0$ the unit is $\max(-c, \min(c, x))$. Find its range, \claim[range]."""
    yield part("range", Range(linear_unit(x, 0, c), x, Interval(-c, c), y, y), marks=1)


@sheet.exercise("2f")
def activation_sin(x=Real(), y=Real()):
    r"""The range of the sine is $[-1, 1]$, and \claim[gradient]."""
    yield part("range", Contains(sin(x), Interval(-1, 1)), marks=0.5)
    yield part("ends", Eq(sin(pi / 2), 1), Eq(sin(-pi / 2), -1), marks=0.5)
    yield part("gradient", Eq(Derivative(sin(x), x), cos(x)), marks=1)
    yield with_slope(sin(x), x, 7)
    yield arguments("sin")


@sheet.exercise("2g")
def activation_gaussian(x=Real(), y=Between(0, 1)):
    r"""The range of $e^{-x^2}$ is $(0, 1]$, and \claim[gradient]."""
    yield part(
        "range", Contains(exp(-(x**2)), Interval.Lopen(0, 1)), Eq(exp(-(sqrt(-log(y)) ** 2)), y), marks=1
    )
    yield part("gradient", Eq(Derivative(exp(-(x**2)), x), -2 * x * exp(-(x**2))), marks=1)
    yield with_slope(exp(-(x**2)), x, 3)
    yield arguments("gaussian")


@sheet.exercise("3a")
def sum_of_exponentials(a=Vector(n), s=Real(), m=Index(n), t=Real()):
    r"""Show that \claim[difference], and that what is added to the largest $a_m$ vanishes: \claim[limit]."""
    j = Index(n)
    whole = log(Sum(exp(a[j]), (j, 1, n)))
    yield part("difference", Eq(whole, a[m] + log(Sum(exp(a[j] - a[m]), (j, 1, n)))), marks=1)
    yield part("bounds", Le(largest(a), whole), Le(whole, largest(a) + log(n)), marks=1)
    yield part("limit", Eq(Limit(log(1 + (n - 1) * exp(t)), t, -oo), 0), marks=1)


@sheet.exercise("3a.2")
def bound_by_second_largest(a=Descending(n)):
    r"""Let the $a_i$ be numbered by size, $n \ge 2$. Show that \claim[largest taken out], which the second
    largest bounds: \claim[bound]. So it vanishes if $a_2 - a_1$ tends to $-\infty$.
    """
    yield given(Le(2, n))
    j = Index(n)
    whole = log(Sum(exp(a[j]), (j, 1, n)))
    rest = Sum(exp(a[j] - a[1]), (j, 2, n))
    yield part("largest taken out", Eq(whole - a[1], log(1 + rest)), marks=1)
    yield part("positive", Lt(0, whole - a[1]))
    yield part("term by term", Le(rest, (n - 1) * exp(a[2] - a[1])))
    yield part("bound", Le(log(1 + rest), log(1 + (n - 1) * exp(a[2] - a[1]))), marks=1)


@sheet.exercise("3b")
def hinge_as_log_sum(t=Real()):
    r"""The positive part is a log-sum-exp in the limit: show that \claim[difference]."""
    yield part("difference", Eq(log(1 + exp(t)) - Max(0, t), log(1 + exp(-Abs(t)))), marks=1)
    yield part("limits", *(Eq(Limit(log(1 + exp(-Abs(t))), t, end), 0) for end in (oo, -oo)), marks=1)
    yield part("bounds", Lt(0, log(1 + exp(-Abs(t)))), Le(log(1 + exp(-Abs(t))), log(2)), marks=1)


@sheet.exercise("3c")
def losses_compared(t=Real()):
    r"""Compare the hinge $h$, its smooth form $h^*$ and the logistic loss $l$: \claim[shift], \claim[gap]."""
    yield part("shift", Eq(logistic(t), smooth_hinge(t + 1)), marks=1)
    yield part("gap", Eq(smooth_hinge(t) - hinge(t), log(1 + exp(-Abs(1 - t)))), marks=1)
    yield part("far left", Eq(Limit(hinge(t) - logistic(t), t, -oo), 1))
    yield part("less than 1 apart", Lt(hinge(t) - logistic(t), 1), Lt(-1, hinge(t) - logistic(t)))
    yield part("kink", *corner(hinge(t), t, 1, -1, 0))
    yield part(
        "slopes",
        Eq(Derivative(logistic(t), t), -sigmoid(-t)),
        Eq(Derivative(smooth_hinge(t), t), -sigmoid(1 - t)),
    )
    yield part("meeting", Eq(hinge(log(exp(1) - 1)), logistic(log(exp(1) - 1))))
    yield part("not the same", different(hinge(t), logistic(t)))
    yield plot("losses", ("h", hinge(t)), ("h^*", smooth_hinge(t)), ("l", logistic(t)), over=(t, -3, 4))
    yield prose(
        "in words",
        marks=1,
        accepted=(
            "the logistic loss is the smooth hinge, shifted by 1",
            "the smooth hinge lies above the hinge, by at most log 2, at 1",
            "the hinge is 0 from 1 on, the logistic loss nowhere",
            "the hinge has a kink at 1",
        ),
    )


@sheet.exercise("4", marks=4)
def programming():
    """The programming task: there is no text, so a person marks it."""
    yield prose("program", marks=4)
