"""One page over HTTP, whole and within limits, or one error that says why not."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import attrs
import httpx

from openapi_capture.pages import CaptureError, Page

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


class _GoneError(CaptureError):
    """404 or 410: the one failure after which another address makes sense."""


class _PassingError(CaptureError):
    """A failure after which the same request makes sense again, in `retry_after` seconds or more."""

    retry_after = 0.0


@attrs.frozen
class Fetcher:
    """Fetches pages through `client`. `seconds` bounds one try, so that a body in drips ends too."""

    client: httpx.Client
    seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def fetch(self, page: Page, base: str | None) -> tuple[str, bytes]:
        """The address that has the page, and its bytes. Raises: CaptureError."""
        *others, last = page.addresses(base)
        for address in others:
            try:
                return address, self._fetch(address)
            except _GoneError:
                continue
        try:
            return last, self._fetch(last)
        except _GoneError as error:
            nor = "".join(f", nor at {address}" for address in others)
            raise CaptureError(f"{error.what}{nor}", file=error.file, do=error.do) from None

    def _fetch(self, address: str) -> bytes:
        for attempt in range(TRIES):
            try:
                return self._attempt(address)
            except _PassingError as error:
                if attempt + 1 == TRIES:
                    raise CaptureError(f"{error.what}, {TRIES} times", file=address, do=error.do) from None
                self.sleep(min(max(0.5 * 2**attempt, error.retry_after), LONGEST_PAUSE))
        raise AssertionError("the last try returns or raises")  # pragma: no cover

    def _attempt(self, address: str) -> bytes:
        until = self.clock() + self.seconds
        url = httpx.URL(address)
        try:
            for _ in range(_HOPS):
                with self.client.stream("GET", url, timeout=min(20.0, self.seconds)) as response:
                    if response.status_code not in _REDIRECTS or "location" not in response.headers:
                        return self._body(response, address, until)
                    url = _within(address, url, response.headers["location"])
        except httpx.TimeoutException:
            raise _PassingError("did not answer in time", file=address, do=_AGAIN) from None
        except httpx.RemoteProtocolError:
            raise _PassingError("the download broke off before its end", file=address, do=_AGAIN) from None
        except httpx.TransportError as error:
            said = str(error) or type(error).__name__
            raise _PassingError(f"cannot be reached ({said})", file=address, do=_AGAIN) from None
        raise CaptureError(f"redirects more than {_HOPS - 1} times", file=address, do=_CHECK)

    def _body(self, response: httpx.Response, address: str, until: float) -> bytes:
        if response.status_code != 200:
            raise _refusal(response, address)
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip"):
            # Packed twice, a kilobyte can be a gigabyte; nothing but plain text was asked for.
            raise CaptureError(f"is packed as {packing[:80]}", file=address, do=_CHECK)
        unpacker = zlib.decompressobj(wbits=31) if packing == "gzip" else None
        body, received = bytearray(), 0
        for chunk in response.iter_raw():
            received += len(chunk)
            try:
                body += unpacker.decompress(chunk, LIMIT + 1 - len(body)) if unpacker else chunk
            except zlib.error:
                raise CaptureError("is packed as gzip and is none", file=address, do=_AGAIN) from None
            if max(received, len(body)) > LIMIT:
                raise CaptureError(f"is larger than {LIMIT // 1_000_000} MB", file=address, do=_CHECK)
            if self.clock() > until:
                raise _PassingError("did not answer in time", file=address, do=_AGAIN)
        if unpacker and (not unpacker.eof or unpacker.unused_data):
            raise _PassingError("the download broke off before its end", file=address, do=_AGAIN)
        return bytes(body)


def _within(address: str, url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, which must be the server that was asked. Raises: CaptureError."""
    try:
        target = url.join(location)
    except (httpx.InvalidURL, ValueError):
        target = None
    if target is None or _server(target) != _server(url):
        said = f"redirects to {location[:200]}, which is not on the listed server"
        raise CaptureError(said, file=address, do=_CHECK)
    return target


def _server(url: httpx.URL) -> tuple[str, str, int | None, bytes]:
    return url.scheme, url.host, url.port, url.userinfo


def _refusal(response: httpx.Response, address: str) -> CaptureError:
    said = f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()
    if response.status_code in (404, 410):
        return _GoneError(said, file=address, do=_CHECK)
    if response.status_code not in _TRANSIENT:
        return CaptureError(said, file=address, do=_CHECK)
    error = _PassingError(said, file=address, do=_AGAIN)
    asked = response.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        error.retry_after = float(asked)
    return error
