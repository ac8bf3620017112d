"""The report on an article: verdicts, and the files that it is handed on as."""

from __future__ import annotations

import csv
import io
import json

import docx
import pytest

from qa.bounds import LONGEST_ARTICLE, LONGEST_CLAIM
from qa.errors import QuestionError
from qa.quote.check import Verdict
from qa.render.check_page import report_html
from qa.render.review_export import exported, review_json
from qa.review import MAX_QUOTATIONS, Review, draft_of, review
from qa.wording import check as wording_check
from tests.written import written

ARTICLE = (
    "Bà Trần Thị Hòa nói: “Cán bộ nữ đi luân chuyển được bố trí gần nhà”. Bà nhấn mạnh: “Cán bộ nữ không được bố trí "
    "gần nhà”.\n\n“Nước sạch đợt 3: năm nay có 3 bản dùng nước sạch”, bà Hòa nói.\n\nViệc “gần nhà” là khó. Ông Lê "
    "Văn Tám nói: “=HYPERLINK(xấu) <script>window.hacked=9</script> \x00 con mèo biết bay”."
)


@pytest.fixture(scope="module")
def report() -> Review:
    steps: list[tuple[int, int]] = []
    draft = draft_of(ARTICLE, "Bài <b>lạ</b>")
    with written() as archive:
        found = review(draft, archive.check, lambda done, total: steps.append((done, total)))
    assert steps == [(n, 5) for n in range(1, 6)]
    return found


def test_every_quotation_has_its_verdict(report: Review) -> None:
    verdicts = [item.checked.check.verdict if item.checked else item.skipped for item in report.items]
    assert verdicts[0] == Verdict.VERBATIM
    assert verdicts[1] in (Verdict.ALTERED, Verdict.STITCHED)
    assert verdicts[2:4] == [Verdict.WRONG_SPEAKER, "short"]
    assert verdicts[4] == Verdict.ABSENT
    assert [item.is_problem for item in report.items] == [False, True, True, False, True]
    assert (report.checked, sum(report.counts().values())) == (4, 4)


def test_json_holds_the_contract(report: Review) -> None:
    found = json.loads(exported(report, "json"))
    assert found == json.loads(json.dumps(review_json(report)))
    assert found["quotations"] == 5
    for result in found["results"]:
        assert {"claim", "verdict", "differences", "citation", "speaker", "skipped"} <= result.keys()
        assert ARTICLE[result["start"] : result["end"]] == result["claim"]
    assert found["results"][0]["citation"]["permalink"].startswith("/l/")


def test_the_table_opens_in_excel_and_runs_nothing(report: Review) -> None:
    raw = exported(report, "csv", "", "http://kho.test")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == list(wording_check.COLUMNS)
    assert [len(row) for row in rows] == [len(wording_check.COLUMNS)] * 6
    assert rows[5][1].startswith("'=HYPERLINK")
    assert rows[1][-1].startswith("http://kho.test/l/")
    assert rows[1][3] == "Đúng nguyên văn"
    assert not [cell for row in rows[1:] for cell in row[1:] if cell[:1] in tuple("=+-@\t\r")]


def test_the_word_file_opens(report: Review) -> None:
    document = docx.Document(io.BytesIO(exported(report, "docx")))
    text = "\n".join(p.text for p in document.paragraphs)
    for part in ("Bài <b>lạ</b>", "1. Đúng nguyên văn", "gần nhất", "<script>", "Trần Thị Hòa"):
        assert part in text
    assert "Về câu chữ: " in text
    assert "Về người nói: " in text


def test_hostile_words_are_text_in_the_report(report: Review) -> None:
    html = report_html(report, 3)
    assert "<script>" not in html
    assert "&lt;script&gt;window.hacked=9" in html
    assert "\n" not in html
    assert report_html(Review("", ()), 3).count(wording_check.NO_QUOTATIONS) == 1


def test_bounds() -> None:
    for text in ("", " \n ", "x" * (LONGEST_ARTICLE + 1)):
        with pytest.raises(QuestionError):
            draft_of(text)
    with written() as archive:
        many = review(draft_of("“một hai ba bốn”. " * (MAX_QUOTATIONS + 2)), archive.check)
        claims = f"Ông Lê An nói: “{'một hai ' * LONGEST_CLAIM}”. Ông nói: “một hai ba bốn”."
        long = review(draft_of(claims), archive.check)
    assert [item.skipped for item in many.items[-3:]] == [None, "left_out", "left_out"]
    with pytest.raises(QuestionError):
        exported(many, "exe")
    assert [item.skipped for item in long.items] == ["long", None]
    assert draft_of("“nửa \ud800 cặp chữ”").quotations[0].text == "nửa \ufffd cặp chữ"
