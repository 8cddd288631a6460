"""What the document deprecates is told where the caller uses it."""

from __future__ import annotations

import warnings
from contextlib import nullcontext

import pytest

from perplexity_jobs import APIStatusError
from perplexity_jobs._apis import deprecation as _deprecation
from perplexity_jobs.simulator import Simulator

from .conftest import ClientFactory


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("create_job", "submit"),
        ("ApiChatCompletionsRequest.search_mode", "submit"),
        ("get_job", "get"),
        ("list_jobs", "list"),
        ("list_jobs.limit", "list"),
        ("list_jobs.next_token", "list"),
    ],
)
def test_a_deprecated_name_warns_at_the_callers_line(
    name: str, use: str, connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warning points to the code of the caller, not into this package."""
    client = connect(simulator)
    job = client.submit("Why?", "sonar")
    monkeypatch.setattr(_deprecation, "DEPRECATED", {name: f"{name} is deprecated"})
    uses = {
        "submit": lambda: client.submit("Why?", "sonar", search_mode="web"),
        "get": lambda: client.get(job.id),
        "list": lambda: client.list(5, "t" if name.endswith("token") else None),
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # The made-up token is refused, after the warning.
        with pytest.raises(APIStatusError) if name.endswith("token") else nullcontext():
            uses[use]()
    [warning] = [w for w in caught if w.category is DeprecationWarning]
    assert str(warning.message) == f"{name} is deprecated"
    assert "perplexity_jobs/" not in warning.filename.replace("\\", "/")


def test_what_is_not_deprecated_or_not_used_does_not_warn(
    connect: ClientFactory, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deprecated parameter that is not passed is no reason to warn."""
    monkeypatch.setattr(
        _deprecation,
        "DEPRECATED",
        {"list_jobs.limit": "old", "ApiChatCompletionsRequest.search_mode": "old"},
    )
    client = connect(simulator)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.submit("Why?", "sonar")
        assert len(client.list()) == 1
