"""How much is measured: the whole, in less than ten minutes on a quiet machine, or just enough to run."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Sizes:
    """The knobs of all benchmarks.

    Attributes:
        starts: rounds of fresh processes.
        rounds: rounds of calls and of parsing.
        calls: calls with a small body in a round; large bodies are called a sixth as often.
        flights: jobs in flight on one loop.
        flight_rounds: rounds of each.
        requests: requests of a flight, or one for each job where there are more jobs.
        patience: seconds after which a flight that has not ended counts as it stands.
        lists: jobs to list.
        batches: items of a batch.
        operations: operations of a document.
        regenerations: rounds of regeneration.
        waiting: whether the comparison of ways to wait runs in full.
    """

    starts: int = 7
    rounds: int = 11
    calls: int = 120
    flights: tuple[int, ...] = (1, 10, 100, 1_000, 10_000)
    flight_rounds: int = 1
    requests: int = 600
    patience: float = 8.0
    lists: tuple[int, ...] = (1_000, 10_000, 100_000)
    batches: tuple[int, ...] = (1_000, 10_000)  # 100,000 take minutes more: --set batches=1000,10000,100000
    operations: tuple[int, ...] = (3, 30, 300)
    regenerations: int = 3
    waiting: bool = True


FULL = Sizes()
SMOKE = Sizes(
    starts=1,
    rounds=1,
    calls=6,
    flights=(1, 3),
    flight_rounds=1,
    requests=4,
    patience=20.0,
    lists=(200,),
    batches=(5,),
    operations=(3,),
    regenerations=1,
    waiting=False,
)
