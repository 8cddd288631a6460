"""Type checkers accept api.py, and report mistakes of users."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

REFUSED = {
    'client.submit("Why?", search_mode="wbe")': 'Argument "search_mode".*incompatible type',
    'client.submit("Why?", serch_mode="web")': 'Unexpected keyword argument "serch_mode"',
    'client.submit("Why?", temperature="hot")': 'Argument "temperature".*incompatible type',
    'client.submit("Why?", reasoning_effort="extreme")': 'Argument "reasoning_effort".*incompatible type',
    'client.submit("Why?", response_format="json")': 'Argument "response_format".*incompatible type',
    'client.submit("Why?", files="notes.pdf", images=[1])': "incompatible type",
    'client.submit("Why?", effort=7)': 'Argument "effort".*incompatible type',
    'client.submit("Why?", service_tier="slow")': 'Argument "service_tier".*incompatible type',
    'client.submit("Why?", stop=5)': 'Argument "stop".*incompatible type',
    "client.submit(5)": "Argument 1.*incompatible type",
    "client.submit()": 'Missing positional argument "question"',
    'client.submit("Why?", timeout=5)': 'Unexpected keyword argument "timeout"',
    'client.wait("id", timeout="5 minutes")': 'Argument "timeout".*incompatible type',
    'client.wait("id", poll=2.0)': 'Argument "poll".*incompatible type',
    "client.wait(5)": "Argument 1.*incompatible type",
    "client.wait(other_job)": "Argument 1.*incompatible type",
    'client.wait("id", on_update=print_it)': 'Argument "on_update".*incompatible type',
    "client.list(limit='all')": 'Argument "limit".*incompatible type',
    "client.as_completed([1])": "List item 0 has incompatible type",
    "client.as_completed([other_job])": "List item 0 has incompatible type",
    "PerplexityJobs(api='chat')": 'Argument "api".*incompatible type',
    "PerplexityJobs(http_client=httpx.AsyncClient())": 'Argument "http_client".*incompatible type',
    "PerplexityJobs(http_client=httpx2.AsyncClient())": 'Argument "http_client".*incompatible type',
    "client.with_options(max_retries='3')": 'Argument "max_retries".*incompatible type',
    "PollPolicy(2.0)": "Too many positional arguments",
    "job.id = 'other'": "read-only",
    "len(job.text)": 'Argument 1 to "len" has incompatible type',
    "job.result(Fact).choices": '"Fact" has no attribute "choices"',
    "job.parsed(Fact).figure": '"Fact" has no attribute "figure"',
}

PROGRAM = """
from dataclasses import dataclass
import httpx
import httpx2
from perplexity_jobs import AsyncJob, Job, PerplexityJobs, PollPolicy, Progress

@dataclass
class Fact:
    claim: str

def print_it(update: Progress[AsyncJob]) -> None: ...

def slips(client: PerplexityJobs, job: Job, other_job: AsyncJob) -> None:
"""


def test_the_public_types_are_as_written_down_and_slips_are_refused(tmp_path: Path) -> None:
    """api.py is what users rely on; it is read, never run. A wrong word, type or name never reaches the
    service. One run of mypy says both, since a run takes seconds.
    """
    slips = tmp_path / "slips.py"
    slips.write_text(PROGRAM + "".join(f"    {line}\n" for line in REFUSED), encoding="utf-8")
    first = PROGRAM.count("\n") + 1
    said = dict.fromkeys(REFUSED, "")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)  # the paths in the configuration are relative
        report, problem, _ = api.run(["--show-error-codes", "--no-pretty", str(HERE / "api.py"), str(slips)])
    assert not problem
    errors = re.findall(r"(\w+\.py):(\d+): error: (.*)", report)
    assert [error for error in errors if error[0] != slips.name] == []
    for _, number, message in errors:
        said[list(REFUSED)[int(number) - first]] += message
    assert {line: said[line] for line in REFUSED if not re.search(REFUSED[line], said[line])} == {}
