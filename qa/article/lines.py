"""Printed lines from runs of letters, shared by the formats that know bold and italic (HTML and Word)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one style. `linked` letters lead to another page."""

    text: str
    bold: bool = False
    italic: bool = False
    linked: bool = False


def marked(text: str, runs: list[Run]) -> str:
    """`text`, in Markdown's ** if every letter of `runs` is bold (*** if italic too).

    Papers print their questions so. Lines with bold in parts ("**PV:** …") stay plain: a mark inside a
    quotation would not be the paper's.
    """
    lettered = [run for run in runs if any(c.isalnum() for c in run.text)]
    # A line with asterisks of its own ("* Thưa ông…") is told by them; more would blur where it starts.
    if not lettered or not all(run.bold for run in lettered) or text.startswith("*") or text.endswith("*"):
        return text
    mark = "***" if all(run.italic for run in lettered) else "**"
    return f"{mark}{text}{mark}"


def squeezed(text: str) -> str:
    """`text` as a browser sets it on one line: ASCII white space collapsed, no-break spaces kept."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")
