"""Batches on the Agent API, without idempotency keys: uncertain items are reported and never bought twice."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import sqlite3
import threading
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs import EndpointRetiredError, PerplexityJobs, PerplexityJobsError, SubmitUncertainError
from perplexity_jobs.batch import ApiChangedError, AsyncBatch, Batch, InputError, Stop, Summary
from perplexity_jobs.batch.questions.items import ItemLike
from perplexity_jobs.simulator import ManualClock, Simulator

from .conftest import THREE, World

HIGH = {"effort": "high"}
ENDED = "endpoint-retired-always"


@pytest.fixture
def agent(tmp_path: Path) -> World:
    """A world that speaks the Agent API."""
    return World(tmp_path, api="agent")


@pytest.fixture
def unsure(agent: World) -> World:
    """One in which the answer to the submit of `b` was lost."""
    agent.sim.fault = "submit-500-after-accept"
    agent.run(THREE[1:2])
    agent.sim.fault = None
    agent.run(THREE)
    return agent


@pytest.fixture
def unchosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator whose clients have not been told which API to speak."""
    monkeypatch.delenv("PERPLEXITY_API", raising=False)
    with Simulator(clock=ManualClock()).environment() as made:
        yield made


def left_as_intent(path: Path, *ids: str) -> None:
    """Put the ledger into the state of a run that was killed while it submitted these items."""
    with contextlib.closing(sqlite3.connect(path)) as ledger, ledger:
        for item_id in ids:
            ledger.execute("UPDATE items SET state = 'intent' WHERE id = ?", (item_id,))
            ledger.execute(
                "INSERT INTO jobs (key, item, intended) SELECT 'lost-' || id, seq, 1700000000 FROM items "
                "WHERE id = ?",
                (item_id,),
            )
    ledger.close()


def test_questions_in_either_vocabulary_are_answered(agent: World) -> None:
    """A file for the older API runs unchanged, and one with levels too; no list is requested."""
    summary = agent.run(
        [
            {"id": "old", "question": "A?", "model": "sonar", "search_recency_filter": "week"},
            {"id": "new", "question": "B?", "effort": "low", "metadata": {"row": 1}},
            {"id": "default", "question": "C?", "step_budget_reminder": True},
        ],
        defaults={"effort": "fast@2026-10-16.0"},
    )
    assert summary.counts == {"completed": 3}
    assert [job.request["effort"] for job in agent.sim.jobs] == ["fast", "low", "fast@2026-10-16.0"]
    assert all(line["text"] and line["citations"] and line["cost"] for line in agent.lines())
    assert {request.operation for request in agent.sim.requests} <= {"submit", "get"}


def test_a_later_run_counts_from_the_submit(agent: World) -> None:
    """Each body has a date of its own: how long a job took follows from the ledger's time of its submit."""
    agent.run(THREE[:1], job_timeout=50)
    assert agent.results()["a"].status == "unfinished"
    agent.run(THREE[:1], retry_failed=True)
    (result,) = [line for line in agent.lines() if line["status"] == "completed"]
    assert result["elapsed"] == pytest.approx(100, abs=1)
    assert result["created_at"] < result["ended_at"]


def test_what_has_no_counterpart_is_found_before_the_first_job_is_bought(agent: World) -> None:
    """The line is named, and so is the field."""
    with pytest.raises(InputError, match=r"item 2: .*search_mode"):
        agent.run([THREE[0], {"id": "x", "question": "X?", "search_mode": "academic"}])
    with pytest.raises(InputError, match=r"item 1: .*store"):
        agent.run([{"id": "x", "question": "X?", "store": False}])
    assert not agent.sim.requests


def test_a_lost_answer_makes_an_uncertain_item_and_the_others_go_on(unsure: World) -> None:
    """It is reported once, with what to do about it, and counts neither as completed nor as failed."""
    summary = unsure.batch.summary()
    assert summary.counts == {"completed": 2, "uncertain": 1}
    assert (summary.uncertain, summary.failed, summary.open, summary.stop) == (("b",), 0, 0, None)
    assert not summary.failures
    (line,) = [line for line in unsure.lines() if line["id"] == "b"]
    assert line["status"] == "uncertain"
    assert "--resubmit-uncertain" in line["error"]
    assert "Sent 20" in line["error"]


def test_an_uncertain_item_is_submitted_again_on_request_alone(unsure: World) -> None:
    """Not by `retry_failed`; it counts as a job that may have been bought, before and after."""
    before = len(unsure.sim.jobs), len(unsure.lines())
    summary = unsure.run([*THREE, {"id": "d", "question": "D?"}], retry_failed=True, max_jobs=3)
    assert (summary.uncertain, summary.stop, summary.jobs, summary.unpriced) == (("b",), Stop.BUDGET, 3, 1)
    assert (len(unsure.sim.jobs), len(unsure.lines())) == before
    summary = unsure.run(THREE, resubmit_uncertain=True)
    last = unsure.lines()[-1]
    assert (last["id"], last["status"], last["attempt"]) == ("b", "completed", 2)
    assert (summary.uncertain, summary.completed, summary.jobs) == ((), 3, 4)


def test_a_run_that_was_killed_while_submitting_leaves_uncertain_items(agent: World) -> None:
    """Each may be paid for, also those that the next run does not ask for."""
    agent.run(THREE, max_jobs=0)
    left_as_intent(agent.ledger, "a", "c")
    summary = agent.run(THREE[:2])
    assert (summary.uncertain, summary.completed) == (("a", "c"), 1)
    assert agent.asked() == ["What of b?"]
    assert "2023-11-14" in str(agent.results()["a"].error)
    assert agent.run(THREE, resubmit_uncertain=True).completed == 3
    assert Counter(agent.asked()) == Counter(item["question"] for item in THREE)


def test_what_was_certainly_not_bought_is_asked_again(agent: World) -> None:
    """What was refused, or did not arrive, leaves no doubt: the same call submits it later."""
    closed = PerplexityJobs("key", "http://127.0.0.1:9", clock=agent.clock, api="agent")
    for client in (closed, agent.client("wrong")):
        with pytest.raises(PerplexityJobsError):
            agent.run(THREE, client=client, give_up_after=0)
        assert agent.batch.summary().counts == {"new": 3}
    closed.close()
    agent.sim.fault = "submit-429*3"
    assert agent.run(THREE).completed == 3
    assert len(agent.sim.jobs) == 3


def test_a_service_in_trouble_does_not_turn_a_whole_file_into_open_questions(agent: World) -> None:
    """The run ends after some lost responses in a row; the rest has not been sent."""
    agent.sim.fault = "submit-500-after-accept-always"
    items = [{"id": str(n), "question": f"{n}?"} for n in range(30)]
    with pytest.raises(SubmitUncertainError):
        agent.run(items)
    summary = agent.batch.summary()
    assert 10 <= len(summary.uncertain) <= 20
    assert summary.counts["new"] == 30 - len(summary.uncertain)
    agent.sim.fault = None
    assert agent.run(items).completed == 30 - len(summary.uncertain)


def test_jobs_that_end_early_are_results_with_reasons_and_costs(agent: World) -> None:
    """Cancelled is a failure; incomplete and waiting for functions bring no answer; what they cost counts."""
    ends = ("cancelled", "incomplete", "requires-action", "incomplete-without-text")
    items = [{"id": end, "question": f"[simulate: {end}] Q?"} for end in ends]
    summary = agent.run(items)
    results = agent.results()
    assert [results[end].status for end in ends] == ["failed", "no_result", "no_result", "no_result"]
    assert results["incomplete"].text
    assert "max_output_tokens" in str(results["incomplete"].error)
    assert results["incomplete-without-text"].cost
    assert summary.cost == pytest.approx(sum(line["cost"] or 0.0 for line in agent.lines()))
    again = agent.run(items, retry_failed=True, max_cost=summary.cost)
    assert (again.stop, again.jobs, again.cost) == (Stop.BUDGET, 4, summary.cost)


@pytest.mark.parametrize(("first", "second"), [("sonar", "agent"), ("agent", "sonar")])
def test_a_ledger_stays_with_its_api(tmp_path: Path, first: Any, second: Any) -> None:
    """Its job ids mean nothing to the other one, and everything would be bought again."""
    World(tmp_path, api=first).run(THREE)
    other = World(tmp_path, api=second)
    with pytest.raises(ApiChangedError, match=rf"begun with api='{first}'.*--api {first}"):
        other.run(THREE)
    assert not other.sim.requests


@pytest.mark.parametrize("kind", [Batch, AsyncBatch])
def test_a_batch_goes_on_with_the_successor(kind: type[Any], unchosen: Simulator, tmp_path: Path) -> None:
    """If no API was chosen and the first is retired, there is a warning, and the ledger has the other.

    Where the warning is an error, as with ``-W error``, it ends the first call, and the next one continues.
    """
    unchosen.fault = ENDED
    batch = kind(tmp_path / "q.ledger")

    def run(items: Iterable[ItemLike]) -> Summary:
        given = batch.run(items)
        summary: Summary = asyncio.run(given) if inspect.iscoroutine(given) else given
        return summary

    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        with pytest.raises(UserWarning, match="goes on with the Agent API"):
            run(iter(THREE[:2]))
    assert not unchosen.jobs
    assert run(iter(THREE[:2])).completed == 2
    batch = kind(tmp_path / "q.ledger")
    assert run(THREE).completed == 3
    assert {job.api for job in unchosen.jobs} == {"agent"}
    with pytest.raises(InputError, match="search_mode"):
        run([{"id": "x", "question": "X?", "search_mode": "academic"}])
    assert len(unchosen.jobs) == 3


def test_a_batch_that_has_bought_stays_with_its_api(unchosen: Simulator, tmp_path: Path) -> None:
    """Its jobs can only be got there, so a client without a chosen API uses that of the ledger."""
    Batch(tmp_path / "q.ledger").run(THREE[:1])
    unchosen.fault = ENDED
    with PerplexityJobs() as client, pytest.raises(EndpointRetiredError) as caught:
        Batch(tmp_path / "q.ledger").run(THREE, client=client)
    assert "another ledger" in caught.value.__notes__[0]
    assert len(unchosen.jobs) == 1


@pytest.mark.parametrize("fault", [ENDED, f"submit-500-after-accept, {ENDED}"])
def test_what_an_ended_api_may_have_bought_is_uncertain_and_the_others_are_answered(
    unchosen: Simulator, tmp_path: Path, fault: str
) -> None:
    """An intent of a run that was killed, or a submit whose answer was lost, holds up no ledger for good."""
    Batch(tmp_path / "q.ledger", api="sonar").run(THREE, max_jobs=0)
    if fault == ENDED:
        left_as_intent(tmp_path / "q.ledger", "a")
    unchosen.fault = fault
    with pytest.warns(UserWarning, match="goes on with the Agent API"):
        summary = Batch(tmp_path / "q.ledger").run(THREE)
    assert summary.counts == {"completed": 2, "uncertain": 1}
    bought = Counter(job.api for job in unchosen.jobs)
    assert Batch(tmp_path / "q.ledger").run(THREE, retry_failed=True).counts == summary.counts
    assert Counter(job.api for job in unchosen.jobs) == bought
    assert bought["agent"] == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_read_once(unchosen: Simulator, tmp_path: Path) -> None:
    """The questions are still there when the run begins again with the successor."""
    unchosen.fault = ENDED
    pipe = tmp_path / "questions.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("What of a?\nWhat of b?\n",), daemon=True)
    writer.start()
    with pytest.warns(UserWarning, match="goes on with the Agent API"):
        assert Batch(tmp_path / "q.ledger").run(pipe).completed == 2


def test_fields_of_the_successor_alone_are_enough_to_speak_it(unchosen: Simulator, tmp_path: Path) -> None:
    """Without a chosen API, such a field or model in an item or in the defaults selects the Agent API."""
    questions = tmp_path / "questions.csv"
    questions.write_text("id,question,effort\na,What of a?,low\n")
    assert Batch(tmp_path / "file.ledger").run(questions).completed == 1
    assert Batch(tmp_path / "some.ledger").run([{**THREE[0], "effort": "low"}]).completed == 1
    assert Batch(tmp_path / "all.ledger").run(THREE[:1], defaults=HIGH).completed == 1
    assert Batch(tmp_path / "model.ledger").run([{**THREE[0], "model": "high"}]).completed == 1
    older = [{**THREE[0], "metadata": {"row": 1}, "effort": None}]
    assert Batch(tmp_path / "none.ledger").run(older).completed == 1
    assert [job.api for job in unchosen.jobs] == ["agent"] * 4 + ["sonar"]


def test_a_ledger_from_which_nothing_was_bought_may_change_its_api(tmp_path: Path) -> None:
    """Nothing is lost when it continues with the other API."""
    older = World(tmp_path)
    older.sim.fault = ENDED
    with pytest.raises(PerplexityJobsError, match=r'api="agent"'):
        older.run(THREE)
    assert World(tmp_path, api="agent").run(THREE).completed == 3


def test_the_api_is_that_of_the_ledger_where_nobody_says(
    agent: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Continuing needs no option; the environment variable counts as a choice."""
    monkeypatch.delenv("PERPLEXITY_API", raising=False)
    agent.run(THREE[:2])
    odd = {"id": "x", "question": "X?", "search_mode": "academic"}
    with pytest.raises(InputError, match="search_mode"):
        Batch(agent.ledger).estimate([odd])
    monkeypatch.setenv("PERPLEXITY_API", "sonar")
    assert Batch(agent.ledger).estimate([odd]).items == 1
    with pytest.raises(ApiChangedError):
        Batch(agent.ledger).run(THREE, api_key="k", base_url="http://127.0.0.1:9")
    with pytest.raises(PerplexityJobsError, match="is no API"):
        Batch(agent.ledger, api="gopher").run(THREE)  # type: ignore[arg-type]  # what a mistyped word does


def test_a_client_and_an_api_that_differ_are_refused(agent: World) -> None:
    """Otherwise one of them would be ignored."""
    with pytest.raises(ValueError, match="leave one of them out"):
        Batch(agent.ledger, api="sonar").run(THREE, client=agent.client())
    assert repr(Batch("q.ledger", api="agent")) == "Batch('q.ledger', api='agent')"
    assert repr(AsyncBatch("q.ledger")) == "AsyncBatch('q.ledger')"


def test_an_unknown_price_is_said_to_be_unknown(agent: World) -> None:
    """No sum is made up; once a job has ended, its cost is the measure."""
    guess = Batch(agent.ledger, api="agent").estimate(THREE, defaults=HIGH)
    assert (guess.unknown, guess.low, guess.high, guess.to_submit) == ({"high": 3}, 0.0, 0.0, 3)
    agent.run(THREE[:1], defaults=HIGH)
    guess = Batch(agent.ledger, api="agent").estimate(THREE, defaults=HIGH)
    assert (guess.unknown, guess.to_submit) == ({}, 2)
    assert guess.likely == pytest.approx(2 * agent.batch.summary().cost)


def test_with_a_budget_one_job_of_an_unknown_price_goes_first(agent: World) -> None:
    """The others wait until it has said what it cost."""
    agent.run(THREE, defaults=HIGH, max_cost=50.0)
    created = [job.created for job in agent.sim.jobs]
    assert created[1] >= created[0] + 100
    assert created[2] - created[1] < 100
