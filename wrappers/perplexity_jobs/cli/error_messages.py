"""What an error says at a shell: commands and options instead of Python."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .._values.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    EndpointRetiredError,
    InternalServerError,
    NotFoundError,
    PerplexityJobsError,
    SubmitUncertainError,
    pick_up,
)
from .options import wait_command
from .streams import NoOutputError

# After these a submit may have made a job although no answer said so.
_DOUBTFUL = (APIConnectionError, InternalServerError, APIResponseValidationError)
_SUBMITS = ("ask", "submit")
_OF_LEDGERS = ("status", "report", "export")
BUYS = (*_SUBMITS, "batch")
# What an option says that Python says with a keyword: its name is the keyword's, with hyphens.
_OPTIONS = (
    "api|base_url|concurrency|effort|idempotency_key|job_timeout|ledger|max_cost|max_jobs|model|"
    "resubmit_uncertain|retry_failed|submit_rate|timeout"
)
_IN_SHELL = (
    (r"\bThis client goes on", "This command goes on"),
    (r",? (?:and|which|as) translate\(\) shows[^.]*", ""),
    (r"perplexity_jobs\.simulator", "perplexity-jobs simulator"),
    (r"Simulator\(speed=(\d+)\)", r"perplexity-jobs simulator --speed \1"),
    (r"pass api_key= or (?=set )|(?: or|,) api_key=", ""),
    (r", and headers of a proxy or gateway to an http_client= that sends them", ""),
    (r"; max_response_bytes= allows more, where answers are", ""),
    (r"submit\(\.\.\., idempotency_key='(.+?)'\)", r"--idempotency-key \1"),
    (r"; SubmitUncertainError says where a job may exist", "; exit code 7 says that a job may exist"),
    (r"\bextra_body=", "--field extra_body="),
    (r"\bfiles= and images= go\b", "--file goes"),
    (r"it belongs to wait\(\) and run\(\)", "it is no field, and --timeout is an option"),
    (r"; wait\(\) waits for it", ""),
    (r"\bjob\.(?:raw|text) holds", "--json prints"),
    (r"see job\.raw", "--json prints them"),
    (r"client\.job\(job_id\)", "perplexity-jobs wait ID"),
    (r"client\.as_completed\(error\.job_ids\) picks", "perplexity-jobs wait with their ids picks"),
    (r"with scheduler= again", "from Python with scheduler= again"),
    (r"\bNone (?=means|learns)", "leaving it out "),
    (r"PerplexityJobs\((api=.*?)\)", r"\1"),
    (rf"""\b({_OPTIONS})=(?:["'](.*?)["'])?""", lambda found: _option(*found.groups())),
    (
        r"\b(idempotency_key|max_cost|max_jobs|submit_rate|job_timeout)\b",
        lambda found: _option(found[1], None),
    ),
)


def _option(keyword: str, value: str | None) -> str:
    return f"--{keyword.replace('_', '-')}" + (f" {value}" if value else "")


def words(problem: BaseException, command: str) -> str:
    """One line for an error of a command."""
    if isinstance(problem, PerplexityJobsError):
        return " ".join([_message(problem), *_hints(problem, command)])
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror + (f": {problem.filename}" if problem.filename else "")
    return in_shell(str(problem)) or type(problem).__name__


def advice(arguments: Sequence[str], reason: str) -> str:
    """What to do about arguments that no command takes."""
    if "unexpected extra argument" in reason:
        if arguments[0] in _SUBMITS:
            return f"Put the question in quotes: perplexity-jobs {arguments[0]} 'What is this?'"
        from difflib import get_close_matches  # loaded late: few command lines are mistyped

        if arguments[0] == "batch" and (meant := get_close_matches(arguments[1], _OF_LEDGERS, 1)):
            return f"Is it perplexity-jobs batch {meant[0]}?"
    return "perplexity-jobs --help shows what there is."


def in_shell(text: str) -> str:
    """A message with what it says of Python said for a shell."""
    for python, shell in _IN_SHELL:
        text = re.sub(python, shell, text)
    return text


def _message(problem: PerplexityJobsError) -> str:
    text = in_shell(problem.message if problem.message.endswith((".", "?")) else f"{problem.message}.")
    if problem.job_id:
        text = text.replace(pick_up(problem.job_id), wait_command(problem.job_id))
        text = text.replace(f"client.get({problem.job_id!r})", wait_command(problem.job_id, "get"))
    return text


def _hints(problem: PerplexityJobsError, command: str) -> list[str]:
    if command in _SUBMITS and problem.idempotency_key and isinstance(problem, _DOUBTFUL):
        return [f"--idempotency-key {problem.idempotency_key} submits it again without buying twice."]
    if command in _SUBMITS and isinstance(problem, SubmitUncertainError):
        return ["Look at the account's usage first."]
    if problem.job_id and isinstance(problem, NoOutputError):
        return [f"Job {problem.job_id} is bought: {wait_command(problem.job_id)} prints its answer."]
    # A refusal during a wait leaves the job as it is.
    refused = isinstance(problem, APIError) and not isinstance(problem, NotFoundError | EndpointRetiredError)
    if problem.job_id and refused:
        return [f"{wait_command(problem.job_id)} picks it up."]
    return []
