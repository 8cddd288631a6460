"""`Store`, the jobs of a simulated account, and `SimulatedJob`, whose state is computed from its age.

So there are no timers: time passes for all jobs by moving the clock.
"""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import attrs

from .durations import Durations, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .answers import Answer
    from .clock import Clock
    from .fault import Active

KEPT = 7 * 24 * 3600.0
"""Seconds for which a result can be fetched; after that it is 404."""

Phase = Literal["waiting", "running", "ended"]


@attrs.define(eq=False, kw_only=True)
class SimulatedJob:
    """One job as the server sees it. Everything but `faults` and the cancellation is fixed at its submission.

    `starts_after` and `ends_after` are seconds from the submission; `created` is seconds since the epoch.
    """

    id: str
    api: str
    sequence: int
    model: str
    question: str
    request: dict[str, Any] = attrs.field(repr=False)
    idempotency_key: str | None
    created: float
    starts_after: float
    ends_after: float
    seed: str = attrs.field(repr=False)
    faults: list[Active] = attrs.field(factory=list, repr=False)
    answer: Answer | None = None
    cancelled_after: float | None = None
    _clock: Clock = attrs.field(repr=False)

    @property
    def age(self) -> float:
        """Seconds since the submission, on the simulator's clock."""
        return max(0.0, self._clock.time() - self.created)

    @property
    def end(self) -> float:
        """Seconds from the submission to the end, a cancellation included."""
        if self.cancelled_after is None:
            return self.ends_after
        return min(self.ends_after, self.cancelled_after)

    @property
    def phase(self) -> Phase:
        """The state of the job now."""
        age = self.age
        if age >= self.end:
            return "ended"
        return "running" if age >= self.starts_after else "waiting"

    @property
    def expired(self) -> bool:
        """Whether its result is no longer kept."""
        return self.age >= self.end + KEPT

    def moment(self, after: float) -> int:
        """The epoch second that lies `after` seconds after the submission."""
        return int(self.created + after)


class Store:
    """All jobs, in the order of their submission; safe to use from several threads."""

    def __init__(self, *, clock: Clock, durations: Durations | None, seed: int) -> None:
        self._clock = clock
        self._durations = durations
        self._seed = seed
        self._lock = threading.Lock()
        self._by_id: dict[str, SimulatedJob] = {}
        self._by_key: dict[tuple[str, str], SimulatedJob] = {}
        self._in_order: list[SimulatedJob] = []
        self._asked: Counter[tuple[str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._in_order)

    def all(self) -> list[SimulatedJob]:
        """Every job ever made, oldest first."""
        with self._lock:
            return list(self._in_order)

    def get(self, job_id: str) -> SimulatedJob | None:
        """The job with this id, unless there is none or its result is no longer kept."""
        job = self._by_id.get(job_id)
        return None if job is None or job.expired else job

    def with_key(self, api: str, key: str | None) -> SimulatedJob | None:
        """The job that was submitted with this idempotency key."""
        return None if key is None else self._by_key.get((api, key))

    def add(
        self,
        *,
        api: str,
        prefix: str,
        model: str,
        question: str,
        request: dict[str, Any],
        key: str | None,
        seconds: float | None = None,
        answer: Answer | None = None,
    ) -> SimulatedJob:
        """A new job, which takes that many seconds if they are given."""
        with self._lock:
            # Equal questions get different jobs, and each of them is the same in the next run.
            seed = f"{self._seed}:{model}:{self._asked[model, question]}:{question}"
            self._asked[model, question] += 1
            rng = random.Random(seed)
            starts_after, ends_after = timeline(model, rng, self._durations if seconds is None else seconds)
            job = SimulatedJob(
                id=prefix + str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                api=api,
                sequence=len(self._in_order) + 1,
                model=model,
                question=question,
                request=request,
                idempotency_key=key,
                created=self._clock.time(),
                starts_after=starts_after,
                ends_after=ends_after,
                seed=seed,
                answer=answer,
                clock=self._clock,
            )
            self._in_order.append(job)
            self._by_id[job.id] = job
            if key is not None:
                self._by_key[api, key] = job
            return job

    def newest_first(self, api: str, before: int | None) -> Iterator[SimulatedJob]:
        """The jobs whose sequence number is below `before`, newest first, without the expired ones."""
        start = len(self._in_order) if before is None else min(before - 1, len(self._in_order))
        for position in range(start - 1, -1, -1):
            job = self._in_order[position]
            if job.api == api and not job.expired:
                yield job
