"""Choose the API of a batch, and make the asyncio client that a run uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._apis.either import adapter_of
from ..._client.base import core_of, has_http_client, spoken_by
from ..._values.errors import EndpointRetiredError
from ..._values.settings import ApiName, resolve_api
from ..ledger.file import api_of, has_answers
from ..questions.items import Item
from ..questions.sources import Items, Located, located
from ..results.files import check_files

if TYPE_CHECKING:
    from ..._client.asynchronous import AsyncPerplexityJobs
    from ..options import RunOptions

MOVED_ON = (
    "The service has ended the asynchronous chat completions. The batch goes on with the "
    "Agent API, and so does its ledger: every item is translated as translate() shows. api='agent' speaks it "
    "from the start."
)


def begin_with(
    path: Path, named: str | None, items: Items, options: RunOptions
) -> tuple[list[Located], ApiName]:
    """The items, read, and the API to begin with.

    The API is the one that was named, the client's, the environment's, the ledger's; where none of them says,
    the one that takes the fields of the items.

    Raises:
        PerplexityJobsError: there is no such API.
        ValueError: the client speaks another one.
    """
    api = _chosen(named, options) or resolve_api(api_of(path))
    if isinstance(items, Path):
        out = options.get("out")
        check_files(path, questions=items, out=None if out is None else Path(out))
    found = located(items)
    return found, api or _first_api(found, options.get("defaults", {}))


def move_on(
    error: EndpointRetiredError, path: Path, named: str | None, spoken: ApiName, options: RunOptions
) -> ApiName:
    """The successor of a retired API; raises the error where the caller chose that API, or jobs are its."""
    if spoken == "agent" or _chosen(named, options) is not None:
        raise error
    if has_answers(path):
        error.add_note(
            f"The jobs of {path} were bought from the API that has ended: give the questions without an "
            "answer another ledger."
        )
        raise error
    return "agent"


def _chosen(named: str | None, options: RunOptions) -> ApiName | None:
    client = options.get("client")
    if client is not None and (spoken := spoken_by(client)) is not None:
        if named is not None and resolve_api(named) != spoken:
            raise ValueError(f"api={named!r}, but the client given speaks {spoken!r}: leave one of them out.")
        return spoken
    return resolve_api(named)


def _first_api(items: Sequence[Located], defaults: Mapping[str, Any]) -> ApiName:
    either = adapter_of(None)
    asked = [{**at.item.fields, "model": at.item.model} for at in items if isinstance(at.item, Item)]
    return "agent" if any(either.for_fields(f).name == "agent" for f in (defaults, *asked)) else "sonar"


def client_for(options: RunOptions, api: ApiName) -> tuple[AsyncPerplexityJobs, bool]:
    """The client of a run, and whether the run has to close it."""
    from ..._client.asynchronous import AsyncPerplexityJobs  # loaded late, as in Batch
    from ..._client.blocking import PerplexityJobs

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
