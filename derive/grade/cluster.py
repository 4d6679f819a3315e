"""The same work on other machines: a Dask cluster, whose workers can read the folder of the sheet.

A worker that dies gives its tasks back, and others do them. On each machine a task runs in a process of its
own with the limits of :mod:`derive.grade.workers`.
"""

from collections.abc import Iterator
from typing import Any

from derive.grade.processes import Pool
from derive.grade.schedule import Answer, Limits, Schedule, Work, one_by_one


class ClusterError(Exception):
    """There is no cluster at the address, or nothing to reach it with; the text is a code of the messages."""


def cluster(address: str, limits: Limits) -> Schedule:
    """The schedule that gives tasks to the cluster whose scheduler is at the address.

    Raises:
        ClusterError: Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise ClusterError("grade.no-dask") from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise ClusterError("grade.no-scheduler") from error

    def run(work: Work, count: int) -> Iterator[Answer]:
        with client:
            yield from _run(client, work, count, limits)

    return run


def _run(client: Any, work: Work, count: int, limits: Limits) -> Iterator[Answer]:
    from distributed import as_completed  # noqa: PLC0415  # an extra

    futures = [client.submit(one_task, work, task, limits, pure=False) for task in range(count)]
    tasks = {future.key: task for task, future in enumerate(futures)}
    for future in as_completed(futures, raise_errors=False):
        if future.status == "finished":
            yield future.result()
        else:
            yield Answer(tasks[future.key], None, "grade.killed")


def one_task(work: Any, task: int, limits: Limits) -> Answer:
    """One task in a process of its own, which knows what this one has learned about the sheet."""
    work.prepare()
    alone = one_by_one if Pool is None else lambda work, count: Pool(work, count, 1, limits).run()
    (answer,) = alone(lambda _: work(task), 1)
    return Answer(task, answer.result, answer.failure)
