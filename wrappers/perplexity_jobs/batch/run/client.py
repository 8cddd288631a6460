"""Choose the API of a batch, and make the asyncio client that a run uses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..._client.asynchronous import AsyncPerplexityJobs
from ..._client.base import core_of, has_http_client, spoken_by
from ..._client.blocking import PerplexityJobs
from ..._values.settings import API_VARIABLE, ApiName, resolve_api

if TYPE_CHECKING:
    from ..options import RunOptions


def choose_api(
    named: str | None, client: AsyncPerplexityJobs | PerplexityJobs | None, begun_on: str | None
) -> ApiName | None:
    """The API to use: that named, the client's, the environment's or the ledger's, in this order; else None.

    Raises:
        PerplexityJobsError: there is no such API.
        ValueError: the client speaks another one.
    """
    if client is not None and (spoken := spoken_by(client)) is not None:
        if named is not None and resolve_api(named) != spoken:
            raise ValueError(f"api={named!r}, but the client given speaks {spoken!r}: leave one of them out.")
        return spoken
    if named is None and not os.environ.get(API_VARIABLE, "").strip():
        named = begun_on
    return resolve_api(named)


def client_for(options: RunOptions, api: ApiName) -> tuple[AsyncPerplexityJobs, bool]:
    """The client of a run, and whether the run has to close it."""
    given = options.get("client")
    if isinstance(given, AsyncPerplexityJobs):
        return given.with_options(api=api), False
    if not isinstance(given, PerplexityJobs):
        # The client does not retry: the batch decides when to retry, and slows down all submits.
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
        poll=core.poll,
        max_response_bytes=config.max_response_bytes,
    )
    return copy, True
