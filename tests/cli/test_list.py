"""`list`, `watch`, and commands for several jobs, with remembered jobs and those of the service."""

from __future__ import annotations

import io
import json

import pytest

from perplexity_jobs import PerplexityJobs
from perplexity_jobs.simulator import ManualClock, Simulator

from .conftest import Command


@pytest.fixture
def asked(command: Command, timed: Simulator, clock: ManualClock) -> list[str]:
    """The ids of a job elsewhere, of one of each API from here, and of one that fails; newest last."""
    with PerplexityJobs(api="sonar") as elsewhere:
        ids = [elsewhere.submit("Elsewhere?", model="sonar").id]
    for question, api in (("How old?", "sonar"), ("How\nlong?", "agent"), ("[simulate: fail] Why?", "agent")):
        clock.advance(1)
        ids.append(command("submit", question, "--api", api).out.strip())
    return ids


def test_list_shows_the_jobs_of_both_apis(command: Command, clock: ManualClock, asked: list[str]) -> None:
    """The newest is first, with its current status; scripts get lines or JSON."""
    clock.advance(100)
    fields = [line.split("\t") for line in command("list").out.splitlines()]
    assert [field[0] for field in fields] == asked[::-1]
    assert [field[1] for field in fields] == ["failed", "completed", "COMPLETED", "COMPLETED"]
    assert [field[4] for field in fields] == ["[simulate: fail] Why?", "How long?", "How old?", "-"]
    assert fields[0][3] == "2026-01-01T00:00:03+00:00"
    assert command("list", "-n", "2").out.count("\n") == 2
    assert command("list", "--api", "agent").out.count("\n") == 2
    (newest, *_, oldest) = (json.loads(line) for line in command("list", "--json").out.splitlines())
    assert newest.keys() == {"id", "api", "status", "model", "created_at", "question"} < oldest.keys()
    assert (newest["question"], newest["api"]) == ("[simulate: fail] Why?", "agent")


def test_what_is_remembered_is_listed_when_the_service_is_not_there(
    command: Command, timed: Simulator, asked: list[str]
) -> None:
    """The error follows the list; a retired list is ignored if another API is in use."""
    timed.fault = "list-403"
    refused = command("list")
    assert (refused.code, refused.out.count("\n")) == (4, 3)
    timed.fault = "endpoint-retired-always"
    assert command("forget", asked[1]).code == 0, "nobody can ask for it any more"
    ended = command("list")
    assert (ended.code, ended.err, ended.out.count("\n")) == (0, "", 2)


def test_a_look_that_is_refused_ends_a_watch(command: Command, timed: Simulator, asked: list[str]) -> None:
    """It would be refused again at once, and for ever; what is known is listed."""
    timed.fault = "get-400-always"
    watched = command("watch", "--api", "agent")
    assert (watched.code, watched.out.count("\n")) == (4, 2)
    assert watched.err.startswith("error: ")
    listed = command("list", "--api", "agent")
    assert (listed.code, listed.out.count("\n")) == (4, 2)


def test_a_job_that_the_service_has_dropped_is_listed_as_expired(
    command: Command, timed: Simulator, clock: ManualClock
) -> None:
    """It had not ended when it was last seen; it is not asked for again."""
    command("submit", "Q?", "--api", "agent")
    clock.advance(8 * 86_400)
    assert command("list").out.split("\t")[1] == "EXPIRED"
    looks = len(timed.requests)
    assert command("list", "--api", "agent").out.split("\t")[1] == "EXPIRED"
    assert len(timed.requests) == looks


@pytest.mark.parametrize("columns", [30, 80, 140])
def test_a_person_sees_a_table(
    command: Command, asked: list[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """That fits the terminal; what it shows of an id names the job."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "dumb")
    head, *rows = command("list").out.splitlines()
    assert columns < 80 or head.split() == ["ID", "AGE", "STATUS", "MODEL", "QUESTION"]
    assert max(map(len, rows)) <= columns
    short = [row.split()[0] for row in rows]
    assert (short == asked[::-1]) is (columns == 140)
    assert columns < 80 or "How long?" in rows[1]
    for beginning, job_id in zip(short, asked[::-1], strict=True):
        assert job_id in command("get", beginning).out


def test_watch_tells_of_each_change_until_all_have_ended(command: Command, asked: list[str]) -> None:
    """Each change is a line in a pipe, and the command ends with the last job."""
    watched = command("watch")
    lines = [line.split("\t")[:2] for line in watched.out.splitlines()]
    assert watched.code == 1, "one has failed"
    assert {job_id for job_id, _ in lines[:4]} == set(asked)
    ends = dict(lines)
    assert [ends[job_id] for job_id in asked] == ["COMPLETED", "COMPLETED", "completed", "failed"]
    again = command("watch")
    assert (again.code, again.out) == (0, "")


def test_several_jobs_are_waited_for_at_once(
    command: Command, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer follows its id; one that fails is a line, and the highest code is that of the command."""
    listed = "".join(f"{job_id}\tQUEUED\tmodel\n" for job_id in asked)
    monkeypatch.setattr("sys.stdin", io.StringIO(listed))
    done = command("wait", "-")
    assert done.code == 1
    assert {f"<!-- {job_id} -->" for job_id in asked[:3]} < set(done.out.splitlines())
    (failed,) = (line for line in done.err.splitlines() if line.startswith("error: "))
    assert asked[3] in failed
    both = command("get", *asked[2:], "--json")
    assert [json.loads(line)["status"] for line in both.out.splitlines()] == ["completed", "failed"]
    assert both.code == 1
    endless = command("submit", "[simulate: never-ends] Q?", "--api", "agent").out.strip()
    late = command("wait", endless, *asked, "-t", "30")
    assert (late.code, f"perplexity-jobs wait {endless} picks it up" in late.err) == (6, True)
    ended = command("cancel", "--last", asked[0])
    assert ended.code == 2, "either ids or the last one"
