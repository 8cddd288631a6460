"""The comparison with the official SDK, and whether the committed docs/faults.md agrees with it."""

from __future__ import annotations

import re

import pytest
from fault_comparison import __main__ as compare_faults
from fault_comparison.contenders import CONTENDERS
from fault_comparison.measure import compare
from fault_comparison.outcomes import WORKS, Work, faults_of
from fault_comparison.page import cell

from perplexity_jobs.simulator import FAULTS

COMMITTED = compare_faults.TARGET.read_text(encoding="utf-8")


def committed(fault: str) -> dict[str, str]:
    """What the committed page says about a fault, by client."""
    (line,) = [line for line in COMMITTED.splitlines() if re.match(rf"\| .*`{fault}`", line)]
    return dict(zip(CONTENDERS, [part.strip() for part in line.strip("|").split("|")][1:], strict=True))


def test_every_fault_is_on_the_page() -> None:
    """A fault that the simulator learns asks for a new comparison; the SDK is compared over the first API."""
    compared = [fault.name for work in WORKS for fault in faults_of(work)]
    for name in compared:
        assert set(committed(name)) == set(CONTENDERS)
    others = [fault for name, fault in FAULTS.items() if name not in compared]
    assert all(fault.api == "agent" or fault.operation == "cancel" for fault in others)


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        ("submit", "submit-500-after-accept"),
        ("submit", "redirect-same-host"),
        ("wait", "get-404-early"),
        ("wait", "fail"),
        ("list", "list-token-loop"),
        ("list", "list-bad-item"),
    ],
)
def test_the_page_says_what_the_clients_do(work: Work, fault: str) -> None:
    """Measured again, a line comes out as it was committed."""
    row = compare(work, fault)
    assert {name: cell(row, name) for name in CONTENDERS} == committed(fault)
