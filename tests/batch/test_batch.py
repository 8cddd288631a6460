"""Batches as a user runs them: results, repeated runs, budgets, retries, rate limits, progress, dry runs."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio.to_thread
import httpx
import pytest

from perplexity_jobs import (
    AuthenticationError,
    JobPollError,
    PerplexityJobs,
    PerplexityJobsError,
    PollPolicy,
)
from perplexity_jobs.batch import (
    AsyncBatch,
    BatchProgress,
    BatchResult,
    Item,
    ItemChangedError,
    ResultStatus,
    Stop,
)

from .conftest import THREE, World


def test_every_item_comes_back_with_its_id_and_metadata(world: World) -> None:
    """An answer can be put beside the row that it belongs to."""
    summary = world.run([{"id": "a", "question": "What of a?", "metadata": {"row": 7, "who": "Ö"}}])
    (line,) = world.lines()
    assert (line["id"], line["metadata"], line["status"]) == ("a", {"row": 7, "who": "Ö"}, "completed")
    assert line["text"]
    assert line["citations"][0]["url"].startswith("http")
    assert line["elapsed"] == 100
    assert summary.counts == {"completed": 1}
    assert summary.cost == line["cost"]


def test_items_override_the_defaults(world: World) -> None:
    """Model and fields hold for all, and an item may say otherwise."""
    items = [
        Item(id="a", question="A?"),
        Item(id="b", question="B?", model="sonar", fields={"max_tokens": 9}),
    ]
    world.run(items, defaults={"model": "sonar-pro", "max_tokens": 5, "search_mode": "academic"})
    sent = [(job.model, job.request["max_tokens"], job.request["search_mode"]) for job in world.sim.jobs]
    assert sent == [("sonar-pro", 5, "academic"), ("sonar", 9, "academic")]


def test_running_again_sends_and_reports_only_what_is_new(world: World) -> None:
    """The same call twice is one batch; a file may grow, and its lines may be moved about."""
    world.run(THREE)
    before = world.out.read_bytes(), len(world.sim.requests)
    summary = world.run(THREE)
    assert (world.out.read_bytes(), len(world.sim.requests)) == before
    assert (summary.completed, summary.reported) == (3, 0)
    assert world.run([{"id": "new", "question": "New?"}, *reversed(THREE)]).reported == 1
    assert world.asked() == ["What of a?", "What of b?", "What of c?", "New?"]


def test_results_come_in_the_order_in_which_jobs_end(make_world: Any) -> None:
    """A slow first question does not hold up the others."""
    # The clock runs on while the disk is busy, so that the second submit may come minutes of it later.
    world = make_world(durations=lambda model, rng: 6000.0 if model == "sonar-pro" else 50.0)
    world.run([{"id": "slow", "question": "S?", "model": "sonar-pro"}, {"id": "fast", "question": "F?"}])
    assert [line["id"] for line in world.lines()] == ["fast", "slow"]


def test_a_function_gets_each_result_once_however_often_the_batch_runs(world: World) -> None:
    """What was handed over in one run is not handed over in the next."""
    seen: list[BatchResult] = []
    world.run(THREE, on_result=seen.append, out=None)
    world.run([*THREE, {"id": "d", "question": "D?"}], on_result=seen.append, out=None)
    assert sorted(result.id for result in seen) == ["a", "b", "c", "d"]
    assert all(result.ok and result.raw for result in seen)


def test_a_question_may_change_until_it_is_sent(world: World) -> None:
    """The old answer must not be reported for the new question; what the budget left out has none."""
    world.run(THREE, max_jobs=1)
    changed = [THREE[0], {"id": "b", "question": "Better?"}, THREE[2]]
    world.run(changed)
    assert world.asked() == ["What of a?", "Better?", "What of c?"]
    with pytest.raises(ItemChangedError, match="'b'"):
        world.run([*THREE, {"id": "d", "question": "D?"}])
    assert len(world.sim.jobs) == 3


def test_jobs_stop_before_the_budget_is_passed(world: World) -> None:
    """The cost stays within the budget for any number of items."""
    items = [{"id": str(n), "question": f"{n}?"} for n in range(40)]
    summary = world.run(items, max_cost=5.0)
    assert summary.stop is Stop.BUDGET
    assert 2.5 < summary.cost <= 5.0
    assert summary.open == 40 - len(world.sim.jobs)


def test_a_budget_holds_for_all_runs_of_a_ledger_together(world: World) -> None:
    """Running the same command again does not spend the budget again."""
    world.run(THREE, max_jobs=2)
    summary = world.run(THREE, max_jobs=2)
    assert (summary.stop, len(world.sim.jobs)) == (Stop.BUDGET, 2)
    assert world.run(THREE, max_jobs=3).stop is Stop.DONE


def test_failed_items_are_reported_and_asked_again_only_on_request(make_world: Any) -> None:
    """A failure is a result; buying once more is the caller's decision."""
    failing = ["fail"]
    world = make_world(outcome=lambda request: failing.pop() if failing else None)
    world.run(THREE)
    assert [line["status"] for line in world.lines()].count("failed") == 1
    world.run(THREE)
    assert len(world.sim.jobs) == 3
    summary = world.run(THREE, retry_failed=True)
    assert (summary.completed, len(world.sim.jobs)) == (3, 4)
    last = world.lines()[-1]
    assert (last["status"], last["attempt"]) == ("completed", 2)


@pytest.mark.parametrize("api", ["sonar", "agent"])
def test_a_refused_item_costs_nothing_and_the_rest_goes_on(make_world: Any, api: str) -> None:
    """One bad line of a file does not end the batch."""
    world = make_world(api=api)
    bad = {"id": "bad", "question": "B?", "model" if api == "sonar" else "effort": "no-such"}
    summary = world.run([bad, *THREE], max_jobs=3)
    assert summary.counts == {"rejected": 1, "completed": 3}
    assert "no-such" in (world.results()["bad"].error or "")
    assert summary.jobs == 3


def test_when_every_item_is_refused_the_batch_stops(world: World) -> None:
    """A mistake in the defaults is reported as one, not ten thousand times."""
    items = [{"id": str(n), "question": f"{n}?"} for n in range(30)]
    with pytest.raises(Exception, match="no-such-model"):
        world.run(items, defaults={"model": "no-such-model"})
    assert len(world.sim.requests) <= 28
    assert world.run(items).completed == 30, "corrected, every item is asked"


def test_a_job_that_never_ends_is_reported_and_a_retry_looks_at_the_same_job(make_world: Any) -> None:
    """Giving up waiting does not mean to buy again."""
    world = make_world(durations=10_000)
    world.run(THREE[:1], job_timeout=3600)
    assert world.results()["a"].status is ResultStatus.UNFINISHED
    summary = world.run(THREE[:1], job_timeout=20_000, retry_failed=True)
    assert (summary.completed, len(world.sim.jobs)) == (1, 1)


def test_jobs_that_the_service_has_forgotten_are_reported_as_expired(world: World) -> None:
    """After the service's seven days there is nothing to fetch, and the reason says so."""
    interrupted(world, THREE, after=3)
    world.clock.advance(8 * 24 * 3600)
    summary = world.run(THREE)
    assert summary.counts == {"expired": 3}
    assert "7 days" in (world.results()["a"].error or "")


def test_a_service_that_is_away_is_waited_for_and_not_for_ever(world: World) -> None:
    """A short outage only costs time; a long one ends the run with an error, and the next one goes on."""
    world.sim.fault = "submit-503*20, get-502*20"
    assert world.run(THREE[:1]).completed == 1
    world.sim.fault = "submit-500-after-accept-always"
    with pytest.raises(Exception, match="500"):
        world.run(THREE, give_up_after=300)
    world.sim.fault = None
    assert world.run(THREE).completed == 3
    assert len(world.sim.jobs) == 3


def test_a_run_tells_for_how_long_nothing_was_answered(world: World) -> None:
    """Its progress does so meanwhile, with when it gives up and why, and its error in the end."""

    class Away(httpx.ASGITransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.method == "GET":
                raise httpx.ConnectError("nobody listens")
            return await super().handle_async_request(request)

    told: list[BatchProgress] = []
    with pytest.raises(JobPollError, match=r"No usable answer for 1[5-9] min \(\d+ polls\) while"):
        world.run(THREE, client=world.client(transport=Away(world.sim.app)), on_progress=told.append)
    assert re.match(r"no answer for 1[5-9] min, gives up after 15 min \(.*nobody listens", told[-1].trouble)
    assert told[-1].trouble in str(told[-1])
    assert world.run(THREE, on_progress=told.append).completed == 3
    assert told[-1].trouble == ""


class Failing(httpx.ASGITransport):
    """The simulator behind a gateway, which answers itself where a test says so of the time."""

    def __init__(self, world: World, fails: Callable[[float], bool]) -> None:
        super().__init__(app=world.sim.app)
        self._clock, self._fails, self._began = world.clock, fails, world.clock.monotonic()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and self._fails(self._clock.monotonic() - self._began):
            return httpx.Response(502, request=request)
        return await super().handle_async_request(request)


def test_failures_with_answers_between_them_are_no_outage(make_world: Any) -> None:
    """A long job is waited for, though 15 minutes lie between two of them and nothing ended meanwhile."""
    world = make_world(durations=2000)
    left = [100.0, 1100.0]

    def fails(now: float) -> bool:
        return bool(left) and now > left[0] and left.pop(0) > 0

    told: list[BatchProgress] = []
    client = world.client(transport=Failing(world, fails))
    assert world.run(THREE[:1], client=client, on_progress=told.append).completed == 1
    assert not left
    assert not any(at.trouble.startswith("no answer for 1") for at in told)


def test_a_job_that_is_given_up_together_with_the_service_is_reported_too(make_world: Any) -> None:
    """The run ends then: it waits for none of its items any longer."""
    world = make_world(api="agent", durations=10_000)
    ended = {"id": "d", "question": "[simulate: 10s] D?"}
    client = world.client(transport=Failing(world, lambda now: now > 50))
    policy = PollPolicy(initial=5, max_consecutive_errors=0)
    summary = world.run([ended, *THREE], client=client, poll=policy, give_up_after=0)
    assert summary.counts == {"completed": 1, "unfinished": 3}


def test_the_submit_rate_of_the_tier_is_kept_and_polls_go_on_meanwhile(make_world: Any) -> None:
    """With 5 submits a minute allowed, none is refused, and the first answers come before the last submit."""
    world = make_world(rate_limits=0)
    items = [{"id": str(n), "question": f"{n}?"} for n in range(20)]
    world.run(items, submit_rate=5)
    assert not [r for r in world.sim.requests if r.status == 429]
    created = [job.created for job in world.sim.jobs]
    first_end = min(job.created + job.end for job in world.sim.jobs)
    assert first_end < max(created)
    assert created[-1] - created[0] >= 120


def test_being_refused_for_submitting_too_fast_is_no_failure(make_world: Any) -> None:
    """A `submit_rate` that is too high costs time, but no item and no money."""
    world = make_world(rate_limits=0)
    items = [{"id": str(n), "question": f"{n}?", "model": "sonar"} for n in range(15)]
    assert world.run(items, submit_rate=100).counts == {"completed": 15}
    assert [r for r in world.sim.requests if r.status == 429]
    assert len(world.sim.jobs) == 15


def interrupted(world: World, items: list[dict[str, Any]], *, after: int) -> None:
    """Run a batch that is cancelled once this many jobs have been submitted."""

    async def scenario() -> None:
        run = asyncio.ensure_future(
            AsyncBatch(world.ledger).run(items, client=world.client(), submit_rate=float("inf"))
        )
        await anyio.to_thread.run_sync(until_known, world, after)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)

    world.sim.fault = "never-ends"
    asyncio.run(scenario())
    world.sim.fault = None


def until_known(world: World, count: int) -> None:
    """Return when the ledger has the ids of this many jobs."""
    known = 0
    while known < count:
        if len(world.sim.jobs) >= count:
            with contextlib.closing(sqlite3.connect(world.ledger)) as ledger:
                known = ledger.execute("SELECT count(*) FROM jobs WHERE job_id NOT NULL").fetchone()[0]


def test_jobs_of_a_run_that_was_cancelled_are_collected(world: World) -> None:
    """They are paid for, so the next run collects them, also those of items that are no longer wanted."""
    interrupted(world, THREE, after=3)
    world.run(THREE[:1])
    assert {line["id"] for line in world.lines()} == {"a", "b", "c"}
    assert len(world.sim.jobs) == 3


def test_results_can_be_iterated_as_they_come(world: World) -> None:
    """`async for` gives each result once; leaving the loop early ends the run in good order."""

    async def scenario() -> tuple[list[str], list[str]]:
        batch = AsyncBatch(world.ledger)
        first: list[str] = []
        async for result in (stream := batch.stream(THREE, client=world.client(), submit_rate=float("inf"))):
            first.append(result.id)
            if len(first) == 2:
                break
        await stream.aclose()
        rest = [r.id async for r in batch.stream(THREE, client=world.client(), submit_rate=float("inf"))]
        return first, rest

    first, rest = asyncio.run(scenario())
    # The one at which the loop was left had not been acknowledged by asking for the next.
    assert set(first) | set(rest) == {"a", "b", "c"}
    assert rest[0] == first[-1]
    assert len(world.sim.jobs) == 3


def test_progress_counts_everything(world: World) -> None:
    """The last progress is the whole batch."""
    seen: list[BatchProgress] = []
    world.run(THREE, on_progress=seen.append)
    assert (seen[0].total, seen[0].ended, seen[0].waiting) == (3, 0, 3)
    last = seen[-1]
    assert (last.ended, last.in_flight, last.waiting, last.left) == (3, 0, 0, 0.0)
    assert last.cost == pytest.approx(world.batch.summary().cost)


def test_a_dry_run_sends_and_writes_nothing(world: World) -> None:
    """An estimate is free, also without a key and without a ledger; with one, only the rest is estimated."""
    guess = world.batch.estimate([*THREE, "What else?", "What else?"], max_jobs=3, submit_rate=3)
    assert (guess.items, guess.repeated, guess.to_submit, guess.beyond_budget) == (5, 1, 3, 1)
    assert (round(guess.low, 2), round(guess.high, 2)) == (1.14, 3.78)
    assert not world.ledger.exists()
    assert not world.sim.requests
    world.run(THREE[:2])
    guess = world.batch.estimate(THREE)
    assert (guess.done, guess.to_submit) == (2, 1)
    assert guess.spent == world.batch.summary().cost


@pytest.mark.parametrize("items", ["one question", {"question": "one"}, Item(question="one")])
def test_a_single_item_in_place_of_a_list_is_refused(world: World, items: Any) -> None:
    """A text would otherwise be a list of letters."""
    with pytest.raises(TypeError, match="list of items"):
        world.run(items)


@pytest.mark.parametrize(
    "options",
    [
        {"max_cost": -1.0},
        {"max_cost": float("nan")},
        {"max_jobs": -1},
        {"concurrency": 0},
        {"submit_rate": 0},
        {"job_timeout": 0},
        *(
            {name: value}
            for name in ("job_timeout", "give_up_after")
            for value in (-1, True, 10**400, "5", None)
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused_before_anything_is_opened(
    world: World, options: dict[str, Any]
) -> None:
    """A mistyped limit is not taken for none."""
    with pytest.raises((TypeError, ValueError), match=next(iter(options))):
        world.run(THREE, **options)
    assert not world.ledger.exists()


def test_concurrency_bounds_the_jobs_in_flight(world: World) -> None:
    """With two places, the third job begins when one of the first has ended."""
    world.run(THREE, concurrency=2)
    created = sorted(job.created for job in world.sim.jobs)
    assert created[2] >= created[0] + 100


def test_attachments_are_sent_from_disk_and_by_address(world: World, tmp_path: Path) -> None:
    """Existing files are sent, and URLs are not taken for paths."""
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    files = [str(tmp_path / "plan.pdf"), "https://docs.example/law.pdf"]
    assert world.run([{"id": "a", "question": "Sum up", "files": files}]).completed == 1
    _, first, second = world.sim.jobs[0].request["messages"][-1]["content"]
    assert first == {"type": "file_url", "file_url": {"url": "JVBERg=="}, "file_name": "plan.pdf"}
    assert second["file_url"]["url"] == files[1]


def test_an_attachment_that_goes_away_meanwhile_is_the_items_own_trouble(
    world: World, tmp_path: Path
) -> None:
    """A file that is deleted during the run costs its item, which is not bought; others continue."""
    file = tmp_path / "plan.pdf"
    file.touch()
    items = [{"id": "x", "question": "Sum up", "files": [str(file)]}, *THREE]
    summary = world.run(items, on_progress=lambda _: file.unlink(missing_ok=True))
    assert (summary.counts, summary.jobs) == ({"rejected": 1, "completed": 3}, 3)
    assert "plan.pdf" in str(world.results()["x"].error)


def test_an_intent_outlives_a_wrong_key(world: World) -> None:
    """What may have been bought is asked for under the same idempotency key as soon as that is possible."""
    world.sim.fault = "submit-500-after-accept-always"
    with pytest.raises(PerplexityJobsError):
        world.run(THREE[:1], give_up_after=0)
    world.sim.fault = None
    with pytest.raises(AuthenticationError):
        world.run(THREE[:1], client=world.client("wrong"))
    assert world.batch.summary().counts == {"intent": 1}
    assert world.run(THREE[:1]).completed == 1
    assert len(world.sim.jobs) == 1


def test_a_client_with_a_connection_of_its_own_must_be_one_for_asyncio(world: World) -> None:
    """A blocking connection cannot be lent; its proxy or certificates must not be left out in silence."""
    with (
        httpx.Client() as connection,
        PerplexityJobs("key", "http://127.0.0.1:9", http_client=connection) as client,
        pytest.raises(ValueError, match="AsyncPerplexityJobs with its http_client"),
    ):
        world.run(THREE, client=client)


def test_a_new_job_that_is_not_seen_everywhere_yet_is_asked_for_again(world: World) -> None:
    """A 404 means that a job has expired only ten minutes after its submit."""
    world.sim.fault = "get-404-early"
    assert world.run(THREE[:1]).counts == {"completed": 1}
    assert [request.status for request in world.sim.requests].count(404) == 2
    assert len(world.sim.jobs) == 1


def test_the_policy_of_a_client_holds_for_its_batches(world: World) -> None:
    """As for its waits; that of the run goes before it."""

    def steady(seconds: float) -> PollPolicy:
        return PollPolicy(initial=seconds, multiplier=1.0, jitter=0.0)

    for every, options in ((7.0, {}), (9.0, {"poll": steady(9.0)})):
        before = len(world.sim.requests)
        client = world.client().with_options(poll=steady(7.0))
        world.run([f"How long are {every} seconds?"], client=client, **options)
        looks = [request.time for request in world.sim.requests[before:] if request.method == "GET"]
        assert {round(later - earlier, 1) for earlier, later in itertools.pairwise(looks)} == {every}
