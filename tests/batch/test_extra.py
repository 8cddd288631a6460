"""A missing dependency of batches is named with the command that installs it."""

from __future__ import annotations

import importlib
import sys

import pytest


def test_a_missing_library_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra that installs it."""
    monkeypatch.setitem(sys.modules, "filelock", None)
    monkeypatch.delitem(sys.modules, "perplexity_jobs.batch")
    with pytest.raises(ModuleNotFoundError) as caught:
        importlib.import_module("perplexity_jobs.batch")
    assert str(caught.value) == "batches need filelock: pip install 'perplexity-jobs[batch]'"
    assert caught.value.name == "filelock"
