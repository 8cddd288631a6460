"""The body of an answer: never more of it, packed or unpacked, than a limit allows.

httpx unpacks each part whole, however much that makes: 1 kB of gzip can hold 1 MB, of gzip in gzip 1 GB. So
parts are unpacked here a step at a time, with a look at the size and at the clock between steps.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import httpx

# Bytes that go in, and that come out, at once.
_IN, _OUT = 65_536, 1_048_576
# Services pack once, careless proxies once more.
_MAX_LAYERS = 4


class BodyLostError(Exception):
    """An answer has no body to use; the text says why, after the words "answered, but"."""


class Body:
    """The body of one answer.

    Args:
        headers: of the answer, names in lower case.
        limit: bytes, for the body as it comes and for every layer of it as it is unpacked.
        read: whether a hook of the caller's client has read and unpacked it already.
    """

    def __init__(self, headers: Mapping[str, str], limit: int, *, read: bool) -> None:
        self.read = read
        self._limit = limit
        self._raw = bytearray()
        names = headers.get("content-encoding", "").lower().split(",")
        self._layers = [name for part in names if (name := part.strip()) not in ("", "identity")]
        said = headers.get("content-length", "")
        self.over = said.isdecimal() and len(said.lstrip("0")) < 20 and int(said) > limit
        """Whether there is, or will be, too much of it: nothing more is to be read."""

    def add(self, part: bytes) -> None:
        """Take in the next part."""
        self.over = self.over or len(self._raw) + len(part) > self._limit
        if self.over:
            self._raw.clear()
        else:
            self._raw += part

    def whole(self, time_is_up: Callable[[], bool]) -> bytes:
        """All of it in plain bytes.

        Raises:
            BodyLostError: it is too large, or packed in a way that was not asked for.
            httpx.DecodingError: it is not packed as it says.
            httpx.ReadTimeout: the time is up.
        """
        if self.over:
            raise self._too_large()
        if self.read or not self._layers:
            return bytes(self._raw)
        if len(self._layers) > _MAX_LAYERS:
            raise httpx.DecodingError(f"the body is packed {len(self._layers)} times")
        if other := set(self._layers) - {"gzip"}:
            raise BodyLostError(f"its body is packed as {min(other)!r:.50}; gzip was asked for")
        parts: Iterable[bytes] = [bytes(self._raw)]
        for _ in self._layers:
            parts = self._bounded(_unpacked(parts), time_is_up)
        return b"".join(parts)

    def _bounded(self, parts: Iterable[bytes], time_is_up: Callable[[], bool]) -> Iterator[bytes]:
        size = 0
        for part in parts:
            size += len(part)
            if size > self._limit:
                raise self._too_large()
            if time_is_up():
                raise httpx.ReadTimeout("the answer was not unpacked in time")
            yield part

    def _too_large(self) -> BodyLostError:
        return BodyLostError(
            f"its body is larger than {self._limit} bytes; max_response_bytes= allows more, where answers are"
        )


def _unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for part in parts:
        for start in range(0, len(part), _IN):
            left = part[start : start + _IN]
            while left and not unpacker.eof:
                try:
                    plain = unpacker.decompress(left, _OUT)
                except zlib.error as error:
                    raise httpx.DecodingError(str(error)) from error
                yield plain
                left = unpacker.unconsumed_tail
    if not unpacker.eof:
        yield unpacker.flush()
