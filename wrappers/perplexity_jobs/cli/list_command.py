"""``perplexity-jobs list``, ``watch`` and ``forget``: what is remembered, and the service's own list."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import evolve

from .._values.errors import (
    EndpointRetiredError,
    JobError,
    JobExpiredError,
    JobPollError,
    JobTimeoutError,
    NotOfferedError,
    PerplexityJobsError,
)
from .._values.log import printable
from .._values.status import JobStatus
from .._values.text import plain_duration
from .exit_codes import Code
from .memory import Entry, Memory, path
from .options import Api, AsJson, BaseUrl, client, go_on
from .several import JobIds, Last, chosen
from .streams import data, data_json, failure, note

if TYPE_CHECKING:
    from rich.table import Table

    from .._client.jobs import Job

# Seconds between two polls of all jobs, and for each of them: some accounts may ask 50 times a minute.
_INTERVAL, _EACH = 15.0, 2.0
_WATCHED = 100  # jobs of the service's list
_FULL_IDS = 120  # columns of a terminal


def list_jobs(
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="COUNT", help="Jobs at most; 0 for all.", min=0)
    ] = 20,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """List jobs, newest first: those submitted from here, and those of the service's list, if it has one."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        entries, raw, problem = _known(memory, limit)
        if problem is None:
            try:
                unseen = [entry for entry in _running(entries) if entry.id not in raw]
                for entry in _looked(memory, unseen, {}, 0.0):
                    entries[entry.id] = entry
            except PerplexityJobsError as error:
                problem = error
        memory.note(entries.values())
        if as_json:
            for entry in entries.values():
                data_json({**_as_json(entry), **raw.get(entry.id, {})})
        elif not _on_terminal():
            for entry in entries.values():
                data(_line(entry))
        elif entries:
            from rich.console import Console

            Console().print(_table(entries.values(), memory.clock.time()))
        else:
            note("No job is known for this key and address.")
        if problem is not None:
            raise problem
    return Code.OK


def watch(api: Api = None, base_url: BaseUrl = None) -> int:
    """Watch the jobs that run until all have ended; in a pipe, print a line for each change."""
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        known, _, problem = _known(memory, _WATCHED)
        if problem is not None:
            raise problem
        entries = {entry.id: entry for entry in _running(known)}
        if not entries:
            note("No job that is known for this key and address runs.")
            return Code.OK
        latest: dict[str, Job] = {}
        interval = 0.0
        try:
            with _shown(memory, entries) as show:
                while running := _running(entries):
                    for entry in _looked(memory, running, latest, interval):
                        if entry != entries[entry.id]:
                            entries[entry.id] = entry
                            memory.note([entry])
                            show(entry)
                    interval = max(_INTERVAL, _EACH * len(running))
        except KeyboardInterrupt:
            failure(f"interrupted; the jobs go on: {go_on('watch')}")
            raise
    answered = all(JobStatus.read(entry.status) is JobStatus.COMPLETED for entry in entries.values())
    return Code.OK if answered else Code.NO_ANSWER


def forget(
    ids: JobIds = None,
    last: Last = False,
    everything: Annotated[bool, typer.Option("--all", help="All jobs, of every key and address.")] = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Forget jobs that are remembered here; at the service they stay as they are."""
    if everything:
        for end in ("-journal", ""):  # in this order: a journal without its file would be applied to the next
            path().with_name(path().name + end).unlink(missing_ok=True)
        return Code.OK
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        meant = {job.id for job in chosen(memory, ids, last)}
        if unknown := meant - {entry.id for entry in memory.entries()}:
            names = ", ".join(sorted(unknown))
            raise ValueError(
                f"For this key, address and API no job {names} is remembered; nothing was forgotten."
            )
        memory.forget(meant)
    return Code.OK


def _known(
    memory: Memory, limit: int
) -> tuple[dict[str, Entry], Mapping[str, Mapping[str, Any]], PerplexityJobsError | None]:
    """The newest jobs by their ids, the bodies of those in the service's list, and what went wrong there."""
    entries = {entry.id: entry for entry in memory.entries()}
    raw, problem = {}, None
    try:
        for job in memory.client.iter(max_items=limit or None):
            entries[job.id] = entries.get(job.id, memory.entry_of(job)).seen(job)
            raw[job.id] = job.raw
    except NotOfferedError:
        pass
    except PerplexityJobsError as error:
        # Of the two APIs, the one that has a list has ended.
        if not isinstance(error, EndpointRetiredError) or memory.api is not None:
            problem = error
    newest = sorted(entries.values(), key=lambda entry: entry.created, reverse=True)
    return {entry.id: entry for entry in newest[: limit or None]}, raw, problem


def _running(entries: Mapping[str, Entry]) -> list[Entry]:
    return [entry for entry in entries.values() if not entry.ended]


def _looked(
    memory: Memory, entries: Sequence[Entry], latest: dict[str, Job], seconds: float
) -> Iterator[Entry]:
    """The jobs as they stand, each once: those that end within this time as they do, then the others.

    `latest` has the snapshots of those that run, from one call to the next.
    """
    by_id = {entry.id: entry for entry in entries}
    jobs = [latest.get(entry.id) or memory.handle(entry.id, entry.created) for entry in entries]
    try:
        for job in memory.client.as_completed(jobs, seconds):
            yield by_id[job.id].seen(job)
    except JobError as problem:
        trouble: PerplexityJobsError | None = problem if isinstance(problem, JobPollError) else None
        for error in problem.errors:
            entry = by_id[error.job_id or ""]
            if isinstance(error, JobExpiredError):
                yield evolve(entry, status="EXPIRED", ended=True)
            elif not isinstance(error, JobTimeoutError):
                trouble = error
            elif error.job is not None and error.job.raw_status:
                latest[entry.id] = error.job
                yield entry.seen(error.job)
        if trouble is not None:
            raise trouble from problem


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _line(entry: Entry) -> str:
    """A job for scripts."""
    created = datetime.fromtimestamp(entry.created, UTC).isoformat()
    return "\t".join([entry.id, entry.status or "-", entry.model or "-", created, entry.question or "-"])


def _as_json(entry: Entry) -> dict[str, Any]:
    shared = {name: getattr(entry, name) for name in ("id", "api", "status", "model", "question")}
    return {**shared, "created_at": int(entry.created)}


def _table(entries: Collection[Entry], now: float) -> Table:
    """Jobs for people; on a narrow terminal with the beginnings of their ids, which name them as well."""
    from rich.table import Table
    from rich.text import Text

    full = get_terminal_size().columns >= _FULL_IDS
    ids = [entry.id if full else entry.id[: 13 if entry.id.startswith("resp_") else 8] for entry in entries]
    table = Table(box=None, pad_edge=False, expand=True, padding=(0, 2, 0, 0), header_style="dim")
    # Whatever else is cut off where there is no room: an id is there to be copied.
    table.add_column("ID", no_wrap=True, min_width=max(map(len, ids), default=0))
    for name in ("AGE", "STATUS", "MODEL"):
        table.add_column(name, no_wrap=True)
    table.add_column("QUESTION", no_wrap=True, ratio=1)
    for job_id, entry in zip(ids, entries, strict=True):
        cells = [
            job_id,
            plain_duration(max(0.0, now - entry.created)),
            (entry.status or "-").lower().replace("_", " "),
            entry.model or "-",
            entry.question or "-",
        ]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


@contextlib.contextmanager
def _shown(memory: Memory, entries: Mapping[str, Entry]) -> Iterator[Callable[[Entry], None]]:
    """Show jobs while the block runs; yields a function that shows a change of one."""
    if not _on_terminal():
        for entry in entries.values():
            data(_line(entry))
        yield lambda entry: data(_line(entry))
        return
    from rich.live import Live

    clock = memory.clock
    with Live(get_renderable=lambda: _table(entries.values(), clock.time()), refresh_per_second=1) as shown:
        yield lambda _: shown.refresh()
