"""One capture from the list to the outcome of every page; writing is a second step, and the caller's
decision.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from openapi_build.errors import BuildError
from openapi_build.extract import parse_source
from openapi_build.upgrade import upgrade
from openapi_capture.pages import Page
from openapi_capture.proof import prove
from openapi_capture.store import Validators, digest, replace_all, validators_text
from openapi_capture.transport import Answer, Transport
from openapi_diff.document import compare_documents
from openapi_diff.errors import DiffError
from openapi_diff.model import Change

AT_ONCE = 8
"""Pages fetched at the same time: polite to one documentation site."""


class Outcome(StrEnum):
    """What became of a page."""

    UNCHANGED = "unchanged"
    TEXT_CHANGED = "text changed"
    DOCUMENT_CHANGED = "document changed"
    NEW = "new"


@attrs.frozen
class Captured:
    """A page that arrived whole and was proved. `changes` compares its document with the old one."""

    page: Page
    address: str
    raw: bytes
    outcome: Outcome
    validators: Validators
    changes: Sequence[Change] = ()

    @property
    def is_changed(self) -> bool:
        """True if the file on the disk is another one."""
        return self.outcome is not Outcome.UNCHANGED


@attrs.define
class Capture:
    """Fetches `pages` and compares them with the files in `sources`.

    `base` is the address of a local copy, None for the pages' own; `known` what servers said last time, by
    address; `on_done` is called with every page that came or failed.
    """

    pages: Sequence[Page]
    sources: Path
    transport: Transport
    base: str | None = None
    known: Mapping[str, Validators] = attrs.field(factory=dict)
    on_done: Callable[[Page], None] = lambda page: None

    async def run(self) -> tuple[list[Captured], list[BuildError]]:
        """Every page that was proved, and the error of every other one, in the order of the list."""
        gate = asyncio.Semaphore(AT_ONCE)
        results = await asyncio.gather(*(self._one(page, gate) for page in self.pages))
        captured = [result for result in results if isinstance(result, Captured)]
        return captured, [result for result in results if isinstance(result, BuildError)]

    async def _one(self, page: Page, gate: asyncio.Semaphore) -> Captured | BuildError:
        old = _read(self.sources / page.file)
        addresses = page.addresses(self.base)
        known = {url: self.known[url] for url in addresses if url in self.known and self.known[url].fits(old)}
        try:
            async with gate:
                answer = await self.transport.fetch(addresses, known)
            return _judge(page, old, answer)
        except BuildError as error:
            return error
        finally:
            self.on_done(page)


def write(captured: Iterable[Captured], sources: Path, validators: Path) -> None:
    """Replace the changed files, all or none, and remember the validators. Raises CaptureError."""
    pages = list(captured)
    files = {sources / one.page.file: one.raw for one in pages if one.is_changed}
    remembered = validators_text({one.address: one.validators for one in pages})
    if _read(validators) != remembered and any(one.validators.request_headers() for one in pages):
        files[validators] = remembered
    if files:
        replace_all(files)


def _judge(page: Page, old: bytes | None, answer: Answer) -> Captured:
    if answer.body is None or answer.body == old:
        assert old is not None  # only validators that fit the old file make a request conditional
        prove(old, page, address=answer.url)  # the list may expect another operation than it did last time
        validators = attrs.evolve(answer.validators, sha256=digest(old))
        return Captured(page, answer.url, old, Outcome.UNCHANGED, validators)
    document = prove(answer.body, page, address=answer.url)
    validators = attrs.evolve(answer.validators, sha256=digest(answer.body))
    if old is None:
        return Captured(page, answer.url, answer.body, Outcome.NEW, validators)
    before = _old_document(old, page)
    if before == document:
        return Captured(page, answer.url, answer.body, Outcome.TEXT_CHANGED, validators)
    changes = _changes(before, document)
    return Captured(page, answer.url, answer.body, Outcome.DOCUMENT_CHANGED, validators, changes)


def _old_document(raw: bytes, page: Page) -> dict[str, Any] | None:
    try:
        return upgrade(parse_source(raw, name=page.file), file=page.file)
    except BuildError:
        return None  # the old file was no document: the new one repairs that


def _changes(before: dict[str, Any] | None, after: dict[str, Any]) -> list[Change]:
    try:
        return compare_documents(before, after) if before is not None else []
    except DiffError:
        return []  # a page may lack components that another one has; the build tells


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
