"""Jobs as an adapter would read them, for tests without a service."""

from __future__ import annotations

from typing import Any

from perplexity_jobs import Job
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._values.job_data import JobData, Sighting

RESULT = {
    "id": "r",
    "model": "sonar",
    "created": 1,
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Tides are waves."}}],
}


def snapshot(
    status: str | None = "IN_PROGRESS",
    *,
    at: float = 0.0,
    age: float | None = 0.0,
    submitted_at: float | None = None,
    **fields: Any,
) -> Job:
    """A job as the asynchronous chat completions would send it."""
    body = {"id": "j", "model": "sonar", "created_at": 1_000, "status": status, **fields}
    return Job(read(body), SonarApi(), sighting=Sighting(at, age, submitted_at))


def read(body: dict[str, Any]) -> JobData:
    """The body of a job, read."""
    return SonarApi().read_job(body, None)
