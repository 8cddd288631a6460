"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, nothing about the code: speed is for benchmarks.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

# The jobs of the tests are none of the user's; tests/cli gives the command line a memory of its own.
os.environ["PERPLEXITY_JOBS_STATE"] = "off"
