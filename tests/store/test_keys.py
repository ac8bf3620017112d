"""Keys of programs: shown once, kept as hashes, one of a name, revoked at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.access import Application, Role, User
from qa.errors import NotFoundError, SettingsError
from qa.store.keys import MOST_PER_MINUTE, PREFIX, key_in_force, keys, make_key, note_use, revoke
from qa.store.store import Store
from tests.postgres import in_a_file

pytestmark = pytest.mark.usefixtures("back_end")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "archive.sqlite3")


@in_a_file
def test_a_key_is_kept_as_its_hash_alone(store: Store) -> None:
    secret = make_key(store, "  Trợ lý  soạn thảo ", Role.READER, 60, "An")
    assert secret.startswith(PREFIX)
    assert len(secret) > 40
    store.close()
    everything = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert secret.encode() not in everything
    assert secret[len(PREFIX) :].encode() not in everything


def test_a_key_makes_a_program_a_visitor_until_it_is_revoked(store: Store) -> None:
    secret = make_key(store, "Trợ lý", Role.EDITOR, 60, "An")
    found = key_in_force(store, secret)
    assert found
    assert found.user == User("ứng dụng Trợ lý", Role.EDITOR, Application(found.id, 60))
    assert (found.used, found.hint) == (None, secret[:8])
    note_use(store, found.id)
    assert keys(store)[0].used
    assert key_in_force(store, secret[:-1]) is None
    revoke(store, "Trợ lý")
    assert key_in_force(store, secret) is None
    assert keys(store)[0].revoked
    with pytest.raises(NotFoundError, match="Trợ lý"):
        revoke(store, "Trợ lý")


def test_a_name_is_free_again_once_its_key_is_revoked(store: Store) -> None:
    first = make_key(store, "Trợ lý", Role.READER, 60, "")
    with pytest.raises(SettingsError, match="Đã có khóa"):
        make_key(store, "Trợ lý", Role.READER, 60, "")
    revoke(store, "Trợ lý")
    second = make_key(store, "Trợ lý", Role.READER, 60, "")
    assert key_in_force(store, first) is None
    assert key_in_force(store, second)
    assert [bool(one.revoked) for one in keys(store)] == [False, True]


@pytest.mark.parametrize(
    ("name", "role", "limit"),
    [
        ("", Role.READER, 1),
        ("a\x00b", Role.READER, 1),
        ("a" * 81, Role.READER, 1),
        ("a", Role.ADMIN, 1),
        ("a", Role.READER, 0),
        ("a", Role.READER, MOST_PER_MINUTE + 1),
    ],
)
def test_what_can_be_no_key_is_said(store: Store, name: str, role: Role, limit: int) -> None:
    with pytest.raises(SettingsError, match=r"[kK]hóa"):
        make_key(store, name, role, limit, "")
    assert keys(store) == ()
