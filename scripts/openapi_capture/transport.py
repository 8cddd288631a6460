"""Fetches one page whole, or says in one error why not. Decides nothing: `retry` does, and `proof`."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

import attrs
import httpx

from openapi_capture.errors import CaptureError
from openapi_capture.retry import RetryPolicy, is_transient, retry_after_seconds
from openapi_capture.store import Validators

LIMIT = 20_000_000
"""Bytes of one page; a page beyond it is not documentation."""

_AGAIN = "try again later; the old file is kept"
_CHECK = "correct the address in openapi/sources.urls; the old file is kept"


@attrs.frozen
class Answer:
    """What a server sent: `body` is None where it said that nothing changed since `validators`."""

    url: str
    body: bytes | None
    validators: Validators


@attrs.define
class Transport:
    """Fetches through `client`. `seconds` bounds one attempt as a whole, so that a slow drip ends too."""

    client: httpx.AsyncClient
    policy: RetryPolicy = attrs.field(factory=RetryPolicy)
    seconds: float = 60.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    spread: Callable[[], float] = random.random
    clock: Callable[[], float] = time.time

    async def fetch(self, addresses: tuple[str, ...], known: dict[str, Validators]) -> Answer:
        """The page at the first of `addresses` that exists; what is `known` of an address makes its request
        conditional. Raises CaptureError.
        """
        missing: CaptureError | None = None
        for address in addresses:
            try:
                return await self._fetch(address, known.get(address))
            except _NotFoundError as error:
                missing = error
        assert missing is not None
        if len(addresses) > 1:
            raise CaptureError(f"{missing.what}, nor at {addresses[0]}", file=addresses[-1], do=missing.do)
        raise missing

    async def _fetch(self, address: str, known: Validators | None) -> Answer:
        attempt = 0
        while True:
            attempt += 1
            retry_after = None
            try:
                async with asyncio.timeout(self.seconds):
                    return await self._attempt(address, known)
            except _TransientError as error:
                failure: CaptureError = error
                retry_after = error.retry_after
            except (httpx.TimeoutException, TimeoutError):
                failure = CaptureError("did not answer in time", file=address, do=_AGAIN)
            except httpx.RemoteProtocolError:
                failure = CaptureError("the download broke off before its end", file=address, do=_AGAIN)
            except httpx.TransportError as error:
                said = str(error) or type(error).__name__
                failure = CaptureError(f"cannot be reached ({said})", file=address, do=_AGAIN)
            except (httpx.TooManyRedirects, httpx.DecodingError, httpx.InvalidURL) as error:
                raise CaptureError(f"cannot be fetched ({error})", file=address, do=_CHECK) from None
            delay = self.policy.delay(attempt, retry_after=retry_after, spread=self.spread())
            if delay is None:
                tried = f"{failure.what}, {attempt} times"
                raise CaptureError(tried, file=failure.file, do=failure.do) from None
            await self.sleep(delay)

    async def _attempt(self, address: str, known: Validators | None) -> Answer:
        headers = known.request_headers() if known else {}
        async with self.client.stream("GET", address, headers=headers) as response:
            validators = Validators.from_headers(response.headers)
            if response.status_code == 304 and known is not None:
                return Answer(str(response.url), None, known)
            if response.status_code != 200:
                raise _refusal(response, address, self.clock())
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LIMIT:
                    said = f"is larger than {LIMIT // 1_000_000} MB"
                    raise CaptureError(said, file=address, do=_CHECK)
        return Answer(str(response.url), bytes(body), validators)


class _NotFoundError(CaptureError):
    """404 or 410: the one failure after which another address makes sense."""


class _TransientError(CaptureError):
    """A status after which the same request makes sense again."""

    retry_after: float | None = None


def _refusal(response: httpx.Response, address: str, now: float) -> CaptureError:
    said = f"answered {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code in (404, 410):
        return _NotFoundError(said, file=address, do=_CHECK)
    if is_transient(response.status_code):
        error = _TransientError(said, file=address, do=_AGAIN)
        error.retry_after = retry_after_seconds(response.headers, now=now)
        return error
    return CaptureError(said, file=address, do=_CHECK)
