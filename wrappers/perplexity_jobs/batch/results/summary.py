"""`BatchProgress` during a run and `Summary` afterwards: counts, costs, rates and the time left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from html import escape
from math import ceil

from attrs import field, frozen

from .result import RETRYABLE, ResultStatus


class Stop(StrEnum):
    """Why a run ended."""

    DONE = "done"
    """Every item has a result."""
    BUDGET = "budget"
    """The budget does not allow another job; what was bought has been waited for."""
    INTERRUPTED = "interrupted"
    """It was asked to stop; jobs go on at the service, and the same call continues with them."""


@frozen(kw_only=True)
class BatchProgress:
    """The progress of a run; USD, seconds, and rates per minute.

    Attributes:
        total: items of this run.
        ended: of them, those with a result, earlier runs included.
        failed: of these, those without an answer.
        in_flight: jobs at the service that have not ended, as far as is known.
        waiting: items that have no job yet.
        cost: so far, earlier runs included.
        jobs: bought so far, or perhaps bought, earlier runs included; those in flight have not said yet what
            they cost.
        submit_rate: jobs per minute that are submitted at most.
        end_rate: results per minute in this run.
        left: seconds until everything has ended, estimated; None where nothing is known.
        elapsed: seconds since this run began.
        trouble: for how long nothing has been answered, after which time the run gives up, and why, in words;
            empty where requests are answered.
    """

    total: int
    ended: int
    failed: int
    in_flight: int
    waiting: int
    cost: float
    submit_rate: float
    end_rate: float
    left: float | None
    elapsed: float
    jobs: int = 0
    trouble: str = ""

    def __str__(self) -> str:
        """A line for people, so that ``on_progress=print`` is a display."""
        left = "" if self.left is None else f", {self.left / 60:.0f} min left"
        return (
            f"{self.ended:,} of {self.total:,} ended ({self.failed:,} without an answer), "
            f"{self.in_flight:,} in flight, {self.cost:,.2f} USD, {self.elapsed / 60:.0f} min{left}"
            f"{self.trouble and f'; {self.trouble}'}"
        )

    _repr_markdown_ = __str__  # a display in a notebook, which is updated with each


def time_left(*, waiting: int, in_flight: int, per_minute: float, seconds: float, at_once: int) -> float:
    """Seconds until everything has ended: until the last submit, and then the `seconds` of one job more.

    Submits are bounded by their rate `per_minute` and by the jobs that may be in flight `at_once`.
    """
    if not waiting:
        return seconds if in_flight else 0.0
    by_pace = (waiting - 1) / per_minute * 60
    by_places = max(0, ceil((waiting + in_flight) / at_once) - 1) * seconds
    return max(by_pace, by_places) + seconds


@frozen(kw_only=True)
class Summary:
    """The totals of a whole ledger; USD and seconds.

    Attributes:
        counts: items by status, and ``new``, ``intent`` and ``submitted`` for those without a result.
        cost: of all jobs that said what they cost.
        unpriced: jobs that have ended and did not say.
        jobs: jobs bought.
        durations: of the completed jobs, sorted.
        failures: of the items whose last result is no answer: how often each reason was given.
        uncertain: ids of the items that may have been bought although no job id arrived; see
            `resubmit_uncertain`. They are neither completed nor failed.
        stop: why the run ended; None where the ledger was only looked at.
        reported: results that this run reported.
        api: from which jobs are bought; None where no run has begun.
        asked: models, levels and fields that were asked for, in words, and for how many items each; the most
            frequent ones.
        began: when the first request was about to be sent; None where none was.
        active: when a job was submitted or ended for the last time, as far as is known.
    """

    counts: Mapping[str, int]
    cost: float
    unpriced: int
    jobs: int
    durations: tuple[float, ...] = field(repr=False)
    failures: Mapping[str, int]
    uncertain: tuple[str, ...] = ()
    stop: Stop | None = None
    reported: int = 0
    api: str | None = None
    asked: Mapping[str, int] = field(factory=dict)
    began: datetime | None = None
    active: datetime | None = None

    @property
    def total(self) -> int:
        """Items in the ledger."""
        return sum(self.counts.values())

    @property
    def completed(self) -> int:
        """Items with an answer."""
        return self.counts.get(ResultStatus.COMPLETED, 0)

    @property
    def failed(self) -> int:
        """Items whose last result is no answer, the uncertain ones aside."""
        return sum(self.counts.get(status, 0) for status in RETRYABLE)

    @property
    def open(self) -> int:
        """Items without a result."""
        return self.total - self.completed - self.failed - len(self.uncertain)

    def _repr_html_(self) -> str:
        """The summary as notebooks show it: a table, and why items have no answer."""
        median = self.quantile(0.5)
        rows = {
            "items": f"{self.total:,}",
            "answered": f"{self.completed:,}",
            "without an answer": f"{self.failed:,}",
            "perhaps bought": f"{len(self.uncertain):,}",
            "open": f"{self.open:,}",
            "cost": f"{self.cost:,.2f} USD for {self.jobs:,} jobs"
            + (f", {self.unpriced:,} of which did not say" if self.unpriced else ""),
            "median duration": "" if median is None else f"{median:,.0f} s",
            "the run ended": "" if self.stop is None else str(self.stop),
            **{reason: f"{times:,} times" for reason, times in self.failures.items()},
        }
        cells = (f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in rows.items() if b)
        return f"<table>{''.join(cells)}</table>"

    def quantile(self, share: float) -> float | None:
        """The duration in seconds that this share (0 to 1) of the completed jobs did not pass."""
        if not self.durations:
            return None
        return self.durations[min(len(self.durations) - 1, int(share * len(self.durations)))]
