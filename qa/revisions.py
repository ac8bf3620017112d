"""Which versions answer: of the program, its fitted weights, the encoders, and the archive's content and people."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from qa.store.readings import READER
from qa.store.store import Store

_WEIGHTS = (("ranking", "qa.search", "ranking.json"), ("decision", "qa.answer", "decision.json"))


def revisions(store: Store) -> dict[str, str]:
    """Returns them by name; what does not change while the program runs is read once."""
    manifest = store.manifest()
    people = store.rows("SELECT coalesce(max(id), 0) FROM people_decisions")[0][0]
    return {
        **_of_program(),
        "encoder": manifest.get("revision", ""),
        "reader": manifest.get(READER, ""),
        "content": manifest.get("changes", ""),
        "people": str(people),
    }


@cache
def _of_program() -> dict[str, str]:
    told = {"program": version("interview-archive")}
    for name, room, file in _WEIGHTS:
        told[name] = hashlib.sha256(files(room).joinpath(file).read_bytes()).hexdigest()[:12]
    return told
