"""Why an archive's database can't be opened or written."""

from __future__ import annotations


def unreadable(path: object, error: object) -> str:
    """The database file can't be opened."""
    return f"Không mở được kho {path}: {error}"


def of_other_version(path: object, version: object, expected: object) -> str:
    """The database was written by another version of the program."""
    return f"Kho {path} thuộc phiên bản {version}, chương trình này cần phiên bản {expected}."


def gone(path: object) -> str:
    """The database file that a process has open was removed, or another stands in its place."""
    return f"Kho {path} không còn ở chỗ cũ (đã bị xóa, dời đi hoặc thay bằng tệp khác); hãy khởi động lại chương trình."


def empty(path: object) -> str:
    """The database file is there, and holds nothing at all."""
    return f"Tệp kho {path} rỗng (0 byte): hãy khôi phục từ bản sao lưu, hoặc xóa tệp này để lập kho mới."


def no_archive(path: object) -> str:
    """A file that is no archive's."""
    return f"Tệp {path} không phải là một kho."


def read_only(path: object) -> str:
    """The archive stands where this process may not write."""
    return f"Kho {path} chỉ cho đọc: không có quyền ghi vào tệp hoặc thư mục của kho."


def without_shared_memory(path: object) -> str:
    """The disk lacks what SQLite needs for readers beside a writer, as network drives do."""
    return f"Ổ đĩa của {path} không dùng được cho kho (thường là ổ mạng): hãy để kho trên ổ đĩa của máy này."


def disk_full(path: object) -> str:
    """The disk has no room left, and the archive was opened for reading alone."""
    return f"Ổ đĩa của {path} đã đầy nên kho chỉ cho đọc: hãy dọn chỗ trên ổ đĩa rồi chạy lại."


def away(server: object, error: object) -> str:
    """The server that holds the archive can't be reached; without its password."""
    return f"Không kết nối được với kho trên máy chủ {server}: {error}"


def no_cluster(library: object) -> str:
    """What an archive on a server needs is not installed."""
    return f"QA_STORE cần thư viện chưa được cài ({library}): pip install interview-archive[cluster]."


BAD_SERVER = "QA_STORE phải có dạng postgresql://tên@máy/kho (mật khẩu có thể để trong PGPASSWORD hoặc tệp ~/.pgpass)."
"""The address of the server that holds the archive can't be used."""


def not_empty(server: object) -> str:
    """A backup is restored to a server whose database holds an archive already."""
    return f"Đã có kho trên máy chủ {server}: chỉ khôi phục được vào một kho rỗng (tạo cơ sở dữ liệu mới rồi làm lại)."


NO_ROOM = "Ổ đĩa đã đầy nên không ghi được; những gì đã lưu vẫn còn nguyên. Hãy dọn chỗ trên ổ đĩa rồi làm lại."
"""The disk became full while something was written."""
