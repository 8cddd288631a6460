"""Deterministic made-up text and URLs for the bodies of the benchmarks."""

from __future__ import annotations

import random
from collections.abc import Callable

SOURCES = 60
_SENTENCE = (
    "the measured rate of growth was lower than expected because a second cause acts against it and its "
    "share differs between regions seasons methods samples and years so that a mean alone says little "
    "about them"
)
_WORDS = _SENTENCE.split()


def words(rng: random.Random, count: int) -> str:
    """So many words."""
    return " ".join(rng.choices(_WORDS, k=count))


def urls(rng: random.Random) -> list[str]:
    """The address of each source."""
    return [
        f"https://source-{number}.example/reports/{rng.getrandbits(40):010x}" for number in range(SOURCES)
    ]


def text(rng: random.Random, length: int, mark: Callable[[int], str]) -> str:
    """A report of so many characters; every sentence ends with the mark of a source."""
    paragraphs, size = [], 0
    while size < length:
        sentences = []
        for _ in range(rng.randint(3, 7)):
            sentence = words(rng, rng.randint(8, 24))
            sentences.append(f"{sentence.capitalize()}{mark(rng.randint(1, SOURCES))}.")
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:length]
