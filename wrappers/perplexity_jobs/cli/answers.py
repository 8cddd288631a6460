"""An answer at a shell: rendered for a person at a terminal, plain Markdown for a file or a pipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from .._values.errors import JobError, JobResultMissingError
from .._values.text import plain_duration
from .exit_codes import Code
from .options import wait_command
from .streams import check_file, check_output, data, data_json, is_screen, json_line, note, write_file

if TYPE_CHECKING:
    from .._client.jobs import Job


@frozen
class Form:
    """How an answer is shown, and where.

    Attributes:
        as_json: the service's body in its place.
        raw: the text as the model wrote it, without the sources.
        structured: the JSON that a schema asked for.
        file: written once the answer is there, in place of standard output, or None.
        pager: whether a pager may show what is longer than the screen.
    """

    as_json: bool = False
    raw: bool = False
    structured: bool = False
    file: Path | None = None
    pager: bool = True

    def check(self) -> None:
        """Raise NoOutputError where an answer could not be written, before anything is bought."""
        if self.file is None:
            check_output()
        else:
            check_file(self.file)


PLAIN = Form()


def show(job: Job, form: Form = PLAIN) -> int:
    """Print the answer of a job, or where it stands; raises its error where it ended without one."""
    if not job.is_terminal:
        if form.as_json:
            data_json(job.raw)
        else:
            data(state(job))
        return Code.OK
    try:
        text = _text(job, form)
    except JobError:
        if not form.as_json or form.file:
            raise
        data_json(job.raw)
        return Code.NO_ANSWER
    if form.file is not None:
        write_file(form.file, [f"{text}\n"])
    elif is_screen() and not (form.as_json or form.raw or form.structured):
        from .screen import show_answer  # loaded late: for a terminal only

        show_answer(job, pager=form.pager)
    else:
        data(text)
    if not form.as_json:
        took = "" if job.elapsed is None else f": {plain_duration(job.elapsed)}"
        cost = "" if job.cost is None else f", USD {job.cost:.4f}"
        note(f"job {job.id}{took}{cost}")
    return Code.OK


def state(job: Job) -> str:
    """Where a job stands, in one line for programs."""
    return "\t".join([job.id, job.raw_status or "-", job.model or "-"])


def _text(job: Job, form: Form) -> str:
    """What is printed of a job; its error where it ended without an answer."""
    answer = job.to_markdown().rstrip("\n")
    if form.as_json:
        return json_line(job.raw)
    if form.raw:
        return job.text or ""
    if form.structured:
        return _json_in(job)
    return answer


def _json_in(job: Job) -> str:
    from .._answers.structured import parse  # loaded late: needed for structured answers only

    try:
        return json.dumps(parse(object, job.text or ""), ensure_ascii=False, indent=2)
    except ValueError as problem:
        again = f"{wait_command(job.id, 'get')} --raw prints it."
        raise JobResultMissingError(
            f"The answer of job {job.id} is no JSON ({problem}); {again}", job_id=job.id, job=job
        ) from problem
