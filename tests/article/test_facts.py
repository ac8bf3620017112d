"""What an article prints of itself: dates and headlines in the text, facts in a page's metadata; nothing guessed."""

from __future__ import annotations

import json

import pytest

from qa.article.html import read_html
from qa.interview import Source
from qa.parse.parse import parse

TITLE = "Nước sạch về bản Thử: Chưa dám hứa"
LEAD = "Ba mùa khô liền, người dân bản Thử phải đi xa bốn cây số để lấy nước. Ông Lê Văn Thử nói về việc này."
TALK = """PV: Thưa ông, vì sao bản Thử thiếu nước đã ba năm nay?

Ông Lê Văn Thử: Nguồn nước đầu suối cạn từ tháng ba, rừng đầu nguồn mất chừng bốn mươi héc-ta trong mười năm qua.

PV: Bao giờ bà con có nước trở lại, thưa ông?

Ông Lê Văn Thử: Tôi chưa dám hứa với bà con. Giếng khoan xong thì tôi mới nói ngày cụ thể.

PV: Xin cảm ơn ông!
"""


def source_of(*top: str, after: str = "") -> Source:
    return parse("\n\n".join((*top, TALK)) + after, Source("thu", "")).source


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Năm, 05/09/2024 | 10:30 (GMT+7)",
        "Thứ năm, 5/9/2024, 10:30 (GMT+7)",
        "05/09/2024 10:30",
        "10:30 | 05/09/2024",
        "10h30, ngày 05/09/2024",
        "Thứ Năm, ngày 05 tháng 9 năm 2024",
        "Ngày đăng: 05/09/2024",
        "Xuất bản: 05/09/2024 10:30 - Cập nhật: 07/09/2024 08:00",
        "T5, 05.09.2024 - 10:30",
        "Minh Anh 05/09/2024 10:30",
        "Thời sự | Thứ Năm, 05/09/2024",
        "05/09/2024",
    ],
)
def test_a_line_above_the_talk_states_the_day(line: str) -> None:
    assert source_of(TITLE, line).date == "2024-09-05"


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật: 07/09/2024 08:00",
        "Thứ Năm, 31/02/2024 10:30",
        "09/05/2024 10:30 PM",
        "Mời bạn đọc đón xem phần tiếp theo vào lúc 0h00 ngày 26/5/2017",
        "Bài khác: Cầu Thử thông xe... 06/05/2023 09:38",
        "Ảnh: Ông Thử kiểm tra đường ống ngày 05/09/2024.",
        "Bản Thử có nước từ 05/09/2024 đến nay.",
    ],
)
def test_other_days_are_no_date_of_the_article(line: str) -> None:
    assert source_of(TITLE, line).date is None


def test_days_told_in_the_talk_or_below_it_are_none_of_the_article() -> None:
    told = TALK.replace("từ tháng ba", "từ thứ Hai, 04/03/2024")
    assert parse(f"{TITLE}\n\n{told}\n\nTin khác 01/02/2020 10:30", Source("thu", "")).source.date is None


def test_a_headline_is_no_section_label_and_no_piece_of_a_line() -> None:
    assert source_of("THỜI SỰ", TITLE, LEAD).title == TITLE
    assert source_of("Nước về bản Thử", LEAD).title == "Nước về bản Thử"
    assert source_of("THỜI SỰ", LEAD).title == ""
    assert source_of(", Giám đốc Sở Nông nghiệp tỉnh Thử", LEAD).title == ""


# --- pages ---

ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-09-05T10:30:00+07:00",
    "author": {"@type": "Person", "name": "Minh Anh"},
    "publisher": {"@type": "Organization", "name": "Báo Sông Lam"},
    "mainEntityOfPage": {"@id": "https://songlam.example/a1"},
}
OTHER = {**ARTICLE, "headline": "Cầu Thử thông xe", "datePublished": "2020-01-01", "author": "Người Khác"}


def page(head: str = "", before: str = "", after: str = "") -> str:
    talk = "".join(f"<p>{line}</p>" for line in TALK.splitlines() if line)
    body = f"<article>{before}<h1>{TITLE}</h1>{after}{talk}</article>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


def linked(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)


def test_json_ld_names_the_address_and_the_headline_among_several_headings() -> None:
    facts = read_html(page(linked(ARTICLE), before="<h1>Báo Sông Lam</h1>"))[0]
    assert (facts.title, facts.url) == (TITLE, "https://songlam.example/a1")
    assert (facts.outlet, facts.date, facts.authors) == ("Báo Sông Lam", "2024-09-05", ("Minh Anh",))


def test_things_that_a_graph_names_by_id_are_found() -> None:
    graph = [
        {"@type": "Organization", "@id": "#org", "name": "Báo Sông Lam"},
        {"@type": "Person", "@id": "#p", "name": "Minh Anh"},
        {**ARTICLE, "author": [{"@id": "#p"}], "publisher": {"@id": "#org"}},
    ]
    facts = read_html(page(linked({"@graph": graph})))[0]
    assert (facts.outlet, facts.authors) == ("Báo Sông Lam", ("Minh Anh",))


def test_other_articles_that_a_page_describes_say_nothing_of_it() -> None:
    facts = read_html(page(linked(OTHER, ARTICLE)))[0]
    assert (facts.date, facts.authors) == ("2024-09-05", ("Minh Anh",))
    facts = read_html(page(linked(OTHER, {**OTHER, "headline": "Chợ Thử mở lại"})))[0]
    assert (facts.title, facts.date, facts.authors) == (TITLE, None, ())


@pytest.mark.parametrize("name", ["pubdate", "publish-date", "DC.date.issued", "parsely-pub-date"])
def test_other_names_of_the_day_of_publication(name: str) -> None:
    assert read_html(page(f'<meta name="{name}" content="2024-09-05T10:30:00+07:00">'))[0].date == "2024-09-05"


def test_authors_in_microdata_and_addresses_that_are_none() -> None:
    author = '<span itemprop="author" itemscope><b itemprop="name">Minh Anh</b></span>'
    assert read_html(page(after=author))[0].authors == ("Minh Anh",)
    assert read_html(page('<meta name="author" content="toasoan@songlam.example">'))[0].authors == ()


def test_a_page_s_only_json_ld_is_believed_if_its_headline_stands_on_the_page() -> None:
    shown = page(linked(OTHER), before="<div class='tit'>Cầu Thử thông xe</div>")
    assert read_html(shown)[0].date == "2020-01-01"
    assert read_html(page(linked(OTHER)))[0].date is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<time datetime='2024-05-17'>17/5</time>", "2024-05-17"),
        ("<time datetime='2024-05-17T20:30:00Z'>17/5</time>", "2024-05-18"),
        ("<time class='updated' datetime='2024-05-17'>17/5</time>", None),
        ("<time itemprop='dateModified' datetime='2024-05-17'>17/5</time>", None),
        ("<div class='tin-lien-quan'><time datetime='2024-05-17'>17/5</time></div>", None),
        ("<div id='comments'><time datetime='2024-05-17'>17/5</time></div>", None),
        ("<aside><time datetime='2024-05-17'>17/5</time></aside>", None),
        ("<span class='clock'><time datetime='2024-05-17'>17/5</time></span>", None),
        ("<time datetime='17/05/2024'>17/5</time>", None),
        ("<header><time datetime='2024-05-17'>17/5</time></header>", "2024-05-17"),
    ],
)
def test_which_time_is_the_article_s(markup: str, expected: str | None) -> None:
    assert read_html(page(after=markup))[0].date == expected


def test_the_time_at_the_head_of_a_site_is_not_the_article_s() -> None:
    talk = "".join(f"<p>{line}</p>" for line in TALK.splitlines() if line)
    head = "<header><time datetime='2024-05-17'>Thứ Sáu</time></header>"
    assert read_html(f"<html><body>{head}<main><h1>{TITLE}</h1>{talk}</main></body></html>")[0].date is None
