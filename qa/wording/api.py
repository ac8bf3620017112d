"""What the API's own description says."""

from __future__ import annotations

ASK = "Hỏi kho một câu"
CONVERSATION = "Cả cuộc hỏi đáp thành một tệp"
CHECK = "Kiểm tra một lời trích"
CHECK_ARTICLE = "Kiểm tra mọi lời trích của một bài"
INTERVIEWS = "Tất cả bài phỏng vấn, mới nhất trước"
FACETS = "Những người và báo mà câu hỏi có thể giới hạn vào"
CITATION = "Lời trích mà một liên kết mở ra"
PEOPLE = "Những người trả lời phỏng vấn"
PERSON = "Một người trả lời phỏng vấn"
COMPARE = "Những lời nói về một chủ đề, đặt cạnh nhau"
FEEDBACK = "Cho biết một lời trích có đúng điều cần tìm không"
ALIVE = "Máy chủ đang chạy"
READY = "Kho đã sẵn sàng trả lời"

ERRORS = {
    "400": "Yêu cầu không hợp lệ: thiếu trường, sai kiểu, rỗng hoặc quá dài.",
    "401": "Chưa đăng nhập.",
    "403": "Không có quyền, hoặc yêu cầu đến từ trang khác.",
    "404": "Không có địa chỉ, bài, người hay đoạn này.",
    "408": "Yêu cầu gửi đến quá chậm.",
    "413": "Yêu cầu quá lớn.",
    "421": "Máy chủ không nhận tên máy này.",
    "429": "Hỏi quá nhanh; tiêu đề Retry-After cho biết số giây phải chờ.",
    "503": "Đang có nhiều người hỏi cùng lúc.",
}
"""Why a request may be refused, by status."""
