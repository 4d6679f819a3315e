"""Documents from anywhere: nothing hangs, is run or is hidden, and others are judged as ever."""

import ast
import json
import os
import random
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hostile import ORDINARY, PAYLOAD, READING, SHOWN, SIZE, display

from derive.cli._documents import Settings, Source, check_source
from derive.render.formats.json import encode
from derive.render.report import Report

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = {**SIZE, **READING, **{name: text for name, (text, _) in SHOWN.items()}}
SECONDS = 20  # far above what any of them takes on an idle machine, far below a hang


def checked(text, path="notes.md"):
    return check_source(Settings(), Source(path, text.encode("utf-8", "surrogatepass")))


def as_json(report):
    return json.dumps(encode(Report("0", (report,))))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_document_ends_and_the_next_one_is_judged_as_ever(name):
    before = as_json(checked(ORDINARY))
    started = time.perf_counter()
    found = checked(HOSTILE[name], name + ".md")
    assert time.perf_counter() - started < SECONDS
    assert not any("fault" in remark.code for remark in found.remarks)
    assert found.steps or found.remarks
    assert as_json(checked(ORDINARY)) == before


@pytest.mark.parametrize("name", READING)
def test_what_cannot_be_read_says_why_and_where(name):
    found = checked(READING[name])
    said = [s for s in found.steps if s.finding and s.finding.verdict == "unreadable"]
    assert all(s.span.line >= 1 and s.finding.message for s in said)
    assert said or found.remarks or name == "a formula of a spreadsheet"


@pytest.mark.parametrize("name", SHOWN)
def test_signs_that_cannot_be_seen_are_named(name):
    text, number = SHOWN[name]
    (step,) = checked(text).steps
    assert step.finding.verdict == "unreadable"
    assert number in step.finding.message
    assert not any(c in step.finding.message for c in "\u200b\u202e\u2066\ufeff")


LIMITS = [
    ("a" * 1_000_001, "1000000 bytes"),
    (display("x" + "+x" * 40_000 + " = 1"), "65536 characters"),
    (display("(" * 201 + "x" + ")" * 201 + " = 1"), "more than 200"),
    (display("=".join(["x"] * 5002)), "more than 5000 steps"),
    (display("1" * 1001 + " = 1"), "more than 1000 digits"),
]


@pytest.mark.parametrize(("text", "said"), LIMITS, ids=[said for _, said in LIMITS])
def test_a_limit_is_named(text, said):
    found = checked(text)
    messages = [r.message for r in found.remarks] + [s.finding.message for s in found.steps if s.finding]
    assert any(said in message for message in messages)


def test_what_is_within_the_limits_is_read():
    assert checked(display("(" * 150 + "x" + ")" * 150 + " = x")).steps[0].finding.verdict == "proved"
    assert checked(display("1" * 1000 + " = " + "1" * 1000)).steps[0].finding.verdict == "proved"


def test_a_batch_is_judged_alike_in_any_order_and_by_any_number_of_workers(tmp_path):
    names = ["power tower", "braces", "a call", "zero width", "factorial", "dollars"]
    for number, name in enumerate(names):
        (tmp_path / f"hostile-{number}.md").write_text(HOSTILE[name], encoding="utf-8")
    (tmp_path / "ordinary.md").write_text(ORDINARY, encoding="utf-8")
    files = sorted(p.name for p in tmp_path.iterdir())
    found = set()
    for seed, jobs in ((0, "1"), (1, "2"), (4, "2")):
        random.Random(seed).shuffle(files)
        done = subprocess.run(
            [sys.executable, "-m", "derive", "check", "--format", "json", "--jobs", jobs, *files],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=False,
            cwd=tmp_path,
        )
        documents = json.loads(done.stdout)["documents"]
        found.add(json.dumps(sorted(documents, key=lambda d: d["path"])))
    assert len(found) == 1


WATCHED = """
import sys
MARK = "touch P"
seen = []

def hook(event, arguments):
    if event in ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "socket.connect"):
        seen.append(event)
    if event in ("compile", "exec") and any(MARK in str(a) for a in arguments[:1]):
        seen.append(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        seen.append((event, str(arguments[0])))

from derive.cli._documents import Settings, Source, check_source
from derive.elaborate.statement import claim_of
sys.addaudithook(hook)
for text in sys.stdin.read().split(chr(0)):
    check_source(Settings(), Source("x.md", text.encode()))
print(seen, "sympy" in sys.modules)
"""


def test_no_text_is_run_and_no_file_written():
    texts = [t for name, t in READING.items() if "call" in name or name == "files"]
    texts += [f"Let ${c}$ be real. $${PAYLOAD}$$ $$x = x$$" for c in (PAYLOAD, "x")]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=chr(0).join([*texts, ORDINARY]),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == "[] False\n", done.stderr


RUNS_TEXT = {"eval", "exec", "sympify", "parse_expr", "parse_latex", "lambdify", "literal_eval", "nsimplify"}


@cache
def calls():
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in sorted((ROOT / "derive").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def test_nothing_that_runs_text_is_called():
    compiles_its_own_source = "derive/kernel/build.py"
    found = []
    for path, node in calls():
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in RUNS_TEXT and path != compiles_its_own_source:
            found.append(f"{path}:{node.lineno}: {name}")
    assert found == []


def test_sympy_gets_no_text_but_names():
    """Texts that are put together go to constructors of symbols only, which do not read them."""
    names = {"Symbol", "Function", "Dummy", "Wild", "symbols", "Idx", "IndexedBase"}
    found = []
    for path, node in calls():
        called = node.func
        is_sympy = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "sympy"
        texts = [a for a in node.args if isinstance(a, ast.JoinedStr)]
        if is_sympy and texts and called.attr not in names:
            found.append(f"{path}:{node.lineno}: {called.attr}")
    assert found == []
