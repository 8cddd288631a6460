"""One question, its answer as Markdown with its sources, and what it cost.

python examples/one_question.py "How do tides shape salt marshes?"
"""

from __future__ import annotations

import sys

from perplexity_jobs import JobTimeoutError, PerplexityJobs


def main(question: str) -> int:
    with PerplexityJobs() as client:
        job = client.submit(question, model="sonar-deep-research")
        print(f"job {job.id}", file=sys.stderr)
        try:
            done = job.wait(timeout=1800)
        except JobTimeoutError as error:
            print(f"not ready yet; later: client.job({error.job_id!r}).wait()", file=sys.stderr)
            return 1
        print(done.to_markdown())
        print(f"USD {done.cost}, {len(done.citations)} sources", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "How do tides shape salt marshes?"))
