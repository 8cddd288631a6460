"""What the adapters of the APIs share: values onto the wire and off it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._core.response import BodyError
from .._values.call import Call, Purpose
from .._values.errors import shown


def call_of(
    purpose: Purpose, kwargs: Mapping[str, Any], *, resend_unsafe: bool = False, hint: str = ""
) -> Call:
    """A request from the keywords that the generated package would give to httpx."""
    headers = {name: value for name, value in kwargs.get("headers", {}).items() if name != "Content-Type"}
    return Call(
        purpose,
        kwargs["method"].upper(),
        kwargs["url"],
        query=kwargs.get("params", {}),
        json=kwargs.get("json"),
        headers=headers,
        resend_unsafe=resend_unsafe,
        hint=hint,
    )


# Keywords beside the fields of a request: of `submit`, and of `wait` and `run`.
_SUBMIT = ("model", "idempotency_key", "files", "images", "extra_headers", "extra_query", "extra_body")
_WAIT = ("timeout", "poll", "on_update")


def advice(name: str, known: Iterable[str]) -> str:
    """What to do about a keyword that is no field of a request."""
    if name in _WAIT:
        return "it belongs to wait() and run()."
    import difflib  # loaded late: only who mistypes needs it

    close = difflib.get_close_matches(name, [*known, *_SUBMIT, *_WAIT], 1)
    return f"did you mean {close[0]!r}?" if close else "extra_body= sends what the document lacks."


def plain(value: Any) -> Any:
    """Generated models and enums as JSON values, wherever they stand."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(inner) for inner in value]
    return getattr(value, "value", value)


def messages_of(question: Any) -> list[Any]:
    """A question as messages: a text is one message of the user.

    Raises:
        TypeError: the question is neither a text nor a list of messages.
        ValueError: there is nothing in it.
    """
    if isinstance(question, str):
        question = [{"role": "user", "content": question}]
    # Bytes are a sequence too, of numbers.
    elif not isinstance(question, Sequence) or isinstance(question, bytes | bytearray | memoryview):
        raise TypeError(f"a question is a text, messages or a request, not {type(question).__name__}")
    messages = [plain(message) for message in question]
    for message in messages:
        if not isinstance(message, Mapping):
            raise TypeError(f"a message is a mapping with role and content, not {type(message).__name__}")
    if not messages or all(_is_blank(message) for message in messages):
        raise ValueError("the question is empty")
    return messages


def _is_blank(message: Mapping[str, Any]) -> bool:
    content = message.get("content")
    if content is None:
        return "type" not in message and not message.get("tool_calls")  # items of other types have no content
    texts = [word(part, "text") for part in content] if isinstance(content, list) else [content]
    return not message.get("tool_calls") and all(isinstance(text, str) and not text.strip() for text in texts)


def response_format(value: Any) -> Any:
    """The request's ``response_format`` for one as the document has it, for a JSON schema or for a class."""
    from .._answers.structured import response_format as of  # loaded late: needed for structured answers only

    return of(plain(value) if hasattr(value, "to_dict") else value)


def job_id_of(body: Any, asked: str | None) -> str:
    """The id in the body of a job.

    Args:
        body: the decoded body.
        asked: the id that was asked for, or None after a submit.

    Raises:
        BodyError: the body is no job, or that of another one.
    """
    if not isinstance(body, dict):
        raise BodyError("the body is no job")
    found = body.get("id", asked)
    if not isinstance(found, str) or not found:
        raise BodyError("the body is no job: it has no id")
    if asked is not None and found != asked:
        raise BodyError(f"the body is that of another job, {shown(found)}")
    if "id" not in body and "status" not in body:
        raise BodyError("the body is no job: it has neither id nor status")
    return found


def number(value: Any) -> float | None:
    """A number, or None where the value is none or no float holds it."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


# The year 2100 in epoch seconds: what lies beyond it is in other units, or no time.
_NO_TIME = 4_102_444_800


def moment(value: Any) -> float | None:
    """A time in epoch seconds, or None where the value makes no sense as one; 0 means that none was set."""
    found = number(value)
    return found if found is not None and 0 < found < _NO_TIME else None


def tells_of_end(body: Mapping[str, Any], *names: str) -> bool:
    """Whether one of these fields is filled in; a number is taken for a time."""
    values = (body.get(name) for name in names)
    return any(moment(value) if isinstance(value, int | float) else value for value in values)


def word(body: Any, name: str) -> str | None:
    """A field that holds text; None where it is absent or holds something else."""
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else None


def count(body: Any, name: str) -> int | None:
    """A field that holds a whole number from 0; None where it is absent or holds something else."""
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def usd(body: Any, name: str) -> float | None:
    """A field that holds a cost; None where it is absent or holds something else."""
    value = number(body.get(name)) if isinstance(body, dict) else None
    return None if value is None or value < 0 else value


def list_of(body: Any, name: str) -> list[Any]:
    """A field that holds a list; empty where it is absent or holds something else."""
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, list) else []
