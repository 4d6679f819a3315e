"""Replay believes nothing: forged trees, witnesses and certificates are rejected."""

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import ONE, TWO, ZERO, Apply, Number, Symbol, add, bind, multiply, power
from derive.core.verdict import Assignment, ProofTree, Proved, Refuted, Sequent, Witness
from derive.elaborate.statement import claim_of
from derive.prove.certificate import certificate, dumps, loads, replayed
from derive.prove.check import decide
from derive.prove.method import axiom, inference
from derive.prove.replay import admit, convict, replay
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

X, Y = Symbol("x", REAL), Symbol("y", REAL)
N = Symbol("n", INTEGER)


def eq(left, right):
    return Apply("eq", left, right)


def tables():
    return Tables(Effort(1_000_000))


def node(rule, hypotheses, goal, *premises, arguments=()):
    return inference(rule, Sequent(hypotheses, goal), *premises, arguments=arguments)


SAME = node("reflexivity", (), eq(X, X))
KNOWN = node("hypothesis", (eq(X, Y),), eq(X, Y))
ABS = Apply("abs", X)
FALSE = eq(X, add(X, ONE))
POSITIVE = Apply("lt", ZERO, X)
EVERY = bind("forall", N, eq(X, N))

FORGED = {
    "an unknown rule": node("because", (), FALSE),
    "reflexivity of different sides": node("reflexivity", (), FALSE),
    "normal forms that differ": node("normal-form", (), FALSE),
    "a hypothesis that is not there": node("hypothesis", (), POSITIVE),
    "a fact that is none": node("fact", (), POSITIVE),
    "symmetry of something else": node("symmetry", (), eq(X, Y), SAME),
    "transitivity through a gap": node(
        "transitivity",
        (),
        eq(X, Y),
        SAME,
        KNOWN,
    ),
    "a premise that assumes more": node("defined", (), eq(X, Y), KNOWN),
    "congruence without its premise": node("congruence", (), eq(Apply("exp", X), Apply("exp", Y))),
    "a split with one case": node(
        "split", (), POSITIVE, node("hypothesis", (POSITIVE,), POSITIVE), arguments=(POSITIVE,)
    ),
    "a branch whose condition is open": node(
        "branch",
        (),
        eq(Apply("abs", X), X),
        SAME,
        arguments=(Apply("abs", X), X),
    ),
    "an absurdity that is none": node("absurd", (POSITIVE,), FALSE, arguments=(POSITIVE,)),
    "rewriting by nothing": node(
        "rewriting", (), eq(X, Y), node("reflexivity", (), eq(Y, Y)), arguments=(X, Y)
    ),
    "an instance of another sort": node("instance", (EVERY,), eq(X, Y), KNOWN, arguments=(EVERY, Y)),
    "generalisation of a symbol in use": node(
        "generalisation",
        (Apply("lt", ZERO, N),),
        bind("forall", N, Apply("lt", ZERO, N)),
        node("hypothesis", (Apply("lt", ZERO, N),), Apply("lt", ZERO, N)),
        arguments=(N,),
    ),
    "balls that overlap": node("ball", (), Apply("lt", ONE, ONE), arguments=(Number(64),)),
    "balls about a symbol": node("ball", (), POSITIVE, arguments=(Number(64),)),
    "induction without a base": node("induction", (), eq(N, ONE), arguments=(N, ONE)),
    "a combination of no equation": node("combination", (), FALSE, arguments=(FALSE, ONE)),
    "squares of what may be negative": node(
        "squared",
        (),
        eq(X, multiply(Number(-1), X)),
        node("normal-form", (), eq(power(X, 2), power(multiply(Number(-1), X), 2))),
    ),
    "an even function cancelled": node(
        "cancelled",
        (),
        eq(X, multiply(Number(-1), X)),
        node("normal-form", (), eq(Apply("cosh", X), Apply("cosh", multiply(Number(-1), X)))),
        arguments=(Apply("cosh", X),),
    ),
    "a scale of unknown sign": node(
        "scaled", (), Apply("lt", X, TWO), node("fact", (), Apply("lt", X, TWO)), arguments=(X,)
    ),
    "points where both sides agree": axiom("distinct", Sequent((), Apply("distinct", X, X)), X, ONE),
}


@pytest.mark.parametrize("tree", FORGED.values(), ids=FORGED)
def test_forged_trees_are_rejected(tree):
    with pytest.raises(RejectedError):
        replay(tree, tables())


def test_every_rule_says_what_follows_from_what():
    for name, check in rules().items():
        assert "|-" in (check.__doc__ or ""), name


def test_nothing_is_built_on_equations_up_to_a_constant():
    integral = bind("antiderivative", X, multiply(TWO, X), X)
    goals = (eq(power(X, 2), integral), eq(integral, add(power(X, 2), ONE)))
    halves = [decide(Claim(Context((X,)), goal)) for goal in goals]
    assert all(isinstance(half, Proved) for half in halves)
    joined = eq(power(X, 2), add(power(X, 2), ONE))
    with pytest.raises(RejectedError):
        replay(node("transitivity", (), joined, *(half.tree for half in halves)), tables())


def test_a_point_outside_the_context_does_not_show_that_sides_differ():
    claim = Claim(
        Context((X,), (Hypothesis(POSITIVE, Origin.STATED),)),
        Apply("ne", X, Apply("abs", X)),
        not_identical=True,
    )
    point = Assignment(((X, Number(-1)),))
    tree = axiom("distinct", Sequent((), Apply("distinct", X, Apply("abs", X))), X, Number(-1))
    for sample in (point, Assignment(((X, ONE),))):
        for proof in (tree, node("defined", (POSITIVE,), tree.conclusion.goal, tree)):
            with pytest.raises(RejectedError):
                admit(claim, proof, sample, tables())


def test_a_tree_for_another_claim_is_rejected():
    claim = Claim(Context((X, Y)), eq(X, Y))
    tree = axiom("reflexivity", Sequent((), eq(X, X)))
    with pytest.raises(RejectedError):
        admit(claim, tree, Assignment(((X, ONE), (Y, ONE))), tables())


def test_a_tree_with_more_hypotheses_is_rejected():
    claim = Claim(Context((X, Y)), eq(X, Y))
    tree = axiom("hypothesis", Sequent((eq(X, Y),), eq(X, Y)))
    with pytest.raises(RejectedError):
        admit(claim, tree, Assignment(((X, ONE), (Y, ONE))), tables())


def test_a_sample_outside_the_domain_or_the_context_is_rejected():
    claim = claim_of(r"\log x^2 = 2\log x")
    proved = decide(claim)
    x = claim.context.symbols[0]
    for value in (Number(-1), ZERO):
        with pytest.raises(RejectedError):
            admit(claim, proved.tree, Assignment(((x, value),)), tables())
    with pytest.raises(RejectedError):
        admit(claim, proved.tree, Assignment(()), tables())


@pytest.mark.parametrize(
    "values",
    [((X, ONE),), (), ((X, ONE), (X, TWO)), ((X, Apply("vector", ONE, TWO)),), ((X, Y),)],
    ids=["where it holds", "nowhere", "twice", "of another sort", "not closed"],
)
def test_witnesses_that_show_nothing_are_rejected(values):
    claim = Claim(Context((X,)), Apply("le", X, ONE))
    with pytest.raises(RejectedError):
        convict(claim, Witness(Assignment(values), ONE, ONE, "1", "1"), tables())


def test_a_witness_must_be_an_integer_where_integers_are_meant():
    claim = Claim(Context((N,)), Apply("ne", multiply(TWO, N), ONE))
    half = Witness(Assignment(((N, Number(ONE.value / 2)),)), ONE, ONE, "1", "1")
    with pytest.raises(RejectedError):
        convict(claim, half, tables())


CLAIMS = [
    (r"\frac{x^2-1}{x-1} = x+1", ()),
    (r"|x|^2 = x^2", ()),
    (r"\sqrt{x^2} = x", ()),
    (r"\sum_{i=1}^n |x_i|^2 = \sum_{i=1}^n x_i^2", (r"x \in \mathbb{R}^n",)),
    (r"\int_0^1 x^2\,dx = \frac{1}{3}", ()),
    (r"\sin x \ne x", ()),
    (r"e^{x+y} \ne e^x e^y", ()),
    (r"A B = B A", (r"A, B \in \mathbb{R}^{n\times n}",)),
]


@pytest.mark.parametrize(("latex", "given"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_certificates_replay_to_the_same_evidence(latex, given):
    verdict = decide(claim_of(latex, given))
    again = loads(dumps(verdict))
    assert isinstance(again, type(verdict))
    assert certificate(again) == certificate(verdict)


def test_certificates_replay_in_a_fresh_process():
    texts = [dumps(decide(claim_of(latex, given))) for latex, given in CLAIMS]
    program = (
        "import sys, json\nfrom derive.prove.certificate import loads\n"
        "print(*(type(loads(t)).__name__ for t in json.load(sys.stdin)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [type(decide(claim_of(*c))).__name__ for c in CLAIMS]


def changed(data, generator):
    """The certificate with one number somewhere in it replaced by another."""
    data = json.loads(json.dumps(data))
    places = []

    def walk(value):
        items = (
            enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        )
        for key, inner in items:
            if type(inner) is int:
                places.append((value, key))
            walk(inner)

    walk(data)
    where, key = generator.choice(places)
    where[key] = generator.randrange(len(data["terms"]))
    return data


def test_tampered_certificates_prove_no_falsehood():
    generator = random.Random(7)
    originals = [certificate(decide(claim_of(latex, given))) for latex, given in CLAIMS[:3]]
    for _ in range(150):
        try:
            verdict = replayed(changed(generator.choice(originals), generator))
        except (RejectedError, LookupError, TypeError, ValueError, AttributeError):
            continue
        found = decide(verdict.claim)
        assert not {type(found), type(verdict)} >= {Proved, Refuted}


def test_text_that_is_no_certificate_is_rejected():
    for text in ("", "[]", "{}", "null", '{"schema": "derive.certificate/1"}', "[" * 100_000):
        with pytest.raises(RejectedError):
            loads(text)


def test_cycles_cannot_be_written():
    data = certificate(decide(claim_of("|x|^2 = x^2")))
    data["nodes"][0][2] = [0]
    with pytest.raises(RejectedError):
        loads(json.dumps(data))


def test_effort_is_charged_again_on_replay():
    verdict = decide(claim_of(r"2\sigma(2x)-1 = \tanh x"))
    with pytest.raises(RejectedError):
        loads(dumps(verdict), replace_limits(5))


def replace_limits(effort):
    from derive.prove.limits import DEFAULT

    return replace(DEFAULT, effort=effort)


def test_proof_trees_share_no_state_with_the_search():
    verdict = decide(claim_of("(x+1)^2 = x^2+2x+1"))
    assert isinstance(verdict.tree, ProofTree)
    assert replay(verdict.tree, tables()) == "exact"
    assert isinstance(verdict, Proved | Refuted)
