"""``perplexity-jobs doctor``: what stands between this machine and the service. It buys nothing."""

from __future__ import annotations

import os
import platform
import textwrap
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, get_args

from attrs import asdict, frozen

from .._core.content import server_time
from .._values.clock import CLOCK_VARIABLE, URL_VARIABLE, SystemClock
from .._values.errors import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    BadRequestError,
    EndpointRetiredError,
    NotFoundError,
    PerplexityJobsError,
)
from .._values.settings import API_VARIABLE, KEY_VARIABLE, ApiName, without_password
from .._version import __version__
from .error_messages import words
from .exit_codes import Code
from .options import Api, AsJson, BaseUrl, client
from .streams import data, data_json

if TYPE_CHECKING:
    from .._client.blocking import PerplexityJobs

# Ids that no job has, in the form of each API: asking for one tells all that a job would, and costs nothing.
_NOBODY = "00000000-0000-0000-0000-000000000000"
_IDS = {"sonar": _NOBODY, "agent": f"resp_{_NOBODY}"}
_EXTRAS = {
    "batch": "filelock",
    "dask": "distributed",
    "fast": "httpx_aiohttp",
    "markdown": "markdown_it",
    "simulator": "starlette",
}
_SKEW = 30.0
_SECONDS = 15.0


@frozen
class Finding:
    """One thing that was looked at.

    Attributes:
        about: what was looked at.
        ok: whether it is as it should be.
        found: how it is.
        advice: what to do, or "".
    """

    about: str
    ok: bool
    found: str
    advice: str = ""


def doctor(as_json: AsJson = False, api: Api = None, base_url: BaseUrl = None) -> int:
    """Check the key, the way to the service, which API answers, versions and the clock. Buys nothing."""
    findings = []
    for finding in _findings(base_url, api):
        findings.append(finding)
        if not as_json:
            data(_lines(finding))
    ok = all(finding.ok for finding in findings)
    if as_json:
        data_json({"ok": ok, "findings": [asdict(finding) for finding in findings]})
    return Code.OK if ok else Code.NO_ANSWER


def _lines(finding: Finding) -> str:
    words = f"{finding.found} {finding.advice}".strip()
    head = f"{'ok' if finding.ok else 'problem':9}{finding.about:14}"
    return textwrap.fill(
        words,
        79,
        initial_indent=head,
        subsequent_indent=" " * 23,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _findings(base_url: str | None, api: ApiName | None) -> Iterator[Finding]:
    yield Finding("versions", True, _versions())
    try:
        jobs = client(base_url, api)
    except PerplexityJobsError as problem:
        yield Finding("settings", False, words(problem, "doctor"))
        return
    from .._client.base import core_of, spoken_by  # it is loaded where there is a client

    with jobs:
        core = core_of(jobs)
        url, pinned = core.config.base_url, spoken_by(jobs)
        source = "--base-url" if base_url else URL_VARIABLE if os.environ.get(URL_VARIABLE) else "the default"
        yield Finding("address", True, f"{url}, {source}.")
        yield from _way(url)
        answers = {name: _ask(jobs, name) for name in get_args(ApiName) if pinned in (None, name)}
        yield _key(list(answers.values()))
        yield from _apis(answers)
        dated = [at for error in answers.values() if (at := server_time(error.headers)) is not None]
        if dated:
            yield _clock(core.clock.time() - dated[-1], lent=not isinstance(core.clock, SystemClock))


def _versions() -> str:
    installed = [f"{name} {_version(name)}" for name in ("httpx", "typer", "rich")]
    extras = [name for name, module in _EXTRAS.items() if find_spec(module)]
    python = f"Python {platform.python_version()}"
    return f"perplexity-jobs {__version__}, {', '.join([python, *installed])}; extras: {', '.join(extras)}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _way(url: str) -> Iterator[Finding]:
    """Proxy and certificates, as the environment sets them."""
    from .._transport.environment import CERTIFICATES, PROXIES, certificates, from_environment, proxy_of

    proxy = proxy_of(url)
    yield Finding("proxy", True, f"{f'{proxy} is used' if proxy else 'none is used'}{_set(PROXIES)}.")
    try:
        from_environment(certificates, CERTIFICATES)
    except PerplexityJobsError as problem:
        yield Finding("certificates", False, words(problem, "doctor"))
    else:
        yield Finding("certificates", True, f"can be read{_set(CERTIFICATES)}.")


def _set(names: tuple[str, ...]) -> str:
    given = {name: value for name, value in os.environ.items() if value and name.upper() in names}
    listed = ", ".join(f"{name}={without_password(value)}" for name, value in sorted(given.items()))
    return f"; {listed}" if listed else f"; none of {', '.join(names)} is set"


def _ask(jobs: PerplexityJobs, api: ApiName) -> APIError:
    """What an API says of a job that is not there."""
    try:
        job = jobs.with_options(api=api, max_retries=0, request_timeout=_SECONDS).get(_IDS[api])
    except APIError as error:
        return error
    except PerplexityJobsError as problem:  # such as a proxy that cannot be one
        return APIConnectionError(problem.message)
    return APIConnectionError(f"The address knows a job {job.id}, which is none of the service's.")


def _key(answers: list[APIError]) -> Finding:
    refused = [error for error in answers if isinstance(error, AuthenticationError)]
    if refused:
        return Finding(
            "key", False, words(refused[0], "doctor"), "A new one is made in the account's settings."
        )
    known = any(_is_of_a_job(error) for error in answers)
    state = "the service accepts it" if known else "nothing tells whether the service accepts it"
    return Finding("key", True, f"{KEY_VARIABLE} is set, and {state}.")


def _apis(answers: dict[ApiName, APIError]) -> Iterator[Finding]:
    ended = [name for name, error in answers.items() if isinstance(error, EndpointRetiredError)]
    for name, error in answers.items():
        if isinstance(error, AuthenticationError) or _is_of_a_job(error):
            yield Finding(f"api {name}", True, "answers.")
        elif name in ended and len(answers) > 1:
            yield Finding(f"api {name}", True, "the service has ended it; commands go on with agent.")
        elif name in ended:
            yield Finding(f"api {name}", False, words(error, "doctor"), f"Or unset {API_VARIABLE}.")
        else:
            advice = "Check the network, the proxy and --base-url." if _is_elsewhere(error) else ""
            yield Finding(f"api {name}", False, words(error, "doctor"), advice)


def _is_of_a_job(error: APIError) -> bool:
    """Whether an answer says that there is no such job; that there is no such address, it says otherwise."""
    if not isinstance(error, NotFoundError | BadRequestError):
        return False
    return isinstance(error.body, dict) and "error" in error.body


def _is_elsewhere(error: APIError) -> bool:
    return isinstance(error, APIConnectionError | NotFoundError)


def _clock(ahead: float, *, lent: bool) -> Finding:
    if abs(ahead) <= _SKEW:
        return Finding("clock", True, f"within {_SKEW:.0f} s of the service's.")
    if lent:
        words = f"{CLOCK_VARIABLE} is that of another simulator."
        return Finding("clock", False, words, "Set the line that this one printed when it began.")
    side = "ahead of" if ahead > 0 else "behind"
    advice = "Set it, as with NTP: the ages of jobs are reckoned by it."
    return Finding("clock", False, f"{abs(ahead):.0f} s {side} the service's.", advice)
