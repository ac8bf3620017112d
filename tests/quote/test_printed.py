"""Every printed word can be checked: two verdicts, of the words and of who says them, that never blur."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import cast

import pytest

from qa.article.html import read_html
from qa.checking import check as answered
from qa.indexes import Moment
from qa.interview import REPORTER, Block, Interview, Person, Role, Rule, Source, Turn, Utterance
from qa.parse.parse import parse
from qa.quote.check import QuoteCheck, QuoteIndex, Verdict, places
from qa.quote.printed import Part, Place
from qa.quote.result import Caution
from qa.quote.said import Voice
from qa.render.json import check_json
from qa.render.terminal import check_terminal
from qa.render.verdict import verdict_html
from qa.review import Checked
from qa.store.store import StoredUtterance
from qa.text import Span

INTERVIEW = """Bờ kè Cồn Nâu chờ một mùa lũ nữa

Ông Đặng Hữu Khoát, Phó Chủ tịch UBND tỉnh Bến Vạc, trả lời Báo Sông Nâu sau khi nước rút khỏi bãi bồi.

PV: Thưa ông, vì sao bờ kè Cồn Nâu chậm tới mười bốn tháng?

Ông Đặng Hữu Khoát: Chúng tôi không bao giờ nói bờ kè sẽ xong trong mùa lũ này. Tỉnh có 2.500 tấn đá hộc dự trữ.

PV: Thưa ông, dân viết gì trong đơn gửi tỉnh?

Ông Đặng Hữu Khoát: Tôi đọc nguyên văn một lá đơn của bà Bảy Thơm: “Chúng tôi không tin chính quyền huyện nữa. Ba \
năm qua không ai xuống.” Đọc xong tôi im lặng rất lâu (cười buồn). Bà ấy nói đúng.

PV: Xin cảm ơn ông!
"""
STORY = """Ấp Vàm Lở sau lũ

Nước rút để lại hai mươi mái nhà tốc ngói dọc bờ bãi. Bà Mạc Thị Lộc, Trưởng ấp Vàm Lở, cho biết: “Cả ấp đã dời lên \
gò cao từ đêm hôm trước”. Trên băng rôn ở đình làng có ghi “Đoàn kết giữ đất giữ làng”.
"""


@cache
def index() -> QuoteIndex:
    """An invented interview, an invented story that is none, and an answer whose speaker nobody names."""
    read = [parse(INTERVIEW, Source("kè", "Bờ kè")), parse(STORY, Source("ấp", "Ấp Vàm Lở sau lũ"))]
    unnamed = "Khu tái định cư có đủ điện nước và trường học cho bọn trẻ."
    found = [place for one in read for place in places(one)]
    return QuoteIndex([*found, Place("không tên", Span(0, len(unnamed)), unnamed)])


def check(claim: str, speaker: str | None = None) -> QuoteCheck:
    """The check of a claim in the invented archive."""
    return index().check(claim, speaker)


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        ("Bờ kè Cồn Nâu chờ một mùa lũ nữa", None),
        ("sau khi nước rút khỏi bãi bồi", None),  # a lead this short may be read as a caption
        ("Nước rút để lại hai mươi mái nhà tốc ngói dọc bờ bãi.", None),
    ],
)
@pytest.mark.parametrize("speaker", [None, "Đặng Hữu Khoát"])
def test_printed_words_that_are_no_speech_are_absent_with_their_place(
    claim: str, part: Part | None, speaker: str | None
) -> None:
    found = check(claim, speaker)
    assert (found.verdict, found.words) == (Verdict.ABSENT, Verdict.VERBATIM)
    assert found.matched is not None
    assert found.said_by is not None
    assert found.said_by.voice is Voice.PAPER
    assert part is None or found.said_by.part is part


def test_a_quotation_in_a_story_is_the_one_s_whom_the_story_names() -> None:
    claim = "Cả ấp đã dời lên gò cao từ đêm hôm trước"
    for speaker in (None, "bà Lộc", "Mạc Thị Lộc"):
        found = check(claim, speaker)
        assert (found.verdict, found.warnings) == (Verdict.VERBATIM, ())
        assert found.said_by is not None
        assert (found.said_by.voice, found.said_by.name) == (Voice.QUOTED, "Mạc Thị Lộc")
    assert check(claim, "Đặng Hữu Khoát").verdict is Verdict.WRONG_SPEAKER


def test_words_in_quote_marks_that_nobody_is_named_for_are_not_certified() -> None:
    found = check("Đoàn kết giữ đất giữ làng", "Mạc Thị Lộc")
    assert (found.verdict, found.warning) == (Verdict.VERBATIM, Caution.SPEAKER_UNKNOWN.value)
    assert found.said_by is not None
    assert found.said_by.voice is Voice.UNNAMED


def test_who_is_not_named_is_not_another() -> None:
    found = check("Khu tái định cư có đủ điện nước và trường học", "Đặng Hữu Khoát")
    assert (found.verdict, found.warning) == (Verdict.VERBATIM, Caution.SPEAKER_UNKNOWN.value)
    assert found.differences == ()
    assert check("Khu tái định cư có đủ điện nước và trường học").warning is None


def test_a_letter_read_out_is_the_writer_s() -> None:
    claim = "Chúng tôi không tin chính quyền huyện nữa"
    own = check(claim, "Đặng Hữu Khoát")
    assert (own.verdict, own.warning) == (Verdict.VERBATIM, Caution.QUOTED.value)
    assert own.said_by is not None
    assert (own.said_by.voice, own.said_by.within) == (Voice.QUOTED, "Đặng Hữu Khoát")
    writer = check(claim, "bà Bảy Thơm")
    assert (writer.verdict, writer.warnings) == (Verdict.VERBATIM, ())


def test_a_stage_direction_left_out_is_no_change() -> None:
    found = check("Đọc xong tôi im lặng rất lâu. Bà ấy nói đúng.")
    assert (found.verdict, found.left_out) == (Verdict.VERBATIM, ("cười buồn",))


def test_a_label_copied_with_the_words_is_no_stitch() -> None:
    claim = "Ông Đặng Hữu Khoát: Chúng tôi không bao giờ nói bờ kè sẽ xong trong mùa lũ này."
    assert check(claim).verdict is Verdict.VERBATIM


def test_question_and_answer_in_one_breath_are_stitched() -> None:
    found = check("tới mười bốn tháng?\n\nÔng Đặng Hữu Khoát: Chúng tôi không bao giờ nói bờ kè sẽ xong")
    assert (found.verdict, found.said_by and found.said_by.voice) == (Verdict.STITCHED, Voice.SEVERAL)


def test_a_denied_clause_says_what_denies_it() -> None:
    found = check("bờ kè sẽ xong trong mùa lũ này")
    assert found.verdict is Verdict.VERBATIM
    assert found.warnings[0].caution is Caution.DENIED
    assert "không bao giờ nói" in (found.warning or "")


def test_the_headline_outside_of_the_text_is_printed_too() -> None:
    title = "Kè Cồn Nâu lỡ hẹn thêm một mùa nước nổi"
    archive = QuoteIndex(places(parse(INTERVIEW, Source("kè", title))))
    found = archive.check(title)
    assert (found.verdict, found.words, found.matched) == (Verdict.ABSENT, Verdict.VERBATIM, None)


@pytest.mark.parametrize("speaker", [None, "Mạc Thị Lộc", "Đặng Hữu Khoát", "Chủ tịch tỉnh"])
def test_whatever_is_printed_can_be_shown(speaker: str | None) -> None:
    read = {one.source.id: one for one in (parse(INTERVIEW, Source("kè", "Bờ kè")), parse(STORY, Source("ấp", "Ấp")))}
    people = SimpleNamespace(appearances_of=lambda name: (), of=lambda key, name: None)
    store = SimpleNamespace(
        utterances_of=lambda key: [
            StoredUtterance(n, key, said.span, said.speaker, None, None)
            for n, said in enumerate(said for turn in read[key].turns for said in turn.answers)
        ],
        words=lambda utterance, text: utterance.span.of(text),
        rows=lambda query, *values: [],  # no errata
    )

    def turn_of(utterance: StoredUtterance) -> tuple[Interview, Turn]:
        interview = read[utterance.interview]
        return interview, next(turn for turn in interview.turns if utterance.span in {u.span for u in turn.answers})

    printed = QuoteIndex(place for one in read.values() for place in places(one))
    former = SimpleNamespace(found=lambda *asked: ())
    now = SimpleNamespace(
        quotes=printed,
        former=former,
        named=people,
        people_called=lambda name: people,
        interview=read.__getitem__,
        store=store,
        turn_of=turn_of,
    )
    for interview in read.values():
        words = interview.text.split()
        for start in range(0, len(words) - 6, 3):
            for size in (5, 17):
                claim = " ".join(words[start : start + size])
                checked = Checked(*answered(cast(Moment, now), claim, speaker), speaker)
                assert "verdict-name" in verdict_html(checked, 2)
                assert check_terminal(checked.check, checked.citation, colour=False, speaker=speaker)
                assert check_json(claim, checked.check, checked.citation)["claim"] == claim


def test_short_claims_say_so() -> None:
    assert Caution.SHORT in [one.caution for one in check("Bà ấy nói").warnings]


def test_places_cover_the_text() -> None:
    for text in (INTERVIEW, STORY):
        read = parse(text, Source("x", ""))
        assert "".join(place.gap + place.text for place in places(read)) == read.text.rstrip()


CITED = (
    "<html><body><article><h1>Bờ kè Cồn Nâu</h1>"
    "<p>Ông Đặng Hữu Khoát, Phó Chủ tịch UBND tỉnh Bến Vạc, trả lời Báo Sông Nâu.</p>"
    "<p>PV: Thưa ông, vì sao bờ kè chậm?</p>"
    "<p>Ông Đặng Hữu Khoát: Cát lấp không đủ, vì mỏ ở hạ lưu đóng cửa từ tháng 3.</p>{}"
    "<p>Tôi nhận lỗi ấy, và tỉnh đã xin thêm cát của mỏ bên.</p>"
    "<p>PV: Bao giờ thì xong, thưa ông?</p><p>Ông Đặng Hữu Khoát: Chậm nhất là tháng 9 năm nay.</p>"
    "</article></body></html>"
)


def cited(inner: str) -> QuoteIndex:
    """The index of a page with a quotation set into its first answer."""
    content = read_html(CITED.format(inner))
    return QuoteIndex(places(parse(content.text, Source("kè", "Bờ kè Cồn Nâu"), content.marks)))


LOC = (
    "<blockquote><p>Không ai được ngủ yên khi còn hộ trên bờ lở.</p>"
    "<cite>Bà Mạc Thị Lộc, Trưởng ấp Vàm Lở</cite></blockquote>"
)


def test_a_quotation_with_its_author_is_the_author_s() -> None:
    claim, archive = "Không ai được ngủ yên khi còn hộ trên bờ lở", cited(LOC)
    for speaker, warned in (("Mạc Thị Lộc", []), ("Đặng Hữu Khoát", [Caution.QUOTED]), (None, [Caution.QUOTED])):
        found = archive.check(claim, speaker)
        assert (found.verdict, [one.caution for one in found.warnings]) == (Verdict.VERBATIM, warned)
        assert found.said_by is not None
        assert (found.said_by.voice, found.said_by.name) == (Voice.QUOTED, "Mạc Thị Lộc")
        assert (found.said_by.printed, found.said_by.within) == ("Bà Mạc Thị Lộc, Trưởng ấp Vàm Lở", "Đặng Hữu Khoát")
    assert archive.check("Bà Mạc Thị Lộc, Trưởng ấp Vàm Lở").verdict is Verdict.ABSENT


def test_a_speaker_quoted_beside_his_own_answer_is_nobody_else() -> None:
    own = LOC.replace("Bà Mạc Thị Lộc, Trưởng ấp Vàm Lở", "Ông Đặng Hữu Khoát")
    found = cited(own).check("Không ai được ngủ yên khi còn hộ trên bờ lở", "ông Khoát")
    assert (found.verdict, found.warnings) == (Verdict.VERBATIM, ())


def test_a_quotation_without_an_author_is_told_as_one() -> None:
    inner = "<blockquote><p>Ba năm qua không ai xuống ấp coi dân ở ra sao.</p></blockquote>"
    found = cited(inner).check("Ba năm qua không ai xuống ấp coi dân ở ra sao", "Đặng Hữu Khoát")
    assert (found.verdict, found.warning) == (Verdict.VERBATIM, "quoted")


TWO = """PV: Thưa ông Đặng Hữu Khoát, vì sao bờ kè Cồn Nâu chậm?

{}Cát lấp không đủ, vì mỏ ở hạ lưu đóng cửa từ tháng 3.

Bà Mạc Thị Lộc đứng bên nghe và gật đầu.
"""


def spoken(text: str, label: str) -> QuoteIndex:
    """The index of one question and its answer, which the parser gives to Đặng Hữu Khoát."""
    asked, said = text.index("Thưa"), text.index("Cát lấp")
    end = text.index("\n\n", said)
    blocks = (
        Block(Span(0, text.index("\n")), Role.QUESTION, REPORTER, 1.0, Rule.REPORTER_LABEL),
        Block(Span(said - len(label), end), Role.ANSWER, "Đặng Hữu Khoát", 1.0, Rule.PERSON_LABEL),
        Block(Span(text.index("Bà Mạc"), len(text.rstrip())), Role.NARRATION),
    )
    turn = Turn(Span(asked, text.index("\n")), (Utterance(Span(said, end), "Đặng Hữu Khoát"),))
    cast = (Person("Đặng Hữu Khoát"),)
    return QuoteIndex(places(Interview(Source("kè", ""), text, blocks, (turn,), cast)))


@pytest.mark.parametrize(
    ("label", "speaker", "verdict"),
    [
        ("", "Mạc Thị Lộc", Verdict.VERBATIM),
        ("", "bà Lộc", Verdict.VERBATIM),
        ("", "Trần Văn Giá", Verdict.WRONG_SPEAKER),
        ("Ông Đặng Hữu Khoát: ", "Mạc Thị Lộc", Verdict.WRONG_SPEAKER),
        ("Ông Khoát: ", "Mạc Thị Lộc", Verdict.WRONG_SPEAKER),
    ],
)
def test_nobody_whom_the_article_names_is_contradicted_without_a_label(
    label: str, speaker: str, verdict: Verdict
) -> None:
    found = spoken(TWO.format(label), label).check("mỏ ở hạ lưu đóng cửa từ tháng 3", speaker)
    assert found.verdict is verdict
    assert (found.warning == "speaker_unknown") is (verdict is Verdict.VERBATIM)


def test_a_question_that_may_be_none_contradicts_nobody() -> None:
    text = "Cát lấp không đủ, vì mỏ ở hạ lưu đóng cửa từ tháng 3."
    for confidence, verdict in ((0.6, Verdict.VERBATIM), (0.99, Verdict.WRONG_SPEAKER)):
        block = Block(Span(0, len(text)), Role.QUESTION, REPORTER, confidence)
        archive = QuoteIndex(places(Interview(Source("kè", ""), text, (block,), ())))
        assert archive.check(text, "Đặng Hữu Khoát").verdict is verdict
