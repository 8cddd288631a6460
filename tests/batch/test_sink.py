"""The results file has each line once, whatever a crash has left of it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perplexity_jobs.batch import Batch, BatchResult, OutputError, ResultStatus
from perplexity_jobs.batch.ledger.changes import end, reported
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.batch.questions.items import Item, entry
from perplexity_jobs.batch.run.reporter import ResultsFile

from .conftest import World

COUNT = 5


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a few results, some of them beyond ASCII."""
    path = tmp_path_factory.mktemp("sink") / "questions.ledger"
    fill(path, COUNT)
    return path


def fill(path: Path, count: int) -> None:
    """Make a ledger with this many results."""
    with Ledger(path) as made:
        numbers = made.add([entry(Item(question=f"{n}?", id=f"ä{n}"), {}) for n in range(count)])

        async def scenario() -> None:
            for seq in numbers:
                task = made.task(seq)
                result = BatchResult(id=task.id, status=ResultStatus.COMPLETED, text="Größe " * seq)
                await made.write(end, task, None, result)

        asyncio.run(scenario())


def write(path: Path, out: Path) -> None:
    """Bring a results file up to date."""
    with Ledger(path) as made, ResultsFile(made, out) as file:
        asyncio.run(file.catch_up())


def forget(path: Path, out: Path, n: int = 0, offset: int = 0) -> None:
    """Let the ledger know only this much of what was written, as after a crash."""
    with Ledger(path) as made:
        made.change(reported, f"file:{out.resolve()}", n, offset)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_wherever_the_writing_stopped_the_file_ends_up_whole(
    ledger: Path, tmp_path: Path, data: st.DataObject
) -> None:
    """A torn line, lines that the ledger does not know of, zeros after a loss of power."""
    whole = tmp_path / "whole.jsonl"
    write(ledger, whole)
    expected = whole.read_bytes()
    ends = [0, *(i + 1 for i, byte in enumerate(expected) if byte == 10)]
    known = data.draw(st.integers(0, COUNT), label="lines that the ledger knows to be written")
    size = data.draw(st.integers(0, len(expected)), label="bytes that reached the disk")
    zeros = data.draw(st.sampled_from([0, 0, 1, 700]), label="zeros behind them")
    out = tmp_path / "torn.jsonl"
    out.write_bytes(expected[:size] + b"\0" * zeros if size < len(expected) else expected)
    if zeros and size < len(expected):
        known = min(known, sum(end <= size for end in ends) - 1)
    forget(ledger, out, known, ends[known])
    write(ledger, out)
    assert out.read_bytes() == expected


@pytest.mark.parametrize("written", [True, False])
def test_a_file_that_holds_something_else_is_left_alone(ledger: Path, tmp_path: Path, written: bool) -> None:
    """Somebody's own file, or a line after those of the batch, is neither overwritten nor appended to."""
    out = tmp_path / "mine.jsonl"
    if written:
        write(ledger, out)
    with out.open("a") as file:
        file.write('{"precious": true}\n')
    before = out.read_bytes()
    with pytest.raises(OutputError, match="something else"):
        write(ledger, out)
    assert out.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_one_clear_error(ledger: Path, tmp_path: Path) -> None:
    """The error is raised before anything is sent."""
    with pytest.raises(OutputError, match="cannot be written"):
        write(ledger, tmp_path)


def test_a_second_file_gets_everything(world: World) -> None:
    """Results are in the ledger, so that a file that was lost can be had again."""
    items = [{"id": "a", "question": "A?"}]
    world.run(items)
    first = world.out.read_bytes()
    world.out.unlink()
    world.run(items)
    assert world.out.read_bytes() == first
    world.run(items, out=world.folder / "second.jsonl")
    assert (world.folder / "second.jsonl").read_bytes() == first


def test_half_a_surrogate_pair_in_an_answer_is_kept(tmp_path: Path) -> None:
    """JSON can write it, no file can hold it, and the answer was paid for."""
    result = BatchResult(id="a", status=ResultStatus.COMPLETED, text="\ud800 and Größe")
    line = result.to_json()
    assert line.encode()
    assert BatchResult.from_json(line) == result
    assert json.loads(line)["text"] == "\ud800 and Größe"
    assert Batch(tmp_path).path == tmp_path


def test_lines_that_the_ledger_does_not_know_to_be_written_are_not_written_again(tmp_path: Path) -> None:
    """A crash between the file and its note, with more lines than are compared at once."""
    path, out = tmp_path / "q.ledger", tmp_path / "r.jsonl"
    fill(path, 70)
    write(path, out)
    whole = out.read_bytes()
    forget(path, out)
    write(path, out)
    assert out.read_bytes() == whole
    assert whole.count(b"\n") == 70
