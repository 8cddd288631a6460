"""Fetch one page over HTTP, whole and within limits, or raise one error that says why not."""

from __future__ import annotations

import time
from collections.abc import Callable

import attrs
import httpx

from openapi_build.errors import BuildError, in_file
from openapi_capture.pages import Page

LIMIT = 20_000_000
"""Bytes of one page, unpacked; a page beyond it is not documentation."""

TRIES = 4

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531)})
_AGAIN = "try again later; the old file is kept"
_CHECK = "correct the address in openapi/sources.urls; the old file is kept"


class _GoneError(BuildError):
    """404 or 410: the one failure after which another address makes sense."""


class _PassingError(BuildError):
    """A failure after which the same request makes sense again."""


@attrs.frozen
class Fetcher:
    """Fetches pages through `client`, which may be silent for some seconds."""

    client: httpx.Client
    seconds: float = 20.0
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, page: Page, base: str | None) -> tuple[str, bytes]:
        """The address that has the page, and its bytes. Raises: BuildError."""
        *others, last = page.addresses(base)
        for address in others:
            try:
                return address, self._fetch(address)
            except _GoneError:
                continue
        try:
            return last, self._fetch(last)
        except _GoneError as error:
            error.what += "".join(f", nor at {address}" for address in others)
            raise

    def _fetch(self, address: str) -> bytes:
        with in_file(address):
            for attempt in range(TRIES):
                try:
                    with self.client.stream("GET", address, timeout=self.seconds) as response:
                        return _body(response)
                except _PassingError as error:
                    said = error.what
                except httpx.TimeoutException:
                    said = "did not answer in time"
                except (httpx.RemoteProtocolError, httpx.DecodingError):
                    said = "the download broke off before its end"
                except httpx.TransportError as error:
                    said = f"cannot be reached ({str(error) or type(error).__name__})"
                if attempt + 1 < TRIES:
                    self.sleep(0.5 * 2**attempt)
            raise BuildError(f"{said}, {TRIES} times", do=_AGAIN)


def _body(response: httpx.Response) -> bytes:
    if response.is_redirect:
        # A page's server must not choose other servers to connect to.
        raise BuildError(f"redirects to {response.headers['location'][:200]}", do=_CHECK)
    if response.status_code != 200:
        said = f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()
        if response.status_code in (404, 410):
            raise _GoneError(said, do=_CHECK)
        raise (_PassingError if response.status_code in _TRANSIENT else BuildError)(said, do=_CHECK)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise BuildError(f"is larger than {LIMIT // 1_000_000} MB", do=_CHECK)
    return bytes(body)
