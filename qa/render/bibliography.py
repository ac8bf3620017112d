"""Interviews as a reference manager takes them: BibTeX, and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.interview import Source
from qa.render.address import interview_address, web_address
from qa.text import fold

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
"""What means something to LaTeX, and how it is written there."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Listed:
    """An interview to be cited: its facts, and who answers in it."""

    source: Source
    speakers: tuple[str, ...]


def latex(text: str) -> str:
    """Writes plain text so that LaTeX prints it as it is; line breaks and controls become spaces."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    return "".join(_SPECIAL.get(char, char) for char in " ".join(visible.split()))


def bibtex(interviews: Iterable[Listed], root: str = "", site: str = "") -> str:
    """Writes a BibTeX entry for each interview; `site` makes the archive's address of it a whole one."""
    return "\n".join(_entry(one, f"{site}{interview_address(one.source.id, root)}") for one in interviews)


def _entry(one: Listed, here: str) -> str:
    source = one.source
    day = _DAY.match(source.date or "")
    fields = {
        # Doubled braces: the name is one, and the headline keeps its capitals.
        "author": " and ".join(f"{{{latex(name)}}}" for name in one.speakers),
        "title": f"{{{latex(source.title)}}}",
        "journal": latex(source.outlet or ""),
        "year": day[1] if day else "",
        "month": str(int(day[2])) if day and day[2] else "",
        "day": str(int(day[3])) if day and day[3] else "",
        "note": latex("; ".join(part for part in ("Phỏng vấn", ", ".join(source.authors), source.note) if part)),
        "url": _address(web_address(source.url) or here),
        "howpublished": r"\url{" + _address(here) + "}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value not in ("", "{}")]
    return "\n".join([f"@misc{{{key(source)},", *lines, "}\n"])


def _address(url: str) -> str:
    # Of what an address may hold, these would end the field or its line.
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")


def key(source: Source) -> str:
    """Makes a citation key of an interview's id, of the letters that BibTeX takes."""
    return re.sub(r"[^a-z0-9:._+-]+", "-", fold(source.id)).strip("-") or "bai"


def csl(interviews: Iterable[Listed], root: str = "", site: str = "") -> str:
    """Writes the interviews as CSL-JSON, as Zotero and pandoc read it."""
    items = [_item(one, f"{site}{interview_address(one.source.id, root)}") for one in interviews]
    return json.dumps(items, ensure_ascii=False, indent=1)


def _item(one: Listed, here: str) -> Mapping[str, Any]:
    source = one.source
    day = _DAY.match(source.date or "")
    parts = [int(part) for part in day.groups() if part] if day else []
    item = {
        "id": source.id,
        "type": "interview",
        "title": source.title,
        "author": [{"literal": name} for name in one.speakers],
        "interviewer": [{"literal": name} for name in source.authors],
        "container-title": source.outlet,
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": web_address(source.url) or here,
        "archive_location": here,
        "note": source.note,
        "language": "vi",
    }
    return {name: value for name, value in item.items() if value}
