"""What the page says on which articles come in: their states, doubts and buttons."""

from __future__ import annotations

REPLACED = "đã có bản mới hơn của tệp này"


def no_such_arrival(number: int) -> str:
    """There is nothing of that number on the page of what came in."""
    return f"Không có mục số {number} trong danh sách bài thêm vào."
