"""Who may do what."""

from __future__ import annotations

from typing import cast

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from qa.access import VISITOR, Role, User, require, user_of
from qa.archive import Archive
from qa.config import Settings, read_settings
from qa.errors import AccessError
from qa.gate import Gate
from qa.server import create_app
from tests.fake_archive import FakeArchive


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("wanted", Role)
def test_a_role_reaches_what_those_before_it_reach(role: Role, wanted: Role) -> None:
    scope = {VISITOR: User("An", role)}
    if role >= wanted:
        assert require(scope, wanted).name == "An"
    else:
        with pytest.raises(AccessError):
            require(scope, wanted)


def test_nobody_is_let_in_without_the_gate() -> None:
    for scope in ({}, {VISITOR: None}, {VISITOR: "An"}):
        with pytest.raises(AccessError):
            user_of(scope)


def test_everybody_is_a_reader_unless_a_setting_says_more() -> None:
    for settings, status in ((Settings(), 403), (read_settings({"QA_OPEN_ROLE": "editor"}), 200)):
        shield = create_app(cast(Archive, FakeArchive()), settings)
        gate = shield._app
        assert isinstance(gate, Gate)

        @gate._app.get("/api/bien-tap")  # type: ignore[attr-defined, untyped-decorator]
        def staff(request: Request) -> str:
            return require(request.scope, Role.EDITOR).name

        gate._app.router.routes.insert(0, gate._app.router.routes.pop())  # type: ignore[attr-defined]
        with TestClient(shield) as client:
            answer = client.get("/api/bien-tap")
        assert answer.status_code == status
        if status == 403:
            assert set(answer.json()) == {"error"}
