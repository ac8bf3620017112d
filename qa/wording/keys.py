"""Keys for programs: on the page, on the command line, in refusals."""

from __future__ import annotations

from qa.wording import number

NAME = "Khóa cho chương trình"
INTRO = (
    "Mỗi chương trình trong mạng nội bộ dùng một khóa riêng để hỏi kho qua /api và /mcp. "
    "Khóa không mở được trang web nào và không bao giờ có quyền quản trị; thu hồi là ngừng ngay."
)
NONE = "Chưa có khóa nào."
NEW = "Tạo khóa mới"
LABEL = "Tên chương trình"
ROLE = "Quyền"
LIMIT = "Số yêu cầu mỗi phút"
MAKE = "Tạo khóa"
REVOKE = "Thu hồi"
ALL = "Các khóa"
HINT = "Bắt đầu bằng"
MADE = "Tạo lúc"
USED = "Dùng lần cuối"
STATE = "Trạng thái"
NEVER = "chưa dùng"
IN_FORCE = "đang dùng được"
DONE = "Đã thu hồi khóa. Từ lúc này khóa không dùng được nữa."
SHOWN_ONCE = "Hãy chép khóa này ngay: kho chỉ giữ mã băm, sau trang này không ai xem lại được."
SECRET = "Khóa mới"
ROLES = {"READER": "đọc", "EDITOR": "biên tập"}

NO_SUCH = "Khóa không đúng hoặc đã bị thu hồi."
NEEDED = "Chương trình phải gửi kèm khóa (Authorization: Bearer …); hãy xin người quản trị."


def application(name: str) -> str:
    """The name of a program, where names of people stand."""
    return f"ứng dụng {name}"


def bad_name(longest: int) -> str:
    """A key's name that can't be one."""
    return f"Tên khóa gồm 1 đến {longest} ký tự nhìn thấy được."


def bad_limit(most: int) -> str:
    """A key's role or limit that can't be one."""
    return f"Khóa có quyền reader hoặc editor, và từ 1 đến {number(most)} yêu cầu mỗi phút."


def name_taken(name: str) -> str:
    """Another key in force has this name."""
    return f"Đã có khóa tên “{name}” đang dùng được; hãy thu hồi khóa ấy trước, hoặc chọn tên khác."


def no_such_key(name: object) -> str:
    """No key in force has this name."""
    return f"Không có khóa nào tên “{name}” đang dùng được."


def made(name: str) -> str:
    """A key was made."""
    return f"Đã tạo khóa “{name}”."


def revoked(name: str) -> str:
    """A key was revoked."""
    return f"Đã thu hồi khóa “{name}”."


def revoked_at(moment: str) -> str:
    """When a key was revoked."""
    return f"đã thu hồi {moment}"


def revoke_which(name: str) -> str:
    """The button that ends a key, to those who hear it alone."""
    return f"Thu hồi khóa {name}"
