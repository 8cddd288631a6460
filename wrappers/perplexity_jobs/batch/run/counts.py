"""The counts of one run: what is in flight, what has ended, what it cost, and so what may still be bought."""

from __future__ import annotations

from ..._values.settings import ApiName
from ..._waiting.rate_limit import RateLimiter
from ..ledger.ledger import Ledger
from ..money.costs import Budget
from ..options import Options
from ..results.result import BatchResult
from ..results.summary import BatchProgress, time_left


class Counts:
    """The counts of one run, which begin with what the ledger says of earlier runs.

    Attributes:
        budget: what may still be bought.
        in_flight: jobs that are being submitted, or are at the service.
    """

    def __init__(
        self, ledger: Ledger, options: Options, rates: RateLimiter, api: ApiName, *, total: int, unsent: int
    ) -> None:
        self._rates, self._concurrency = rates, options.concurrency
        self.budget = Budget(options.max_cost, options.max_jobs, api)
        self.budget.take_over(ledger.purchases())
        counts = ledger.counts()
        open_before = unsent + counts.get("submitted", 0)
        self._total = max(total, open_before)
        self._ended_before = self._total - open_before
        self._failed_before = max(0, self._ended_before - counts.get("completed", 0))
        self._ended = self._failed = 0
        self.in_flight = 0

    def ended(self, result: BatchResult) -> None:
        """An item has its result."""
        self._ended += 1
        self._failed += not result.ok

    def progress(self, *, elapsed: float) -> BatchProgress:
        """Where the run stands after `elapsed` seconds."""
        ended = self._ended_before + self._ended
        # One that is being written down counts as ended already.
        in_flight = min(self.in_flight, self._total - ended)
        waiting = max(0, self._total - ended - in_flight)
        return BatchProgress(
            total=self._total,
            ended=ended,
            failed=self._failed_before + self._failed,
            in_flight=in_flight,
            waiting=waiting,
            jobs=self.budget.jobs,
            cost=self.budget.spent,
            submit_rate=self._rates.per_minute,
            end_rate=self._ended / elapsed * 60 if elapsed > 0 else 0.0,
            left=time_left(
                waiting=waiting,
                in_flight=in_flight,
                per_minute=self._rates.per_minute,
                seconds=self.budget.seconds(self.budget.wanted),
                at_once=self._concurrency,
            ),
            elapsed=elapsed,
        )
