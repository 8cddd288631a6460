"""What jobs cost and take: what is known beforehand, what has been seen, and whether one more may be bought.

A budget is kept by counting every job that is paid for and not yet settled with the highest cost that is
likely. It therefore stops a little early rather than late: it is passed only if a job costs more than any
that was seen or is known of. Of a model or preset whose price nobody knows, one job is bought first, and the
others wait until it has said what it cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from ..._apis.sonar import DEFAULT_MODEL
from ..._values.settings import ApiName

# A handful of costs says little about the highest of the next thousand.
_ENOUGH = 20


@frozen
class Prior:
    """What is known of a model before any of its jobs was seen; USD and seconds."""

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


#: No prices of the Agent API's presets were known when this was written (11/2026).
KNOWN: Mapping[ApiName, Mapping[str, Prior]] = {"sonar": PRIORS, "agent": {}}


def prior(model: str | None) -> Prior:
    """What to reckon with for a model; one that is not known counts as the dearest."""
    return PRIORS.get(model or DEFAULT_MODEL, PRIORS[DEFAULT_MODEL])


@frozen
class Purchase:
    """One request that was sent, under the same key or once, and what came of it."""

    model: str | None
    outcome: str | None
    cost: float | None
    seconds: float | None


@define
class _Seen:
    count: int = 0
    total: float = 0.0
    highest: float = 0.0
    seconds: float = 0.0
    timed: int = 0


@define
class Experience:
    """Costs and durations seen so far, by model; beside what is known of those of an API beforehand."""

    api: ApiName = "sonar"
    _seen: dict[str, _Seen] = field(factory=dict)

    def add(self, model: str | None, cost: float | None, seconds: float | None) -> None:
        """Take in one job that has ended; None for what the service did not say."""
        seen = self._seen.setdefault(model or DEFAULT_MODEL, _Seen())
        if cost is not None:
            seen.count += 1
            seen.total += cost
            seen.highest = max(seen.highest, cost)
        if seconds is not None:
            seen.timed += 1
            seen.seconds += seconds

    def knows(self, model: str | None) -> bool:
        """Whether anything is known of what a job costs."""
        return (model or DEFAULT_MODEL) in KNOWN[self.api] or self._of(model).count > 0

    def likely(self, model: str | None) -> float:
        """USD that a job costs on average."""
        seen, known = self._of(model), self._prior(model)
        return seen.total / seen.count if seen.count else (known.low + known.high) / 2

    def lowest(self, model: str | None) -> float:
        """USD that a job costs at the least: half of the average where costs have been seen."""
        seen = self._of(model)
        return seen.total / seen.count / 2 if seen.count >= _ENOUGH else self._prior(model).low

    def highest(self, model: str | None) -> float:
        """USD that no job is likely to pass."""
        seen = self._of(model)
        return max(self._prior(model).high, seen.highest)

    def seconds(self, model: str | None) -> float:
        """Seconds that a job takes on average."""
        seen = self._of(model)
        return seen.seconds / seen.timed if seen.timed else self._prior(model).seconds

    def _prior(self, model: str | None) -> Prior:
        # The prices of one API say nothing of another's, though a name means something on both.
        return KNOWN[self.api].get(model or DEFAULT_MODEL, prior(None))

    def _of(self, model: str | None) -> _Seen:
        return self._seen.get(model or DEFAULT_MODEL, _Seen())


@define
class Budget:
    """Whether one more job may be bought.

    Attributes:
        max_cost: USD for the whole ledger, earlier runs included; None for no limit.
        max_jobs: jobs for the whole ledger; None for no limit.
        experience: costs seen.
        spent: USD of the jobs that have said what they cost.
        jobs: jobs bought, or perhaps bought.
        wanted: the model that was asked about last.
    """

    max_cost: float | None
    max_jobs: int | None
    experience: Experience
    spent: float = 0.0
    jobs: int = 0
    wanted: str | None = None
    _open: dict[str, int] = field(factory=dict)
    _silent: dict[str, int] = field(factory=dict)

    @property
    def reserved(self) -> float:
        """USD that the jobs may cost of which no cost is known (yet)."""
        counted: Iterable[tuple[str, int]] = (*self._open.items(), *self._silent.items())
        return sum(self.experience.highest(model) * count for model, count in counted)

    def allows(self, model: str | None) -> bool:
        """Whether a job of this model stays within the budget."""
        self.wanted = model
        if self.max_jobs is not None and self.jobs >= self.max_jobs:
            return False
        waits = not self.experience.knows(model) and self._open.get(model or DEFAULT_MODEL, 0) > 0
        if self.max_cost is not None and waits:
            return False
        return (
            self.max_cost is None
            or self.spent + self.reserved + self.experience.highest(model) <= self.max_cost + 1e-9
        )

    def buy(self, model: str | None) -> None:
        """One more job is bought."""
        self.jobs += 1
        self._add(self._open, model, 1)

    def refund(self, model: str | None) -> None:
        """The service refused the job: it was not bought."""
        self.jobs -= 1
        self._add(self._open, model, -1)

    def settle(self, model: str | None, cost: float | None) -> None:
        """A job has ended; None where it did not say what it cost: it goes on counting with the highest."""
        self._add(self._open, model, -1)
        if cost is None:
            self._add(self._silent, model, 1)
        else:
            self.spent += cost

    @staticmethod
    def _add(counts: dict[str, int], model: str | None, change: int) -> None:
        name = model or DEFAULT_MODEL
        counts[name] = counts.get(name, 0) + change
