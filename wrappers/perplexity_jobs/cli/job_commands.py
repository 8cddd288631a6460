"""The commands that buy a job, `ask` and `submit`, and what is shown of one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._values.errors import JobError
from .._values.text import plain_duration
from .error_messages import in_shell
from .exit_codes import Code
from .memory import Memory
from .options import Api, AsJson, BaseUrl, Effort, Fields, Model, Timeout, client, read_fields, wait_command
from .streams import NoOutputError, check_output, data, data_json, failure, note, read_input
from .waiting import wait_for

if TYPE_CHECKING:
    from .._client.blocking import PerplexityJobs
    from .._client.jobs import Job

Question = Annotated[str, typer.Argument(help="The question; - reads it from standard input.")]
Key = Annotated[
    str | None,
    typer.Option(
        "--idempotency-key", help="The same key brings the same job instead of a second one; not with agent."
    ),
]
Private = Annotated[
    bool, typer.Option("--private", help="Remember the job without the words of its question.")
]


def ask(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    field: Fields = None,
    timeout: Timeout = 1800.0,
    key: Key = None,
    private: Private = False,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question, wait, and print the answer as Markdown with its sources."""
    options = _options(model, effort, key, field)
    check_output()
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        job = _submit(jobs, memory, question, private, options)
        note(f"job {job.id}")
        with _paid(job):
            done = wait_for(jobs, job, timeout)
            memory.saw(done)
            return show_job(done, as_json)


def submit(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    field: Fields = None,
    key: Key = None,
    private: Private = False,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question and print the id of its job, without waiting."""
    options = _options(model, effort, key, field)
    check_output("stderr")
    with client(base_url, api) as jobs:
        job = _submit(jobs, Memory(jobs), question, private, options)
    with _paid(job):
        if as_json:
            data_json(job.raw)
        else:
            data(job.id)
    return Code.OK


def _submit(jobs: PerplexityJobs, memory: Memory, question: str, private: bool, options: Any) -> Job:
    """Submit a question and remember its job."""
    text, job = _question(question), None
    try:
        job = jobs.submit(text, **options)
        memory.asked(job, None if private else text)
    except KeyboardInterrupt as stop:
        notes = (
            f"the job goes on: {wait_command(job.id)}" if job else " ".join(getattr(stop, "__notes__", []))
        )
        failure(f"interrupted; {in_shell(notes)}")
        raise
    return job


@contextlib.contextmanager
def _paid(job: Job) -> Iterator[None]:
    """Name the job in the error where its answer cannot be printed: its id may be known nowhere else."""
    try:
        yield
    except NoOutputError as problem:
        problem.job_id = job.id
        raise


def show_job(job: Job, as_json: bool) -> int:
    """Print the answer of a job, or where it stands; JobError where it has ended without one."""
    if as_json:
        data_json(job.raw)
    elif not job.is_terminal:
        data(state_of(job))
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


def state_of(job: Job) -> str:
    """Where a job stands, for scripts."""
    return "\t".join([job.id, job.raw_status or "-", job.model or "-"])


def _question(text: str) -> str:
    return read_input("question") if text == "-" else text


def _options(model: str | None, effort: str | None, key: str | None, pairs: list[str] | None) -> Any:
    """The keywords of `submit`; which fields there are is known to the service's document alone."""
    level = {} if effort is None else {"effort": effort}
    return {"model": model, "idempotency_key": key, **level, **read_fields(pairs)}
