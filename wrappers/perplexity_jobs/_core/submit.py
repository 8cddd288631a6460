"""How a job is created: one is paid for, whatever has to be repeated, and its id is not lost.

Where the caller chose no API and the service has ended the one that was asked, its successor is asked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from .._values.call import Call
from .._values.errors import EndpointRetiredError, PerplexityJobsError, SubmitUncertainError
from .._values.extras import Extras
from .._values.job_data import JobData, Sighting, near
from .._values.log import logger, warn
from .effects import Flow
from .job import J_co
from .requests import Requests
from .response import Answer
from .retry import Attempts, maybe_created


class Submits(Requests[J_co]):
    """The submit of a client."""

    def submit(
        self,
        question: Any,
        model: str | None,
        idempotency_key: str | None,
        options: Mapping[str, Any],
        *,
        deadline: float = math.inf,
    ) -> Flow[J_co]:
        """Create one job, whatever has to be repeated."""
        asked = (question, model, idempotency_key, options)
        core, call, key = self._addressed(*asked)
        attempts = self.attempts(call)
        try:
            return (yield from core._create(key, attempts, options, deadline))
        except EndpointRetiredError:
            # A refusal: nothing was bought, unless an attempt before it was not answered.
            if attempts.uncertain or not self.api.move_on(core.api):
                raise
            core, call, key = self._addressed(*asked)
        return (yield from core._create(key, self.attempts(call), options, deadline))

    def _addressed(
        self, question: Any, model: str | None, idempotency_key: str | None, options: Mapping[str, Any]
    ) -> tuple[Submits[J_co], Call, str | None]:
        """The request that creates a job and its key, with the core of the API that takes it."""
        names = {name for name, value in options.items() if value is not None}
        if hasattr(question, "to_dict"):
            names |= question.to_dict().keys()
        core: Submits[J_co] = evolve(self, api=self.api.for_fields(frozenset(names)))
        call, key = core.submission(question, model, idempotency_key, options)
        if self.api.has_moved_on():
            warn(
                "The service has ended the asynchronous chat completions; nothing was bought. This client "
                f"goes on with the Agent API: {in_outline(call)}, which translate() shows in full. "
                "PerplexityJobs(api='agent'), or PERPLEXITY_API=agent, speaks it from the start."
            )
        return core, call, key

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
        except BaseException as error:
            if isinstance(error, PerplexityJobsError):
                error.idempotency_key = key
            if isinstance(error, SubmitUncertainError):
                error.sent_at = self.clock.time() - (self.clock.monotonic() - began)
            elif attempts.uncertain or not isinstance(error, PerplexityJobsError):
                error.add_note(maybe_created(key, ended=isinstance(error, EndpointRetiredError)))
            raise
        data, wall = answer.value, answer.time or self.clock.time()
        logger.debug("job %s was created", data.id)
        told = evolve(data, created_at=near(data.created_at, wall) or wall)
        first = self.make_job(told, key, Sighting(began, None, submitted_at=began))
        return self.snapshot(told, answer, first)

    def _found(
        self, job_id: str, error: SubmitUncertainError, options: Mapping[str, Any], deadline: float
    ) -> Flow[Answer[JobData]]:
        """Ask once for the job of a submit that was accepted, by the id in the headers of its answer."""
        # Over a fresh connection, as there is one look only: the service may close the one that it used.
        call = evolve(self.api.get(job_id), resend_unsafe=True)
        call = Extras.of_submit(options).add_to(call)
        # What is paid for is looked for even after the deadline, in a moment.
        budget = self.budget(max(1.0, deadline - self.clock.monotonic()))
        try:
            verdict = yield from self.look(call, self.reader(job_id), budget)
        except BaseException as ended:
            ended.add_note(f"By the headers of its answer, the id of the job is {job_id}.")
            raise
        if isinstance(verdict, Answer):
            return verdict
        error.message += f" Its id would be {job_id}, which was asked for in vain: {verdict.error.message}"
        error.args = (error.message,)
        raise error


def in_outline(call: Call) -> str:
    """A request to submit in one line, without what it asks or holds."""
    chosen = {name: value for name, value in call.json.items() if name in ("effort", "model", "preset")}
    told = ", ".join(f"{name}={value!r}" for name, value in chosen.items())
    return f"{call} with {told} and {', '.join(sorted(call.json.keys() - chosen))}"
