"""One file that came in, read in a process of its own: `python -m qa.incoming.confined KIND NAME [PATH] < bytes`.

Whatever it unpacks to costs this process its life. It prints one line of JSON: {"article"}, {"parts", "refused"}, or
{"error"} in Vietnamese.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from qa.article.confined import confine
from qa.article.read import read_content, read_record_line
from qa.bounds import LONGEST_ARTICLE
from qa.errors import ArticleError
from qa.incoming.parts import parts_of
from qa.incoming.record import article_json
from qa.store.incoming import Kind
from qa.wording import adding as wording_adding
from qa.wording import article as wording_article


def read(raw: bytes, kind: Kind, name: str, path: str) -> dict[str, Any]:
    """Reads what a file holds, or why it can't be read."""
    try:
        if kind is Kind.SEVERAL:
            found = parts_of(raw, name, path)
            return {
                "parts": [[p.name, base64.b64encode(p.raw).decode(), p.kind, p.path] for p in found.arrivals],
                "refused": found.refused,
            }
        article = (read_record_line if kind is Kind.RECORD else read_content)(raw, Path(name))
        if len(article.text) > LONGEST_ARTICLE:
            raise ArticleError(wording_adding.too_long(LONGEST_ARTICLE))
        return {"article": article_json(article)}
    except ArticleError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": wording_article.TOO_MUCH}


def main() -> None:
    """Reads what comes on stdin."""
    confine()
    kind, name, path = sys.argv[1:4]
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), Kind(kind), name, path)))


if __name__ == "__main__":
    main()
