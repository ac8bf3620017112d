"""HTML pages: nothing of the interview is lost, no fact is guessed. Every person and place is invented."""

from __future__ import annotations

import json
import re
import socket
import unicodedata
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.article.body import key
from qa.article.facts import Facts
from qa.article.html import read_html
from qa.article.read import Article, ArticleFailure, read_articles
from qa.errors import ArticleError

TITLE = "Chủ tịch huyện Mường Thủy: 'Nước sạch phải về tới bản cuối cùng'"
LEAD = (
    "Sau ba năm, tuyến ống dẫn nước dài 42 km đã tới 17 bản của huyện Mường Thủy. Phóng viên trò chuyện với "
    "ông Lò Văn Ví Dụ, Chủ tịch UBND huyện, về những việc còn dang dở."
)
# Short answers, one printed twice; a question without a label; a dash; no-break spaces; an emoji; entities.
TURNS = [
    "PV: Thưa ông, đến nay đã có bao nhiêu hộ dân của huyện được dùng nước sạch từ công trình này?",
    "Ông Lò Văn Ví Dụ: Đến cuối tháng Tư, có 3.812 hộ dùng nước từ tuyến ống mới, bằng 86% số hộ đã đăng ký.",
    "Phần còn lại ở bốn bản vùng cao. Chúng tôi cam kết đưa nước tới trước mùa khô năm sau, không lùi thêm.",
    "PV: Kinh phí có đủ không?",
    "Ông Lò Văn Ví Dụ: Vâng.",
    "PV: Người dân có phải đóng góp gì thêm ngoài công đào rãnh hay không, thưa ông?",
    "Ông Lò Văn Ví Dụ: Không.",
    "PV: Ông có nghĩ mức giá 4.500 đồng/m³ là cao so với thu nhập của bà con trong bản?",
    "Ông Lò Văn Ví Dụ: Vâng.",
    "Tôi nói thẳng: với hộ nghèo thì 4.500 đồng vẫn là cao, nên huyện bù một nửa trong hai năm đầu.",
    "Tiền bù lấy từ nguồn tiết kiệm chi của huyện & của xã, công khai < 30 ngày/lần 😀.",
    "PV: Xin cảm ơn ông!",
]
BYLINE = "Vàng Thị Thử (thực hiện)"
CAPTION = "Ông Lò Văn Ví Dụ kiểm tra bể chứa ở bản Nà Thử. Ảnh: V.T.T"
RELATED = [
    "Xã vùng cao đầu tiên của tỉnh Sơn Thử có nhà máy nước mini",
    "Vì sao giá nước ở thị trấn Mường Thủy tăng hai lần trong năm?",
    "Ba bản ở huyện Mường Thủy vẫn chờ điện lưới quốc gia",
]


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def links(lines: list[str]) -> str:
    items = "".join(f"<li><a href='/bai-{n}.html'>{escape(line)}</a></li>" for n, line in enumerate(lines))
    return f"<ul>{items}</ul>"


MENU = (
    "<header><div class='logo'><a href='/'>Báo Thử Nghiệm</a></div><nav><ul>"
    "<li><a href='/thoi-su'>Thời sự</a></li><li><a href='/kinh-te'>Kinh tế</a></li>"
    "<li><a href='/phong-van'>Phỏng vấn</a></li></ul></nav></header>"
)
SIDEBAR = f"<aside class='sidebar'><h3>Đọc nhiều</h3>{links(RELATED)}</aside>"
FOOTER = (
    "<footer><p>Báo Thử Nghiệm. Giấy phép số 000/GP-BTTTT. Tổng biên tập: Nguyễn Văn Mẫu.</p>"
    "<p>Tòa soạn: số 0 đường Không Có, thị trấn Mường Thủy, tỉnh Sơn Thử.</p></footer>"
)
SHARE = "<div class='share-box'><a href='https://fb.example/s'>Chia sẻ</a><a href='/in'>In bài viết</a></div>"
COMMENTS = (
    "<div id='comment-box' class='comments'><h3>Bình luận (1)</h3>"
    "<p>Bản tôi vẫn chưa có nước, mong huyện sớm xem lại giúp bà con chúng tôi.</p></div>"
)
FIGURE = f"<figure><img src='a.jpg' alt='anh'><figcaption>{CAPTION}</figcaption></figure>"
RELATED_BOX = f"<div class='box-related'><h4>Tin liên quan</h4>{links(RELATED[:2])}</div>"
BODY = paragraphs(TURNS[:4]) + FIGURE + paragraphs(TURNS[4:7]) + RELATED_BOX + paragraphs(TURNS[7:])


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def article_element() -> str:
    return page(
        f"{MENU}<main><article class='single'><h1 class='title'>{TITLE}</h1>"
        f"<div class='meta'><time>17/05/2024</time></div>{SHARE}<h2 class='sapo'>{LEAD}</h2>"
        f"<div class='content'>{BODY}<p class='author'>{BYLINE}</p></div></article>"
        f"{COMMENTS}{SIDEBAR}</main>{FOOTER}"
    )


def columns_of_divs() -> str:
    """Headline and lead in one row, the body in a column beside the sidebar, the author below it."""
    return page(
        f"{MENU}<div class='wrap'><div class='row head'><h1>{TITLE}</h1><div class='sapo'>{LEAD}</div></div>"
        f"<div class='row'><div class='col-8'><div class='detail-content' itemprop='articleBody'>{BODY}</div>"
        f"<div class='detail-author'>{BYLINE}</div></div><div class='col-4'>{SIDEBAR}</div></div></div>"
        f"{COMMENTS}{FOOTER}"
    )


def layout_table() -> str:
    """An old page: tables for layout, breaks for paragraphs, a server form around everything."""
    text = "<br><br>".join(escape(line) for line in [*TURNS, BYLINE])
    picture = f"<table class='picture'><tr><td><img src='a.jpg'></td></tr><tr><td>{CAPTION}</td></tr></table>"
    return page(
        f"<form id='aspnetForm'><table><tr><td>{links(['Thời sự', 'Kinh tế', 'Phỏng vấn'])}</td>"
        f"<td><div class='title'>{TITLE}</div><b>{LEAD}</b>{picture}{text}</td>"
        f"<td>{links(RELATED)}</td></tr></table></form>",
        head=f"<title>{TITLE}</title>",
    )


def nested_sections() -> str:
    """Every turn in boxes of its own, spans inside, as page builders write."""
    turns = "".join(
        f"<section><div><div class='inner'><span><span>{escape(line)}</span></span></div></div></section>"
        for line in TURNS
    )
    return page(
        f"{MENU}<div id='app'><div class='page'><h1>{TITLE}</h1><div class='lead'><p>{LEAD}</p></div>"
        f"<div class='blocks'>{FIGURE}{turns}</div><p>{BYLINE}</p></div>{SIDEBAR}</div>{FOOTER}"
    )


def bare() -> str:
    return page(f"<h1>{TITLE}</h1><p><b>{LEAD}</b></p>{FIGURE}{paragraphs(TURNS)}<p>{BYLINE}</p>")


PAGES = [article_element, columns_of_divs, layout_table, nested_sections, bare]


@pytest.mark.parametrize("make", PAGES)
def test_every_line_of_the_interview_is_read_in_order_and_as_often_as_printed(
    make: Callable[[], str],
) -> None:
    text = read_html(make())[1]
    lines = [line.strip("*") for line in text.split("\n") if line]
    position = -1
    for expected in [TITLE, LEAD, *TURNS, BYLINE]:
        assert expected in lines[position + 1 :], expected
        position = lines.index(expected, position + 1)
    assert lines.count("Ông Lò Văn Ví Dụ: Vâng.") == 2
    assert lines.count(CAPTION) == 1
    assert lines[0] == TITLE


@pytest.mark.parametrize("make", PAGES)
def test_menus_sidebars_comments_and_related_boxes_stay_out(make: Callable[[], str]) -> None:
    text = read_html(make())[1]
    for line in [*RELATED, "Kinh tế", "Chia sẻ", "Bản tôi vẫn chưa có nước", "Giấy phép số"]:
        assert line not in text


def test_paragraphs_are_parted_by_blank_lines_and_breaks_by_line_ends() -> None:
    text = read_html(page(f"<article>{paragraphs(TURNS[:3])}<p>Một dòng<br>dòng nữa</p></article>"))[1]
    assert text == "\n\n".join(TURNS[:3]) + "\n\nMột dòng\ndòng nữa"


def test_tables_and_lists_of_the_interview_are_read_cell_by_cell() -> None:
    table = "<table><tr><th>Năm</th><th>Số hộ</th></tr><tr><td>2022</td><td>1.204</td></tr></table>"
    bullets = "<ul><li>Bản Nà Thử</li><li>Bản Pá Mẫu</li></ul>"
    text = read_html(page(f"<article>{paragraphs(TURNS[:3])}{table}{bullets}{paragraphs(TURNS[3:])}</article>"))[1]
    assert "\n\nNăm\nSố hộ\n2022\n1.204\n\nBản Nà Thử\nBản Pá Mẫu\n\n" in text


def test_a_short_answer_made_of_links_is_kept() -> None:
    answer = "<p><a href='/nq1'>Nghị quyết 01</a>, <a href='/nq2'>Nghị quyết 02</a>.</p>"
    text = read_html(page(f"<article>{paragraphs(TURNS[:4])}{answer}{paragraphs(TURNS[4:])}</article>"))[1]
    assert "Nghị quyết 01, Nghị quyết 02." in text


def test_whole_bold_lines_are_marked_and_bold_words_are_not() -> None:
    body = (
        f"<p><strong>{TURNS[0]}</strong></p><p><b>Ông Lò Văn Ví Dụ:</b> Có 3.812 hộ.</p>"
        "<p><b><i>Vì sao thưa ông</i></b>?</p><p><strong>- Có đủ tiền không?</strong><br>- Đủ.</p>"
        "<p style='font-weight: 700'>Bao giờ xong?</p><h3>Giá nước</h3><p><b>* Còn gì nữa?</b></p>"
        "<b style='font-weight:normal'><p>Hết rồi.</p></b>"
    )
    lines = read_html(page(f"<article>{body}{paragraphs(TURNS)}</article>"))[1].split("\n")
    assert lines[0] == f"**{TURNS[0]}**"
    assert "Ông Lò Văn Ví Dụ: Có 3.812 hộ." in lines
    assert "***Vì sao thưa ông?***" in lines  # its question mark is not bold, but no letter either
    assert "**- Có đủ tiền không?**" in lines
    assert "- Đủ." in lines
    assert "**Bao giờ xong?**" in lines
    assert "**Giá nước**" in lines
    assert "* Còn gì nữa?" in lines
    assert "Hết rồi." in lines


def test_characters_are_kept_and_scripts_hidden_parts_and_comments_are_not() -> None:
    body = (
        "<p>Một&nbsp;hai \u00a0ba &amp; &lt;b&gt; &#128512; &quot;bốn&quot; &hellip; &#150; năm</p>"
        "<script>alert('PV: giả')</script><style>p{}</style><p hidden>ẩn một</p>"
        "<p style='display: none'>ẩn hai</p><!-- ẩn ba --><p>sáu<!-- ẩn bốn --> bảy</p>"
        "<noscript>ẩn năm</noscript>"
    )
    text = read_html(page(f"<article>{body}{paragraphs(TURNS)}</article>"))[1]
    assert text.startswith('Một\u00a0hai \u00a0ba & <b> 😀 "bốn" … – năm\n\nsáu bảy\n\n')
    assert "ẩn" not in text
    assert "giả" not in text


def test_hostile_text_is_read_as_text() -> None:
    text = read_html(page(f"<article>{paragraphs([*TURNS, '<img src=x onerror=alert(1)> $$x$$ **y**'])}</article>"))[1]
    assert text.endswith("\n\n<img src=x onerror=alert(1)> $$x$$ **y**")


def test_very_deep_pages_lose_nothing() -> None:
    text = read_html(page("<div>" * 1000 + paragraphs(TURNS) + "</div>" * 1000))[1]
    assert text == "\n\n".join(TURNS)
    with pytest.raises(ArticleError):  # rather no page than a part of one
        read_html(page("<p>đầu</p>" + "<div>" * 3000 + paragraphs(TURNS) + "</div>" * 3000))


def test_decomposed_letters_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", article_element())
    assert read_html(decomposed)[1] == read_html(article_element())[1]


WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,.?!:-“”–😀&<>*", min_size=1, max_size=80)


@settings(deadline=None)
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=12))
def test_no_paragraph_is_lost_shortened_or_merged(lines: list[str]) -> None:
    printed = [*TURNS[:3], *lines, *TURNS[3:]]
    body = f"<h1>{TITLE}</h1><article>{paragraphs(printed)}</article>"
    text = read_html(page(body))[1]
    expected = [re.sub(" +", " ", line).strip(" ") for line in lines]
    assert text == "\n\n".join([TITLE, *TURNS[:3], *expected, *TURNS[3:]])


# --- facts -------------------------------------------------------------------------------------------------


def ld(**stated: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(stated)}</script>"


def facts_of(head: str, body: str = "") -> Facts:
    return read_html(page(body or paragraphs(TURNS), head))[0]


def test_facts_from_json_ld_and_open_graph() -> None:
    head = (
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Báo Thử Nghiệm">'
        "<link rel='canonical' href='https://bao.example/nuoc-sach.html'>"
        + ld(**{"@type": "WebSite", "name": "Khác"})
        + ld(
            **{
                "@context": "https://schema.org",
                "@type": ["NewsArticle"],
                "datePublished": "2024-05-16T18:30:00Z",
                "author": [
                    {"@type": "Person", "name": "Vàng Thị Thử"},
                    {"@type": "Person", "name": "Lý A Mẫu"},
                ],
                "publisher": {"@type": "Organization", "name": "Nhà xuất bản Khác"},
            }
        )
    )
    facts = facts_of(head)
    assert facts.title == TITLE
    assert facts.outlet == "Báo Thử Nghiệm"
    assert facts.date == "2024-05-17"  # half past one in the morning in Vietnam
    assert facts.url == "https://bao.example/nuoc-sach.html"
    assert facts.authors == ("Vàng Thị Thử", "Lý A Mẫu")


def test_facts_from_a_graph_with_the_publisher_as_outlet() -> None:
    graph = [{"@type": "BreadcrumbList"}, {"@type": "ReportageNewsArticle", "publisher": {"name": "Báo Mẫu"},
             "author": "Vàng Thị Thử, Lý A Mẫu", "datePublished": "2024-05-17"}]  # fmt: skip
    facts = facts_of(ld(**{"@graph": graph}))
    assert (facts.outlet, facts.date) == ("Báo Mẫu", "2024-05-17")
    assert facts.authors == ("Vàng Thị Thử", "Lý A Mẫu")


def test_broken_json_ld_is_passed_over() -> None:
    broken = ["{'không': }", '[1, null, "x"]', "[" * 100_000]
    head = "".join(f"<script type='application/ld+json'>{text}</script>" for text in broken)
    assert facts_of(head).date is None
    assert facts_of(head + ld(**{"@type": "Article", "datePublished": "2024-05-17"})).date == "2024-05-17"


def test_nothing_is_guessed_where_nothing_is_stated() -> None:
    facts = facts_of("", "<p>Cập nhật 17/05/2024, theo Báo Mẫu.</p>" + paragraphs(TURNS))
    assert (facts.title, facts.outlet, facts.date, facts.url, facts.authors) == ("", None, None, None, ())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property='article:published_time' content='2024-05-17T08:00:00+07:00'>", "2024-05-17"),
        ("<meta property='article:published_time' content='5/7/2024 8:00:00 AM'>", None),
        ("<meta property='article:published_time' content='0001-01-01T00:00:00'>", None),
        ("<meta itemprop='datePublished' content='2024-05-17'>", "2024-05-17"),
        ("<meta property='article:modified_time' content='2024-05-19'>", None),
    ],
)
def test_dates_in_metadata(head: str, expected: str | None) -> None:
    assert facts_of(head).date == expected


def test_a_time_element_counts_only_if_it_is_the_only_day_on_the_page() -> None:
    one = "<time datetime='2024-05-17T08:00'>Thứ Sáu</time>"
    other = "<time datetime='2024-05-16'>Thứ Năm</time>"
    assert facts_of("", one + paragraphs(TURNS)).date == "2024-05-17"
    assert facts_of("", one + other + paragraphs(TURNS)).date is None
    marked = one.replace("<time", "<time itemprop='datePublished'")
    assert facts_of("", other + marked + paragraphs(TURNS)).date == "2024-05-17"


def test_titles_lose_only_the_outlet_that_sites_append() -> None:
    site = '<meta property="og:site_name" content="Báo Mẫu">'
    assert facts_of(f"{site}<title>Nước về bản - Báo Mẫu</title>").title == "Nước về bản"
    assert facts_of(f"{site}<title>Nước về bản | baomau.vn</title>").title == "Nước về bản"
    assert facts_of(f"{site}<title>Nước về bản - bao giờ?</title>").title == "Nước về bản - bao giờ?"
    heading = "<h1>Nước sạch về bản</h1>" + paragraphs(TURNS)
    assert facts_of("<title>Nước sạch về bản - Trang tin của huyện</title>", heading).title == "Nước sạch về bản"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/nuoc.html", "ftp://bao.example/x", "https://", "data:text/html,x"]
)
def test_only_whole_web_addresses_become_links(href: str) -> None:
    assert facts_of(f"<link rel='canonical' href='{href}'>").url is None
    assert facts_of(
        f"<link rel='canonical' href='{href}'><meta property='og:url' content='http://b.example/x'>"
    ).url == ("http://b.example/x")


def test_a_site_that_names_itself_is_no_author() -> None:
    site = '<meta property="og:site_name" content="Báo Mẫu">'
    assert facts_of(f"{site}<meta name='author' content='BÁO MẪU'>").authors == ()
    assert facts_of("<meta name='author' content='baomau.vn'>").authors == ()
    assert facts_of("<meta property='article:author' content='https://fb.example/bao'>").authors == ()
    assert facts_of("<meta name='author' content='K.Anh; T.Bình'>").authors == ("K.Anh", "T.Bình")


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_pages_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "trang.html"
    file.write_bytes(article_element().encode(encoding))
    (article,) = read_articles(file)
    assert isinstance(article, Article)
    assert article.text == read_html(article_element())[1]
    assert article.source.id == "trang"


def test_the_declared_charset_is_respected(tmp_path: Path) -> None:
    file = tmp_path / "tay.htm"
    file.write_bytes("<meta charset=windows-1252><article><p>Ñandú “ñ” straße Ÿ</p></article>".encode("cp1252"))
    (article,) = read_articles(file)
    assert isinstance(article, Article)
    assert article.text == "Ñandú “ñ” straße Ÿ"


@pytest.mark.parametrize("markup", ["", "   ", "<!-- -->", "<html><body><img src='a.jpg'></body></html>"])
def test_pages_without_words_are_failures(tmp_path: Path, markup: str) -> None:
    file = tmp_path / "trong.html"
    file.write_text(markup, encoding="utf-8")
    assert [type(item) for item in read_articles(file)] == [ArticleFailure]


def test_reading_a_page_makes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert key(TITLE) in key(read_html(columns_of_divs())[1])
