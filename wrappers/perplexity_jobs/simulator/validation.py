"""Request validation with pydantic, whose errors are worded as those of the live service (FastAPI).

The models are written from the captured documents, not from the generated client: a mistake of the generator
must not be confirmed by the server that the client is tested with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

if TYPE_CHECKING:
    from .requests import Call

# For JSON Schema, 5.0 is an integer; pydantic's strict mode alone refuses it.
Int = Annotated[int, BeforeValidator(lambda v: int(v) if isinstance(v, float) and v.is_integer() else v)]


class Model(BaseModel):
    """The base of all request models: exact types, and unknown fields are allowed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="ignore", protected_namespaces=())


class Strict(Model):
    """The base of request models that refuse unknown fields."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


def problems(model: type[BaseModel], call: Call) -> list[dict[str, Any]]:
    """The problems of a call's body, as the `detail` of a 422; empty when there are none.

    The service also repeats the offending input in each entry. The simulator leaves it out: prompts do not
    belong into errors that end up in a log.
    """
    body = call.body()
    media_type = call.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not call.raw_body:
        return [{"type": "missing", "loc": ["body"], "msg": "Field required"}]
    if media_type != "application/json" and not media_type.endswith("+json"):
        msg = "Input should be a valid dictionary or object to extract fields from"
        return [{"type": "model_attributes_type", "loc": ["body"], "msg": msg}]
    if body is None and call.raw_body.strip() != b"null":
        return [{"type": "json_invalid", "loc": ["body", 0], "msg": "JSON decode error"}]
    try:
        model.model_validate(body)
    except ValidationError as exc:
        errors = exc.errors(include_url=False, include_context=False, include_input=False)
        return [{"type": e["type"], "loc": ["body", *e["loc"]], "msg": e["msg"]} for e in errors]
    return []
