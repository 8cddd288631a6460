"""Read `openapi/sources.urls`, the list of pages to capture, and fetch one page, whole and within limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import attrs
import httpx

from openapi_build.errors import BuildError, collected, in_file, raise_all
from openapi_build.nodes import METHODS
from openapi_build.read.extract import SUFFIXES

LIST = "openapi/sources.urls"
LIMIT = 20_000_000
"""Bytes of one page, unpacked; a page beyond it is not documentation."""
TRIES = 4

_FORM = "write: file, method, path and address, with spaces between them"
_GONE = (404, 410)  # after these another address makes sense
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504, *range(520, 531)}
_CHECK = f"correct the address in {LIST}; the old file is kept"


@attrs.frozen
class Page:
    """One page: its file below `openapi/sources`, an operation that it documents, its address."""

    file: str
    method: str
    path: str
    url: str

    @property
    def operation(self) -> str:
        """Method and path, as `POST /jobs`."""
        return f"{self.method} {self.path}"

    def addresses(self, base: str | None) -> tuple[str, ...]:
        """The addresses to try in turn; with a `base`, the same path there, or just the file's name."""
        if base is None:
            return (self.url,)
        root = base.rstrip("/")
        return tuple(dict.fromkeys((root + urlsplit(self.url).path, f"{root}/{self.file}")))


def read_pages(path: Path, *, name: str = LIST) -> tuple[Page, ...]:
    """The pages listed in a file called `name`. Raises BuildError for every line that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BuildError("cannot be read", file=name, do="restore the file from git") from None
    pages: list[Page] = []
    found: list[BuildError] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#", 1)[0].split()
        with collected(found, f"{name}, line {number}"):
            if words:
                page = _page(words)
                if any(page.file == other.file or page.url == other.url for other in pages):
                    raise BuildError(f"lists {page.file} or its address twice", do="remove one of the lines")
                pages.append(page)
    if not pages and not found:
        found.append(BuildError("lists no page", file=name, do=_FORM))
    raise_all(found)
    return tuple(pages)


def check_base(base: str | None) -> str | None:
    """The address of a local copy, None for none. Raises BuildError if it is no address."""
    if base and not _is_address(base):
        do = "set it to one, as http://127.0.0.1:8000, or unset it"
        raise BuildError(f"SOURCE_BASE is {base!r}, which is no address", do=do)
    return base or None


def _is_address(url: str) -> bool:
    try:
        return httpx.URL(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except (httpx.InvalidURL, ValueError):
        return False


def _page(words: list[str]) -> Page:
    if len(words) != 4:
        raise BuildError(f"has {len(words)} words, not 4", do=_FORM)
    file, method, path, url = words
    if method.lower() not in METHODS or not path.startswith("/"):
        raise BuildError(f"{method} {path} is no operation", do="write it as POST /jobs")
    if not _is_address(url):
        raise BuildError(f"{url} is no address", do="write it with https://")
    inside = PurePosixPath(file)
    if inside.is_absolute() or ".." in inside.parts or inside.suffix not in SUFFIXES:
        said = f"{file} is no file below openapi/sources that the build reads"
        raise BuildError(said, do=f"end it in one of {', '.join(SUFFIXES)}")
    return Page(inside.as_posix(), method.upper(), path, url)


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
                    if response.status_code not in _TRANSIENT:
                        return None if response.status_code in _GONE else _body(response)
                    said = _status(response)
            except httpx.TimeoutException:
                said = "did not answer in time"
            except (httpx.RemoteProtocolError, httpx.DecodingError):
                said = "the download broke off before its end"
            except httpx.TransportError as error:
                said = f"cannot be reached ({str(error) or type(error).__name__})"
            if attempt + 1 < TRIES:
                self.sleep(0.5 * 2**attempt)
        raise BuildError(f"{said}, {TRIES} times", do="try again later; the old file is kept")


def _status(response: httpx.Response) -> str:
    if response.is_redirect:  # which is not followed: a server must not choose others to connect to
        return f"redirects to {response.headers['location'][:200]}"
    return f"answered {response.status_code} {response.reason_phrase[:100]}".rstrip()


def _body(response: httpx.Response) -> bytes:
    if response.status_code != 200:
        raise BuildError(_status(response), do=_CHECK)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise BuildError(f"is larger than {LIMIT // 1_000_000} MB", do=_CHECK)
    return bytes(body)
