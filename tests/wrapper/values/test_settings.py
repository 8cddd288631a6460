"""How a client finds its key, URL and other settings, and that the key is not shown."""

from __future__ import annotations

import re
from typing import Any

import pytest

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs, PerplexityJobsError, __version__
from perplexity_jobs._values.settings import Config
from perplexity_jobs.simulator import ManualClock

KEY = "pplx-secret-key"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine."""
    for name in ("PERPLEXITY_API_KEY", "PERPLEXITY_BASE_URL", "PERPLEXITY_API"):
        monkeypatch.delenv(name, raising=False)


def resolve(
    api_key: str | None = KEY, base_url: str | None = None, timeout: float | None = 30.0, retries: int = 2
) -> Config:
    """The settings for some arguments."""
    return Config(api_key, base_url, timeout, retries)


def test_arguments_go_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is passed counts, then the environment, then the document's server."""
    assert resolve(f" {KEY}\n").api_key.reveal() == KEY, "keys are pasted, and read from files"
    assert resolve().base_url == "https://api.perplexity.ai"
    monkeypatch.setenv("PERPLEXITY_API_KEY", "from-environment")
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "http://localhost:1/")
    assert (resolve(None).api_key.reveal(), resolve().base_url) == ("from-environment", "http://localhost:1")
    assert (resolve("a", "http://h/v1/").api_key.reveal(), resolve("a", "http://h/v1/").base_url) == (
        "a",
        "http://h/v1",
    )
    monkeypatch.setenv("PERPLEXITY_BASE_URL", "")
    assert resolve().base_url == "https://api.perplexity.ai"


@pytest.mark.parametrize("key", [None, "", "  ", "two words", "line\nend", "schlüssel"])
def test_a_key_that_is_none_is_refused_unseen(key: str | None) -> None:
    """The message names the variable, and the way to do without; it does not repeat the key."""
    with pytest.raises(PerplexityJobsError) as caught:
        resolve(key)
    if key and key.strip():
        assert key not in str(caught.value)
    else:
        assert re.search("PERPLEXITY_API_KEY.*simulator", str(caught.value))


@pytest.mark.parametrize(
    "url",
    [
        "api.perplexity.ai",
        "ftp://x",
        "https://",
        "https://x/?a=1",
        "https://x/#a",
        "https://user:pw@x",
        "http://a:0",
        "http://a:99999",
        "http://[::1",
        "http://a\tb",
        "http://a b",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """The error is raised by the constructor, not by a request."""
    with pytest.raises(
        PerplexityJobsError, match="base_url= or PERPLEXITY_BASE_URL must look like"
    ) as caught:
        resolve(base_url=url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        *(({"request_timeout": seconds}, "request_timeout") for seconds in (0, "5", True)),
        *(({"max_retries": times}, "max_retries") for times in (-1, "2", 2.5, True, None, float("nan"))),
        *(
            ({"max_response_bytes": size}, "max_response_bytes")
            for size in (0, -1, 1.5, True, "64 MiB", None)
        ),
        *(({"clock": clock}, "clock= takes") for clock in ("x", 5, object(), ManualClock)),
    ],
)
@pytest.mark.parametrize("client", [PerplexityJobs, AsyncPerplexityJobs])
def test_settings_that_cannot_be_are_refused(client: Any, wrong: dict[str, Any], words: str) -> None:
    """No time at all is not no limit; a clock is an object, not its class."""
    with pytest.raises((ValueError, TypeError), match=words):
        client(KEY, **wrong)
    assert resolve(timeout=None, retries=0).request_timeout is None


def test_the_key_is_sent_and_shown_nowhere() -> None:
    """It is in the header, and in no repr."""
    config = resolve()
    assert config.headers["Authorization"] == f"Bearer {KEY}"
    assert config.headers["User-Agent"].startswith(f"perplexity-jobs/{__version__} ")
    with PerplexityJobs(KEY) as client:
        for shown in (repr(config), repr(client), repr(client._core), repr(client._transport)):
            assert KEY not in shown
        assert "https://api.perplexity.ai" in repr(client)
