"""Batches on a Dask cluster: items split by id, results copied once, shards of killed workers continued."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import PollPolicy
from perplexity_jobs._transport.asynchronous import AsyncTransport
from perplexity_jobs._values.call import Call, Outcome
from perplexity_jobs._values.settings import ApiName
from perplexity_jobs.batch import Batch, Stop
from perplexity_jobs.batch.cluster import shard_of, shares
from perplexity_jobs.simulator import Simulator

if TYPE_CHECKING:
    from distributed import Client

COUNT, WORKERS = 60, 3
ITEMS: list[dict[str, Any]] = [
    {"id": f"i{n}", "question": f"What of {n}?", "model": "sonar", "metadata": {"n": n}} for n in range(COUNT)
]
POLL = PollPolicy(initial=0.05, multiplier=1.0, maximum=0.1)


@given(total=st.integers(0, 1000), weights=st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_a_budget_is_split_without_losing_or_gaining_a_job(total: int, weights: list[int]) -> None:
    """The shares add up, and who has nothing to do gets nothing."""
    parts = shares(total, weights)
    assert sum(parts) == (total if sum(weights) else 0)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator]:
    """A simulator that the workers reach."""
    with Simulator(durations=0.5) as made:
        yield made


@pytest.fixture(scope="module")
def cluster(sim: Simulator) -> Iterator[Client]:
    """Three worker processes with the key in their environment."""
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    environment = {"PERPLEXITY_API_KEY": sim.api_key}
    with (
        distributed.LocalCluster(
            n_workers=WORKERS,
            threads_per_worker=1,
            dashboard_address=":0",
            env=environment,
            silence_logs=False,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def run(
    sim: Simulator,
    client: Client,
    folder: Path,
    items: list[Any] = ITEMS,
    *,
    api: ApiName = "sonar",
    **options: Any,
) -> Any:
    given = {"submit_rate": float("inf"), "poll": POLL, "base_url": sim.url, **options}
    batch = Batch(folder / "q.ledger", api=api)
    return batch.run(items, scheduler=client, out=folder / "results.jsonl", **given)


def lines(folder: Path) -> list[dict[str, Any]]:
    """What has been reported."""
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]


@contextlib.contextmanager
def one_death(cluster: Client, question: str, folder: Path) -> Iterator[None]:
    """Within, the first worker that asks this question dies, with the answer in its hands."""
    mark = str(folder / f"dead-{uuid.uuid4()}")

    def prepare() -> None:
        # Within this function, so that workers need not load this file with all that it imports.
        send = AsyncTransport.send

        def die_once() -> None:
            with contextlib.suppress(FileExistsError):
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                os.kill(os.getpid(), signal.SIGKILL)

        async def dying(self: AsyncTransport, call: Call, budget: float | None) -> Outcome:
            outcome = await send(self, call, budget)
            if call.purpose == "submit" and question in json.dumps(call.json):
                die_once()
            return outcome

        AsyncTransport.send = dying  # type: ignore[method-assign]  # for the rest of this worker's life

    cluster.wait_for_workers(WORKERS)
    before = set(cluster.run(os.getpid).values())
    cluster.run(prepare)
    yield
    assert len(before - set(cluster.run(os.getpid).values())) == 1


def bought(sim: Simulator, api: ApiName) -> Counter[str]:
    """How many jobs there are for each question."""
    return Counter(job.question for job in sim.jobs if job.api == api)


def test_a_killed_workers_part_is_continued_by_another(
    sim: Simulator, cluster: Client, tmp_path: Path
) -> None:
    """Nothing is lost, bought twice or reported twice, and all results are in one place."""
    with one_death(cluster, ITEMS[-1]["question"], tmp_path):
        summary = run(sim, cluster, tmp_path)
    assert (summary.stop, summary.counts) == (Stop.DONE, {"completed": COUNT})
    assert set(bought(sim, "sonar").values()) == {1}
    reported = lines(tmp_path)
    assert Counter(line["id"] for line in reported) == Counter(item["id"] for item in ITEMS)
    assert all(line["metadata"]["n"] == int(line["id"][1:]) for line in reported)
    assert summary.cost == pytest.approx(sum(line["cost"] for line in reported))
    assert run(sim, cluster, tmp_path).reported == 0, "the same again sends and reports nothing"
    assert (lines(tmp_path), set(bought(sim, "sonar").values())) == (reported, {1})


def test_where_no_key_exists_a_killed_worker_leaves_uncertain_items_and_buys_nothing_twice(
    sim: Simulator, cluster: Client, tmp_path: Path
) -> None:
    """Its requests in flight become uncertain items; all others are answered once."""
    lost, agent = ITEMS[-1], functools.partial(run, sim, cluster, tmp_path, api="agent")
    with one_death(cluster, lost["question"], tmp_path):
        summary = agent()
    uncertain = set(summary.uncertain)
    assert lost["id"] in uncertain
    assert {shard_of(item, WORKERS) for item in uncertain} == {shard_of(lost["id"], WORKERS)}
    assert (summary.stop, summary.completed) == (Stop.DONE, COUNT - len(uncertain))
    reported = lines(tmp_path)
    assert Counter(line["id"] for line in reported) == Counter(item["id"] for item in ITEMS)
    assert {line["id"] for line in reported if line["status"] == "uncertain"} == uncertain
    asked = bought(sim, "agent")
    assert set(asked.values()) == {1}
    assert {lost["question"], *(i["question"] for i in ITEMS if i["id"] not in uncertain)} <= set(asked)
    assert agent(retry_failed=True).reported == 0
    assert bought(sim, "agent") == asked
