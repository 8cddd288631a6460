"""The report: everything of the batch in pages, and nothing of the web's making in control of them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perplexity_jobs._answers.result import Citation
from perplexity_jobs.batch import BatchResult, OutputError, ResultStatus
from perplexity_jobs.batch.report import write_report
from perplexity_jobs.batch.report.item import answer_renderer, body, heading
from perplexity_jobs.batch.report.plots import histogram

from ..simulator.browser import CHROMIUM, Browser
from .conftest import World

FINITE = st.floats(0, 1e6, allow_nan=False)
Attributes = dict[str, str]


class Page(HTMLParser):
    """The tags with their attributes, and the text, of a page; foreign text is what stands in a ``bdi``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []
        self.text = ""
        self.inside: list[str] = []
        self.isolated: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "bdi":
            self.isolated.append("")
        if tag not in ("meta", "br", "input"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag, "a tag that is not closed"

    def handle_data(self, data: str) -> None:
        if "script" in self.inside:
            self.scripts.append(data)
        elif "style" not in self.inside:
            self.text += data
        if "bdi" in self.inside:
            self.isolated[-1] += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]

    def all(self, tag: str, **wanted: str) -> list[Attributes]:
        """The attributes of the tags of a kind."""
        return [has for name, has in self.found if name == tag and wanted.items() <= has.items()]

    @property
    def outward(self) -> list[Attributes]:
        return [has for has in self.all("a") if not has["href"].startswith("#")]


def shown(result: BatchResult) -> Page:
    """What a report shows of one item."""
    return Page(heading(result) + "".join(body(result, answer_renderer())))


def answer(text: str, sources: Sequence[Citation] = (), **more: Any) -> BatchResult:
    return BatchResult(
        **{"id": "a", "status": ResultStatus.COMPLETED, "question": "Q?", **more},
        text=text,
        citations=sources,
    )


def sources(count: int) -> list[Citation]:
    return [Citation(n, f"Page {n}", f"https://{n}.example/") for n in range(1, count + 1)]


def report(world: World, **options: Any) -> Page:
    write_report(world.batch, world.folder / "r.html", **options)
    return Page((world.folder / "r.html").read_text())


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](https://tracker.example/p.png)",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    '"><svg onload=alert(1)>',
    "</details></body><iframe src='https://evil.example'>",
    '{"<script>": "</pre><script>alert(1)</script>"}',
    "[1]: javascript:alert(1)\n\n[1] and [1](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_an_answer_runs_or_loads_anything(text: str) -> None:
    """Answers, titles, ids and metadata come from elsewhere; they are shown, not obeyed."""
    cited = [Citation(1, text, "javascript:alert(1)", text), Citation(2, text, "http://[bad")]
    page = shown(answer(text, cited, id=text, question=text, error=text, model=text, metadata={text: text}))
    assert not {"script", "img", "iframe", "object", "form", "link", "svg"} & set(page.tags)
    assert not [name for _, has in page.found for name in has if name.startswith("on")]
    assert all(has["href"].startswith(("http://", "https://")) for has in page.outward)
    assert page.isolated.count(text) >= 8, (
        "question, id, model, error, titles, dates and metadata by themselves"
    )


def test_links_to_elsewhere_tell_nothing_of_the_report() -> None:
    """Its path may name people and plans."""
    page = shown(answer("[a page](https://a.example/) and <https://b.example/>, [1].", sources(1)))
    assert len(page.outward) == 3
    assert {has["rel"] for has in page.outward} == {"noreferrer noopener"}


def test_marks_lead_to_their_sources_and_these_back_to_the_first_of_them() -> None:
    """This includes marks with several numbers; other brackets stay."""
    text = "First [2]. Then [1-3], `x[2]`, [2](https://own.example/) and [9]; $a_i[1]$."
    page = shown(answer(text, sources(3)))
    places = {has["id"]: tag for tag, has in page.found if "id" in has}
    marks = [has["href"][1:] for has in page.all("a", **{"class": "mark"})]
    backs = [has["href"][1:] for has in page.all("a", **{"class": "back"})]
    assert [mark.rpartition("-")[2] for mark in marks] == ["2", "1", "2", "3"]
    assert {places[mark] for mark in marks} == {"li"}
    assert [places[back] for back in backs] == ["a", "a", "a"]
    assert "x[2]" in page.text
    assert "[9]; $a_i[1]$." in page.text


def test_a_structured_answer_is_shown_as_it_is() -> None:
    """JSON is no Markdown: its stars and lines stay."""
    value = {"a": ["*b*", "[1]"], "c": "ü"}
    page = shown(answer(json.dumps(value), sources(1)))
    assert page.tags.count("pre") == 1
    assert json.dumps(value, indent=2, ensure_ascii=False) in page.text


def test_the_page_shows_every_answer_with_its_sources_and_every_failure(world: World) -> None:
    """What the batch was run for, readable without the program, in the order of the file."""
    world.run(
        [
            {"id": "bad", "question": "[simulate: fail] And it?"},
            {"id": "good", "question": "What of it?", "model": "sonar"},
        ]
    )
    page = report(world)
    result = world.results()["good"]
    assert {citation.url for citation in result.citations} <= {has["href"] for has in page.outward}
    assert page.text.index("And it?") < page.text.index("What of it?")
    assert [has["data-status"] for has in page.all("details")] == ["failed", "completed"]
    assert f"failed: {world.results()['bad'].error}" in page.isolated
    assert "1 January 2026, 00:00 to 1 January 2026, 00:01" in page.text
    assert "the service's defaults, 1 of 2 items" in page.text
    assert "1.7 min" in page.text
    places = [has["id"] for _, has in page.found if "id" in has]
    assert len(places) == len(set(places)), "a mark of one answer does not lead to the sources of another"


def test_only_its_own_script_runs_and_nothing_is_loaded(world: World) -> None:
    """The policy allows the one script that is there by its hash; forms and bases are refused."""
    world.run(["<script>alert(1)</script> One?"])
    page = report(world)
    policy = page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    digest = base64.b64encode(hashlib.sha256("".join(page.scripts).encode()).digest()).decode()
    assert len(page.scripts) == page.tags.count("script") == 1
    assert policy.split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    text = (world.folder / "r.html").read_text()
    assert not re.search(r"@import|url\(| src=", text)
    assert not {"input", "select", "button"} & set(page.tags), "without scripts there is no filter"


def test_what_is_too_much_for_one_page_gets_a_page_for_each_item(world: World) -> None:
    """They lead to each other, and their names stay when a report is written again."""
    world.run([{"id": f"a/{n}", "question": f"Question {n}?"} for n in range(3)])
    index = report(world, one_page=1000)
    links = [has["href"] for has in index.outward]
    assert len(links) == index.tags.count("div") - 2 == 3
    pages = [Page((world.folder / link).read_text()) for link in links]
    for n, page in enumerate(pages):
        assert f"Question {n}?" in page.text
        assert len(page.all("li")) == len(world.results()[f"a/{n}"].citations)
        file, _, place = page.all("a")[0]["href"].partition("#")
        assert file == "../r.html"
        assert index.all("div", id=place)
    (world.folder / links[0]).write_text("mine")
    with pytest.raises(OutputError, match="is no report"):
        report(world, one_page=1000)
    assert (world.folder / links[0]).read_text() == "mine"
    assert not [*world.folder.rglob("*.partial")]


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium (Debian's package) here")
def test_items_are_found_put_in_order_and_left_and_come_back_to(world: World, tmp_path: Path) -> None:
    """By words of question and answer, and by status; from a source one comes back to where one was."""
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    world.sim.answer(f"Copper [1]. {evil} Once more [1].", citations=["https://a.example/"], match="Two")
    world.run([f"One? {evil}", "Two?", "[simulate: fail] Three?", "Four?"], defaults={"model": "sonar"})
    write_report(world.batch, world.folder / "r.html")
    with Browser(tmp_path / "profile") as window:
        window.open((world.folder / "r.html").as_uri(), width=360)
        window.see("document.querySelector('.filter output')?.textContent === '4 of 4'")
        window.evaluate(
            """
            const one = (selector, under = document) => under.querySelector(selector);
            function find(selector, value) {
                one(selector).value = value;
                one(selector).dispatchEvent(new Event("input"));
                const shown = [...document.querySelectorAll(".item:not([hidden])")];
                return shown.map(at => one("b", at).textContent);
            }
            """
        )
        assert window.evaluate("find('[type=search]', 'COPPER once')") == ["Two?"]
        window.evaluate("find('[type=search]', '')")
        assert window.evaluate("find('select', 'failed')") == ["[simulate: fail] Three?"]
        window.evaluate("one('[type=checkbox]').click()")
        found = window.evaluate("find('select', '')")
        assert [words[:5] for words in found] == ["[simu", "One? ", "Two?", "Four?"]
        window.evaluate("one('.filter button').click()")
        assert window.evaluate("document.querySelectorAll('.item[open]').length") == 4
        window.evaluate("const two = document.querySelectorAll('.item')[2]")
        window.evaluate("two.querySelectorAll('.mark')[1].click()")
        assert window.evaluate("one(':target', two).textContent").startswith("https://a.example/")
        window.evaluate("one(':target .back', two).click()")
        assert window.evaluate("document.activeElement === two.querySelectorAll('.mark')[1]")
        assert window.evaluate("document.documentElement.scrollWidth <= 360")
        assert window.evaluate("document.title") == "Batch questions.ledger"


def test_a_page_that_cannot_be_written_is_one_clear_error(world: World, tmp_path: Path) -> None:
    """No partial page is left."""
    world.run([{"id": "a", "question": "A?"}])
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(world.batch, tmp_path / "none" / "r.html")


@given(st.lists(FINITE, max_size=200))
def test_bars_are_drawn_of_many_values_and_few_are_listed(values: list[float]) -> None:
    """Each value is in one bar; this includes no values, one value, and equal values."""
    text = histogram(values, title="Duration", say="{:.4g} s".format)
    page = Page(text)
    few = len({f"{value:.4g}" for value in values}) < 6
    assert ("svg" in page.tags) != few
    if few:
        assert all(f"{value:.4g} s" in page.text for value in values)
        assert values or page.text == "Duration: none known."
    else:
        counts = re.findall(r": (\d+)</title>", text)
        assert sum(int(count) for count in counts) == len(values)
        assert all(float(bar["width"]) >= 1 and float(bar["height"]) >= 0 for bar in page.all("rect"))


PARTS = [
    {"type": "text", "text": "And"},
    {"type": "image_url", "image_url": {"url": "https://e.example/i.png"}},
    {"type": "text", "text": "now?"},
]


@pytest.mark.parametrize(
    ("last", "shown_as"),
    [
        ({"role": "user", "content": "And now?"}, "And now?"),
        ({"role": "user", "content": PARTS}, "And now?"),
        ({"role": "user"}, ""),
        ({"role": "user", "content": ["And now?"]}, ""),
        ("no message", "no message"),
    ],
)
def test_of_messages_the_last_one_is_shown_as_text(last: object, shown_as: str) -> None:
    """A conversation is named by what was asked at its end, not by the data around it."""
    messages: list[Any] = [{"role": "user", "content": "First?"}, last]
    page = shown(BatchResult(id="a", status=ResultStatus.REJECTED, question=messages))
    assert page.isolated[0] == shown_as


def test_a_long_question_is_cut_in_its_heading_and_whole_below() -> None:
    """Its line breaks are kept below."""
    question = "Why is that? " * 20 + "\n\nAnd what of it?"
    page = shown(answer("Because.", question=question))
    assert page.isolated[0] == question[:119] + "…"
    assert question in page.text
