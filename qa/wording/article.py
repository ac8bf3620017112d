"""Why a file can't be read as an article, said to whoever brought it."""

from __future__ import annotations

MISSING = "không có tệp hay thư mục này"
UNREADABLE = "không mở được tệp: {reason}"
FORBIDDEN = "không có quyền đọc tệp"
SUFFIX = "định dạng chưa hỗ trợ (nhận .txt, .html, .mhtml, .eml, .docx, .pdf, .jsonl)"
PDF = "không đọc được tệp PDF (hỏng hoặc có mật khẩu)"
PDF_LONG = "tệp PDF quá dài (giới hạn {pages} trang)"
SCANNED = "tệp PDF này chỉ có ảnh chụp trang, không có chữ; hãy nhận dạng chữ (OCR) trước"
MAIL = "không tìm thấy phần chữ nào trong thư hay trang đã lưu này"
OLD_DOC = "tệp Word .doc cũ; hãy mở bằng Word rồi lưu lại thành .docx"
RTF = "tệp .rtf; hãy mở bằng Word rồi lưu lại thành .docx"
PICTURE = "ảnh, không có chữ để đọc"
TOO_LARGE = "tệp quá lớn (giới hạn {megabytes} MB mỗi bài)"
TOO_MUCH = "tệp cần quá nhiều bộ nhớ hoặc thời gian để đọc"
EMPTY = "không có chữ nào trong bài"
BINARY = "không phải tệp văn bản (có byte nhị phân)"
DAMAGED_UTF8 = "văn bản UTF-8 bị hỏng ở byte thứ {position}"
ENCODING = "không rõ bảng mã chữ; hãy lưu lại tệp bằng UTF-8"
HTML = "không đọc được trang HTML"
DOCX = "không phải tệp Word .docx hợp lệ (hỏng, có mật khẩu hoặc là .doc cũ)"
HEADER_TWICE = "phần đầu bài ghi “{key}” hai lần"
HEADER_DATE = "ngày “{value}” không hợp lệ (cần dạng 2024-05-17 hoặc 17/05/2024)"
ID = "mã bài (id) không hợp lệ: cần 1 đến {limit} ký tự, không có ký tự điều khiển"
ID_TWICE = "mã bài “{id}” đã có ở dòng {line} của cùng tệp"
JSON = "dòng này không phải JSON hợp lệ"
JSON_OBJECT = "dòng này không phải một bài (cần một đối tượng JSON)"
JSON_MISSING = "thiếu trường “{key}”"
JSON_TYPE = "trường “{key}” sai kiểu (cần chuỗi ký tự)"
JSON_AUTHORS = "trường “authors” sai kiểu (cần chuỗi ký tự hoặc danh sách chuỗi)"
JSON_TEXT = "trường “text” có ký tự không lưu được (NUL hoặc nửa cặp thay thế UTF-16)"

# --- how a file was read, said to whoever looks at it ---

CONTAINERS = {
    "text": "văn bản thường",
    "jsonl": "dòng .jsonl",
    "html": "trang HTML",
    "html, json-ld": "trang HTML không in bài; chữ lấy từ JSON-LD của trang",
    "mhtml": "trang lưu trong một tệp (MHTML)",
    "eml": "thư (.eml)",
    "docx": "Word (.docx)",
    "docx, strict": "Word (.docx, dạng Strict)",
    "pdf": "PDF có chữ",
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8, twice": "UTF-8 bị mã hóa hai lần, đã chuyển lại",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "windows-1258": "Windows-1258",
    "windows-1252": "Windows-1252",
    "tcvn3": "TCVN3 (ABC), đã chuyển sang Unicode",
    "vni": "VNI, đã chuyển sang Unicode",
}
LEFT_OUT = "Bỏ ra, không thuộc bài"
WHY_LEFT_OUT = {
    "menu": "menu, đầu trang, chân trang, cột bên",
    "links": "bài khác, tin liên quan, nút chia sẻ",
    "comments": "bình luận của bạn đọc",
    "above": "trên tít bài",
    "outside": "ngoài thân bài",
    "hidden": "chữ ẩn",
    "struck": "chữ gạch bỏ",
    "deleted": "chữ đã xóa hoặc đã chuyển đi (theo dõi thay đổi)",
    "button": "nút bấm",
    "page head": "đầu trang, chân trang in",
    "attached": "tệp đính kèm, không đọc",
}
MARKED = "Tệp tự đánh dấu"
MARKS = {
    "heading": "tít, tít phụ",
    "caption": "chú thích ảnh",
    "box": "hộp, phần để riêng",
    "quote": "trích dẫn",
    "list": "mục liệt kê",
    "table": "ô bảng",
    "bold": "chữ đậm",
    "italic": "chữ nghiêng",
    "advert": "quảng cáo",
}


def file_kind(container: str, encoding: str) -> str:
    """What holds an article, and in which letters."""
    return f"Tệp: {CONTAINERS[container]}; bảng mã: {ENCODINGS[encoding]}"


def whose_quotation(who: str) -> str:
    """Names the author whom a file gives a quotation."""
    return f"của {who}"
