"""The generated package imports, is typed, and sends only what it was given."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import perplexity_openapi
from perplexity_openapi import models
from perplexity_openapi.api.jobs import create_job, get_job, list_jobs

PACKAGE = Path(perplexity_openapi.__file__).parent


def test_models_are_loaded_when_they_are_used() -> None:
    """Asking for a job loads what its answer is made of, not the hundred models of other requests."""
    program = (
        "import sys\n"
        "from perplexity_openapi.api.jobs import get_job\n"
        "from perplexity_openapi import models\n"
        "loaded = {name for name in models.__all__ if name in vars(models)}\n"
        "assert not loaded, loaded\n"
        "assert models.AsyncProcessingStatus.COMPLETED == 'COMPLETED'\n"
        "assert set(dir(models)) >= set(models.__all__)\n"
        "print(len([name for name in sys.modules if name.startswith('perplexity_openapi.models.')]))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(result.stdout) < len(models.__all__) / 10
    with pytest.raises(AttributeError, match="has no attribute 'ChatMessage'"):
        _ = models.ChatMessage  # type: ignore[attr-defined]  # that it does not exist is the point


def test_no_class_is_named_after_a_position() -> None:
    """No class name has a number for a position; and the package carries the mark of PEP 561."""
    assert (PACKAGE / "py.typed").is_file()
    assert [name for name in models.__all__ if re.search(r"(Type|Option)\d", name)] == []


def test_requests_carry_nothing_of_their_own() -> None:
    """No default is sent; the id is escaped, and the envelope is posted."""
    assert get_job._get_kwargs("a/b?c") == {"method": "get", "url": "/async/chat/completions/a%2Fb%3Fc"}
    assert list_jobs._get_kwargs().get("params", {}) == {}
    assert list_jobs._get_kwargs(limit=5, next_token="t")["params"] == {"limit": 5, "next_token": "t"}
    request = models.ApiChatCompletionsRequest(model="m", messages=[], reasoning_effort="extreme")
    body = models.AsyncApiChatCompletionsRequest(request=request, idempotency_key="k")
    sent = create_job._get_kwargs(body=body)
    assert (sent["method"], sent["url"]) == ("post", "/async/chat/completions")
    inner = {"model": "m", "messages": [], "reasoning_effort": "extreme"}
    assert sent["json"] == {"request": inner, "idempotency_key": "k"}
