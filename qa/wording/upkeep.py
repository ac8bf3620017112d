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
    "vector": "Vectơ thiếu, sai cỡ hoặc không dùng được",
    "sentences": "Thiếu phần chuẩn bị sẵn để tìm kỹ",
    "reading": "Bản đọc kỹ sai cỡ hoặc không dùng được",
    "manifest": "Kho không ghi đủ nó dùng mô hình nào",
    "orphan": "Dòng không thuộc về đâu",
    "link": "Liên kết cũ dẫn ra ngoài bài",
    "correction": "Lần sửa của biên tập viên không đọc được hoặc chưa được áp dụng",
    "erratum": "Mục cải chính không đọc được",
    "incoming": "Tệp chờ duyệt không khớp mã băm",
    "version": "Bản trước của bài thiếu hoặc không còn nguyên (sẽ không được hiển thị)",
}
_AGAIN = "rút bài (remove), cho trở lại (lift) rồi build từ tệp gốc"
REMEDIES = {
    "database": "Tệp kho hỏng: dừng máy chủ và khôi phục bản sao lưu gần nhất (restore).",
    "source": f"Bản gốc không khớp: khôi phục bản sao lưu (restore); hoặc {_AGAIN}.",
    "span": f"Vị trí sai: khôi phục bản sao lưu (restore); hoặc {_AGAIN}.",
    "quotation": f"Lời không khớp: khôi phục bản sao lưu (restore); hoặc {_AGAIN}.",
    "passage": f"Thiếu đoạn: {_AGAIN}.",
    "vector": f"Vectơ hỏng: {_AGAIN}.",
    "sentences": f"Thiếu phần tìm kỹ: {_AGAIN}.",
    "reading": f"Bản đọc kỹ hỏng: {_AGAIN}.",
    "manifest": "Thiếu tên mô hình: chạy build một lần (kho được nhúng lại), hoặc khôi phục bản sao lưu (restore).",
    "orphan": "Dòng thừa: không hiện ra ở đâu; khôi phục bản sao lưu (restore) nếu muốn kho sạch như trước.",
    "link": "Liên kết sai: khôi phục bản sao lưu (restore); lời trong bài không bị ảnh hưởng.",
    "correction": "Lần sửa chưa áp dụng: mở bài ở trang biên tập và sửa lại; hoặc khôi phục bản sao lưu (restore).",
    "erratum": "Cải chính hỏng: ghi lại mục ấy ở trang cải chính; hoặc khôi phục bản sao lưu (restore).",
    "incoming": "Tệp chờ duyệt hỏng: từ chối tệp ấy rồi gửi lại.",
    "version": "Bản trước hỏng: khôi phục bản sao lưu (restore); bản đang hiển thị không bị ảnh hưởng.",
}
"""What to do, by the kind of what is wrong."""


def fault(kind: str, place: str) -> str:
    """One thing that is wrong in an archive."""
    return f"{_FAULTS[kind]}: {place}"


def verified(interviews: int, utterances: int, faults: int) -> str:
    """What a check of the whole archive came to."""
    done = f"Đã kiểm {number(interviews)} bài, {number(utterances)} câu trả lời"
    return f"{done}: {number(faults)} chỗ hỏng." if faults else f"{done}: không có gì hỏng."


# --- restoring ---


def no_backup(path: object) -> str:
    """There is no backup to restore from."""
    return f"Không có bản sao lưu {path}."


def archive_there(path: object) -> str:
    """An archive stands where a backup is to be restored."""
    return f"Đã có kho {path}; thêm --replace để thay (kho cũ được giữ lại bên cạnh), hoặc chọn --data khác."


def in_use(path: object) -> str:
    """The archive is open in another process."""
    return f"Kho {path} đang được dùng: dừng máy chủ và các lệnh khác rồi khôi phục lại."


def damaged(faults: int) -> str:
    """A backup is not sound, and was not restored."""
    return f"Bản sao lưu có {number(faults)} chỗ hỏng nên không được dùng; kho hiện tại vẫn nguyên."


OLD_UNREAD = (
    "Kho cũ hỏng nên không biết bài nào đã rút, khóa nào đã thu hồi sau bản sao lưu: hãy kiểm lại danh sách bài đã rút."
)


def stays_withdrawn(interview: str) -> str:
    """An interview of the backup has been withdrawn since."""
    return f"Bài {interview} đã bị rút sau bản sao lưu nên vẫn bị rút (cho trở lại: lift)."


def restored(interviews: int, kept: object) -> str:
    """A backup was restored."""
    line = f"Đã khôi phục kho: {number(interviews)} bài."
    return f"{line} Kho cũ được giữ ở {kept}." if kept else line
