"""`Simulator`, the public class: settings, server, environment variables, faults and recorded requests."""

from __future__ import annotations

import contextlib
import functools
import os
from typing import TYPE_CHECKING, Any, Self, Unpack

from .._values.clock import CLOCK_VARIABLE, URL_VARIABLE, name_clock
from .._values.settings import KEY_VARIABLE
from . import agent, sonar
from .answers import Answer, AnswerOptions, Answers
from .app import build_app
from .clock import Clock, FastClock, SystemClock
from .page import page_routes
from .server import Server
from .service import Outcome, Service, Settings

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from types import TracebackType

    from starlette.types import ASGIApp

    from .durations import Durations
    from .requests import RecordedRequest
    from .store import SimulatedJob


class Simulator:
    """A local server that behaves like the service, faults included.

    Use it as a context manager: it listens on a free port of the loopback interface until the block ends.

        with Simulator(speed=100) as sim:
            client = PerplexityJobs(base_url=sim.url, api_key=sim.api_key)

    Without the block it does not listen; `sim.app` is then an ASGI application for `httpx.ASGITransport`.
    Everything it answers is made up, and its answers say so.

    Args:
        api_key: the bearer key that it accepts; any other gets 401.
        speed: how many times faster than in reality its time runs; the same as `clock=FastClock(speed)`.
        clock: where it reads the time; a `ManualClock` shared with the client makes tests that never sleep.
        answers: what the next jobs answer, in this order: texts, JSON for structured answers, or an `Answer`
            with more to it. `answer` gives more of them later.
        answers_only: refuse a submit for which no answer is left, with 400. Without it, the job gets a
            made-up answer.
        durations: seconds that every job takes, or a function of the model and a `random.Random`. Without it
            deep research takes about 212 s (log-normal), other models take seconds.
        seed: the same seed gives the same ids, durations and answers for the same questions.
        page_size_max: the most jobs that one page of the list holds.
        models: the models that it knows, instead of the real ones; `["*"]` for any.
        fault: a fault to produce, or several between commas, see `FAULTS`: `"get-520-twice, list-page-500"`.
        faults: the same as a list.
        outcome: the share of jobs that fail, 0 to 1, or a function that gets the request as a dict and
            returns the name of a fault for that job, or None.
        rate_limits: the usage tier (0 to 5) whose limits hold, or requests per minute by operation, such as
            `{"submit": 5, "get": 6000}`. Without it there are none.
        host: where to listen.
        port: where to listen; 0 is a free one.

    Raises:
        UnknownFaultError: when there is no fault of the given name; it is a ValueError.
    """

    def __init__(
        self,
        *,
        api_key: str = "sim-key",
        speed: float = 1.0,
        clock: Clock | None = None,
        answers: Iterable[Any] = (),
        answers_only: bool = False,
        durations: Durations | None = None,
        seed: int = 0,
        page_size_max: int = 100,
        models: Collection[str] | None = None,
        fault: str | None = None,
        faults: Iterable[str] | None = None,
        outcome: Outcome = 0.0,
        rate_limits: int | Mapping[str, float] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        if clock is not None and speed != 1:
            raise ValueError(
                "speed= is of the computer's clock; clock=FastClock(speed) is one that you can share"
            )
        if page_size_max < 1:
            raise ValueError(f"page_size_max={page_size_max!r}: a page holds at least one job")
        if not 0 <= port < 1 << 16:
            raise ValueError(f"port={port!r}: ports go from 1 to 65535, and 0 takes a free one")
        settings = Settings(
            api_key=api_key,
            seed=seed,
            page_size_max=page_size_max,
            durations=durations,
            outcome=outcome,
            models=models,
            rate_limits=rate_limits,
            answers_only=answers_only,
        )
        if clock is None:
            clock = SystemClock() if speed == 1 else FastClock(speed)
        self.clock: Clock = clock
        self._host = host
        self._service = Service(settings, self.clock, Answers(answers))
        several = [faults] if isinstance(faults, str) else list(faults or ())
        self.fault = ", ".join([*([fault] if fault else []), *several]) or None
        short = functools.partial(sonar.describe, result=False)
        page = page_routes(self._service, {"sonar": short, "agent": agent.describe})
        self._app = build_app(self._service, [*sonar.OPERATIONS, *agent.OPERATIONS], page)
        self._server = Server(self._app, host=host, port=port)

    def __repr__(self) -> str:
        where = self.url if self._server.running else "not listening"
        return f"<Simulator {where}, {len(self._service.store)} jobs, {len(self.requests)} requests>"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; a restart keeps the port and every job.

        Raises:
            OSError: when the port is taken.
        """
        self._server.start()

    def stop(self) -> None:
        """Stop listening and drop every connection. Jobs stay, and `start` brings the server back."""
        self._server.stop()

    @property
    def variables(self) -> dict[str, str]:
        """Environment variables that point clients to it; that of the clock is empty for real time."""
        values = (self.url, self.api_key, name_clock(self.clock))
        return dict(zip((URL_VARIABLE, KEY_VARIABLE, CLOCK_VARIABLE), values, strict=True))

    @contextlib.contextmanager
    def environment(self) -> Iterator[Self]:
        """Point clients that are made without arguments to this simulator, until the block ends.

        It sets ``PERPLEXITY_BASE_URL``, ``PERPLEXITY_API_KEY``, ``PERPLEXITY_CLOCK`` and ``no_proxy``, and
        puts back what they were. It listens for that time, if it does not already. What is set holds for all
        threads and tasks of the process, and for processes that are started meanwhile: these share the
        computer's clock and a `FastClock`, while clients there refuse a `ManualClock`, which only this
        process can move.

        Use it as a context manager or as a decorator, one at a time: the environment is the process's.
        """
        was_running = self._server.running
        self.start()
        bypass = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
        wanted = {**self.variables, "no_proxy": f"{bypass},{self._host}" if bypass else self._host}
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield self
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
            if not was_running:
                self.stop()

    def answer(self, content: Any = None, **options: Unpack[AnswerOptions]) -> Answer:
        """Say what the next job answers, or every job that matches: see `Answer`, which takes the same."""
        answer = Answer(content, **options)
        self._service.answers.add(answer)
        return answer

    @property
    def answers_left(self) -> list[Answer]:
        """The answers for which no job has come yet; those for any number of jobs are not among them."""
        return self._service.answers.left()

    @property
    def app(self) -> ASGIApp:
        """The ASGI application, for use without a socket."""
        return self._app

    @property
    def url(self) -> str:
        """The base URL, without a slash at its end.

        Raises:
            RuntimeError: before the simulator has listened for the first time.
        """
        if not self._server.port:
            raise RuntimeError(
                "the simulator does not listen yet: use `with Simulator() as sim`, or sim.start()"
            )
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._server.port}"

    @property
    def api_key(self) -> str:
        """The bearer key that it accepts."""
        return self._service.settings.api_key

    @property
    def fault(self) -> str | None:
        """The faults that are switched on; setting it replaces the earlier ones, None ends them."""
        return self._service.fault_text

    @fault.setter
    def fault(self, text: str | None) -> None:
        self._service.set_faults(text)

    @property
    def faults(self) -> list[str]:
        """The same as a list, one text for each."""
        return [text.strip() for text in (self.fault or "").split(",") if text.strip()]

    @faults.setter
    def faults(self, texts: Iterable[str]) -> None:
        self.fault = texts if isinstance(texts, str) else ", ".join(texts)

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request that arrived, in order, also those that a fault affected."""
        return self._service.requests

    @property
    def jobs(self) -> list[SimulatedJob]:
        """Every job that was made, oldest first; each would have been paid for."""
        return self._service.store.all()

    @property
    def submits(self) -> Counter[str | None]:
        """How many submits arrived for each idempotency key; None counts those without a key."""
        return self._service.submits
