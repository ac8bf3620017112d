"""Every Vietnamese sentence that the program itself says; the archive's own words never pass through here.

Constants are said as they are; functions fill in numbers, names and dates.
"""

from __future__ import annotations

import errno

from qa.wording import article

# --- answers, wherever they are shown ---

TITLE = "Kho phỏng vấn"
REPORTER = "Phóng viên hỏi"
RELATED = "Có liên quan, chưa hẳn là câu trả lời"
NONE = "Kho chưa có câu trả lời cho câu hỏi này."
UNSERVED = "chờ kiểm tra"


def found(count: int) -> str:
    """Heads an answer: how many quotations are shown."""
    return f"{count} câu trả lời trong kho" if count > 1 else "Câu trả lời trong kho"


def names_nowhere(name: str) -> str:
    """Why there is no answer: a name or year of the question that no answer in the archive mentions."""
    return f"Không câu trả lời nào trong kho nhắc tới “{name}”."


def never_speaks(name: str) -> str:
    """Why there is no answer: the one whose words are asked for has none in the archive."""
    return f"Kho không có lời nào của “{name}”."


def day(date: str | None) -> str:
    """An ISO date as dd/mm/yyyy; whatever else is printed (a year alone) as it is; "" for None."""
    parts = (date or "").split("-")
    return "/".join(reversed(parts)) if all(part.isdigit() for part in parts) else date or ""


def number(value: int) -> str:
    """A whole number the Vietnamese way: 12.345."""
    return f"{value:,}".replace(",", ".")


# --- errors ---


def bad_number(name: str, text: str, low: int, high: int) -> str:
    """A setting that must be a number is not one, or is out of range."""
    return f"{name} phải là số từ {low} đến {high}, không phải “{text}”."


def no_such_folder(name: str, text: str) -> str:
    """A setting names a folder that is not there."""
    return f"{name}: không có thư mục “{text}”."


def bad_root_path(text: str) -> str:
    """The path below which the app is shown can't be used."""
    return f"QA_ROOT_PATH phải có dạng /hoi-dap, không phải “{text}”."


def bad_abbreviations(path: object, reason: object) -> str:
    """The operator's own file of abbreviations can't be read."""
    return f"Không đọc được tệp từ viết tắt {path} (QA_ABBREVIATIONS): {reason}"


def bad_origin(text: str) -> str:
    """A site that may frame the app is not written as an origin."""
    return f"QA_FRAME_ANCESTORS phải gồm các địa chỉ dạng https://cong.example.vn, không phải “{text}”."


def bad_date(text: str) -> str:
    """A date filter that can't be read."""
    return f"Không đọc được ngày “{text}”: hãy ghi ngày/tháng/năm, ví dụ 05/10/2024."


def dates_reversed(since: str, until: str) -> str:
    """The first date lies after the last."""
    return f"“Từ ngày” ({day(since)}) đang sau “đến ngày” ({day(until)})."


def question_too_long(limit: int) -> str:
    """The question, or the claim, has more characters than are taken."""
    return f"Nội dung quá dài: nhiều nhất là {number(limit)} ký tự."


EMPTY_QUESTION = "Hãy nhập câu hỏi."
EMPTY_CLAIM = "Hãy nhập lời cần kiểm tra."
API_ERROR = "Máy chủ gặp lỗi; sự việc đã được ghi lại."
BUSY = "Đang có nhiều người hỏi cùng lúc. Hãy thử lại sau ít giây."
BAD_REQUEST = "Yêu cầu không hợp lệ"
TOO_LARGE = "Yêu cầu quá lớn."


def too_long(most: int) -> str:
    """A text that somebody sent is longer than it may be."""
    return f"Nội dung gửi đến dài quá {most:,} ký tự.".replace(",", ".")


TOO_SLOW = "Yêu cầu gửi đến quá chậm."
FOREIGN_ORIGIN = "Yêu cầu từ trang khác bị từ chối."
NO_SUCH_ADDRESS = "Không có địa chỉ này."
QUOTATION_FAULT = "Một lời trích không còn khớp với bài nguồn nên không được hiển thị; sự việc đã ghi lại."


def bad_field(place: str) -> str:
    """A request to the API with a field that is missing or of the wrong kind."""
    return f"{BAD_REQUEST}: xem lại “{place}”." if place else f"{BAD_REQUEST}."


def port_taken(host: str, port: int) -> str:
    """The server can't listen at its address."""
    return f"Không mở được cổng {port} trên {host}: cổng đang bận hoặc không được phép dùng (đổi QA_PORT)."


def serving(address: str) -> str:
    """Says where the page is served."""
    return f"Trang hỏi đáp đang mở tại {address}"


# --- the archive's database ---


ENCODER_CHANGED = "Kho vừa được chuyển sang mô hình khác; hãy chạy lại lệnh build."
WORDS_IN_LOG = (
    "Đã rút bài, nhưng lời của bài còn trong tệp nhật ký của kho vì có nơi đang đọc kho; "
    "chúng sẽ mất khi khởi động lại máy chủ."
)
STORE_UNAVAILABLE = "Kho tạm thời không đọc hay ghi được; sự việc đã được ghi lại."
STORE_BUSY = "Kho đang bận vì một lượt ghi hay đọc khác chưa xong; hãy thử lại sau ít phút."


def file_exists(path: object) -> str:
    """A copy never takes the place of a file."""
    return f"Tệp {path} đã có sẵn; hãy chọn tên khác."


def no_such_interview(key: object) -> str:
    """No interview has this id."""
    return f"Kho không có bài phỏng vấn “{key}”."


def no_such_turn(turn: object) -> str:
    """No words of the archive stand at this permalink."""
    return f"Kho không có đoạn “{turn}”."


def quotation_mismatch(turn: object) -> str:
    """A stored quotation differs from its source."""
    return f"Lời trích {turn} không còn khớp với bài nguồn nên không được hiển thị."


# article

# --- the command line (its verbs and options: cli.py) ---

FILES = "tệp"
TURNS = "lượt"
READING_ON = "Đọc kỹ"
INTERRUPTED = "đã dừng theo yêu cầu"
QUESTION_OR_BATCH = "cần một câu hỏi, hoặc --batch TỆP.jsonl (không phải cả hai)"


NOT_UTF8 = "tệp không phải văn bản UTF-8"

_SYSTEM = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đây không phải thư mục",
    errno.EEXIST: "đã có sẵn",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên quá dài",
}


def system_error(number: int | None, path: object, text: str | None) -> str:
    """What the operating system refused."""
    said = _SYSTEM.get(number or 0) or f"hệ thống báo lỗi: {text}"
    return f"{path}: {said}" if path else said


def missing_library(name: str | None) -> str:
    """A library is not installed where Python was called from."""
    return f"thiếu thư viện {name}: hãy gọi bằng Python của chương trình, ví dụ .venv/bin/python -m qa"


def error_line(message: str) -> str:
    """An error on stderr."""
    return f"Lỗi: {message}"


def no_archive(folder: object) -> str:
    """The data folder holds no archive."""
    return f"thư mục “{folder}” chưa có kho nào; hãy chạy: python -m qa build THƯ_MỤC_BÀI --data {folder}"


def unreadable_file(reason: object) -> str:
    """A file could not be opened."""
    return article.UNREADABLE.format(reason=reason)


def kept_for_checking(name: str) -> str:
    """An article without questions and answers is kept, so that quotations can be checked against it."""
    return f"Không phải bài phỏng vấn, chỉ giữ lại để kiểm tra trích dẫn: {name}"


def not_an_interview(name: str) -> str:
    """An article in which no question and answer were found."""
    return f"Không phải bài phỏng vấn (không tìm thấy lượt hỏi đáp): {name}"


def all_waiting(name: str) -> str:
    """An interview of which nothing is sure enough to be served."""
    return f"Bài phỏng vấn chưa có lời nào đủ chắc để dùng, tất cả chờ kiểm tra: {name}"


def duplicate(name: str) -> str:
    """A file that holds what another file has brought already."""
    return f"Trùng với bài đã có: {name}"


def built(added: int, turn_count: int, unchanged: int, removed_count: int, failed: int) -> str:
    """What a build did."""
    line = f"Đã thêm {number(added)} bài ({number(turn_count)} lượt hỏi đáp), {number(unchanged)} bài không đổi"
    line += f", rút {number(removed_count)} bài" if removed_count else ""
    return f"{line}, {number(failed)} bài lỗi." if failed else f"{line}."


def read_closely(done: int, total: int) -> str:
    """How much of the archive the contextual encoder has read."""
    return f"Đã đọc kỹ {number(done)}/{number(total)} lượt."


def reading_on(done: int, total: int) -> str:
    """The contextual encoder goes on reading; questions are answered meanwhile."""
    return f"Kho đang được đọc kỹ: đã đọc {number(done)}/{number(total)} lượt. Vẫn hỏi được ngay."


def removed(name: str) -> str:
    """An interview was taken out."""
    return f"Đã rút bài {name}."


def confidence(value: float) -> str:
    """How sure a state is."""
    return f"độ chắc chắn {round(100 * value)} %"


def bad_labelled_set(path: object) -> str:
    """A file is no labelled set."""
    return f"“{path}” không phải bộ câu hỏi có đáp án (xem định dạng trong README)"


def bad_encoder(name: object, reason: object) -> str:
    """An encoder can't be loaded."""
    return f"không nạp được mô hình “{name}” ({reason})"


EVALUATION = {
    "set": "{set}: {interviews} bài có đáp án, kho có {utterances} lời đáp",
    "as-typed": "như đã gõ",
    "unaccented": "không dấu",
    "nfd": "NFD",
    "new-tones": "dấu kiểu mới",
    "all": "tất cả",
    "named": "có nêu tên",
    "paraphrase": "nói cách khác",
    "keywords": "từ khóa",
    "detail": "chi tiết",
    "asked": "người dùng đã hỏi",
    "followups": "câu hỏi nối tiếp",
    "false answers": "trả lời nhầm câu không có đáp án",
    "false refusals": "từ chối nhầm câu có đáp án",
    "not answered": "câu có đáp án mà chỉ đưa bài liên quan hoặc từ chối",
    "calibration": "độ tin cậy so với tỷ lệ đúng, lệch trung bình {error:.3f}",
    "curve": "ngưỡng, trả lời nhầm, không trả lời câu có đáp án",
    "answerable": "câu có đáp án",
    "unanswerable": "câu không có đáp án",
    "marks": "câu được tô đậm trùng đoạn đáp án",
    "quotes": "lời trích: đúng {right:.3f} trên {n}",
}
