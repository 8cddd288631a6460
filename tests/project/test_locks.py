"""The locked requirements for development and for the demo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements-dev.lock", "requirements-demo.lock")


def entries(name: str) -> dict[str, str]:
    """Each requirement of a lock file with its version, marker and hashes."""
    text = (ROOT / name).read_text("utf-8")
    return {entry.partition("==")[0]: entry.strip() for entry in re.split(r"\n(?=\S)", text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_its_hashes_and_nothing_names_an_index(name: str) -> None:
    """What is installed is what was resolved, from wherever the reader's pip fetches it."""
    found = entries(name)
    assert found
    assert all("--hash=sha256:" in entry for entry in found.values())
    assert "://" not in (ROOT / name).read_text("utf-8")


def test_the_demo_runs_on_what_the_tests_run_on() -> None:
    """Its requirements are some of those for development, in the same versions."""
    dev, demo = map(entries, LOCKS)
    assert {name: dev[name] for name in demo} == demo
    assert len(demo) < len(dev) / 3
