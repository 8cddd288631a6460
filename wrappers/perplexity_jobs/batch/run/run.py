"""A run: everything that it needs, opened in an order in which nothing is sent before all is well."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..._client.asynchronous import AsyncPerplexityJobs, prepare
from ..._client.base import adapter_of, core_of, has_http_client
from ..._client.blocking import PerplexityJobs
from ..._values.secret import veil
from ..._values.settings import API_VARIABLE, ApiName, resolve_api
from ..errors import BatchError
from ..ledger import changes
from ..ledger.file import api_of, folder_of
from ..ledger.ledger import Ledger
from ..options import Options
from ..questions.items import ItemLike
from ..questions.loading import load
from ..questions.sources import Located
from ..results.files import check_files
from ..results.result import RETRYABLE, ResultStatus
from ..results.summary import Stop
from .reporter import ResultsFile
from .runner import Runner
from .signals import stopping

if TYPE_CHECKING:
    from ..options import RunOptions

_CUT_OFF = (
    "A run was ended while it submitted this: there may be a job whose id did not arrive, and this API has "
    "neither an idempotency key nor a list to look it up in."
)


class Run:
    """One run of a batch, used once; the stack closes what it opens.

    Attributes:
        api: that is spoken.
        entries: the items, checked and complete.
        ledger, results: open; `results` is None where no file was asked for.
        settings: of the run.
    """

    def __init__(
        self,
        path: Path,
        api: ApiName | None,
        items: Iterable[ItemLike | Located] | Path,
        options: RunOptions,
        stack: contextlib.ExitStack,
    ) -> None:
        veil(options, "api_key")
        self.settings = settings = Options.of(options)
        spread = options.get("scheduler") is not None
        out = None if (given := options.get("out")) is None else Path(given)
        check_files(path, questions=items if isinstance(items, Path) else None, out=out)
        self.api = choose_api(api, options.get("client"), api_of(path))
        loaded = load(items, settings.defaults, self.api)
        self.entries = loaded.entries
        if folder_of(path).exists() and not spread:
            raise BatchError(
                f"{path} is split over the ledgers in {folder_of(path)}, which know what is bought already: "
                "run it with scheduler= again."
            )
        self._client = None
        if not spread:
            # What is wrong with a setting is told before there is a ledger.
            self._client, self._own = _client(options, self.api)
            prepare(self._client)
        self.ledger = stack.enter_context(Ledger(path))
        self.ledger.claim(self.api)
        self.results = None
        if out is not None:
            self.results = stack.enter_context(contextlib.closing(ResultsFile(self.ledger, out)))
        self._seqs = self.ledger.add(loaded.entries)
        if not spread:
            self._begin_anew()

    def _begin_anew(self) -> None:
        if not adapter_of(self.api).has_keys:
            for task in self.ledger.tasks("intent"):
                self.ledger.change(changes.end, task, task.key, task.uncertain(_CUT_OFF, task.intended))
        if self.settings.resubmit_uncertain:
            self.ledger.change(changes.retry, self._seqs, (ResultStatus.UNCERTAIN,))
        if self.settings.retry_failed:
            self.ledger.change(changes.retry, self._seqs, RETRYABLE)

    async def work(self, *, signals: bool = False) -> tuple[Stop, int]:
        """Ask, wait and report; why the run ended, and how many results it reported."""
        client = self._client
        assert client is not None
        try:
            runner = Runner(self.ledger, client, self._seqs, self.settings, self.results)
            with stopping(runner.stop) if signals else contextlib.nullcontext():
                return await runner.run(), runner.reporter.reported
        finally:
            if self._own:
                await client.close()


def choose_api(
    named: str | None, client: AsyncPerplexityJobs | PerplexityJobs | None, begun_on: str | None
) -> ApiName:
    """The API to speak: the argument, the client's, the environment's, the ledger's, ``sonar``.

    Args:
        named: as the caller wrote it, or None.
        client: the caller's, or None; a client speaks one API.
        begun_on: that of the ledger, or None where nothing was bought yet.

    Raises:
        PerplexityJobsError: there is no such API.
        ValueError: the client speaks another one.
    """
    if client is not None:
        spoken = core_of(client).api.name
        if named is not None and resolve_api(named) != spoken:
            raise ValueError(f"api={named!r}, but the client given speaks {spoken!r}: leave one of them out.")
        return spoken
    if named is None and not os.environ.get(API_VARIABLE, "").strip():
        named = begun_on
    return resolve_api(named)


def _client(options: RunOptions, api: ApiName) -> tuple[AsyncPerplexityJobs, bool]:
    """The client to use, and whether it is to be closed."""
    given = options.get("client")
    if isinstance(given, AsyncPerplexityJobs):
        return given, False
    if not isinstance(given, PerplexityJobs):
        # Failures come back at once: the batch itself knows when to try again, and what to slow down.
        own = AsyncPerplexityJobs(options.get("api_key"), options.get("base_url"), max_retries=0, api=api)
        return own, True
    if has_http_client(given):
        raise ValueError("a batch runs on asyncio: give it an AsyncPerplexityJobs with its http_client.")
    core = core_of(given)
    config = core.config
    copy = AsyncPerplexityJobs(
        config.api_key.reveal(),
        config.base_url,
        config.request_timeout,
        config.max_retries,
        clock=core.clock,
        api=api,
        max_response_bytes=config.max_response_bytes,
    )
    return copy, True
