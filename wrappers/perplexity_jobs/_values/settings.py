"""Where to send requests and with which key: arguments first, then the environment, then the document."""

from __future__ import annotations

import os
import platform
import re
from typing import Any, Literal, TypeAlias, cast, get_args
from urllib.parse import urlsplit

from attrs import Attribute, field, frozen

from .._version import __version__
from .clock import URL_VARIABLE, check_seconds
from .document import BASE_URL
from .errors import PerplexityJobsError, UsageError
from .secret import Secret

KEY_VARIABLE = "PERPLEXITY_API_KEY"
API_VARIABLE = "PERPLEXITY_API"

#: A thousand times the answers of deep research; whoever asks for more is not the service.
MAX_RESPONSE_BYTES = 64 * 1024 * 1024

ApiName: TypeAlias = Literal["sonar", "agent"]

_MAX_SHOWN = 200


def _key_of(given: str | Secret | None) -> Secret:
    key = Secret(_filled(Secret(given), KEY_VARIABLE, ""))
    if not key.reveal():
        raise UsageError(
            f"No API key: pass api_key= or set {KEY_VARIABLE}. To try the client without the service, "
            "use perplexity_jobs.simulator."
        )
    # A key that no header can carry would fail later, in a message that shows it.
    if not isinstance(key.reveal(), str) or not all("!" <= letter <= "~" for letter in key.reveal()):
        raise UsageError("The API key holds spaces, line ends or letters that no key has; check it.")
    return key


def _url_of(given: str | Secret | None) -> str:
    url = Secret(_filled(Secret(given), URL_VARIABLE, BASE_URL))
    if not _names_server(url.reveal()):
        raise UsageError(
            f"base_url= or {URL_VARIABLE} must look like https://host or http://host:port, without a name, "
            f"password or query, not {without_password(str(url.reveal()))}."
        )
    return str(url.reveal().rstrip("/"))


def _check_timeout(_config: object, attribute: Attribute[Any], value: Any) -> None:
    if value is not None:
        check_seconds(attribute.name, value, "None means no limit")
    if value == 0:
        raise ValueError(f"{attribute.name} is in seconds and positive; None means no limit.")


def _check_number(_config: object, attribute: Attribute[Any], value: Any) -> None:
    least = attribute.metadata["least"]
    if type(value) is not int or value < least:
        raise ValueError(f"{attribute.name} is a whole number, not less than {least}.")


@frozen(repr=False)
class Config:
    """The settings of a client; its repr shows none of them, since some are not there while it is made.

    Attributes:
        api_key: sent as a bearer token; from the environment where None is given.
        base_url: without a slash at its end; from the environment or the document where None is given.
        request_timeout: seconds for one request, or None for no limit.
        max_retries: repetitions of a single request after a failure that may pass.
        max_response_bytes: largest body of an answer, as it comes and unpacked.

    Raises:
        UsageError: there is no key, or the key or the address cannot be one.
        ValueError: a number is out of range.
    """

    api_key: Secret = field(converter=_key_of)
    base_url: str = field(converter=_url_of)
    request_timeout: float | None = field(validator=_check_timeout)
    max_retries: int = field(validator=_check_number, metadata={"least": 0})
    max_response_bytes: int = field(
        default=MAX_RESPONSE_BYTES, validator=_check_number, metadata={"least": 1}
    )

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries; the key is in here, so it is made where it is sent."""
        return {
            "Authorization": f"Bearer {self.api_key.reveal()}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": f"perplexity-jobs/{__version__} Python/{platform.python_version()}",
        }


def resolve_api(name: str | None) -> ApiName | None:
    """Which API to speak: the argument, then the environment; None where neither says.

    Raises:
        PerplexityJobsError: there is no such API.
    """
    chosen = name if name is not None else os.environ.get(API_VARIABLE, "").strip().lower() or None
    if chosen not in (None, *get_args(ApiName)):
        where = "api=" if name is not None else f"{API_VARIABLE}="
        raise PerplexityJobsError(
            f"{where}{chosen!r} is no API; there are {' and '.join(get_args(ApiName))}."
        )
    return cast("ApiName | None", chosen)


def _filled(given: Secret, variable: str, default: str) -> object:
    value = given.reveal()
    if value is None:
        value = os.environ.get(variable) or default
    return value.strip() if isinstance(value, str) else value


def _names_server(url: Any) -> bool:
    try:
        parts = urlsplit(url)
        has_server = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except (AttributeError, ValueError):
        return False
    # httpx would send a name and password in place of the key.
    return bool(has_server and url.isprintable() and set(url).isdisjoint(" @?#"))


def without_password(text: str) -> str:
    """An address as it may be shown: cut, without what stands before the host or in a query."""
    shown = re.sub(r"(?s)[?#](?=.).*", "?[hidden]", re.sub(r"(?s)^(\w+://)?.*@", r"\1[hidden]@", text))
    return repr(shown if len(shown) <= _MAX_SHOWN else shown[:_MAX_SHOWN] + "…")
