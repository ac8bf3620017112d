"""`/nhung.js`: the one line that puts the page into another site's."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import Response

from qa.config import Settings
from qa.web.document import ASSETS
from qa.wording import embed as wording_embed

SCRIPT = "/nhung.js"


LOOK = ("embed", "__theme", "open", "host")
"""What of an address says how the page looks and is framed (assets/frame.js); it is kept from page to page."""


def look_of(query: Mapping[str, str]) -> dict[str, str]:
    """Returns what of a query says how the page looks and is framed."""
    return {name: query[name] for name in LOOK if query.get(name)}


def add_embedding(app: FastAPI, settings: Settings) -> None:
    """Adds the script. It holds nothing of the archive; which sites may frame the page is said by the page itself."""
    strings = json.dumps({**wording_embed.SCRIPT, "title": settings.title}, ensure_ascii=False)
    content = (ASSETS / "nhung.js").read_text("utf-8").replace("__WORDING__", strings, 1)
    # Where no other site may frame the page, none needs the script.
    readers = "cross-origin" if settings.frame_ancestors else "same-origin"
    headers = {"Cross-Origin-Resource-Policy": readers, "Cache-Control": "public, max-age=300"}

    @app.get(SCRIPT, include_in_schema=False)
    def script() -> Response:
        return Response(content, media_type="text/javascript", headers=headers)
