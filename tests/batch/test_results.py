"""How the end of a job becomes the status of its item, in unclear cases."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from attrs import evolve

from perplexity_jobs import PerplexityJobs
from perplexity_jobs.batch import BatchProgress, BatchResult, Stop, Summary
from perplexity_jobs.batch.results.result import of_job

from .conftest import World

ENDED = {"id": "j", "model": "sonar", "created_at": 1_767_225_600, "status": "EXPIRED"}


def result_of(body: dict[str, Any]) -> BatchResult:
    """The result of a job that the service shows like this."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    with (
        httpx.Client(transport=transport) as connection,
        PerplexityJobs("key", "http://service", http_client=connection) as client,
    ):
        return of_job(client.get("j"), id="a", attempt=1, question="Q?", metadata={})


def answered(finish_reason: str) -> dict[str, Any]:
    """A completed job with a text."""
    choice = {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": "Yes."}}
    response = {"id": "r", "choices": [choice], "usage": {"cost": {"total_cost": 0.5}}}
    return {**ENDED, "status": "COMPLETED", "response": response}


GIVEN_UP = {**ENDED, "error_message": "Given up by the operator."}


@pytest.mark.parametrize(
    ("body", "status", "text", "error"),
    [
        # The reason is the service's own, whether it names a time or not.
        (GIVEN_UP, "failed", None, "Given up by the operator."),
        ({**GIVEN_UP, "failed_at": 1_767_225_700}, "failed", None, "Given up by the operator."),
        ({**ENDED, "completed_at": 1_767_225_700}, "no_result", None, "has no result to use"),
        # It is paid for; to call it none would have it bought again.
        (answered("stop"), "completed", "Yes.", "None"),
        (answered("length"), "no_result", "Yes.", "cut off (finish_reason: length)"),
        (answered("content_filter"), "no_result", "Yes.", "cut off (finish_reason: content_filter)"),
    ],
)
def test_an_unclear_end_is_no_answer_unless_there_is_a_whole_one(
    body: dict[str, Any], status: str, text: str | None, error: str
) -> None:
    """The result has the text, the cost and the reason that were sent."""
    result = result_of(body)
    assert (result.job_id, result.status, result.text, result.ok) == (
        "j",
        status,
        text,
        status == "completed",
    )
    assert result.cost == (0.5 if text else None)
    assert error in str(result.error)


def test_the_last_result_of_each_item_comes_in_the_order_of_the_items(world: World) -> None:
    """The order is that of the items, also while a retry is unfinished."""
    world.run(["[simulate: fail] One?", "[simulate: 5s] Two?", {"id": "c", "question": "Three?"}])
    assert sorted(result.ok for result in world.batch.results()) == [False, True, True]
    last = [*world.batch.results(last=True)]
    assert [str(result.question)[-4:] for result in last] == ["One?", "Two?", "ree?"]
    world.run(["[simulate: fail] One?"], retry_failed=True)
    again = [*world.batch.results(last=True, raw=True)]
    assert [result.attempt for result in again] == [2, 1, 1]
    assert again[2].raw is not None
    assert again[2].raw["id"] == last[2].job_id


def test_a_summary_says_what_was_asked_with_which_settings_and_when(world: World) -> None:
    """What a report says at its head; the settings that most of the items have come first."""
    empty = world.run(["One?", "Two?"], max_jobs=0)
    assert (empty.began, empty.active) == (None, None)
    items = ["One?", "Two?", {"question": "Three?", "model": "sonar", "reasoning_effort": "low"}]
    summary = world.run(items)
    assert summary.api == "sonar"
    assert summary.asked == {"the service's defaults": 2, "sonar, reasoning_effort low": 1}
    assert summary.began is not None
    assert summary.active is not None
    assert (summary.active - summary.began).total_seconds() == pytest.approx(100, abs=1)
    summary = world.run([{"question": "Four?", "model": "sonar-deep-research"}])
    assert summary.jobs == 4
    assert summary.cost == pytest.approx(sum(line["cost"] for line in world.lines()))


def test_a_notebook_shows_a_summary_as_a_table() -> None:
    """What came of it, for how much; what the service wrote stays text."""
    summary = Summary(
        counts={"completed": 1_200, "failed": 2, "uncertain": 1, "new": 7},
        cost=1_234.5,
        unpriced=3,
        jobs=1_203,
        durations=(100.0, 212.4, 400.0),
        failures={"failed: <script>": 2},
        uncertain=("q-7",),
        stop=Stop.BUDGET,
    )
    rows = re.findall("<tr><th>(.*?)</th><td>(.*?)</td></tr>", summary._repr_html_())
    assert dict(rows) == {
        "items": "1,210",
        "answered": "1,200",
        "without an answer": "2",
        "perhaps bought": "1",
        "open": "7",
        "cost": "1,234.50 USD for 1,203 jobs, 3 of which did not say",
        "median duration": "212 s",
        "the run ended": "budget",
        "failed: &lt;script&gt;": "2 times",
    }
    untouched = Summary(counts={"new": 1}, cost=0, unpriced=0, jobs=0, durations=(), failures={})
    assert "duration" not in untouched._repr_html_()


def test_the_progress_of_a_batch_is_a_line_for_people() -> None:
    """So that on_progress=print says how far it is."""
    at = BatchProgress(
        total=2_000,
        ended=1_500,
        failed=3,
        in_flight=200,
        waiting=300,
        cost=612.5,
        submit_rate=60,
        end_rate=55,
        left=None,
        elapsed=1_830,
    )
    line = "1,500 of 2,000 ended (3 without an answer), 200 in flight, 612.50 USD, 30 min"
    assert str(at) == at._repr_markdown_() == line
    assert str(evolve(at, left=600.0)) == f"{line}, 10 min left"
