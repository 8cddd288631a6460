"""Render docs/faults.md from the outcomes of the comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .contenders import SDK_PAUSE, SDK_RETRIES, SDK_TIMEOUT, SDK_VERSION, TIMEOUT
from .measure import Pace, Row
from .outcomes import WORKS, Kind, Outcome, Work, holds, lasts

_OURS, _SDK = "threads", "SDK"
_HEADINGS: dict[Work, str] = {"submit": "Submit", "wait": "Wait", "list": "List"}
_THREADS = """\
## What threads give up

A thread cannot be stopped from outside, so `PerplexityJobs` bounds a request phase by phase: each gets the
time that is left, and the clock is read between the parts of a body. `AsyncPerplexityJobs` bounds the whole.
No fault of the simulator does these, so no row changes:

| what never ends | threads | asyncio |
| --- | --- | --- |
| the lookup of a name | ends when the system gives up; nothing is sent afterwards | ✓ ends in time |
| the addresses of a name, of which none answers | each may take the time that is left | ✓ ends in time |
| headers that come byte by byte | each part may take the time that is left | ✓ ends in time |
| a body that comes byte by byte | ✓ ends in time | ✓ ends in time |
| a body that comes byte by byte and then stops | within twice the time | ✓ ends in time |
| headers or a body that stop | ✓ ends in time | ✓ ends in time |"""


def page(rows: Sequence[Row], paces: Mapping[str, Pace]) -> str:
    """The whole page as Markdown."""
    parts = [
        "# What the clients make of each fault",
        _intro(),
        _summary(rows),
        "## What the differences mean",
        _meaning(rows, paces),
        _THREADS,
        "## Requests where nothing goes wrong",
        _paces(paces),
    ]
    for work in WORKS:
        mine = [row for row in rows if row.work == work]
        apart = [row for row in mine if len({holds(row.fault, o) for o in row.outcomes.values()}) > 1]
        alike = [row for row in mine if row not in apart]
        parts += [f"## {_HEADINGS[work]}", "### Where they differ", _table(apart, described=True)]
        parts += ["### Where they are alike", _table(alike, described=False)]
    return "\n\n".join(parts) + "\n"


def _intro() -> str:
    return f"""\
Written by `python scripts/compare_faults.py`, which also compares (`--check`); not edited by hand.

Every fault of the simulator that concerns submit, get and list, through `PerplexityJobs` (threads),
`AsyncPerplexityJobs` (asyncio) and the official SDK (`perplexityai` {SDK_VERSION}), each in its turn against
a simulator of its own. Everything here comes from the simulator, nothing from the live service. Each fault
strikes as often as its registry entry says: most of them once, refusals and states always.

All three clients have their default retries. The SDK's defaults are {SDK_RETRIES} retries after 0.5 to 8 s,
a `Retry-After` of up to 60 s obeyed, and {SDK_TIMEOUT:g} s for a request. Only the time for one request is
another: {TIMEOUT:g} s for all three, since some faults never answer. The SDK has no wait, and its `list` has
no parameters for pages, so both are the loops that its users write: one looks every {SDK_PAUSE:g} s until the
status is COMPLETED or FAILED, the other passes `limit` and `next_token` in `extra_query`.

A client holds (✓) where it gives what was asked for if that can be had, else an error of its own that says
so; and where it buys no second job. Everything else is ✗: an error of Python's (`AttributeError`,
`JSONDecodeError`), which nobody can tell from a slip in their own code, an empty hand, or no end."""


def _summary(rows: Sequence[Row]) -> str:
    names = list(rows[0].outcomes)
    lines = [_line(["", "faults", *names]), _line(["---", *["--:"] * (len(names) + 1)])]
    for title, mine in [*((_HEADINGS[w], [r for r in rows if r.work == w]) for w in WORKS), ("all", rows)]:
        counts = [str(sum(holds(row.fault, row.outcomes[name]) for row in mine)) for name in names]
        lines.append(_line([f"{title}: hold", str(len(mine)), *counts]))
    missed: list[tuple[str, Callable[[Outcome], bool]]] = [
        ("bought twice", lambda outcome: outcome.jobs > 1),
        ("an error of Python's", lambda outcome: outcome.kind is Kind.FOREIGN),
        ("an empty hand, and no error", lambda outcome: outcome.kind in (Kind.NOTHING, Kind.PART)),
        ("no end", lambda outcome: outcome.kind is Kind.ENDLESS),
    ]
    for words, so in missed:
        counts = [str(sum(so(row.outcomes[name]) for row in rows)) for name in names]
        lines.append(_line([f"not: {words}", "", *counts]))
    counts = [str(sum(_gave_up(row, name) for row in rows)) for name in names]
    lines.append(_line(["not: gave up, although it passes", "", *counts]))
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
1. In {twice} rows the SDK buys a second job, because it repeats a submit whose answer was lost and sends no
   key with it; `idempotency_key=` in each call of its `create` is the cure, and this client always sends one.
2. In {foreign} rows an answer with status 200 that is not what the document promises reaches the SDK's caller
   as an error of Python's, since by default it neither checks bodies nor repeats such a request; here that
   counts as one more failure that may pass.
3. The {endless} rows without an end are those of the loops around the SDK, not of the SDK: a deadline, an eye
   for unknown statuses and a memory for page tokens are what everybody would have to add to them.
4. In {both} of {len(rows)} rows the SDK is as good: wherever a status or a cut connection says all, with
   every form of `Retry-After`, with pages of HTML for a 52x, with bodies older or newer than the document,
   and with unknown statuses of a running job.
5. The SDK is better in {len(better)} rows{": " * bool(better)}{", ".join(better)}. A look every \
{SDK_PAUSE:g} s sees the end of deep
   research {sdk.late:.0f} s after it instead of {ours.late:.0f} s, for {sdk.wait:.0f} requests instead of \
{ours.wait:.0f}."""


def _paces(paces: Mapping[str, Pace]) -> str:
    lines = [
        "Averages over 20 simulated jobs of deep research (each of about three and a half minutes).",
        "",
        _line(["", *paces]),
        _line(["---", *["--:"] * len(paces)]),
        _line(["requests per submit", *(f"{pace.submit:.0f}" for pace in paces.values())]),
        _line(["requests per wait", *(f"{pace.wait:.1f}" for pace in paces.values())]),
        _line(["seconds from the end to the answer", *(f"{pace.late:.0f}" for pace in paces.values())]),
    ]
    return "\n".join(lines)


def _table(rows: Sequence[Row], *, described: bool) -> str:
    """The table; faults with the same outcomes share a row, in the order of the first of them."""
    if not rows:
        return "No row."
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
