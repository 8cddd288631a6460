"""`Service`, one simulated account: it records, authorises, rate-limits and handles requests, with faults.

It is independent of sockets and of either API. `sonar` and `agent` give it operations; it gives them the
store, the clock and the faults.
"""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import attrs

from . import replies, requests
from .answers import Answers, NoAnswerError
from .fault import Active, Fault, UnknownFaultError, parse
from .markers import read_markers
from .rate_limits import Limits
from .store import SimulatedJob, Store

if TYPE_CHECKING:
    from .clock import Clock
    from .durations import Durations
    from .replies import Reply
    from .requests import Call, RecordedRequest

FAULT_HEADER = "x-simulator-fault"

Outcome = float | Callable[[dict[str, Any]], str | None]
"""The share of jobs that fail (0 to 1), or a function from the request to a fault's name or None."""


@attrs.frozen(kw_only=True)
class Settings:
    """The settings of a `Simulator`, which documents each of them."""

    api_key: str
    seed: int
    page_size_max: int
    durations: Durations | None
    outcome: Outcome
    models: Collection[str] | None
    rate_limits: int | Mapping[str, float] | None
    answers_only: bool


@attrs.frozen
class Context:
    """The input of a fault: the call, its job, and how often this fault has occurred before."""

    service: Service
    call: Call
    job: SimulatedJob | None
    nth: int = 0

    @property
    def now(self) -> float:
        """Seconds since the epoch on the simulator's clock."""
        return self.service.clock.time()

    def is_met_by(self, fault: Fault) -> bool:
        """Whether a fault applies to this call."""
        operation = self.call.operation
        return (
            fault.operation in {operation.name, "any"}
            and fault.api in {operation.api, "any"}
            and (fault.when is None or fault.when(self))
        )


class Service:
    """One simulated account."""

    def __init__(self, settings: Settings, clock: Clock, answers: Answers) -> None:
        self.settings = settings
        self.clock = clock
        self.store: Store = Store(clock=clock, durations=settings.durations, seed=settings.seed)
        self.answers = answers
        self.limits: Limits = Limits(clock, settings.rate_limits)
        self.requests: list[RecordedRequest] = []
        self.submits: Counter[str | None] = Counter()
        self.faults: list[Active] = []
        self.fault_text: str | None = None
        self._by_request: dict[tuple[str, ...], list[Active]] = {}
        self._lock = threading.RLock()
        self._ids = random.Random(f"request ids {settings.seed}")

    def handle(self, call: Call) -> Reply:
        """Handle one request: returns its reply, after recording it and changing the jobs."""
        with self._lock:
            bearer = requests.bearer(call.headers, self.settings.api_key)
            trace = requests.record(call, time=self.clock.time(), bearer=bearer)
            self.requests.append(trace)
            reply = self._answer(call, trace)
            trace.status = reply.status
            date = formatdate(self.clock.time(), usegmt=True)
            request_id = str(uuid.UUID(int=self._ids.getrandbits(128), version=4))
            return attrs.evolve(reply, headers={"date": date, "x-request-id": request_id, **reply.headers})

    def set_faults(self, text: str | None) -> None:
        """Replace the faults that are switched on; UnknownFaultError changes nothing."""
        self.faults = parse(text or "")
        self.fault_text = text

    def add_job(
        self, call: Call, *, prefix: str, model: str, question: str, request: dict[str, Any], key: str | None
    ) -> SimulatedJob:
        """Create the job of a submit, with the faults and duration that its markers, header or answer set.

        Raises:
            NoAnswerError: no prescribed answer is left for it, and `answers_only` is set.
        """
        api = call.operation.api
        known = self.store.with_key(api, key)
        if known is not None:
            return known
        answer = self.answers.take(question, request)
        if answer is None and self.settings.answers_only:
            raise NoAnswerError(f"No answer is left for {question!r:.200}: sim.answer(...) gives more.")
        faults = [] if answer is None else answer.faults_on(api)
        markers = read_markers(question)
        job = self.store.add(
            api=api,
            prefix=prefix,
            model=model,
            question=question,
            request=request,
            key=key,
            seconds=answer.after if answer is not None and markers.seconds is None else markers.seconds,
            answer=answer,
        )
        job.faults += self._faults_of_markers(call) + faults
        if answer is None:
            job.faults += self._outcome(job)
        return job

    def view(self, call: Call, job: SimulatedJob, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields of a job, changed by the faults that apply."""
        context = Context(self, call, job)
        for active in [*job.faults, *self.faults]:
            if active.fault.stage != "view" or active.over:
                continue
            context = attrs.evolve(context, nth=active.struck)
            if context.is_met_by(active.fault):
                # Only a get counts as an occurrence: a list would count it for a job that was not asked
                # about.
                if call.operation.name == "get":
                    active.strike()
                    self.requests[-1].fault = active.fault.name
                fields = active.fault.apply(context, fields)
        return fields

    def _answer(self, call: Call, trace: RecordedRequest) -> Reply:
        name = call.operation.name
        if name == "submit":
            self.submits[_key_of(call)] += 1
        if trace.bearer != "valid":
            return replies.error(
                401,
                "invalid_api_key",
                "Invalid API key provided. The simulator accepts only its own api_key.",
            )
        refusal, rate_headers = self.limits.check(name)
        if refusal is not None:
            return attrs.evolve(refusal, headers={**refusal.headers, **rate_headers})
        try:
            asked = self._faults_of_markers(call)
        except UnknownFaultError as exc:
            return replies.error(400, "invalid_message", str(exc))
        job = self.store.get(call.job_id) if call.job_id is not None else None
        context = Context(self, call, job)
        candidates = [*asked, *(job.faults if job is not None else []), *self.faults]
        chosen = next(
            (a for a in candidates if a.fault.stage != "view" and not a.over and _concerns(a, context)), None
        )
        if chosen is None:
            reply: Reply = self._handled(call)
        else:
            context = attrs.evolve(context, nth=chosen.strike())
            trace.fault = chosen.fault.name
            if chosen.fault.stage == "before":
                reply = chosen.fault.apply(context)
            else:
                reply = chosen.fault.apply(context, self._handled(call))
        return attrs.evolve(reply, headers={**reply.headers, **rate_headers})

    def _handled(self, call: Call) -> Reply:
        try:
            return call.operation.handler(self, call)
        except NoAnswerError as exc:
            return replies.error(400, "invalid_message", str(exc))

    def _faults_of_markers(self, call: Call) -> list[Active]:
        """The faults that this request itself sets, counted separately for each job and each submit."""
        texts = [text for text in [call.headers.get(FAULT_HEADER)] if text]
        if call.operation.name == "submit":
            subject = _key_of(call) or _question_of(call)
            texts += read_markers(_question_of(call)).faults
        else:
            subject = call.job_id or ""
        if not texts:
            return []
        scope = (call.operation.name, subject, *texts)
        if scope not in self._by_request:
            self._by_request[scope] = [active for text in texts for active in parse(text)]
        return self._by_request[scope]

    def _outcome(self, job: SimulatedJob) -> list[Active]:
        outcome = self.settings.outcome
        if callable(outcome):
            name = outcome(job.request)
            return parse(name) if name else []
        return parse("fail") if random.Random(f"outcome {job.seed}").random() < outcome else []


def _concerns(active: Active, context: Context) -> bool:
    return attrs.evolve(context, nth=active.struck).is_met_by(active.fault)


def _key_of(call: Call) -> str | None:
    body = call.body()
    key = body.get("idempotency_key") if isinstance(body, dict) else None
    return key if isinstance(key, str) else None


def _question_of(call: Call) -> str:
    return call.raw_body.decode("utf-8", "replace")
