"""Every command: data on standard output, messages on standard error, one line for an error."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perplexity_jobs.simulator import Simulator

from .conftest import Command

FIELDS = ("-m", "sonar")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Three questions in a file."""
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(f'{{"id": "{name}", "question": "What of {name}?"}}\n' for name in "abc"))
    return path


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_ask_prints_the_answer_as_markdown(command: Command, sim: Simulator) -> None:
    """Standard output has the answer only."""
    done = command("ask", "What of it?", *FIELDS, "-f", "max_tokens=9", "-f", "search_mode=academic")
    assert done.code == 0
    assert "# " in done.out
    assert sim.jobs[0].id in done.err
    request = sim.jobs[0].request
    assert (request["max_tokens"], request["search_mode"]) == (9, "academic")


def test_submit_get_wait_and_list_work_on_one_job(command: Command, sim: Simulator) -> None:
    """The id goes from one to the next; `get` does not wait."""
    job_id = command("submit", "What of it?", *FIELDS).out.strip()
    assert job_id == sim.jobs[0].id
    assert "# " in command("get", job_id).out
    assert "# " in command("wait", job_id).out
    assert command("list").out.split("\t")[:3] == [job_id, "COMPLETED", "sonar"]
    assert json.loads(command("get", job_id, "--json").out)["id"] == job_id
    assert json.loads(command("list", "--json", "-n", "1").out)["id"] == job_id
    running = command("submit", "[simulate: never-ends] Q?", *FIELDS).out.strip()
    assert command("get", running).out.split("\t")[1] in ("CREATED", "IN_PROGRESS")
    late = command("wait", running, "--timeout", "0")
    assert (late.code, f"perplexity-jobs wait {running}" in late.err) == (6, True)
    failed = command("ask", "[simulate: fail] Q?", *FIELDS)
    assert (failed.code, failed.out, "failed" in failed.err) == (1, "", True)


def test_the_same_key_brings_the_same_job(command: Command, sim: Simulator) -> None:
    """What an error message offers works."""
    first, second = (command("submit", "Q?", *FIELDS, "--idempotency-key", "k").out for _ in range(2))
    assert first == second
    assert json.loads(command("submit", "Q?", *FIELDS, "--idempotency-key", "k", "--json").out)["id"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nonsense"], 2, "No such command"),
        (["ask"], 2, "Missing argument"),
        (["ask", "what", "is", "this"], 2, ". Put the question in quotes: perplexity-jobs ask '"),
        (["batch", "statsu", "x.ledger"], 2, ". Is it perplexity-jobs batch status?"),
        (["list", "what"], 2, ". perplexity-jobs --help shows what there is."),
        (["ask", "Q?", "--nonsense"], 2, "No such option"),
        (["ask", "Q?", "-f", "novalue"], 2, "NAME=VALUE"),
        (["ask", "Q?", "-f", "max_token=1"], 2, "max_tokens"),
        (["ask", "Q?", "-f", 'files=["plan.pdf"]'], 5, "plan.pdf"),
        (["ask", "Q?", "--api", "gopher"], 2, "gopher"),
        (["ask", "Q?", "--api", "agent", "--idempotency-key", "k"], 2, "knows no such key"),
        (["ask", "Q?", "--api", "agent", "-f", "search_mode=academic"], 2, "search_mode"),
        (["ask", ""], 2, "empty"),
        (
            ["ask", "[simulate: endpoint-retired] Q?", "--api", "sonar"],
            4,
            "--api agent, or PERPLEXITY_API=agent",
        ),
        (
            ["ask", "[simulate: submit-500-after-accept] Q?", "--api", "agent"],
            7,
            "Look at the account's usage",
        ),
        (["ask", "[simulate: fail] Q?", "-m", "zonar"], 4, "zonar"),
        (["ask", "Q?", "--base-url", "nonsense"], 2, "--base-url or PERPLEXITY_BASE_URL"),
        (["ask", "Q?", "--base-url", "http://127.0.0.1:9"], 4, "--idempotency-key"),
        (["get", "unknown"], 1, "404"),
        (["get", "resp_1", "--api", "sonar"], 1, "Agent API: --api agent."),
        (["get", "8f8f2bd9", "--api", "agent"], 4, "--api sonar"),
        (["wait", "resp_1", "--api", "sonar"], 1, "Agent API: --api agent."),
        (["wait", "unknown"], 1, "does not know job"),
        (["wait", "--last"], 2, "No job is remembered for this key and address"),
        (["cancel", ""], 2, "No id is given."),
        (["get"], 2, "--last"),
        (["cancel", "some-id", "--api", "sonar"], 2, "Jobs of --api agent can be cancelled."),
        (
            ["submit", "Q?", "--effort", "low", "--api", "sonar"],
            2,
            "one of the Agent API, which --api agent speaks.",
        ),
        (["submit", "Q?", "-f", "timeout=5"], 2, "--timeout is an option."),
        (["submit", "Q?", "-f", "zzzzzz=5"], 2, "--field extra_body= sends what the document lacks."),
        (["submit", "Q?", "-f", "question=5"], 2, "--field question: the request has no such field."),
        (["batch", "missing.jsonl"], 2, "cannot be read"),
        (["batch", "questions.jsonl", "--ledger", "."], 5, "ledger"),
        (["batch", "questions.jsonl", "--out", "."], 5, "results file"),
        (["batch", "questions.jsonl", "--submit-rate", "0"], 2, "--submit-rate is in jobs per minute"),
        (["batch", "questions.jsonl", "--max-cost", "nan"], 2, "--max-cost is in USD"),
        (["batch", "questions.jsonl", "--job-timeout", "0"], 2, "--job-timeout is in seconds"),
        (["batch", "questions.jsonl", "--api", "agent", "-f", "search_mode=academic"], 2, "search_mode"),
    ],
)
def test_every_failure_is_one_line_and_an_exit_code(
    command: Command, sim: Simulator, questions: Path, arguments: list[str], code: int, words: str
) -> None:
    """No traceback, nothing on standard output, the key nowhere, and no keyword of Python."""
    done = command(*arguments)
    assert done.code == code
    assert words in done.err
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("error: ")
    assert sim.api_key not in line
    assert "client." not in line, "there is no Python at a shell"
    assert not re.search(r"PerplexityJobs\(|\bNone\b|\w\(\)|\b(?:api|model|effort)=", line)
    assert ("submits it again" in line) is (words == "--idempotency-key"), (
        "where nothing can have been bought"
    )
    assert code != 5 or "Errno" not in line
    assert code not in (2, 5) or not sim.requests


@pytest.mark.parametrize("arguments", [["ask", "Q?"], ["submit", "Q?", "--api", "agent"], ["list"]])
def test_an_address_that_is_not_the_service_is_named(
    command: Command, sim: Simulator, arguments: list[str]
) -> None:
    """No job is asked for, so that a 404 is about the address; other clients want one that ends with /v1."""
    done = command(*arguments, "--base-url", f"{sim.url}/v1")
    assert (done.code, done.out) == (4, "")
    assert f" at {sim.url}/v1 answered 404: " in done.err
    assert "Set --base-url if" in done.err


def test_a_proxy_that_is_down_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has its address without the password, and no proxy where none is used."""
    monkeypatch.setenv("PERPLEXITY_API_KEY", "a-key")
    monkeypatch.setenv("HTTP_PROXY", "http://me:secret@127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "http://service.example")
    done = command("get", "an-id")
    assert done.code == 4
    assert " at http://service.example through the proxy 127.0.0.1:9 could not be sent" in done.err
    assert "secret" not in done.err
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert "proxy" not in command("get", "an-id", "--base-url", "http://127.0.0.1:9").err


def test_batch_writes_results_and_says_how_it_went(command: Command, sim: Simulator, questions: Path) -> None:
    """Results beside the questions, a summary for the person, nothing on standard output."""
    done = command("batch", "questions.jsonl", *FIELDS, "--submit-rate", "1000")
    assert (done.code, done.out) == (0, "")
    assert {line["id"] for line in lines(questions.with_suffix(".results.jsonl"))} == set("abc")
    assert "3 items: 3 completed, 0 without an answer, 0 still open." in done.err
    again = command("batch", "questions.jsonl", *FIELDS, "--json", "-q")
    assert json.loads(again.out)["counts"] == {"completed": 3}
    assert len(sim.jobs) == 3


def test_a_dry_run_needs_no_key_and_sends_nothing(
    command: Command, sim: Simulator, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The estimate is printed, also if no price is known."""
    monkeypatch.delenv("PERPLEXITY_API_KEY")
    done = command("batch", "questions.jsonl", "--dry-run")
    assert done.code == 0
    assert "3 would be submitted" in done.out
    assert "USD 1.14 to 3.78" in done.out
    assert json.loads(command("batch", "questions.jsonl", "--dry-run", "--json").out)["to_submit"] == 3
    assert not sim.requests
    assert list(questions.parent.iterdir()) == [questions]
    unpriced = command("batch", "questions.jsonl", "--dry-run", "--api", "agent", "--effort", "low").out
    assert "The price of 3 with low is not known" in unpriced
    assert "USD" not in unpriced
    assert "PERPLEXITY_API_KEY" in command("ask", "Q?").err


def test_a_batch_with_failures_lists_reasons_and_offers_to_retry(
    command: Command, sim: Simulator, tmp_path: Path
) -> None:
    """The next command can be copied."""
    (tmp_path / "q.txt").write_text("[simulate: fail] One?\nTwo?\n")
    done = command("batch", "q.txt", *FIELDS, "--submit-rate", "1000", "--report", "r.html")
    assert done.code == 1
    assert "1 x failed: " in done.err
    assert "--retry-failed" in done.err.splitlines()[-1]
    assert "<!doctype html>" in (tmp_path / "r.html").read_text()


def test_a_service_that_refuses_all_leaves_a_summary_and_the_way_on(
    command: Command, sim: Simulator, questions: Path
) -> None:
    """Out of credits: what is done is done."""
    sim.fault = "insufficient-quota-always"
    done = command("batch", "questions.jsonl", *FIELDS)
    assert done.code == 4
    assert "3 still open" in done.err
    assert "To go on: " in done.err
    assert done.err.splitlines()[-1].startswith("error: ")


def test_the_agent_api_is_spoken_on_request(command: Command, sim: Simulator) -> None:
    """The option or the environment variable selects it, and one command's id works in the next."""
    done = command("ask", "What of it?", *FIELDS, "--api", "agent")
    assert done.code == 0
    assert "# " in done.out
    assert sim.jobs[0].request["effort"] == "fast"
    job_id = command("submit", "Q?", "--effort", "low@2026-10-16.0", "--api", "agent").out.strip()
    assert sim.jobs[1].request["effort"] == "low@2026-10-16.0"
    assert command("wait", job_id, "--api=agent", "--json").code == 0
    assert json.loads(command("get", job_id, "--api", "agent", "--json").out)["status"] == "completed"


def test_a_job_of_the_agent_api_can_be_cancelled(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command prints the job's status, and waiting shows its end."""
    api = ("--api", "agent")
    with Simulator(durations=1_000_000, speed=50) as slow:
        monkeypatch.setenv("PERPLEXITY_BASE_URL", slow.url)
        monkeypatch.setenv("PERPLEXITY_API_KEY", slow.api_key)
        job_id = command("submit", "Q?", *api).out.strip()
        late = command("wait", job_id, "-t", "0", *api, "--base-url", slow.url)
        assert f"perplexity-jobs wait {job_id} --api agent --base-url {slow.url} picks it up." in late.err
        assert command("cancel", job_id, *api).out.split("\t")[0] == job_id
        ended = command("wait", job_id, *api)
        assert (ended.code, "cancelled" in ended.err) == (1, True)
        assert "picks it up" not in ended.err
        assert json.loads(command("cancel", job_id, "--json", *api).out)["status"] == "cancelled"


def test_a_batch_names_what_is_uncertain_and_offers_to_decide(
    command: Command, sim: Simulator, questions: Path
) -> None:
    """The exit code is a separate one, and the printed command can be copied and works."""
    sim.fault = "submit-reset-after-accept"
    arguments = ("batch", "questions.jsonl", "--api", "agent", "--submit-rate", "1000", "-q")
    done = command(*arguments)
    sim.fault = None
    assert done.code == 7
    assert "Uncertain, 1 of them: " in done.err
    assert (
        done.err.splitlines()[-1]
        == f"To go on: perplexity-jobs {' '.join(arguments)} --base-url {sim.url} --resubmit-uncertain"
    )
    assert (command(*arguments).code, len(sim.jobs)) == (7, 3)
    assert (command(*arguments, "--resubmit-uncertain").code, len(sim.jobs)) == (0, 4)
    other = command("batch", "questions.jsonl", "--api", "sonar")
    assert (other.code, "begun with --api agent" in other.err) == (2, True)


def test_the_version_and_help_are_there(command: Command) -> None:
    """The first two things that are tried."""
    from perplexity_jobs import __version__

    assert command("--version").out.strip() == f"perplexity-jobs {__version__}"
    assert command().out == command("--help").out
    assert "batch" in command("--help").out


def test_importing_the_package_loads_nothing_of_the_extras() -> None:
    """A program that uses the client does not pay for the command line."""
    code = (
        "import sys, perplexity_jobs\n"
        # not rich: httpx itself loads it, where click stands beside it
        "extras = {'typer', 'sqlite3', 'filelock', 'markdown_it', 'distributed', "
        "'perplexity_jobs.batch', 'perplexity_jobs.cli'}\n"
        "print(sorted(extras & set(sys.modules)))"
    )
    # A measurement of coverage loads modules of its own into every process.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=plain)
    assert done.stdout.strip() == "[]"


def test_a_missing_extra_is_named() -> None:
    """The message names the extra, without a traceback."""
    code = (
        "import sys\nsys.modules['typer'] = None\nsys.argv = ['perplexity-jobs', 'ask', 'Q?']\n"
        "from perplexity_jobs.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "error: the command line needs typer: pip install 'perplexity-jobs[cli]'"
    ]


def test_a_question_is_answered_after_the_older_api_has_ended(
    command: Command, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first `ask` works, and one line says which API was used, and the option for it."""
    monkeypatch.delenv("PERPLEXITY_API", raising=False)
    sim.fault = "endpoint-retired-always"
    outcome = command("ask", "How old is the Nile?", "-m", "sonar")
    assert (outcome.code, bool(outcome.out)) == (0, True)
    note = next(line for line in outcome.err.splitlines() if line.startswith("note: "))
    assert "bought. This command goes on with the Agent API" in note
    assert "with --effort fast" in note
    assert "--api agent" in note
    assert "translate" not in note
    refused = command("ask", "How old is the Nile?", "--idempotency-key", "mine")
    assert (refused.code, refused.out) == (2, "")
    assert "Leave it out; exit code 7 says that a job may exist." in refused.err
    old = command("get", "707cee52-05a9-46a5-9d18-5675fb9fce95")
    assert old.code == 4
    assert "Their jobs can no longer be asked for" in old.err
