"""What the program says of how it read a question, and of why a quotation is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer.explain import Why
from qa.question.clues import (
    AbbreviationClue,
    Clue,
    FollowUpClue,
    NewestClue,
    OutletClue,
    PeriodClue,
    RenamedClue,
    SpeakerClue,
    SpellingClue,
    meaning_of,
)
from qa.search.query import Reason
from qa.wording import day

READ_AS = "Cách hiểu câu hỏi"
CHIPS_LABEL = "Cách hiểu câu hỏi (bỏ chọn để hỏi lại)"
UNDATED = "kể cả bài không ghi ngày"
OPEN_END = "9999-12-31"
OPEN_START = "1900-01-01"


def clue_label(clue: Clue) -> str:
    """Says what one clue takes words of the question for."""
    match clue:
        case FollowUpClue():
            return f"Hỏi tiếp câu “{clue.before}”"
        case SpellingClue():
            return f"Đã hiểu là: “{clue.changed}”"
        case SpeakerClue():
            return f"Ưu tiên {', '.join(clue.speakers)}"
        case PeriodClue():
            days = span_of_days(clue.since, clue.until)
            return f"Chỉ lời nói {days} ({UNDATED})" if clue.strict else f"Ưu tiên lời nói {days}"
        case OutletClue():
            return f"Ưu tiên {clue.outlet}"
        case NewestClue():
            return "Ưu tiên bài mới nhất"
        case AbbreviationClue():
            return f"{clue.words} = {' = '.join(meaning_of(clue))}"
        case RenamedClue():
            return f"{clue.words}: tìm cả {', '.join(clue.names)}"
    raise TypeError(clue)


def understood_as(clues: Sequence[Clue]) -> str:
    """Returns one line on how a question was read."""
    return f"{READ_AS}: {' · '.join(clue_label(clue) for clue in clues)}"


def span_of_days(since: str, until: str) -> str:
    """Returns a period in words: a day, a month, a year, or its two ends."""
    if until == OPEN_END:
        return f"từ {day(since)}"
    if since == OPEN_START:
        return f"đến {day(until)}"
    if since == until:
        return f"ngày {day(since)}"
    if since[:4] == until[:4] and since.endswith("-01-01") and until.endswith("-12-31"):
        return f"năm {since[:4]}"
    if since[:7] == until[:7] and since.endswith("-01"):
        return f"tháng {int(since[5:7])}/{since[:4]}"
    if since.endswith("-01-01") and until.endswith("-12-31"):
        return f"năm {since[:4]} đến {until[:4]}"
    return f"{day(since)} đến {day(until)}"


REASONS = {
    Reason.SPEAKER: "đúng người được hỏi",
    Reason.OUTLET: "đúng báo được hỏi",
    Reason.PERIOD: "trong thời gian được hỏi",
    Reason.NEWEST: "bài mới",
    Reason.SAME_INTERVIEW: "cùng bài với câu trả lời trước",
    Reason.SAME_TURN: "đã là câu trả lời trước",
}
"""What each boost says."""

WHY = "Vì sao có đoạn này"


def why_lines(why: Why) -> Iterator[str]:
    """Tells why a hit is here, a sentence each."""
    if why.said:
        yield f"Từ của câu hỏi có trong lời nói: {_listed(why.said)}."
    if why.around:
        yield f"Từ chỉ có ở tiêu đề, câu hỏi của phóng viên hoặc tên và chức vụ: {_listed(why.around)}."
    if not why.said and not why.around:
        yield "Không trùng từ nào của câu hỏi; tìm thấy nhờ gần nghĩa."
    yield f"Xếp thứ {why.by_words} khi tìm theo từ, thứ {why.by_meaning} khi tìm theo nghĩa."
    for boost in why.boosts:
        yield f"{'Được ưu tiên' if boost.value > 0 else 'Bị lùi lại'} vì {REASONS[boost.reason]}."


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
