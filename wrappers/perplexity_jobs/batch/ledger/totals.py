"""The totals of a ledger, for people and programs that want to know where a batch stands."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

from ..questions.items import settings_in_words
from ..results.result import ResultStatus
from ..results.summary import Stop, Summary
from .ledger import Ledger

_DURATIONS = "SELECT seconds FROM jobs WHERE outcome = 'completed' AND seconds IS NOT NULL ORDER BY 1"
_UNANSWERED = """SELECT i.id, r.status, r.record FROM items i
    JOIN results r ON r.item = i.seq AND r.attempt = i.attempt WHERE r.status != 'completed' ORDER BY r.n"""
_ASKED = """SELECT json_remove(request, '$.question'), count(*) FROM items
    GROUP BY 1 ORDER BY 2 DESC, min(seq) LIMIT 5"""
# The jobs of shards have no times.
_TIMES = """SELECT min(intended), max(coalesce(submitted, intended) + coalesce(seconds, 0)) FROM jobs
    WHERE intended > 0"""


def summary_of(ledger: Ledger, stop: Stop | None = None, reported: int = 0) -> Summary:
    """The totals of a ledger; with why a run has ended, and how many results it reported, if one has."""
    costs = ledger.costs().values()
    uncertain: list[str] = []
    failures: Counter[str] = Counter()
    for item_id, status, record in ledger.read(_UNANSWERED):
        if status == ResultStatus.UNCERTAIN:
            uncertain.append(item_id)
        else:
            failures[f"{status}: {json.loads(record)['error'] or 'no reason given'}"] += 1
    began, active = (at and datetime.fromtimestamp(at, UTC) for at in ledger.read(_TIMES)[0])
    return Summary(
        counts=ledger.counts(),
        cost=sum(model.total for model in costs),
        unpriced=sum(model.unpriced for model in costs),
        jobs=sum(model.jobs for model in costs),
        durations=tuple(seconds for (seconds,) in ledger.read(_DURATIONS)),
        failures=dict(failures.most_common()),
        uncertain=tuple(uncertain),
        stop=stop,
        reported=reported,
        api=ledger.api(),
        asked={settings_in_words(json.loads(request)): count for request, count in ledger.read(_ASKED)},
        began=began,
        active=active,
    )
