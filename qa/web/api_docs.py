"""What /api/openapi.json says beside the routes themselves: answers, errors and a line in Vietnamese for each.

The models describe; they do not filter: a field that a later version adds reaches the client all the same.
"""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

REFERENCE = "#/components/schemas/{model}"


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Error(_Open):
    """Why a request was not answered."""

    error: str = Field(description="One Vietnamese line for the user.")


class Hit(_Open):
    """A quotation, word for word as printed, and where it stands."""

    interview: str
    turn: str = Field(description="Key of the permalink /l/{turn}.")
    start: int = Field(description="First character in the interview's NFC text.")
    end: int
    text: str
    sha256: str
    highlights: list[list[int]] = Field(description="[start, end] in the interview's text.")
    speaker: str | None
    position: str | None = Field(description="The post that was held on that day.")
    question: str | None = Field(description="The reporter's question.")
    title: str
    outlet: str | None
    date: str | None = Field(description="YYYY-MM-DD, or as much of it as is known.")
    url: str | None
    permalink: str
    score: float
    dense: float | None
    lexical: float | None


class Answer(_Open):
    """What the archive says to a question: "none" is the plain statement that it has no answer."""

    question: str
    state: Literal["answer", "related", "none"]
    confidence: float = Field(ge=0, le=1)
    hits: list[Hit]


class Difference(_Open):
    """Words of a claim beside those that were printed."""

    kind: str
    claimed: str
    printed: str


class Check(_Open):
    """The verdict on a claimed quotation and the place that decided it."""

    claim: str
    verdict: Literal["verbatim", "near", "altered", "stitched", "wrong_speaker", "absent"]
    differences: list[Difference]
    warning: str | None
    omission: bool
    matched: list[int] | None
    citation: Hit | None


class Report(_Open):
    """Every quotation of an article with its verdict."""

    title: str | None
    quotations: int
    checked: int
    counts: dict[str, int]
    results: list[dict[str, Any]]


class Listed(_Open):
    """An interview of the archive."""

    id: str
    title: str
    outlet: str | None
    date: str | None
    speakers: list[str]
    turns: int
    note: str | None
    permalink: str


class Interviews(_Open):
    """Never sent as such: names the list."""

    interviews: list[Listed]


class Person(_Open):
    """Somebody who was interviewed, under all printed names and posts."""

    key: str
    name: str
    label: str
    position: str | None
    posts: list[dict[str, Any]]
    interviews: list[str]
    turns: int


class People(_Open):
    """Those whom a name may mean."""

    name: str
    which: str | None
    count: int
    people: list[Person]


class Health(_Open):
    """The server's state."""

    status: Literal["ok"]


SUMMARIES: dict[str, tuple[str, type[BaseModel] | None]] = {
    "/api/ask": ("Hỏi kho một câu", Answer),
    "/api/check": ("Kiểm tra một lời trích", Check),
    "/api/check-article": ("Kiểm tra mọi lời trích của một bài", Report),
    "/api/interviews": ("Tất cả bài phỏng vấn, mới nhất trước", None),
    "/api/citation/{turn}": ("Lời trích mà một liên kết mở ra", Hit),
    "/api/people": ("Những người trả lời phỏng vấn", People),
    "/api/people/{key}": ("Một người trả lời phỏng vấn", Person),
    "/healthz": ("Máy chủ đang chạy", Health),
    "/readyz": ("Kho đã sẵn sàng trả lời", Health),
}

ERRORS = {
    "400": "Yêu cầu không hợp lệ: thiếu trường, sai kiểu, rỗng hoặc quá dài.",
    "401": "Chưa đăng nhập.",
    "403": "Không có quyền, hoặc yêu cầu đến từ trang khác.",
    "404": "Không có địa chỉ, bài, người hay đoạn này.",
    "413": "Yêu cầu quá lớn.",
    "429": "Hỏi quá nhanh; tiêu đề Retry-After cho biết số giây phải chờ.",
    "503": "Đang có nhiều người hỏi cùng lúc.",
}

DESCRIPTION = (
    "Questions and answers over an archive of interviews, quoted word for word with citations. Every error is "
    '{"error": "one Vietnamese line"}. Dates are YYYY-MM-DD; offsets count characters of the NFC text.'
)

ARTICLE_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
        },
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
    },
}


def add_api_docs(app: FastAPI, root_path: str) -> None:
    """Makes the app describe its answers and errors at its `openapi_url`."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, root_path)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _document(app: FastAPI, root_path: str) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version="1",
        description=DESCRIPTION,
        routes=app.routes,
        servers=[{"url": root_path or "/"}],
    )
    models = [model for _, model in SUMMARIES.values() if model] + [Error, Interviews]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=REFERENCE)
    own = document.setdefault("components", {}).setdefault("schemas", {})
    own.update(schemas["$defs"])
    for name in ("HTTPValidationError", "ValidationError"):
        own.pop(name, None)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _describe(path, operation)
    return document


def _describe(path: str, operation: dict[str, Any]) -> None:
    summary, model = SUMMARIES.get(path, (None, None))
    operation["summary"] = summary or operation.get("summary", path)
    responses = operation["responses"]
    responses.pop("422", None)
    if model:
        responses["200"] = _json(model.__doc__ or "", {"$ref": REFERENCE.format(model=model.__name__)})
    if path == "/api/interviews":
        items = {"$ref": REFERENCE.format(model=Listed.__name__)}
        responses["200"] = _json("All interviews.", {"type": "array", "items": items})
    if path == "/api/check-article":
        operation["requestBody"] = ARTICLE_BODY
        for kind in ("text/csv", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"):
            responses["200"]["content"][kind] = {"schema": {"type": "string", "format": "binary"}}
    for status, text in ERRORS.items():
        responses[status] = _json(text, {"$ref": REFERENCE.format(model=Error.__name__)})


def _json(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": schema}}}
