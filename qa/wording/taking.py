"""Finding interviews in their list, what is new in it, and taking quotations away."""

from __future__ import annotations

from qa.wording import day, number
from qa.wording.page import articles

FIND = "Tìm trong tít, người trả lời, báo"
FIND_BUTTON = "Tìm"
ALL = "Tất cả"
SPEAKER = "Người trả lời"
OUTLET = "Báo"
YEAR = "Năm"
ORDER = "Thứ tự"
ORDERS = {"moi": "Mới nhất", "cu": "Cũ nhất", "ten": "Theo tít", "them": "Mới nạp"}
STATE = "Trạng thái"
STATES = {"": "Đang hiển thị", "cho": "Có khối chờ kiểm tra", "rut": "Đã rút"}
CLEAR = "Bỏ bộ lọc"
NOTHING = "Không có bài nào khớp. Hãy bớt từ, hoặc bỏ bộ lọc."
NEW = "Mới"
FEED = "Theo dõi bằng Atom"
FEED_HINT = "Địa chỉ Atom của danh sách đang xem"
BY_MONTH = "Số bài theo tháng"
MONTH = "Tháng"
COUNT = "Số bài"
TAKE = "Tải về"
TAKE_CHOSEN = "Tải lời của các bài đã chọn"
TAKE_CHOSEN_WORDS = "Tải các lời đã chọn"
TAKE_WORDS = "Lời trích:"
TAKE_FACTS = "Thư mục tham khảo:"
FORMS = {"docx": "Word", "csv": "Excel (.csv)", "json": "JSON-LD", "bib": "BibTeX", "csl": "CSL-JSON"}
CHOOSE = "Chọn"
NOTHING_CHOSEN = "Hãy chọn ít nhất một bài hoặc một lời trích để tải."
BAD_FORM = "Định dạng tải về phải là docx, csv, json, bib hoặc csl."
FILE = "loi-trich"
CHOSEN_QUOTATIONS = "Lời trích đã chọn"
TAKE_PERSON = "Tải mọi lời của người này"

COLUMNS = (
    "STT",
    "Nguyên văn",
    "Người nói",
    "Chức vụ",
    "Câu hỏi",
    "Tít bài",
    "Báo",
    "Ngày",
    "Ghi chú",
    "Cải chính",
    "Bài gốc",
    "Liên kết",
    "sha256",
)
"""The table of quotations."""


def quotations_found(count: int) -> str:
    """How many quotations a file holds."""
    return f"{number(count)} lời trích, nguyên văn như đã in."


def too_many(most: int) -> str:
    """More is asked for than one file holds."""
    return f"Mỗi lần tải được nhiều nhất {number(most)} mục."


def of_all(count: int, all_: int, again: int = 0) -> str:
    """How many interviews of the archive were found, and how many of these are told with another that they reprint."""
    return f"{number(count)} trong {articles(all_, again)}" if count != all_ else articles(all_, again)


def new_since(count: int, moment: str) -> str:
    """How many interviews came since the visitor looked last."""
    return f"{number(count)} bài mới kể từ lần bạn xem trước ({moment})"


def month_count(month: str, count: int) -> str:
    """One bar of the plot."""
    return f"{day(month)}: {number(count)} bài"


def choose(title: str) -> str:
    """The box that chooses an interview, to those who hear it alone."""
    return f"Chọn bài “{title}”"


def choose_words(asked: str) -> str:
    """The box that chooses one quotation, to those who hear it alone."""
    return f"Chọn lời đáp câu hỏi “{asked}”"


def said_by(name: str) -> str:
    """The name of a file of one person's statements."""
    return f"Lời của {name}"
