"""A clause that its own sentence, or the next one, denies, doubts, asks, conditions or reports is warned of."""

from __future__ import annotations

import pytest

from qa.quote.context import turns
from qa.quote.cues import Turn
from qa.quote.judge import in_a_row
from qa.quote.words import Words

CLAUSE = "kè xong trong năm nay"


def turned(text: str) -> list[Turn | None]:
    """What the text does to the clause."""
    printed = Words(text)
    judged = in_a_row(Words(CLAUSE), printed)
    assert judged is not None
    return [one.turn for one in turns(printed, judged.printed)]


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        (f"Tôi chưa từng hứa với ai, dù trong hay ngoài cuộc họp, là {CLAUSE}.", Turn.DENIED),
        (f"Nói {CLAUSE} là sai.", Turn.DENIED),
        (f"Tỉnh bác bỏ ý kiến cho rằng {CLAUSE}.", Turn.DENIED),
        (f"Chúng tôi không bao giờ nói {CLAUSE}.", Turn.DENIED),
        (f"Không ai nói rằng {CLAUSE}.", Turn.DENIED),
        (f"Làm gì có chuyện {CLAUSE}.", Turn.DENIED),
        (f"Không phải {CLAUSE} mà là sang năm.", Turn.DENIED),
        (f"Có người nói {CLAUSE}. Điều đó không đúng.", Turn.DENIED),
        (f"Người ta đồn {CLAUSE}; đó là bịa đặt.", Turn.DENIED),
        (f"Dân bảo {CLAUSE}.", Turn.REPORTED),
        (f"Nhiều người cho rằng {CLAUSE}, nhưng tôi nghĩ khác.", Turn.REPORTED),
        (f"Cứ tưởng {CLAUSE}, ai ngờ thiếu cát.", Turn.DOUBTED),
        (f"Chưa chắc {CLAUSE}.", Turn.DOUBTED),
        (f"Chẳng lẽ {CLAUSE} hay sao?", Turn.ASKED),
        (f"Ai bảo {CLAUSE}?", Turn.ASKED),
        (f"Nếu {CLAUSE} thì dân đỡ khổ.", Turn.CONDITIONAL),
        (f"Hồ sơ đủ thì {CLAUSE}, với điều kiện mỏ cát mở lại.", Turn.CONDITIONAL),
    ],
)
def test_what_turns_a_clause_is_named(text: str, turn: Turn) -> None:
    assert turn in turned(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Tôi khẳng định {CLAUSE}.",
        f"Không chỉ {CLAUSE} mà đường cũng xong.",
        f"Tôi không nói nhiều, {CLAUSE}.",
        f"Không phải sang năm mà {CLAUSE}.",
        f"Hồ sơ đủ rồi, {CLAUSE}, nhưng đường thì chưa.",
        f"Tôi phản đối cách làm cũ; {CLAUSE}.",
        f"Ông ấy hỏi, tôi trả lời rằng {CLAUSE}.",
        f"Nghe dân nói rồi, {CLAUSE}. Đó không phải là việc dễ.",
        f"Nếu so với năm ngoái thì nhanh, {CLAUSE}.",
        f"Cả tỉnh mong {CLAUSE}. Không ai phải dời nhà.",
    ],
)
def test_what_stands_beside_a_denial_is_not_warned_of(text: str) -> None:
    assert turned(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Hồi ấy ai cũng đinh ninh {CLAUSE}.",
        f"Ông nào nói {CLAUSE} hãy đứng ra chịu trách nhiệm.",
        f"{CLAUSE.capitalize()} chỉ có trong báo cáo thôi.",
    ],
)
def test_idioms_that_no_cue_holds_are_told_by_the_fitted_model(text: str) -> None:
    printed = Words(text)
    judged = in_a_row(Words(CLAUSE), printed)
    assert judged is not None
    (told,) = turns(printed, judged.printed)
    assert told.turn is None
    assert all(words in text for words in told.words.split(" […] "))


@pytest.mark.parametrize(
    "text",
    [f"Phải nói rằng {CLAUSE}.", f"Cụ thể là {CLAUSE}.", f"{CLAUSE.capitalize()}, và tôi tin điều đó."],
)
def test_what_the_speaker_states_is_not_warned_of(text: str) -> None:
    assert turned(text) == []
