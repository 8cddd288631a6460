"""Cold start: a fresh process imports a client and constructs it, and a second figure with its first answer.

What a client puts off until its first request costs nothing at the start and something then, so both are
shown. "Plain" is a process in which rich and click, which httpx loads where both are installed, are absent,
as in most installations.
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
