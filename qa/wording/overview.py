"""What the staff's overview says."""

from __future__ import annotations

from qa.wording import number

NAME = "Tổng quan"
WAITS, FAILED, NEW, ARCHIVE, VERSIONS = "Đang chờ", "Hỏng hoặc bị từ chối", "Mới", "Kho", "Phiên bản"
BLOCKS = "khối chờ kiểm tra"
LOST = "quyết định sửa cần xem lại"
ARRIVED = "tệp chờ nhận vào kho"
COMING = "tệp đang được đọc"
SAID = "ý kiến bạn đọc chưa xem"
MISSED = "câu hỏi chưa có lời đáp, chưa xem"
REFUSED = "tệp không đọc được"
MISMATCHES = "lời không khớp mã băm trong 30 ngày"
ADDED = "bài mới trong 7 ngày"
CHANGED = "bài cũ có thay đổi trong 7 ngày"
INTERVIEWS = "bài phỏng vấn"
REPRINTS = "trong đó là bài đăng lại"
WITHDRAWN = "bài đã rút"
NOTED = "mục nhật ký trong 24 giờ"
USERS = "người dùng đăng nhập"
READ = "câu trả lời đã đọc kỹ"
SIZE = "thư mục kho"
FREE = "ổ đĩa còn trống"
RULES = {"rules": "cách đọc bài", "schema": "cấu trúc kho"}
ADMIN = "Quản trị"


def progress(done: int, total: int) -> str:
    """How far the close reading is."""
    return f"{number(done)} / {number(total)}"


def size(count: int) -> str:
    """A number of bytes as people read it."""
    value = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit in ("B", "KB") else f"{value:.1f} {unit}".replace(".", ",")
        value /= 1024
    return f"{value:.1f} TB".replace(".", ",")
