"""What the reader did with a file, so that an editor sees it: its kind, its letters, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Container(StrEnum):
    """What holds the article. The values are what JSON says."""

    TEXT = "text"
    RECORD = "jsonl"
    PAGE = "html"
    STATED = "html, json-ld"
    SAVED = "mhtml"
    MAIL = "eml"
    WORD = "docx"
    STRICT_WORD = "docx, strict"
    PDF = "pdf"


class Encoding(StrEnum):
    """The letters of a file. The values are what JSON says."""

    UTF8 = "utf-8"
    UTF8_TWICE = "utf-8, twice"
    UTF16 = "utf-16"
    UTF32 = "utf-32"
    CP1258 = "windows-1258"
    CP1252 = "windows-1252"
    TCVN3 = "tcvn3"
    VNI = "vni"


class Why(StrEnum):
    """Why words of a file are no part of its article. The values are what JSON says."""

    MENU = "menu"
    LINKS = "links"
    COMMENTS = "comments"
    ABOVE = "above"
    OUTSIDE = "outside"
    HIDDEN = "hidden"
    STRUCK = "struck"
    DELETED = "deleted"
    BUTTON = "button"
    PAGE_HEAD = "page head"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a file that are no part of its article, on one line, and why."""

    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """How a file was read. `left_out` are in the order in which the reader met them."""

    container: Container
    encoding: Encoding = Encoding.UTF8
    left_out: tuple[LeftOut, ...] = ()


PLAIN = Account(Container.TEXT)
"""Plain text, of which nothing was left out."""


def gathered(pieces: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Neighbours that were left out for one reason as one, a dot between them; empty ones gone."""
    found: list[LeftOut] = []
    for piece in pieces:
        text = " ".join(piece.text.split())
        if not text:
            continue
        if found and found[-1].why is piece.why:
            found[-1] = replace(found[-1], text=f"{found[-1].text} · {text}")
        else:
            found.append(LeftOut(piece.why, text))
    return tuple(found)
