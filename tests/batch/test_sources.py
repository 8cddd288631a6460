"""Files of questions in all formats; mistakes are reported with their lines."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs._values.sendable import is_blank
from perplexity_jobs.batch import InputError, Item, read_items
from perplexity_jobs.batch.questions.formats import Format, format_of, recognised
from perplexity_jobs.batch.questions.loading import load

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def begins_to_be_seen(text: str) -> bool:
    """Whether a text has something to see, and no byte order mark in front."""
    return not is_blank(text) and not text.startswith("\ufeff")


def parse(text: str | bytes, format: Format) -> list[Any]:
    """What `read_items` makes of a file with this text."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode() if isinstance(text, str) else text)
        file.flush()
        return read_items(Path(file.name), format)


def items(text: str, format: Format) -> list[Any]:
    """The items of a file with this text."""
    return [located.item for located in parse(text, format)]


MESSAGES = [{"role": "user", "content": "Q?"}]
READ: list[tuple[Format, str, list[Item]]] = [
    (
        "jsonl",
        '{"id": 7, "question": "Q?", "model": "sonar", "search_mode": "academic", "metadata": {"a": [1]}}',
        [Item(id="7", question="Q?", model="sonar", fields={"search_mode": "academic"}, metadata={"a": [1]})],
    ),
    (
        "jsonl",
        json.dumps({"messages": MESSAGES}) + '\n"Just this?"\n',
        [Item(question=MESSAGES), Item(question="Just this?")],
    ),
    (
        "json",
        '[{"id": "a", "question": "Q?"},\n "Just this?"]',
        [Item(id="a", question="Q?"), Item(question="Just this?")],
    ),
    # `country` is a field of the request as well, and a list of countries must stay what it is.
    (
        "csv",
        "id,question,country,request.country,request.max_tokens\n1,Q?,Chad,TD,100\n",
        [
            Item(
                id="1",
                question="Q?",
                fields={"country": "TD", "max_tokens": 100},
                metadata={"country": "Chad"},
            )
        ],
    ),
    # An empty cell leaves the field to the defaults.
    (
        "csv",
        "question,request.model,request.effort\nQ?,sonar,\nQ?, ,fast@2026-10-16.0\n",
        [Item(question="Q?", model="sonar"), Item(question="Q?", fields={"effort": "fast@2026-10-16.0"})],
    ),
    ("csv", "question,model,effort\nQ?,sonar,\n", [Item(question="Q?", model="sonar")]),
    # Spreadsheets leave columns without a name behind the others.
    ("csv", "question,note,,\nQ?,n,,\n", [Item(question="Q?", metadata={"note": "n"})]),
    # Files that were joined have byte order marks in the middle.
    ("text", "\ufeff\ufeffOne?\n\ufeffTwo?", [Item(question="One?"), Item(question="Two?")]),
    ("jsonl", '\ufeff\ufeff"One?"\n\ufeff"Two?"', [Item(question="One?"), Item(question="Two?")]),
]


@pytest.mark.parametrize(("format", "text", "expected"), READ)
def test_a_file_is_read_as_its_format_says(format: Format, text: str, expected: list[Item]) -> None:
    """Ids, models, metadata and fields of the request, in every form that an item may have."""
    assert items(text, format) == expected


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=8))
def test_any_text_comes_through_json_lines_unchanged(questions: list[str]) -> None:
    """Unicode line separators are no line ends."""
    text = "".join(json.dumps({"question": q}, ensure_ascii=False) + "\r\n" for q in questions)
    assert [item.question for item in items(text, "jsonl")] == questions


@given(
    st.lists(st.tuples(TEXT.filter(begins_to_be_seen), TEXT), min_size=1, max_size=8), st.sampled_from(",;\t")
)
def test_any_text_comes_through_csv_unchanged(rows: list[tuple[str, str]], mark: str) -> None:
    """Quotes, separators and line ends inside cells included; other columns are metadata."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark)
    writer.writerow(["question", "note"])
    writer.writerows(rows)
    read = items(file.getvalue(), "csv")
    assert [(item.question, item.metadata["note"]) for item in read] == rows


def test_text_is_one_question_a_line_and_moving_lines_changes_no_id(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends and blank lines change nothing either."""
    windows, unix = tmp_path / "w.txt", tmp_path / "u.txt"
    windows.write_bytes("\N{ZERO WIDTH NO-BREAK SPACE}One?\r\n\r\n  Two? \r\n".encode())
    unix.write_text("Two?\nOne?\n")
    first, second = (load(read_items(path), {}) for path in (windows, unix))
    assert {e.id for e in first.entries} == {e.id for e in second.entries}
    assert len(first.entries) == 2


def test_a_line_that_repeats_another_is_asked_once() -> None:
    """Lines without an id are identified by their requests."""
    loaded = load(["Same?", "Other?", "Same?"], {})
    assert (len(loaded.entries), loaded.repeated) == (2, 1)


def test_the_id_of_a_question_depends_on_everything_that_is_sent_and_on_nothing_else() -> None:
    """Another model is another question; other metadata is not."""
    (plain,) = load(["Q?"], {}).entries
    (model,) = load(["Q?"], {"model": "sonar"}).entries
    (noted,) = load([{"question": "Q?", "metadata": {"row": 1}}], {}).entries
    assert plain.id != model.id
    assert plain.id == noted.id


BAD: list[tuple[Format, str, str]] = [
    ("jsonl", '{"question": "ok"}\n{"question": \n', r"line 2: no valid JSON"),
    ("jsonl", '{"question": "ok"}\n\n[1]\n', r"line 3: an item is a text or an object"),
    ("jsonl", '{"id": "x"}', r"line 1: an item needs a question or messages; it has 'id'"),
    ("jsonl", '{"question": "a", "messages": []}', r"line 1: .* not both"),
    ("jsonl", '{"id": 1.5, "question": "a"}', r"line 1: an id is a text or a whole number"),
    ("jsonl", '{"id": true, "question": "a"}', r"line 1: an id is"),
    ("jsonl", '{"model": 3, "question": "a"}', r"line 1: model is a text"),
    ("jsonl", '{"metadata": 3, "question": "a"}', r"line 1: metadata is an object"),
    ("jsonl", "[" * 100_000, r"line 1: .*nested too deeply"),
    ("jsonl", '"ok"\n{"question": "a", "question": "b"}', r"line 2: a name stands twice .* 'question'"),
    ("json", '{"question": "a"}', r"array of items"),
    ("text", "ok\nQ\0?", r"line 2: a NUL is no text"),
    ("json", "[", r"no valid JSON"),
    ("csv", "id,text\n1,a\n", r"no column 'question'; it has id, text"),
    ("csv", "question,question\n1,a\n", r"more than once"),
    *(
        ("csv", f"question,{name}\nQ?,1\n", rf"line 1\) has {name}: these are the item's own")
        for name in ("request.metadata", "request.id", "request.question", "request.messages")
    ),
    ("csv", "question,model,request.model\nQ?,a,b\n", r"line 1\) has request\.model: "),
    ("csv", "question,effort,request.effort\nQ?,a,b\n", r"line 1\) has request\.effort: "),
    ("csv", "question\nQ?\n\ufeffquestion\nQ?\n", r"line 3: it holds a byte order mark"),
    ("csv", "question,b\n\u200b\u2060,1\n", r"line 2: the question is empty"),
    ("csv", "question,b\nQ?,1,2\n", r"line 2: 3 cells under 2 columns"),
    ("csv", "question,,\nQ?,,\nQ?,,1\n", r"line 3: a cell stands under no name"),
    ("csv", "question,request.tools\nQ?," + "[" * 100_000, r"line 2: .*nested too deeply"),
    ("jsonl", '"ok"\n{"question": "x", "top_k": ' + "1" * 5_000 + "}", r"line 2: .*too many digits"),
    ("csv", 'question,b\n"Q\n?",1\n  ,2\n', r"line 4: the question is empty"),
    ("csv", 'question\n"a"b\n', r"line 2: no valid CSV"),
    ("jsonl", "", r"holds no questions"),
    ("csv", "", r"holds no questions"),
    ("csv", "question\n\n", r"holds no questions"),
    ("json", "", r"holds no questions"),
    ("text", "One?\nTwo?\ufeffThree?\n", r"line 2: it holds a byte order mark"),
    ("text", " \n\u200b\ufeff\n", r"holds no questions"),
]


@pytest.mark.parametrize(("format", "text", "message"), BAD)
def test_a_mistake_is_named_with_its_line(format: Format, text: str, message: str) -> None:
    """The message has the number of the line."""
    with pytest.raises(InputError, match=message):
        parse(text, format)


def test_several_mistakes_are_named_at_once() -> None:
    """One run of the editor mends them all."""
    with pytest.raises(InputError, match=r"line 1: .*; line 3: .*; and 2 more\.") as caught:
        parse(b'{\n"ok"\n{\n{\n{\n{\n{\n{\n', "jsonl")
    assert "line 2" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    """With its name, or the line: Latin-1 would otherwise be read as other characters."""
    path = tmp_path / "q.txt"
    with pytest.raises(InputError, match=r"q\.txt cannot be read: No such file"):
        read_items(path)
    path.write_bytes(b"One?\nCaf\xe9?\n")
    with pytest.raises(InputError, match="line 2: this is not UTF-8"):
        read_items(path)


def test_the_name_tells_the_format_or_the_caller_does(tmp_path: Path) -> None:
    """A name that says nothing is not guessed at."""
    assert format_of(Path("a.CSV")) == format_of(Path("a.tsv")) == "csv"
    with pytest.raises(InputError, match="--format"):
        format_of(Path("questions"))
    path = tmp_path / "questions"
    path.write_text("One?\n")
    assert len(read_items(path, "text")) == 1
    with pytest.raises(InputError, match="no format 'xml': use jsonl, json, csv, text"):
        read_items(path, "xml")  # type: ignore[arg-type]  # the mistake is the point


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('{"question": "One?"}\n', "jsonl"),
        ('\ufeff\n  {"question": "One?"}', "jsonl"),
        ('"One?"\n"Two?"', "jsonl"),
        ('[\n  {"question": "One?"}\n]', "json"),
        ("[]", "json"),
        ("id,question\n1,One?", "csv"),
        ('"question";"country"\n"One?";"NO"', "csv"),
        ("id\tquestion\n1\tOne?", "csv"),
        ("One?\nTwo?", "text"),
        ("[simulate: fail] One?", "text"),
        ('"Nobody expects" it, why?', "text"),
        ("A question, and a comma?", "text"),
        ("42", "text"),
        ("", "text"),
    ],
)
def test_a_text_without_a_name_tells_its_format_by_its_first_line(text: str, format: str) -> None:
    """As it comes through a pipe."""
    assert recognised(text) == format


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            [{"id": "a", "question": "1"}, "x", {"id": "a", "question": "2"}],
            "item 3: the id 'a' is that of item 1",
        ),
        ([{"question": "Q?", "max_token": 1}], r"item 1: .*max_tokens.*metadata"),
        (["  ", ""], "item 2: the question is empty"),
        (["Q?", "\u200b\u00ad"], "item 2: the question is empty"),
        (
            ["Q?", {"question": "Q?", "response_format": []}],
            r"item 2: \[\] cannot stand in a JSON answer",
        ),
        ([{"question": "Q?", "idempotency_key": "k"}], "item 1: .*a batch makes one of its own"),
        ([{"question": "Q?", "timeout": 5}], "item 1: .*job_timeout"),
        ([], "no items"),
        ([{"question": "Q?", "metadata": {"a": {1}}}], "item 1: JSON cannot hold it"),
        ([{"question": "Q?", "temperature": float("nan")}], "item 1: JSON cannot hold it"),
        (["Q?", {"question": "half \ud800"}], "item 2: .*surrogates not allowed"),
        (["Q?", {"question": "Q?", "id": "\ud800"}], "item 2: .*surrogates not allowed"),
        (["Q?", {"question": "Q?", "metadata": {"a": ["\udfff"]}}], "item 2: .*surrogates not allowed"),
        (["Q?", {"question": "Q?", "files": 5}], "item 2: .*files= takes paths"),
        (["Q?", {"question": "Q?", "files": ["x" * 5000]}], "item 2: a file cannot be read"),
        (["Q?", {"question": "Q?", "models": 5}], "item 2: .*models"),
        (["Q?", {"question": "Q?", "images": [5]}], "item 2: .*images= takes paths"),
        (["Q?", " \n"], "item 2: the question is empty"),
        (["Q?", {"question": ["a", "b"]}], "item 2: a message is a mapping"),
        (
            ["Q?", {"question": "Q?", "response_format": {"type": "json_object"}}],
            "item 2: .*JSON schema only",
        ),
    ],
)
def test_items_that_cannot_be_asked_are_refused_together(given: list[Any], message: str) -> None:
    """All are reported before the first item is sent."""
    with pytest.raises(InputError, match=message):
        load(given, {})


def test_everything_that_is_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Its form, its ids, its fields and its files, each with its line, before anything is bought."""
    path = tmp_path / "q.jsonl"
    lines = [
        '{"id": "a", "question": "fine"}',
        "{",
        '{"id": "a", "question": "again"}',
        '{"question": "x", "serch_mode": 1}',
        '{"question": "x", "files": ["missing.pdf"]}',
    ]
    path.write_text("\n".join(lines))
    told = r"line 2: no valid JSON.*; line 3: the id 'a' is that of line 1 already; line 4: .*search_mode.*"
    told += r"; line 5: .*missing\.pdf"
    with pytest.raises(InputError, match=told):
        load(path, {})
