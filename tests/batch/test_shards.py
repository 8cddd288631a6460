"""A batch on a cluster: split by id, gathered once, and a dead worker's part continued by another."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs import PollPolicy
from perplexity_jobs.batch import Batch, BatchError, Stop
from perplexity_jobs.batch._shards import shard_of, shares
from perplexity_jobs.simulator import Simulator

if TYPE_CHECKING:
    from distributed import Client

COUNT = 60
ITEMS = [
    {"id": f"i{n}", "question": f"What of {n}?", "model": "sonar", "metadata": {"n": n}} for n in range(COUNT)
]
POLL = PollPolicy(initial=0.05, multiplier=1.0, maximum=0.1)


@given(total=st.integers(0, 1000), weights=st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_a_budget_is_split_without_losing_or_gaining_a_job(total: int, weights: list[int]) -> None:
    """The shares add up, and who has nothing to do gets nothing."""
    parts = shares(total, weights)
    assert sum(parts) == (total if sum(weights) else 0)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


@given(st.lists(st.text(), unique=True), st.integers(1, 50))
def test_an_item_has_one_shard(ids: list[str], count: int) -> None:
    """By its id alone: another order or another run changes nothing."""
    assert all(0 <= shard_of(item, count) < count for item in ids)
    assert [shard_of(item, count) for item in ids] == [shard_of(item, count) for item in ids]


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
            n_workers=3,
            threads_per_worker=1,
            dashboard_address=None,
            env=environment,
            silence_logs=False,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def run(sim: Simulator, client: Client, folder: Path, items: list[Any] = ITEMS, **options: Any) -> Any:
    given = {"submit_rate": float("inf"), "poll": POLL, "base_url": sim.url, **options}
    return Batch(folder / "q.ledger").run(items, scheduler=client, out=folder / "results.jsonl", **given)


def test_a_killed_workers_part_is_continued_by_another(
    sim: Simulator, cluster: Client, tmp_path: Path
) -> None:
    """Nothing is lost, bought twice or reported twice, and all results are in one place."""
    pids = list(cluster.run(os.getpid).values())

    def kill() -> None:
        # In the middle: some jobs of every worker are bought, none has ended everywhere.
        while len(sim.jobs) < COUNT // 3:
            pass
        os.kill(pids[0], signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    summary = run(sim, cluster, tmp_path)
    killer.join()
    assert (summary.stop, summary.counts) == (Stop.DONE, {"completed": COUNT})
    assert pids[0] not in cluster.run(os.getpid).values()
    assert set(Counter(job.question for job in sim.jobs).values()) == {1}
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text().splitlines()]
    assert Counter(line["id"] for line in lines) == Counter(item["id"] for item in ITEMS)
    assert all(line["metadata"]["n"] == int(line["id"][1:]) for line in lines)
    assert summary.cost == pytest.approx(sum(line["cost"] for line in lines))


def test_running_again_on_the_cluster_sends_and_reports_nothing(
    sim: Simulator, cluster: Client, tmp_path: Path
) -> None:
    """As on one machine; and on one machine alone such a batch does not run, since it would buy again."""
    items = ITEMS[:6]
    run(sim, cluster, tmp_path, items)
    before = (tmp_path / "results.jsonl").read_bytes(), len(sim.jobs)
    assert run(sim, cluster, tmp_path, items).reported == 0
    assert ((tmp_path / "results.jsonl").read_bytes(), len(sim.jobs)) == before
    with pytest.raises(BatchError, match="scheduler="):
        Batch(tmp_path / "q.ledger").run(items, base_url=sim.url, api_key=sim.api_key)


def test_the_budget_holds_for_all_workers_together(sim: Simulator, cluster: Client, tmp_path: Path) -> None:
    """Each has a share of it."""
    before = len(sim.jobs)
    summary = run(
        sim, cluster, tmp_path, [{**item, "id": f"b{n}"} for n, item in enumerate(ITEMS)], max_jobs=10
    )
    assert (summary.stop, len(sim.jobs) - before) == (Stop.BUDGET, 10)


def test_the_rate_must_be_told_and_the_key_stays_at_home(
    sim: Simulator, cluster: Client, tmp_path: Path
) -> None:
    """Several learners of one rate would mislead each other, and tasks are shown on dashboards."""
    with pytest.raises(ValueError, match="submit_rate"):
        run(sim, cluster, tmp_path, submit_rate=None)
    with pytest.raises(ValueError, match="PERPLEXITY_API_KEY"):
        run(sim, cluster, tmp_path, api_key="secret")
