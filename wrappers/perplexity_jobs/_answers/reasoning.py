"""The reasoning in front of an answer, told from the answer itself."""

from __future__ import annotations

import json
import re

_THINK = re.compile(r"\s*<think>(?P<reasoning>.*?)(?:</think>|\Z)", re.DOTALL)
# Code, or a mark of reasoning outside of it. Read once from front to end, and never back: a text is long.
_MARK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`++)(?:[^`\n]++|(?!(?P=ticks)(?!`))`++){0,99}+(?P=ticks)(?!`)|(?P<mark></?think>)",
    re.DOTALL | re.MULTILINE,
)


def split_reasoning(text: str) -> tuple[str, str | None]:
    """The answer, and the reasoning in front of it, or None where there is none.

    Reasoning is each ``<think>…</think>`` in front, and what stands before a ``</think>`` that nothing
    opened: models leave the first mark out. The same letters further on, in code or in JSON belong to the
    answer. A text that was cut off before the end mark is all reasoning.
    """
    text = text.removeprefix("\ufeff")
    thoughts: list[str] = []
    start = 0
    while match := _THINK.match(text, start):
        thoughts.append(match["reasoning"].strip())
        start = match.end()
    answer = text[start:].lstrip() if thoughts else text
    end = _unopened_end(answer)
    if end is not None:
        thoughts.append(answer[: end.start()].strip())
        answer = answer[end.end() :].lstrip()
    return answer, "\n\n".join(filter(None, thoughts)) if thoughts else None


def _unopened_end(text: str) -> re.Match[str] | None:
    """The ``</think>`` that ends reasoning which nothing opened, or None."""
    if "</think>" not in text:
        return None
    mark = next((match for match in _MARK.finditer(text) if match["mark"]), None)
    if mark is None or mark["mark"] != "</think>" or _within_json(text, mark.start()):
        return None
    return mark


def _within_json(text: str, position: int) -> bool:
    """Whether a text begins with JSON that holds this position, even where it is cut off behind it."""
    begin = len(text) - len(text.lstrip())
    if text[begin : begin + 1] not in ("{", "["):
        return False
    try:
        return json.JSONDecoder().raw_decode(text, begin)[1] > position
    except json.JSONDecodeError as problem:
        return problem.pos > position or problem.msg.startswith("Unterminated string")
    except (ValueError, RecursionError):  # a number of any length, or too deep: JSON at any rate
        return True
