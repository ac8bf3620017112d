"""What is shown is the slice, whole and escaped; JSON keeps the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.answer import Answer, Citation, Missing, Place, State
from qa.answer.lacking import Lacking
from qa.interview import Interview
from qa.question.aside import Aside, AsideKind
from qa.question.clues import FollowUpClue
from qa.question.kinds import QuestionKind
from qa.question.understand import Understanding
from qa.render.address import permalink, web_address
from qa.render.answer import answer_html
from qa.render.card import LONG_QUOTATION, attribution, card, citation_text, quotation_html, visible_part
from qa.render.html import Html, marked
from qa.render.json import answer_json, citation_json, interview_json
from qa.render.lacking import lacking_line
from qa.render.reader import interview_html
from qa.text import Span
from tests.made import alone
from tests.written import HOSTILE, INTERVIEWS, WrittenArchive, written


@pytest.fixture(scope="module")
def archive() -> Iterator[WrittenArchive]:
    with written() as archive:
        yield archive


VOID = {"br", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """The text and the tags of a piece of HTML, and the text inside one class."""

    def __init__(self, html: str, inside: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.found: list[str] = []
        self._inside = inside
        self._depth = 0
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if self._depth and tag not in VOID:
            self._depth += 1
        elif self._inside in (dict(attrs).get("class") or "").split():
            self._depth = 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._depth:
            self.found[-1] += data


def citation(text: str, marks: tuple[Span, ...] = (), start: int = 0) -> Citation:
    return Citation("bai", f"bai.{start}", Span(start, start + len(text)), text, marks, "Nguyễn Văn A", "Giám đốc")


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1)


@given(ANY_TEXT)
def test_escaped_is_one_line_and_reads_back(text: str) -> None:
    html = Html.escape(text)
    assert not set(html) & set("\n\r\t\u2028\u2029<>\"'")
    assert Page(html).text == text


@given(ANY_TEXT, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_marks_change_no_character(text: str, ranges: list[tuple[int, int]]) -> None:
    marks = [Span(min(pair), max(pair)) for pair in ranges]
    html = marked(text, Span(0, len(text)), marks)
    assert Page(html).text == text
    assert set(Page(html).tags) <= {"mark"}


@given(st.text("Aab. \n?", min_size=1, max_size=2000), st.integers(0, 2000), st.integers(1, 60))
def test_a_folded_quotation_holds_every_character(text: str, start: int, length: int) -> None:
    begin = min(start, len(text) - 1)
    mark = Span(begin, min(begin + length, len(text)))
    shown = visible_part(text, [mark]) if text[mark.start : mark.end].strip() else Span(0, len(text))
    assert shown.start <= mark.start or not text[mark.start : shown.start].strip()
    assert shown.end >= mark.end or not text[shown.end : mark.end].strip()
    html = quotation_html(citation(text, (Span(mark.start + 7, mark.end + 7),), start=7))
    assert Page(html, "quotation").found == [text]


def test_short_quotations_are_not_folded() -> None:
    assert "folded" not in quotation_html(citation("a" * LONG_QUOTATION))
    assert "unfold" in quotation_html(citation("Một câu. " * LONG_QUOTATION))


def test_a_card_shows_hostile_text_as_text(archive: WrittenArchive) -> None:
    hit = archive.citations_of("doc/hai.1")[0]
    html = card(hit)
    page = Page(html)
    assert "\n" not in html
    assert not {"script", "img", "form", "input", "bai-bao", "i", "b", "u", "s"} & set(page.tags)
    assert Page(html, "quotation").found == [HOSTILE]
    assert Page(html, "asked-words").found == [hit.question]
    assert "javascript:" not in html  # the source's address is no web address: no link


def test_the_copied_text_names_everything(archive: WrittenArchive) -> None:
    hit = archive.ask("khó khăn khi luân chuyển cán bộ").hits[0]
    assert citation_text(hit, "http://kho/l/x") == (
        f"“{hit.text}”\n— Nguyễn Văn Giang, Bí thư Tỉnh ủy Sông Lam Thượng; “Luân chuyển cán bộ ở Sông Lam Thượng”, "
        "Báo Sông Lam, 05/10/2024 [hư cấu]\nhttps://bao.example/luan-chuyen?a=1&b=2\nhttp://kho/l/x"
    )
    assert attribution(citation("x")) == "Nguyễn Văn A, Giám đốc"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.vn/b?c=1", True),
        ("http://a.vn", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.vn", False),
        ("https://[bad", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert web_address(url) == (url if kept else None)


def _followed(earlier: str) -> Understanding:
    return replace(alone("còn ông ấy?"), clues=(FollowUpClue("còn ông ấy?", earlier),))


def test_states_are_told_apart(archive: WrittenArchive) -> None:
    found = answer_html(archive.ask("luân chuyển cán bộ"), "Đã tìm.", "")
    assert "answer-answer" in found
    assert 'class="related"' not in found
    related = answer_html(archive.ask("Luân chuyển cán bộ tốn bao nhiêu tiền?"), "Đã tìm.", "")
    assert related.count('class="related"') == 1
    assert "Có liên quan, chưa hẳn là câu trả lời" in Page(related).text
    assert related.index('class="card"') < related.index('class="related"')
    none = answer_html(archive.ask("zzz"), "Đã tìm trong 3 bài phỏng vấn.", "Đang lọc · Báo: X")
    assert Page(none).text.startswith("Kho chưa có câu trả lời")
    assert "Đã tìm trong 3 bài" in none
    assert "bộ lọc" in none
    followed = answer_html(Answer("còn ông ấy?", State.NONE, 0.0, reading=_followed("A <b>?")), "", "")
    assert "Hỏi tiếp câu “A <b>?”" in Page(followed).text


def test_json_keeps_the_contract(archive: WrittenArchive) -> None:
    answer = archive.ask("khó khăn khi luân chuyển cán bộ")
    told = json.loads(json.dumps(answer_json(answer, "/hoi-dap")))
    assert set(told) >= {"question", "state", "confidence", "hits"}
    hit = told["hits"][0]
    wanted = "interview turn start end text sha256 highlights speaker position question title outlet date url permalink"
    assert set(hit) >= {*wanted.split(), "score", "dense", "lexical"}
    assert hit["permalink"] == f"/hoi-dap/l/{hit['turn']}"
    text = INTERVIEWS[0].text
    assert text[hit["start"] : hit["end"]] == hit["text"]
    assert all(hit["start"] <= start < end <= hit["end"] for start, end in hit["highlights"])
    assert citation_json(answer.hits[0])["permalink"] == permalink(answer.hits[0].turn)
    assert permalink("a/b c.1") == "/l/a%2Fb%20c.1"


def test_an_interview_as_json_covers_its_text() -> None:
    told = interview_json(INTERVIEWS[0])
    covered = {i for block in told["blocks"] for i in range(block["start"], block["end"])}
    assert all(i in covered or char.isspace() for i, char in enumerate(told["text"]))
    assert [block["served"] for block in told["blocks"]].count(False) == 1
    assert told["turns"][0]["answers"][0]["speaker"] == "Nguyễn Văn Giang"


@pytest.mark.parametrize("interview", INTERVIEWS, ids=lambda i: i.source.id)
def test_the_reader_prints_every_block_as_it_is(archive: WrittenArchive, interview: Interview) -> None:
    citations = archive.citations_of(interview.source.id)
    cited = citations[0].span
    html = interview_html(interview, citations, cited)
    words = Page(html, "words").found
    blocks = [block.span.of(interview.text) for block in interview.blocks]
    assert words == [block for block in blocks if block != interview.source.title]
    assert html.count('id="trich"') == 1
    assert not {"script", "img", "form", "input", "bai-bao"} & set(Page(html).tags)


def test_a_message_about_the_archive_is_told_in_a_line_and_shown(archive: WrittenArchive) -> None:
    hits = archive.ask("khó khăn khi luân chuyển cán bộ").hits
    listed = answer_html(Answer("?", State.ANSWER, 1.0, hits, aside=Aside(AsideKind.INTERVIEWS, "cán bộ <b>")), "", "")
    assert "nói về “cán bộ <b>”" in Page(listed).text
    assert listed.count('class="card"') == len(hits)
    greeted = Answer("chào", State.NONE, 0.0, aside=Aside(AsideKind.TALK), interviews=3)
    html = answer_html(greeted, "", "", "/hoi-dap", examples=("Nước sạch?",))
    assert Page(listed).tags.count("li") >= len(hits)
    assert "3 bài phỏng vấn" in Page(html).text
    assert 'href="/hoi-dap/?q=N%C6%B0%E1%BB%9Bc+s%E1%BA%A1ch%3F"' in html


def test_the_archive_itself_is_told_in_lists(archive: WrittenArchive) -> None:
    hits = archive.ask("khó khăn khi luân chuyển cán bộ").hits
    both = Aside(AsideKind.COMPARE, "nước sạch", ("Nguyễn Văn Giang", "Vi Mây Hương"))
    compared = Page(answer_html(Answer("?", State.ANSWER, 1.0, hits, aside=both), "", ""))
    assert "Chưa thấy lời nào của “Vi Mây Hương” về “nước sạch”." in compared.text
    assert "Chưa thấy lời nào của “Nguyễn" not in compared.text
    people = Page(answer_html(Answer("?", State.ANSWER, 1.0, hits, aside=Aside(AsideKind.PEOPLE, "a")), "", ""))
    assert "Bí thư Tỉnh ủy Sông Lam Thượng" in people.text.partition("Xem lời của từng người")[0]
    place = Place("a", "a.3", "Bài <mới>", "Báo", "2025-02-01")
    newest = Answer("?", State.ANSWER, 1.0, aside=Aside(AsideKind.NEWEST), nearest=(place,))
    html = answer_html(newest, "", "", "/hoi-dap")
    assert 'href="/hoi-dap/l/a.3"' in html
    assert "Bài <mới>" in Page(html).text
    assert "01/02/2025" in html
    assert answer_json(newest)["aside_lines"] == ["Các bài mới nhất trong kho"]


def test_whoever_asks_who_answers_is_led_to_the_list_of_people() -> None:
    html = answer_html(Answer("?", State.NONE, 0.0, aside=Aside(AsideKind.PEOPLE)), "", "", "/hoi-dap")
    assert 'href="/hoi-dap/nguoi"' in html
    assert "/hoi-dap/phong-van" not in html


def test_whose_words_are_asked_for_in_vain_is_said_before_others_words(archive: WrittenArchive) -> None:
    lacking = Lacking(QuestionKind.TOPIC, ("nước sạch",), (), stated=True, other="Thủ tướng")
    hits = archive.ask("khó khăn khi luân chuyển cán bộ").hits
    missing = (Missing("Thủ tướng", as_speaker=True),)
    html = answer_html(Answer("?", State.RELATED, 0.3, hits, missing=missing, lacking=lacking), "", "")
    assert "Kho không có lời nào của “Thủ tướng”. Dưới đây là lời người khác" in Page(html).text


def test_what_the_nearest_words_lack_is_said() -> None:
    lacking = Lacking(QuestionKind.NUMBER, ("nước sạch",), ("trực thăng",), stated=False)
    assert lacking_line(lacking) == (
        "Có nói về “nước sạch”; chưa thấy nêu con số được hỏi; không thấy nhắc tới “trực thăng”."
    )
    other = replace(lacking, other="Thủ tướng")
    assert lacking_line(other) == "Chưa thấy lời của “Thủ tướng” về việc này; dưới đây là lời người khác."
    assert all(lacking_line(replace(lacking, kind=kind, stated=True)) for kind in QuestionKind)


def test_other_places_of_the_same_words_are_named(archive: WrittenArchive) -> None:
    hit = archive.ask("khó khăn khi luân chuyển cán bộ").hits[0]
    told = card(replace(hit, also=(Place("hai", "hai.7", "<Bài hai>", "Báo B", "2024-05-01"),)))
    assert "Cũng đăng trên" in Page(told).text
    assert 'href="/l/hai.7"' in told
    assert "<Bài hai>" in Page(told).text
