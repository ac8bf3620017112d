"""A client of the whole server over an archive, in the role that everybody has there."""

from __future__ import annotations

from typing import Any, cast

from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from qa.access import Role
from qa.archive import Archive
from qa.config import Settings
from qa.web.access.gate import Gate
from qa.web.intake import Intake
from qa.web.server import create_app


def client_for(archive: Archive, role: Role = Role.EDITOR, **facts: Any) -> TestClient:
    app = create_app(archive, Settings(open_role=role, **facts))
    return TestClient(app, base_url="http://kho.test", follow_redirects=False, raise_server_exceptions=False)


def own_routes(client: TestClient) -> list[APIRoute]:
    """Every route of the app itself, none of Gradio's."""
    gate = client.app.app  # type: ignore[attr-defined]
    assert isinstance(gate, Gate)
    assert isinstance(gate.app, Intake)
    routes: list[BaseRoute] = list(cast(Starlette, gate.app.app).routes)
    return [route for route in routes if isinstance(route, APIRoute)]
