"""`Sizes`, the parameters of all benchmarks: full (about an hour), or minimal for a smoke test."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Sizes:
    """The parameters of all benchmarks.

    Attributes:
        starts: rounds of fresh processes.
        rounds: rounds of calls and of parsing.
        calls: calls with a small body in a round; large bodies are called a sixth as often.
        counted: calls with a small body whose instructions are counted; 0 for none.
        flights: jobs in flight on one loop, on the asynchronous chat completions.
        agent_flights: the same on the Agent API.
        flight_rounds: rounds of each.
        requests: answers of a flight that are counted, or one for each job where there are more jobs.
        patience: seconds that a flight may take to open, and then to count.
        waited: jobs to wait for that do not end.
        wait: seconds of their clock for which to wait.
        wait_rounds: rounds of it.
        lists: jobs to list.
        batches: items of a batch.
        operations: operations of a document.
        regenerations: rounds of regeneration.
        waiting: whether the comparison of ways to wait runs in full.
    """

    starts: int = 7
    rounds: int = 11
    calls: int = 120
    counted: int = 60
    flights: tuple[int, ...] = (1, 10, 100, 1_000, 10_000)
    agent_flights: tuple[int, ...] = (10, 1_000)
    flight_rounds: int = 3
    requests: int = 1_500
    patience: float = 8.0
    waited: int = 1_000
    wait: float = 300.0
    wait_rounds: int = 3
    lists: tuple[int, ...] = (1_000, 10_000, 100_000)
    batches: tuple[int, ...] = (1_000, 10_000, 100_000)
    operations: tuple[int, ...] = (3, 30, 300)
    regenerations: int = 3
    waiting: bool = True


FULL = Sizes()
SMOKE = Sizes(
    starts=1,
    rounds=1,
    calls=6,
    counted=0,
    flights=(3,),
    agent_flights=(3,),
    flight_rounds=1,
    requests=4,
    patience=60.0,
    waited=3,
    wait=20.0,
    wait_rounds=1,
    lists=(200,),
    batches=(5,),
    operations=(3,),
    regenerations=1,
    waiting=False,
)
