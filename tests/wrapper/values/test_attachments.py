"""Files and images of a question."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from perplexity_jobs import file_part, image_part
from perplexity_jobs._values.attachments import attach
from perplexity_openapi.models import ChatMessageInput, ChatMessageRole

PIXEL = b"\x89PNG pixel"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file that is named like an image."""
    path = tmp_path / "chart.png"
    path.write_bytes(PIXEL)
    return path


def test_a_file_from_disk_goes_with_its_content_and_name(tmp_path: Path, picture: Path) -> None:
    """The content is sent byte for byte, an image with its media type."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF")
    part = file_part(path)
    assert base64.b64decode(part["file_url"]["url"]) == b"%PDF"
    assert part["file_name"] == "report.pdf"
    assert file_part(str(path), name="other.pdf")["file_name"] == "other.pdf"
    kind, _, content = image_part(picture)["image_url"]["url"].partition(";base64,")
    assert (kind, base64.b64decode(content)) == ("data:image/png", PIXEL)
    with pytest.raises(ValueError, match=r"report\.pdf"):
        image_part(path)
    for make in (file_part, image_part):
        with pytest.raises(FileNotFoundError):
            make("missing.png")


@pytest.mark.parametrize(
    "url", ["https://x.example/a.png", "HTTP://x.example/a", "data:image/png;base64,AA=="]
)
def test_what_has_an_address_goes_as_it_is(url: str) -> None:
    """http, https and data URLs are sent unchanged, with a name if one is given."""
    assert image_part(url) == {"type": "image_url", "image_url": {"url": url}}
    if not url.startswith("data:"):
        assert file_part(url) == {"type": "file_url", "file_url": {"url": url}}
        assert file_part(url, name="r.pdf")["file_name"] == "r.pdf"


def test_attachments_join_the_last_message(picture: Path) -> None:
    """The text comes first, then files, then images; earlier messages stay."""
    url = "https://docs.example/report.pdf"
    [message] = attach("What is this?", [url], [picture])
    assert [part["type"] for part in message["content"]] == ["text", "file_url", "image_url"]
    earlier = {"role": "system", "content": "Be brief."}
    last = ChatMessageInput(ChatMessageRole.USER, "And this?")
    first, second = attach([earlier, last], [url], [])
    assert first is earlier
    assert second["role"] == "user"
    assert second["content"][0] == {"type": "text", "text": "And this?"}


def test_attachments_join_parts_that_are_there_already() -> None:
    """A message of parts keeps them; an empty one gets its first."""
    url = "https://docs.example/report.pdf"
    part = {"type": "text", "text": "Read:"}
    messages: list[dict[str, Any]] = [{"role": "user", "content": [part]}]
    assert attach(messages, [url], [])[0]["content"] == [part, file_part(url)]
    assert messages[0]["content"] == [part], "the caller's own message is not changed"
    assert attach([{"role": "user", "content": None}], [url], [])[0]["content"] == [file_part(url)]


@pytest.mark.parametrize(
    "question", [["Why?"], [5], [{"content": 5}], [{"content": {"type": "text"}}], [], object(), b"bytes"]
)
def test_attachments_need_a_content_to_join(question: Any) -> None:
    """A mapping, which has names for its parts, was taken for a list; a request has its own messages."""
    with pytest.raises(TypeError, match="go with a"):
        attach(question, ["https://x.example"], [])


@pytest.mark.parametrize("given", ["", [""]])
def test_an_empty_text_names_no_file(given: Any) -> None:
    """As a path it would be the current folder."""
    with pytest.raises(ValueError, match="files= holds an empty text"):
        attach("Why?", files=given)
