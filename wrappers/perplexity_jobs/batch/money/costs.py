"""`Budget`: what jobs of each model cost and how long they take, and whether another one may be bought.

For every job whose cost is not known yet the budget reserves the highest cost that is likely, so it stops
early rather than late: it is exceeded only if a job costs more than any known or observed one. Of a model or
level without a known price one job is bought first, and the others wait until it has said what it cost.
"""

from __future__ import annotations

from collections.abc import Mapping

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


@define
class ModelCosts:
    """The jobs of one model: how many there are, and what they cost (USD) and take (seconds).

    Attributes:
        open: jobs that have not ended.
        unpriced: jobs that have ended and did not say what they cost.
        priced, total, highest: jobs that did, the sum of their costs, and the highest.
        timed, seconds: completed jobs with a duration, and the sum of these.
        foreseen: jobs of an estimate, which would cost what is likely.
        prior: the known price; None where there is none.
    """

    open: int = 0
    unpriced: int = 0
    priced: int = 0
    total: float = 0.0
    highest: float = 0.0
    timed: int = 0
    seconds: float = 0.0
    foreseen: int = field(default=0, init=False)
    prior: Prior | None = field(default=None, init=False)

    @property
    def jobs(self) -> int:
        """All of them."""
        return self.open + self.unpriced + self.priced + self.foreseen

    @property
    def known(self) -> bool:
        """Whether the cost of a job is known or was observed."""
        return self.prior is not None or self.priced > 0

    @property
    def likely(self) -> float:
        """USD that a job costs on average."""
        return self.total / self.priced if self.priced else (self._prior.low + self._prior.high) / 2

    @property
    def low(self) -> float:
        """USD that a job costs at the least: half of the average where enough costs have been seen."""
        return self.likely / 2 if self.priced >= _ENOUGH else self._prior.low

    @property
    def high(self) -> float:
        """USD that a job costs at most, as far as is known."""
        return max(self._prior.high, self.highest)

    @property
    def duration(self) -> float:
        """Seconds that a job takes on average."""
        return self.seconds / self.timed if self.timed else self._prior.seconds

    @property
    def reserved(self) -> float:
        """USD for the jobs that have not said yet what they cost."""
        return self.high * (self.open + self.unpriced) + self.likely * self.foreseen

    @property
    def _prior(self) -> Prior:
        # An unknown model counts as the most expensive one.
        return self.prior or PRIORS[DEFAULT_MODEL]


@define
class Budget:
    """What may still be bought.

    Attributes:
        max_cost: USD for the whole ledger, earlier runs included; None for no limit.
        max_jobs: jobs for the whole ledger; None for no limit.
        api: whose prices count: those of one do not hold for the other.
        models: the jobs of each model so far, those of earlier runs included.
        wanted: the model that `allows` was asked for last.
    """

    max_cost: float | None = None
    max_jobs: int | None = None
    api: ApiName = "sonar"
    models: dict[str, ModelCosts] = field(factory=dict)
    wanted: str | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        for name in list(self.models):
            self.of(name)

    def of(self, model: str | None) -> ModelCosts:
        """The jobs of a model; None is the service's default."""
        name = model or DEFAULT_MODEL
        costs = self.models.setdefault(name, ModelCosts())
        costs.prior = _KNOWN[self.api].get(name)
        return costs

    @property
    def spent(self) -> float:
        """USD of the jobs that have said what they cost."""
        return sum(costs.total for costs in self.models.values())

    @property
    def jobs(self) -> int:
        """Jobs bought, or perhaps bought."""
        return sum(costs.jobs for costs in self.models.values())

    def allows(self, model: str | None) -> bool:
        """Whether a job of this model stays within the budget."""
        self.wanted, wanted = model, self.of(model)
        if self.max_jobs is not None and self.jobs >= self.max_jobs:
            return False
        if self.max_cost is None:
            return True
        if not wanted.known and wanted.open > 0:
            return False
        reserved = sum(costs.reserved for costs in self.models.values())
        return self.spent + reserved + wanted.high <= self.max_cost + 1e-9

    def settle(self, model: str | None, cost: float | None, seconds: float | None = None) -> None:
        """Count an open job as ended; with no cost (None), the highest likely one stays reserved for it."""
        costs = self.of(model)
        costs.open -= 1
        if cost is None:
            costs.unpriced += 1
        else:
            costs.priced += 1
            costs.total += cost
            costs.highest = max(costs.highest, cost)
        if seconds is not None:
            costs.timed += 1
            costs.seconds += seconds
