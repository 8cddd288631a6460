"""How a job is created: one is paid for, whatever has to be repeated, and its id is not lost.

Where the caller chose no API and the service has ended the one that was asked, its successor is asked.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from attrs import evolve

from .._values.call import Call
from .._values.errors import EndpointRetiredError, PerplexityJobsError, SubmitUncertainError, UsageError
from .._values.extras import Extras, split_options
from .._values.job_data import JobData, Sighting, near
from .._values.log import logger, warn
from .._values.secret import veil
from .effects import Flow
from .job import J_co
from .requests import Attempts, Requests
from .response import Answer


class Submission(NamedTuple):
    """What a caller submits: the arguments of `submit`."""

    question: Any
    model: str | None
    idempotency_key: str | None
    options: Mapping[str, Any]


class Submits(Requests[J_co]):
    """The submit of a client."""

    def submit(self, asked: Submission, deadline: float = math.inf) -> Flow[J_co]:
        """Create one job, whatever has to be repeated."""
        veil(asked.options, "extra_headers")  # before they are copied: tools show the variables of a frame
        while True:
            generated = asked.question.to_dict() if hasattr(asked.question, "to_dict") else {}
            fields = {"model": asked.model, **asked.options, **generated}
            core = evolve(self, api=self.api.for_fields(fields))
            call, key = core.request_for(asked)
            if self.api.has_moved_on():
                warn(
                    "The service has ended the asynchronous chat completions; nothing was bought. This "
                    f"client goes on with the Agent API: {_in_outline(call)}, which translate() shows in "
                    "full. PerplexityJobs(api='agent'), or PERPLEXITY_API=agent, speaks it from the start."
                )
            attempts = core.attempts(call)
            try:
                return (yield from core._create(key, attempts, asked.options, deadline))
            except EndpointRetiredError:
                # A refusal: nothing was bought, unless an attempt before it was not answered.
                if attempts.uncertain or not self.api.move_on(core.api):
                    raise

    def request_for(self, asked: Submission) -> tuple[Call, str | None]:
        """The request that creates a job, and its key where the API knows one.

        Raises:
            TypeError, ValueError: the request cannot be built; nothing was sent.
        """
        question, model, key, options = asked
        if key is not None and not self.api.has_keys:
            raise ValueError(
                "idempotency_key is not possible here: the Agent API knows no such key, and a submit that is "
                "repeated may buy twice. Leave it out; SubmitUncertainError says where a job may exist."
            )
        if key is not None and (not isinstance(key, str) or not key.strip()):
            raise ValueError("idempotency_key is empty, or no text; leave it out for a random one.")
        key = key or str(uuid.uuid4())
        extras, attachments, fields = split_options(options)
        try:
            if attachments:
                from .._values.attachments import attach  # loaded late: most questions have none

                question = attach(question, **attachments)
            call = extras.add_to(self.api.submit(question, model=model, fields=fields, idempotency_key=key))
        except RecursionError:
            words = "The request is nested too deeply, or holds itself. Nothing was sent."
            raise UsageError(words) from None
        self.api.check(call)
        return call, key if self.api.has_keys else None

    def _create(
        self, key: str | None, attempts: Attempts, options: Mapping[str, Any], deadline: float
    ) -> Flow[J_co]:
        began = self.clock.monotonic()
        try:
            try:
                answer = yield from self.request(attempts, self.reader(None), deadline)
            except SubmitUncertainError as error:
                job_id = self.api.job_id_in(error.headers) if attempts.accepted else None
                if job_id is None:
                    raise
                answer = yield from self._found(job_id, error, options, deadline)
            data, wall = answer.value, answer.time or self.clock.time()
            logger.debug("job %s was created", data.id)
            told = evolve(data, created_at=near(data.created_at, wall) or wall)
            first = self.make_job(told, key, Sighting(began, None, submitted_at=began))
            return self.snapshot(told, answer, first)
        except BaseException as error:
            if isinstance(error, PerplexityJobsError):
                error.idempotency_key = key
            if isinstance(error, SubmitUncertainError):
                error.sent_at = self.clock.time() - (self.clock.monotonic() - began)
            elif attempts.uncertain or not isinstance(error, PerplexityJobsError):
                error.add_note(_maybe_created(key, ended=isinstance(error, EndpointRetiredError)))
            raise

    def _found(
        self, job_id: str, error: SubmitUncertainError, options: Mapping[str, Any], deadline: float
    ) -> Flow[Answer[JobData]]:
        """Ask once for the job of a submit that was accepted, by the id in the headers of its answer."""
        # Over a fresh connection, as there is one look only: the service may close the one that it used.
        call = evolve(self.api.get(job_id), resend_unsafe=True)
        call = Extras.of_submit(options).add_to(call)
        # What is paid for is looked for even after the deadline, in a moment.
        left = max(1.0, deadline - self.clock.monotonic())
        try:
            verdict = yield from self.look(call, self.reader(job_id), left)
        except BaseException as ended:
            ended.add_note(f"By the headers of its answer, the id of the job is {job_id}.")
            raise
        if isinstance(verdict, Answer):
            return verdict
        error.message += f" Its id would be {job_id}, which was asked for in vain: {verdict.error.message}"
        error.args = (error.message,)
        raise error


def _maybe_created(key: str | None, *, ended: bool) -> str:
    """A note on a submit that may have made a job; `ended` of an API that is retired."""
    if ended:
        then = "The service has ended this API: nobody can ask for it. Submitting again may buy a second one."
    elif key is None:
        then = "This API has no idempotency key: submitting again may buy a second one."
    else:
        same = f"submit(..., idempotency_key={key!r}) with the same question"
        then = f"{same} brings that job and cannot buy a second one."
    return f"The job may have been created. {then}"


def _in_outline(call: Call) -> str:
    """A request to submit in one line, without what it asks or holds."""
    chosen = {name: value for name, value in call.json.items() if name in ("effort", "model", "preset")}
    told = [f"{name}={value!r}" for name, value in chosen.items()]
    others = sorted(call.json.keys() - chosen - {"background", "input"})
    return f"{call} with {', '.join(told + others)}"
