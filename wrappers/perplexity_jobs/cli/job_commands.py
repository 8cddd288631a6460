"""The commands that buy a job: ask, submit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .answers import Form, show
from .error_messages import in_shell
from .exit_codes import Code
from .memory import Memory
from .options import (
    Api,
    AsJson,
    BaseUrl,
    Effort,
    Fields,
    Model,
    NoPager,
    Raw,
    Timeout,
    client,
    read_fields,
    wait_command,
)
from .questions import Files, Schema, System, attachments, messages, response_format
from .streams import NoOutputError, check_output, data, data_json, failure, note, read_input
from .waiting import submitting, wait_for

if TYPE_CHECKING:
    from .._client.blocking import PerplexityJobs
    from .._client.jobs import Job

Question = Annotated[
    str, typer.Argument(help="The question; - reads it from standard input.", metavar="QUESTION")
]
Key = Annotated[
    str | None,
    typer.Option(
        "--idempotency-key",
        help="The same key brings the same job instead of a second one; not with agent.",
        metavar="KEY",
    ),
]
Private = Annotated[
    bool, typer.Option("--private", help="Remember the job without the words of its question.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Write the answer to a file, once it is there.", metavar="FILE"),
]


def ask(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    system: System = None,
    file: Files = None,
    schema: Schema = None,
    field: Fields = None,
    timeout: Timeout = 1800.0,
    key: Key = None,
    private: Private = False,
    out: Out = None,
    as_json: AsJson = False,
    raw: Raw = False,
    no_pager: NoPager = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question, wait, and print the answer as Markdown with its sources."""
    form = Form(as_json, raw, schema is not None, None if out == Path("-") else out, not no_pager)
    options = _options(model, effort, key, file, schema, field)
    form.check()
    with client(base_url, api) as jobs:
        memory = Memory(jobs)
        job = _submit(jobs, memory, question, system, private, options)
        note(f"job {job.id}")
        with _paid(job):
            done = wait_for(jobs, job, timeout)
            memory.saw(done)
            return show(done, form)


def submit(
    question: Question,
    model: Model = None,
    effort: Effort = None,
    system: System = None,
    file: Files = None,
    schema: Schema = None,
    field: Fields = None,
    key: Key = None,
    private: Private = False,
    as_json: AsJson = False,
    api: Api = None,
    base_url: BaseUrl = None,
) -> int:
    """Submit a question and print the id of its job, without waiting."""
    options = _options(model, effort, key, file, schema, field)
    check_output("stderr")
    with client(base_url, api) as jobs:
        job = _submit(jobs, Memory(jobs), question, system, private, options)
    with _paid(job):
        if as_json:
            data_json(job.raw)
        else:
            data(job.id)
    return Code.OK


def _submit(
    jobs: PerplexityJobs, memory: Memory, question: str, system: str | None, private: bool, options: Any
) -> Job:
    """Submit a question and remember its job."""
    text, job = read_input("question") if question == "-" else question, None
    try:
        with submitting(jobs):
            job = jobs.submit(messages(text, system), **options)
        memory.asked(job, None if private else text)
    except KeyboardInterrupt as stop:
        notes = " ".join(getattr(stop, "__notes__", ["nothing was sent."]))
        failure(f"interrupted; {f'the job goes on: {wait_command(job.id)}' if job else in_shell(notes)}")
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


def _options(
    model: str | None,
    effort: str | None,
    key: str | None,
    files: list[str] | None,
    schema: Path | None,
    pairs: list[str] | None,
) -> Any:
    """The keywords of `submit`; which fields there are is known to the service's document alone."""
    level = {} if effort is None else {"effort": effort}
    parts = {**level, **attachments(files), **response_format(schema)}
    return {"model": model, "idempotency_key": key, **parts, **read_fields(pairs)}
