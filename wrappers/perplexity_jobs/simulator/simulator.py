"""`Simulator`: one object that holds the account, the application and the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from . import agent, sonar
from .app import build_app
from .clock import Clock, SystemClock
from .fault import parse
from .server import Server
from .service import Outcome, Service, Settings

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping
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
        speed: how many times faster than in reality jobs run and rate limits recover.
        clock: where it reads the time; a `ManualClock` shared with the client makes tests that never sleep.
        durations: seconds that every job takes, or a function of the model and a `random.Random`. Without it
            deep research takes about 212 s (log-normal), other models take seconds.
        seed: the same seed gives the same ids, durations and answers for the same questions.
        page_size_max: the most jobs that one page of the list holds.
        models: the models that it knows, instead of the real ones; `["*"]` for any.
        fault: a fault to produce, see `FAULTS`: `"get-520-twice"`, `"submit-reset-after-accept,
        list-page-500"`. faults: the same as a list.
        outcome: the share of jobs that fail, 0 to 1, or a function that gets the request as a dict and
            returns the name of a fault for that job, or None.
        rate_limits: the usage tier (0 to 5) whose limits hold, or requests per minute by operation, such as
            `{"submit": 5, "get": 6000}`. Without it there are none.
        host, port: where to listen; port 0 is a free one.

    Raises:
        UnknownFaultError: when there is no fault of the given name; it is a ValueError.
    """

    def __init__(
        self,
        *,
        api_key: str = "sim-key",
        speed: float = 1.0,
        clock: Clock | None = None,
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
        if not speed > 0:
            raise ValueError(f"speed={speed!r}: time has to go forward, so it must be greater than 0")
        if page_size_max < 1:
            raise ValueError(f"page_size_max={page_size_max!r}: a page holds at least one job")
        settings = Settings(
            api_key=api_key,
            speed=speed,
            seed=seed,
            page_size_max=page_size_max,
            durations=durations,
            outcome=outcome,
            models=models,
            rate_limits=rate_limits,
        )
        self.clock: Clock = SystemClock() if clock is None else clock
        self._host = host
        self._service = Service(settings, self.clock)
        several = [faults] if isinstance(faults, str) else list(faults or ())
        self.fault = ", ".join([*([fault] if fault else []), *several]) or None
        self._app = build_app(self._service, [*sonar.OPERATIONS, *agent.OPERATIONS])
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
        return f"http://{self._host}:{self._server.port}"

    @property
    def api_key(self) -> str:
        """The bearer key that it accepts."""
        return self._service.settings.api_key

    @property
    def fault(self) -> str | None:
        """What is to go wrong from now on; setting it forgets the faults set before, None ends them."""
        return self._fault_text

    @fault.setter
    def fault(self, text: str | None) -> None:
        self._service.faults = parse(text or "")
        self._fault_text = text

    @property
    def faults(self) -> list[str]:
        """The same as a list, one text for each."""
        return [text.strip() for text in (self._fault_text or "").split(",") if text.strip()]

    @faults.setter
    def faults(self, texts: Iterable[str]) -> None:
        self.fault = texts if isinstance(texts, str) else ", ".join(texts)

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request that arrived, in order, those that a fault spoilt included."""
        return self._service.requests

    @property
    def jobs(self) -> list[SimulatedJob]:
        """Every job that was made, oldest first: what would have been paid for."""
        return self._service.store.all()

    @property
    def submits(self) -> Counter[str | None]:
        """How many submits arrived for each idempotency key; None counts those without a key."""
        return self._service.submits
