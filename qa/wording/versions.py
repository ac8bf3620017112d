"""What is said of an interview whose article has changed since it came into the archive."""

from __future__ import annotations

from qa.wording import number
from qa.wording.time import moment

THIS_IS_FORMER = "Đây là bản cũ của bài."
PRESENT = "Xem bản hiện nay"
COMPARE = "Xem chỗ khác giữa hai bản"
FORMER = "Các bản cũ của bài"
DIFFERENCES = "Chỗ khác giữa hai bản"
DIFFERENCES_HINT = "Chữ gạch ngang chỉ có trong bản cũ; chữ gạch chân chỉ có trong bản sau. Chỗ giống nhau được lược."
NO_DIFFERENCE = "Hai bản có cùng chữ."
PRESENT_NAME = "bản hiện nay"
MEANT = "Bài đã đổi. Nếu liên kết này có từ trước đó, lời được trích là:"
OPEN = "mở trong bản cũ"
CLAIM_NAME = "Có trong bản cũ, không còn trong bản hiện nay"
CLAIM = "Lời này có trong một bản cũ của bài, không còn trong bản hiện nay."
LEFT_OUT = "[…]"


def name(version: int, until: str) -> str:
    """An earlier version, by its number and the time at which another took its place."""
    return f"bản {number(version)}, kho giữ đến {moment(until)}"


def stood_until(until: str) -> str:
    """Until when the archive held a version."""
    return f"Kho giữ bản này đến {moment(until)}; sau đó bài đã đổi."


def stood(version: int, until: str, facts: str) -> str:
    """Tells where words stood in an earlier version alone: who said them there, paper, day and title."""
    return f"Bài đã đổi: lời này có trong {name(version, until)}, không còn trong bản hiện nay. {facts}".strip()


def no_such_version(interview: str, version: int) -> str:
    """There is no earlier version of this number."""
    return f"Bài “{interview}” không có bản cũ số {number(version)}."


def superseded(interview: str, version: int, until: str) -> str:
    """Tells where the words of a permalink stand that the present text no longer has."""
    return f"Lời này nằm trong {name(version, until)}, của bài “{interview}”; bài nay đã đổi."


def changed(name: str) -> str:
    """A build found that an article has changed."""
    return f"Bài đã đổi, bản cũ vẫn đọc được: {name}"
