"""What an assistant in the intranet is told of the archive's tools, and of what they gave."""

from __future__ import annotations

INSTRUCTIONS = (
    "Kho phỏng vấn giữ nguyên văn lời các lãnh đạo đã trả lời báo chí. Khi dùng lời lấy từ đây: chép đúng từng chữ "
    "trong trường text, không sửa, không ghép hai đoạn, luôn ghi tên, chức vụ, báo, ngày và liên kết. Khi kho báo "
    "chưa có câu trả lời (state: none) hoặc chỉ có lời liên quan (state: related), hãy nói đúng như vậy; không suy "
    "đoán và không viết thay lời ai."
)

ASK = (
    "Hỏi kho phỏng vấn bằng tiếng Việt. Trả về nguyên văn lời đã in, kèm sha256, người nói, chức vụ, báo, ngày và "
    "liên kết; hoặc nói rõ kho chưa có câu trả lời, hay chỉ có lời liên quan."
)
CHECK = (
    "Kiểm tra một lời trích có đúng là đã nói không, và ai nói. verdict: verbatim (đúng nguyên văn), near (gần đúng), "
    "altered (đã bị sửa), stitched (ghép nhiều đoạn), wrong_speaker (lời người khác), absent (không có trong kho)."
)
READ = (
    "Đọc một bài phỏng vấn theo mã bài (trường interview của một lời trích): từng lời đáp nguyên văn theo thứ tự "
    "trong bài, kèm câu hỏi của phóng viên, người nói, sha256 và liên kết."
)

FIELDS = {
    "question": "câu hỏi bằng tiếng Việt",
    "speaker": "chỉ tìm lời của người này",
    "outlet": "chỉ tìm trong báo này",
    "since": "từ ngày: 2024, 02/2024 hoặc 2024-02-01",
    "until": "đến hết ngày, ghi như since",
    "k": "số lời trích nhiều nhất",
    "claim": "lời cần kiểm tra",
    "claimed speaker": "người được cho là đã nói",
    "interview": "mã bài phỏng vấn",
    "first": "bắt đầu từ lời đáp thứ mấy, tính từ 1",
}

FOUND = "Kho có câu trả lời. Dưới đây là nguyên văn lời đã in."
LINK = "Liên kết"
HASH = "sha256 của lời trên"
NO_SUCH_TOOL = "Kho không có công cụ này."
BAD_ARGUMENTS = "Tham số không hợp lệ"


def bad_arguments(place: str) -> str:
    """A tool was called with an argument that is missing, too long or of the wrong kind."""
    return f"{BAD_ARGUMENTS}: xem lại “{place}”."


def part_of(first: int, last: int, count: int) -> str:
    """Which answers of an interview are shown."""
    return f"Lời đáp {first}–{last} trong {count} lời của bài." if count else "Bài không có lời nào dùng được."


def read_on(first: int) -> str:
    """There is more of an interview."""
    return f"Còn nữa: gọi lại với first = {first}."
