"""What the log tells, and what it never tells."""

from __future__ import annotations

import logging

import pytest

from perplexity_jobs._values.log import configure_from_environment, logger
from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory

QUESTION = "a question that nobody else may read"


def test_one_line_for_each_request_and_decision(
    connect: ClientFactory, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG: what was asked, what came, what follows; never the key, the question or the answer."""
    simulator.fault = "submit-500, get-reset"
    with caplog.at_level(logging.DEBUG, logger="perplexity_jobs"):
        done = connect(simulator).run(QUESTION, "sonar")
    lines = [record.getMessage() for record in caplog.records if record.name == "perplexity_jobs"]
    assert any(line.startswith("POST ") and ": 500" in line for line in lines)
    assert any("attempt 1 failed; the next in" in line for line in lines)
    assert any("no answer (" in line for line in lines)
    assert any("next look in" in line for line in lines)
    assert any("it has ended" in line for line in lines)
    requests = [line for line in lines if line.startswith(("POST", "GET")) and "attempt" not in line]
    assert len(requests) == len(simulator.requests)
    told = "\n".join(lines)
    for secret in ("sim-key", QUESTION, done.text[:40]):
        assert secret not in told


def test_nothing_is_told_above_debug(
    connect: ClientFactory, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """A client that works is silent."""
    with caplog.at_level(logging.INFO, logger="perplexity_jobs"):
        connect(simulator).run(QUESTION, "sonar")
    assert [record for record in caplog.records if record.name == "perplexity_jobs"] == []


@pytest.fixture
def bare_logger() -> logging.Logger:
    """The logger as it is after import, put back afterwards."""
    return logger


@pytest.mark.parametrize(("word", "level"), [("debug", logging.DEBUG), ("INFO", logging.INFO)])
def test_the_environment_turns_the_log_on(
    word: str, level: int, bare_logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PERPLEXITY_LOG sends the lines to standard error, once however many clients there are."""
    monkeypatch.setenv("PERPLEXITY_LOG", word)
    monkeypatch.setattr(bare_logger, "handlers", [logging.NullHandler()])
    monkeypatch.setattr(bare_logger, "level", logging.NOTSET)
    configure_from_environment()
    configure_from_environment()
    assert [type(handler) for handler in bare_logger.handlers] == [logging.NullHandler, logging.StreamHandler]
    assert bare_logger.level == level


@pytest.mark.parametrize("word", ["", "yes"])
def test_any_other_word_leaves_the_log_alone(
    word: str, bare_logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not debug or info changes nothing."""
    monkeypatch.setenv("PERPLEXITY_LOG", word)
    monkeypatch.setattr(bare_logger, "handlers", [logging.NullHandler()])
    configure_from_environment()
    assert len(bare_logger.handlers) == 1


def test_handlers_of_the_application_are_left_alone(
    bare_logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An application that has set up its own logging keeps it."""
    own = logging.StreamHandler()
    monkeypatch.setenv("PERPLEXITY_LOG", "debug")
    monkeypatch.setattr(bare_logger, "handlers", [own])
    configure_from_environment()
    assert bare_logger.handlers == [own]
