"""The process of the cold-start benchmark has loaded no client before."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bench import fresh


@pytest.mark.parametrize("module", ["attrs", "httpx", "statistics"])
def test_a_start_is_measured_where_nothing_is_loaded_yet(module: str) -> None:
    """What the measurement itself had loaded, no client would be seen to load."""
    code = f"import sys, bench.starts; sys.exit({module!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", code], env=fresh.environment(), check=False)
    assert done.returncode == 0
