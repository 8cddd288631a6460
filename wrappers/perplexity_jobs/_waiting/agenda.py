"""The waiting jobs in the order in which they are due; a job that has gone leaves nothing behind for long."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from typing import Generic

from attrs import define, field

from .._core.poll import J
from .watch import Watch

# So many entries more than twice the jobs are kept before those that are out of date are thrown out.
_SLACK = 64


@define
class Agenda(Generic[J]):
    """When to come back to each job of `watches`; the valid entry of a job is the one at its `due`."""

    watches: Mapping[str, Watch[J]]
    _heap: list[tuple[float, int, str]] = field(factory=list, init=False)

    def __len__(self) -> int:
        return len(self._heap)

    def put(self, watch: Watch[J], due: float) -> None:
        """Come back to a job at `due`, and not when it was due before."""
        watch.due = due
        if due == math.inf:
            return
        heapq.heappush(self._heap, (due, watch.order, watch.poll.job_id))
        if len(self._heap) > 2 * len(self.watches) + _SLACK:
            self._heap = [entry for entry in self._heap if self._watch(*entry) is not None]
            heapq.heapify(self._heap)

    def take(self, until: float) -> list[tuple[float, Watch[J]]]:
        """The jobs that are due until then, with the moment; each must be put back, or be dropped."""
        taken = []
        while self._heap and self._heap[0][0] <= until:
            entry = heapq.heappop(self._heap)
            watch = self._watch(*entry)
            if watch is not None:
                # Marks it as taken: the same moment may have been put in twice.
                watch.due = math.inf
                taken.append((entry[0], watch))
        return taken

    def next(self) -> float:
        """When the first job is due; infinite where none is."""
        while self._heap and self._watch(*self._heap[0]) is None:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else math.inf

    def _watch(self, due: float, order: int, job_id: str) -> Watch[J] | None:
        watch = self.watches.get(job_id)
        return watch if watch is not None and watch.order == order and watch.due == due else None
