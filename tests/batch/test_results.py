"""How the end of a job becomes the status of its item, in unclear cases."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from attrs import evolve

from perplexity_jobs import PerplexityJobs
from perplexity_jobs.batch import BatchProgress, BatchResult, ResultStatus, Stop, Summary
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


@pytest.mark.parametrize("more", [{}, {"failed_at": 1_767_225_700}])
def test_an_end_in_a_word_nobody_knows_with_a_reason_is_a_failure(more: dict[str, Any]) -> None:
    """The reason is the service's own, whether it names a time or not."""
    result = result_of({**ENDED, **more, "error_message": "Given up by the operator."})
    assert (result.status, result.error) == (ResultStatus.FAILED, "Given up by the operator.")
    assert (result.job_id, result.cost, result.ok) == ("j", None, False)


def test_an_end_without_reason_or_answer_is_no_result() -> None:
    """Its status is `no_result`, not `failed`."""
    result = result_of({**ENDED, "completed_at": 1_767_225_700})
    assert result.status is ResultStatus.NO_RESULT
    assert "has no result to use" in str(result.error)


def answered(finish_reason: str, **more: Any) -> dict[str, Any]:
    """A completed job with a text."""
    choice = {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": "Yes."}}
    return {**ENDED, "status": "COMPLETED", "response": {"id": "r", "choices": [choice], **more}}


def test_an_answer_counts_though_its_typed_result_cannot_be_read() -> None:
    """It is paid for; to call it none would have it bought again."""
    result = result_of(answered("stop", usage={"cost": {"total_cost": 0.5}}))
    assert (result.status, result.text, result.cost) == (ResultStatus.COMPLETED, "Yes.", 0.5)


@pytest.mark.parametrize("word", ["length", "content_filter"])
def test_an_answer_that_was_cut_off_is_no_result(word: str) -> None:
    """The result has its text, cost and reason."""
    result = result_of(answered(word, usage={"cost": {"total_cost": 0.5}}))
    assert (result.status, result.text, result.cost) == (ResultStatus.NO_RESULT, "Yes.", 0.5)
    assert f"cut off (finish_reason: {word})" in str(result.error)


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
