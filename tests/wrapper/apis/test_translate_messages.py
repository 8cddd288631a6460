"""Translation of messages to the `input` of the Agent API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs import file_part, image_part
from perplexity_jobs._apis.translation.messages import NoCounterpartError, input_of


def said(role: str, content: Any, **more: Any) -> dict[str, Any]:
    """A message in the older form."""
    return {"role": role, "content": content, **more}


def item(role: str, content: Any) -> dict[str, Any]:
    """A message as an item."""
    return {"type": "message", "role": role, "content": content}


def test_leading_system_messages_become_instructions() -> None:
    """Several are joined as paragraphs; one that comes later stays in its place."""
    messages = [said("system", "A"), said("system", "B"), said("user", "Why?"), said("system", "C")]
    assert input_of(messages) == ("A\n\nB", [item("user", "Why?"), item("system", "C")])
    assert input_of(messages, apart=False) == ("", [item(m["role"], m["content"]) for m in messages])


def test_parts_get_the_names_of_input_parts() -> None:
    """Texts and images; the address of an image loses one level."""
    parts = [{"type": "text", "text": "See:"}, image_part("https://a.example/i.png")]
    flat = {"type": "image_url", "image_url": "https://b.example/i.png"}
    assert input_of([said("user", [*parts, flat])])[1] == [
        item(
            "user",
            [
                {"type": "input_text", "text": "See:"},
                {"type": "input_image", "image_url": "https://a.example/i.png"},
                {"type": "input_image", "image_url": "https://b.example/i.png"},
            ],
        )
    ]


def test_documents_become_files(tmp_path: Path) -> None:
    """They are sent by URL or with their content, and their name's ending gives the type."""
    path = tmp_path / "tides.txt"
    path.write_text("Ebb")
    parts = [
        file_part("https://a.example/x/tides.docx?v=1"),
        file_part("https://a.example/x", name="tides.csv"),
        file_part(path),
        {"type": "pdf_url", "pdf_url": {"url": "https://a.example/"}},
    ]
    address = {"type": "input_file", "file_url": "https://a.example/x"}
    assert input_of([said("user", parts)])[1] == [
        item(
            "user",
            [
                {**address, "file_url": "https://a.example/x/tides.docx?v=1", "filename": "tides.docx"},
                {**address, "filename": "tides.csv"},
                {"type": "input_file", "file_data": "RWJi", "filename": "tides.txt"},
                {"type": "input_file", "file_url": "https://a.example/"},
            ],
        )
    ]


def test_calls_of_functions_and_their_results_become_items() -> None:
    """What the assistant said beside its calls is kept."""
    call = {"id": "c1", "type": "function", "function": {"name": "tide", "arguments": "{}"}}
    messages = [
        said("user", "How high?"),
        said("assistant", None, tool_calls=[call]),
        said("tool", "12 m", tool_call_id="c1"),
    ]
    assert input_of(messages)[1] == [
        item("user", "How high?"),
        {"type": "function_call", "call_id": "c1", "name": "tide", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": "12 m"},
    ]


def test_items_and_parts_of_the_agent_api_stay() -> None:
    """Unknown kinds stay, too; old parts inside of new items are translated."""
    items = [
        {"type": "function_call_output", "call_id": "c", "output": "1"},
        {"type": "brand_new", "x": 1},
        item("user", [{"type": "input_text", "text": "a"}, {"type": "input_audio", "data": "b"}]),
    ]
    assert input_of(items) == ("", items)
    assert input_of([item("user", [{"type": "text", "text": "a"}])])[1] == [
        item("user", [{"type": "input_text", "text": "a"}])
    ]


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ("Why?", "a list"),
        (None, "a list"),
        (["Why?"], "message 0 is no message"),
        ([said("user", "a"), said("robot", "b")], "message 1 has the role 'robot'"),
        ([{"content": "a"}], "message 0 has the role None"),
        ([said("user", "a", name="Ann")], "message 0 has name"),
        ([said("system", "a", name="Ann")], "message 0 has name"),
        ([said("assistant", "a", reasoning_steps=[{}])], "message 0 has reasoning_steps"),
        ([said("tool", "a")], "needs a tool_call_id"),
        ([said("tool", [], tool_call_id="c")], "needs a tool_call_id and a text"),
        ([said("assistant", None, tool_calls=[{"type": "x"}])], "no function call"),
        ([said("assistant", None, tool_calls=["x"])], "no function call"),
        (
            [said("assistant", None, tool_calls=[{"id": "c", "function": {"name": "n", "more": 1}}])],
            "no function call by name and arguments",
        ),
        ([said("user", 7)], "content of type int"),
        ([said("user", ["a"])], "part without a type"),
        ([said("user", [{"type": "text"}])], "has a text"),
        ([said("user", [{"type": "text", "text": "a", "cache": True}])], "has a text"),
        ([said("user", [{"type": "image_url", "image_url": {"url": "u", "detail": "low"}}])], "image_url"),
        ([said("user", [{"type": "pdf_url", "pdf_url": "u", "file_name": "a"}])], "pdf_url: not readable"),
        ([said("user", [{"type": "video_url", "video_url": "u"}])], "videos cannot be attached"),
    ],
)
def test_what_has_no_counterpart_is_refused(messages: Any, words: str) -> None:
    """The error has the place of the message and the problem."""
    with pytest.raises(NoCounterpartError, match=words):
        input_of(messages)
