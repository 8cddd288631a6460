"""Batches on a Dask cluster in edge cases: no workers, more workers than items, a worker without a key.

The workers are threads of this process; test_shards.py kills worker processes.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs import AuthenticationError, InsufficientQuotaError
from perplexity_jobs.batch import Batch, BatchError, InputError, Item, LedgerBusyError, Stop
from perplexity_jobs.batch.cluster import ShardResult, run_shard
from perplexity_jobs.batch.ledger.file import folder_of
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.options import RunOptions
from perplexity_jobs.simulator import Simulator

from .conftest import World

TWO = [Item(id=name, question=f"What of {name}?") for name in "ab"]


def work(world: World, items: list[Item], *, after: int = 0) -> ShardResult:
    """Run a shard as a worker does, with a client for the world."""
    return run_shard(
        str(world.ledger), world.api, items, after, {"client": world.client(), "submit_rate": inf}
    )


def test_a_worker_gives_back_what_is_new(world: World) -> None:
    """Results that the batch's ledger has are not sent again."""
    part = work(world, TWO)
    assert (part.stop, part.error) == (Stop.DONE, None)
    assert [result.n for result in part.results] == [1, 2]
    assert sum(result.cost or 0.0 for result in part.results) == world.batch.summary().cost
    assert [result.n for result in work(world, TWO, after=1).results] == [2]


def test_a_worker_that_is_stopped_gives_back_what_it_has(world: World) -> None:
    """An answer that is paid for is not held back by the error that came after it."""
    work(world, TWO[:1])
    world.sim.fault = "insufficient-quota-always"
    part = work(world, TWO)
    assert (part.stop, len(part.results)) == (None, 1)
    assert isinstance(part.error, InsufficientQuotaError)


def test_a_worker_that_cannot_even_begin_says_why(world: World) -> None:
    """An attached file is missing on the worker: the error says so, and no ledger is created."""
    part = work(world, [Item(id="x", question="Sum up", fields={"files": ["only-here.pdf"]})])
    assert isinstance(part.error, InputError)
    assert (part.results, part.stop) == ((), None)
    assert not world.ledger.exists()


def test_a_shard_that_another_worker_still_holds_is_tried_again_by_dask(world: World) -> None:
    """The error comes out, since Dask repeats what raises; nothing is sent meanwhile."""
    with Ledger(world.ledger), pytest.raises(LedgerBusyError):
        work(world, TWO)
    assert not world.sim.requests


def test_a_decision_to_ask_again_is_carried_out_once_in_a_run(tmp_path: Path) -> None:
    """A worker that replaces a dead one does not apply it again; the next run does."""
    world = World(tmp_path, api="agent")
    world.sim.fault = "submit-500-after-accept-always"
    work(world, TWO)
    options: RunOptions = {"client": world.client(), "submit_rate": inf, "resubmit_uncertain": True}
    jobs = []
    for run in ("first", "first", "second", None):
        run_shard(str(world.ledger), world.api, TWO, 0, options, run)
        jobs.append(len(world.sim.jobs))
    assert jobs == [4, 4, 6, 8]


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[Any]:
    """A cluster within this process."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        dashboard_address=":0",
        silence_logs=False,
    ) as made:
        yield made


def run(sim: Simulator, scheduler: Any, folder: Path, items: list[Item] = TWO[:1], **options: Any) -> Any:
    return Batch(folder / "q.ledger").run(
        items,
        scheduler=scheduler,
        submit_rate=inf,
        base_url=sim.url,
        out=folder / "r.jsonl",
        **options,
    )


@pytest.fixture
def sim(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator whose key the workers have."""
    with Simulator(durations=0) as made:
        monkeypatch.setenv("PERPLEXITY_API_KEY", made.api_key)
        yield made


def test_the_shards_go_on_with_the_successor(
    sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One warning, and what one of them may have bought from the API that has ended is uncertain."""
    monkeypatch.delenv("PERPLEXITY_API", raising=False)
    items = [Item(id=str(n), question=f"{n}?") for n in range(6)]
    sim.fault = "submit-500-after-accept, endpoint-retired-always"
    with cluster(2) as made:
        with pytest.warns(UserWarning, match="goes on with the Agent API") as told:
            summary = run(sim, made.scheduler_address, tmp_path, items)
        assert len([warning for warning in told if warning.category is UserWarning]) == 1
        assert summary.counts == {"completed": 5, "uncertain": 1}
        assert run(sim, made.scheduler_address, tmp_path, items).counts == summary.counts
    assert Counter(job.api for job in sim.jobs) == {"sonar": 1, "agent": 5}


def test_the_client_of_the_caller_is_used_and_stays_open(sim: Simulator, tmp_path: Path) -> None:
    """The workers share the budget of the batch, and together they keep to it."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")
    items = [Item(id=str(n), question=f"{n}?") for n in range(6)]
    with cluster(2) as made, distributed.Client(made) as client:
        assert run(sim, client, tmp_path, items[:1]).reported == 1, (
            "a worker more than items has nothing to do"
        )
        summary = run(sim, client, tmp_path, items, max_jobs=3)
        assert client.status == "running"
    assert (summary.stop, summary.completed, len(sim.jobs)) == (Stop.BUDGET, 3, 3)
    assert (tmp_path / "r.jsonl").read_text().count("\n") == 3


def test_a_cluster_without_workers_is_one_clear_error(
    sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch does not wait for one; what stops a worker is raised here too."""
    with cluster(0) as made:
        with pytest.raises(BatchError, match="no workers: start some"):
            run(sim, made.scheduler_address, tmp_path)
        made.scale(1)
        made.wait_for_workers(1)
        monkeypatch.setenv("PERPLEXITY_API_KEY", "wrong")
        with pytest.raises(AuthenticationError):
            run(sim, made.scheduler_address, tmp_path)
        monkeypatch.setenv("PERPLEXITY_API_KEY", sim.api_key)
        assert run(sim, made.scheduler_address, tmp_path).completed == 1


def test_what_a_cluster_needs_to_be_told_is_asked_for(tmp_path: Path) -> None:
    """A rate, since the workers share it, and no key, since tasks are shown on dashboards."""
    batch = Batch(tmp_path / "q.ledger")
    with pytest.raises(ValueError, match="submit_rate"):
        batch.run(TWO, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(ValueError, match="PERPLEXITY_API_KEY"):
        batch.run(TWO, scheduler="tcp://127.0.0.1:9", submit_rate=inf, api_key="secret")


def test_a_batch_that_was_split_is_not_run_on_one_machine(tmp_path: Path) -> None:
    """The ledgers of its parts know what is bought."""
    folder_of(tmp_path / "q.ledger").mkdir()
    with pytest.raises(BatchError, match="run it with scheduler= again"):
        Batch(tmp_path / "q.ledger").run(TWO, api_key="key")
