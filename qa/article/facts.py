"""What an article says of itself (headline, outlet, date, address, authors), checked and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from qa.errors import ArticleError
from qa.text import fold, nfc
from qa.wording import article as wording_article

ID_LIMIT = 200
"""Characters of an id: it stands in addresses."""

_SLUG_LIMIT = 120
_URL_LIMIT = 2000
"""Characters of an address made of a title, and of one that a page states."""
_YEARS = range(1900, 2101)
# A newspaper prints the day in Vietnam; its page may state the same instant in UTC.
_VIETNAM = timezone(timedelta(hours=7))

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
# A clock with AM or PM belongs to the American order, month first: which number is the day is then a guess.
_AMERICAN = re.compile(r"\d\s*[AP]\.?M\b", re.IGNORECASE)
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f<>\"'`\\]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file states about its article beside the words; None or empty where it states nothing."""

    title: str = ""
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    note: str | None = None
    id: str | None = None


def slug(text: str) -> str:
    """Returns `text` as an address: "Luân chuyển cán bộ" → "luan-chuyen-can-bo"; "" if it has no Latin letter."""
    found = "-".join(re.findall(r"[a-z0-9]+", fold(nfc(text))))
    if len(found) <= _SLUG_LIMIT:
        return found
    return found[:_SLUG_LIMIT].rpartition("-")[0] or found[:_SLUG_LIMIT]


def one_line(text: str) -> str:
    """Returns `text` in NFC on one line: white space collapsed, half surrogates and control characters left out."""
    storable = text.encode("utf-8", "ignore").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", " ".join(nfc(storable).split()))


def checked_id(value: str) -> str:
    """Returns `value` exactly as given; ArticleError if it is empty, too long or can't stand in an address."""
    if not value.strip() or len(value) > ID_LIMIT or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", value):
        raise ArticleError(wording_article.ID.format(limit=ID_LIMIT))
    return value


def iso_date(value: str) -> str | None:
    """Returns the day that a machine-written date names (ISO 8601, YYYYMMDD, RFC 2822), as YYYY-MM-DD in Vietnam."""
    value = value.strip()
    match = _YEAR_FIRST.match(value)
    if match is None:
        try:
            return _day(parsedate_to_datetime(value)) if re.match(r"[A-Za-z]{3},", value) else None
        except (ValueError, OverflowError, IndexError, TypeError):
            return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return _calendar_day(match[1], match[3], match[4])
    return _day(instant)


def printed_date(value: str) -> str | None:
    """Returns the day of a date that a person wrote, Vietnamese order included: "17/05/2024" → "2024-05-17"."""
    found = iso_date(value)
    if found is None and not _AMERICAN.search(value) and (match := _DAY_FIRST.search(value)):
        found = _calendar_day(match[4], match[3], match[1])
    return found


def _day(instant: datetime) -> str | None:
    if instant.year not in _YEARS:
        return None
    return (instant.astimezone(_VIETNAM) if instant.tzinfo else instant).date().isoformat()


def _calendar_day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None


def web_address(value: str | None) -> str | None:
    """Returns `value` if it is a whole http or https address, else None: nothing else may become a link."""
    value = nfc((value or "").strip())
    if not value or len(value) > _URL_LIMIT or _UNSAFE_IN_URL.search(value):
        return None
    try:
        value.encode("utf-8")
        parts = urlsplit(value)
        named = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return None
    return value if named and parts.scheme in ("http", "https") else None


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """Returns the names in `values`, once each and in order; commas and semicolons part names within a value."""
    names = (one_line(name) for value in values for name in re.split(r"[,;]", value))
    return tuple(dict.fromkeys(name for name in names if name))
