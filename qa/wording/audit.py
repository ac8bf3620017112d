"""What the audit's page and command say."""

from __future__ import annotations

from collections.abc import Mapping

from qa.wording import number
from qa.wording.time import moment

NAME = "Nhật ký"
INTRO = (
    "Ai đã hỏi, kiểm tra, đọc, sửa gì và đã được cho xem những lời nào. Nhật ký chỉ được ghi thêm, không sửa được; "
    "mục quá hạn lưu (QA_AUDIT_DAYS) thì tự xóa. Lời trong bài không được chép vào đây: chỉ có vị trí và mã băm."
)
EVENTS = {
    "ask": "hỏi",
    "check": "kiểm tra lời trích",
    "check-article": "kiểm tra cả bài viết",
    "compare": "so sánh phát biểu",
    "read": "đọc bài",
    "export": "tải về",
    "login": "đăng nhập",
    "login-failed": "đăng nhập sai",
    "logout": "đăng xuất",
    "add": "thêm bài",
    "change": "bài nguồn đổi",
    "set-aside": "bài rời khỏi tệp nguồn",
    "describe": "sửa thông tin bài",
    "correct": "sửa bài",
    "erratum": "ghi cải chính",
    "people": "quyết định về người",
    "remove": "xóa bài",
    "withdraw": "rút bài",
    "lift": "cho bài trở lại",
    "inbox": "xử lý hộp thư",
    "user": "người dùng",
    "key": "khóa ứng dụng",
    "audit": "xem nhật ký",
    "quotation-mismatch": "lời không khớp mã băm",
    "lost": "mục không ghi được",
    "forget": "xóa mục quá hạn",
}
DOORS = {"page": "trang", "api": "API", "mcp": "MCP", "command": "dòng lệnh", "program": "chương trình"}
DETAILS = {
    "state": "kết quả",
    "confidence": "độ tin cậy",
    "filters": "bộ lọc",
    "again": "hiện lại cuộc trò chuyện",
    "claim_sha256": "mã băm lời được kiểm tra",
    "speaker": "người được cho là đã nói",
    "verdict": "kết luận",
    "verdicts": "kết luận",
    "matched": "vị trí khớp",
    "version": "bản",
    "author": "người làm",
    "action": "việc",
    "sha256": "mã băm tệp",
    "entries": "số mục",
    "days": "số ngày lưu",
    "role": "quyền",
}
STATES = {"answer": "có lời đáp", "related": "chỉ có lời liên quan", "none": "không có lời đáp"}
FACTS = {
    "program": "chương trình",
    "content": "nội dung kho",
    "people": "quyết định về người",
    "encoder": "bộ mã hóa",
    "reader": "bộ đọc kỹ",
    "ranking": "trọng số xếp hạng",
    "decision": "trọng số quyết định",
}
SINCE, UNTIL, WHO, EVENT, INTERVIEW = "Từ ngày", "Đến ngày", "Người dùng", "Việc", "Mã bài"
EVERY = "Mọi việc"
FILTER = "Lọc"
NONE = "Không có mục nào."
WHEN, WHAT, SHOWN = "Lúc", "Nội dung", "Lời đã cho xem"
REPLAY = "Xem lại"
BACK = "Nhật ký"
NOBODY = "không rõ tên"
HOURS = "Ngày giờ theo giờ Việt Nam."
THEN = "Phiên bản lúc đó"
NOTHING_SHOWN = "Không có lời nào được cho xem."
FATES = {
    "same": "Đúng những chữ đã cho xem; mã băm khớp.",
    "moved": "Đúng những chữ đã cho xem; mã băm khớp. Bài nguồn đã đổi nên lời nằm ở chỗ khác trong bài.",
    "former": "Đúng những chữ đã cho xem; mã băm khớp. Bài nguồn đã đổi: lời nằm trong bản cũ của bài.",
    "changed": "Mã băm không còn khớp: bài nguồn đã đổi, những chữ đã cho xem không còn ở đây.",
    "withdrawn": "Bài đã được rút khỏi kho; những chữ đã cho xem không còn.",
    "gone": "Bài không còn trong kho; những chữ đã cho xem không còn.",
}
NOT_SERVED = "Nay không còn được dùng làm trích dẫn."
CORRECTED = "Đã cải chính."
DIGEST = "SHA-256"

NUMBER_NEEDED = "cần số của mục: audit replay N"


def no_such_event(name: str) -> str:
    """There is no event of this name."""
    return f"không có việc “{name}”; có: {', '.join(EVENTS)}"


def no_such_entry(number_: int) -> str:
    """There is no entry of this number."""
    return f"Nhật ký không có mục số {number_}."


def counted(count: int) -> str:
    """How many entries were found."""
    return f"{number(count)} mục."


def shown(count: int) -> str:
    """How many quotations an entry's visitor was shown."""
    return f"{number(count)} lời" if count else ""


def entry_named(number_: int) -> str:
    """Names one entry."""
    return f"Mục {number(number_)}"


def who(name: str, role: str, roles: Mapping[str, str], address: str) -> str:
    """Who did something, as far as that was kept."""
    told = (name or NOBODY, roles.get(role.upper(), ""), address)
    return ", ".join(part for part in told if part)


def at(time: str) -> str:
    """When something happened."""
    return moment(time)


def differs(then: str, today: str) -> str:
    """A version that answered then, and the one that would today."""
    return f"{then} (nay: {today})" if today and then != today else then
