"""Which pages are captured: the lines of `openapi/sources.urls`, and where a local copy has them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import attrs
import httpx

from openapi_build.errors import BuildError
from openapi_build.nodes import METHODS
from openapi_build.read.extract import SUFFIXES

_FORM = "write: file, method, path and address, with spaces between them"


class CaptureError(BuildError):
    """A page could not be fetched, proved or written, or the list of pages cannot be used."""


@attrs.frozen
class Page:
    """One page: the file it is kept in (below `openapi/sources`), the operation it documents, its address."""

    file: str
    method: str
    path: str
    url: str

    @property
    def operation(self) -> str:
        """Method and path, as `POST /jobs`."""
        return f"{self.method} {self.path}"

    def addresses(self, base: str | None) -> tuple[str, ...]:
        """The addresses to try in turn; with a `base`, the same path there, or just the file's name.

        A local copy made by a crawler has the paths of the site, one made by hand has the files of this
        folder.
        """
        if base is None:
            return (self.url,)
        root = base.rstrip("/")
        return tuple(dict.fromkeys((root + urlsplit(self.url).path, f"{root}/{self.file}")))


def read_pages(path: Path, *, name: str) -> tuple[Page, ...]:
    """The pages listed in a file called `name`. Raises CaptureError for a line that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CaptureError("cannot be read", file=name, do="restore the file from git") from None
    pages: list[Page] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#", 1)[0].split()
        if words:
            pages.append(_page(words, f"{name}, line {number}"))
    if not pages:
        raise CaptureError("lists no page", file=name, do=_FORM)
    for key in ("file", "url"):
        values = [getattr(page, key) for page in pages]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise CaptureError(f"lists {twice} twice", file=name, do="remove one of the lines")
    return tuple(pages)


def check_base(base: str | None) -> str | None:
    """The address of a local copy, None for none. Raises CaptureError if it is no address."""
    if not base:
        return None
    if not _is_address(base):
        raise CaptureError(
            f"SOURCE_BASE is {base!r}, which is no address",
            do="set it to one, as http://127.0.0.1:8000, or unset it",
        )
    return base


def _is_address(url: str) -> bool:
    try:
        httpx.URL(url)
        parts = urlsplit(url)
    except (httpx.InvalidURL, ValueError):
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _page(words: list[str], where: str) -> Page:
    if len(words) != 4:
        raise CaptureError(f"has {len(words)} words, not 4", file=where, do=_FORM)
    file, method, path, url = words
    if method.lower() not in METHODS or not path.startswith("/"):
        raise CaptureError(f"{method} {path} is no operation", file=where, do="write it as POST /jobs")
    if not _is_address(url):
        raise CaptureError(f"{url} is no address", file=where, do="write it with https://")
    inside = PurePosixPath(file)
    if inside.is_absolute() or ".." in inside.parts or inside.suffix not in SUFFIXES:
        said = f"{file} is no file below openapi/sources that the build reads"
        raise CaptureError(said, file=where, do=f"end it in one of {', '.join(SUFFIXES)}")
    return Page(inside.as_posix(), method.upper(), path, url)
