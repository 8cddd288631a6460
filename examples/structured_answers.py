"""Answers as objects: a class says what is asked for, and is what comes back."""

from __future__ import annotations

from attrs import frozen

from perplexity_jobs import JobResultMissingError, PerplexityJobs


@frozen
class River:
    name: str
    length_km: float
    countries: list[str]


def main() -> None:
    with PerplexityJobs() as client:
        jobs = [
            client.submit(f"Which river is the longest of {continent}?", model="sonar", response_format=River)
            for continent in ("Europe", "Africa", "Asia")
        ]
        for job in client.as_completed(jobs, timeout=600):
            try:
                river = job.parsed(River)
            except JobResultMissingError as error:
                print("no river:", error.message)
            else:
                print(f"{river.name}: {river.length_km:,.0f} km through {', '.join(river.countries)}")


if __name__ == "__main__":
    main()
