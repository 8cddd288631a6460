"""`batch status`, `batch report` and `batch export`: what a ledger holds, for nothing."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs.batch import Batch
from perplexity_jobs.batch.ledger.ledger import Ledger
from perplexity_jobs.simulator import Simulator

from .conftest import Command, Outcome

ITEMS = [
    {"id": "a", "question": "[simulate: fail] One?", "metadata": {"country": "NO"}},
    {"id": "=1+1", "question": "-2 + 2?", "metadata": {"country": "@here", "tags": ["x", 1]}},
    {"id": "c", "question": [{"role": "user", "content": "Three?"}], "model": "sonar"},
]
CHEAP = ("--submit-rate", "1000", "-q")


@pytest.fixture
def done(command: Command, sim: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A command line beside a batch of which one item is open; without a key, and with no service."""
    (tmp_path / "q.jsonl").write_text("".join(json.dumps(item) + "\n" for item in ITEMS))
    assert command("batch", "q.jsonl", "-f", "reasoning_effort=low", *CHEAP, "--max-jobs", "2").code == 3
    monkeypatch.delenv("PERPLEXITY_API_KEY")
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "http://127.0.0.1:1")
    return command


def rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def test_a_batch_that_runs_is_looked_at_without_a_key_or_a_lock(done: Command, sim: Simulator) -> None:
    """The ledger is locked for other runs, and these three commands can read it."""
    before = len(sim.requests)
    with Ledger(Path("q.jsonl.ledger")):
        said = done("batch", "status", "q.jsonl.ledger")
        assert done("batch", "report", "q.jsonl.ledger").out == "q.jsonl.html\n"
        assert done("batch", "export", "q.jsonl.ledger").code == 0
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[:2] == [
        "3 items: 1 completed, 1 without an answer, 1 still open.",
        "Open: 0 at the service, 1 not sent.",
    ]
    assert "Asked with reasoning_effort low: 2 of 3 items" in lines
    assert "Asked with sonar, reasoning_effort low: 1 of 3 items" in lines
    assert "Three?" not in Path("q.jsonl.html").read_text(), "it has no result yet"
    assert "-2 + 2?" in Path("q.jsonl.html").read_text()
    assert len(sim.requests) == before


def test_a_status_for_programs_is_json(done: Command) -> None:
    """With the same numbers, and times as ISO 8601."""
    value = json.loads(done("batch", "status", "q.jsonl.ledger", "--json").out)
    assert (value["total"], value["completed"], value["failed"], value["open"]) == (3, 1, 1, 1)
    assert value["api"] == "sonar"
    assert value["began"].endswith("+00:00")


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["--jsonl"], None),
        ([], None),
        (["-o", "-"], None),
        (["-o", "x.jsonl"], "x.jsonl"),
        (["-o", "x"], "x"),
    ],
)
def test_json_lines_are_the_last_results_as_they_are(
    done: Command, arguments: list[str], file: str | None
) -> None:
    """The lines are those of the results file, in the order of the items; open items are left out."""
    exported = done("batch", "export", "q.jsonl.ledger", *arguments)
    lines = (Path(file).read_text() if file else exported.out).splitlines()
    expected = {
        line["id"]: line for line in map(json.loads, Path("q.results.jsonl").read_text().splitlines())
    }
    assert [json.loads(line) for line in lines] == [expected["a"], expected["=1+1"]]
    assert "1 of 3 items have no result yet" in exported.err


@pytest.mark.parametrize("arguments", [("--csv",), ("--csv", "-o", "x.out"), ("-o", "x.csv")])
def test_csv_has_a_row_an_item_and_no_formulas(done: Command, arguments: tuple[str, ...]) -> None:
    """A text that a spreadsheet would take for a formula gets an apostrophe."""
    exported = done("batch", "export", "q.jsonl.ledger", *arguments)
    first, second = rows(Path(arguments[-1]).read_text() if "-o" in arguments else exported.out)
    assert [*first][:6] == ["id", "status", "question", "text", "citations", "cost"]
    assert (first["id"], first["status"], first["text"], first["metadata.country"]) == (
        "a",
        "failed",
        "",
        "NO",
    )
    assert (second["id"], second["question"], second["metadata.country"]) == ("'=1+1", "'-2 + 2?", "'@here")
    assert (first["metadata.tags"], second["metadata.tags"]) == ("", '["x", 1]')
    result = next(result for result in Batch("q.jsonl.ledger").results(last=True) if result.ok)
    assert float(second["cost"]) == result.cost
    assert second["text"] == result.text
    assert [line.split()[-1] for line in second["citations"].splitlines()] == [
        c.url for c in result.citations
    ]


def test_excel_gets_its_byte_order_mark(done: Command) -> None:
    """Without it, it would read UTF-8 as something else; the questions of a next batch may have it too."""
    done("batch", "export", "q.jsonl.ledger", "--bom", "-o", "x.csv")
    assert Path("x.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


@pytest.mark.parametrize("name", ["q.jsonl", "q.jsonl.ledger", "q.jsonl.ledger.lock", "q.results.jsonl", "."])
def test_an_export_replaces_nothing_that_the_batch_needs(done: Command, name: str) -> None:
    """Otherwise the next run could not continue."""
    before = {path: path.read_bytes() for path in Path.cwd().iterdir()}
    assert done("batch", "export", "q.jsonl.ledger", "-o", name).code == 5
    assert {path: path.read_bytes() for path in Path.cwd().iterdir()} == before


@pytest.mark.parametrize("name", ["status", "report", "export"])
def test_what_is_no_ledger_is_one_clear_error(done: Command, name: str) -> None:
    """Nothing is made in its place."""
    missing = done("batch", name, "none.ledger")
    questions = done("batch", name, "q.jsonl")
    shorter = done("batch", name, "q.ledger")
    foreign = done("batch", name, "q.results.jsonl")
    assert (missing.code, missing.err) == (2, "error: There is no ledger none.ledger.\n")
    assert "q.jsonl is no ledger; it may hold the questions of q.jsonl.ledger, which is one." in questions.err
    assert shorter.err == "error: There is no ledger q.ledger. Is it q.jsonl.ledger?\n"
    assert foreign.code == 5
    assert "q.results.jsonl is damaged, or no ledger" in foreign.err
    assert not {Path("none.ledger"), Path("q.ledger")} & {*Path().iterdir()}


def test_a_full_disk_leaves_the_export_before_it(done: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file would be taken for all of it."""

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Path("x.csv").write_text("before")
    monkeypatch.setattr(os, "fsync", full)
    refused = done("batch", "export", "q.jsonl.ledger", "-o", "x.csv")
    assert refused.code == 5
    assert "No space left" in refused.err
    assert Path("x.csv").read_text() == "before"
    assert not [*Path.cwd().glob(".*partial")]


def piped(command: Command, monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str) -> Outcome:
    """Run `batch -` with a text on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return command("batch", "-", *arguments)


def test_questions_on_standard_input_go_on_with_their_ledger(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same input again buys nothing; the results file is beside the ledger."""
    given: Any = (command, monkeypatch, json.dumps({"id": "a", "question": "[simulate: fail] One?"}))
    first = piped(*given, "--ledger", "q.ledger", *CHEAP)
    assert first.code == 1
    assert json.loads(Path("q.results.jsonl").read_text())["id"] == "a"
    go_on = first.err.splitlines()[-1]
    assert go_on.startswith("To go on, with the same questions: perplexity-jobs batch - --ledger q.ledger")
    assert piped(*given, "--ledger", "q.ledger", *CHEAP).code == 1
    assert len(sim.jobs) == 1


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("One?", (), "need --ledger FILE"),
        ("", ("--ledger", "q.ledger"), "Standard input (read as text, see --format) holds no questions."),
        ('{"x": 1}', ("--ledger", "q.ledger"), "line 1: an item needs a question"),
        ("One?", ("--ledger", "q.ledger", "--format", "json"), "(read as json, see --format) cannot be used"),
        ("One?", ("--ledger", "q.ledger", "--format", "xml"), "there is no format 'xml'"),
    ],
)
def test_what_standard_input_lacks_is_told_before_anything_is_made(
    command: Command,
    sim: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    """One line that says what to do."""
    refused = piped(command, monkeypatch, text, *arguments)
    assert refused.code == 2
    assert message in refused.err
    assert not [*Path.cwd().iterdir()]
    assert not sim.requests
