"""Complex numbers: true statements are proved, false ones refuted at complex points, branches included."""

import pytest

from derive.algebra.rectangular import NotRectangularError, Rectangular
from derive.core.sort import COMPLEX
from derive.core.term import Apply, Symbol, subterms
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of, term_of
from derive.prove.check import decide

PROVED = (
    (r"\log(-2w) = \log 2 + \log(-w)", r"w \in \mathbb{C}"),
    (r"\log(xw) = \log w + \log x", r"w \in \mathbb{C}", "x > 0"),
    (r"e^{\frac{1}{2} \log z + \frac{1}{2} \log w} = \sqrt{z} \sqrt{w}", r"z, w \in \mathbb{C}"),
    (r"\frac{1}{\sqrt{w}} = e^{-\frac{\log w}{2}}", r"w \in \mathbb{C}"),
    (r"|z|^2 = z \overline{z}", r"z \in \mathbb{C}"),
    (r"\overline{z w} = \overline{z}\,\overline{w}", r"z, w \in \mathbb{C}"),
    (r"\overline{z + w} = \overline{z} + \overline{w}", r"z, w \in \mathbb{C}"),
    (r"|z w| = |z| |w|", r"z, w \in \mathbb{C}"),
    (r"e^{z+w} = e^z e^w", r"z, w \in \mathbb{C}"),
    (r"e^{i x} = \cos x + i \sin x", r"x \in \mathbb{R}"),
    (r"e^{i\pi} + 1 = 0",),
    (r"e^{i\pi} = -1",),
    (r"(a+ib)(a-ib) = a^2 + b^2", r"a, b \in \mathbb{R}"),
    (r"|a + i b|^2 = a^2+b^2", r"a, b \in \mathbb{R}"),
    (r"|a + i b| = \sqrt{a^2+b^2}", r"a, b \in \mathbb{R}"),
    (r"\operatorname{Re}(z) = \frac{z + \overline{z}}{2}", r"z \in \mathbb{C}"),
    (r"\operatorname{Im}(z) = \frac{z - \overline{z}}{2i}", r"z \in \mathbb{C}"),
    (
        r"\Re(zw) = \Re z \Re w - \Im z \Im w",
        r"z, w \in \mathbb{C}",
    ),
    (r"\frac{1}{a+ib} = \frac{a - ib}{a^2+b^2}", r"a, b \in \mathbb{R}"),
    (r"\cos x = \frac{e^{ix}+e^{-ix}}{2}", r"x \in \mathbb{R}"),
    (r"\sin x = \frac{e^{ix}-e^{-ix}}{2i}", r"x \in \mathbb{R}"),
    (r"(\cos x + i \sin x)^n = \cos(n x) + i \sin(n x)", r"n \in \mathbb{N}"),
    (r"(\cos x + i \sin x)^3 = \cos(3 x) + i \sin(3 x)",),
    (r"i^2 = -1",),
    (r"i^4 = 1",),
    (r"(1+i)^2 = 2i",),
    (r"\sqrt{i} = \frac{1+i}{\sqrt 2}",),
    (r"|e^{ix}| = 1", r"x \in \mathbb{R}"),
    (r"e^{2\pi i n} = 1", r"n \in \mathbb{Z}"),
    (r"e^{\pi i n} = (-1)^n", r"n \in \mathbb{Z}"),
    (r"\cos(iz) = \cosh z", r"z \in \mathbb{C}"),
    (r"\sin(iz) = i \sinh z", r"z \in \mathbb{C}"),
    (r"\cos^2 z + \sin^2 z = 1", r"z \in \mathbb{C}"),
    (r"(z+w)^2 = z^2 + 2 z w + w^2", r"z, w \in \mathbb{C}"),
    (r"\frac{z^2-1}{z-1} = z+1", r"z \in \mathbb{C}"),
    (r"|z+w|^2 = |z|^2 + |w|^2 + 2\operatorname{Re}(z\overline{w})", r"z, w \in \mathbb{C}"),
    (r"|z+w|^2 + |z-w|^2 = 2|z|^2 + 2|w|^2", r"z, w \in \mathbb{C}"),
    (r"\overline{e^{z}} = e^{\overline z}", r"z \in \mathbb{C}"),
    (r"|e^z| = e^{\operatorname{Re} z}", r"z \in \mathbb{C}"),
    (r"e^{\log z} = z", r"z \in \mathbb{C}"),
    (r"\log(i) = \frac{i\pi}{2}",),
    (r"\frac{1}{z} = \frac{\overline{z}}{|z|^2}", r"z \in \mathbb{C}"),
    (r"\operatorname{Re}(iz) = -\operatorname{Im}(z)", r"z \in \mathbb{C}"),
    (r"\operatorname{Im}(iz) = \operatorname{Re}(z)", r"z \in \mathbb{C}"),
    (r"|\overline{z}| = |z|", r"z \in \mathbb{C}"),
    (r"|-z| = |z|", r"z \in \mathbb{C}"),
    (r"z = |z| e^{i \arg z}", r"z \in \mathbb{C}"),
    (r"\overline{\overline{z}} = z", r"z \in \mathbb{C}"),
    (r"\sum_{k=0}^{n} z^k = \frac{1-z^{n+1}}{1-z}", r"z \in \mathbb{C}", r"z \ne 1"),
    (r"\frac{d}{dz} z^2 = 2z", r"z \in \mathbb{C}"),
    (r"\frac{d}{dx} e^{i x} = i e^{ix}", r"x \in \mathbb{R}"),
    (r"\int_0^{2\pi} e^{i n x} dx = 0", r"n \in \mathbb{Z}", r"n \ne 0"),
    (r"|z| = \sqrt{x^2+y^2}", r"z = x + i y", r"x, y \in \mathbb{R}"),
    (r"\operatorname{Re}(z^2) = x^2 - y^2", r"z = x + i y", r"x, y \in \mathbb{R}"),
    (r"|a+bi|=5", r"a=3", r"b=4"),
    (r"\frac{1}{i} = -i",),
    (r"|z + w| \le |z| + |w|", r"z, w \in \mathbb{C}"),
    (r"|\operatorname{Re} z| \le |z|", r"z \in \mathbb{C}"),
    (r"\operatorname{Im}(\overline{z} w) = -\operatorname{Im}(z \overline{w})", r"z, w \in \mathbb{C}"),
    (r"\frac{z}{w} = \frac{z \overline{w}}{|w|^2}", r"z, w \in \mathbb{C}"),
    (r"\left|\frac{z}{w}\right| = \frac{|z|}{|w|}", r"z, w \in \mathbb{C}"),
    (r"\overline{z/w} = \overline z / \overline w", r"z, w \in \mathbb{C}"),
    (r"\cosh(ix) = \cos x", r"x \in \mathbb{R}"),
    (r"\sinh(ix) = i \sin x", r"x \in \mathbb{R}"),
    (r"\tan(iz) = i\tanh z", r"z \in \mathbb{C}"),
    (r"\sin(z+w) = \sin z\cos w+\cos z\sin w", r"z, w \in \mathbb{C}"),
    (r"|\sin z|^2 = \sin^2 x + \sinh^2 y", r"z = x + iy", r"x, y \in \mathbb{R}"),
    (r"|z|^2 - |w|^2 = \operatorname{Re}((z-w)(\overline z+\overline w))", r"z, w \in \mathbb{C}"),
    (r"\left|\frac{z-i}{z+i}\right| = 1", r"z \in \mathbb{R}"),
    (r"z^2 + \overline z^2 = 2\operatorname{Re}(z^2)", r"z \in \mathbb{C}"),
    (r"z \overline z = 1", r"z \in \mathbb{C}", r"|z| = 1"),
    (r"(1+i)^8 = 16",),
    (r"\left(\frac{1+i}{\sqrt2}\right)^8 = 1",),
    (r"e^{i\pi/3} = \frac{1+i\sqrt3}{2}",),
    (r"1 + e^{2\pi i/3} + e^{4\pi i/3} = 0",),
    (r"\omega^2+\omega+1 = 0", r"\omega = e^{2\pi i/3}"),
    (r"\arg(i) = \frac\pi2",),
    (r"|3+4i| = 5",),
    (r"\frac{1+i}{1-i} = i",),
    (r"(z w)^n = z^n w^n", r"z, w \in \mathbb{C}", r"n \in \mathbb{N}"),
    (r"\operatorname{Re}(e^{(a+ib)t}) = e^{at}\cos(bt)", r"a, b, t \in \mathbb{R}"),
    (r"\frac{d}{dt} e^{(a+ib)t} = (a+ib)e^{(a+ib)t}", r"a,b,t \in \mathbb{R}"),
    (r"\int_0^{\pi} e^{ix}dx = 2i",),
    (
        r"e^z = e^{\operatorname{Re} z}(\cos \operatorname{Im} z + i\sin\operatorname{Im} z)",
        r"z \in \mathbb{C}",
    ),
    (r"\sin z = \frac{e^{iz}-e^{-iz}}{2i}", r"z \in \mathbb{C}"),
    (r"\cosh^2 z - \sinh^2 z = 1", r"z \in \mathbb{C}"),
    (r"e^{z + 2\pi i} = e^z", r"z \in \mathbb{C}"),
    (r"\arg(z) = \arctan(y/x)", r"z = x+iy", r"x, y \in \mathbb{R}", r"x > 0"),
    (r"\sqrt{z}^2 = z", r"z \in \mathbb{C}"),
    (r"(\cos x - i\sin x)^n = \cos(nx) - i\sin(nx)", r"n \in \mathbb{N}", r"x \in \mathbb{R}"),
    (r"x^2+1 = (x-i)(x+i)",),
    (r"z^3 - 1 = (z-1)(z-\omega)(z-\overline\omega)", r"z \in \mathbb{C}", r"\omega = e^{2\pi i/3}"),
)

REFUTED = (
    (r"\log(-w) = \log w + i\pi", r"w \in \mathbb{C}"),
    (r"\log(xw) = \log w + \log(-x) + i \pi", r"w \in \mathbb{C}", "x < 0"),
    (r"e^{\frac{1}{2} \log(z^2)} = z", r"z \in \mathbb{C}"),
    (r"e^{\frac{1}{2} \log z + \frac{1}{2} \log w} = \sqrt{zw}", r"z, w \in \mathbb{C}"),
    (r"\log(zw) = \log z + \log w", r"z, w \in \mathbb{C}"),
    (r"\sqrt{z w} = \sqrt z \sqrt w", r"z, w \in \mathbb{C}"),
    (r"\sqrt{z^2} = z", r"z \in \mathbb{C}"),
    (r"\overline{z} = z", r"z \in \mathbb{C}"),
    (r"(\cos x - i\sin x)^n = \cos(nx) + i\sin(nx)", r"n \in \mathbb{N}", r"x \in \mathbb{R}"),
    (r"|z+w| = |z|+|w|", r"z, w \in \mathbb{C}"),
    (r"|z|^2 = z^2", r"z \in \mathbb{C}"),
    (r"z \overline z = |z|", r"z \in \mathbb{C}"),
    (r"\operatorname{Re}(zw) = \operatorname{Re} z \operatorname{Re} w", r"z, w \in \mathbb{C}"),
    (r"e^{ix} = \cos x - i \sin x", r"x \in \mathbb{R}"),
    (r"e^{i\pi} = 1",),
    (r"(a+ib)^2 = a^2 + b^2", r"a, b \in \mathbb{R}"),
    (r"(e^z)^{1/2} = e^{z/2}", r"z \in \mathbb{C}"),
    (r"\log e^z = z", r"z \in \mathbb{C}"),
    (r"\arg(zw) = \arg z + \arg w", r"z, w \in \mathbb{C}"),
    (r"|e^z| = e^{|z|}", r"z \in \mathbb{C}"),
    (r"\overline{iz} = i \overline{z}", r"z \in \mathbb{C}"),
    (r"|\cos z| \le 1", r"z \in \mathbb{C}"),
    (r"(z^2)^{1/2} = z", r"z \in \mathbb{C}"),
    (r"|z|^2 = \operatorname{Re}(z)^2 - \operatorname{Im}(z)^2", r"z \in \mathbb{C}"),
    (r"(1+i)^2 = 2",),
    (r"i^3 = i",),
    (r"\frac{1}{i} = i",),
    (r"\log(e^{ix}) = ix", r"x \in \mathbb{R}"),
    (r"\arg(z) = \arctan(y/x)", r"z = x+iy", r"x, y \in \mathbb{R}"),
    (r"\log(z^2) = 2\log z", r"z \in \mathbb{C}"),
    (r"\log(1/z) = -\log z", r"z \in \mathbb{C}"),
    (r"\overline{\log z} = \log\overline z + 1", r"z \in \mathbb{C}"),
    (r"\sqrt{1/z} = 1/\sqrt z", r"z \in \mathbb{C}"),
    (r"\sqrt{z}\sqrt{z} = |z|", r"z \in \mathbb{C}"),
    (r"(e^z)^w = e^{zw}", r"z, w \in \mathbb{C}"),
    (r"z^{1/2}w^{1/2} = (zw)^{1/2}", r"z, w \in \mathbb{C}"),
    (r"|z|^2+|w|^2 = |z+w|^2", r"z, w \in \mathbb{C}"),
    (
        r"\Re(z w) = \Re(z)\Re(w) + \Im(z)\Im(w)",
        r"z, w \in \mathbb{C}",
    ),
    (r"\overline{z^2} = |z|^2", r"z \in \mathbb{C}"),
    (r"\cos(iz) = i\cosh z", r"z \in \mathbb{C}"),
    (r"i^{n+2} = i^n", r"n \in \mathbb{Z}"),
    (r"e^{i\pi/2} = 1",),
    (r"(1+i)^8 = -16",),
    (r"z = \overline z", r"z \in \mathbb{C}", r"|z| = 1"),
    (r"|z-1| = |z| - 1", r"z \in \mathbb{C}"),
    (r"\arg(\overline z) = -\arg z", r"z \in \mathbb{C}"),
    (r"z^{1/3} = w", r"z,w \in \mathbb{C}", r"w^3 = z"),
)

BRANCHES = (
    (r"\log(z w) = \log z + \log w", r"z, w \in \mathbb{C}"),
    (r"\sqrt{z w} = \sqrt{z} \sqrt{w}", r"z, w \in \mathbb{C}"),
    (r"\log e^z = z", r"z \in \mathbb{C}"),
)


@pytest.mark.parametrize("row", PROVED, ids=lambda r: r[0])
def test_true_statements_are_proved(row):
    assert isinstance(decide(claim_of(row[0], row[1:])), Proved)


@pytest.mark.parametrize("row", REFUTED, ids=lambda r: r[0])
def test_false_statements_are_refuted(row):
    assert isinstance(decide(claim_of(row[0], row[1:])), Refuted)


@pytest.mark.parametrize("row", BRANCHES, ids=lambda r: r[0])
def test_what_fails_across_a_branch_cut_only_has_a_witness_that_is_not_positive(row):
    found = decide(claim_of(row[0], row[1:]))
    assert isinstance(found, Refuted)
    assert any(Apply("imaginary") in set(subterms(v)) for _, v in found.witness.assignment.values)


def test_the_parts_of_an_unknown_power_are_refused():
    z = Symbol("z", COMPLEX)
    term = term_of("z^n", (r"z \in \mathbb{C}", r"n \in \mathbb{N}"))
    with pytest.raises(NotRectangularError):
        Rectangular({z: (Symbol("x", COMPLEX), Symbol("y", COMPLEX))}).parts(term)
