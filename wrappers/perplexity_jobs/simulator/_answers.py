"""The `response` of a finished job; a stand-in until the answers are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._store import SimulatedJob


def answer(job: SimulatedJob) -> bytes:
    """The `response` of a finished job, as JSON."""
    return json.dumps(
        {
            "id": job.id,
            "model": job.model,
            "created": job.moment(0),
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": "x"},
                    "delta": {"role": "assistant", "content": ""},
                }
            ],
        }
    ).encode()
