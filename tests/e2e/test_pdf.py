"""A page printed to a PDF by a real browser is read back: its talk in order, without the heads of its pages."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from qa.article.read import Article, ArticleFailure, read_articles
from qa.wording import article as wording_article

WORDS = ("đê kè bến cầu đường trường chợ xã huyện rừng suối", "đập hồ trạm bãi nhà máy bơm cống mương kênh rạch")
TALK = [
    f"PV: Còn {word} thì sao, thưa ông?\nÔng Lò Văn Ví Dụ: Việc làm {word} thì cát lấp không đủ, vì mỏ ở hạ lưu đóng "
    "cửa từ tháng 3; nhà thầu phụ bỏ về giữa chừng, và chúng tôi mất sáu tháng để chọn lại, rồi thêm bốn tháng để đo "
    f"đạc từ đầu cả đoạn qua bản Nà Thử; riêng {word} đã đo xong."
    for word in " ".join(WORDS).split()
]


def test_a_printed_page_is_read_back(browser: Browser, tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for turn in TALK for line in turn.split("\n"))
    page = browser.new_page()
    head = "<div style='position:fixed;top:0'>Báo Ví Dụ, số ra hôm nay</div>"
    page.set_content(f"<meta charset='utf-8'><body style='font:16px serif'>{head}{lines}</body>")
    file = tmp_path / "bai.pdf"
    page.pdf(path=file)
    page.close()
    (article,) = read_articles(file)
    assert isinstance(article, Article)
    words = " ".join(article.text.split())
    assert words == " ".join(" ".join(TALK).split())
    assert sum(turn in article.text for turn in TALK) >= len(TALK) - 3  # a page's end parts a line in two


def test_a_page_of_pictures_is_refused_by_its_name(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_content("<svg width='300' height='300'><rect width='300' height='300' fill='red'/></svg>")
    file = tmp_path / "anh.pdf"
    page.pdf(path=file)
    page.close()
    (found,) = read_articles(file)
    assert isinstance(found, ArticleFailure)
    assert found.reason == wording_article.SCANNED
