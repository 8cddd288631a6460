"""Generate made-up research reports with sources, from templates.

Every report says that it is simulated. The addresses of its sources are under domains reserved for examples.
"""

from __future__ import annotations

import functools
import random
import re
from typing import TYPE_CHECKING

import attrs

from .markers import strip_markers

if TYPE_CHECKING:
    from collections.abc import Callable

NOTICE = (
    "> **Simulated answer.** This text was put together from templates by `perplexity_jobs.simulator`. "
    "Nothing was searched, and no statement in it is meant to be true.\n\n"
)

_HEADINGS = (
    "Scope and method",
    "What the sources agree on",
    "Where the sources differ",
    "Numbers worth checking",
    "How the picture has changed",
    "Limits of the material",
    "Practical consequences",
    "Open questions",
    "Regional differences",
    "Costs and benefits",
    "Outlook",
    "Terms used here",
)
_OPENINGS = (
    "In the example data on {topic},",
    "Across the invented sources,",
    "For the purpose of this simulation,",
    "Read side by side, the placeholders suggest that",
    "As far as a template can tell,",
    "One imaginary survey reports that",
    "A second, equally imaginary study finds that",
    "Seen over ten made-up years,",
)
_SUBJECTS = (
    "the share of early adopters",
    "the median cost per unit",
    "the number of documented cases",
    "the gap between the two groups",
    "the reported uncertainty",
    "the time from proposal to result",
    "the quality of the measurements",
    "the interest in {topic}",
)
_VERBS = (
    "rises slowly and then levels off",
    "stays within the range that the authors expected",
    "falls by about {percent} percent",
    "doubles once the sample is widened",
    "depends on the method more than on the place",
    "cannot be told apart from noise",
    "follows the seasons with a delay of {small} months",
    "grows by {percent} percent in the first phase",
)
_ENDINGS = (
    "which fits what the other placeholder reports say",
    "although the sample of {small} sites is small",
    "a value that nobody should quote",
    "and the invented authors ask for more data",
    "before the effect wears off",
    "if outliers are left in",
    "even after the usual corrections",
    "while {topic} itself remains loosely defined",
)
_KINDS = (
    "Review",
    "Handbook",
    "Survey",
    "Field notes",
    "Annual report",
    "Data sheet",
    "Commentary",
    "Dataset",
)
_THEMES = ("methods", "costs", "history", "regions", "standards", "measurements", "policy", "practice")
_DOMAINS = ("example.org", "example.com", "example.net", "example.edu")


@attrs.frozen
class Source:
    """One made-up source."""

    title: str
    url: str
    snippet: str = ""
    date: str | None = None


@attrs.frozen
class Report:
    """A report with a placeholder for the topic, and the sources that its citation marks name."""

    template: str = attrs.field(repr=False)
    sources: tuple[Source, ...] = attrs.field(repr=False)

    def about(self, topic: str) -> str:
        """The text of the report."""
        return self.template.replace("{topic}", topic)


@functools.lru_cache(maxsize=64)
def long_report(seed: int) -> Report:
    """A report of about 68,000 characters with 10 to 60 sources, as deep research writes them."""
    rng = random.Random(f"long report {seed}")
    return _report(rng, sources=rng.randint(10, 60), characters=rng.randint(63_000, 69_000))


@functools.lru_cache(maxsize=64)
def short_report(seed: int) -> Report:
    """A few paragraphs with 3 to 8 sources."""
    rng = random.Random(f"short report {seed}")
    return _report(rng, sources=rng.randint(3, 8), characters=rng.randint(900, 1_800))


def thoughts(rng: random.Random, topic: str, *, steps: int) -> str:
    """The reasoning text of a reasoning model."""
    lines = [f"The question is about {topic}. This is a simulation, so there is nothing to look up."]
    lines += [f"Step {n}: {_sentence(rng)}".replace("{topic}", topic) for n in range(1, steps + 1)]
    return "\n".join(lines)


def topic_of(question: str) -> str:
    """A short phrase for the topic of a question."""
    words = re.sub(r"[\[\]<>{}]", " ", strip_markers(question)).split()
    phrase = " ".join(words[:9]).rstrip("?.!,;: ")[:80].strip()
    return f"“{phrase}”" if phrase else "an unnamed topic"


def marked(report: str, mark: Callable[[int], str]) -> str:
    """The text with its citation marks replaced: `mark` gets the number of a source."""
    return re.sub(r"\[(\d+)\]", lambda match: mark(int(match[1])), report)


def _report(rng: random.Random, *, sources: int, characters: int) -> Report:
    # Every source is used once before any is used again.
    unused = rng.sample(range(1, sources + 1), sources)
    parts = [NOTICE, "# A simulated look at {topic}\n\n"]
    length = sum(map(len, parts))
    headings = _HEADINGS if characters > 10_000 else _HEADINGS[:1]
    share = characters / len(headings)
    for number, heading in enumerate(headings, 1):
        parts.append(f"## {heading}\n\n")
        length += len(parts[-1])
        while length < number * share:
            sentences = []
            for _ in range(rng.randint(3, 6)):
                mark = unused.pop() if unused else rng.randint(1, sources)
                sentences.append(f"{_sentence(rng)}[{mark}].")
            parts.append(" ".join(sentences) + "\n\n")
            length += len(parts[-1])
    left = " ".join(f"{_sentence(rng)}[{mark}]." for mark in unused)
    return Report("".join(parts) + left, tuple(_source(rng, n) for n in range(1, sources + 1)))


def _sentence(rng: random.Random) -> str:
    text = f"{rng.choice(_OPENINGS)} {rng.choice(_SUBJECTS)} {rng.choice(_VERBS)}, {rng.choice(_ENDINGS)}"
    return text.replace("{percent}", str(rng.randint(2, 48))).replace("{small}", str(rng.randint(2, 19)))


def _source(rng: random.Random, number: int) -> Source:
    kind, theme = rng.choice(_KINDS), rng.choice(_THEMES)
    year, month, day = rng.randint(2015, 2026), rng.randint(1, 12), rng.randint(1, 28)
    host = f"{theme}.{rng.choice(_DOMAINS)}"
    return Source(
        title=f"{kind} on {theme}, no. {number}",
        url=f"https://{host}/{year}/{kind.lower().replace(' ', '-')}-{number}",
        snippet=f"Placeholder of a {kind.lower()} on {theme}, made by the simulator.",
        date=f"{year}-{month:02}-{day:02}",
    )
