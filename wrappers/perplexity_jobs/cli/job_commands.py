"""The commands for single jobs: ask, submit, get, wait, cancel, list."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._values.errors import JobError
from .._values.text import plain_duration
from .exit_codes import Code
from .options import Api, AsJson, BaseUrl, Effort, Fields, Model, Timeout, client, read_fields
from .streams import NoOutputError, check_output, data, data_json, note
from .waiting import wait_for

if TYPE_CHECKING:
    from .._client.jobs import Job

Question = Annotated[str, typer.Argument(help="The question; - reads it from standard input.")]
JobId = Annotated[str, typer.Argument(metavar="ID", help="As `submit` printed it.")]
Key = Annotated[
    str | None,
    typer.Option(
        "--idempotency-key", help="The same key brings the same job instead of a second one; not with agent."
    ),
]


def ask(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    field: Fields = None,
    timeout: Timeout = 1800.0,
    key: Key = None,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question, wait, and print the answer as Markdown with its sources."""
    options = _options(model, effort, key, field)
    check_output()
    with client(base_url, api) as jobs:
        job = jobs.submit(_question(question), **options)
        note(f"job {job.id}")
        with _paid(job):
            return _show(wait_for(jobs, job, timeout), as_json)


def submit(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    field: Fields = None,
    key: Key = None,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question and print the id of its job, without waiting."""
    options = _options(model, effort, key, field)
    check_output("stderr")
    with client(base_url, api) as jobs:
        job = jobs.submit(_question(question), **options)
    with _paid(job):
        if as_json:
            data_json(job.raw)
        else:
            data(job.id)
    return Code.OK


def get(job_id: JobId, as_json: AsJson = False, api: Api = None, base_url: BaseUrl = None) -> int:
    """Ask for a job once: print its answer, or where it stands."""
    with client(base_url, api) as jobs:
        return _show(jobs.get(job_id), as_json)


def wait(
    job_id: JobId,
    timeout: Timeout = 1800.0,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Wait for a job and print its answer."""
    with client(base_url, api) as jobs:
        return _show(wait_for(jobs, jobs.job(job_id), timeout), as_json)


def cancel(job_id: JobId, as_json: AsJson = False, api: Api = None, base_url: BaseUrl = None) -> int:
    """Ask for the end of a job, and print where it stands; `wait` sees the end. Only with --api agent."""
    with client(base_url, api) as jobs:
        job = jobs.cancel(job_id)
    if as_json:
        data_json(job.raw)
    else:
        data(_state(job))
    return Code.OK


def list_jobs(
    limit: Annotated[int, typer.Option("--limit", "-n", help="Jobs at most; 0 for all.", min=0)] = 20,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """List the account's jobs: id, status, model, time of creation. The Agent API has no list."""
    with client(base_url, api) as jobs:
        for job in jobs.iter(max_items=limit or None):
            if as_json:
                data_json(job.raw)
            else:
                created = job.created_at.isoformat() if job.created_at else "-"
                data(f"{_state(job)}\t{created}")
    return Code.OK


@contextlib.contextmanager
def _paid(job: Job) -> Iterator[None]:
    """Name the job in the error where its answer cannot be printed: its id may be known nowhere else."""
    try:
        yield
    except NoOutputError as problem:
        problem.job_id = job.id
        raise


def _show(job: Job, as_json: bool) -> int:
    if as_json:
        data_json(job.raw)
    elif not job.is_terminal:
        data(_state(job))
    if not job.is_terminal:
        return Code.OK
    try:
        answer = job.to_markdown().rstrip("\n")
    except JobError:
        if as_json:
            return Code.NO_ANSWER
        raise
    if not as_json:
        data(answer)
        took = "" if job.elapsed is None else f": {plain_duration(job.elapsed)}"
        cost = "" if job.cost is None else f", USD {job.cost:.4f}"
        note(f"job {job.id}{took}{cost}")
    return Code.OK


def _state(job: Job) -> str:
    return "\t".join([job.id, job.raw_status or "-", job.model or "-"])


def _question(text: str) -> str:
    if text != "-":
        return text
    if sys.stdin is None:
        raise ValueError("There is no standard input to read the question from.")
    try:
        return sys.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise ValueError("The question on standard input is no UTF-8; nothing was sent.") from problem


def _options(model: str | None, effort: str | None, key: str | None, pairs: list[str] | None) -> Any:
    """The keywords of `submit`; which fields there are is known to the service's document alone."""
    level = {} if effort is None else {"effort": effort}
    return {"model": model, "idempotency_key": key, **level, **read_fields(pairs)}
