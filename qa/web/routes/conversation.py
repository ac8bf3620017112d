"""A whole conversation as a file: asked anew from what the tab has kept, so that every quotation is the archive's."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, FastAPI, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from qa.archive import Archive
from qa.config import Settings
from qa.render.conversation import FORMS, Told, conversation
from qa.web.chat.chat import Chat
from qa.web.chat.kept import Conversation
from qa.web.fields import Flag
from qa.web.places import Places
from qa.wording import api as wording_api
from qa.wording import page as wording_page


class ConversationRequest(BaseModel):
    """What was asked, one turn after the other."""

    model_config = ConfigDict(extra="ignore")

    turns: Conversation


def add_conversation(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /api/conversation."""
    chat, places, root = Chat(archive, settings), Places(), settings.root_path
    files = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FORMS.values()}

    @app.post(
        "/api/conversation",
        summary=wording_api.CONVERSATION,
        response_class=Response,
        responses={200: {"content": files}},
    )
    def download(
        request: Request,
        asked: Annotated[ConversationRequest, Body()],
        form: Annotated[Flag, Query(alias="format")] = "md",
    ) -> Response:
        """Returns the conversation with its answers word for word, as Markdown or Word (`format`: md, docx)."""
        site = f"{request.url.scheme}://{request.headers.get('host', '')}"
        with places.one():
            past = chat.restored(asked.turns, ())
        told = [Told(one.question, chat.limits_line(one.filters), one.said) for one in past]
        content = conversation(told, form, root, site)
        named = f'attachment; filename="{wording_page.EXPORT_FILE}.{form}"'
        return Response(content, media_type=FORMS[form], headers={"Content-Disposition": named})
