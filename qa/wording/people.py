"""What the program says about people: whom a name means, a person's page, and what editors decide."""

from __future__ import annotations

from collections.abc import Sequence

from qa.wording import day, number

NAV_PEOPLE = "Người trả lời"
PEOPLE = "Người trả lời phỏng vấn"
FIND = "Tìm theo tên"
FIND_BUTTON = "Tìm"
POSTS = "Chức vụ đã in, theo thời gian"
LABELS = "Tên và cách gọi đã in"
INTERVIEWS = "Các bài phỏng vấn"
NAMESAKES = "Người khác trùng tên"
WHY = "Vì sao coi là một người"
ASK_THEM = "Hỏi riêng người này"
NO_POST = "không ghi chức vụ"
UNDATED = "không rõ ngày"
WITHOUT_QUESTION = "(không có câu hỏi trước đó)"
NOBODY = "Kho không có người trả lời nào tên như vậy."
SHOW_ALL = "Xem tất cả"
CHOOSE_TO_ASK = "Tên này có ở nhiều người. Lời dưới đây là của tất cả những người ấy; hãy chọn đúng người cần hỏi:"
CHOOSE_TO_CHECK = "Tên này có ở nhiều người. Kết quả dưới đây tính lời của tất cả; hãy chọn đúng người cần kiểm tra:"
CHOOSE_PAGE = "Kho có nhiều người tên như vậy và chưa đủ căn cứ để coi là một. Hãy chọn đúng người:"
REASONS = {
    0: "người biên tập đã gộp",
    1: "cùng một bài được đăng lại",
    2: "cùng tên, cùng chức vụ",
    3: "cùng tên, cùng cơ quan",
    4: "cùng tên, lên chức trong cùng một hệ thống",
}
"""By the value of a `Reason`."""


def which(name: str, women: bool, men: bool) -> str:
    """Asks whom a name means."""
    title = "Ông/bà" if women == men else "Bà" if women else "Ông"
    return f"{title} {name} nào?"


def people_found(count: int) -> str:
    """How many people there are."""
    return f"{number(count)} người"


def in_years(dates: Sequence[str]) -> str:
    """When somebody spoke: one day, or the first and the last."""
    return " – ".join(day(date) for date in dates)


def printed_as(name: str) -> str:
    """Beside a name that an editor corrected: the one that the paper printed."""
    return f"báo in: {name}"


def others(count: int) -> str:
    """People of the same name that the list leaves out."""
    return f"và {number(count)} người khác"


def because(reason: int, title: str) -> str:
    """Why an interview is taken for the same person's as another."""
    return f"{REASONS[reason]} với bài “{title}”"


def no_such_person(key: str) -> str:
    """No person of the archive has this key."""
    return f"Kho không có người “{key}”."


def several(question: str, labels: Sequence[str], more: int) -> str:
    """On the command line: whom a name may mean, each to be chosen with --speaker, and how many are left out."""
    lines = "\n".join([*(f'  --speaker "{label}"' for label in labels), *[f"  {others(more)}"] * (more > 0)])
    return f"{question} Tên này có ở nhiều người; kết quả gồm lời của tất cả. Chọn một người bằng:\n{lines}"


# --- what editors decide ---

EDITING = "Dành cho người biên tập"
DECISIONS = "Quyết định về người trả lời"
DECISIONS_HINT = (
    "Mỗi quyết định ghi người quyết định, thời điểm và lý do; lời trích không bao giờ đổi. "
    "Muốn sửa, mở trang của một người:"
)
ALL_DECISIONS = "Mọi quyết định về người trả lời"
NO_DECISIONS = "Chưa có quyết định nào."
RENAME = "Sửa tên"
RENAME_HINT = "Tên hiện ra khi trích dẫn. Bài báo giữ nguyên tên đã in."
JOIN = "Gộp với người khác"
JOIN_HINT = "Chọn những người thật ra là người này."
JOIN_OTHER = "Người khác (tên hoặc địa chỉ trang)"
SPLIT = "Tách thành người khác"
SPLIT_HINT = "Chọn những bài không phải của người này."
NAME = "Tên đúng"
REASON = "Lý do"
AUTHOR = "Tên người quyết định"
TAKE_BACK = "Hoàn tác"
TAKEN_BACK = "đã hoàn tác"
APART_FROM = "tách khỏi"
NOT_KEPT = "Quyết định chưa được ghi"
BAD_NAME = "Hãy nhập tên đúng, khác tên đang hiện."
NOBODY_CHOSEN = "Hãy chọn ít nhất một người khác để gộp."
NOT_ALL_AND_NOT_NONE = "Hãy chọn ít nhất một bài, và để lại ít nhất một bài."
NOT_IN_FORCE = "Quyết định này không còn hiệu lực nên không hoàn tác được."
REASON_NEEDED = "Hãy ghi lý do, nhiều nhất 300 ký tự."
AUTHOR_NEEDED = "Hãy ghi tên người quyết định."
CHANGED_MEANWHILE = "Vừa có người khác quyết định. Hãy mở lại trang, xem quyết định mới rồi làm lại."


def not_one(name: str, count: int) -> str:
    """A typed name by which an editor means one person means none, or several."""
    return f"“{name}” là tên của {number(count)} người: hãy dán địa chỉ trang của đúng người." if count else NOBODY


def decided(action: str, name: str | None, undoes: int | None) -> str:
    """What a decision says, in a few words."""
    said = {"join": "Gộp thành một người", "split": "Tách thành người khác", "rename": f"Sửa tên thành “{name}”"}
    return said.get(action, f"Hoàn tác quyết định #{undoes}")


def by_and_when(author: str, at: str) -> str:
    """Who decided, and when (UTC)."""
    date, _, time = at.partition("T")
    return f"{author}, {day(date)} {time[:5]} UTC"


def more_interviews(count: int) -> str:
    """Interviews of a decision that the list leaves out."""
    return f"và {number(count)} bài khác"


def lost(interview: str) -> str:
    """A decision is about an interview that the archive lacks today."""
    return f"bài {interview}, nay không có trong kho"
