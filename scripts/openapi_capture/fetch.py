"""`Fetcher`: get one page over HTTP, with retries and limits of size and time, or raise one error."""

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
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_AGAIN = "try again later; the old file is kept"
_CHECK = "correct the address in openapi/sources.urls; the old file is kept"


class _GoneError(BuildError):
    """A 404 or 410, after which the next address is tried."""


class _PassingError(BuildError):
    """A transient failure, after which the same request is retried."""


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
                    return self._attempt(address)
                except _PassingError as error:
                    said = error.what
                if attempt + 1 < TRIES:
                    self.sleep(0.5 * 2**attempt)
            raise BuildError(f"{said}, {TRIES} times", do=_AGAIN)

    def _attempt(self, address: str) -> bytes:
        url = httpx.URL(address)
        try:
            for _ in range(_HOPS):
                with self.client.stream("GET", url, timeout=self.seconds) as response:
                    if response.status_code not in _REDIRECTS or "location" not in response.headers:
                        return _body(response)
                    url = _within(url, response.headers["location"])
        except httpx.TimeoutException:
            raise _PassingError("did not answer in time", do=_AGAIN) from None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise _PassingError("the download broke off before its end", do=_AGAIN) from None
        except httpx.TransportError as error:
            said = f"cannot be reached ({str(error) or type(error).__name__})"
            raise _PassingError(said, do=_AGAIN) from None
        raise BuildError(f"redirects more than {_HOPS - 1} times", do=_CHECK)


def _body(response: httpx.Response) -> bytes:
    if response.status_code != 200:
        said = f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()
        if response.status_code in (404, 410):
            raise _GoneError(said, do=_CHECK)
        raise (_PassingError if response.status_code in _TRANSIENT else BuildError)(said, do=_CHECK)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip"):
        # A compressed kilobyte can expand to a gigabyte; only an uncompressed body was asked for.
        raise BuildError(f"is packed as {packing[:80]}", do=_CHECK)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise BuildError(f"is larger than {LIMIT // 1_000_000} MB", do=_CHECK)
    return bytes(body)


def _within(url: httpx.URL, location: str) -> httpx.URL:
    """The target of a redirect, which must be on the same server. Raises: BuildError."""
    try:
        target = url.join(location)
    except (httpx.InvalidURL, ValueError):
        target = None
    if target is None or (target.scheme, target.netloc, target.userinfo) != (
        url.scheme,
        url.netloc,
        url.userinfo,
    ):
        raise BuildError(f"redirects to {location[:200]}, which is not on the listed server", do=_CHECK)
    return target
