"""Files of several articles (.zip, .jsonl) → their parts, each a thing of its own; bounded, whatever they say.

A name is never used as a path: parts stay in memory, and a member whose name leads elsewhere is refused by it.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qa.article.find import why_passed_over
from qa.article.read import LIMIT, SUFFIXES
from qa.errors import ArticleError
from qa.store.incoming import Arrival, Kind
from qa.wording import adding as wording_adding
from qa.wording import article as wording_article

SEVERAL = (".zip", ".jsonl")
"""The ends of the names of files that hold several articles."""

WATCHED = (*SUFFIXES, ".zip")
"""The ends of the names of files that come in."""

MOST_PARTS = 1000
"""Members of a .zip, lines of a .jsonl: more than a newspaper prints interviews in a year; `build` takes any number."""

MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all members together."""

_UTF8 = 0x800
"""The flag of a member whose name is in UTF-8."""

_ENCRYPTED = 0x1
_ELSEWHERE = re.compile(r"[\\\x00-\x1f\x7f]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$)")
"""Names of what systems and Word put beside the articles: passed over in silence, as in folders."""


@dataclass(slots=True)
class Parts:
    """What a file of several holds: things that can be read, and names with the reason why they can't."""

    arrivals: list[Arrival] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def kind_of(name: str) -> Kind:
    """Tells by its name whether a file holds one article or several."""
    return Kind.SEVERAL if PurePosixPath(name).suffix.lower() in SEVERAL else Kind.ARTICLE


def parts_of(raw: bytes, name: str, path: str = "") -> Parts:
    """Parts a .zip or .jsonl file; ArticleError where it is damaged, or holds more than may be.

    `path` is that of the file in a watched folder: lines of a .jsonl file keep it, as a build would.
    """
    if PurePosixPath(name).suffix.lower() == ".jsonl":
        return _lines(raw, name, path)
    found = Parts()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            if len(members) > MOST_PARTS:
                raise ArticleError(wording_adding.too_many_parts(MOST_PARTS))
            left = MOST_UNPACKED
            for member in members:
                left -= _unpack(packed, member, name, left, found)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ArticleError(wording_adding.BAD_ZIP) from error
    if not found.arrivals and not found.refused:
        raise ArticleError(wording_adding.NOTHING_INSIDE)
    return found


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int, found: Parts) -> int:
    """Adds a member to what was found; the bytes that it unpacked to."""
    called = _name_of(member)
    reason = _refusal(member, called)
    if reason != wording_adding.BAD_NAME and _BESIDE.search(called):
        return 0
    shown = f"{name}/{called}"
    if reason:
        found.refused.append((_printable(shown), reason))
        return 0
    with packed.open(member) as file:
        raw = file.read(min(LIMIT, left) + 1)  # what it says of its size may be wrong
    if len(raw) > left:
        raise ArticleError(wording_adding.too_much_inside(MOST_UNPACKED))
    if len(raw) > LIMIT:
        found.refused.append((shown, wording_article.TOO_LARGE.format(megabytes=LIMIT // (1024 * 1024))))
    else:
        found.arrivals.append(Arrival(shown, raw, kind_of(called)))
    return len(raw)


def _refusal(member: zipfile.ZipInfo, called: str) -> str:
    """Why a member can't be read, as its entry tells; "" where it can."""
    if _ELSEWHERE.search(called):
        return wording_adding.BAD_NAME
    if stat.S_ISLNK(member.external_attr >> 16):
        return wording_adding.LINK
    if member.flag_bits & _ENCRYPTED:
        return wording_adding.LOCKED
    suffix = PurePosixPath(called).suffix.lower()
    if suffix == ".zip":
        return wording_adding.NESTED
    return "" if suffix in SUFFIXES else why_passed_over(suffix)


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name of a member: where it does not say so, still in UTF-8, as most programs write it."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "·" for char in name)


def _lines(raw: bytes, name: str, path: str) -> Parts:
    found = Parts()
    for number, line in enumerate(_split(raw), 1):
        if not line.strip():
            continue
        if len(found.arrivals) == MOST_PARTS:
            raise ArticleError(wording_adding.too_many_parts(MOST_PARTS))
        found.arrivals.append(Arrival(f"{name}:{number}", line, Kind.RECORD, path))
    if not found.arrivals:
        raise ArticleError(wording_article.EMPTY)
    return found


def _split(raw: bytes) -> Iterator[bytes]:
    return (line.rstrip(b"\r") for line in raw.split(b"\n"))
