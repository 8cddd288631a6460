"""`docs/simulator.md` and `docs/testing.md` agree with the simulator.

The table of faults is built from the registry; `python tests/simulator/test_docs.py` updates it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

from perplexity_jobs.simulator import FAULTS, Simulator

PAGE = Path(__file__).parents[2] / "docs" / "simulator.md"
START, END = "<!-- faults: built from the registry -->", "<!-- end of faults -->"
OPERATIONS = ("submit", "get", "list", "cancel")
TIMES = {1: "once", 2: "twice", None: "always"}
APIS = {"any": "both", "sonar": "sonar", "agent": "agent"}


def table() -> str:
    """The table of all faults; those that only differ in the operation share a row."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for name, fault in FAULTS.items():
        operation, _, rest = name.partition("-")
        common = operation in OPERATIONS and f"list-{rest}" in FAULTS and f"get-{rest}" in FAULTS
        what = (
            fault.description,
            TIMES[fault.times],
            "yes" if fault.socket else "",
            "sonar" if operation == "list" and not common else APIS[fault.api],
        )
        key = (f"-{rest}" if common else name, *what)
        rows.setdefault(key, []).append(operation if common else "")
    lines = ["| fault | what happens | unless told | needs a socket | API |", "|---|---|---|---|---|"]
    for (name, *cells), operations in rows.items():
        shown = f"`{'`, `'.join(operations)}` + `{name}`" if operations[0] else f"`{name}`"
        lines.append(f"| {shown} | {' | '.join(cells)} |")
    return "\n".join(lines)


def page() -> str:
    """The page as it is."""
    return PAGE.read_text("utf-8")


def test_the_table_of_faults_is_the_registry() -> None:
    """Every fault is in the table with its description; running this file updates it."""
    assert page().partition(START)[2].partition(END)[0].strip() == table()


def test_every_option_of_the_simulator_is_explained() -> None:
    """No keyword of `Simulator` is missing from the page."""
    options = [name for name in Simulator.__init__.__annotations__ if name != "return"]
    assert [name for name in options if f"`{name}" not in page()] == []


def test_the_examples_run(tmp_path: Path) -> None:
    """Each Python block of both pages runs by itself and passes."""
    text = page() + (PAGE.parent / "testing.md").read_text("utf-8")
    found = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    for number, block in enumerate(found, 1):
        (tmp_path / f"test_block_{number}.py").write_text(textwrap.dedent(block), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", "utf-8")
    # By name, for an environment that was set up before the package had the plugin.
    plugins = ["-p", "_perplexity_jobs_pytest", "-p", "no:perplexity_jobs", "-p", "no:schemathesis"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugins, "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.findall(r"(\d+) passed", run.stdout) == [str(sum(block.count("def test_") for block in found))]
    assert len(found) > 5


if __name__ == "__main__":
    before, _, rest = page().partition(START)
    PAGE.write_text(f"{before}{START}\n{table()}\n{END}{rest.partition(END)[2]}", "utf-8")
