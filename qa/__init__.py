"""Questions and answers over an archive of interviews: quoted word for word, or not answered.

`Archive` is the way in:

    from qa import Archive

    with Archive.open("data") as archive:
        answer = archive.ask("Hà Tĩnh gặp khó khăn gì khi luân chuyển cán bộ?")

Importing this package is fast: torch, FAISS and Gradio are imported where they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.archive import Archive

__all__ = ["Archive"]


def __getattr__(name: str) -> Any:
    if name == "Archive":
        from qa.archive import Archive

        return Archive
    raise AttributeError(name)
