"""What the command line says of its verbs and options, and what argparse says of arguments that it can't take."""

from __future__ import annotations

DESCRIPTION = "Kho phỏng vấn: hỏi đáp bằng nguyên văn lời đã in, kèm nguồn."

VERBS = {
    "build": "đọc các bài (tệp, thư mục, .jsonl) vào kho; bài không đổi thì bỏ qua",
    "parse": "cho xem một bài được đọc ra sao",
    "ask": "hỏi kho một câu, hoặc cả một tệp .jsonl",
    "check": "kiểm tra một lời trích, hoặc mọi lời trích của một bài, có đúng nguyên văn không",
    "evaluate": "đo kho trên một bộ câu hỏi có đáp án",
    "stats": "số liệu của kho, và những bài có khối chờ kiểm tra",
    "corrections": "ghi các lần sửa và cải chính của biên tập viên ra tệp (export) hoặc nhận vào (import)",
    "backup": "sao lưu kho vào một tệp mới, kể cả khi máy chủ đang chạy",
    "restore": "khôi phục kho từ một bản sao lưu, sau khi đã kiểm bản ấy; kho cũ được giữ lại bên cạnh",
    "verify": "kiểm tra kho: mã băm, vị trí, vectơ và số lượng; nói phải làm gì nếu có chỗ hỏng",
    "feedback": "liệt kê ý kiến của người dùng về các trích dẫn",
    "audit": "xem nhật ký: ai đã hỏi, kiểm tra, sửa gì; replay N: xem lại những lời đã cho xem ở mục N",
    "remove": "rút hẳn bài phỏng vấn khỏi kho, cùng các lần sửa và ý kiến về bài đó; build không đưa bài trở lại",
    "lift": "cho build đưa bài đã rút trở lại; không ghi mã bài: liệt kê những bài đã rút",
    "serve": "chạy trang web",
    "key": "tạo, xem, thu hồi khóa của các chương trình dùng kho qua /api và /mcp",
    "user": "thêm, xem, xóa người dùng của chế độ đăng nhập (QA_ACCESS=login)",
}

HELP = {
    "data": "thư mục của kho (mặc định: QA_DATA, hoặc data)",
    "encoder": "mô hình khác (tên hoặc thư mục sentence-transformers); mặc định: mô hình mà kho đang dùng",
    "json": "in ra JSON",
    "sources": "tệp .txt, .html, .mhtml, .eml, .docx, .pdf, .jsonl hoặc thư mục chứa chúng",
    "withdraw missing": "rút những bài mà tệp không còn trong thư mục (thư mục trống hoặc không thấy thì không rút gì)",
    "later": "không đọc kỹ ngay; máy chủ sẽ đọc tiếp khi chạy",
    "interviews": "mã bài (xem: stats, hoặc địa chỉ /phong-van/MÃ)",
    "reason": "vì sao rút; chỉ biên tập viên đọc được",
    "withdrawn": "mã bài đã rút",
    "parse file": "tệp bài viết, hoặc .jsonl",
    "direction": "export: ghi ra tệp; import: nhận từ tệp",
    "corrections file": "tệp .jsonl của các lần sửa và cải chính (“-”: ra màn hình)",
    "backup file": "tệp mới, chưa có sẵn",
    "restore file": "bản sao lưu",
    "replace": "thay kho đang có; kho ấy được giữ lại dưới tên khác",
    "question": "câu hỏi",
    "ask batch": "tệp .jsonl, mỗi dòng một câu hỏi {id, q, …} (“-”: đọc từ đầu vào)",
    "explain": "nói vì sao có từng đoạn",
    "k": "số đoạn trích nhiều nhất (mặc định: 5)",
    "speaker": "chỉ tìm lời của người này",
    "since": "từ ngày: 01/02/2024, 02/2024, 2024 hoặc 2024-02-01",
    "until": "đến hết ngày, ghi như --since",
    "outlet": "chỉ tìm trong báo này",
    "interview": "chỉ tìm trong bài có mã này",
    "audit action": "list: liệt kê (mặc định); replay: xem lại một mục",
    "audit number": "số của mục cần xem lại",
    "audit day": "chỉ ngày này: 01/02/2024",
    "audit since": "từ ngày",
    "audit until": "đến hết ngày",
    "audit user": "chỉ người dùng này",
    "audit event": "chỉ việc này: ask, check, read, login, correct, withdraw…",
    "audit interview": "chỉ những mục về bài này, hoặc đã cho xem lời trong bài này",
    "audit most": "số mục nhiều nhất, mới nhất trước (mặc định: 100)",
    "claim": "lời cần kiểm tra",
    "claimed speaker": "người được cho là đã nói",
    "check batch": "tệp .jsonl, mỗi dòng một lời {id, claim, speaker} (“-”: đọc từ đầu vào)",
    "check file": "kiểm tra mọi lời trích trong bài này (.txt, .html, .mhtml, .eml, .docx, .pdf)",
    "out": "ghi báo cáo của --file ra tệp .docx, .csv hoặc .json",
    "evaluate file": "bộ câu hỏi có đáp án",
    "also": "những bài khác cùng nằm trong kho khi đo",
    "host": "địa chỉ để nghe (QA_HOST)",
    "port": "cổng (QA_PORT)",
    "root-path": "đường dẫn mà trang nằm dưới, ví dụ /hoi-dap (QA_ROOT_PATH)",
    "frame-ancestors": "các trang được nhúng trang này (QA_FRAME_ANCESTORS)",
    "title": "tên của trang (QA_TITLE)",
    "user action": "add: thêm hoặc đổi mật khẩu; list: xem; remove: xóa",
    "user name": "tên đăng nhập",
    "role": "vai: reader (đọc), editor (biên tập), admin (quản trị)",
    "key action": "add: tạo khóa, in ra một lần; list: xem; revoke: thu hồi",
    "key name": "tên chương trình",
    "key role": "vai: reader (đọc) hoặc editor (biên tập)",
    "per minute": "số yêu cầu nhiều nhất mỗi phút",
    "users file": "tệp người dùng (mặc định: QA_USERS_FILE, hoặc users.json trong thư mục kho)",
}

ARGPARSE = {
    "usage: ": "cách gọi: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "in phần hướng dẫn này",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "unrecognized arguments: %s": "tham số lạ: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r không có trong: %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r không đúng kiểu %(type)s",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected at most one argument": "cần nhiều nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là: %(matches)s",
    "not allowed with argument %s": "không đi cùng %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
}
"""argparse's own sentences."""

ANOTHER_BUILD = "Đang có một lượt build khác trên kho này; chờ tới lượt…"


def empty_archive(folder: object) -> str:
    """What is served holds nothing yet."""
    return f"Kho {folder} chưa có bài phỏng vấn nào; thêm bài bằng lệnh: python -m qa build THƯ_MỤC_BÀI --data {folder}"


def skipped(path: str, reason: str) -> str:
    """A file in a folder that is of no kind that is read."""
    return f"Bỏ qua {path}: {reason}"


def unknown_outlet(name: str) -> str:
    """The archive has nothing of this paper."""
    return f"Kho không có bài nào của báo “{name}”."
