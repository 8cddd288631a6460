"""The README's example, links and make targets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = [token for token in MarkdownIt().parse(README) if token.type == "fence"]
PYTHON = [token.content for token in FENCES if token.info == "python"]


def test_the_first_example_is_short() -> None:
    """Eight lines are enough to submit and to wait."""
    lines = [line for line in PYTHON[0].splitlines() if line.strip()]
    assert len(lines) <= 8


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link in the documentation names a file that is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#|<)([^)#\s]+)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    missing = [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()]
    assert missing == []


def test_the_make_targets_that_it_names_exist() -> None:
    """Every target in the README is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", README))
    assert named
    assert {target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)} == set()
