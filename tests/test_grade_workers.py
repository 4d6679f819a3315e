"""Worker processes: one that hangs, eats memory or dies takes only its own task with it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from derive.grade.grading import Grader
from derive.grade.run import RESULTS, BusyError, Settings, grade_all
from derive.grade.schedule import Limits
from derive.grade.submission import submissions
from derive.grade.workers import Pool

SMALL = Limits(seconds=1, memory=256 << 20)


def spin():
    while True:
        pass


def eat():
    held = []
    while True:
        held.append(bytearray(8 << 20))


def die():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave():
    os._exit(0)


def fail():
    raise ValueError("a fault of ours")


def dig(depth=0):
    return dig(depth + 1) + 1


TROUBLE = {
    3: (spin, "grade.too-slow"),
    5: (eat, "grade.too-large"),
    7: (die, "grade.killed"),
    8: (leave, "grade.killed"),
    9: (fail, "grade.internal-fault"),
    11: (dig, "grade.too-large"),
}


def work(task):
    trouble = TROUBLE.get(task)
    return {"square": task * task} if trouble is None else trouble[0]()


def test_a_task_that_goes_wrong_costs_no_other():
    found = {a.task: a for a in Pool(work, 20, 2, SMALL).run()}
    assert sorted(found) == list(range(20))
    for task, answer in found.items():
        if task in TROUBLE:
            assert (answer.result, answer.failure) == (None, TROUBLE[task][1])
        else:
            assert (answer.result, answer.failure) == ({"square": task * task}, None)


def test_a_task_that_sleeps_is_stopped_by_the_clock():
    began = time.monotonic()
    (answer,) = Pool(lambda _: time.sleep(60), 1, 1, Limits(seconds=0.05)).run()
    assert answer.failure == "grade.too-slow"
    assert time.monotonic() - began < 20


def test_no_process_is_left_behind():
    pool = Pool(work, 20, 2, SMALL)
    answers = pool.run()
    next(answers)
    pids = list(pool.workers)
    answers.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")

@sheet.exercise("1a", marks=2)
def square(x=Real()):
    r"Show that \\claim."
    return Eq((x + 1)**2 - 1, x * (x + 2))

@sheet.exercise("1b", marks=2)
def slope(x=Real()):
    r"Show that \\claim."
    return Eq(Derivative(x**3, x), 3 * x**2)
"""
RIGHT = "# 1a\n\n$$(x + 1)^2 - 1 = x^2 + 2x + 1 - 1 = x^2 + 2x = x (x + 2)$$\n"
WRONG = "# 1a\n\n$$(x + 1)^2 - 1 = x^2 + 3x + 1 - 1 = x (x + 2)$$\n"
NAMES = [f"s{k:02}" for k in range(12)]


@pytest.fixture
def sheet(tmp_path):
    folder = tmp_path / "sheet"
    folder.mkdir()
    (folder / "sheet.py").write_text(SHEET, encoding="utf-8")
    return folder


@pytest.fixture
def found(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for k, name in enumerate(NAMES):
        (folder / f"{name}.md").write_text(RIGHT if k % 3 else WRONG, encoding="utf-8")
    return submissions(folder)


def quietly(*_):
    pass


def marks(grades):
    return {g.pseudonym: (g.problem, [(e.got, e.pending) for e in g.exercises]) for g in grades}


def test_submissions_that_hang_eat_memory_or_crash_leave_the_others_as_they_are(
    sheet, found, tmp_path, monkeypatch
):
    untouched = marks(grade_all(sheet, found, tmp_path / "one", Settings(2), quietly))
    trouble = {"s03": spin, "s05": eat, "s08": die}
    grade = Grader.grade

    def troubled(self, submission):
        return trouble[submission.pseudonym]() if submission.pseudonym in trouble else grade(self, submission)

    monkeypatch.setattr(Grader, "grade", troubled)
    seen = marks(grade_all(sheet, found, tmp_path / "two", Settings(2, SMALL), quietly))
    problems = {name: seen[name][0] for name in trouble}
    assert problems == {"s03": "grade.too-slow", "s05": "grade.too-large", "s08": "grade.killed"}
    assert all(sum(pending for _, pending in seen[name][1]) == 4 for name in trouble)
    assert {n: m for n, m in seen.items() if n not in trouble} == {
        n: m for n, m in untouched.items() if n not in trouble
    }


def test_an_interrupted_run_goes_on_where_it_was_and_ends_the_same(sheet, found, tmp_path):
    whole = grade_all(sheet, found, tmp_path / "one", Settings(2), quietly)
    results = (tmp_path / "one" / RESULTS).read_bytes()
    for cut in (0, 17, len(results) // 3, len(results) // 2 + 1, len(results) - 1):
        out = tmp_path / f"cut{cut}"
        out.mkdir()
        (out / RESULTS).write_bytes(results[:cut])
        count = []
        again = grade_all(sheet, found, out, Settings(1), lambda done, _, count=count: count.append(done))
        assert again == whole
        assert (out / RESULTS).read_bytes() == results
        assert len(count) == len(NAMES) - results[:cut].count(b"\n")


class Stop(Exception):
    pass


def test_what_was_graded_before_an_interruption_is_kept(sheet, found, tmp_path):
    def stopping(done, _):
        if done == 5:
            raise Stop

    with pytest.raises(Stop):
        grade_all(sheet, found, tmp_path / "out", Settings(2), stopping)
    assert (tmp_path / "out" / RESULTS).read_bytes().count(b"\n") == 5
    rest = []
    grade_all(sheet, found, tmp_path / "out", Settings(2), lambda done, count: rest.append((done, count)))
    assert rest[-1] == (7, 7)


def test_a_damaged_results_file_costs_only_what_is_damaged(sheet, found, tmp_path):
    whole = grade_all(sheet, found, tmp_path, Settings(1), quietly)
    lines = (tmp_path / RESULTS).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = '{"key": "nonsense"}\n'
    lines[4] = "\x00\x00 not json\n"
    (tmp_path / RESULTS).write_text("".join(lines), encoding="utf-8")
    again = []
    assert grade_all(sheet, found, tmp_path, Settings(1), lambda done, _: again.append(done)) == whole
    assert again == [1, 2]


def test_marks_do_not_depend_on_order_or_number_of_workers(sheet, found, tmp_path):
    seen = [
        grade_all(sheet, order, tmp_path / str(k), Settings(jobs), quietly)
        for k, (order, jobs) in enumerate(((found, 1), (found[::-1], 1), (found, 3)))
    ]
    assert seen[0] == seen[1] == seen[2]


def test_two_runs_do_not_write_into_one_folder(sheet, found, tmp_path):
    def meanwhile(*_):
        with pytest.raises(BusyError):
            grade_all(sheet, found, tmp_path, Settings(1), quietly)

    grade_all(sheet, found[:1], tmp_path, Settings(1), meanwhile)


def files_in(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != ".lock" and not p.name.endswith(".part")
    }


def lines_in(path):
    return path.read_bytes().count(b"\n") if path.is_file() else 0


def test_a_program_that_is_killed_again_and_again_ends_the_same(sheet, found, tmp_path):
    command = [
        sys.executable,
        "-m",
        "derive.cli.main",
        "grade",
        str(sheet),
        str(tmp_path / "in"),
        "--jobs",
        "2",
    ]
    subprocess.run([*command, "--out", str(tmp_path / "one")], check=True, capture_output=True)
    out = tmp_path / "two"
    for moment in (1, 5, 9):
        with subprocess.Popen([*command, "--out", str(out)], stdout=subprocess.DEVNULL) as program:
            while program.poll() is None and lines_in(out / RESULTS) < moment:
                time.sleep(0.002)
            program.kill()
    told = subprocess.run(
        [*command, "--out", str(out), "--resume"], check=True, capture_output=True, text=True
    )
    assert files_in(out) == files_in(tmp_path / "one")
    assert "graded before:" in told.stdout
