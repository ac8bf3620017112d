"""`/mcp`: the archive's tools for assistants by the Model Context Protocol (streamable HTTP, stateless, JSON answers).

The protocol's library is imported at the first request: a server that no assistant asks never loads it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from anyio.abc import TaskGroup, TaskStatus
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.types import Receive, Scope, Send

from qa import wording
from qa.archive import Archive
from qa.config import Settings
from qa.web.chat.chat import explain
from qa.web.tools import Given, Tool, tools
from qa.wording import assistant as wording_assistant

if TYPE_CHECKING:
    from mcp.server.lowlevel.server import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

MCP = "/mcp"


class Assistants:
    """The door for assistants; open while the server runs."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._tools = tools(archive, settings.max_question)
        self._title = settings.title
        self._group: TaskGroup | None = None
        self._made = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keeps the door open for as long as the block runs."""
        async with anyio.create_task_group() as group:
            self._group = group
            yield
            group.cancel_scope.cancel()
        self._group = self._manager = None

    async def manager(self) -> StreamableHTTPSessionManager | None:
        """Returns what speaks the protocol, made at the first call; None where the door is not open."""
        async with self._made:
            if self._manager is None and self._group is not None:
                made = await run_in_threadpool(_managed, self._title, self._tools)
                await self._group.start(self._run, made)
                self._manager = made
        return self._manager

    async def _run(
        self, manager: StreamableHTTPSessionManager, task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED
    ) -> None:
        async with manager.run():
            task_status.started()
            await anyio.sleep_forever()


class _Spoken(Response):
    """The answer that the protocol's library gives to one request."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        super().__init__()
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        await self._manager.handle_request(scope, receive, send)


def add_assistants(app: FastAPI, archive: Archive, settings: Settings) -> Assistants:
    """Adds /mcp; the door is to be opened by the app's lifespan."""
    assistants = Assistants(archive, settings)

    @app.api_route(MCP, methods=["POST", "GET", "DELETE"], include_in_schema=False)
    async def called(request: Request) -> Response:
        if request.method != "POST":  # no streams, no sessions: the protocol says so by 405
            return JSONResponse({"error": f"{wording.BAD_REQUEST}."}, 405, {"Allow": "POST"})
        manager = await assistants.manager()
        return _Spoken(manager) if manager else JSONResponse({"error": wording.BUSY}, 503)

    return assistants


def _managed(title: str, offered: tuple[Tool, ...]) -> StreamableHTTPSessionManager:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    # Host, Origin and size of a request are looked at by the shield, as for every other path.
    return StreamableHTTPSessionManager(_server(title, offered), json_response=True, stateless=True)


def _server(title: str, offered: tuple[Tool, ...]) -> Server[Any]:
    """What answers the protocol's requests with the archive's tools."""
    from mcp import types
    from mcp.server.lowlevel.server import Server

    by_name = {tool.name: tool for tool in offered}
    listed = [
        types.Tool(
            name=tool.name,
            description=tool.told,
            input_schema=tool.takes.model_json_schema(),
            annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )
        for tool in offered
    ]

    async def every(context: object, asked: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call(context: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        given = await run_in_threadpool(_given, by_name.get(asked.name), asked.arguments, _base(context.request))
        content: list[types.ContentBlock] = [types.TextContent(text=given if isinstance(given, str) else given.text)]
        if isinstance(given, str):
            return types.CallToolResult(content=content, is_error=True)
        return types.CallToolResult(content=content, structured_content=given.structured)

    return Server(
        "kho-phong-van",
        version="1",
        title=title,
        instructions=wording_assistant.INSTRUCTIONS,
        on_list_tools=every,
        on_call_tool=call,
    )


def _given(tool: Tool | None, arguments: dict[str, Any] | None, base: str) -> Given | str:
    """What a tool gave, or the one line that says why it gave nothing."""
    if tool is None:
        return wording_assistant.NO_SUCH_TOOL
    try:
        return tool.run(tool.takes.model_validate(arguments or {}), base)
    except ValidationError as error:
        return wording_assistant.bad_arguments(".".join(map(str, error.errors()[0]["loc"])))
    except Exception as error:
        return explain(error)


def _base(request: Request) -> str:
    """The address of this server as its caller knows it: permalinks are whole addresses."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}{request.scope.get('root_path', '')}"
