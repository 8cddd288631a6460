"""`PerplexityJobs`, the client whose methods block: it carries out operations in the thread that calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from .._core.api import JobPage
from .._core.effects import Effect, Flow, Send, SendAll, Sleep, T, Tell
from .._transport.blocking import HttpClient, Transport
from .._values.log import logger
from .jobs import Job
from .methods import ClientMethods

if TYPE_CHECKING:
    from .._values.call import Outcome


class PerplexityJobs(
    ClientMethods[Job, HttpClient, Job, JobPage[Job], Iterator[Job], Iterator[JobPage[Job]]]
):
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

        A request of another thread that is under way ends by itself, within its time; the next one of its
        wait raises RuntimeError. Jobs at the service go on, and errors name them as ever.
        """
        self._transport.close()

    def _each(self, next_one: Callable[[], Flow[T | None]]) -> Iterator[T]:
        while (one := self._run(next_one())) is not None:
            yield one
            del one  # results are large, and the next one may take a while

    def _run(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = self._perform(effect)
                except BaseException as error:
                    effect = flow.throw(error)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the flow's own return value

    def _perform(self, effect: Effect) -> Outcome | Sequence[Outcome] | None:
        match effect:
            case Send(call, budget):
                return self._transport.send(call, budget)
            case SendAll(calls, budget):
                return self._transport.send_all(calls, budget)
            case Sleep(seconds):
                self._core.clock.sleep(seconds)
            case Tell(callback, progress):
                try:
                    callback(progress)
                except Exception:
                    logger.exception("on_update raised; the wait goes on")
        return None
