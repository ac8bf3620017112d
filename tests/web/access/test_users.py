"""The file of users, their passwords and their sessions."""

from __future__ import annotations

import io
import stat
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from qa.access import Role, User
from qa.cli import main as cli
from qa.errors import SettingsError
from qa.web.access.users import Users, hashed, is_password, read_accounts, user_name


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kho" / "users.json"
    add(path, monkeypatch, "An", "mat khau cua An", "editor")
    return path


def add(path: Path, monkeypatch: pytest.MonkeyPatch, name: str, password: str, role: str = "reader") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return cli.main(["user", "add", name, "--role", role, "--users", str(path)])


def test_only_the_right_password_fits() -> None:
    kept = hashed("Mật khẩu dài")
    assert kept.startswith("scrypt$15$8$1$")
    assert "khẩu" not in kept
    assert kept != hashed("Mật khẩu dài")
    assert is_password("Mật khẩu dài", kept)
    assert is_password("Mật khẩu dài".encode().decode(), kept)
    for wrong in ("", "mật khẩu dài", "Mật khẩu dài "):
        assert not is_password(wrong, kept)
    for broken in ("", "scrypt$15$8$1$a", "md5$1$1$1$AAAA$AAAA", "scrypt$x$8$1$AAAA$AAAA"):
        assert not is_password("Mật khẩu dài", broken)


def test_short_passwords_and_odd_names_are_refused() -> None:
    for password in ("ngan", "a" * 257):
        with pytest.raises(SettingsError):
            hashed(password)
    for name in ("", "a b", "a\nb", "<b>", "../x", "a" * 65):
        with pytest.raises(SettingsError):
            user_name(name)
    assert user_name(" Hòa.Trần@cq ") == "hòa.trần@cq"


def test_the_commands_keep_a_private_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "mat khau" not in file.read_text()
    assert add(file, monkeypatch, "binh", "ngan") == 2
    assert add(file, monkeypatch, "bình", "mat khau khac") == 0
    capsys.readouterr()
    assert cli.main(["user", "list", "--users", str(file)]) == 0
    assert capsys.readouterr().out == "an\teditor\nbình\treader\n"
    assert cli.main(["user", "remove", "BÌNH", "--users", str(file)]) == 0
    assert list(read_accounts(file).accounts) == ["an"]
    assert cli.main(["user", "remove", "ai", "--users", str(file)]) == 2


def test_sessions_end_with_time_password_and_user(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    users = Users(file, hours=1)
    assert users.admit("an", "mat khau cua an") is None
    assert users.admit("ai do", "mat khau cua An") is None
    session = users.admit(" AN ", "mat khau cua An")
    assert session
    assert users.visitor(session) == User("an", Role.EDITOR)
    assert "an" not in session.lower().split(".")
    for forged in ("", "x", session[:-1], session[:-2] + "AA", session.replace(".", "", 1), f"{session}.x"):
        assert users.visitor(forged) is None
    assert Users(file, hours=1).visitor(session) == User("an", Role.EDITOR)  # a restart keeps it
    later = time.time() + 3601
    monkeypatch.setattr("time.time", lambda: later)
    assert users.visitor(session) is None
    monkeypatch.undo()
    add(file, monkeypatch, "an", "mat khau moi cua An")
    assert users.visitor(session) is None
    again = users.admit("an", "mat khau moi cua An")
    assert again
    assert users.visitor(again) == User("an", Role.READER)
    users.end(again)
    assert users.visitor(again) is None


def test_a_file_that_breaks_keeps_the_last_users(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    users = Users(file, hours=1)
    session = users.admit("an", "mat khau cua An")
    file.write_text("{")
    assert session
    assert users.visitor(session) == User("an", Role.EDITOR)
    assert "can't be read" in caplog.text


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"key": 1, "users": {"a b": {}}}', '{"key": "", "users": []}'])
def test_a_bad_file_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "users.json"
    path.write_text(content)
    with pytest.raises(SettingsError):
        Users(path, hours=1)


def test_a_login_for_nobody_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="python -m qa user add"):
        Users(tmp_path / "users.json", hours=1)


def test_the_type_of_accounts_is_frozen(file: Path) -> None:
    accounts: Mapping[str, object] = read_accounts(file).accounts
    with pytest.raises(TypeError):
        accounts["x"] = 1  # type: ignore[index]
