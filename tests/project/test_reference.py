"""The site's reference has every public name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import perplexity_jobs
import perplexity_jobs.batch
import perplexity_jobs.simulator

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
NAMED = {
    name
    for page in REFERENCE.glob("*.md")
    for name in re.findall(r"^::: (\S+)$", page.read_text("utf-8"), re.M)
}


@pytest.mark.parametrize("module", [perplexity_jobs, perplexity_jobs.batch, perplexity_jobs.simulator])
def test_every_public_name_has_its_place(module: object) -> None:
    """The reference has every public name."""
    kinds = (type, type(lambda: None))
    public = {n for n in vars(module)["__all__"] if isinstance(getattr(module, n), kinds)}
    assert public
    assert {n for n in public if f"{vars(module)['__name__']}.{n}" not in NAMED} == set()
