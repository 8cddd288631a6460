"""The demonstration: ask one deep-research question through each API, and list the jobs.

By default it runs against the simulator, whose time is sped up. With LIVE=1 and
PERPLEXITY_API_KEY it asks the real service, which costs money (about USD 0.40 to 1.30).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import ExitStack
from typing import Any

from perplexity_jobs import EndpointRetiredError, Job, PerplexityJobs, PerplexityJobsError, Progress
from perplexity_jobs._values.settings import ApiName
from perplexity_jobs.simulator import FastClock, Simulator

QUESTION = "How do tides shape the life of salt marshes, and what is changing?"
APIS: dict[str, ApiName] = {
    'api="sonar": the asynchronous chat completions (the service has ended them)': "sonar",
    'api="agent": their successor, the background mode of the Agent API': "agent",
}
SPEED = 60.0
SHOWN_SOURCES = 5
SHOWN_LETTERS = 500


def main() -> int:
    """Run the demonstration; the exit code is 0 on success."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question", nargs="?", default=QUESTION, help="what to ask (default: %(default)s)")
    arguments = parser.parse_args()
    live = os.environ.get("LIVE") == "1"
    if live and not os.environ.get("PERPLEXITY_API_KEY"):
        print("LIVE=1 needs PERPLEXITY_API_KEY. Without LIVE the simulator answers.", file=sys.stderr)
        return 2
    try:
        for heading, api in APIS.items():
            print(f"\n=== {heading}")
            try:
                with ExitStack() as stack:
                    client = connect(stack, live, api)
                    show(ask(client, arguments.question))
                    if api == "sonar":
                        listing(client)
            except EndpointRetiredError as error:
                print(f"\n   The service answered as announced: {error.message}")
    except PerplexityJobsError as error:
        said = f"\n{type(error).__name__}: {error}"
        print(said, *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 1
    return 0


def connect(stack: ExitStack, live: bool, api: ApiName) -> PerplexityJobs:
    """A client for the real service, or for a simulator whose time runs faster."""
    if live:
        print("   the real service: this costs money")
        return stack.enter_context(PerplexityJobs(api=api))
    clock = FastClock(SPEED)
    simulator = stack.enter_context(Simulator(clock=clock))
    print(f"   the simulator listens on {simulator.url}; its time runs {SPEED:.0f} times faster than ours")
    client = stack.enter_context(PerplexityJobs(simulator.api_key, simulator.url, clock=clock, api=api))
    for number in range(4 if api == "sonar" else 0):
        client.submit(f"An earlier question, number {number + 1}", "sonar")
    return client


def ask(client: PerplexityJobs, question: str) -> Job:
    """Submit one question and show the wait."""
    began = time.monotonic()
    job = client.submit(question, model="sonar-deep-research")
    print(f"   submitted {job.id} ({job.model})\n")
    done = job.wait(on_update=progress)
    print(f"   took {time.monotonic() - began:.1f} s of our time\n")
    return done


def progress(update: Progress[Any]) -> None:
    """Print one line for each poll."""
    status = update.job.raw_status if update.job else "?"
    then = "" if update.next_look is None else f"next poll in {update.next_look:.0f} s"
    at = f"{update.elapsed:6.0f} s  poll {update.polls:2}"
    print(f"   {at}  {status:<12} {update.error or then}", flush=True)


def show(job: Job) -> None:
    """Print the answer, its sources and its cost."""
    job.result()
    text = job.text or ""
    print(f"   The answer has {len(text):,} letters; the first {SHOWN_LETTERS}:\n")
    print("   " + text[:SHOWN_LETTERS].rsplit(" ", 1)[0].replace("\n", "\n   ") + " …\n")
    for citation in job.citations[:SHOWN_SOURCES]:
        print(f"   [{citation.number}] {citation.title}\n       {citation.url}")
    if len(job.citations) > SHOWN_SOURCES:
        print(f"   … and {len(job.citations) - SHOWN_SOURCES} more sources")
    usage = job.usage
    tokens = f"{usage.total_tokens:,} tokens, {usage.reasoning_tokens or 0:,} of reasoning" if usage else "?"
    cost = "?" if job.cost is None else f"USD {job.cost:.4f}"
    print(f"\n   {tokens}; {cost}; {job.elapsed or 0:.0f} s at the service\n")


def listing(client: PerplexityJobs) -> None:
    """Print the account's jobs, page by page."""
    print("   The jobs of this account, two a page:")
    for number, page in enumerate(client.iter_pages(limit=2, max_items=6), 1):
        for job in page.items:
            said = f"{job.created_at:%H:%M:%S}  {job.raw_status:<12} {job.model:<22} {job.id}"
            print(f"   page {number}  {said}")


if __name__ == "__main__":
    sys.exit(main())
