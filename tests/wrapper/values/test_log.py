"""What is logged, and that secrets are not."""

from __future__ import annotations

import logging

import pytest

from perplexity_jobs import PerplexityJobs
from perplexity_jobs._values.log import logger
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory

QUESTION = "a question that nobody else may read"


def test_one_line_for_each_request_and_decision(
    connect: ClientFactory, simulator: Simulator, api: str, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG: what was asked, what came, what follows; never the key, the question or the answer."""
    simulator.fault = "submit-429-seconds, get-reset"
    with caplog.at_level(logging.DEBUG, logger="perplexity_jobs"):
        done = connect(simulator, api=api).run(QUESTION, "sonar")
    records = [record for record in caplog.records if record.name == "perplexity_jobs"]
    assert {record.levelno for record in records} == {logging.DEBUG}, "a client that works is silent"
    lines = [record.getMessage() for record in records]
    assert any(line.startswith("POST ") and ": 429" in line for line in lines)
    assert any("attempt 1 failed; the next in" in line for line in lines)
    assert any("no answer (" in line for line in lines)
    assert any("next poll in" in line for line in lines)
    assert any("it has ended" in line for line in lines)
    requests = [line for line in lines if line.startswith(("POST", "GET")) and "attempt" not in line]
    assert len(requests) == len(simulator.requests)
    told = "\n".join(lines)
    for secret in ("sim-key", QUESTION, done.text[:40]):
        assert secret not in told


@pytest.mark.parametrize(
    ("word", "level", "before"),
    [
        ("debug", logging.DEBUG, []),
        ("INFO", logging.INFO, []),
        ("", None, []),
        ("yes", None, []),
        ("debug", None, [logging.StreamHandler()]),
    ],
)
def test_the_environment_turns_the_log_on(
    word: str, level: int | None, before: list[logging.Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """PERPLEXITY_LOG sends the lines to standard error, once however many clients there are.

    What is not debug or info changes nothing; an application that has set up its own logging keeps it.
    """
    own = [logging.NullHandler(), *before]
    monkeypatch.setenv("PERPLEXITY_LOG", word)
    monkeypatch.setattr(logger, "handlers", list(own))
    monkeypatch.setattr(logger, "level", logging.NOTSET)
    for _ in range(2):
        PerplexityJobs("key").close()
    added = [type(handler) for handler in logger.handlers[len(own) :]]
    assert added == ([] if level is None else [logging.StreamHandler])
    assert level is None or logger.level == level
