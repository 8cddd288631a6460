"""Where to send requests and with which key: arguments first, then the environment, then the document."""

from __future__ import annotations

import os
import platform
import re
from typing import Literal, TypeAlias, cast, get_args
from urllib.parse import urlsplit

from attrs import frozen

from .._version import __version__
from .clock import check_seconds
from .document import BASE_URL
from .errors import PerplexityJobsError, UsageError
from .secret import Secret

KEY_VARIABLE = "PERPLEXITY_API_KEY"
URL_VARIABLE = "PERPLEXITY_BASE_URL"
API_VARIABLE = "PERPLEXITY_API"

#: A thousand times the answers of deep research; whoever asks for more is not the service.
MAX_RESPONSE_BYTES = 64 * 1024 * 1024

ApiName: TypeAlias = Literal["sonar", "agent"]

_MAX_SHOWN = 200
_LABEL = re.compile(r"[^\s%\"'<>\\^`{|}]{1,63}")


@frozen
class Config:
    """The settings of a client; its repr does not show the key.

    Attributes:
        api_key: sent as a bearer token.
        base_url: without a slash at its end.
        request_timeout: seconds for one request, or None for no limit.
        max_retries: repetitions of a single request after a failure that may pass.
        max_response_bytes: largest body of an answer, as it comes and unpacked.
    """

    api_key: Secret
    base_url: str
    request_timeout: float | None
    max_retries: int
    max_response_bytes: int = MAX_RESPONSE_BYTES

    @classmethod
    def resolve(
        cls,
        api_key: str | Secret | None,
        base_url: str | Secret | None,
        request_timeout: float | None,
        max_retries: int,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
    ) -> Config:
        """Fill in what the caller left out.

        Raises:
            UsageError: there is no key, or the key or the address cannot be one.
            ValueError: a number is out of range.
        """
        if request_timeout is not None:
            check_seconds("request_timeout", request_timeout, "None means no limit")
        if request_timeout == 0:
            raise ValueError("request_timeout is in seconds and positive; None means no limit.")
        if type(max_retries) is not int or max_retries < 0:
            raise ValueError("max_retries is a whole number, and not negative.")
        if type(max_response_bytes) is not int or max_response_bytes <= 0:
            raise ValueError("max_response_bytes is a whole number of bytes, and positive.")
        told = Secret(base_url).reveal() is not None or not os.environ.get(URL_VARIABLE)
        name = "base_url" if told else URL_VARIABLE
        key = Secret(_filled(Secret(api_key), KEY_VARIABLE, ""))
        url = Secret(_filled(Secret(base_url), URL_VARIABLE, BASE_URL))
        problem = _key_problem(key.reveal()) or _url_problem(url.reveal(), name)
        if problem:
            raise UsageError(problem)
        return cls(key, url.reveal().rstrip("/"), request_timeout, max_retries, max_response_bytes)

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries; the key is in here, so it is made where it is sent."""
        return {
            "Authorization": f"Bearer {self.api_key.reveal()}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"perplexity-jobs/{__version__} Python/{platform.python_version()}",
        }


def resolve_api(name: str | None) -> ApiName:
    """Which API to speak: the argument, then the environment, then that of the first documents.

    Raises:
        PerplexityJobsError: there is no such API.
    """
    chosen = name if name is not None else os.environ.get(API_VARIABLE, "").strip().lower() or "sonar"
    if chosen not in get_args(ApiName):
        where = "api=" if name is not None else f"{API_VARIABLE}="
        raise PerplexityJobsError(
            f"{where}{chosen!r} is no API; there are {' and '.join(get_args(ApiName))}."
        )
    return cast("ApiName", chosen)


def _filled(given: Secret, variable: str, default: str) -> object:
    value = given.reveal()
    if value is None:
        value = os.environ.get(variable) or default
    return value.strip() if isinstance(value, str) else value


def _key_problem(key: object) -> str | None:
    if not key:
        return (
            f"No API key: pass api_key= or set {KEY_VARIABLE}. To try the client without the service, "
            "use perplexity_jobs.simulator."
        )
    # A key that no header can carry would fail later, in a message that shows it.
    if not isinstance(key, str) or not all("!" <= letter <= "~" for letter in key):
        return "The API key holds spaces, line ends or letters that no key has; check it."
    return None


def _url_problem(url: object, name: str) -> str | None:
    if not isinstance(url, str):
        return f"{name} must look like https://host, as a text, not {type(url).__name__}."
    if "@" in url:
        # httpx would send that name and password in place of the key.
        return f"{name} must look like https://host, without a name and password in it."
    problem = address_problem(url, ("http", "https"))
    if problem is None and ("?" in url or "#" in url):
        problem = "a query or fragment cannot be part of it"
    if problem is None:
        return None
    return f"{name} must look like https://host or http://host:port, not {without_password(url)}: {problem}."


def address_problem(text: str, schemes: tuple[str, ...]) -> str | None:
    """Why an address is none that a connection can be opened to; None where it is one."""
    try:
        url = urlsplit(text)
        host, port = url.hostname or "", url.port
    except ValueError as error:
        return str(error)
    if not text.isprintable():
        return "it holds control characters"
    if url.scheme not in schemes:
        return f"it begins with none of {', '.join(f'{scheme}://' for scheme in schemes)}"
    if port == 0:
        return "there is no port 0"
    if ":" not in host and not all(map(_LABEL.fullmatch, host.removesuffix(".").split("."))):
        return "there is no such host"
    return None


def without_password(text: str) -> str:
    """An address as it may be shown: cut, without what stands before the host or in a query."""
    shown = re.sub(r"(?s)[?#](?=.).*", "?[hidden]", re.sub(r"(?s)^(\w+://)?.*@", r"\1[hidden]@", text))
    return repr(shown if len(shown) <= _MAX_SHOWN else shown[:_MAX_SHOWN] + "…")
