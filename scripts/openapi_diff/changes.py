"""`Change`, one judged difference, and the table of all kinds of changes: does each break callers?

1. *What the caller sends.* A server that accepts less than before breaks callers; one that accepts more
   does not.
2. *What the caller receives.* A server that sends what it could not send before breaks readers with types;
   one that sends less variety does not. What the generated client accepts anyway breaks nobody: fields that
   appear are kept and ignored, words of an *open* enum and members of an *open* union are read as they stand,
   and no reader checks lengths, ranges and patterns.
3. *The wire, not the name.* Names of generated functions and classes are told apart from it.

Where the documents do not decide that, the row says that it breaks, so that a person looks at it.
"""

# ruff: noqa: PIE796 - rules are compared by identity, so that equal ones are no aliases

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum
from functools import partial
from typing import NamedTuple

import attrs

from openapi_build.errors import printable


class Direction(StrEnum):
    """Who writes what changed: callers, the service, both by agreement (call), users of the package."""

    REQUEST = "request"
    RESPONSE = "response"
    CALL = "call"
    PYTHON = "python"


@attrs.frozen
class Change:
    """One difference between two documents, judged.

    `holder` is a component, a field or an operation, and `name` what changed in it, empty for the holder
    itself. `thing` is a noun for it and `verb` what happened, so that many alike make one sentence.
    `operations` holds the labels of all that reach the place.
    """

    kind: str
    direction: Direction
    holder: str = attrs.field(converter=printable)
    name: str = attrs.field(converter=printable)
    thing: str
    verb: str = attrs.field(converter=printable)
    is_breaking: bool
    reason: str
    operations: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The place that a reader looks up: a component or operation, with its field."""
        return f"{self.holder}.{self.name}" if self._names_a_field else self.holder or self.name

    @property
    def what(self) -> str:
        """What happened there."""
        named = "" if self._names_a_field or not self.holder else self.name
        return " ".join(filter(None, (self.thing, named, self.verb)))

    @property
    def _names_a_field(self) -> bool:
        return bool(self.name) and self.thing.endswith("field")

    def to_dict(self) -> dict[str, object]:
        """The change as `--json` prints it."""
        severity = "breaking" if self.is_breaking else "compatible"
        told = {"kind": self.kind, "direction": self.direction, "where": self.where, "what": self.what}
        return told | {"severity": severity, "reason": self.reason, "operations": self.operations}


class Rule(NamedTuple):
    """The judgement of a kind of change in one direction, with the reason that the report prints."""

    is_breaking: bool
    reason: str


@attrs.frozen(eq=False)
class Rules:
    """The rules of a kind, compared by identity; None where it cannot occur."""

    request: Rule | None = None
    response: Rule | None = None
    call: Rule | None = None


_breaks, _ok = partial(Rule, True), partial(Rule, False)
_NARROWER = _breaks("what callers send today may be refused")
_WIDER = _ok("what callers send today is still accepted")
_SURPRISE = _breaks("readers may receive what the old document excluded")
_FEWER = _ok("readers receive nothing that they did not expect before")
_IGNORED = _ok("readers keep unknown fields and need not know them")
_UNCHECKED = _ok("no reader checks limits, and the type is the same")
_ENDING = _ok("works as before, and says that it will end")
_UNKNOWN = _breaks("not decidable by rule: somebody has to read it")


class Kind(Enum):
    """Every kind of change that the comparison can report, those that stop most callers first.

    What is added and removed is a field, a parameter, a header or a body; what is narrowed and widened is
    what may stand there: types, null, words, members of a union. The change itself says which.
    """

    OPERATION_REMOVED = Rules(call=_breaks("every call of it fails"))
    OPERATION_MOVED = Rules(
        call=_breaks("released clients still call the old address; regenerated ones do not")
    )
    SERVER_REMOVED = Rules(call=_breaks("a client that has no other base URL calls this one"))
    SECURITY_REMOVED = Rules(call=_breaks("callers who authenticate this way are refused"))
    REQUIRED_ADDED = Rules(_breaks("callers who do not send it are refused"), _IGNORED)
    BECAME_REQUIRED = Rules(_breaks("callers who leave it out are refused"), _FEWER)
    REMOVED = Rules(
        _breaks("callers who send it are refused, or ignored without a word"), _breaks("readers find nothing")
    )
    PLACE_CHANGED = Rules(_breaks("the same value is sent in another way"))
    MEDIA_TYPE_REMOVED = Rules(_NARROWER, _breaks("readers of this format find another, or none"))
    SUCCESS_CHANGED = Rules(response=_breaks("callers wait for one status, and parse no answer of another"))
    BECAME_OPTIONAL = Rules(_WIDER, _breaks("readers rely on its being there"))
    CHANGED = Rules(_NARROWER, _SURPRISE)
    NARROWED = Rules(_NARROWER, _FEWER)
    WIDENED = Rules(_WIDER, _SURPRISE)
    CLOSED_ADDED = Rules(
        _WIDER, _breaks("released readers refuse it: open the enum or the union in openapi/overlays")
    )
    OTHER_FIELDS_REFUSED = Rules(_breaks("callers who send fields that are not listed are refused"), _FEWER)
    LIMIT_TIGHTENED = Rules(_NARROWER, _UNCHECKED)
    DEFAULT_CHANGED = Rules(
        _breaks("callers who leave it out get another behaviour"), _ok("servers send what they mean")
    )
    UNDECIDED = Rules(_UNKNOWN, _UNKNOWN, _UNKNOWN)
    DEPRECATED = Rules(_ENDING, _ENDING, _ENDING)
    OPERATION_ADDED = Rules(call=_ok("nobody calls it yet"))
    SERVER_ADDED = Rules(call=_ok("the known addresses stay"))
    SECURITY_ADDED = Rules(call=_ok("the known ways to authenticate stay"))
    MEDIA_TYPE_ADDED = Rules(_WIDER, _ok("it has to be asked for with Accept"))
    ERROR_CHANGED = Rules(response=_ok("callers must expect any error status anyway"))
    OPEN_ADDED = Rules(_WIDER, _ok("the enum or the union is open: what is new is read as it stands"))
    ADDED = Rules(_WIDER, _IGNORED)
    OTHER_FIELDS_ALLOWED = Rules(_WIDER, _IGNORED)
    LIMIT_LOOSENED = Rules(_WIDER, _UNCHECKED)

    @property
    def label(self) -> str:
        """The name of the kind as reports write it."""
        return self.name.lower().replace("_", "-")


class Facet(NamedTuple):
    """What happened, and to what: to the place itself if no `thing` in it is named."""

    kind: Kind
    verb: str
    thing: str = "field"
    name: str = ""


def judge(facet: Facet, direction: Direction, holder: str, via: str = "") -> Change:
    """The change with its judgement; `via` is the label of the operation through which it was found."""
    kind, verb, thing, name = facet
    rule: Rule = getattr(kind.value, direction.value)
    operations = (printable(via),) if via else ()
    return Change(kind.label, direction, holder, name, thing, verb, *rule, operations)


def merge_operations(changes: Iterable[Change]) -> list[Change]:
    """One entry per change, whichever number of operations reach it; breaking first, then by place."""
    merged: dict[tuple[str, str, str, str], Change] = {}
    for change in changes:
        key = (change.kind, change.direction, change.where, change.what)
        known = merged.get(key)
        operations = change.operations if known is None else known.operations + change.operations
        merged[key] = attrs.evolve(change, operations=tuple(dict.fromkeys(operations)))
    return sorted(merged.values(), key=lambda c: (not c.is_breaking, c.where, c.direction, c.kind, c.what))
