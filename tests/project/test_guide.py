"""Every piece of Python in the README and the guide runs unchanged against the simulator.

The pieces of a page run one after the other. Those of pages on tests are test files, which pytest runs in
tests/simulator/test_docs.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from perplexity_jobs.simulator import ManualClock, Simulator

from .running import run_pieces

ROOT = Path(__file__).parents[2]
TESTED_ELSEWHERE = {"simulator.md", "testing.md"}
NO_JOBS = {"fastapi.md"}  # a service that nobody asks; its test is that of the example
PAGES = {
    path.name: blocks
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if path.name not in TESTED_ELSEWHERE
    and (
        blocks := [
            token.content
            for token in MarkdownIt().parse(path.read_text("utf-8"))
            if token.type == "fence" and token.info == "python"
        ]
    )
}


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of a page run one after the other, on a manual clock."""
    monkeypatch.chdir(tmp_path)
    with Simulator(clock=ManualClock()).environment() as simulator:
        run_pieces(PAGES[page], page)
        assert simulator.jobs or page in NO_JOBS
