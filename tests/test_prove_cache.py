"""Kept evidence: the same verdicts as without it, and nothing believed that does not replay."""

import json
import multiprocessing
import sqlite3

import pytest

from derive.elaborate.statement import claim_of
from derive.prove.cache import Cache, key_of
from derive.prove.check import decide
from derive.prove.limits import DEFAULT, Limits
from derive.render.finding import finding, with_certificate

CLAIMS = (
    (r"\sqrt{x^2} = x", ("x > 0",)),
    (r"\sqrt{x^2} = x", ()),
    (r"(x + 1)^2 = x^2 + 1", ()),
    (r"\lambda x = x", ()),
    (r"\frac{x^2}{x} = x", ()),
    (r"\log(x^2) = 2 \log x", ()),
    (r"1 + x \le e^x", ()),
    (r"\sum_{i=1}^n x_i = n x_1", (r"x \in \mathbb{R}^n",)),
    (r"A x = A^T A x - A", (r"A \in \mathbb{R}^{2 \times 2}", r"x \in \mathbb{R}^2")),
    (r"a x \ne x", ()),
    (r"x + x \ne 2 x", ()),
    (r"\sin x \le x^2 + \frac{3}{4}", ()),
)


def claims():
    return [claim_of(latex, given) for latex, given in CLAIMS]


@pytest.mark.parametrize(("latex", "given"), CLAIMS)
def test_a_verdict_from_the_cache_is_the_same_in_every_respect(tmp_path, latex, given):
    claim = claim_of(latex, given)
    plain = decide(claim)
    with Cache(tmp_path / "c") as cache:
        first = cache.decide(claim)
    with Cache(tmp_path / "c") as cache:
        second = cache.decide(claim)
        assert cache.found == (type(plain).__name__ in ("Proved", "Refuted"))
    for verdict in (first, second):
        assert verdict == plain
        for told in (finding, with_certificate):
            assert json.dumps(told(verdict, "en"), default=str) == json.dumps(told(plain, "en"), default=str)


def rows(path):
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT key, data FROM evidence").fetchall()
    connection.close()
    return found


def filled(path, *given):
    with Cache(path) as cache:
        for claim in given or claims()[:1]:
            cache.decide(claim)
    return path


def rewritten(path, change):
    with sqlite3.connect(path) as connection:
        for key, data in rows(path):
            connection.execute("UPDATE evidence SET data = ? WHERE key = ?", (change(data), key))
    connection.close()


FORGERIES = {
    "nothing": lambda _: "",
    "other text": lambda _: "[]",
    "half": lambda data: data[: len(data) // 2],
    "another rule": lambda data: data.replace("normal-form", "axiom"),
    "another claim": lambda data: data.replace('"2"', '"3"'),
    "not text": lambda _: 7,
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_what_does_not_replay_is_passed_over(tmp_path, change):
    path = filled(tmp_path / "c")
    rewritten(path, change)
    with Cache(path) as cache:
        assert cache.decide(claims()[0]) == decide(claims()[0])
        assert cache.found == 0


def test_evidence_for_another_claim_under_this_key_proves_nothing(tmp_path):
    true, false = claims()[0], claims()[1]
    path = filled(tmp_path / "c", true)
    ((_, data),) = rows(path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO evidence VALUES (?, ?, ?)", (key_of(false, DEFAULT, Cache(path).code), "", data)
        )
    connection.close()
    with Cache(path) as cache:
        assert cache.decide(false) == decide(false)


def test_a_damaged_file_is_replaced(tmp_path):
    path = tmp_path / "c"
    path.write_bytes(b"this is no database, but long enough to look at" * 50)
    filled(path)
    assert len(rows(path)) == 1


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "c"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()
    before = path.read_bytes()
    with Cache(path) as cache:
        assert cache.decide(claims()[0]) == decide(claims()[0])
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("")
    with Cache(tmp_path / "file" / "c") as cache:
        assert cache.decide(claims()[0]) == decide(claims()[0])


def test_evidence_of_other_code_is_not_used_and_forgotten(tmp_path):
    path = filled(tmp_path / "c")
    with Cache(path, "other") as cache:
        cache.decide(claims()[0])
        assert cache.found == 0
    assert len(rows(path)) == 1


def test_keys_differ_with_limits_hypotheses_and_kinds_of_claims():
    keys = [key_of(c, limits, "") for c in claims() for limits in (DEFAULT, Limits(effort=1))]
    assert len(set(keys)) == len(keys)


def work(path, number):
    with Cache(path) as cache:
        for claim in claims()[number::4]:
            cache.decide(claim)


def test_several_processes_may_write_at_once(tmp_path):
    path = tmp_path / "c"
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=work, args=(path, n)) for n in range(4)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    kinds = [type(decide(c)).__name__ for c in claims()]
    assert len(rows(path)) == sum(k in ("Proved", "Refuted") for k in kinds)
