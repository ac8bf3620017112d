"""What the page of an interview says where its facts, and the speaker of many blocks, are set."""

from __future__ import annotations

from collections.abc import Iterable

from qa.wording import day, number

DESCRIBE = "Sửa tít, báo, ngày, tác giả, địa chỉ, ghi chú"
HINT = "Chỉ đổi thông tin về bài; chữ của bài và mọi liên kết giữ nguyên. Để trống nếu bài không ghi."
FIELDS = {
    "title": "Tít",
    "outlet": "Báo",
    "date": "Ngày đăng (ngày/tháng/năm)",
    "url": "Địa chỉ (http…)",
    "authors": "Tác giả (cách nhau bằng dấu phẩy)",
    "note": "Ghi chú hiện cạnh bài",
}
"""The facts, by their names in `Source`."""
SAVE = "Lưu thông tin bài"
NAME_ALL = "Đặt người nói cho nhiều khối một lúc"
NAME_HINT = "Khối đang chờ vẫn chờ; chỉ tên người nói đổi."
WHOSE = "Những lời trả lời"
ALL = "mọi lời trả lời trong bài"
OF_NOBODY = "những lời chưa rõ ai nói"
SPEAKER = "là của"
SUGGESTED = "Tên có trong bài"
SAVE_NAME = "Đặt người nói"

NO_DAY = "Không đọc được ngày: hãy ghi ngày/tháng/năm, ví dụ 17/05/2024."
NO_ADDRESS = "Địa chỉ phải bắt đầu bằng http:// hoặc https://."
NO_CHANGE = "Không có gì thay đổi."


def of_speaker(name: str, count: int) -> str:
    """The answers of one speaker, as a choice."""
    return f"của {name} ({number(count)} khối)"


def did_describe(facts: Iterable[tuple[str, str | tuple[str, ...] | None]]) -> str:
    """An article was described, in the history."""
    return "; ".join(f"{_SHORT[name]}: {_value(name, value)}" for name, value in facts)


_SHORT = {
    "title": "tít",
    "outlet": "báo",
    "date": "ngày",
    "url": "địa chỉ",
    "authors": "tác giả",
    "note": "ghi chú",
}


def _value(name: str, value: str | tuple[str, ...] | None) -> str:
    if not value:
        return "để trống"
    if isinstance(value, tuple):
        return ", ".join(value)
    return day(value) if name == "date" else f"“{value}”"


def did_name(of: str | None, speaker: str, position: str) -> str:
    """All answers of a speaker were given another name, in the history."""
    whose = ALL if of is None else f"lời của {of}" if of else OF_NOBODY
    return f"đặt {whose} là của {speaker}" + (f" ({position})" if position else "")
