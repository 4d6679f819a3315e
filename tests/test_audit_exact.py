"""What is decided by exact calculation, and near misses, which are not; complex values; the budget."""

import json

import pytest

from derive.audit.check import audit
from derive.elaborate.statement import claim_of
from derive.prove.certificate import certificate
from derive.prove.check import decide
from derive.trial.certain import Calculation
from derive.trial.numbers import exactly
from derive.trial.sampling import Sampler
from derive.trial.sequents import Level, RejectedError, Trial

CERTAIN = [
    ("(x+1)^2 = x^2+2x+1", ()),
    (r"\sin^2 x+\cos^2 x = 1", ()),
    (r"\sin(x+y) = \sin x\cos y+\cos x\sin y", ()),
    (r"\frac{x^3-1}{x-1} = x^2+x+1", ()),
    (r"\sqrt{x^2} = |x|", ()),
    (r"\sqrt{x^2} = x", ("x \\ge 0",)),
    (r"e^{x+y} = e^xe^y", ()),
    (r"\log(xy) = \log x+\log y", ("x>0", "y>0")),
    (r"\sqrt{\frac{x}{y}} = \frac{\sqrt{xy}}{y}", ("x>0", "y>0")),
    (r"\tanh x = 1-\frac{2}{e^{2x}+1}", ()),
    (r"\cos 3x = 4\cos^3x-3\cos x", ()),
    (r"\frac{d}{dx}\frac{\sin x}{x} = \frac{x\cos x-\sin x}{x^2}", ()),
    (r"\cos\frac\pi6 = \frac{\sqrt3}2", ()),
    (r"x^2+y^2 \ge 2xy", ()),
    (r"x^2+xy+y^2 \ge 0", ()),
    (r"x+\frac1x \ge 2", ("x>0",)),
    (r"2^{n+1} = 2\cdot2^n", ("n \\in \\mathbb{N}",)),
    (r"(n+1)! = (n+1)n!", ("n \\in \\mathbb{N}",)),
    (r"(-1)^{n(n+1)} = 1", ("n \\in \\mathbb{N}",)),
    (
        r"\sum_{k=1}^n(x_k+y_k) = \sum_{k=1}^nx_k+\sum_{k=1}^ny_k",
        (r"x \in \mathbb{R}^n", r"y \in \mathbb{R}^n"),
    ),
    (r"\frac{e^x}{1+e^x} = \sigma(x)", ()),
    (r"\frac{1}{\sqrt2} = \frac{\sqrt2}{2}", ()),
    (r"\log\frac{x-1}{x+1} = \log(x-1)-\log(x+1)", ("x>1",)),
    (r"\log 8 = 3\log 2", ()),
    (r"x^{a+b} = x^ax^b", ("x>0",)),
    (r"\frac{d}{dx}x^x = x^x(1+\log x)", ("x>0",)),
    (r"\frac{d}{dx}f(x^2) = 2xf'(x^2)", ()),
]
BY_INDUCTION = [
    (r"\sum_{k=1}^n k^3 = \left(\frac{n(n+1)}{2}\right)^2", ()),
    (r"\sum_{k=0}^n q^k = \frac{1-q^{n+1}}{1-q}", ("q > 0", "q \\ne 1")),
    (r"\prod_{k=2}^n(1-\frac1{k^2}) = \frac{n+1}{2n}", ("n \\ge 2",)),
    (r"\sum_{k=1}^n\frac1{k(k+1)} = \frac{n}{n+1}", ()),
    (r"\sum_{k=1}^n(-1)^k = \frac{(-1)^n-1}2", ()),
    (r"\prod_{k=1}^n k = n!", ()),
]
UNCERTAIN = [
    (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}+1", ()),
    (r"\sum_{k=2}^n k = \frac{n(n+1)}{2}", ("n \\ge 2",)),
    (r"\sum_{k=1}^n (k-1)(k-2)(k-3) = 0", ()),
    (r"\sum_{k=1}^n nk = \frac{n(n+1)}{2}", ()),
    (r"\prod_{k=1}^n (k-1) = 1", ()),
    (r"\sqrt{x^2} = x", ()),
    (r"\log(x^2) = 2\log x+0\cdot1", ()),
    (r"\sqrt{\cos^2x} = \cos x", ()),
    (r"\sqrt{xy} = \sqrt{-x}\sqrt{-y}", ()),
    ("(x+1)^2 = x^2+2x+2", ()),
    (r"((-1)^n)^2 = (-1)^n", ("n \\in \\mathbb{N}",)),
    (r"\sqrt{x^{2n}} = x^n", ("n \\in \\mathbb{N}",)),
    (r"\sqrt{(x^n)^2} = x^n", ("n \\in \\mathbb{N}",)),
    (r"\sqrt{1-\sin^2x} = \cos x", ()),
    (r"x^2+y^2 > 2xy", ()),
    (r"x^2+3xy+y^2 \ge 0", ()),
    (r"\frac1{\cos x} > 0", ()),
    (r"\frac1{\cos^2 x} \le 0", ()),
    (r"\frac1{\sin x\cos x} \ge 0", ()),
    (r"\log(\cos^2x) = 2\log\cos x", ()),
    (r"(x^2)^{n/2} = x^n", ("n \\in \\mathbb{N}",)),
    (r"\max(x,y) = x", ()),
    (r"e^{ix} = \cos x-i\sin x", ()),
    (r"x^{1/3}\ge 1", ("x>0",)),
    (r"x^2>0", ()),
    (r"x \ge 1", ("x>0",)),
    (r"\sqrt{\sin^2(x)\cos^2x} = \sin x\cos x", ()),
]


def is_certain(latex, given):
    claim = claim_of(latex, given)
    hypotheses = tuple(h.proposition for h in claim.context.hypotheses)
    return Calculation().holds(hypotheses, claim.proposition)


@pytest.mark.parametrize(("latex", "given"), CERTAIN + BY_INDUCTION)
def test_is_calculated_exactly(latex, given):
    assert is_certain(latex, given)


@pytest.mark.parametrize(("latex", "given"), UNCERTAIN)
def test_is_not_said_to_be_certain(latex, given):
    assert not is_certain(latex, given)


LEVELS = [
    ("(x+1)^2 = x^2+2x+1", (), Level.EXACT),
    (r"\frac{x^2-1}{x-1} = x+1", (), Level.EXACT),
    (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", (), Level.EXACT),
    (r"\sqrt{zw} = \sqrt z\sqrt w", (r"z \in \mathbb{C}", r"w \in \mathbb{C}"), Level.EXACT),
    (r"e^{\log z} = z", (r"z \in \mathbb{C}",), Level.PROBABILISTIC),
    (r"\exists x \in \mathbb{R}\colon x^2 = 2", (), Level.OPEN),
    (r"\forall x \in \mathbb{R}\ \exists y \in \mathbb{R}\colon x+y = 0", (), Level.EXACT),
    (r"\sin(\pi x) = 0", (r"x \in \mathbb{Q}",), Level.EXACT),
]


@pytest.mark.parametrize(("latex", "given", "level"), LEVELS)
def test_how_well_it_is_re_checked(latex, given, level):
    found = audit(json.loads(json.dumps(certificate(decide(claim_of(latex, given))))))
    assert found.level <= level


def test_an_audit_ends(monkeypatch):
    data = certificate(decide(claim_of(r"\int_0^1 2x\,dx = 1")))
    monkeypatch.setattr("derive.audit.check.MOST_EFFORT", 20)
    found = audit(data)
    assert (found.level, found.open) == (Level.OPEN, ("more effort than an audit may take",))


def test_simple_solutions_of_an_equation_are_tried_one_by_one():
    """Where sqrt(2x) = x, x is 2 or 0: at 0 the conclusion fails, and going to a next solution misses it."""
    claim = claim_of(r"\sqrt{2x} = x \implies x^2-x-2 = 0")
    premise, conclusion = claim.proposition.children
    trial = Trial(Sampler("846", {}))
    with pytest.raises(RejectedError):
        exactly(384, lambda: trial.implied((premise,), conclusion, "leaf"))
