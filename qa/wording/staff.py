"""What the staff's pages are called."""

from __future__ import annotations

PAGES = "Trang của biên tập"
WAITING = "Chờ kiểm tra"
PEOPLE = "Người trả lời"
ERRATA = "Cải chính"
WITHDRAWN = "Bài đã rút"
KEYS = "Khóa chương trình"
