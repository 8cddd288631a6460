"""`PerplexityJobs`, the client whose methods block: it carries out operations in the thread that calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Self, Unpack

from .._core.api import JobPage
from .._core.effects import Flow, T
from .._core.submit import Submission
from .._transport.blocking import Transport
from .._transport.connections import HttpClient
from .._values.extras import Extras
from .base import ClientBase, shows_fields
from .drive import drive, each
from .jobs import Job, JobList

if TYPE_CHECKING:
    from .._apis.keywords import Question, RequestExtras, SubmitOptions
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy


class PerplexityJobs(ClientBase[Job, HttpClient, Iterator[Job], Iterator[JobPage[Job]]]):
    """Perplexity's background jobs: submit, wait, page through.

    May be used from many threads at once. Use it as a context manager, or call `close()`. Every method that
    asks the service takes `extra_headers` and `extra_query` besides, for all of its requests.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _job_class = Job
    _transport_class = Transport
    _transport: Transport
    _sleep = "sleep"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that this client opened.

        A request of another thread that is under way ends by itself; the next one of its wait raises
        RuntimeError. Jobs at the service go on, and errors name them as ever.
        """
        self._transport.close()

    @shows_fields
    def submit(
        self,
        question: Question,
        model: str | None = None,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> Job:
        """Queue one question; whatever has to be repeated, one job is paid for.

        Args:
            question: a text, messages (dicts or generated models), or a whole generated request.
            model: such as ``sonar-deep-research``, which is also the default.
            idempotency_key: the same key brings the same job; a random one where left out. It stands on the
                job and on every error. The Agent API knows no such key.
            options: fields of the document's request, attachments and extras; see `SubmitOptions`.

        Raises:
            APIError: the service refused, or could not be reached within the retries; its
                `idempotency_key` submits again without buying twice.
            SubmitUncertainError: without a key, a failure after which a job may exist; nothing is repeated.
            TypeError, ValueError: the request cannot be built; nothing was sent.
        """
        return self._run(self._core.submit(Submission(question, model, idempotency_key, options)))

    def get(self, job_id: str, **extras: Unpack[RequestExtras]) -> Job:
        """Ask for a job once.

        Raises:
            NotFoundError: the service does not know the id, or not any more.
            APIError: as `submit`.
        """
        return self._run(self._core.get(job_id, extras=Extras.of(extras)))

    def cancel(self, job: Job | str, **extras: Unpack[RequestExtras]) -> Job:
        """Ask for the end of a job, and poll it once; `wait` sees the end, which comes soon after.

        A job that has ended meanwhile is returned as it is. Cancelled jobs have no `result()`.

        Raises:
            NotOfferedError: this API cannot cancel.
            NotFoundError, APIError: as `get`.
        """
        return self._run(self._core.cancel(job, extras=Extras.of(extras)))

    def wait(
        self,
        job: Job | str,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[Job]], object] | None = None,
        cancel_on_interrupt: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> Job:
        """Wait until a job has ended; a failed one is returned, not raised.

        One that waits for its caller (``REQUIRES_ACTION``) ends the wait as well: nothing comes by itself.

        Args:
            job: a job or its id.
            timeout: seconds, everything included; None waits for ever. 0 polls once.
            poll: how often to poll; as the client where left out, else by the model.
            on_update: called with a `Progress` after each poll. Where it returns False the wait ends, and the
                job is returned as it is, unfinished. What it raises is logged and ends nothing.
            cancel_on_interrupt: whether Ctrl-C, or the cancellation of the task, asks the service once, for
                5 seconds at most, to cancel the job before it is passed on; else the job goes on.

        Raises:
            JobTimeoutError: the time is over; the job goes on.
            JobPollError: more than five refusals in a row, or an outage of 15 minutes; see `PollPolicy`.
            JobExpiredError: the service does not know the job.
            NotOfferedError: `cancel_on_interrupt` on an API that cannot cancel; nothing was sent.
            APIStatusError: a refusal that does not pass, such as `AuthenticationError`.
        """
        more = Extras.of(extras)
        return self._run(self._core.wait(job, timeout, poll, on_update, cancel_on_interrupt, more))

    @shows_fields
    def run(
        self,
        question: Question,
        model: str | None = None,
        *,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[Job]], object] | None = None,
        cancel_on_interrupt: bool = False,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> Job:
        """Submit and wait; the job returned has a result, unless `on_update` ended the wait.

        Arguments are those of `submit` and `wait`; `timeout` holds for both together. With
        `cancel_on_interrupt`, a client that names no API asks the Agent API, which alone can cancel.

        Raises:
            JobFailedError: the job failed.
            JobResultMissingError: the job ended without a usable result.
            PerplexityJobsError: as `submit` and `wait`.
        """
        asked = Submission(question, model, idempotency_key, options)
        return self._run(self._core.run(asked, timeout, poll, on_update, cancel_on_interrupt))

    def list(
        self, limit: int | None = None, next_token: str | None = None, **extras: Unpack[RequestExtras]
    ) -> JobList:
        """The account's jobs, as summaries without results: a page, and all by ``for job in client.list()``.

        Args:
            limit: jobs a page at most; the service decides where left out (20), and may give fewer.
            next_token: from an earlier page; None is the first page.

        Raises:
            APIError: the service refused, or could not be reached within the retries; then as `iter`.
        """
        core, more = self._core, Extras.of(extras)
        first = self._run(core.page(core.pager(limit, next_token, extras=more)))

        def every() -> Iterator[Job]:
            pager = core.pager(limit, next_token, extras=more, first=first)
            return self._each(partial(core.next_job, pager))

        return JobList(first.items, first.next_token, first.raw, every)

    def _run(self, flow: Flow[T]) -> T:
        return drive(flow, self._transport, self._core.clock)

    def _each(self, next_one: Callable[[], Flow[T | None]]) -> Iterator[T]:
        return each(next_one, self._run)
