"""How far this comparison agrees with another one: `@redocly/cli diff`, pinned, run through npx.

Run it by hand with `python -m tests.diff.agreement`; it needs npx and a package registry, and no test depends
on it. It writes every drill and every pair of `test_rules` and `test_structure` to a temporary folder, asks
both programs whether the change breaks, and prints the pairs that they judge differently as a table, which
`docs/document-changes.md` explains.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from tests.diff.documents import receives, sends
from tests.diff.drills import DRILLS
from tests.diff.test_rules import CALL_CASES, SCHEMA_CASES
from tests.diff.test_structure import NAMED, SAME_MEANING
from tests.document.drills.table import DRILLS as PAGES
from tests.document.support import Repository

from openapi_build.yamlio import dump_yaml
from openapi_diff.document import compare_documents

REDOCLY = "@redocly/cli@2.77.0"


def pairs() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Name, old document and new document of every drill and every case of the tests."""
    for drill in DRILLS:
        yield (f"drill: {drill.name}", *drill.documents())
    yield from built()
    for name, before, after, *_ in SCHEMA_CASES:
        yield f"{name}, sent", sends(before), sends(after)
        yield f"{name}, received", receives(before), receives(after)
    for name, before, after, *_ in CALL_CASES:
        yield name, before, after
    for name, one, other in SAME_MEANING:
        yield f"same: {name}, sent", sends(one, NAMED), sends(other, NAMED)
        yield f"same: {name}, received", receives(one, NAMED), receives(other, NAMED)


def built() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The drills of the captured pages that end in a client: the document built before and after."""
    with tempfile.TemporaryDirectory() as folder:
        before = Repository.first_api(Path(folder, "before")).document()
        for number, drill in enumerate(drill for drill in PAGES if drill.error is None):
            repository = Repository.first_api(Path(folder, str(number)))
            drill.change(repository)
            yield f"pages: {drill.name}", before, repository.document()


def ours(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Our verdict: breaking, compatible, or none."""
    changes = compare_documents(before, after)
    if any(change.is_breaking for change in changes):
        return "breaking"
    return "compatible" if changes else "none"


def theirs(before: Path, after: Path) -> tuple[str, str]:
    """Their verdict in our words, and the rules that decided it."""
    command = ["npx", "--yes", REDOCLY, "diff", str(before), str(after), "--format=json", "--fail-on=none"]
    done = subprocess.run(command, capture_output=True, check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return "failed", done.stderr.decode().strip().splitlines()[-1]
    rules = {verdict["ruleId"] for change in told["changes"] for verdict in change.get("verdicts", ())}
    bump = told.get("bump", "none")  # absent where it finds no change at all
    word = "breaking" if bump == "major" else "compatible" if bump in ("minor", "patch") else "none"
    return word, ", ".join(sorted(rules)) or str(bump)


def main() -> int:
    """Print the table and the count."""
    agreed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.yaml"), Path(folder, "new.yaml")
        for name, before, after in pairs():
            old.write_text(dump_yaml(before))
            new.write_text(dump_yaml(after))
            mine, (word, why) = ours(before, after), theirs(old, new)
            total += 1
            if (mine == "breaking") is (word == "breaking") and word != "failed":
                agreed += 1
            else:
                sys.stdout.write(f"| {name} | {mine} | {word} | {why} |\n")
                sys.stdout.flush()
    sys.stdout.write(f"{agreed} of {total} pairs are judged alike, with {REDOCLY}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
