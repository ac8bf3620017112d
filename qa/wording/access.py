"""What the program says about who may do what: refusals, the login, its settings and its commands."""

from __future__ import annotations

from collections.abc import Sequence

NOT_ALLOWED = "Bạn không có quyền xem hoặc làm việc này."
FORGED = "Yêu cầu tự xưng danh tính nhưng không đi qua cổng đăng nhập nên bị từ chối; sự việc đã được ghi lại."
NO_GROUP = "Tài khoản của bạn chưa được cấp quyền dùng kho này. Hãy liên hệ người quản trị."
NOT_BY_PROXY = "Hãy vào kho qua cổng đăng nhập của cơ quan."
LOG_IN_FIRST = "Phiên đăng nhập đã hết hoặc chưa có. Hãy tải lại trang để đăng nhập."

LOG_IN = "Đăng nhập"
LOG_OUT = "Đăng xuất"
ACCOUNT = "Tài khoản"
NAME = "Tên đăng nhập"
PASSWORD = "Mật khẩu"
ROLE = "Quyền"
ROLES = {"READER": "Người đọc", "EDITOR": "Biên tập viên", "ADMIN": "Quản trị"}
NOBODY_KNOWN = "Không cần đăng nhập"
WRONG_PASSWORD = "Tên đăng nhập hoặc mật khẩu không đúng."
UNKNOWN_HOST = "Máy chủ không trả lời dưới tên này (xem QA_HOSTS)."


def wait_minutes(minutes: int) -> str:
    """Too many wrong passwords."""
    return f"Đã nhập sai quá nhiều lần. Hãy thử lại sau {minutes} phút."


def too_often(seconds: int) -> str:
    """More questions in a minute than one visitor may ask."""
    return f"Bạn hỏi quá nhanh. Hãy thử lại sau {seconds} giây."


# --- settings and commands ---

NEW_PASSWORD = "Mật khẩu mới: "
SAME_PASSWORD = "Nhập lại mật khẩu: "
PASSWORDS_DIFFER = "hai lần nhập mật khẩu không giống nhau"
BAD_NAME = "tên người dùng gồm 1 đến 64 chữ, số, dấu chấm, gạch hoặc @, không có khoảng trắng"


def bad_choice(name: str, text: str, choices: Sequence[str]) -> str:
    """A setting that must be one of a few words is another."""
    return f"{name} phải là một trong: {', '.join(choices)}; không phải “{text}”."


def bad_network(name: str, text: str) -> str:
    """The setting `name` holds what is no address."""
    return f"{name} phải gồm các địa chỉ hoặc dải địa chỉ dạng 10.0.0.5 hay 10.0.0.0/24, không phải “{text}”."


def bad_header(name: str, text: str) -> str:
    """A setting that must be the name of a header is none."""
    return f"{name} phải là tên một tiêu đề HTTP như X-Remote-User, không phải “{text}”."


def bad_secret(name: str, shortest: int) -> str:
    """A secret is missing or too short; it is not repeated."""
    return f"{name} (hoặc tệp trong {name}_FILE) phải có ít nhất {shortest} ký tự, không có khoảng trắng."


def unreadable_secret(name: str, reason: object) -> str:
    """The file of a secret can't be read."""
    return f"Không đọc được tệp trong {name}: {reason}"


def bad_password(shortest: int, longest: int) -> str:
    """A new password that is not taken."""
    return f"mật khẩu phải có từ {shortest} đến {longest} ký tự"


def bad_users_file(path: object) -> str:
    """The file of users can't be read, or is none."""
    return f"“{path}” không phải tệp người dùng (QA_USERS_FILE), hoặc không đọc được."


def users_file_unwritable(path: object, reason: object) -> str:
    """The file of users can't be written."""
    return f"Không ghi được tệp người dùng “{path}”: {reason}"


def no_users(path: object) -> str:
    """The login has nobody who could log in."""
    return (
        f"QA_ACCESS=login nhưng tệp “{path}” chưa có người dùng nào; hãy chạy: python -m qa user add TÊN --role admin"
    )


def no_such_user(name: object) -> str:
    """A user to be removed is not there."""
    return f"không có người dùng “{name}”"


def user_kept(name: str, role: str) -> str:
    """A user was added or changed."""
    return f"Đã lưu người dùng {name} ({ROLES[role].lower()})."


def user_removed(name: str) -> str:
    """A user was removed."""
    return f"Đã xóa người dùng {name}."


def bad_host(text: str) -> str:
    """An entry of QA_HOSTS that is no name of a host."""
    return f"QA_HOSTS: “{text}” không phải tên máy (ví dụ: kho.example; * cho mọi tên)."
