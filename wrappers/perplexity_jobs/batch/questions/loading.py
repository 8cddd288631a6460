"""Load the items of a run: merge the defaults, assign ids, drop duplicates, and check each request.

All items are checked before anything is written or sent, so a mistake in the last line of a file costs
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from ..._apis.either import adapter_of
from ..._core.api import Api
from ..._values.attachments import paths
from ..._values.extras import split_options
from ..._values.secret import is_credential
from ..._values.sendable import check as check_sendable
from ..._values.sendable import encoded
from ..._values.settings import ApiName
from ..errors import InputError
from .items import Entry, Item, entry
from .sources import Items, listed, located, or_problem

# Keywords of `submit` and `run` that a batch sets itself.
_SET_BY_THE_BATCH = {
    "idempotency_key": "a batch makes one of its own for each item",
    "timeout": "job_timeout holds for all items of a run",
}


@frozen
class Loaded:
    """The items of a run.

    Attributes:
        entries: in their order.
        repeated: how many items without an id repeat an earlier one; they are asked once.
    """

    entries: list[Entry]
    repeated: int


def load(items: Items, defaults: Mapping[str, Any], api_name: ApiName = "sonar") -> Loaded:
    """Read, complete and check the items for the API that is to be used.

    Raises:
        InputError: some cannot be used; the message names them, and nothing was sent.
    """
    api = adapter_of(api_name)
    try:
        _refuse_credentials(defaults)
    except InputError as problem:
        raise InputError(f"The defaults cannot be used: {problem.message}.") from None
    entries: dict[str, Entry] = {}
    places: dict[str, str] = {}
    problems: list[str] = []
    repeated = 0
    for at in located(items):
        item, where = at.item, f"{at.place} {at.line}"
        made = item if isinstance(item, InputError) else or_problem(_entry, item, defaults, api)
        if isinstance(made, InputError):
            problems.append(f"{where}: {made.message}")
        elif made.id not in entries:
            entries[made.id], places[made.id] = made, where
        elif isinstance(item, Item) and item.id is None:
            repeated += 1
        else:
            problems.append(f"{where}: the id {made.id!r} is that of {places[made.id]} already")
    if problems:
        raise InputError(listed("The items cannot be used", problems))
    if not entries:
        raise InputError("There are no items.")
    return Loaded(list(entries.values()), repeated)


def _entry(item: Item, defaults: Mapping[str, Any], api: Api) -> Entry:
    """The ledger's entry for an item; its request is built, but not sent, to find mistakes in it."""
    made = entry(item, defaults)
    request = json.loads(made.request)
    _refuse_credentials(request["fields"])
    for name in _SET_BY_THE_BATCH.keys() & request["fields"]:
        raise InputError(f"{name} is no field of an item: {_SET_BY_THE_BATCH[name]}")
    try:
        extras, attachments, fields = split_options(request["fields"])
        for path in (path for name, given in attachments.items() for path in paths(name, given)):
            if "://" not in path and not path.startswith("data:") and not Path(path).is_file():
                raise InputError(f"there is no file {path}")
        call = api.submit(request["question"], model=request["model"], fields=fields, idempotency_key="check")
        whole = extras.add_to(call)
        api.check(whole)
        check_sendable(whole.headers.items(), whole.query)
        encoded(whole.json)
    except OSError as problem:
        raise InputError(f"a file cannot be read: {problem.strerror}") from problem
    except (TypeError, ValueError) as problem:
        raise InputError(f"{str(problem).rstrip('.')} (what is not sent belongs into metadata)") from problem
    return made


def _refuse_credentials(fields: Mapping[str, Any]) -> None:
    """InputError for a header or parameter that would carry a credential into the ledger."""
    for kind in ("extra_headers", "extra_query"):
        given = fields.get(kind)
        for name in given if isinstance(given, Mapping) else ():
            if is_credential(str(name)):
                raise InputError(
                    f"{kind} has {name!r}, and no credential is written to a ledger: give the key to the "
                    "client (PERPLEXITY_API_KEY, api_key=), and headers of a proxy or gateway to an "
                    "http_client= that sends them"
                )
