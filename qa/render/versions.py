"""Earlier versions of an interview: the notes that lead to them, where they differ, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from qa import wording
from qa.interview import REPORTER, Interview, Source
from qa.links import Meant
from qa.quote.result import Former
from qa.render.address import interview_address
from qa.render.contract_erratum import Former as FormerJson
from qa.render.differing import differences_html
from qa.render.html import Content, Html, tag
from qa.render.reader import CITED_ANCHOR
from qa.store.store import turn_key
from qa.store.versions import Version
from qa.wording import check as wording_check
from qa.wording import page as wording_page
from qa.wording import versions as wording_versions


def version_address(
    interview: str,
    number: int,
    root: str = "",
    at: int | None = None,
    against: int = -1,
    look: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Returns the address of an earlier version, at an offset, or set `against` another one (0: the present)."""
    fields = {"ban": str(number), **look}
    if at is not None:
        fields["luot"] = turn_key(interview, at)
    if against >= 0:
        fields["so"] = str(against)
    anchor = f"#{CITED_ANCHOR}" if at is not None else ""
    return f"{interview_address(interview, root)}?{urlencode(fields)}{anchor}"


def meant_address(meant: Meant, root: str = "", look: Mapping[str, str] = MappingProxyType({})) -> str:
    """Returns the address of what a permalink means in an earlier version; `look` is added to it."""
    number = meant.version.number if meant.version else 0
    return version_address(meant.interview, number, root, meant.span.start, look=look)


def former_link(one: Former, root: str = "") -> str:
    """Returns the address of the words of a claim in an earlier version."""
    return version_address(one.at.place.interview, one.number, root, one.at.matched.start if one.at.matched else None)


def former_json(one: Former, root: str = "") -> FormerJson:
    """Returns a place of an earlier version of the contract."""
    at, source = one.at, one.at.source
    return {
        "number": one.number,
        "until": one.until,
        "interview": at.place.interview,
        "start": at.matched.start if at.matched else None,
        "end": at.matched.end if at.matched else None,
        "words": at.words,
        "speaker": at.said_by.name,
        "title": source.title if source else None,
        "outlet": source.outlet if source else None,
        "date": source.date if source else None,
        "permalink": former_link(one, root),
    }


def former_lines(former: Iterable[Former]) -> list[str]:
    """Tells where words of a claim stood in earlier versions, in plain text."""
    return [_line(one) for one in former]


def _line(one: Former) -> str:
    said, source = one.at.said_by, one.at.source
    who = said.name or said.printed or wording_check.PART_NAMES[said.part.value]
    facts = [wording.REPORTER if who == REPORTER else who]
    if source:
        facts += [f"“{source.title}”" if source.title else "", source.outlet or "", wording.day(source.date)]
    return wording_versions.stood(one.number, one.until, ", ".join(fact for fact in facts if fact) + ".")


def versions_html(versions: Sequence[Version], root: str = "") -> Content:
    """Renders the way from an interview to its earlier versions, the latest first; nothing where there is none."""
    lines = [
        tag(
            "li",
            tag(
                "a", wording_versions.name(one.number, one.until), href=version_address(one.interview, one.number, root)
            ),
            " · ",
            tag("a", wording_versions.COMPARE, href=version_address(one.interview, one.number, root, against=0)),
        )
        for one in reversed(versions)
    ]
    return lines and tag("aside.versions", tag("p", tag("strong", wording_versions.FORMER)), tag("ul", lines))


def prints_html(sources: Sequence[Source], root: str = "") -> Content:
    """Renders the other prints of an interview, each with its paper and day; nothing where there is none."""
    lines = [
        tag(
            "li",
            tag("a", one.title or wording_page.UNTITLED, href=interview_address(one.id, root)),
            " ",
            tag("span.facts", " · ".join(part for part in (one.outlet, wording.day(one.date)) if part)),
        )
        for one in sources
    ]
    return lines and tag("aside.versions", tag("p", tag("strong", wording_page.ALSO_PUBLISHED)), tag("ul", lines))


def where_printed(interview: str, outlet: str | None, date: str | None, title: str, root: str = "") -> Html:
    """Renders a paper and a day as the link to an interview; the headline where neither is known."""
    said = " ".join(filter(None, (outlet, wording.day(date)))) or title or interview
    return tag("a", said, href=interview_address(interview, root))


def meant_html(before: Iterable[Meant], root: str = "") -> Content:
    """Renders what a permalink may have meant before the article changed, each with the way there."""
    return [
        tag(
            "aside.versions",
            tag("p", wording_versions.MEANT, " ", tag("q", one.words), " "),
            tag(
                "p",
                tag(
                    "a",
                    wording_versions.OPEN,
                    href=version_address(one.interview, one.version.number, root, one.span.start),
                ),
            ),
        )
        for one in before
        if one.version
    ]


def former_note_html(version: Version, root: str = "") -> Html:
    """Renders what stands above an earlier version: that it is one, until when it stood, and the way to the present."""
    present = tag("a", wording_versions.PRESENT, href=interview_address(version.interview, root))
    against = version_address(version.interview, version.number, root, against=0)
    return tag(
        "aside.versions",
        tag("p", tag("strong", wording_versions.THIS_IS_FORMER), " ", wording_versions.stood_until(version.until)),
        tag("p", present, " · ", tag("a", wording_versions.COMPARE, href=against)),
    )


def compared_html(version: Version, former: Interview, later: Interview, later_name: str, root: str = "") -> Html:
    """Renders where an earlier version differs from a later one."""
    one = tag(
        "a",
        wording_versions.name(version.number, version.until),
        href=version_address(version.interview, version.number, root),
    )
    return tag(
        "article.interview.compared-versions",
        tag("h1", later.source.title or former.source.title),
        tag("h2", wording_versions.DIFFERENCES),
        tag("p.facts", one, " → ", tag("a", later_name, href=interview_address(version.interview, root))),
        differences_html(former.text, later.text),
    )
