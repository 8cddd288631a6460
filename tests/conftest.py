"""Settings of all tests."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, nothing about the code: speed is for benchmarks.
settings.register_profile("more", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Fewer examples each time, so that people wait less; `make test-all` takes more.
settings.register_profile("project", settings.get_profile("more"), max_examples=40)
settings.load_profile("project")

# The jobs of the tests are none of the user's; tests/cli gives the command line a memory of its own.
os.environ["PERPLEXITY_JOBS_STATE"] = "off"

# Authorities of the whole world take longer to read than most tests take: clients read one of our own.
if os.environ.get("LIVE") != "1":
    os.environ["SSL_CERT_FILE"] = str(Path(__file__).with_name("authority.pem"))
