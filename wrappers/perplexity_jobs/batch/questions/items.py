"""One question of a batch: its id, what is asked, and what comes back with the answer untouched.

An item without an id gets one from what it asks, so that moving lines about in a file buys nothing again.
What makes two items the same question is `fingerprint`: everything that is sent, nothing that is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field, frozen

from ..errors import InputError

OWN_NAMES = frozenset({"id", "question", "messages", "model", "metadata"})
# What answers a question; an item that says one of them does not take any from the defaults.
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
                + (", not both" if given else f"; it has {_keys(value)}")
            )
        return cls(
            question=value[given[0]],
            id=_id(value.get("id")),
            model=_text(value.get("model"), "model"),
            fields={
                name: inner for name, inner in value.items() if name not in OWN_NAMES and inner is not None
            },
            metadata=_mapping(value.get("metadata")),
        )


@frozen
class Entry:
    """An item as the ledger keeps it: defaults merged in, id decided, everything as JSON text."""

    id: str
    fingerprint: str
    request: str = field(repr=False)
    metadata: str = field(repr=False)


def entry(item: Item, defaults: Mapping[str, Any]) -> Entry:
    """What the ledger keeps of an item.

    Args:
        item: as the caller gave it.
        defaults: model or effort level and fields of the request for items that do not say otherwise.

    Raises:
        InputError: JSON cannot hold it.
    """
    if item.model or _CHOICES & item.fields.keys():
        defaults = {name: value for name, value in defaults.items() if name not in _CHOICES}
    fields = {k: v for k, v in defaults.items() if k != "model" and v is not None} | {**item.fields}
    request = {"question": item.question, "model": item.model or defaults.get("model"), "fields": fields}
    try:
        text = json.dumps(request, sort_keys=True, separators=(",", ":"), allow_nan=False)
        metadata = json.dumps(dict(item.metadata), allow_nan=False)
        for written in (item.id or "", text, metadata):
            _check_pairs(written)
    except (TypeError, ValueError, RecursionError) as problem:
        raise InputError(f"JSON cannot hold it: {problem}") from problem
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Entry(item.id or f"q-{fingerprint[:16]}", fingerprint, text, metadata)


def _check_pairs(text: str) -> None:
    """ValueError where a text, or JSON of one, has half of a surrogate pair: UTF-8 cannot hold it."""
    if "\\ud" in text:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise ValueError(f"{text[problem.start]!r} is half of a surrogate pair") from None


def wanted_model(request: Mapping[str, Any]) -> str | None:
    """What a request as the ledger keeps it wants to be answered by: an effort level, a model, or None."""
    fields = request["fields"]
    models = fields.get("models")
    first = models[0] if isinstance(models, list) and models else None
    name = fields.get("effort") or fields.get("preset") or request["model"] or first
    return None if name is None else str(name)


def _id(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"an id is a text or a whole number, not {type(value).__name__}")
    return str(value)


def _text(value: Any, name: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} is a text, not {type(value).__name__}")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(f"metadata is an object, not {type(value).__name__}")
    return value


def _keys(value: Mapping[str, Any]) -> str:
    return ", ".join(map(repr, value)) or "nothing"
