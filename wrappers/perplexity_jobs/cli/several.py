"""The jobs that a command is about, each with an outcome of its own: named by ids, or the last one."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from .._values.errors import JobError, JobPollError, PerplexityJobsError
from .display import live, stopwatch
from .error_messages import words
from .exit_codes import code_of
from .memory import Memory
from .options import client, go_on
from .streams import NoOutputError, failure, read_input

if TYPE_CHECKING:
    from .._client.jobs import Job


def _remembered(incomplete: str) -> list[tuple[str, str]]:
    """The ids that a shell completes with Tab, each with its question."""
    with contextlib.suppress(PerplexityJobsError), client(None, None) as jobs:
        entries = Memory(jobs).entries("substr(id, 1, length(?)) = ?", incomplete, incomplete)
        # zsh evaluates what typer prints, which quotes all but backslashes.
        known = [(entry.id, (entry.question or "").replace("\\", "")) for entry in entries]
        return [(job_id, question) for job_id, question in known if re.fullmatch(r"[\w-]+", job_id)]
    return []


JobIds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID...",
        autocompletion=_remembered,
        help="As `submit` or `list` printed them, or their beginnings; - reads them from standard input.",
    ),
]
Last = Annotated[bool, typer.Option("--last", "-l", help="The job that was last submitted from here.")]


def chosen(memory: Memory, ids: Sequence[str] | None, last: bool) -> list[Job]:
    """The jobs that are meant, each once; no request is made.

    Raises:
        ValueError: none is named, or one is not told apart from others.
    """
    if last == bool(ids):
        raise ValueError("Which job? Give its id, or --last for the one that was last submitted from here.")
    found: dict[str, float | None] = {}
    if last:
        entry = memory.last()
        if entry is None:
            raise ValueError("No job is remembered for this key and address; give the id of one.")
        found[entry.id] = entry.created
    else:
        lines = (read_input("ids").splitlines() if word == "-" else [word] for word in ids or ())
        for word in (line.split()[0] for line in chain.from_iterable(lines) if line.strip()):
            known = memory.find(word)
            found[known.id if known else word] = known.created if known else None
        if not found:
            raise ValueError("No id is given.")
    return [memory.handle(job_id, created) for job_id, created in found.items()]


def each(jobs: Sequence[Job], act: Callable[[Job], int], command: str) -> int:
    """Do something with each job, whatever becomes of the others; the highest exit code."""
    return max(_outcome(partial(act, job), command) for job in jobs)


def wait_for_all(memory: Memory, jobs: Sequence[Job], timeout: float, show: Callable[[Job], int]) -> int:
    """Wait for several jobs, and show each as it ends; the highest exit code."""
    clock = memory.clock
    began = clock.monotonic()
    left = [job.id for job in jobs]
    code = 0

    def line(columns: int) -> str:
        ended = f"{len(jobs) - len(left)} of {len(jobs)} jobs have ended"
        return f"{ended}, {stopwatch(clock.monotonic() - began)}"

    with live(line) as changed:
        try:
            for job in memory.client.as_completed(jobs, timeout):
                left.remove(job.id)
                code = max(code, _outcome(partial(show, job), "wait"))
                changed()
        except (JobPollError, NoOutputError):
            raise
        except JobError as problem:
            for error in problem.errors:
                failure(f"error: {words(error, 'wait')}")
                code = max(code, code_of(error, "wait"))
        except KeyboardInterrupt:
            failure(f"interrupted; the jobs go on: {go_on('wait', *left)}")
            raise
    return code


def _outcome(act: Callable[[], int], command: str) -> int:
    try:
        return act()
    except NoOutputError:
        raise
    except PerplexityJobsError as problem:
        failure(f"error: {words(problem, command)}")
        return code_of(problem, command)
