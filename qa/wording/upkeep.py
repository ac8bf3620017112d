"""What the commands for upkeep say, and the page about a visitor's word on an answer."""

from __future__ import annotations

from qa.wording import number

NO_FEEDBACK = "Chưa có ý kiến nào."

RATE = "Trích dẫn này có ích không?"
USEFUL = "Hữu ích"
WRONG = "Không đúng"
VERDICTS = {"useful": USEFUL, "wrong": WRONG}
SCRIPT = {
    "rateThanks": "Cảm ơn bạn, ý kiến đã được ghi lại.",
    "rateNote": "Không đúng ở đâu? (không bắt buộc)",
    "rateSend": "Gửi ý kiến",
    "rateFailed": "Chưa gửi được ý kiến. Hãy thử lại sau ít phút.",
}
"""What feedback.js says."""


def backed_up(path: object, size: int) -> str:
    """A backup has been written; `size` in bytes."""
    return f"Đã sao lưu vào {path} ({number(max(1, size // 1024))} KB)."


def backup_exists(path: object) -> str:
    """A backup never overwrites a file."""
    return f"Tệp {path} đã có sẵn; hãy chọn tên khác cho bản sao lưu."


def no_folder(path: object) -> str:
    """The folder that a backup should go to is not there."""
    return f"Không có thư mục {path} để ghi bản sao lưu."
