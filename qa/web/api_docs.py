"""The API's description at /api/openapi.json: the routes and their typed answers, and every error in Vietnamese."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from qa.render import contract
from qa.wording import api as wording_api

DESCRIPTION = (
    "Questions and answers over an archive of interviews, quoted word for word with citations. Every error is "
    '{"error": "one Vietnamese line"}. Dates are YYYY-MM-DD; offsets count characters of the NFC text.'
)

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "model": contract.Error} for status, text in wording_api.ERRORS.items()
}
"""The errors that every route may answer with, as FastAPI takes them."""

_OF_FASTAPI = ("HTTPValidationError", "ValidationError")


def add_api_docs(app: FastAPI, root_path: str) -> None:
    """Makes the app describe its answers and errors at its `openapi_url`."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, root_path)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _document(app: FastAPI, root_path: str) -> dict[str, Any]:
    servers = [{"url": root_path or "/"}]
    document = get_openapi(title=app.title, version="1", description=DESCRIPTION, routes=app.routes, servers=servers)
    # FastAPI promises its own form of errors; ours is said by ERRORS.
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
    for name in _OF_FASTAPI:
        document["components"]["schemas"].pop(name, None)
    return document
