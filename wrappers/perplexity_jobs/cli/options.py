"""Options that several commands have, and the client that they make."""

from __future__ import annotations

import json
import math
import re
import shlex
import sys
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._core.poll_policy import check_wait
from .._values.settings import ApiName
from .display import is_terminal
from .memory import is_last

if TYPE_CHECKING:
    from .._client.blocking import PerplexityJobs


def _seconds(text: str) -> float:
    """A timeout, refused before anything is bought."""
    try:
        seconds = float(text)
        check_wait(seconds)
    except ValueError:
        seconds = math.nan
    if not seconds < math.inf and text.strip().lower() not in ("inf", "infinity"):
        raise typer.BadParameter(f"{text} is no time in seconds; it is not negative, and inf waits for ever.")
    return seconds


BaseUrl = Annotated[
    str | None,
    typer.Option(help="Address of the service; else PERPLEXITY_BASE_URL.", metavar="URL"),
]
Api = Annotated[
    ApiName | None,
    typer.Option(
        help="sonar, the asynchronous chat completions, or agent, what followed them; else PERPLEXITY_API, "
        "else sonar until the service has ended it.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="Such as sonar-deep-research (the default).", metavar="MODEL"),
]
Effort = Annotated[
    str | None,
    typer.Option(
        "--effort",
        "-e",
        help="Level of the Agent API: fast, low, medium, high, xhigh; level@version pins one release.",
        metavar="LEVEL",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        "-f",
        help="A field of the request, such as search_mode=academic; read as JSON where it is JSON.",
        metavar="NAME=VALUE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Raw = Annotated[bool, typer.Option("--raw", help="Print the text as the model wrote it, without sources.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Show long answers without a pager.")]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", "-t", help="Seconds to wait; the job itself goes on.", metavar="SECONDS", parser=_seconds
    ),
]


def client(base_url: str | None, api: ApiName | None) -> PerplexityJobs:
    """A client with the key of the environment; a key in the arguments would be seen by every user."""
    from .._client.blocking import PerplexityJobs  # loaded late: the help texts need no client

    return PerplexityJobs(base_url=base_url, api=api)


def wait_command(job_id: str, command: str = "wait") -> str:
    """The command that goes on with a job; a log gets its id, since others may have been submitted since."""
    return go_on(command, "--last" if is_last(job_id) and is_terminal() else job_id)


def go_on(command: str, *arguments: str) -> str:
    """A command to go on with, on the API and at the address that this one was told."""
    told = re.findall(r"\0(--api|--base-url)[=\0]([^\0]+)", "\0".join(sys.argv))
    return shlex.join(["perplexity-jobs", command, *arguments, *chain.from_iterable(told)])


def read_fields(pairs: Sequence[str] | None) -> dict[str, Any]:
    """``NAME=VALUE`` as fields of a request."""
    fields: dict[str, Any] = {}
    for pair in pairs or ():
        name, mark, text = pair.partition("=")
        if not mark or not name.strip():
            raise ValueError(f"--field takes NAME=VALUE, not {pair!r}.")
        if name.strip() in ("self", "question"):
            raise ValueError(f"--field {name.strip()}: the request has no such field.")
        try:
            fields[name.strip()] = json.loads(text)
        except ValueError:
            fields[name.strip()] = text
        except RecursionError:
            raise ValueError(f"--field {name.strip()}: the JSON is nested too deeply.") from None
    return fields
