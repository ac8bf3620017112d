"""What the editors' inbox says."""

from __future__ import annotations

from qa.wording import number
from qa.wording.time import moment

NAME = "Hộp thư"
INTRO = (
    "Ý kiến của bạn đọc về các trích dẫn, và những câu hỏi mà kho chưa trả lời được. "
    "Câu giống nhau được gộp thành một mục."
)
STATES = {"new": "Chưa xem", "seen": "Đã xem", "done": "Xong"}
EVERY = "Tất cả"
SHOW = "Hiện"
KINDS = {
    "wrong": "bạn đọc nói không đúng",
    "useful": "bạn đọc thấy hữu ích",
    "none": "không tìm thấy gì",
    "related": "chỉ có lời liên quan",
}
NOTHING = "Không có mục nào."
DONE = "Đã ghi."
QUOTATION = "Trích dẫn"
EDIT = "Mở trang biên tập bài"
SET = {"seen": "Đánh dấu đã xem", "done": "Xong", "new": "Để lại chưa xem"}
MAKE_CASE = "Thêm vào bộ đo"
CASE_HELP = "Bộ đo là những câu hỏi có đáp án mà lệnh evaluate đọc."
ANSWERED_BY = "Lời đáp đúng (đường dẫn /l/… hoặc mã lượt)"
WITH_ANSWER = "Thêm câu có lời đáp này"
WITHOUT_ANSWER = "Thêm câu mà kho không có lời đáp"
NO_ANSWER_GIVEN = "Hãy ghi đường dẫn của lời đáp đúng."
NO_ROWS = "Hãy chọn một mục."
DOWNLOAD_SET = "Tải bộ đo (.json)"
DOWNLOAD_CSV = "Tải danh sách (.csv)"
FILE, SET_FILE = "hop-thu", "bo-do"
HEADS = (
    "Lúc",
    "Loại",
    "Câu hỏi",
    "Lượt",
    "Ý kiến",
    "Bộ lọc",
    "Bản nội dung kho",
    "Trạng thái",
    "Ai xử lý",
    "Xử lý lúc",
)


def counted(state: str, count: int) -> str:
    """A state with how many rows are in it."""
    return f"{STATES[state]}: {number(count)}"


def times(count: int, first: str, last: str) -> str:
    """How often something was said or asked, and from when until when."""
    often = f"{number(count)} lần"
    return f"{often}, {moment(last)}" if first == last else f"{often}, {moment(first)} – {moment(last)}"


def handled(state: str, who: str, at: str) -> str:
    """What became of a line, by whom and when."""
    told = f"{STATES[state]}: {who}" if who else STATES[state]
    return f"{told}, {moment(at)}" if at else told


def version(content: str) -> str:
    """The archive's content when it was said."""
    return f"nội dung kho bản {content}"


def limits(filters: str) -> str:
    """The filters with which something was asked."""
    return f"bộ lọc: {filters}"


def in_set(count: int) -> str:
    """How many labelled questions there are."""
    return f"Bộ đo có {number(count)} câu."


def more(shown: int) -> str:
    """There is more than is shown at once."""
    return f"Đang hiện {number(shown)} dòng mới nhất; tải .csv để có tất cả."
