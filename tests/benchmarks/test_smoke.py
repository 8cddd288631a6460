"""Every benchmark runs with minimal sizes and gives its figures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench import rivals
from bench.apis import APIS
from bench.sizes import SMOKE

ROOT = Path(__file__).resolve().parents[2]


def smoke(names: list[str], folder: Path) -> list[dict[str, Any]]:
    """Run some benchmarks; their samples. All of them are on the page, and nothing names the machine."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/run.py", "--smoke", "--out", folder, "--only", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    raw = (folder / "results.json").read_text(encoding="utf-8")
    results = json.loads(raw)
    samples: list[dict[str, Any]] = results["samples"]
    assert {sample["figure"] for sample in samples} == set(names)
    assert all(sample["values"] for sample in samples)
    assert results["machine"]["versions"]["httpx"]
    assert str(ROOT) not in raw
    page = (folder / "performance.md").read_text(encoding="utf-8")
    assert all(sample["who"] in page and sample["case"] in page for sample in samples)
    assert (folder / "performance" / "requests.svg").is_file()
    return samples


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["calls"], id="calls"),
        pytest.param(["ceiling", "parsing", "learning", "growth"], marks=pytest.mark.exhaustive, id="many"),
    ],
)
def test_what_speaks_to_the_service_is_measured_on_both_apis(names: list[str], tmp_path: Path) -> None:
    """Every figure of it has cases of the one and of the other."""
    samples = smoke(names, tmp_path)
    for name in names:
        cases = {sample["case"] for sample in samples if sample["figure"] == name}
        assert any(case.endswith("Agent API") for case in cases)
        assert any(not case.endswith("Agent API") for case in cases)


@pytest.mark.exhaustive
def test_everybody_in_flight_is_answered(tmp_path: Path) -> None:
    """A few jobs on a quiet server: no client loses a request, so the comparison compares the same work."""
    samples = smoke(["cold", "regeneration", "document", "crowd"], tmp_path)
    lost = [s["values"] for s in samples if s["metric"] in ("never answered", "refused")]
    assert len(lost) == 2 * len(APIS) * len(SMOKE.flights) * len(rivals.ASYNC)
    assert all(values == [0] for values in lost)
