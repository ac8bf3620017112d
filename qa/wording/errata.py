"""What papers corrected in print: beside the words, in checks, and on the editors' page."""

from __future__ import annotations

from qa.wording import day, number
from qa.wording.time import moment

RECTIFIED = "Đã cải chính"
BECOMES = "được sửa thành"
TAKEN_BACK = "Báo rút lại những chữ"

CLAIM = {
    "wrong": "Lời này đúng như báo đã in, nhưng báo đã cải chính.",
    "right": "Lời này khớp với nội dung đã cải chính, không phải với lời đã in.",
    "neither": "Báo đã cải chính chỗ này.",
}
"""What a claim has of an erratum, by the values of `Says`."""

OPEN = "Mở chỗ được cải chính"


def rectified(on: str, wrong: str, right: str, note: str) -> str:
    """What a paper published about printed words, in one line."""
    flat, new = " ".join(wrong.split()), " ".join(right.split())
    what = f"“{flat}” {BECOMES} “{new}”" if new else f"báo rút lại “{flat}”"
    return f"{RECTIFIED} {day(on)}: {what}." + (f" {note}" if note else "")


# --- the editors' page ---

NAME = "Cải chính"
INTRO = (
    "Khi báo đăng cải chính cho lời đã in: ghi ở đây ngày đăng, chữ sai và chữ đúng. Bài giữ nguyên như đã in; "
    "cạnh lời ấy, ở mọi nơi hiện ra, có dòng “Đã cải chính”."
)
NONE = "Chưa có cải chính nào."
OF_THIS = "Cải chính của bài này"
ADD = "Ghi một cải chính"
CHOOSE = "Mở bài phỏng vấn để ghi cải chính: ở trang biên tập của bài có nút “Cải chính”."
WRONG = "Chữ sai, chép đúng như trong bài"
RIGHT = "Chữ đúng (để trống nếu báo rút lại những chữ ấy)"
DAY = "Ngày đăng cải chính (ngày/tháng/năm)"
NOTE = "Đăng ở đâu, vì sao (bạn đọc thấy dòng này)"
SAVE = "Lưu cải chính"
WHICH = "Những chữ này có ở nhiều chỗ. Chọn đúng chỗ được cải chính:"
SAVED = "Đã lưu."
TAKE_BACK = "Bỏ cải chính này"
WHY_BACK = "Vì sao bỏ (không bắt buộc)"
GONE = "đã bỏ"
LOST = "Không tìm thấy chỗ này trong bài hiện nay, hoặc có ở nhiều chỗ"
BACK = "Biên tập bài này"
WAY = "Cải chính"
ENTRIES = "Các lần ghi"

# --- what can't be entered ---

NO_WORDS = "Hãy ghi chữ sai, chép đúng như trong bài."
NOT_PRINTED = "Bài không in những chữ này. Hãy chép lại đúng từng chữ, cả dấu câu, từ bài trong kho."
SAME_WORDS = "Chữ đúng trùng với chữ đã in: không có gì để cải chính."
TOO_LONG = "Nội dung cải chính quá dài."
BAD_DAY = "Không đọc được ngày đăng cải chính: hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."
DAY_TO_COME = "Ngày đăng cải chính ở tương lai."
KNOWN = "Cải chính này đã được ghi."
BAD_LINE = "Không phải một cải chính đã ghi ra từ kho."
NOT_IN_FORCE = "Cải chính này đã bị bỏ, hoặc không có."


def unreadable(interview: str, version: int) -> str:
    """A stored entry can't be read."""
    return f"Không đọc được cải chính {version} của bài “{interview}”."


def by(author: str, at: str) -> str:
    """Who made an entry, and when."""
    return f"{moment(at)} · {author}" if author else moment(at)


def listed(count: int) -> str:
    """Counts the errata in force."""
    return f"{number(count)} cải chính đang có hiệu lực"


def taken_back(version: int, reason: str) -> str:
    """An entry that takes another one back."""
    return f"Bỏ lần ghi {version}" + (f": {reason}" if reason else "")
