"""The keywords of a request are typed as a caller gives them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attrs

from perplexity_jobs._apis import request_fields as _request_fields
from perplexity_openapi.models import ApiChatCompletionsRequest

CLASSES = [name for name in dir(_request_fields) if name.endswith("RequestFields")]
ACCEPTED = [
    'reasoning_effort="high"',
    'search_domain_filter=["a.test"], stop=("a", "b")',
    "temperature=0.2, top_p=1",
    'web_search_options={"search_context_size": "low"}',
    'search_mode="academic", search_recency_filter=None',
]
SLIPS = {
    'reasoning_efort="high"': 'Unexpected keyword argument "reasoning_efort"',
    'search_mode="acedemic"': "incompatible type",
    'temperature="hot"': "incompatible type",
}


def test_a_slip_is_seen_before_it_is_paid_for(tmp_path: Path) -> None:
    """By the type checker, since at run time the service decides; words, lists, mappings and numbers as a
    caller would write them are accepted.
    """
    names = ", ".join(CLASSES)
    calls = [*ACCEPTED, *SLIPS]
    lines = [
        "from typing import Unpack",
        f"from perplexity_jobs._apis.request_fields import {names}",
        f"class Fields({names}, total=False): ...",
        "def submit(**fields: Unpack[Fields]) -> None: ...",
        *(f"submit({call})" for call in calls),
    ]
    (tmp_path / "program.py").write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "program.py"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert "error: Cannot find" not in result.stdout + result.stderr
    output = result.stdout.splitlines()
    first = len(lines) - len(calls) + 1
    said = {
        call: "\n".join(line for line in output if line.startswith(f"program.py:{first + index}:"))
        for index, call in enumerate(calls)
    }
    assert [said[call] for call in ACCEPTED] == [""] * len(ACCEPTED)
    assert {call: said[call] for call, word in SLIPS.items() if word not in said[call]} == {}


def test_every_field_of_the_request_is_there() -> None:
    """All but those that `submit` takes in a form of its own."""
    fields = {name for each in CLASSES for name in getattr(_request_fields, each).__annotations__}
    python_names = {field.name.removeprefix("field_") for field in attrs.fields(ApiChatCompletionsRequest)}
    assert python_names - {"messages", "model", "response_format", "additional_properties"} <= {
        name.lstrip("_") for name in fields
    }
