"""Worker processes with hard limits of time and memory; one that dies takes only its own task with it.

Workers are forked from a process that has everything loaded, so that a new one costs milliseconds, and are
told the number of a task. They answer with one line of JSON. An alarm does not stop compiled code, so limits
are the kernel's: processor time and address space of the worker, and beyond them the parent kills.
"""

import ctypes
import faulthandler
import json
import os
import resource
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from derive.grade.schedule import Answer, Limits, Work

LONGEST_ANSWER: Final = 256 << 20
PARENT_DEATH_SIGNAL: Final = 1
_PATIENCE: Final = 4
_GRACE: Final = 0.1
_STATEMENT: Final = Path("/proc/self/statm")


@dataclass(slots=True)
class _Worker:
    pid: int
    channel: socket.socket
    task: int | None = None
    deadline: float = 0.0
    received: list[bytes] = field(default_factory=list)


class Pool:
    """Some workers that do the tasks 0, 1, .. with a function; results come in the order of completion."""

    def __init__(self, work: Work, count: int, jobs: int, limits: Limits) -> None:
        """Nothing is started yet."""
        self.work = work
        self.limits = limits
        self.waiting = list(range(count - 1, -1, -1))
        self.jobs = min(jobs, count)
        self.workers: dict[int, _Worker] = {}
        self.selector = selectors.DefaultSelector()

    def run(self) -> Iterator[Answer]:
        """All answers; no worker is left behind, whatever happens."""
        try:
            while self.waiting or any(w.task is not None for w in self.workers.values()):
                self._employ()
                yield from self._heard()
        finally:
            for worker in list(self.workers.values()):
                self._dismiss(worker)
            self.selector.close()

    def _employ(self) -> None:
        """Give every idle worker a task, and start workers that are missing."""
        while self.waiting and len(self.workers) < self.jobs:
            self._start()
        for worker in self.workers.values():
            if worker.task is None and self.waiting:
                worker.task = self.waiting.pop()
                worker.deadline = time.monotonic() + _PATIENCE * self.limits.seconds + 1
                with suppress(OSError):
                    worker.channel.sendall(f"{worker.task}\n".encode())

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            _live(theirs, [ours, *(w.channel for w in self.workers.values())], self.work, self.limits)
        theirs.close()
        self.workers[pid] = _Worker(pid, ours)
        self.selector.register(ours, selectors.EVENT_READ, pid)

    def _heard(self) -> Iterator[Answer]:
        """Answers that have come in, and those of workers that died or were too slow."""
        for key, _ in self.selector.select(_GRACE):
            worker = self.workers[key.data]
            try:
                piece = worker.channel.recv(1 << 20)
            except OSError:
                piece = b""
            worker.received.append(piece)
            if not piece or sum(map(len, worker.received)) > LONGEST_ANSWER:
                yield from self._lost(worker)
            elif piece.endswith(b"\n"):
                yield from self._answered(worker)
        now = time.monotonic()
        for worker in [w for w in self.workers.values() if w.task is not None and now > w.deadline]:
            yield from self._lost(worker, "grade.too-slow")

    def _answered(self, worker: _Worker) -> Iterator[Answer]:
        found = json.loads(b"".join(worker.received))
        task, worker.task, worker.received = worker.task, None, []
        if task is not None:
            yield Answer(task, found.get("result"), found.get("failure"))
        if found.get("failure"):
            self._dismiss(worker)

    def _lost(self, worker: _Worker, why: str | None = None) -> Iterator[Answer]:
        """The worker is gone, or has to go; its task failed."""
        status = self._dismiss(worker)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if worker.task is not None:
            yield Answer(worker.task, None, why or _DEATHS.get(ended, "grade.killed"))

    def _dismiss(self, worker: _Worker) -> int:
        """End a worker and all that it started; gives how it ended."""
        self.workers.pop(worker.pid, None)
        with suppress(KeyError, ValueError):
            self.selector.unregister(worker.channel)
        worker.channel.close()
        done, status = os.waitpid(worker.pid, os.WNOHANG)
        if not done:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            _, status = os.waitpid(worker.pid, 0)
        return status


_DEATHS: Final[dict[int, str]] = {
    signal.SIGXCPU: "grade.too-slow",
    signal.SIGVTALRM: "grade.too-slow",
    signal.SIGABRT: "grade.too-large",
}


def _live(channel: socket.socket, others: list[socket.socket], work: Work, limits: Limits) -> None:
    """The life of a worker: it never returns into the program it was forked from."""
    status = 1
    try:
        os.setsid()
        _die_with_parent()
        faulthandler.disable()
        for other in others:
            other.close()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _bound_memory(limits.memory)
        with channel, channel.makefile("rwb") as stream:
            while line := stream.readline():
                _bound_time(limits.seconds)
                answer = _answer(work, int(line))
                stream.write(json.dumps(answer).encode() + b"\n")
                stream.flush()
                if "failure" in answer:
                    break
        status = 0
    finally:
        os._exit(status)


def _die_with_parent() -> None:
    """Ask the system, where it can, to end this process when the one that forked it is gone."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _answer(work: Work, task: int) -> dict[str, Any]:
    """A result or the code of a failure; after want of memory the worker is not used again."""
    try:
        return {"result": work(task)}
    except (MemoryError, RecursionError):
        return {"failure": "grade.too-large"}
    except Exception:  # noqa: BLE001  # a fault of ours in one task must not cost the others
        return {"failure": "grade.internal-fault"}


def _bound_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _bound_memory(extra: int) -> None:
    """A bound on the address space; no core file, and nothing written beyond what is sent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _STATEMENT.exists():
        loaded = int(_STATEMENT.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (loaded + extra, loaded + extra))
