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
    "rateKept": "Đã ghi lại. Cảm ơn bạn.",
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


_FAULTS = {
    "database": "Tệp kho hỏng",
    "source": "Bản gốc đã lưu không khớp mã băm",
    "span": "Vị trí nằm ngoài văn bản",
    "quotation": "Lời đã lưu không khớp mã băm (sẽ không được hiển thị)",
    "passage": "Câu trả lời không có đoạn nào để tìm",
    "vector": "Thiếu vectơ, hoặc vectơ sai cỡ",
    "reading": "Bản đọc kỹ sai cỡ",
}
_AGAIN = "rút bài (remove), cho trở lại (lift) rồi build từ tệp gốc"
REMEDIES = {
    "database": "Tệp kho hỏng: dừng máy chủ và khôi phục bản sao lưu gần nhất.",
    "source": f"Bản gốc không khớp: khôi phục bản sao lưu; hoặc {_AGAIN}.",
    "span": f"Vị trí sai: khôi phục bản sao lưu; hoặc {_AGAIN}.",
    "quotation": f"Lời không khớp: khôi phục bản sao lưu; hoặc {_AGAIN}.",
    "passage": f"Thiếu đoạn: {_AGAIN}.",
    "vector": f"Thiếu vectơ: {_AGAIN}.",
    "reading": f"Bản đọc kỹ hỏng: {_AGAIN}.",
}
"""What to do, by the kind of what is wrong."""


def fault(kind: str, place: str) -> str:
    """One thing that is wrong in an archive."""
    return f"{_FAULTS[kind]}: {place}"


def verified(interviews: int, utterances: int, faults: int) -> str:
    """What a check of the whole archive came to."""
    done = f"Đã kiểm {number(interviews)} bài, {number(utterances)} câu trả lời"
    return f"{done}: {number(faults)} chỗ hỏng." if faults else f"{done}: không có gì hỏng."
