"""Render docs/faults.md from the outcomes of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .contenders import SDK_PAUSE, SDK_RETRIES, SDK_TIMEOUT, SDK_VERSION, TIMEOUT
from .measure import Pace, Row
from .outcomes import WORKS, Kind, Outcome, Work, holds, lasts

_OURS, _SDK = "threads", "SDK"
_HEADINGS: dict[Work, str] = {"submit": "Submit", "wait": "Wait", "list": "List"}
_THREADS = """\
## Timeouts of the blocking client

A thread cannot be cancelled, so `PerplexityJobs` bounds each phase of a request by the time that is left, and
checks the time between the parts of a body. `AsyncPerplexityJobs` bounds the request as a whole. The
simulator has no faults of this kind, so they are not in the tables below:

| what never ends | threads | asyncio |
| --- | --- | --- |
| the DNS lookup | ends with the system's timeout; nothing is sent afterwards | ✓ in time |
| connecting to several addresses | each address may take the time that is left | ✓ in time |
| headers that arrive byte by byte | each part may take the time that is left | ✓ in time |
| a body that arrives byte by byte | ✓ in time | ✓ in time |
| a body that arrives byte by byte and then stops | within twice the time | ✓ in time |
| headers or a body that stop | ✓ in time | ✓ in time |"""


def page(rows: Sequence[Row], paces: Mapping[str, Pace]) -> str:
    """The whole page as Markdown."""
    parts = [
        "# The clients under each fault",
        _intro(),
        _summary(rows),
        "## What the differences mean",
        _meaning(rows, paces),
        _THREADS,
        "## Requests without faults",
        _paces(paces),
    ]
    for work in WORKS:
        mine = [row for row in rows if row.work == work]
        apart = [row for row in mine if len({holds(row.fault, o) for o in row.outcomes.values()}) > 1]
        alike = [row for row in mine if row not in apart]
        parts += [f"## {_HEADINGS[work]}", "### Where the clients differ", _table(apart, described=True)]
        parts += ["### Where they do not differ", _table(alike, described=False)]
    return "\n\n".join(parts) + "\n"


def _intro() -> str:
    return f"""\
Written by `python scripts/compare_faults.py`, which also checks it (`--check`); not edited by hand.

`PerplexityJobs` (threads), `AsyncPerplexityJobs` (asyncio) and the official SDK (`perplexityai`
{SDK_VERSION}) submit, wait and list asynchronous chat completions under every fault of the simulator that
concerns these, each against a simulator of its own. Nothing here comes from the live service. A fault occurs
as often as the simulator's table says: most of them once, refusals and wrong states always.

All clients use their default retries; ours are made with `api="sonar"`, so that they do not continue with the
Agent API. The SDK's defaults are {SDK_RETRIES} retries after 0.5 to 8 s, and a `Retry-After` of up to 60 s is
obeyed. The timeout of a request is {TIMEOUT:g} s for all (the SDK's default is {SDK_TIMEOUT:g} s), since some
faults never answer. The SDK has no wait, and its `list` has no parameters for pages, so both are loops that
users write: one polls every {SDK_PAUSE:g} s until the status is COMPLETED or FAILED, the other passes `limit`
and `next_token` in `extra_query`.

A client passes (✓) if it succeeds where that is possible, else raises an error class of its own, and buys no
second job. It fails (✗) with an error of Python (`AttributeError`, `JSONDecodeError`), which a caller cannot
tell from a bug in their own code, with an empty or incomplete result and no error, or if it never ends."""


def _summary(rows: Sequence[Row]) -> str:
    names = list(rows[0].outcomes)
    lines = [_line(["", "faults", *names]), _line(["---", *["--:"] * (len(names) + 1)])]
    for title, mine in [*((_HEADINGS[w], [r for r in rows if r.work == w]) for w in WORKS), ("all", rows)]:
        counts = [str(sum(holds(row.fault, row.outcomes[name]) for row in mine)) for name in names]
        lines.append(_line([f"{title}: passed", str(len(mine)), *counts]))
    missed: list[tuple[str, Callable[[Outcome], bool]]] = [
        ("bought twice", lambda outcome: outcome.jobs > 1),
        ("an error of Python", lambda outcome: outcome.kind is Kind.FOREIGN),
        (
            "an empty or incomplete result, and no error",
            lambda outcome: outcome.kind in (Kind.NOTHING, Kind.PART),
        ),
        ("never ends", lambda outcome: outcome.kind is Kind.ENDLESS),
    ]
    for words, so in missed:
        counts = [str(sum(so(row.outcomes[name]) for row in rows)) for name in names]
        lines.append(_line([f"failed: {words}", "", *counts]))
    counts = [str(sum(_gave_up(row, name) for row in rows)) for name in names]
    lines.append(_line(["failed: gave up, although the fault is transient", "", *counts]))
    return "\n".join(lines)


def _gave_up(row: Row, name: str) -> bool:
    return not lasts(row.fault) and row.outcomes[name].kind is Kind.TOLD


def _meaning(rows: Sequence[Row], paces: Mapping[str, Pace]) -> str:
    twice = sum(row.outcomes[_SDK].jobs > 1 for row in rows)
    foreign = sum(row.outcomes[_SDK].kind is Kind.FOREIGN for row in rows)
    endless = sum(row.outcomes[_SDK].kind is Kind.ENDLESS for row in rows)
    both = sum(all(holds(row.fault, o) for o in row.outcomes.values()) for row in rows)
    better = [
        f"`{row.fault}`"
        for row in rows
        if holds(row.fault, row.outcomes[_SDK]) and not holds(row.fault, row.outcomes[_OURS])
    ]
    sdk, ours = paces[_SDK], paces[_OURS]
    return f"""\
1. Under {twice} faults the SDK buys a second job, because it retries a submit whose response was lost without
   an idempotency key. `idempotency_key=` in each call of its `create` prevents that; this client always sends
   a key.
2. Under {foreign} faults a 200 with an invalid body reaches the SDK's caller as an error of Python, since by
   default the SDK neither validates bodies nor retries such a request. This client retries it.
3. Under {endless} faults the loop around the SDK never ends. That is not the SDK's fault: the loop has no
   deadline, and no checks for unknown statuses and repeated page tokens.
4. Under {both} of {len(rows)} faults the SDK passes too: where a status or a lost connection says all, with
   every form of `Retry-After`, HTML pages for a 52x, bodies older or newer than the document, and unknown
   statuses of a running job.
5. The SDK is better under {len(better)} faults{": " * bool(better)}{", ".join(better)}. Polling every \
{SDK_PAUSE:g} s
   sees the end of deep research after {sdk.late:.0f} s instead of {ours.late:.0f} s, for {sdk.wait:.0f} \
requests instead of {ours.wait:.0f}."""


def _paces(paces: Mapping[str, Pace]) -> str:
    lines = [
        "Averages over 20 simulated jobs of deep research, each of about 3.5 minutes.",
        "",
        _line(["", *paces]),
        _line(["---", *["--:"] * len(paces)]),
        _line(["requests per submit", *(f"{pace.submit:.0f}" for pace in paces.values())]),
        _line(["requests per wait", *(f"{pace.wait:.1f}" for pace in paces.values())]),
        _line(
            ["seconds from the end of a job to its answer", *(f"{pace.late:.0f}" for pace in paces.values())]
        ),
    ]
    return "\n".join(lines)


def _table(rows: Sequence[Row], *, described: bool) -> str:
    """The table; faults with the same outcomes share a row, in the order of the first of them."""
    if not rows:
        return "None."
    names = list(rows[0].outcomes)
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(cell(row, name) for name in names), []).append(row)
    lines = [_line(["fault", *names]), _line(["---"] * (len(names) + 1))]
    for cells, members in groups.items():
        lines.append(_line([_names(members, described=described), *cells]))
    return "\n".join(lines)


def cell(row: Row, name: str) -> str:
    """What the page says about one client and one fault."""
    outcome = row.outcomes[name]
    parts = [outcome.words if outcome.kind in (Kind.ANSWER, Kind.ENDLESS) else _word(outcome)]
    if row.work == "submit":
        parts.append(_count(outcome.jobs, "job"))
    if outcome.requests is not None:
        parts.append(_count(outcome.requests, "request"))
    return f"{'✓' if holds(row.fault, outcome) else '✗'} {', '.join(parts)}"


def _word(outcome: Outcome) -> str:
    return f"`{outcome.words}`" if outcome.words.endswith("Error") else outcome.words


def _count(number: int, what: str) -> str:
    if what == "job" and number > 1:
        return f"**{number} jobs bought**"
    return f"{number} {what}{'' if number == 1 else 's'}"


def _names(members: Iterable[Row], *, described: bool) -> str:
    if described:
        return "<br>".join(f"`{row.fault}`: {row.description}" for row in members)
    return " ".join(f"`{row.fault}`" for row in members)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
