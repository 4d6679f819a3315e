"""Grading on a cluster: the marks are the same, and a worker that is killed costs nothing."""

import os
import signal

import pytest

from derive.grade.run import Settings, grade_all
from derive.grade.schedule import Limits
from derive.grade.submission import submissions

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")

@sheet.exercise("1a", marks=2)
def square(x=Real()):
    r"Show that \\claim."
    return Eq((x + 1)**2 - 1, x * (x + 2))
"""
RIGHT = "# 1a\n\n$$(x + 1)^2 - 1 = x^2 + 2x + 1 - 1 = x^2 + 2x = x (x + 2)$$\n"
WRONG = "# 1a\n\n$$(x + 1)^2 - 1 = x^2 + 2x = x (x + 3)$$\n"
LIMITS = Limits(seconds=30)


@pytest.fixture
def cluster():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **options) as found:
        yield found


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_marks_even_if_a_worker_is_killed(cluster, tmp_path):
    from derive.grade.cluster import cluster as schedule

    folder, sheet = tmp_path / "in", tmp_path / "sheet"
    folder.mkdir()
    sheet.mkdir()
    (sheet / "sheet.py").write_text(SHEET, encoding="utf-8")
    for k in range(12):
        (folder / f"s{k:02}.md").write_text(RIGHT if k % 3 else WRONG, encoding="utf-8")
    found = submissions(folder)
    expected = grade_all(sheet, found, tmp_path / "here", Settings(1), lambda *_: None)
    with distributed.Client(cluster, set_as_default=False) as client:
        victims = list(client.run(os.getpid).values())

    def killing(done, _):
        if done == 2:
            os.kill(victims[0], signal.SIGKILL)

    there = Settings(1, LIMITS, schedule=schedule(cluster.scheduler_address, LIMITS))
    assert grade_all(sheet, found, tmp_path / "there", there, killing) == expected
