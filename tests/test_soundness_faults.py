"""Disks that are full, folders that cannot be written to, interruptions, two runs at once, and time."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import ORDINARY, SIZE

from derive.cli._command import UsageError
from derive.cli._files import write_whole

FULL = Path("/dev/full")
COMMAND = [sys.executable, "-m", "derive", "check"]
LONG = "Let $x \\in \\mathbb{R}$.\n" + "".join(
    f"$$(x+{k})^2 = x^2+{2 * k}x+{k * k}$$ $$\\sin^{{{k % 9 + 2}}}(x)+{k} = x$$\n" for k in range(150)
)


def run(folder, *arguments, env=None):
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, check=False, cwd=folder, timeout=60, env=env
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notes.md").write_text(ORDINARY, encoding="utf-8")
    return tmp_path


def one_sentence(done):
    assert done.returncode == 2
    assert done.stderr.startswith("derive: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("place", ["/proc/nowhere/x.json", ".", "notes.md/x.json"])
def test_an_output_that_cannot_be_written_is_named(folder, place):
    done = run(folder, "notes.md", "--out", place)
    one_sentence(done)
    assert place in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_is_said(folder):
    one_sentence(run(folder, "notes.md", "--out", str(FULL)))
    with FULL.open("w") as full:
        done = subprocess.run(
            [*COMMAND, "notes.md"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=folder
        )
    one_sentence(done)


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path, monkeypatch):
    target = tmp_path / "results.json"
    target.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    monkeypatch.undo()
    write_whole(target, "new")
    assert target.read_text() == "new"


def test_permissions_stay_and_links_are_followed(tmp_path):
    target, link = tmp_path / "results.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_leaves_nothing_behind_and_the_next_one_completes(folder, jobs):
    for number in range(4):
        (folder / f"long-{number}.md").write_text(LONG, encoding="utf-8")
    (folder / "results.json").write_text("old")
    process = subprocess.Popen(
        [*COMMAND, ".", "--jobs", jobs, "--out", "results.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        start_new_session=True,
    )
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.splitlines()[-1].startswith("derive: interrupted")
    assert "Traceback" not in said
    assert (folder / "results.json").read_text() == "old"
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert run(folder, "notes.md", "--out", "results.json").returncode == 1
    assert json.loads((folder / "results.json").read_text())["schema"] == "derive.check/1"


def test_two_runs_in_one_folder_leave_one_whole_file(folder):
    runs = [
        subprocess.Popen([*COMMAND, "notes.md", "--out", "results.json"], cwd=folder, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in runs] == [(b"", 1)] * 3
    assert json.loads((folder / "results.json").read_text())["documents"][0]["summary"]["proved"] == 1
    assert sorted(p.name for p in folder.iterdir()) == ["notes.md", "results.json"]


@pytest.mark.parametrize("seed", ["0", "1", "2", "3", "4"])
def test_results_do_not_depend_on_the_hash_seed(folder, seed, expected):
    (folder / "tower.md").write_text(SIZE["power of a sum"], encoding="utf-8")
    done = run(folder, "--format", "json", "--certificates", "notes.md", "tower.md", env=with_seed(seed))
    assert expected.setdefault("results", done.stdout) == done.stdout
    assert len(done.stdout) > 1000


GROUND = """Let $a > 0$.
$$ \\int_0^\\infty x^2 e^{-ax}\\,dx = \\frac{2}{a^3} $$
$$ \\int_0^1 \\frac{x}{1+x^4}\\,dx = \\frac{\\pi}{8} = \\frac{\\pi}{9} $$
$$ \\sum_{k=1}^n k^4 = \\frac{n(n+1)(2n+1)(3n^2+3n-1)}{30} $$
$$ \\int x \\arctan x\\,dx = \\frac{(x^2+1)\\arctan x - x}{2} $$
"""


def test_results_do_not_depend_on_the_numbers_that_sympy_calculates_with(folder):
    (folder / "ground.md").write_text(GROUND, encoding="utf-8")
    found = set()
    for number, kind in enumerate(("python", "flint", "auto")):
        files = ["ground.md", "notes.md"][:: 1 if number % 2 else -1]
        env = {**with_seed(str(number)), "SYMPY_GROUND_TYPES": kind}
        done = run(
            folder, "--format", "json", "--certificates", "--jobs", str(1 + number % 2), *files, env=env
        )
        documents = json.loads(done.stdout)["documents"]
        found.add(json.dumps(sorted(documents, key=lambda d: d["path"])))
    assert len(found) == 1
    (ground, _) = json.loads(found.pop())
    assert [s["verdict"] for s in ground["steps"] if s["verdict"]] == [
        *("proved", "proved", "refuted", "proved", "proved")
    ]


def with_seed(seed):
    return {**os.environ, "PYTHONHASHSEED": seed}


@pytest.fixture(scope="module")
def expected():
    return {}
