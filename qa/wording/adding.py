"""What the pages say on which articles come in: states, doubts, buttons, and why something is refused."""

from __future__ import annotations

from qa.wording import number

NAME = "Thêm bài"
INTRO = (
    "Bài đưa vào đây được đọc thử trước. Chỉ khi có người bấm nhận, bài mới vào kho; lúc ấy mọi trang đang mở "
    "hỏi được ngay. Tắt máy giữa chừng cũng không mất gì."
)

# --- the form ---

FILES = "Chọn tệp"
FILES_HINT = ".txt .html .mhtml .eml .docx .pdf .jsonl .zip; nhiều tệp một lúc, mỗi lần gửi nhiều nhất {megabytes} MB"
DROP = "Thả tệp vào đây"
SEND_FILES = "Đưa tệp lên"
PASTE = "Dán bài"
PASTED = "Toàn văn bài"
TITLE = "Tít"
OUTLET = "Báo"
DATE = "Ngày đăng"
DATE_HINT = "ví dụ 17/05/2024"
URL = "Địa chỉ (http…)"
AUTHORS = "Tác giả"
SEND_PASTED = "Đưa bài dán lên"
PASTED_NAME = "bai-dan"
UNNAMED = "tep-khong-ten"

# --- the list ---

TO_DECIDE = "Đang chờ"
DECIDED = "Đã quyết định"
NOTHING = "Chưa có bài nào chờ."
STATES = {
    "waiting": "chờ đọc",
    "reading": "đang đọc",
    "read": "đã đọc, chờ nhận",
    "refused": "không nhận được",
    "accepting": "đang đưa vào kho",
    "accepted": "đã vào kho",
    "discarded": "đã bỏ",
}
"""Each state, by its value."""
DOUBTS = {
    "no interview": "không nhận ra phần hỏi đáp nào",
    "blocks wait": "có khối chưa chắc là lời của ai",
    "no speaker": "có lời không rõ ai nói",
    "there already": "đúng tệp này đã có trong kho",
    "same id": "kho đã có bài cùng tên tệp; nhận thì thành một bài riêng",
    "another edition": "gần giống một bài cùng báo đã có trong kho: có thể là bản sửa của bài ấy",
    "no title": "thiếu tít",
    "no outlet": "thiếu tên báo",
    "no date": "thiếu ngày đăng",
}
"""Each doubt, by its value."""
DOUBTS_HEAD = "Cần xem trước khi nhận"
NO_DOUBTS = "Không có điểm nào cần xem lại."
THERE = "Bài trong kho"
LOOK = "Xem trước"
ACCEPT = "Nhận"
DISCARD = "Bỏ"
RETRY = "Đọc lại"
ACCEPT_AS = "Nhận làm bản mới của bài đã chọn"
EDITIONS = "Hay là bản sửa của một bài đã có?"
EDITIONS_HINT = (
    "Các bài dưới đây có nhiều lời trùng với bài này. Nếu báo đã sửa bài, hãy chọn bài cũ: bản cũ vẫn đọc được, liên "
    "kết cũ vẫn mở, lời trích được kiểm với cả hai bản. Nếu là bài khác, hãy bấm “Nhận”."
)
NONE_CHOSEN = "Hãy chọn bài mà bài này là bản mới."
OPEN = "Mở bài"
EDIT = "Biên tập"
REFRESH = "Xem lại danh sách"
RECEIVED = "Đã nhận tệp."
ACCEPTED = "Đã vào kho; hỏi được ngay."
STILL_ACCEPTING = "Đã ghi; bài sẽ vào kho ngay khi lần nạp (build) đang chạy xong."
BACK = "Danh sách bài thêm vào"
AS_READ = "Đọc thành bài phỏng vấn"
HOW_READ = "Tệp được đọc ra sao"
PEOPLE = "Người trả lời"
NOT_STATED = "không ghi"
NOT_READ_YET = "Bài chưa được đọc."
GONE = "Mục này đã được quyết định; chữ của bài không còn giữ ở đây."

# --- why something is refused ---

REPLACED = "đã có bản mới hơn của tệp này"
WITHDRAWN = "bài đã rút khỏi kho; muốn nhận lại, hãy cho trở lại ở trang “Bài đã rút” trước"
PARTED = "đã tách thành từng bài"
FAULT = "chương trình gặp lỗi khi đọc tệp này"
BAD_ZIP = "tệp .zip hỏng hoặc có mật khẩu"
NOTHING_INSIDE = "tệp .zip không có bài nào"
BAD_NAME = "tên tệp trong .zip dẫn ra ngoài thư mục"
LINK = "liên kết trong .zip, không phải tệp"
LOCKED = "tệp trong .zip có mật khẩu"
NESTED = "tệp .zip nằm trong .zip; hãy giải nén rồi đưa lên"
NOTHING_SENT = "Hãy chọn tệp, hoặc dán toàn văn bài."
BAD_ACTION = "Không rõ phải làm gì với mục này."


def alike(share: float) -> str:
    """How much of the shorter of two articles both have."""
    return f"giống {round(100 * share)} %"


def former_gone(interview: str) -> str:
    """The interview whose new edition something was to be has been taken out meanwhile."""
    return f"bài {interview} không còn trong kho; hãy đọc lại rồi quyết định"


def too_many_parts(most: int) -> str:
    """A file holds more articles than are taken in the browser."""
    return f"tệp có hơn {number(most)} bài; hãy nạp bằng lệnh build"


def too_much_inside(most: int) -> str:
    """A .zip file unpacks to too much."""
    return f"tệp .zip giải nén ra quá lớn (giới hạn {most // (1024 * 1024)} MB)"


def too_long(most: int) -> str:
    """An article is longer than any newspaper prints."""
    return f"bài dài hơn {number(most)} ký tự; hãy nạp bằng lệnh build"


def pasted_too_long(most: int) -> str:
    """A text that was pasted is too long."""
    return f"Bài dán vào dài quá {number(most)} ký tự."


def fact_too_long(most: int) -> str:
    """A fact of a text that was pasted is too long."""
    return f"Tít, báo, địa chỉ và tác giả dài nhất {number(most)} ký tự mỗi ô."


def no_such_arrival(number_: int) -> str:
    """There is nothing of that number on the page of what came in."""
    return f"Không có mục số {number(number_)} trong danh sách bài thêm vào."


def accept_sure(count: int) -> str:
    """The button that takes in all that no doubt speaks against."""
    return f"Nhận {number(count)} bài không có điểm nghi ngờ"


def accept_all(count: int) -> str:
    """The button that takes in all that was read."""
    return f"Nhận cả {number(count)} bài đã đọc"


def progress(done: int, total: int) -> str:
    """How many of those that came in are read."""
    return f"Đã đọc {number(done)} trên {number(total)} tệp"


def turns_and_waiting(turns: int, waiting: int) -> str:
    """What was read in an article."""
    said = f"{number(turns)} lượt hỏi đáp"
    return f"{said}, {number(waiting)} khối chờ kiểm tra" if waiting else said


def about(action: str, name: str) -> str:
    """Names a button for those who can't see beside what it stands."""
    return f"{action}: {name}"


SCRIPT = {
    "drop": DROP,
    "sending": "Đang đưa lên",
    "sent": "Đã đưa lên",
    "notSent": "Không đưa lên được",
    "connectionLost": "Mất kết nối với máy chủ; hãy thử lại.",
}
"""What adding.js says."""
