"""What the page and the reader say, beside the sentences of `qa.wording` that every view shares."""

from __future__ import annotations

from collections.abc import Sequence

from qa.wording import BUSY, day, number

TAGLINE = "Đúng nguyên văn lời đã đăng báo, kèm nguồn trích dẫn."
NAV_INTERVIEWS = "Tất cả bài phỏng vấn"
NAV_ASK = "Đặt câu hỏi"
NO_SCRIPT = "Trang hỏi đáp cần JavaScript. Các bài phỏng vấn vẫn đọc được khi tắt JavaScript:"
QUESTION_LABEL = "Câu hỏi của bạn"
QUESTION_PLACEHOLDER = "Hỏi điều bạn muốn biết…"
SEND = "Hỏi"
CHAT_LABEL = "Hỏi và đáp"
WELCOME = "Bạn muốn biết các vị đã trả lời báo chí thế nào?"
WELCOME_HINT = (
    "Câu trả lời là nguyên văn lời đã in, không tóm tắt, không viết lại. "
    "Nếu kho không có câu trả lời, trang sẽ nói rõ như vậy."
)
SUGGESTIONS = "Phóng viên đã hỏi"
MORE = "Xem thêm kết quả"
CONVERSATION = "Cả cuộc hỏi đáp"
TOOLS = {"docx": "Tải tệp Word", "md": "Tải tệp Markdown", "print": "In", "new": "Hỏi chuyện mới"}
"""What can be done with the whole conversation, by the class of its button."""
CONVERSATION_TITLE = "Cuộc hỏi đáp với Kho phỏng vấn"
BAD_FORM = "Định dạng cuộc hỏi đáp phải là docx hoặc md."
SAVED = "Đã tải cuộc hỏi đáp"
EXPORT_FILE = "cuoc-hoi-dap"
BY_SENTENCE = "Chép từng câu"
COPY_SENTENCE = "Sao chép câu này kèm nguồn"
COPIED_SENTENCE = "Đã sao chép câu kèm nguồn"
FILTERS = "Bộ lọc"
SPEAKER = "Người trả lời"
OUTLET = "Báo"
SINCE = "Từ ngày"
UNTIL = "Đến ngày"
DATE_HINT = "ngày/tháng/năm"
CLEAR_FILTERS = "Bỏ bộ lọc"
UNKNOWN_SPEAKER = "Bài báo không ghi rõ người nói"
UNTITLED = "Bài không có tiêu đề"
READ_HERE = "Đọc trong bài"
SOURCE = "Bài gốc"
COPY = "Sao chép trích dẫn"
COPIED = "Đã sao chép trích dẫn"
COPY_FAILED = "Không sao chép được: hãy bôi đen lời trích rồi bấm Ctrl+C"
EXPAND = "Xem trọn câu trả lời"
COLLAPSE = "Thu gọn"
RELATED_HINT = "Kho chưa có lời nào chắc chắn trả lời câu này."
NONE_HINT = "Có thể thử hỏi bằng từ khác, ngắn hơn, hoặc nêu tên người trả lời."
NONE_FILTERED = "Có thể thử bỏ bớt bộ lọc."
PERMALINK = "Liên kết đến đoạn này"
INTERVIEWEES = "Người trả lời phỏng vấn"
AUTHORS = "Thực hiện"
UNSERVED_HINT = "Chưa chắc ai nói đoạn này nên không dùng làm trích dẫn."
NO_INTERVIEWS = "Kho chưa có bài phỏng vấn nào. Thêm bài bằng lệnh: python -m qa build THƯ_MỤC_BÀI --data THƯ_MỤC_KHO"
OLDER = "Trang sau"
NEWER = "Trang trước"
SKIP = "Đến nội dung chính"
FAULT = "Không hiển thị được trang này"
NOT_FOUND = "Không tìm thấy trang này"
NOT_FOUND_HINT = "Địa chỉ có thể bị gõ sai, hoặc bài phỏng vấn đã được rút khỏi kho."
ROLE_LABELS = {
    "caption": "Chú thích ảnh",
    "lead": "Lời dẫn",
    "narration": "Lời người viết",
    "byline": "Tác giả",
    "closing": "Lời kết",
    "heading": "Đề mục",
    "boilerplate": "Chữ trên trang báo",
}
FRONTEND = {
    "chatbot.like": "Hữu ích",
    "chatbot.dislike": "Không hữu ích",
    "chatbot.copy_message": "Sao chép",
    "chatbot.copied_message": "Đã sao chép",
    "chatbot.clear": "Xóa",
    "chatbot.retry": "Hỏi lại",
    "chatbot.undo": "Hoàn tác",
    "chatbot.submit": "Gửi",
    "chatbot.cancel": "Thôi",
    "chatbot.edit": "Sửa",
    "chatbot.complete": "Xong",
    "chat_interface.chatbot": "Hỏi và đáp",
    "chat_interface.conversation": "Cuộc hỏi đáp",
    "chat_interface.message_placeholder": "Nhập câu hỏi…",
    "common.loading": "Đang tải",
    "common.error": "Lỗi",
    "common.empty": "Trống",
    "common.clear": "Xóa",
    "common.submit": "Gửi",
    "common.remove": "Bỏ",
    "common.or": "hoặc",
    "common.settings": "Cài đặt",
    "common.language": "Ngôn ngữ",
    "common.display_theme": "Giao diện",
    "common.download": "Tải về",
    "common.edit": "Sửa",
    "common.undo": "Hoàn tác",
    "common.share": "Chia sẻ",
    "common.progress": "Tiến độ",
    "common.run": "Chạy",
    "blocks.connection_can_break": "Trên điện thoại, kết nối có thể bị ngắt khi rời trang hoặc khi máy tắt màn hình.",
    "blocks.long_requests_queue": BUSY,
    "blocks.lost_connection": "Mất kết nối vì đã rời trang. Đang nối lại…",
    "status.queue_position": "Đang chờ: {position} trên {size}",
    "errors.contact_page_author": "Hãy báo cho người quản trị trang.",
    "errors.runtime_error": "máy chủ gặp lỗi",
    "errors.config_error": "cấu hình có lỗi",
    "login.username": "Tên đăng nhập",
    "login.password": "Mật khẩu",
    "login.login": "Đăng nhập",
    "login.incorrect_credentials": "Sai tên đăng nhập hoặc mật khẩu",
    "login.enable_cookies": "Hãy cho phép cookie rồi đăng nhập lại.",
    "label.label": "Nhãn",
    "dropdown.dropdown": "Danh sách chọn",
    "dropdown.no_options": "Không có lựa chọn nào",
}
"""Strings of Gradio's own frontend, by its keys."""
CONNECTION_LOST = "Mất kết nối với máy chủ. Hãy thử lại sau ít phút; câu hỏi của bạn vẫn còn trong ô."
SERVER_ERROR = "Máy chủ gặp lỗi khi tìm câu trả lời. Câu hỏi của bạn vẫn còn trong ô; hãy thử lại."
SCRIPT = {
    "copied": COPIED,
    "copyFailed": COPY_FAILED,
    "copySentence": COPY_SENTENCE,
    "copiedSentence": COPIED_SENTENCE,
    "saved": SAVED,
    "exportFile": EXPORT_FILE,
    "expand": EXPAND,
    "collapse": COLLAPSE,
    "suggestions": SUGGESTIONS,
    "chat": CHAT_LABEL,
    "yourQuestion": "Câu hỏi",
    "archiveAnswer": "Trả lời của kho",
    "all": "Tất cả",
    "send": "Gửi câu hỏi",
    "stop": "Dừng",
    "clearChoice": "Bỏ lựa chọn",
    "showChoices": "Xem các lựa chọn",
    "close": "Đóng",
    "error": "Có lỗi",
    "scrollDown": "Cuộn xuống cuối",
    "connectionLost": CONNECTION_LOST,
    "busy": BUSY,
    "serverError": SERVER_ERROR,
}
"""What page.js says."""


def best(count: int) -> str:
    """Heads an answer: how many quotations are shown, the best first."""
    return f"{count} câu trả lời phù hợp nhất" if count > 1 else "Câu trả lời phù hợp nhất"


def searching(turns: int) -> str:
    """Says what is being searched, as long as it takes."""
    return f"Đang tìm trong {number(turns)} lượt trả lời…" if turns else "Đang tìm…"


def searched(interviews: int | None, filters: str) -> str:
    """What was searched when nothing fitted."""
    where = "Đã tìm trong toàn bộ kho"
    if interviews is not None:
        where = f"Đã tìm trong {number(interviews)} bài phỏng vấn"
    return f"{where} ({filters})." if filters else f"{where}."


def filter_names(speaker: str | None, outlet: str | None, since: str | None, until: str | None) -> list[str]:
    """The active filters in words, one each."""
    named = [(SPEAKER, speaker), (OUTLET, outlet), (SINCE, day(since)), (UNTIL, day(until))]
    return [f"{name}: {value}" for name, value in named if value]


def active_filters(names: Sequence[str]) -> str:
    """One line of the active filters; empty where there is none."""
    return f"Đang lọc · {' · '.join(names)}" if names else ""


def turns(count: int) -> str:
    """How many answers an interview holds."""
    return f"{number(count)} lượt trả lời"


def interviews_found(count: int) -> str:
    """Heads the list of interviews."""
    return f"{number(count)} bài phỏng vấn trong kho"


def page_of(page: int, pages: int) -> str:
    """Where the reader is in a long list."""
    return f"Trang {number(page)} trên {number(pages)}"


def page_title(name: str, title: str) -> str:
    """The browser's title of a page."""
    return f"{name} · {title}" if name else title


def show_more_related(count: int) -> str:
    """Opens the further quotations that are related only."""
    return f"Xem thêm {count} đoạn gần nghĩa"


def articles(count: int, again: int = 0) -> str:
    """How many articles there are, and how many of these are reprints of another of them."""
    return f"{number(count)} bài" + (f", trong đó {number(again)} bài đăng lại" if again else "")


def also_printed(count: int) -> str:
    """Heads the other places that print the same words."""
    return "Cũng đăng trên" if count == 1 else f"Cũng đăng trên {count} nơi"


PRINTED_OTHERWISE = "Bản in này khác chữ"
ALSO_PUBLISHED = "Bài này cũng đăng trên"


NEAREST = "Bài gần nhất trong kho"
ALL_INTERVIEWS = "Xem tất cả bài phỏng vấn"
ALL_PEOPLE = "Xem tất cả người trả lời"


def without_filters(answered: bool) -> str:
    """Offers to ask again without the filters, which would find something."""
    return "Bỏ bộ lọc thì kho có câu trả lời: hỏi lại" if answered else "Bỏ bộ lọc thì có lời liên quan: hỏi lại"


def all_words(name: str) -> str:
    """Leads to all that a person said, under every post."""
    return f"Mọi lời của {name} trong kho"


BY_OTHERS = "Dưới đây là lời người khác nói về việc này."
