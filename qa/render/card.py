"""A citation as a card, and as the plain text that is copied.

In HTML a quotation's `textContent` is exactly the slice of the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa import wording
from qa.answer.answer import Citation, Place
from qa.render.address import permalink, person_address, web_address
from qa.render.html import escaped, marked
from qa.render.why import why_html
from qa.text import Span, sentences
from qa.wording import page as wording_page
from qa.wording import people as wording_people
from qa.wording import upkeep as wording_upkeep

LONG_QUOTATION = 700
"""Characters from which a quotation is folded around what is marked in it."""

SHORT_REST = 160
"""A beginning or an end of at most this many characters is not worth folding away."""

OPENING = 450
"""Characters shown of a long quotation in which nothing is marked."""


# --- plain text ---


def attribution(citation: Citation) -> str:
    """Who said it and where it was printed, in one line, the source's note included."""
    who = ", ".join(part for part in (citation.speaker or wording_page.UNKNOWN_SPEAKER, citation.position) if part)
    printed = ", ".join(
        part
        for part in (
            f"“{citation.title}”" if citation.title else "",
            citation.outlet,
            wording.day(citation.date),
        )
        if part
    )
    line = f"{who}; {printed}" if printed else who
    return f"{line} [{citation.note}]" if citation.note else line


def citation_text(citation: Citation, address: str | None = None) -> str:
    """The quotation with its full citation, as it is copied; `address` is the permalink to give with it."""
    links = [link for link in (web_address(citation.url), address) if link]
    return "\n".join([f"“{citation.text}”", f"— {attribution(citation)}", *links])


# --- HTML ---


def visible_part(text: str, marks: Sequence[Span]) -> Span:
    """What of a quotation is shown before it is unfolded: the marked sentences and their neighbours.

    Only a beginning and an end are ever folded away, never something between two shown sentences. `marks` are
    offsets in `text`.
    """
    whole = Span(0, len(text))
    if len(text) <= LONG_QUOTATION:
        return whole
    parts = sentences(text)
    if marks:
        first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
        touched = [i for i, part in enumerate(parts) if part.end > first and part.start < last]
        low, high = max(touched[0] - 1, 0), min(touched[-1] + 1, len(parts) - 1)
        start, end = parts[low].start, parts[high].end
    else:
        start, end = 0, next((part.end for part in parts if part.end >= OPENING), len(text))
    return Span(0 if start <= SHORT_REST else start, len(text) if len(text) - end <= SHORT_REST else end)


def quotation_html(citation: Citation) -> str:
    """The quotation, whole, with its marks; a long one has a button that unfolds its beginning and end."""
    text = citation.text
    marks = [Span(m.start - citation.span.start, m.end - citation.span.start) for m in citation.highlights]
    shown = visible_part(text, marks)
    parts = [("before", Span(0, shown.start)), ("focus", shown), ("after", Span(shown.end, len(text)))]
    words = "".join(f'<span class="{name}">{marked(text, span, marks)}</span>' for name, span in parts if len(span))
    folded = len(shown) < len(text)
    cut = "".join([" cut-before" * (shown.start > 0), " cut-after" * (shown.end < len(text))])
    box = f'<blockquote class="quotation{" folded" * folded}{cut}">{words}</blockquote>'
    return box + (f'<button class="unfold">{wording_page.EXPAND}</button>' if folded else "")


def card(citation: Citation, root: str = "", rated: bool = False) -> str:
    """One citation as a card: speaker and post, the reporter's question, the quotation, source and links.

    `rated`: with the buttons by which a visitor says whether it helped.
    """
    rate = _RATE if rated else ""
    post = f'<span class="post">{escaped(citation.position)}</span>' if citation.position else ""
    asked = (
        f'<div class="asked"><span class="asked-label">{wording.REPORTER}</span>'
        f'<span class="asked-words">{escaped(citation.question)}</span></div>'
        if citation.question
        else ""
    )
    also = places_html(wording_page.also_printed(len(citation.also)), citation.also, root) if citation.also else ""
    return (
        f'<div class="card"><div class="who">{speaker_html(citation, root)}{post}</div>'
        f"{asked}{quotation_html(citation)}{card_footer(citation, root)}{also}{why_html(citation.why)}{rate}</div>"
    )


def places_html(head: str, places: Sequence[Place], root: str) -> str:
    """Places of the archive under a heading, each a link to the words there with its paper and date."""
    items = []
    for place in places:
        facts = escaped(" · ".join(part for part in (place.outlet, wording.day(place.date)) if part))
        title = escaped(place.title or wording_page.UNTITLED)
        link = f'<a href="{escaped(permalink(place.turn, root))}" target="_blank">{title}</a>'
        items.append(f'<li>{link} <span class="facts">{facts}</span></li>')
    return f'<p class="nearest">{escaped(head)}:</p><ul class="places">{"".join(items)}</ul>'


_RATE = (
    f'<div class="rate"><span class="rate-label">{wording_upkeep.RATE}</span>'
    f'<button class="useful">{wording_upkeep.USEFUL}</button>'
    f'<button class="wrong">{wording_upkeep.WRONG}</button></div>'
)


def speaker_html(citation: Citation, root: str = "") -> str:
    """Who speaks, leading to the person's page; where an editor corrected the name, the printed one beside it."""
    name = escaped(citation.speaker or wording_page.UNKNOWN_SPEAKER)
    if citation.person is None:
        return f'<span class="speaker">{name}</span>'
    printed = wording_people.printed_as(citation.printed) if citation.printed else ""
    note = f' <span class="printed-name">({escaped(printed)})</span>' if printed else ""
    return f'<a class="speaker" href="{escaped(person_address(citation.person, root))}">{name}</a>{note}'


def card_footer(citation: Citation, root: str) -> str:
    """The end of a card: where it was printed, links, and the button that copies it."""
    here = permalink(citation.turn, root)
    facts = [part for part in (citation.outlet, wording.day(citation.date)) if part]
    url = web_address(citation.url)
    links = f'<a class="read" href="{escaped(here)}" target="_blank">{wording_page.READ_HERE}</a>'
    if url:
        links += source_link(url)
    note = f'<span class="badge">{escaped(citation.note)}</span>' if citation.note else ""
    return (
        f'<div class="printed"><span class="headline">{escaped(citation.title or wording_page.UNTITLED)}</span>'
        f'<span class="facts">{escaped(" · ".join(facts))}</span>{note}</div>'
        f'<div class="actions">{links}<button class="copy">{wording_page.COPY}</button></div>'
        f'<div class="citation-text">{escaped(citation_text(citation))}</div>'
    )


def source_link(url: str) -> str:
    """A link to the article where it was printed, in a new tab."""
    opening = f'<a class="source" href="{escaped(url)}" target="_blank" rel="noopener noreferrer">'
    return f"{opening}{wording_page.SOURCE}</a>"
