"""What an error says to somebody at a shell: commands and options in the place of Python."""

from __future__ import annotations

from .._values.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    EndpointRetiredError,
    InternalServerError,
    NotFoundError,
    PerplexityJobsError,
    pick_up,
)
from .options import wait_command
from .streams import NoOutputError

# After these a submit may have made a job although no answer said so.
_DOUBTFUL = (APIConnectionError, InternalServerError, APIResponseValidationError)
_SUBMITS = ("ask", "submit")
BUYS = (*_SUBMITS, "batch")
_IN_SHELL = (
    ('PerplexityJobs(api="agent"), or PERPLEXITY_API=agent', "--api agent, or PERPLEXITY_API=agent"),
    ('PerplexityJobs(api="agent")', "--api agent"),
    ('PerplexityJobs(api="sonar")', "--api sonar"),
    ("perplexity_jobs.simulator", "perplexity-jobs simulator"),
    ("pass api_key= or set ", "set "),
    (" or api_key=", ""),
    ("Set base_url= if", "Set --base-url if"),
)


def words(problem: BaseException, command: str) -> str:
    """One line for an error of a command."""
    if isinstance(problem, PerplexityJobsError):
        return " ".join([_message(problem), *_hints(problem, command)])
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror + (f": {problem.filename}" if problem.filename else "")
    return str(problem) or type(problem).__name__


def _message(problem: PerplexityJobsError) -> str:
    text = problem.message if problem.message.endswith((".", "?")) else f"{problem.message}."
    for python, shell in _IN_SHELL:
        text = text.replace(python, shell)
    if problem.job_id:
        text = text.replace(
            f"{pick_up(problem.job_id)} picks it up.", f"{wait_command(problem.job_id)} goes on."
        )
        text = text.replace(
            f"client.get({problem.job_id!r}) asks again", f"{wait_command(problem.job_id, 'get')} asks again"
        )
    return text


def _hints(problem: PerplexityJobsError, command: str) -> list[str]:
    if command in _SUBMITS and problem.idempotency_key and isinstance(problem, _DOUBTFUL):
        return [f"--idempotency-key {problem.idempotency_key} submits it again without buying twice."]
    if problem.job_id and isinstance(problem, NoOutputError):
        return [f"Job {problem.job_id} is bought: {wait_command(problem.job_id)} prints its answer."]
    # A refusal during a wait: the job is where it was.
    refused = isinstance(problem, APIError) and not isinstance(problem, NotFoundError | EndpointRetiredError)
    if problem.job_id and refused:
        return [f"{wait_command(problem.job_id)} goes on."]
    return []
