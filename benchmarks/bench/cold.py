"""Benchmark of a cold start: a fresh process imports and makes a client, without and with a first request.

Both are shown, since a client may defer work until its first request. "Plain" is a process without rich and
click, as in most installations; httpx loads them where both are installed.
"""

from __future__ import annotations

import json
from functools import partial

from . import fresh
from .apis import SONAR
from .samples import Sample, paired
from .starts import STARTS


def measure(url: str, rounds: int) -> list[Sample]:
    """Every start, with and without the first answer."""
    samples = []
    for case, plain, answer in (
        ("import and construct", False, False),
        ("import and construct, plain", True, False),
        ("up to the first answer", False, True),
    ):
        asked = {"url": url, "job": f"{url}{SONAR.path}/running", "plain": plain, "answer": answer}
        contestants = {
            who: partial(fresh.run, "starts", [json.dumps({"who": who, **asked})])
            for who, (_, request) in STARTS.items()
            if request or not answer
        }
        samples += paired("cold", case, contestants, rounds)
    return samples
