"""Read `openapi/sources.urls`, the list of pages to capture, with their URLs on the site or a local copy."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import attrs
import httpx

from openapi_build.errors import BuildError, collected, raise_all
from openapi_build.nodes import METHODS
from openapi_build.read.extract import SUFFIXES

LIST = "openapi/sources.urls"
_FORM = "write: file, method, path and address, with spaces between them"


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
        """The addresses to try in turn; with a `base`, the same path there, or just the file's name.

        A local copy made by a crawler has the paths of the site, one made by hand has the files of this
        folder.
        """
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
