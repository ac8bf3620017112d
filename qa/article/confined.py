"""One uploaded article, read in a process of its own: `python -m qa.article.confined NAME < bytes`.

Whatever a file unpacks to costs this process its life, not the server its memory. It prints one line of JSON:
{"title", "text"}, or {"error"} in Vietnamese.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from qa.article.read import read_content
from qa.errors import ArticleError
from qa.wording import article as wording_article

MEMORY = 1024 * 1024 * 1024
"""Bytes of memory that reading may take: some fifty times what a long newspaper page takes."""

SECONDS = 20
"""Seconds of a processor that reading may take."""


def confine() -> None:
    """Limits what this process may take; beyond, it fails or is ended by the system."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(raw: bytes, path: Path) -> dict[str, str]:
    """Reads the title and text of an article, or why it can't be read."""
    try:
        article = read_content(raw, path)
    except ArticleError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": wording_article.TOO_MUCH}
    return {"title": article.source.title, "text": article.text}


def main() -> None:
    """Reads what comes on stdin."""
    confine()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
