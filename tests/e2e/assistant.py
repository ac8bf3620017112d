"""An assistant: MCP's own client, with a key, against a server that runs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import httpx2
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

Mode = Literal["legacy", "auto"]


def call(address: str, key: str, name: str, mode: Mode = "auto", **arguments: Any) -> Any:
    """What one call of a tool gives; in a thread of its own, since Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _called(address, key, name, mode, arguments)).result()


def listed(address: str, key: str = "") -> Any:
    """The tools that a server names."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _called(address, key, "", "auto", {})).result()


async def _called(address: str, key: str, name: str, mode: Mode, arguments: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
    ):
        return await client.call_tool(name, arguments) if name else await client.list_tools()
