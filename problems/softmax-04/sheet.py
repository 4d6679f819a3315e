"""Softmax, sheet 04: invariance under a shift, and the Jacobian of its logarithm."""

from sympy import Contains, Derivative, Eq, Interval, KroneckerDelta, Sum, exp, log

from derive.sheet import Index, Real, Sheet, Vector, dims, largest, part, softmax

sheet = Sheet("softmax-04", title="Softmax, sheet 04", layout="numerator")
N = dims("N")
j = Index(N)


@sheet.exercise("4a")
def shift(x=Vector(N), c=Real(), i=Index(N)):
    r"""Show that \claim[invariance], and say how this keeps the exponentials small."""
    yield part("invariance", Eq(softmax(x + c)[i], softmax(x)[i]), marks=2)
    yield part("small", Contains(exp(x[i] - largest(x)), Interval.Lopen(0, 1)), marks=1)


@sheet.exercise("4b")
def jacobian(x=Vector(N), i=Index(N), k=Index(N)):
    r"""Show that \claim[entry]."""
    entry = Derivative(log(softmax(x)[i]), x[k])
    yield part("entry", Eq(entry, KroneckerDelta(i, k) - softmax(x)[k]), marks=3)
    row = Sum(KroneckerDelta(i, j) - softmax(x)[j], (j, 1, N))
    yield part("row sums", Eq(row, 0))
