"""Which one of the old document is which one of the new: the best pairs first, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Pairs(Generic[T]):
    """Things that are the same one on both sides, and those that only one side has."""

    kept: tuple[tuple[T, T], ...]
    added: tuple[T, ...]
    removed: tuple[T, ...]


def pair_best(old: Sequence[T], new: Sequence[T], score: Callable[[T, T], float]) -> Pairs[T]:
    """Pair `old` with `new`, the highest score first; a score of 0 is no pair."""
    scores = [(score(one, other), i, j) for i, one in enumerate(old) for j, other in enumerate(new)]
    left, right = dict(enumerate(old)), dict(enumerate(new))
    kept = []
    for points, i, j in sorted(scores, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if points > 0 and i in left and j in right:
            kept.append((left.pop(i), right.pop(j)))
    return Pairs(tuple(kept), tuple(right.values()), tuple(left.values()))
