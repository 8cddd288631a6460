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

_GONE = (404, 410)  # after these another address makes sense
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531)})
_CHECK = "correct the address in openapi/sources.urls; the old file is kept"


class _PassingError(Exception):
    """A failure after which the same request makes sense again, in words."""


@attrs.frozen
class Fetcher:
    """Fetches pages through `client`, which may be silent for some seconds."""

    client: httpx.Client
    seconds: float = 20.0
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, page: Page, base: str | None) -> tuple[str, bytes]:
        """The address that has the page, and its bytes. Raises: BuildError."""
        addresses = page.addresses(base)
        for address in addresses:
            with in_file(address):
                body = self._fetch(address)
            if body is not None:
                return address, body
        raise BuildError("is not there (404 or 410)", file=" and ".join(addresses), do=_CHECK)

    def _fetch(self, address: str) -> bytes | None:
        """The bytes of a page, None where there is none."""
        for attempt in range(TRIES):
            try:
                with self.client.stream("GET", address, timeout=self.seconds) as response:
                    return None if response.status_code in _GONE else _body(response)
            except _PassingError as error:
                said = str(error)
            except httpx.TimeoutException:
                said = "did not answer in time"
            except (httpx.RemoteProtocolError, httpx.DecodingError):
                said = "the download broke off before its end"
            except httpx.TransportError as error:
                said = f"cannot be reached ({str(error) or type(error).__name__})"
            if attempt + 1 < TRIES:
                self.sleep(0.5 * 2**attempt)
        raise BuildError(f"{said}, {TRIES} times", do="try again later; the old file is kept")


def _body(response: httpx.Response) -> bytes:
    said = f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()
    if response.status_code in _TRANSIENT:
        raise _PassingError(said)
    if response.is_redirect:
        # A page's server must not choose other servers to connect to.
        said = f"redirects to {response.headers['location'][:200]}"
    if response.status_code != 200:
        raise BuildError(said, do=_CHECK)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise BuildError(f"is larger than {LIMIT // 1_000_000} MB", do=_CHECK)
    return bytes(body)
