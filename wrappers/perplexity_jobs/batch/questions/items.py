"""`Item`, one question of a batch with its request fields and metadata, and `Entry`, its form in the ledger.

An item without an id gets one from the hash of its request, so that reordering a file buys nothing twice. Two
items ask the same if their `fingerprint` is equal: the hash of all that is sent, and of nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Any, TypeAlias

from attrs import field, frozen

from ..._values.text import shown
from ..errors import InputError

OWN_NAMES = frozenset({"id", "question", "messages", "model", "metadata"})
# Fields that choose what answers; an item with one of them takes none of them from the defaults.
_CHOICES = frozenset({"model", "models", "effort", "preset", "profile"})

ItemLike: TypeAlias = "Item | Mapping[str, Any] | str"
"""What `Batch.run` takes for one question: an `Item`, a mapping with the same names, or just the question."""


@frozen(kw_only=True)
class Item:
    """One question.

    Attributes:
        question: a text, or messages as dicts.
        id: the caller's own name for it, which comes back with the result; made from the question where
            left out.
        model: such as ``sonar-deep-research``; the default of the batch where left out.
        fields: further fields of the request, as the keywords of `submit`.
        metadata: anything that JSON can hold; it comes back with the result and is not sent.
    """

    question: str | Sequence[Mapping[str, Any]]
    id: str | None = None
    model: str | None = None
    fields: Mapping[str, Any] = field(factory=dict)
    metadata: Mapping[str, Any] = field(factory=dict)

    @classmethod
    def read(cls, value: ItemLike) -> Item:
        """An item from any of the forms that a batch takes.

        Raises:
            InputError: it is none of them; the text says why.
        """
        if isinstance(value, Item):
            return value
        if isinstance(value, str):
            return cls(question=value)
        if not isinstance(value, Mapping):
            raise InputError(f"an item is a text or an object with a question, not {type(value).__name__}")
        given = [name for name in ("question", "messages") if value.get(name) is not None]
        if len(given) != 1:
            raise InputError(
                "an item needs a question or messages"
                + (", not both" if given else f"; it has {', '.join(map(repr, value)) or 'nothing'}")
            )
        own_id = _checked(value.get("id"), "an id", str | int, "a text or a whole number")
        return cls(
            question=value[given[0]],
            id=None if own_id is None else str(own_id),
            model=_checked(value.get("model"), "model", str, "a text"),
            fields={
                name: inner for name, inner in value.items() if name not in OWN_NAMES and inner is not None
            },
            metadata=_checked(value.get("metadata"), "metadata", Mapping, "an object") or {},
        )


@frozen
class Entry:
    """An item as the ledger stores it: with the defaults, an id, and its request and metadata as JSON."""

    id: str
    fingerprint: str
    request: str = field(repr=False)
    metadata: str = field(repr=False)


def entry(item: Item, defaults: Mapping[str, Any]) -> Entry:
    """The ledger's entry for an item with the defaults; InputError where JSON cannot hold it."""
    if item.model or _CHOICES & item.fields.keys():
        defaults = {name: value for name, value in defaults.items() if name not in _CHOICES}
    fields = {k: v for k, v in defaults.items() if k != "model" and v is not None} | {**item.fields}
    request = {"question": item.question, "model": item.model or defaults.get("model"), "fields": fields}
    try:
        text = json.dumps(request, sort_keys=True, separators=(",", ":"), allow_nan=False)
        metadata = json.dumps(dict(item.metadata), allow_nan=False)
        # UTF-8 cannot hold half of a surrogate pair.
        json.dumps([item.id, request, dict(item.metadata)], ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError) as problem:
        raise InputError(f"JSON cannot hold it: {problem}") from problem
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Entry(item.id or f"q-{fingerprint[:16]}", fingerprint, text, metadata)


def wanted_model(request: Mapping[str, Any]) -> str | None:
    """The effort level or model that a stored request asks for, or None."""
    fields = request["fields"]
    models = fields.get("models")
    first = models[0] if isinstance(models, list) and models else None
    name = fields.get("effort") or fields.get("preset") or request["model"] or first
    return None if name is None else str(name)


def settings_in_words(request: Mapping[str, Any]) -> str:
    """What a request as the ledger keeps it asks for besides its question."""
    words = [request["model"], *(f"{name} {shown(value, 80)}" for name, value in request["fields"].items())]
    return ", ".join(filter(None, words)) or "the service's defaults"


def _checked(value: Any, name: str, kinds: type | UnionType, words: str) -> Any:
    """One of an item's own values; None where it is left out."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise InputError(f"{name} is {words}, not {type(value).__name__}")
    return value
