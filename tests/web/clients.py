"""A client of the whole server over an archive, in the role that everybody has there."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.web.server import create_app


def client_for(archive: Archive, role: Role = Role.EDITOR, **facts: Any) -> TestClient:
    app = create_app(archive, Settings(open_role=role, **facts))
    return TestClient(app, base_url="http://kho.test", follow_redirects=False, raise_server_exceptions=False)
