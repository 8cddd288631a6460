"""One page over HTTP, whole and within limits, or one error that says why not."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import attrs
import httpx

from openapi_build.errors import BuildError, in_file
from openapi_capture.pages import Page

LIMIT = 20_000_000
"""Bytes of one page, as it comes and unpacked; a page beyond it is not documentation."""

TRIES = 4
LONGEST_PAUSE = 20.0
"""Seconds; a server may ask for more with `Retry-After` and does not get it."""

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531)})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_AGAIN = "try again later; the old file is kept"
_CHECK = "correct the address in openapi/sources.urls; the old file is kept"


class _GoneError(BuildError):
    """404 or 410: the one failure after which another address makes sense."""


class _PassingError(BuildError):
    """A failure after which the same request makes sense again, in `retry_after` seconds or more."""

    def __init__(self, what: str, retry_after: float = 0.0) -> None:
        super().__init__(what, do=_AGAIN)
        self.retry_after = retry_after


@attrs.frozen
class Fetcher:
    """Fetches pages through `client`. `seconds` bounds one try, so that a body in drips ends too."""

    client: httpx.Client
    seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

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
                    pause = min(max(0.5 * 2**attempt, error.retry_after), LONGEST_PAUSE)
                    said = error.what
                if attempt + 1 < TRIES:
                    self.sleep(pause)
            raise BuildError(f"{said}, {TRIES} times", do=_AGAIN)

    def _attempt(self, address: str) -> bytes:
        until = self.clock() + self.seconds
        url = httpx.URL(address)
        try:
            for _ in range(_HOPS):
                with self.client.stream("GET", url, timeout=min(20.0, self.seconds)) as response:
                    if response.status_code not in _REDIRECTS or "location" not in response.headers:
                        return self._body(response, until)
                    url = _within(url, response.headers["location"])
        except httpx.TimeoutException:
            raise _PassingError("did not answer in time") from None
        except httpx.RemoteProtocolError:
            raise _PassingError("the download broke off before its end") from None
        except httpx.TransportError as error:
            raise _PassingError(f"cannot be reached ({str(error) or type(error).__name__})") from None
        raise BuildError(f"redirects more than {_HOPS - 1} times", do=_CHECK)

    def _body(self, response: httpx.Response, until: float) -> bytes:
        if response.status_code != 200:
            raise _refusal(response)
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip"):
            # Packed twice, a kilobyte can be a gigabyte; nothing but plain text was asked for.
            raise BuildError(f"is packed as {packing[:80]}", do=_CHECK)
        unpacker = zlib.decompressobj(wbits=31) if packing == "gzip" else None
        body, received = bytearray(), 0
        for chunk in response.iter_raw():
            received += len(chunk)
            try:
                body += unpacker.decompress(chunk, LIMIT + 1 - len(body)) if unpacker else chunk
            except zlib.error:
                raise BuildError("is packed as gzip and is none", do=_AGAIN) from None
            if max(received, len(body)) > LIMIT:
                raise BuildError(f"is larger than {LIMIT // 1_000_000} MB", do=_CHECK)
            if self.clock() > until:
                raise _PassingError("did not answer in time")
        if unpacker and (not unpacker.eof or unpacker.unused_data):
            raise _PassingError("the download broke off before its end")
        return bytes(body)


def _within(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, which must be the server that was asked. Raises: BuildError."""
    try:
        target = url.join(location)
    except (httpx.InvalidURL, ValueError):
        target = None
    if target is None or _server(target) != _server(url):
        raise BuildError(f"redirects to {location[:200]}, which is not on the listed server", do=_CHECK)
    return target


def _server(url: httpx.URL) -> tuple[str, str, int | None, bytes]:
    return url.scheme, url.host, url.port, url.userinfo


def _refusal(response: httpx.Response) -> BuildError:
    said = f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()
    if response.status_code in (404, 410):
        return _GoneError(said, do=_CHECK)
    if response.status_code not in _TRANSIENT:
        return BuildError(said, do=_CHECK)
    asked = response.headers.get("retry-after", "").strip()
    return _PassingError(said, float(asked) if asked.isascii() and asked.isdigit() else 0.0)
