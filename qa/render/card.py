"""A citation as a card, and as the plain text that is copied.

In HTML a quotation's `textContent` is exactly the slice of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa import wording
from qa.answer.answer import Citation, Place
from qa.render.address import permalink, person_address, web_address
from qa.render.erratum import errata_html, erratum_line
from qa.render.html import Content, Html, joined, marked, tag
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
    """Returns who said it and where it was printed, in one line, the source's note included."""
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
    """Returns the quotation with its full citation, as it is copied; `address` is the permalink to give with it."""
    links = [link for link in (web_address(citation.url), address) if link]
    return "\n".join([f"“{citation.text}”", f"— {attribution(citation)}", *map(erratum_line, citation.errata), *links])


def also_line(place: Place, root: str = "", site: str = "") -> str:
    """Tells in one line where else words are printed, and that they are others there; with the permalink."""
    facts = (f"“{place.title}”" if place.title else "", place.outlet or "", wording.day(place.date))
    differs = f" ({wording_page.PRINTED_OTHERWISE.lower()})" if place.text is not None else ""
    head = f"{wording_page.also_printed(1)}: {', '.join(fact for fact in facts if fact)}{differs}"
    return f"{head} {site}{permalink(place.turn, root)}"


# --- HTML ---


def visible_part(text: str, marks: Sequence[Span]) -> Span:
    """Returns what of a quotation is shown before it is unfolded: the marked sentences and their neighbours.

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


def quotation_html(citation: Citation) -> Html:
    """Renders the quotation, whole, with its marks; a long one has a button that unfolds its beginning and end.

    Each sentence stands in an element of its own, by which it can be copied alone.
    """
    text = citation.text
    marks = [Span(m.start - citation.span.start, m.end - citation.span.start) for m in citation.highlights]
    shown = visible_part(text, marks)
    parts = [("before", Span(0, shown.start)), ("focus", shown), ("after", Span(shown.end, len(text)))]
    words = [tag(f"span.{name}", _sentences(text, span, marks)) for name, span in parts if len(span)]
    folded = len(shown) < len(text)
    cuts = ".folded" * folded + ".cut-before" * (shown.start > 0) + ".cut-after" * (shown.end < len(text))
    return joined(tag(f"blockquote.quotation{cuts}", words), folded and tag("button.unfold", wording_page.EXPAND))


def _sentences(text: str, within: Span, marks: Sequence[Span]) -> Iterator[Content]:
    place = within.start
    for part in sentences(text, within):
        yield text[place : part.start], tag("span.sentence", marked(text, part, marks))
        place = part.end
    yield text[place : within.end]


def card(citation: Citation, root: str = "", rated: bool = False) -> Html:
    """Renders one citation as a card: speaker and post, the reporter's question, the quotation, source and links.

    `rated`: with the buttons by which a visitor says whether it helped.
    """
    asked = (tag("span.asked-label", wording.REPORTER), tag("span.asked-words", citation.question or ""))
    return tag(
        "div.card",
        tag("div.who", speaker_html(citation, root), citation.position and tag("span.post", citation.position)),
        citation.question and tag("div.asked", asked),
        quotation_html(citation),
        errata_html(citation.errata),
        card_footer(citation, root, by_sentence=len(sentences(citation.text)) > 1),
        bool(citation.also) and places_html(wording_page.also_printed(len(citation.also)), citation.also, root),
        why_html(citation.why),
        rated and _RATE,
    )


def places_html(head: str, places: Sequence[Place], root: str) -> Html:
    """Places of the archive under a heading, each a link to the words there with its paper and date."""
    return tag("p.places-head", head, ":") + tag("ul.places", [place_html(place, root) for place in places])


def place_html(place: Place, root: str, speaker: str = "") -> Html:
    """Renders a place of the archive as an item of a list: a link to its words, who speaks, the paper and the date."""
    facts = " · ".join(part for part in (speaker, place.outlet, wording.day(place.date)) if part)
    link = tag("a", place.title or wording_page.UNTITLED, href=permalink(place.turn, root), target="_blank")
    differs = place.text is not None and tag(
        "details.differs",
        tag("summary", wording_page.PRINTED_OTHERWISE),
        tag("blockquote.quotation", place.text),
    )
    return tag("li", link, " ", tag("span.facts", facts), differs)


_RATE = tag(
    "div.rate",
    tag("span.rate-label", wording_upkeep.RATE),
    tag("button.useful", wording_upkeep.USEFUL),
    tag("button.wrong", wording_upkeep.WRONG),
)


def speaker_html(citation: Citation, root: str = "") -> Html:
    """Renders who speaks as a link to the person's page; beside a name that an editor corrected, the printed one."""
    name = citation.speaker or wording_page.UNKNOWN_SPEAKER
    if citation.person is None:
        return tag("span.speaker", name)
    printed = citation.printed and wording_people.printed_as(citation.printed)
    note = printed and (" ", tag("span.printed-name", "(", printed, ")"))
    return joined(tag("a.speaker", name, href=person_address(citation.person, root)), note)


def card_footer(citation: Citation, root: str, by_sentence: bool = False) -> Html:
    """Renders the end of a card: where it was printed, links, and the buttons that copy it, whole or `by_sentence`."""
    facts = " · ".join(part for part in (citation.outlet, wording.day(citation.date)) if part)
    url = web_address(citation.url)
    return joined(
        tag(
            "div.printed",
            tag("span.headline", citation.title or wording_page.UNTITLED),
            tag("span.facts", facts),
            citation.note and tag("span.badge", citation.note),
        ),
        tag(
            "div.actions",
            tag("a.read", wording_page.READ_HERE, href=permalink(citation.turn, root), target="_blank"),
            url and source_link(url),
            tag("button.copy", wording_page.COPY),
            by_sentence and tag("button.by-sentence", wording_page.BY_SENTENCE),
        ),
        tag("div.citation-text", citation_text(citation)),
    )


def source_link(url: str) -> Html:
    """Renders a link to the article where it was printed, in a new tab."""
    return tag("a.source", wording_page.SOURCE, href=url, target="_blank", rel="noopener noreferrer")
