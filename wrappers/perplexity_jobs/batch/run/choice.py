"""Which API a batch speaks: what was said, else what its ledger was begun on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..._client.base import core_of
from ..._values.settings import API_VARIABLE, ApiName, resolve_api

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs
    from ..._client.blocking import PerplexityJobs


def choose(
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
