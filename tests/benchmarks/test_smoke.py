"""Every benchmark runs, at sizes whose times mean nothing: the figures are there, whatever they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (["cold"], {"cold"}),
        (["ceiling", "calls", "parsing"], {"ceiling", "calls", "parsing"}),
        (["crowd"], {"crowd"}),
        (["growth"], {"growth"}),
        (["regeneration", "document"], {"regeneration", "document"}),
    ],
    ids=["starts", "calls", "crowd", "growth", "regeneration"],
)
def test_the_benchmarks_run_and_write_their_page(names: list[str], figures: set[str], tmp_path: Path) -> None:
    """Raw values with the machine's description, a page and plots; nothing that names the machine."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/run.py", "--smoke", "--out", tmp_path, "--only", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    raw = (tmp_path / "results.json").read_text(encoding="utf-8")
    results = json.loads(raw)
    assert {sample["figure"] for sample in results["samples"]} == figures
    assert all(sample["values"] for sample in results["samples"])
    assert results["machine"]["versions"]["httpx"]
    assert str(ROOT) not in raw
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert all(sample["who"] in page for sample in results["samples"])
    assert (tmp_path / "performance" / "requests.svg").is_file()


def test_everybody_in_flight_is_answered(tmp_path: Path) -> None:
    """A few jobs on a quiet server: no client loses a request, so the comparison compares the same work."""
    from bench import crowd, rivals, server

    with server.served() as url:
        samples = crowd.measure(url, [3], requests=4, rounds=1, patience=60.0)
    lost = {s.who: s.values for s in samples if s.metric in ("not answered", "refused")}
    assert lost == dict.fromkeys(rivals.ASYNC, (0,))
