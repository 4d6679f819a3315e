"""Certificates are checked a second time: good ones pass, and no forged one does."""

import ast
import json
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
import test_prove_forgeries
import test_prove_replay
from oracle.confirm import KINDS
from oracle.rows import rows
from tampering import tampered
from verdicts import verdict

from derive.audit.check import LEAVES, RULES, _check_tree, audit
from derive.core.evidence import Reader, digest_of, number, written
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.calculus.structure import RULES as STRUCTURE
from derive.prove.certificate import _claim, certificate, loads
from derive.prove.check import decide
from derive.prove.replay import RejectedError as NotReplayedError
from derive.prove.rule import rules
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.numbers import exactly
from derive.trial.sampling import Sampler
from derive.trial.sequents import Level, RejectedError, Trial

ROOT = Path(__file__).resolve().parent.parent
CHECKER = sorted((ROOT / "derive" / "audit").glob("*.py"))
EVERY = 29
FORGED = {**test_prove_forgeries.FORGED, **test_prove_replay.FORGED}
MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, UndefinedError, UnknownError)


@cache
def certificates():
    """The certificates of a part of the corpus, as JSON."""
    chosen = islice((row for kind in KINDS for row in rows(kind)), 0, None, EVERY)
    found = (verdict(row.latex, row.given) for row in chosen)
    return [json.loads(json.dumps(certificate(v))) for v in found if isinstance(v, Proved | Refuted)]


def test_good_certificates_pass_and_all_in_full():
    levels = Counter(audit(data).level for data in certificates())
    assert sum(levels.values()) >= 50
    assert levels[Level.EXACT] + levels[Level.PROBABILISTIC] == sum(levels.values())


def test_no_change_is_overlooked():
    cases = [tampered(data, seed, sign=False) for seed in range(32) for data in certificates()]
    changed = [case for case in cases if case is not None]
    assert len(changed) >= 1000
    for data, _ in changed:
        with pytest.raises(RejectedError):
            audit(data)


def accepted(data):
    try:
        return audit(data).level <= Level.PROBABILISTIC
    except RejectedError:
        return False


def shows_nothing_false(data):
    """Whether the prover replays the forged certificate, or says of its claim what it says."""
    try:
        loads(json.dumps(data))
    except NotReplayedError:
        found = decide(_claim(Reader.of(data), data["claim"]))
        return not isinstance(found, Refuted if "proof" in data else Proved)
    return True


def test_what_a_forger_signs_is_accepted_only_if_it_is_true():
    kinds = Counter()
    for seed, data in enumerate(certificates()):
        case = tampered(data, seed, sign=True)
        if case is not None:
            kinds[case[1]] += 1
            assert not accepted(case[0]) or shows_nothing_false(case[0]), case
    assert len(kinds) >= 7


@pytest.mark.parametrize("name", FORGED)
def test_trees_made_by_hand_are_rejected(name):
    trial = Trial(Sampler("seed", {}))
    try:
        exactly(384, lambda: _check_tree(FORGED[name], trial))
    except (RejectedError, *MALFORMED):
        return
    assert trial.level is Level.OPEN, "passed"


WITNESSES = [
    ("x^2 = x", {"x": "1"}, "true"),
    ("x^2 = x", {"x": "0"}, "true"),
    (r"\sqrt{x}^2 = x+1", {"x": "-1"}, "value"),
]


@pytest.mark.parametrize(("latex", "point", "why"), WITNESSES)
def test_a_witness_that_shows_nothing_is_rejected(latex, point, why):
    data = json.loads(json.dumps(certificate(decide(claim_of(latex)))))
    for symbol, _ in data["witness"]["assignment"]:
        data["terms"].append(["number", point[data["terms"][symbol][1]]])
    data["witness"]["assignment"] = [
        [symbol, len(data["terms"]) - 1] for symbol, _ in data["witness"]["assignment"]
    ]
    data["digest"] = digest_of(data)
    assert why
    assert not accepted(data)


def test_the_rules_of_the_calculus_are_known():
    """What is not known here would be reported as not re-checked."""
    known = RULES.keys() | LEAVES | {"defined", "absurd"}
    assert STRUCTURE.keys() <= known
    assert sorted(known - rules().keys()) == []
    assert rules().keys() <= known


def test_the_checker_is_small():
    sources = [path.read_text(encoding="utf-8") for path in CHECKER]
    assert sum(text.count("\n") for text in sources) <= 1500
    for text in sources:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, node.name


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"schema": "derive.certificate/1"}', "[" * 3000])
def test_what_is_no_certificate_is_rejected(text):
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = text
    with pytest.raises(RejectedError):
        audit(data)


@pytest.mark.parametrize("text", ["1e999999999", " 1", "1_0", "0b1", "1/0", "", "9" * 200_000, "1.5", None])
def test_what_is_no_number_is_refused_before_it_is_built(text):
    with pytest.raises((ValueError, ZeroDivisionError)):
        number(text)


def test_very_long_numbers_are_written_and_read():
    long = number("-0x" + "f" * 30_000)
    assert number(written(long)) == long
    claim = claim_of("(a+b)^{100000} = (b-a)^{100000}")
    found = decide(claim)
    if isinstance(found, Proved | Refuted):
        json.dumps(certificate(found))


DOCUMENT = r"""Let $x \in \mathbb{R}$ and $n \in \mathbb{N}$.
$$(x+1)^2 = x^2+2x+1 = x^2+3x$$
$$\sum_{k=1}^n k = \frac{n(n+1)}{2}$$
$$x^2+1 \ge 2x$$
"""
LOADED = """
import sys
from derive.cli.main import main
status = main(["audit", sys.argv[1]])
print(sorted(m for m in sys.modules if m.split(".")[:2] in (["derive", "prove"], ["derive", "algebra"])
             or m.split(".")[0] in ("sympy", "mpmath")))
sys.exit(status)
"""


def command(*arguments):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audit")
    (folder / "notes.md").write_text(DOCUMENT)
    out = folder / "results.json"
    done = command("-m", "derive", "check", str(folder / "notes.md"), "--certificates", "--out", str(out))
    assert done.returncode == 1, done.stderr
    return out


def test_results_are_audited_in_a_process_without_the_prover(results):
    done = command("-c", LOADED, str(results))
    assert done.returncode == 0, done.stdout
    assert "5 certificates: 5 re-checked exactly" in done.stdout
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [("lhs", "x"), ("verdict", "refuted"), ("conditions", ["x > 0"]), ("certificate", {}), ("seal", "")],
)
def test_what_stands_beside_a_certificate_cannot_be_changed(results, tmp_path, field, value):
    data = json.loads(results.read_text())
    step = next(s for s in data["documents"][0]["steps"] if s["verdict"] == "proved")
    step[field] = value
    (tmp_path / "changed.json").write_text(json.dumps(data))
    done = command("-m", "derive", "audit", str(tmp_path / "changed.json"), "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["rejected"] == 1


@pytest.mark.parametrize("text", ["", "[1", "{}", '{"schema": "derive.grade/1"}', "[" * 5000])
def test_files_that_are_no_results_are_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    done = command("-m", "derive", "audit", str(tmp_path / "x.json"))
    assert done.returncode == 2
    assert done.stderr.startswith("derive: ")
    assert "Traceback" not in done.stderr


def test_a_limit_is_worked_out_again(tmp_path):
    (tmp_path / "limit.md").write_text(r"$$\lim_{x \to 0}\frac{\sin x}{x} = 1$$")
    out = tmp_path / "limit.json"
    command("-m", "derive", "check", str(tmp_path / "limit.md"), "--certificates", "--out", str(out))
    done = command("-m", "derive", "audit", str(out))
    assert done.returncode == 0
    assert "1 certificates: 1 re-checked at random points" in done.stdout


@pytest.mark.parametrize("interval", ["(-1,1)", "[-1,1]"])
def test_an_end_that_only_seems_to_be_reached_rejects_nothing(interval):
    found = decide(claim_of(r"\operatorname{erf}(x) \in " + interval))
    assert audit(certificate(found)).level <= Level.PROBABILISTIC


def test_remainders_are_checked_one_by_one():
    found = decide(claim_of(r"n^2 \bmod 4 \le 1", (r"n \in \mathbb{Z}",)))
    assert audit(certificate(found)).level <= Level.PROBABILISTIC
