"""The search for proofs: what is drawn from hypotheses, what is not sought twice, what is remembered."""

import pytest

from derive.algebra.facts import facts_from
from derive.algebra.limits.limit import limit
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.term import TWO, Apply
from derive.core.verdict import Assignment, Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove import prover
from derive.prove.check import decide
from derive.prove.limits import Limits
from derive.prove.method import Method
from derive.prove.prover import Searcher
from derive.prove.replay import replay
from derive.prove.tables import Tables

MORE = claim_of("x > 0").proposition
GOAL = claim_of("f(x) = y")


def searcher(depth=6, effort=400_000):
    return Searcher(Tables(Effort(effort)), Limits(depth=depth))


def test_all_that_hypotheses_give_is_drawn_at_once():
    steps = tuple(rf"f({k}) = 0 \Rightarrow f({k + 1}) = 0" for k in range(1, 10))
    claim = claim_of("f(10) = 0", ("f(1) = 0", *steps))
    search = searcher(depth=3)
    tree = search.prove(claim.context.propositions, claim.proposition)
    assert tree is not None
    assert replay(tree, search.tables) == "exact"
    missing = claim_of("f(10) = 0", ("f(1) = 0", *steps[:4], *steps[5:]))
    assert searcher(depth=3).prove(missing.context.propositions, missing.proposition) is None


def asked(monkeypatch, *, depth=6, effort=400_000, more=MORE):
    """From how many hypotheses a method was asked behind one that first adds a hypothesis."""
    seen = []

    def add(sequent, _, search):
        if more in sequent.hypotheses:
            return None
        return search.prove((*sequent.hypotheses, more), sequent.goal)

    def note(sequent, *_):
        seen.append(len(sequent.hypotheses))

    given = (Method("add", 1, add, (), ()), Method("note", 2, note, (), ()))
    monkeypatch.setattr(prover, "methods_for", lambda _: given)
    assert searcher(depth, effort).prove((), GOAL.proposition) is None
    return seen


def test_what_was_sought_in_vain_from_more_hypotheses_is_not_sought_from_fewer(monkeypatch):
    assert asked(monkeypatch) == [1]


@pytest.mark.parametrize("short", [{"depth": 1}, {"effort": 5000}])
def test_it_is_sought_where_depth_or_effort_did_not_suffice(monkeypatch, short):
    assert asked(monkeypatch, **short)[-1] == 0


def test_a_method_need_not_go_on_where_its_goal_was_sought_in_vain(monkeypatch):
    tried = []

    def split(sequent, _, search):
        if sequent.hypotheses:
            return
        for case in (MORE, Apply("not", MORE)):
            search.prove((case,), sequent.goal)
            tried.append(case)

    monkeypatch.setattr(prover, "methods_for", lambda _: (Method("split", 1, split, (), ()),))
    assert searcher().prove((), GOAL.proposition) is None
    assert tried == [MORE]


def test_a_canonical_form_costs_the_same_whether_it_is_known_or_not():
    facts, term = facts_from(()), claim_of(r"\log(\sum_{k=1}^n e^{2 x_k + y}) = 0").left
    first, again = Effort(3000), Effort(3000)
    assert canonical(term, facts, first) is canonical(term, facts, again)
    assert first.spent == again.spent > 0
    scarce = [Effort(20), Effort(20), Effort(3000)]
    fresh = facts_from(())
    forms = [canonical(term, fresh, effort) for effort in scarce]
    assert forms == [term, term, canonical(term, facts, Effort(3000))]
    assert all(effort.spent > effort.limit for effort in scarce[:2])


def test_what_no_room_was_for_is_asked_again_in_a_larger_one():
    claim = claim_of(r"\sin(2x) \cos x = 2 \sin x \cos(x)^2")
    tables = Tables(Effort(60))
    assert tables.equal(claim.left, claim.right, ()) is None
    tables.effort.limit += 100_000
    assert tables.equal(claim.left, claim.right, ()) is not None


def test_a_sum_of_two_powers_is_not_taken_apart_into_many_terms():
    few, many = (f"{n}t" for n in (3, 43))
    for power in (few, many):
        claim = claim_of(rf"\lim_{{t\to\infty}} \frac{{1}}{{t}}\log(e^{{{power}}} + 1) = 0")
        effort = Effort(20_000)
        found = limit(claim.left, facts_from(()), effort)
        assert repr(found) == power[:-1]
    apart = r"\log(x^{20} - 1) = \log(x^{10} - 1) + \log(x^{10} + 1)"
    assert isinstance(decide(claim_of(apart, ("x > 1",))), Proved)


@pytest.mark.parametrize(
    ("latex", "supposed", "is_sought"),
    [
        ("x > 3", (), False),
        ("x > 1", (), True),
        ("x > 3", ("x > 2",), True),
        ("x > 3", ("x > 1",), False),
        ("y > x", (), True),
        ("k > x", (r"k \in \mathbb{Z}",), False),
        ("k < x", (r"k \in \mathbb{Z}",), True),
        (r"\lim_{n\to\infty} \frac{x}{n} = 1", (), True),
    ],
)
def test_what_is_false_at_a_point_is_not_sought_beyond_cheap_methods(monkeypatch, latex, supposed, is_sought):
    claim = claim_of(latex, ("x > 0", *supposed))
    first, *others = claim.context.propositions
    tried = []

    def method(rank):
        return Method(f"rank {rank}", rank, lambda *_: tried.append(rank), (), ())

    monkeypatch.setattr(prover, "methods_for", lambda _: (method(5), method(25)))
    search = searcher()
    (x,) = (s for s in claim.context.symbols if s.name == "x")
    search.given, search.points = (first,), (Assignment(((x, TWO),)),)
    assert search.prove((first, *others), claim.proposition) is None
    assert tried == ([5, 25] if is_sought else [5])


def test_few_powers_of_high_degree_are_not_factored():
    latex = r"\lim_{t\to\infty} \frac{1}{t}\log(e^{50t/11} + e^{59t/19} + e^{23t/13}) = 0"
    assert repr(limit(claim_of(latex).left, facts_from(()), Effort(20_000))) == "50/11"
    for whole, holds in ((r"e^{50t/11}", True), (r"e^{51t/11}", False)):
        equation = rf"\log({whole} (1 + e^{{-900t/209}})) = \frac{{50t}}{{11}} + \log(1 + e^{{-900t/209}})"
        assert isinstance(decide(claim_of(equation)), Proved if holds else Refuted)


def test_what_is_being_sought_is_not_sought_inside_itself(monkeypatch):
    there, back = (claim_of(latex).proposition for latex in ("f(x) = y", "y = f(x)"))
    tried = []

    def turn(sequent, _, search):
        tried.append(sequent.goal)
        search.prove((), back if sequent.goal is there else there)

    monkeypatch.setattr(prover, "methods_for", lambda _: (Method("turn", 1, turn, (), ()),))
    assert searcher().prove((), there) is None
    assert tried == [there, back]
