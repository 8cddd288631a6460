"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, nothing about the code: speed is for benchmarks.
settings.register_profile("more", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Fewer examples each time, so that people wait less; `make test-all` takes more.
settings.register_profile("project", settings.get_profile("more"), max_examples=40)
settings.load_profile("project")

# The jobs of the tests are none of the user's; tests/cli gives the command line a memory of its own.
os.environ["PERPLEXITY_JOBS_STATE"] = "off"
