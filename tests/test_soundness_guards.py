"""Last resorts: guards of time and memory, termination at any moment, full disks, clocks, damaged caches."""

import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import ORDINARY

from derive.cli import _documents, _guard
from derive.cli._documents import Settings, Source, check_all
from derive.core.verdict import Proved, Refuted, Undecided
from derive.elaborate.statement import claim_of
from derive.grade.schedule import Limits
from derive.grade.workers import Pool
from derive.prove.cache import Cache
from derive.prove.check import decide
from derive.prove.limits import DEFAULT

COMMAND = [sys.executable, "-m", "derive"]
TOLERANCE = 0.3
LONG = "Let $x \\in \\mathbb{R}$.\n" + "".join(f"$$ |x-{k}|+x \\ge {k} $$\n" for k in range(1, 400))
SLOW = claim_of("x = 7")
SLOWLY = "Let $x \\in \\mathbb{R}$.\n$$ x = 7 $$\n"


def spin(*_):
    while True:
        pass


def compute(*_):
    """Compiled code that listens to no signals."""
    return max(range(10**12))


class Swallowing:
    """Loses the first alarms, as what is called while memory is freed does."""

    def __del__(self):
        started = time.process_time()
        while time.process_time() < started + 0.5:
            pass


def swallow(*_):
    Swallowing()
    spin()


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(_guard, "SECONDS", 0.4)


def troubled(trouble):
    return lambda claim, limits: trouble() if claim.proposition is SLOW.proposition else decide(claim, limits)


@pytest.mark.parametrize("trouble", [spin, swallow])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_claim_that_takes_too_long_is_undecided_in_time(short, monkeypatch, trouble):
    monkeypatch.setattr(_guard, "decide", troubled(trouble))
    monkeypatch.setattr(_guard, "GRACE", 60.0)
    started = time.process_time()
    found = _guard.guarded(SLOW, DEFAULT)
    late = time.process_time() - started - _guard.SECONDS
    assert isinstance(found, Undecided)
    assert (found.reason, found.detail) == ("prove.guard", "0.4")
    assert late < (TOLERANCE if trouble is spin else TOLERANCE + 0.5)
    assert isinstance(_guard.guarded(claim_of("x = x"), DEFAULT), Proved)


def texts(*contents):
    return [Source(f"{k}.md", content.encode()) for k, content in enumerate(contents)]


def verdicts(report):
    return [s.finding.verdict for s in report.steps if s.finding is not None]


def quietly(*_):
    pass


def test_a_step_that_is_stopped_costs_no_other(short, monkeypatch):
    monkeypatch.setattr(_guard, "decide", troubled(spin))
    text = ORDINARY + "## Another one\n" + SLOWLY + "## A third one\n$$ x = x $$\n"
    (found,) = check_all(texts(text), Settings(), 2, quietly)
    assert verdicts(found) == ["proved", "refuted", "undecided", "proved"]
    (stopped,) = (s.finding for s in found.steps if s.finding and s.finding.verdict == "undecided")
    assert "0.4 s" in stopped.message


def test_compiled_code_that_does_not_return_is_ended_with_its_process(short, monkeypatch):
    monkeypatch.setattr(_guard, "decide", troubled(compute))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = check_all(texts(ORDINARY, SLOWLY, ORDINARY), Settings(), 1, quietly)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert [r.code for r in found[1].remarks] == ["cli.guard"]
    assert verdicts(found[0]) == verdicts(found[2]) == ["proved", "refuted"]
    assert after.ru_utime - before.ru_utime < 10


def eat(*_):
    held = []
    while True:
        held.append(bytearray(8 << 20))


def abort(*_):
    os.abort()


@pytest.mark.parametrize(("trouble", "code"), [(eat, "cli.too-large"), (abort, "cli.too-large")])
def test_a_document_that_eats_memory_costs_no_other(monkeypatch, trouble, code):
    monkeypatch.setattr(_guard, "decide", troubled(trouble))
    monkeypatch.setattr(_documents, "LIMITS", Limits(seconds=20, memory=256 << 20))
    found = check_all(texts(ORDINARY, SLOWLY, ORDINARY), Settings(), 2, quietly)
    assert [r.code for r in found[1].remarks] == [code]
    assert verdicts(found[0]) == verdicts(found[2]) == ["proved", "refuted"]


def descendants(group):
    """The processes of a session and of the sessions of its children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z" and (int(fields[1]) == group or int(fields[3]) == group):
                found.append(int(entry.name))
    return found


def wait_for_workers(process, count):
    for _ in range(600):
        workers = [p for p in descendants(process.pid) if p != process.pid]
        if len(workers) >= count or process.poll() is not None:
            return workers
        time.sleep(0.02)
    return []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes cannot be listed")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGTERM, 2), (signal.SIGKILL, -signal.SIGKILL)])
def test_whoever_ends_the_run_leaves_no_process_and_no_half_file(tmp_path, sign, status):
    for k in range(4):
        (tmp_path / f"long-{k}.md").write_text(LONG, encoding="utf-8")
    (tmp_path / "results.json").write_text("old")
    process = subprocess.Popen(
        [*COMMAND, "check", ".", "--jobs", "2", "--out", "results.json"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    workers = wait_for_workers(process, 2)
    assert len(workers) == 2
    time.sleep(random.Random(sign).random())
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in said
    assert sign == signal.SIGKILL or said.splitlines()[-1].startswith("derive: interrupted")
    for _ in range(100):
        left = [p for p in workers if Path(f"/proc/{p}").exists()]
        if not left:
            break
        time.sleep(0.05)
    assert left == []
    assert (tmp_path / "results.json").read_text() == "old"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def small_files():
    """As on a disk that is nearly full: no file may be longer than two blocks."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


def test_results_that_do_not_fit_on_the_disk_leave_the_old_ones(tmp_path):
    (tmp_path / "notes.md").write_text(ORDINARY, encoding="utf-8")
    (tmp_path / "results.json").write_text("old")
    arguments = [*COMMAND, "check", "notes.md", "--out", "results.json"]
    done = subprocess.run(
        arguments, cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=small_files
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "results.json").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.md", "results.json"]
    assert subprocess.run(arguments, cwd=tmp_path, check=False).returncode == 1
    assert json.loads((tmp_path / "results.json").read_text())["schema"] == "derive.check/1"


SHEET = """# Squares

## 1a (2 marks) {#square}

Let $x \\in \\mathbb{R}$. Show that $$ (x+1)^2 - 1 = x (x+2) $$

::: solution
$$ (x+1)^2 - 1 = x^2 + 2x + 1 - 1 = x (x+2) $$
:::
"""


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    folder = tmp_path_factory.mktemp("classroom")
    (folder / "sheet").mkdir()
    (folder / "sheet" / "sheet.md").write_text(SHEET, encoding="utf-8")
    (folder / "in").mkdir()
    for k in range(20):
        text = f"# 1a\n\n$$ (x+1)^2 - 1 = x^2 + 2x + {k % 3} - {k % 2} = x (x+2) $$\n"
        (folder / "in" / f"s{k:02}.md").write_text(text, encoding="utf-8")
    assert finished(folder, "whole")[1] == 0
    return folder


def grading(folder, out, **options):
    arguments = [*COMMAND, "grade", "sheet", "in", "--out", out, "--jobs", "2"]
    return subprocess.Popen(
        arguments,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finished(folder, out, **options):
    process = grading(folder, out, **options)
    return process.communicate(timeout=120)[1], process.returncode


def test_grading_that_is_ended_at_any_moment_loses_nothing_and_completes(classroom):
    whole = (classroom / "whole" / "results.jsonl").read_bytes()
    results = classroom / "out" / "results.jsonl"
    for number, sign in enumerate((signal.SIGTERM, signal.SIGKILL)):
        process = grading(classroom, "out", start_new_session=True)
        wanted = 5 * (number + 1)
        for _ in range(2000):
            if (
                results.is_file() and results.read_bytes().count(b"\n") >= wanted
            ) or process.poll() is not None:
                break
            time.sleep(0.005)
        process.send_signal(sign)
        process.communicate(timeout=60)
        done = results.read_bytes() if results.is_file() else b""
        lines = {line for line in done.split(b"\n")[:-1] if line}
        assert lines <= set(whole.split(b"\n"))
    assert finished(classroom, "out")[1] == 0
    assert results.read_bytes() == whole


def test_a_full_disk_while_grading_is_said_and_the_next_run_completes(classroom):
    said, status = finished(classroom, "small", preexec_fn=small_files)
    assert status == 2
    assert said.splitlines()[-1].startswith("derive: ")
    assert "Traceback" not in said
    assert finished(classroom, "small")[1] == 0
    results = [(classroom / name / "results.jsonl").read_bytes() for name in ("small", "whole")]
    assert results[0] == results[1]


def test_a_clock_that_jumps_changes_nothing(monkeypatch):
    jumps = random.Random(3)
    monkeypatch.setattr(time, "time", lambda: jumps.uniform(-1e9, 4e9))
    found = {a.task: a.result for a in Pool(lambda k: k * k, 20, 2, Limits(seconds=5)).run()}
    assert found == {k: k * k for k in range(20)}
    reports = check_all(texts(ORDINARY, ORDINARY), Settings(), 2, quietly)
    assert [verdicts(r) for r in reports] == [["proved", "refuted"]] * 2


CLAIMS = [f"(x+{k})^2 = x^2+{2 * k}x+{k * k + k % 2}" for k in range(24)]


def keep_deciding(path, number):
    wrong = 0
    for _ in range(3):
        for latex in CLAIMS[number::2]:
            claim = claim_of(latex)
            with Cache(path) as cache:
                wrong += type(cache.decide(claim)) is not type(decide(claim))
    os._exit(1 if wrong else 0)


def test_a_cache_that_is_damaged_while_it_is_in_use_changes_no_verdict(tmp_path):
    path = tmp_path / "cache"
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=keep_deciding, args=(path, n)) for n in range(2)]
    for process in running:
        process.start()
    rng = random.Random(1)
    while any(p.is_alive() for p in running):
        if path.is_file():
            size = path.stat().st_size
            with path.open("r+b") as file:
                if rng.random() < 0.5:
                    file.truncate(rng.randrange(size + 1))
                else:
                    file.seek(rng.randrange(size + 1))
                    file.write(rng.randbytes(200))
        time.sleep(0.02)
    for process in running:
        process.join()
    assert [p.exitcode for p in running] == [0, 0]
    path.write_bytes(b"garbage" * 1000)
    with Cache(path) as cache:
        assert {type(cache.decide(claim_of(c))) for c in CLAIMS} == {Proved, Refuted}
    with Cache(path) as cache:
        assert isinstance(cache.decide(claim_of(CLAIMS[0])), Proved)
        assert cache.found == 1
