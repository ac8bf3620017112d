"""The quote checker: each verdict, each kind of difference, and what must never be called verbatim or near.

The interviews are invented; the floor on the hand-made quotes needs the project's data and skips without it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qa.interview import REPORTER, Block, Interview, Person, Role, Source, Turn, Utterance
from qa.quote.check import DifferenceKind, Part, Place, QuoteCheck, QuoteIndex, Verdict, places
from qa.quote.form import number_value
from qa.text import Span

DATA = Path(__file__).parents[3] / "shared/data"

MAI = "Lâm Thu Mai"
KHOI = "Hồ Đăng Khôi"

ANSWER = (
    "Tỉnh Sơn Hà sẽ luân chuyển 3.200 cán bộ trong năm 2031, tăng 12,5% so với kế hoạch. "
    "Chúng tôi không bổ nhiệm người chưa qua cơ sở, nếu họ không có bằng chuyên môn. "
    "Một số huyện miền núi còn thiếu bác sĩ, nhất là ở xã Đá Trắng.\n"
    "Ông Phạm Quốc Toản, Giám đốc Sở Giao thông, đã hứa làm xong đường “tránh lũ” trước ngày 16/1/2032; "
    "theo tôi, việc ấy hoàn toàn có thể làm được. "
    "Nhiệt độ ở trạm đo hạ xuống -5 độ, cây hoà thảo vẫn sống khoẻ. "
    "Hà Thanh cần 120 tỷ đồng để xây 4 chiếc cầu, còn Nam Lĩnh chỉ cần 80 tỷ đồng. "
    "Theo kế hoạch, mỗi trường dùng 10-15 máy tính và một phòng đọc rộng 200m2."
)
SECOND = (
    "Tôi khẳng định người dân sẽ được đền bù thỏa đáng trước khi bàn giao mặt bằng. "
    "Các hộ trồng sen ở ven hồ cũng nằm trong diện ấy. "
    "Tuy nhiên, hộ nào lấn chiếm đất rừng thì không được nhận tiền. "
    "Việc chi trả hoàn thành trong quý ba."
)
OTHER = "Ngành thủy sản của huyện đã trồng lại hai trăm héc-ta rừng ngập mặn và nuôi tôm dưới tán cây."
QUESTION = "Có phải lãnh đạo tỉnh đang né tránh trách nhiệm về con đập bị vỡ hồi tháng tư?"


def _place(text: str, speaker: str | None, interview: str = "a", start: int = 0, part: Part = Part.ANSWER) -> Place:
    return Place(interview, Span(start, start + len(text)), text, part, speaker)


@cache
def index() -> QuoteIndex:
    """The invented archive."""
    return QuoteIndex(
        [
            _place(QUESTION, REPORTER, part=Part.QUESTION),
            _place(ANSWER, MAI, start=1000),
            _place(SECOND, MAI, start=5000),
            _place(OTHER, KHOI, "b", 70),
        ]
    )


def check(claim: str, speaker: str | None = None) -> QuoteCheck:
    """The check of a claim in the invented archive."""
    return index().check(claim, speaker)


def kinds(found: QuoteCheck) -> set[DifferenceKind]:
    """The kinds of its differences."""
    return {difference.kind for difference in found.differences}


# --- verbatim ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        "Tỉnh Sơn Hà sẽ luân chuyển 3.200 cán bộ trong năm 2031",
        "  “Một số huyện miền núi còn thiếu bác sĩ”\n",
        "nhất là ở xã Đá Trắng. Ông Phạm Quốc Toản, Giám đốc Sở Giao thông",
        "nhất là ở xã Đá Trắng.\nÔng Phạm Quốc Toản",
        "hoàn toàn có thể",
        "đường “tránh lũ” trước ngày 16/1/2032",
        "hạ xuống -5 độ",
        ANSWER,
    ],
)
def test_printed_words_in_a_row_are_verbatim(claim: str) -> None:
    found = check(claim)
    assert found.verdict is Verdict.VERBATIM
    assert found.differences == ()
    assert found.claim == claim


def test_the_match_is_a_span_of_the_interview() -> None:
    found = check("theo tôi, việc ấy")
    assert found.place is not None
    assert found.matched is not None
    assert (found.place.interview, found.place.speaker) == ("a", MAI)
    assert ANSWER[found.matched.start - 1000 : found.matched.end - 1000] == "theo tôi, việc ấy"


def test_decomposed_letters_are_the_same_letters() -> None:
    import unicodedata

    assert check(unicodedata.normalize("NFD", "Chúng tôi không bổ nhiệm")).verdict is Verdict.VERBATIM


# --- near ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Theo tôi việc ấy hoàn toàn có thể làm được", DifferenceKind.PUNCTUATION),
        ("một số huyện miền núi còn thiếu bác sĩ", DifferenceKind.CASE),
        ("Một số huyện  miền núi còn thiếu bác sĩ", DifferenceKind.SPACING),
        ("Một số huyện mi ền núi còn thiếu bác sĩ", DifferenceKind.SPACING),
        ("Một sốhuyện miềnnúi còn thiếu bác sĩ", DifferenceKind.SPACING),
        ('làm xong đường "tránh lũ" trước', DifferenceKind.QUOTE_MARKS),
        ("cây hòa thảo vẫn sống khỏe", DifferenceKind.TONE_PLACEMENT),
        ("Mot so huyen mien nui con thieu bac si", DifferenceKind.MISSING_ACCENTS),
        ("Một số huyện mien nui con thieu bac si", DifferenceKind.MISSING_ACCENTS),
        ("luân chuyển 3200 cán bộ", DifferenceKind.PUNCTUATION),
        ("luân chuyển 3 200 cán bộ", DifferenceKind.PUNCTUATION),
        ("tăng 12.5% so với kế hoạch", DifferenceKind.PUNCTUATION),
        ("trước ngày 16-1-2032", DifferenceKind.PUNCTUATION),
        ("trước ngày 16/01/2032", DifferenceKind.PUNCTUATION),
        ("tăng 12,5 % so với kế hoạch", DifferenceKind.SPACING),
    ],
)
def test_another_form_of_the_same_words_is_near(claim: str, kind: DifferenceKind) -> None:
    found = check(claim)
    assert found.verdict is Verdict.NEAR
    assert kind in kinds(found)


# --- altered -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Chúng tôi bổ nhiệm người chưa qua cơ sở", DifferenceKind.NEGATION),
        ("việc ấy hoàn toàn không thể làm được", DifferenceKind.NEGATION),
        ("Tỉnh Sơn Hà sẽ luân chuyển 2.300 cán bộ trong năm 2031", DifferenceKind.NUMBER),
        ("sẽ luân chuyển 3,200 cán bộ", DifferenceKind.NUMBER),
        ("tăng 125% so với kế hoạch", DifferenceKind.NUMBER),
        ("mỗi trường dùng 10,15 máy tính", DifferenceKind.NUMBER),
        ("hạ xuống 5 độ, cây hoà thảo", DifferenceKind.NUMBER),
        ("tăng 12,5 so với kế hoạch", DifferenceKind.UNIT),
        ("Hà Thanh cần 120 triệu đồng để xây 4 chiếc cầu", DifferenceKind.UNIT),
        ("sẽ luân chuyển 3.200 cán bộ trong năm 2033", DifferenceKind.DATE),
        ("Ông Phạm Quốc Tuấn, Giám đốc Sở Giao thông, đã hứa làm xong", DifferenceKind.NAME),
        ("Một số huyện miền biển còn thiếu bác sĩ, nhất là ở xã Đá Trắng", DifferenceKind.OTHER),
        ("Tỉnh Sơn Hà đã luân chuyển 3.200 cán bộ trong năm 2031", DifferenceKind.MODALITY),
        ("Tất cả huyện miền núi còn thiếu bác sĩ", DifferenceKind.QUANTIFIER),
        ("giảm 12,5% so với kế hoạch", DifferenceKind.COMPARISON),
        ("Giám đốc Sở Tài chính, đã hứa làm xong đường “tránh lũ”", DifferenceKind.ACTOR),
        ("Một số huyện miền núi còn thiếu bác sỉ", DifferenceKind.OTHER),
    ],
)
def test_changed_words_are_altered_and_named(claim: str, kind: DifferenceKind) -> None:
    found = check(claim)
    assert found.verdict is Verdict.ALTERED
    assert kind in kinds(found)


def test_a_dropped_condition_is_altered() -> None:
    found = check("người dân sẽ được đền bù thỏa đáng. Các hộ trồng sen ở ven hồ cũng nằm trong diện ấy")
    assert found.verdict is Verdict.ALTERED
    dropped = found.differences[0]
    assert (dropped.kind, dropped.claimed, dropped.printed) == (
        DifferenceKind.CONDITION,
        "",
        "trước khi bàn giao mặt bằng",
    )


def test_exchanged_names_are_altered() -> None:
    claim = "Nam Lĩnh cần 120 tỷ đồng để xây 4 chiếc cầu, còn Hà Thanh chỉ cần 80 tỷ đồng"
    assert check(claim).verdict is Verdict.ALTERED


def test_a_number_is_shown_whole() -> None:
    found = check("Theo kế hoạch, mỗi trường dùng 10-25 máy tính")
    assert [(d.claimed, d.printed) for d in found.differences] == [("10-25", "10-15")]


@pytest.mark.parametrize(
    "claim",
    ["200 cán bộ trong năm 2031", "so với kế hoạch, tăng 12", "5% so với kế hoạch", "rộng 200"],
)
def test_half_a_number_is_no_quotation(claim: str) -> None:
    assert check(claim).verdict not in (Verdict.VERBATIM, Verdict.NEAR)


# --- stitched, omissions -------------------------------------------------------------------------------------


def test_fragments_joined_as_if_contiguous_are_stitched() -> None:
    found = check("Tỉnh Sơn Hà sẽ luân chuyển 3.200 cán bộ ở xã Đá Trắng")
    assert found.verdict is Verdict.STITCHED
    assert kinds(found) >= {DifferenceKind.OMISSION}


def test_fragments_of_two_answers_are_stitched() -> None:
    claim = "Theo kế hoạch, mỗi trường dùng 10-15 máy tính trước khi bàn giao mặt bằng"
    assert check(claim).verdict is Verdict.STITCHED


@pytest.mark.parametrize("mark", ["[…]", "[...]", "(...)", "...", "…", "(…)"])
def test_a_marked_omission_is_honest(mark: str) -> None:
    kept = "Tôi khẳng định người dân sẽ được đền bù thỏa đáng trước khi bàn giao mặt bằng"
    claim = f"{kept} {mark} Việc chi trả hoàn thành"
    honest = check(f"Một số huyện miền núi {mark} ở xã Đá Trắng")
    assert (honest.verdict, honest.omission) == (Verdict.VERBATIM, True)
    turned = check(claim)
    assert turned.verdict is Verdict.STITCHED
    assert turned.omission is False


def test_an_omission_of_a_negation_is_stitched() -> None:
    assert check("Chúng tôi […] bổ nhiệm người chưa qua cơ sở").verdict is Verdict.STITCHED


def test_words_picked_one_by_one_are_no_quotation() -> None:
    assert check("Ông Phạm Quốc Toản […] cần […] tiền").verdict not in (Verdict.VERBATIM, Verdict.NEAR)


def test_a_mark_at_the_end_is_an_omission() -> None:
    found = check("Một số huyện miền núi còn thiếu...")
    assert (found.verdict, found.omission) == (Verdict.VERBATIM, True)


def test_an_omission_between_two_answers_is_no_quotation() -> None:
    claim = "Một số huyện miền núi còn thiếu bác sĩ […] Việc chi trả hoàn thành trong quý ba"
    assert check(claim).verdict is Verdict.STITCHED


# --- speakers ------------------------------------------------------------------------------------------------


def test_words_of_another_official() -> None:
    found = check("đã trồng lại hai trăm héc-ta rừng ngập mặn", MAI)
    assert found.verdict is Verdict.WRONG_SPEAKER
    assert found.place is not None
    assert found.place.speaker == KHOI
    assert found.differences[0].kind is DifferenceKind.SPEAKER


@pytest.mark.parametrize("speaker", [None, MAI])
def test_words_of_the_reporter(speaker: str | None) -> None:
    found = check("đang né tránh trách nhiệm về con đập bị vỡ", speaker)
    assert found.verdict is Verdict.WRONG_SPEAKER
    assert found.place is not None
    assert found.place.is_reporter


@pytest.mark.parametrize(
    "label",
    ["Ông Khôi", "Hồ Đăng Khôi", "TS. Hồ Đăng Khôi", "Giám đốc Đăng Khôi", "ho dang khoi"],
)
def test_the_claimed_speaker_by_any_label(label: str) -> None:
    assert check("đã trồng lại hai trăm héc-ta rừng ngập mặn", label).verdict is Verdict.VERBATIM


# --- absent --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    ["Nhà ga mới sẽ khánh thành vào mùa xuân với mười hai đường tàu.", "…", "!!!", "Kubernetes"],
)
def test_what_nobody_said_is_absent(claim: str) -> None:
    found = check(claim)
    assert found.verdict is Verdict.ABSENT
    assert found.differences == ()


def test_an_empty_archive_knows_nothing() -> None:
    assert QuoteIndex([]).check("Chúng tôi không bổ nhiệm").verdict is Verdict.ABSENT


# --- what the sentence goes on to say ------------------------------------------------------------------------


def test_a_cut_after_a_negation_is_warned_of() -> None:
    found = check("bổ nhiệm người chưa qua cơ sở")
    assert found.verdict is Verdict.VERBATIM
    assert found.warning is not None
    assert "Chúng tôi không" in found.warning


def test_a_cut_before_a_condition_is_warned_of() -> None:
    found = check("Chúng tôi không bổ nhiệm người chưa qua cơ sở")
    assert found.verdict is Verdict.VERBATIM
    assert found.warning == "nếu họ không có bằng chuyên môn"


def test_a_whole_sentence_needs_no_warning() -> None:
    assert check("Một số huyện miền núi còn thiếu bác sĩ, nhất là ở xã Đá Trắng.").warning is None


# --- properties ----------------------------------------------------------------------------------------------

ANSWERS = (ANSWER, SECOND, OTHER)


@st.composite
def slices(draw: st.DrawFn, least: int = 1) -> str:
    text = draw(st.sampled_from(ANSWERS))
    words = list(re.finditer(r"\S+", text))
    first = draw(st.integers(0, len(words) - least))
    last = draw(st.integers(first + least - 1, len(words) - 1))
    return text[words[first].start() : words[last].end()]


@settings(max_examples=300, deadline=None)
@given(slices())
def test_any_slice_on_word_borders_is_verbatim(claim: str) -> None:
    assume(re.search(r"\w", claim))
    assert check(claim).verdict is Verdict.VERBATIM


@settings(max_examples=300, deadline=None)
@given(slices(least=2), st.integers(1, 500), st.sampled_from(["không", "Không", "khong", "KHÔNG"]))
def test_an_inserted_negation_is_never_supported(claim: str, place: int, word: str) -> None:
    words = claim.split(" ")
    assume(len(words) > 1)
    place = 1 + place % (len(words) - 1)
    edited = " ".join([*words[:place], word, *words[place:]])
    assume(not any(edited in answer for answer in ANSWERS))
    assert check(edited).verdict not in (Verdict.VERBATIM, Verdict.NEAR)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(slices(least=3).filter(lambda claim: " không " in claim), st.integers(0, 20))
def test_a_deleted_negation_is_never_supported(claim: str, which: int) -> None:
    places = [m for m in re.finditer(r"(?<=\s)không\s", claim) if m.end() < len(claim)]
    assume(places)
    place = places[which % len(places)]
    edited = claim[: place.start()] + claim[place.end() :]
    assert check(edited).verdict not in (Verdict.VERBATIM, Verdict.NEAR)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_anything_can_be_checked(claim: str) -> None:
    assert check(claim).claim == claim


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3.200", "3200", True),
        ("3.200", "3,200", False),
        ("6.5", "6,5", True),
        ("1.234.567", "1,234,567", True),
        ("1.234,5", "1,234.5", True),
        ("8 549", "8.549", True),
        ("2,05", "2,5", False),
    ],
)
def test_values_of_numbers(one: str, other: str, same: bool) -> None:
    assert (number_value(one) == number_value(other)) is same


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        ("luân chuyển ba nghìn hai trăm cán bộ trong năm 2031", "3.200"),
        ("Ngành thủy sản của huyện đã trồng lại 200 héc-ta rừng ngập mặn", "hai trăm"),
    ],
)
def test_a_number_written_another_way_is_altered_but_equal(claim: str, printed: str) -> None:
    found = check(claim)
    assert found.verdict is Verdict.ALTERED
    assert [(d.kind, d.printed, d.equal_value) for d in found.differences] == [(DifferenceKind.NUMBER, printed, True)]


def test_other_numbers_are_not_equal() -> None:
    assert not any(d.equal_value for d in check("luân chuyển 2.300 cán bộ trong năm 2031").differences)


@pytest.mark.parametrize("claim", ["Một số h\u200buyện miền n\u00adúi còn thiếu", "nhất là ở xã Ðá Trắng"])
def test_what_cannot_be_seen_changes_nothing(claim: str) -> None:
    assert check(claim).verdict is Verdict.VERBATIM


# --- the archive's interviews --------------------------------------------------------------------------------


def test_places_of_an_interview() -> None:
    text = f"Hỏi gì?\n{OTHER}"
    question, answer = Span(0, 7), Span(8, len(text))
    interview = Interview(
        Source("b", "Rừng"),
        text,
        (Block(question, Role.QUESTION, REPORTER), Block(answer, Role.ANSWER, KHOI)),
        (Turn(question, (Utterance(answer, KHOI),)),),
        (Person(KHOI, "Chủ tịch huyện", ("Ông Khôi",)),),
    )
    asked, answered = places(interview)
    assert asked == Place("b", question, "Hỏi gì?", Part.QUESTION, REPORTER, gap="")
    assert answered == Place("b", answer, OTHER, Part.ANSWER, KHOI, ("Chủ tịch huyện", "Ông Khôi"), sure=False)


# --- the hand-made quotes ------------------------------------------------------------------------------------


@pytest.mark.skipif(not (DATA / "interviews/dev.json").exists(), reason="the project's data is not here")
def test_the_hand_made_quotes_keep_their_floor() -> None:
    from tests.benchmarks.quotes import dev_cases, dev_speeches

    dev = json.loads((DATA / "interviews/dev.json").read_text("utf-8"))
    archive = QuoteIndex(dev_speeches(dev))
    judged = [(case.verdict, archive.check(case.claim, case.speaker).verdict) for case in dev_cases(dev)]
    safe = {Verdict.VERBATIM, Verdict.NEAR}
    assert not [pair for pair in judged if pair[0] not in safe and pair[1] in safe]
    for verdict in Verdict:
        row = [got for given, got in judged if given is verdict]
        floor = {Verdict.VERBATIM: 0.995, Verdict.NEAR: 0.97}.get(verdict, 0.9)
        assert row.count(verdict) / len(row) >= floor, verdict
