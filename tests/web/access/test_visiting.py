"""Each visitor's pages show what is open to them, and nobody else's."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.types import Receive, Scope, Send

from qa.access import VISITOR, Role, User
from qa.acting import AuditRules, acting
from qa.archive import Archive
from qa.web.access.visiting import Visiting, role_here
from qa.web.noting import Audit
from tests.coroutines import completed


def test_visitors_at_the_same_time_have_their_own_roles_and_names(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    seen: dict[str, Role] = {}
    names: dict[str, str] = {}

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0)
        seen[scope["path"]] = await asyncio.to_thread(role_here)
        names[scope["path"]] = (await asyncio.to_thread(acting)).name

    async def visit(path: str, role: Role | None) -> None:
        visitor = {} if role is None else {VISITOR: User(f"an{path}", role)}
        await Visiting(page, audit)({"type": "http", "path": path, **visitor}, None, None)  # type: ignore[arg-type]

    audit = Audit(archive, AuditRules())

    async def all_at_once() -> None:
        visits = [("/a", Role.EDITOR), ("/b", Role.READER), ("/c", None), ("/d", Role.ADMIN)]
        await asyncio.gather(*(asyncio.create_task(visit(path, role)) for path, role in visits))

    completed(all_at_once())
    assert seen == {"/a": Role.EDITOR, "/b": Role.READER, "/c": Role.READER, "/d": Role.ADMIN}
    assert names == {"/a": "an/a", "/b": "an/b", "/c": "", "/d": "an/d"}
    assert role_here() is Role.READER
