"""Every question of a CSV file, asked once; run it again to go on where it stopped.

python examples/batch_from_csv.py examples/rivers.csv
"""

from __future__ import annotations

import sys
from pathlib import Path

from perplexity_jobs.batch import Batch, BatchResult


def tell(result: BatchResult) -> None:
    """Print one line as each result comes in; columns that are no fields of the request are its metadata."""
    region = (result.metadata or {}).get("region")
    print(f"{result.id} ({region}): {result.status}, USD {result.cost}, {len(result.text or '')} letters")


def main(questions: Path) -> int:
    batch = Batch(questions.with_suffix(".ledger"))
    summary = batch.run(
        questions,
        out=questions.with_suffix(".results.jsonl"),
        defaults={"model": "sonar"},
        max_cost=5.0,
        on_result=tell,
    )
    print(f"{summary.completed} answers for USD {summary.cost:.2f}")
    return 0 if summary.completed == sum(summary.counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/rivers.csv")))
