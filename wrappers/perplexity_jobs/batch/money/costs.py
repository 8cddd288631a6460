"""`Budget`: known and observed costs and durations by model, and whether another job may be bought.

For every job whose cost is not known yet the budget reserves the highest cost that is likely, so it stops
early rather than late: it is exceeded only if a job costs more than any known or observed one. Of a model or
level without a known price one job is bought first, and the others wait until it has said what it cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from ..._apis.sonar import DEFAULT_MODEL
from ..._values.settings import ApiName

# So many observed costs are needed before they replace the known lowest one.
_ENOUGH = 20


@frozen
class Prior:
    """Costs (USD) and duration (seconds) of a model's jobs before any was observed."""

    low: float
    high: float
    seconds: float


#: Deep research: live jobs of 2025 and 2026 cost USD 0.38 to 1.26 and took 212 s on average. The others
#: follow from their published prices per token and request for answers of up to about 4,000 tokens.
PRIORS = {
    "sonar-deep-research": Prior(0.38, 1.26, 212.0),
    "sonar": Prior(0.005, 0.02, 5.0),
    "sonar-pro": Prior(0.006, 0.09, 8.0),
    "sonar-reasoning": Prior(0.005, 0.04, 15.0),
    "sonar-reasoning-pro": Prior(0.006, 0.06, 20.0),
}

#: No prices of the Agent API's levels were known when this was written (11/2026).
_KNOWN: Mapping[ApiName, Mapping[str, Prior]] = {"sonar": PRIORS, "agent": {}}


@frozen
class Purchase:
    """One request that was sent, with its outcome, cost (USD) and duration (seconds)."""

    model: str | None
    outcome: str | None
    cost: float | None
    seconds: float | None


@define
class _Model:
    """Counts of one model's jobs: open, ended without a cost, and the observed costs and durations."""

    prior: Prior
    known: bool
    open: int = 0
    unpriced: int = 0
    priced: int = 0
    total: float = 0.0
    highest: float = 0.0
    timed: int = 0
    seconds: float = 0.0


@define
class Budget:
    """Known and observed costs and durations of jobs, and whether one more may be bought.

    Attributes:
        max_cost: USD for the whole ledger, earlier runs included; None for no limit.
        max_jobs: jobs for the whole ledger; None for no limit.
        api: whose prices count.
        spent: USD of the jobs that have said what they cost.
        jobs: jobs bought, or perhaps bought.
        wanted: the model for which `allows` was called last.
    """

    max_cost: float | None = None
    max_jobs: int | None = None
    api: ApiName = "sonar"
    spent: float = field(default=0.0, init=False)
    jobs: int = field(default=0, init=False)
    wanted: str | None = field(default=None, init=False)
    _models: dict[str, _Model] = field(factory=dict, init=False)

    def take_over(self, purchases: Iterable[Purchase], *, settle: bool = False) -> None:
        """Count the jobs of earlier runs; unfinished ones are open, or with `settle` ended without a cost."""
        for purchase in purchases:
            self.buy(purchase.model)
            if settle or purchase.outcome is not None:
                self.settle(purchase.model, purchase.cost, purchase.seconds)

    def allows(self, model: str | None) -> bool:
        """Whether a job of this model stays within the budget."""
        self.wanted = model
        if self.max_jobs is not None and self.jobs >= self.max_jobs:
            return False
        if self.max_cost is None:
            return True
        if not self.knows(model) and self._of(model).open > 0:
            return False
        reserved = sum(max(m.prior.high, m.highest) * (m.open + m.unpriced) for m in self._models.values())
        return self.spent + reserved + self.highest(model) <= self.max_cost + 1e-9

    def buy(self, model: str | None) -> None:
        """Count a job as bought."""
        self.jobs += 1
        self._of(model).open += 1

    def refund(self, model: str | None) -> None:
        """Take back `buy`: the service refused the job."""
        self.jobs -= 1
        self._of(model).open -= 1

    def settle(self, model: str | None, cost: float | None, seconds: float | None = None) -> None:
        """Count a job as ended; with no cost (None), the highest likely one stays reserved for it."""
        seen = self._of(model)
        seen.open -= 1
        if cost is None:
            seen.unpriced += 1
        else:
            self.spent += cost
            seen.priced += 1
            seen.total += cost
            seen.highest = max(seen.highest, cost)
        if seconds is not None:
            seen.timed += 1
            seen.seconds += seconds

    def foresee(self, model: str | None) -> None:
        """Count a job of an estimate with its likely cost."""
        self.jobs += 1
        if self.knows(model):
            self.spent += self.likely(model)
        else:
            self._of(model).unpriced += 1

    def knows(self, model: str | None) -> bool:
        """Whether the cost of a job is known or was observed."""
        return self._of(model).known or self._of(model).priced > 0

    def likely(self, model: str | None) -> float:
        """USD that a job costs on average."""
        seen = self._of(model)
        return seen.total / seen.priced if seen.priced else (seen.prior.low + seen.prior.high) / 2

    def lowest(self, model: str | None) -> float:
        """USD that a job costs at the least: half of the average where costs have been seen."""
        seen = self._of(model)
        return seen.total / seen.priced / 2 if seen.priced >= _ENOUGH else seen.prior.low

    def highest(self, model: str | None) -> float:
        """USD that a job costs at most, as far as is known."""
        return max(self._of(model).prior.high, self._of(model).highest)

    def seconds(self, model: str | None) -> float:
        """Seconds that a job takes on average."""
        seen = self._of(model)
        return seen.seconds / seen.timed if seen.timed else seen.prior.seconds

    def _of(self, model: str | None) -> _Model:
        name = model or DEFAULT_MODEL
        if name not in self._models:
            # An unknown model counts as the most expensive one. Prices of one API do not hold for the other.
            known = _KNOWN[self.api]
            self._models[name] = _Model(known.get(name, PRIORS[DEFAULT_MODEL]), name in known)
        return self._models[name]
