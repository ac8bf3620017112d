"""The small inputs of shared/cases, each through `qa parse --json` and a check: what is right of every one of them.

They are not part of the repository; where they are absent these tests are skipped. Inputs of our own for the same kinds
stand in the other files of this folder.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qa.article.read import Article, read_articles
from qa.build import read_interview
from qa.cli.reading import parse_file
from qa.quote.check import QuoteCheck, QuoteIndex, Verdict, places
from qa.quote.result import Caution
from qa.quote.said import Voice

CASES = Path(__file__).parents[3] / "shared" / "cases"
KHOAT, LOC = "Đặng Hữu Khoát", "Mạc Thị Lộc"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="shared/cases is not here")


def parsed(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What `qa parse --json` prints of a case."""
    parse_file(CASES / name, as_json=True)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def served(told: dict[str, Any]) -> str:
    return "\n".join(told["text"][said["start"] : said["end"]] for turn in told["turns"] for said in turn["answers"])


@cache
def index(name: str) -> QuoteIndex:
    (article,) = read_articles(CASES / name)
    assert isinstance(article, Article)
    return QuoteIndex(places(read_interview(article)))


def check(name: str, claim: str, speaker: str | None = None) -> QuoteCheck:
    return index(name).check(claim, speaker)


@pytest.mark.parametrize(
    "name", ["html/h20-figcaption-sentence.html", "html/h22-picture-table.html", "html/h24-photocms.html"]
)
def test_captions(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told, words = parsed(name, capsys), "nơi 61 hộ phải di dời trong mùa lũ năm ngoái"
    at = told["text"].index(words)
    assert [b["role"] for b in told["blocks"] if b["start"] <= at < b["end"]] == ["caption"]
    assert words not in served(told)
    assert check(name, words, KHOAT).verdict is Verdict.ABSENT


def test_a_box_of_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Công ty Hạ Lưu thi công" not in served(parsed("html/h26-infobox.html", capsys))
    assert check("html/h26-infobox.html", "do Công ty Hạ Lưu thi công", KHOAT).verdict is Verdict.ABSENT


def test_another_s_words_are_the_other_s() -> None:
    claim = "Không ai được ngủ yên khi 61 hộ còn nằm trên bờ lở"
    found = check("html/h25-pullquote-class.html", claim, LOC)
    assert (found.verdict, found.warnings) == (Verdict.VERBATIM, ())
    assert found.said_by is not None
    assert (found.said_by.voice, found.said_by.within) == (Voice.QUOTED, KHOAT)
    warned = check("html/h25-pullquote-class.html", claim, KHOAT)
    assert [one.caution for one in warned.warnings] == [Caution.QUOTED]
    letter = check("qc/q1-nguon.txt", "Chúng tôi không tin chính quyền huyện nữa", KHOAT)
    assert Caution.QUOTED in [one.caution for one in letter.warnings]


def test_lists_belong_to_their_answer(capsys: pytest.CaptureFixture[str]) -> None:
    told = parsed("html/h01-lists.html", capsys)
    for item in ("Nhà thầu phụ bỏ về", "Đo lại", "Chọn lại thầu"):
        at = told["text"].index(item)
        assert [b["role"] for b in told["blocks"] if b["start"] <= at < b["end"]] == ["answer"]
    assert "Ứng thêm 12 tỷ đồng" in served(parsed("html/h34-lists-variants.html", capsys))
    assert check("html/h34-lists-variants.html", "Ứng thêm 12 tỷ đồng").verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("name", "there", "gone"),
    [
        ("html/h17-del-ins.html", ("398 tỷ đồng", "54%"), ("412", "61%")),
        ("docx/d02-strike.docx", ("398 tỷ đồng",), ("412", "Tôi không bình luận")),
        ("html/h30-sup.html", ("38¹ tỷ", "10⁶ m³", "45⁹⁰"), ("381", "106", "4590")),
        ("docx/d08-super.docx", ("38¹ tỷ", "10⁶ m³", "2½"), ("381", "21/2")),
        ("html/h31-css-hidden.html", ("không đủ, vì mỏ",), ("Bấm để xem", "thẻ mới")),
        ("html/h10-jsonld-only.html", ("lỗi của chủ đầu tư là chính",), ()),
        ("html/h12-q-blockquote.html", ("hỏi tôi “bao giờ xong”, tôi trả lời “tháng 9”, rồi",), ()),
        ("docx/d05-sym.docx", ("≥ 3,2 m", "±5 cm", "φ40"), ()),
        ("docx/d07-footnote.docx", ("Tỉnh đã ứng 38 tỷ đồng.",), ()),
        ("docx/d09-vntime.docx", ("Cát lấp không đủ",), ("C¸t",)),
        ("docx/d11-strict.docx", ("Cát lấp không đủ",), ()),
        ("enc/e17-tcvn3-iso-8859-1.html", ("Cát lấp không đủ",), ("C¸t",)),
        ("enc/e19-tcvn3-as-utf8.txt", ("Cát lấp không đủ",), ("C¸t",)),
    ],
)
def test_the_words_as_their_makers_meant_them(
    name: str, there: tuple[str, ...], gone: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told = parsed(name, capsys)
    assert all(words in told["text"] for words in there)
    assert not [words for words in gone if words in told["text"]]
    assert told["turns"]


def test_questions_that_fold_out(capsys: pytest.CaptureFixture[str]) -> None:
    told = parsed("html/h09-accordion.html", capsys)
    assert [len(turn["answers"]) for turn in told["turns"]] == [1, 1, 1]
    assert all(turn["question"] for turn in told["turns"])


def test_a_move_is_read_once_at_its_new_place(capsys: pytest.CaptureFixture[str]) -> None:
    told = parsed("docx/d01-moved.docx", capsys)
    assert all(told["text"].count(block) == 1 for block in told["text"].split("\n") if block.strip())


def test_a_footnote_is_no_speech(capsys: pytest.CaptureFixture[str]) -> None:
    assert "36 tỷ đồng" not in served(parsed("docx/d07-footnote.docx", capsys))


def test_stage_directions_are_no_speech_and_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    name = "html/h33-applause.html"
    claim = "Cát lấp không đủ. Nhưng lỗi lớn hơn là của chúng tôi. Tôi nhận."
    assert "(Vỗ tay)" not in served(parsed(name, capsys))
    assert check(name, claim, KHOAT).verdict is Verdict.VERBATIM


def test_twice_encoded_text_with_lost_bytes_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    parse_file(CASES / "enc/e22-double-utf8.txt", as_json=True)
    told = capsys.readouterr()
    assert not told.out
    assert "bảng mã" in told.err


def test_eth_is_read_as_dh(capsys: pytest.CaptureFixture[str]) -> None:
    told = parsed("vi/min-eth.txt", capsys)
    (person,) = told["interviewees"]
    assert (person["name"], person["position"]) == (KHOAT, "Phó Chủ tịch UBND tỉnh Bến Vạc")
    assert "Vì thiếu cát" in served(told)
    assert "Ðặng" in told["text"]
    assert check("vi/min-eth.txt", "Vì thiếu cát, mỏ đóng cửa từ tháng 3", KHOAT).verdict is Verdict.VERBATIM


def test_invisible_characters_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    hidden, plain = parsed("vi/min-invisible.txt", capsys), parsed("vi/min-visible.txt", capsys)
    shown = [[(b["role"], b["confidence"], b["served"]) for b in told["blocks"]] for told in (hidden, plain)]
    assert shown[0] == shown[1]
    claim = "Cống Rạch Tôm bị xói mòn, chúng tôi gia cố bằng cừ tràm"
    assert check("vi/min-invisible.txt", claim).verdict is Verdict.VERBATIM
