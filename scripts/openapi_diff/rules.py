"""What each kind of change does to a caller: the one table, without any logic of finding changes.

Three principles decide every row:

1. *What the caller sends.* A server that accepts less than before (a narrower request) breaks callers; a
   server that accepts more does not.
2. *What the caller receives.* A server that sends what it could not send before (a wider response) breaks
   readers with types, because a `None` or another type arrives where the old document excluded it; a server
   that sends less variety does not. Two exceptions are the contract of this client: fields that appear are
   kept and ignored, and words that appear in an *open* enum parse like any other.
3. *The wire, not the name.* Names of generated functions and classes are judged by the Python half of the
   report, so a changed operation id or component name alone breaks nothing here.

Where a judgement needs knowledge that no document holds, the row takes the side that makes a person look.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from openapi_diff.model import Change, Direction, Severity

_NO, _OK = Severity.BREAKING, Severity.COMPATIBLE
_REQ, _RES, _CALL = Direction.REQUEST, Direction.RESPONSE, Direction.CALL


class Kind(StrEnum):
    """Every kind of change the comparison can report."""

    OPERATION_ADDED = "operation-added"
    OPERATION_REMOVED = "operation-removed"
    OPERATION_MOVED = "operation-moved"
    OPERATION_ID_CHANGED = "operation-id-changed"
    PATH_PARAMETER_RENAMED = "path-parameter-renamed"
    DEPRECATED = "deprecated"
    UNDEPRECATED = "undeprecated"
    SERVER_ADDED = "server-added"
    SERVER_REMOVED = "server-removed"
    DEFAULT_SERVER_CHANGED = "default-server-changed"
    SECURITY_ADDED = "security-alternative-added"
    SECURITY_REMOVED = "security-alternative-removed"
    SECURITY_INTRODUCED = "security-introduced"
    SECURITY_LIFTED = "security-lifted"
    SECURITY_SCHEME_CHANGED = "security-scheme-changed"
    PARAMETER_ADDED = "parameter-added"
    PARAMETER_ADDED_REQUIRED = "parameter-added-required"
    PARAMETER_REMOVED = "parameter-removed"
    PARAMETER_REMOVED_REQUIRED = "parameter-removed-required"
    PARAMETER_FORM_CHANGED = "parameter-form-changed"
    BODY_ADDED = "body-added"
    BODY_REMOVED = "body-removed"
    BODY_ADDED_REQUIRED = "body-added-required"
    BODY_REMOVED_REQUIRED = "body-removed-required"
    MEDIA_TYPE_ADDED = "media-type-added"
    MEDIA_TYPE_REMOVED = "media-type-removed"
    SUCCESS_STATUS_ADDED = "success-status-added"
    SUCCESS_STATUS_REMOVED = "success-status-removed"
    ERROR_STATUS_ADDED = "error-status-added"
    ERROR_STATUS_REMOVED = "error-status-removed"
    HEADER_ADDED = "header-added"
    HEADER_REMOVED = "header-removed"
    FIELD_ADDED = "field-added"
    FIELD_ADDED_REQUIRED = "field-added-required"
    FIELD_REMOVED = "field-removed"
    FIELD_REMOVED_REQUIRED = "field-removed-required"
    BECAME_REQUIRED = "became-required"
    BECAME_OPTIONAL = "became-optional"
    BECAME_NULLABLE = "became-nullable"
    BECAME_NOT_NULLABLE = "became-not-nullable"
    TYPE_WIDENED = "type-widened"
    TYPE_NARROWED = "type-narrowed"
    TYPE_CHANGED = "type-changed"
    VARIANT_ADDED = "variant-added"
    VARIANT_REMOVED = "variant-removed"
    DISCRIMINATOR_CHANGED = "discriminator-changed"
    ENUM_VALUE_ADDED = "enum-value-added"
    ENUM_VALUE_REMOVED = "enum-value-removed"
    CLOSED_ENUM_VALUE_ADDED = "closed-enum-value-added"
    CLOSED_ENUM_VALUE_REMOVED = "closed-enum-value-removed"
    ENUM_INTRODUCED = "enum-introduced"
    ENUM_DROPPED = "enum-dropped"
    ENUM_OPENED = "enum-opened"
    ENUM_CLOSED = "enum-closed"
    LIMIT_TIGHTENED = "limit-tightened"
    LIMIT_LOOSENED = "limit-loosened"
    LIMIT_CHANGED = "limit-changed"
    DEFAULT_CHANGED = "default-changed"
    OTHER_CHANGED = "other-changed"


@attrs.frozen
class Rule:
    """The judgement of one kind of change in one direction, with the reason that the report prints."""

    severity: Severity
    reason: str


_NARROWER = Rule(_NO, "what callers send today may be refused")
_WIDER = Rule(_OK, "what callers send today is still accepted")
_SURPRISE = Rule(_NO, "readers may receive what the old document excluded")
_FEWER = Rule(_OK, "readers receive nothing that they did not expect before")
_UNKNOWN = Rule(_NO, "not decidable by rule: somebody has to read it")
_IGNORED = Rule(_OK, "readers keep unknown fields and need not know them")


def _narrows(kind: Kind) -> dict[tuple[Kind, Direction], Rule]:
    return {(kind, _REQ): _NARROWER, (kind, _RES): _FEWER}


def _widens(kind: Kind) -> dict[tuple[Kind, Direction], Rule]:
    return {(kind, _REQ): _WIDER, (kind, _RES): _SURPRISE}


def _always(kind: Kind, severity: Severity, reason: str) -> dict[tuple[Kind, Direction], Rule]:
    return {(kind, direction): Rule(severity, reason) for direction in (_REQ, _RES, _CALL)}


RULES: Mapping[tuple[Kind, Direction], Rule] = {
    (Kind.OPERATION_ADDED, _CALL): Rule(_OK, "nobody calls it yet"),
    (Kind.OPERATION_REMOVED, _CALL): Rule(_NO, "every call of it fails"),
    (Kind.OPERATION_MOVED, _CALL): Rule(
        _NO, "released clients still call the old address; regenerated ones do not"
    ),
    (Kind.OPERATION_ID_CHANGED, _CALL): Rule(
        _OK, "an id is not on the wire; the Python half says what it renames"
    ),
    (Kind.PATH_PARAMETER_RENAMED, _CALL): Rule(_OK, "the name in the braces is not on the wire"),
    **_always(Kind.DEPRECATED, _OK, "works as before, and says that it will end"),
    **_always(Kind.UNDEPRECATED, _OK, "works as before"),
    (Kind.SERVER_ADDED, _CALL): Rule(_OK, "the known addresses stay"),
    (Kind.SERVER_REMOVED, _CALL): Rule(_NO, "callers of this address lose it"),
    (Kind.DEFAULT_SERVER_CHANGED, _CALL): Rule(
        _NO, "a client without a base URL of its own calls another host"
    ),
    (Kind.SECURITY_ADDED, _CALL): Rule(_OK, "the known ways to authenticate stay"),
    (Kind.SECURITY_REMOVED, _CALL): Rule(_NO, "callers who authenticate this way are refused"),
    (Kind.SECURITY_INTRODUCED, _CALL): Rule(_NO, "callers without credentials are refused"),
    (Kind.SECURITY_LIFTED, _CALL): Rule(_OK, "credentials are no longer needed"),
    (Kind.SECURITY_SCHEME_CHANGED, _CALL): Rule(_NO, "credentials have to be sent in another way"),
    (Kind.PARAMETER_ADDED, _REQ): _WIDER,
    (Kind.PARAMETER_ADDED_REQUIRED, _REQ): Rule(_NO, "callers who do not send it are refused"),
    (Kind.PARAMETER_REMOVED, _REQ): Rule(_NO, "callers who send it are refused, or ignored without a word"),
    (Kind.PARAMETER_REMOVED_REQUIRED, _REQ): Rule(_NO, "every caller sends it"),
    (Kind.PARAMETER_FORM_CHANGED, _REQ): Rule(_NO, "the same value is written in another way"),
    (Kind.BODY_ADDED, _REQ): _WIDER,
    (Kind.BODY_ADDED_REQUIRED, _REQ): Rule(_NO, "callers without a body are refused"),
    (Kind.BODY_REMOVED, _REQ): Rule(_NO, "callers who send a body are refused, or ignored without a word"),
    (Kind.BODY_REMOVED_REQUIRED, _REQ): Rule(_NO, "every caller sends a body"),
    (Kind.BODY_ADDED, _RES): _IGNORED,
    (Kind.BODY_REMOVED, _RES): Rule(_NO, "readers find nothing where the answer was"),
    (Kind.MEDIA_TYPE_ADDED, _REQ): _WIDER,
    (Kind.MEDIA_TYPE_REMOVED, _REQ): _NARROWER,
    (Kind.MEDIA_TYPE_ADDED, _RES): Rule(_OK, "it has to be asked for with Accept"),
    (Kind.MEDIA_TYPE_REMOVED, _RES): Rule(_NO, "readers of this format find another, or none"),
    (Kind.SUCCESS_STATUS_ADDED, _RES): Rule(_NO, "a client that does not know the status parses no answer"),
    (Kind.SUCCESS_STATUS_REMOVED, _RES): Rule(_NO, "callers who wait for it no longer see it"),
    (Kind.ERROR_STATUS_ADDED, _RES): Rule(_OK, "callers must expect any error status anyway"),
    (Kind.ERROR_STATUS_REMOVED, _RES): Rule(_OK, "an error that does not come disturbs nobody"),
    (Kind.HEADER_ADDED, _RES): _IGNORED,
    (Kind.HEADER_REMOVED, _RES): Rule(_NO, "readers of the header find nothing"),
    (Kind.FIELD_ADDED, _REQ): _WIDER,
    (Kind.FIELD_ADDED_REQUIRED, _REQ): Rule(_NO, "callers who do not send it are refused"),
    (Kind.FIELD_REMOVED, _REQ): Rule(_NO, "callers who send it are refused, or ignored without a word"),
    (Kind.FIELD_REMOVED_REQUIRED, _REQ): Rule(_NO, "every caller sends it"),
    (Kind.FIELD_ADDED, _RES): _IGNORED,
    (Kind.FIELD_ADDED_REQUIRED, _RES): _IGNORED,
    (Kind.FIELD_REMOVED, _RES): Rule(_NO, "readers of the field find nothing"),
    (Kind.FIELD_REMOVED_REQUIRED, _RES): Rule(_NO, "readers rely on the field being there"),
    (Kind.BECAME_REQUIRED, _REQ): Rule(_NO, "callers who leave it out are refused"),
    (Kind.BECAME_REQUIRED, _RES): _FEWER,
    (Kind.BECAME_OPTIONAL, _REQ): _WIDER,
    (Kind.BECAME_OPTIONAL, _RES): Rule(_NO, "readers rely on the field being there"),
    (Kind.BECAME_NULLABLE, _REQ): _WIDER,
    (Kind.BECAME_NULLABLE, _RES): Rule(_NO, "readers may find null where the old document excluded it"),
    (Kind.BECAME_NOT_NULLABLE, _REQ): Rule(_NO, "callers who send null are refused"),
    (Kind.BECAME_NOT_NULLABLE, _RES): _FEWER,
    **_widens(Kind.TYPE_WIDENED),
    **_narrows(Kind.TYPE_NARROWED),
    (Kind.TYPE_CHANGED, _REQ): _NARROWER,
    (Kind.TYPE_CHANGED, _RES): _SURPRISE,
    **_widens(Kind.VARIANT_ADDED),
    **_narrows(Kind.VARIANT_REMOVED),
    (Kind.DISCRIMINATOR_CHANGED, _REQ): _NARROWER,
    (Kind.DISCRIMINATOR_CHANGED, _RES): _SURPRISE,
    (Kind.ENUM_VALUE_ADDED, _REQ): _WIDER,
    (Kind.ENUM_VALUE_ADDED, _RES): Rule(_OK, "the enum is open: an unknown word parses as it stands"),
    (Kind.CLOSED_ENUM_VALUE_ADDED, _REQ): _WIDER,
    (Kind.CLOSED_ENUM_VALUE_ADDED, _RES): Rule(
        _NO, "the enum is closed: released readers refuse the word; open it in openapi/overlays"
    ),
    (Kind.ENUM_VALUE_REMOVED, _REQ): _NARROWER,
    (Kind.ENUM_VALUE_REMOVED, _RES): _FEWER,
    (Kind.CLOSED_ENUM_VALUE_REMOVED, _REQ): _NARROWER,
    (Kind.CLOSED_ENUM_VALUE_REMOVED, _RES): _FEWER,
    **_narrows(Kind.ENUM_INTRODUCED),
    **_widens(Kind.ENUM_DROPPED),
    (Kind.ENUM_OPENED, _REQ): _WIDER,
    (Kind.ENUM_OPENED, _RES): Rule(_NO, "a plain word may arrive where a member of the enum was certain"),
    **_narrows(Kind.ENUM_CLOSED),
    **_narrows(Kind.LIMIT_TIGHTENED),
    **_widens(Kind.LIMIT_LOOSENED),
    (Kind.LIMIT_CHANGED, _REQ): _NARROWER,
    (Kind.LIMIT_CHANGED, _RES): _SURPRISE,
    (Kind.DEFAULT_CHANGED, _REQ): Rule(_NO, "callers who leave it out get another behaviour"),
    (Kind.DEFAULT_CHANGED, _RES): Rule(_OK, "servers send what they mean"),
    **_always(Kind.OTHER_CHANGED, _UNKNOWN.severity, _UNKNOWN.reason),
}


def judge(kind: Kind, direction: Direction, where: str, what: str, operation: str = "") -> Change:
    """The change with its judgement; `operation` is the label of the operation through which it was found."""
    rule = RULES[kind, direction]
    return Change(kind, direction, where, what, rule.severity, rule.reason, (operation,) if operation else ())
