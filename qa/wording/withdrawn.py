"""Interviews that were withdrawn: to visitors, to editors, on the command line."""

from __future__ import annotations

from qa.wording.time import moment

NAME = "Bài đã rút"
INTRO = (
    "Lời trong những bài này không còn trong kho; nạp lại thư mục cũng không đưa bài trở lại, trừ khi cho phép ở đây."
)
NONE = "Chưa rút bài nào."
WITHDRAW = "Rút bài khỏi kho"
WARNING = "Toàn văn, các lần sửa và ý kiến về bài sẽ bị xóa hẳn khỏi kho. Tệp gốc của bạn không bị đụng tới."
REASON = "Vì sao rút (chỉ biên tập viên đọc được)"
CONFIRM = "Rút bài"
LIFT = "Cho trở lại"
LIFTED = "Đã cho phép. Bài sẽ trở lại ở lần nạp (build) tới; bài thêm trong trình duyệt thì đưa lên lại."
NO_REASON = "Hãy ghi vì sao rút bài."


def withdrawn(interview: str, at: str) -> str:
    """An interview that was in the archive was withdrawn."""
    return f"Bài “{interview}” đã được rút khỏi kho ({moment(at)})."


def because(reason: str) -> str:
    """Why it was withdrawn, for editors."""
    return f"Lý do: {reason}"


def by(author: str, at: str) -> str:
    """Who withdrew an interview, and when."""
    return f"{moment(at)} · {author}" if author else moment(at)


def not_withdrawn(interview: str) -> str:
    """An interview can't be let back in: it was not withdrawn."""
    return f"Bài “{interview}” không nằm trong số những bài đã rút."


def lifted(interview: str) -> str:
    """The next build brings an interview back."""
    return f"Bài {interview} sẽ trở lại ở lần build tới."


def left_out(name: str) -> str:
    """A build left out an interview that was withdrawn."""
    return f"Bài đã rút, không nạp lại: {name} (cho trở lại: lift)"


def gone(path: str, interviews: str) -> str:
    """A file in a folder is there no more."""
    return f"Tệp không còn: {path} (bài vẫn trong kho: {interviews}; rút: build --withdraw-missing)"


def gone_with_folder(path: str, interviews: str) -> str:
    """A file is there no more, nor any other of its folder: perhaps a disk is not there."""
    return f"Tệp không còn, cả thư mục của nó cũng trống hoặc không thấy: {path} (bài vẫn trong kho: {interviews})"


def withdrawn_as_gone(path: str, interviews: str) -> str:
    """An interview was withdrawn since its file is there no more."""
    return f"Tệp không còn: {path}; đã rút: {interviews} (cho trở lại: lift)"


def because_gone(path: str) -> str:
    """The reason that is kept of it."""
    return f"Tệp không còn trong thư mục: {path}"
