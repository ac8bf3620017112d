"""Values as JSON dictionaries (the contract of the API and the command line), as plain text, as safe HTML.

Article text is hostile: every character of it goes through `escaped` before it meets a tag. In HTML a
quotation's `textContent` is exactly the slice of the source.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from qa import wording
from qa.answer.answer import Answer, Citation, State
from qa.interview import Interview
from qa.render.why import clue_json, understood_html, why_html, why_json
from qa.text import Span, sentences
from qa.wording import compare as wording_compare
from qa.wording import page as wording_page
from qa.wording import people as wording_people
from qa.wording import upkeep as wording_upkeep

if TYPE_CHECKING:
    from qa.quote.check import QuoteCheck

LONG_QUOTATION = 700
"""Characters from which a quotation is folded around what is marked in it."""

SHORT_REST = 160
"""A beginning or an end of at most this many characters is not worth folding away."""

OPENING = 450
"""Characters shown of a long quotation in which nothing is marked."""

# --- JSON ---


def citation_json(citation: Citation, root: str = "", explain: bool = False) -> dict[str, Any]:
    """A hit of the contract; `permalink` starts with `root`, the path below which the app is shown.

    `explain` adds why the hit is here.
    """
    reasons = {"why": why_json(citation.why)} if explain and citation.why else {}
    return {
        "interview": citation.interview,
        "turn": citation.turn,
        "start": citation.span.start,
        "end": citation.span.end,
        "text": citation.text,
        "sha256": citation.sha256,
        "highlights": [[span.start, span.end] for span in citation.highlights],
        "speaker": citation.speaker,
        "person": citation.person,
        "position": citation.position,
        "question": citation.question,
        "title": citation.title,
        "outlet": citation.outlet,
        "date": citation.date,
        "url": citation.url,
        "note": citation.note,
        "permalink": permalink(citation.turn, root),
        "score": citation.score,
        "dense": citation.dense,
        "lexical": citation.lexical,
        **reasons,
    }


def answer_json(answer: Answer, root: str = "", explain: bool = False) -> dict[str, Any]:
    """An answer of the contract; `explain` adds to each hit why it is here."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "missing": [{"name": one.name, "as_speaker": one.as_speaker} for one in answer.missing],
        "clues": [clue_json(clue) for clue in answer.reading.clues] if answer.reading else [],
        "state": answer.state.value,
        "confidence": answer.confidence,
        "hits": [citation_json(hit, root, explain) for hit in answer.hits],
    }


def check_json(claim: str, check: QuoteCheck, citation: Citation | None, root: str = "") -> dict[str, Any]:
    """A checked quotation of the contract; `matched` are offsets in the interview's text, as those of a hit."""
    return {
        "claim": claim,
        "verdict": check.verdict.value,
        "differences": [
            {"kind": difference.kind.value, "claimed": difference.claimed, "printed": difference.printed}
            for difference in check.differences
        ],
        "warning": check.warning,
        "omission": check.omission,
        "matched": [check.matched.start, check.matched.end] if check.matched else None,
        "citation": citation_json(citation, root) if citation else None,
    }


def interview_json(interview: Interview) -> dict[str, Any]:
    """How an article was read, as the contract's `parse --json` prints it."""
    source = interview.source
    return {
        "id": source.id,
        "title": source.title,
        "text": interview.text,
        "outlet": source.outlet,
        "authors": list(source.authors),
        "date": source.date,
        "url": source.url,
        "note": source.note,
        "blocks": [
            {
                "start": block.span.start,
                "end": block.span.end,
                "role": block.role.value,
                "speaker": block.speaker,
                "confidence": block.confidence,
                "served": block.served,
            }
            for block in interview.blocks
        ],
        "turns": [
            {
                "question": [turn.question.start, turn.question.end] if turn.question else None,
                "answers": [
                    {"start": said.span.start, "end": said.span.end, "speaker": said.speaker} for said in turn.answers
                ],
            }
            for turn in interview.turns
        ],
        "interviewees": [
            {"name": person.name, "position": person.position, "labels": list(person.labels)}
            for person in interview.people
        ],
    }


# --- plain text ---


def permalink(turn: str, root: str = "") -> str:
    """The address of a turn in the reader, below `root`."""
    return f"{root}/l/{quote(turn, safe='')}"


COMPARE = "/so-sanh"
"""The address of the page that sets statements side by side."""


def compare_address(topic: str, people: Sequence[str], root: str = "") -> str:
    """The address of the page that sets what people said on a topic side by side."""
    return f"{root}{COMPARE}?{urlencode([('chu-de', topic), *(('nguoi', name) for name in people)])}"


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


def web_address(url: str | None) -> str | None:
    """`url` if it is a plain http(s) address, None otherwise (javascript:, data:, relative)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


# --- HTML ---

# Line breaks and tabs as references: Markdown never sees a blank line inside a card (it would read the rest
# as Markdown), Gradio's dedenting finds nothing to expand, and the browser still gets the character itself.
_BREAKS = {ord(char): f"&#{ord(char)};" for char in "\n\r\t\u2028\u2029"}


def escaped(text: str) -> str:
    """`text` as HTML on one line; the browser's textContent of it is `text` again."""
    return html.escape(text, quote=True).translate(_BREAKS)


def marked(text: str, within: Span, marks: Iterable[Span]) -> str:
    """The HTML of `within` with what lies in `marks` in <mark>; overlapping marks become one."""
    pieces: list[str] = []
    place = within.start
    for mark in sorted(marks):
        start, end = max(mark.start, place), min(mark.end, within.end)
        if start >= end:
            continue
        pieces += [escaped(text[place:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        place = end
    return "".join([*pieces, escaped(text[place : within.end])])


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
    return (
        f'<div class="card"><div class="who">{speaker_html(citation, root)}{post}</div>'
        f"{asked}{quotation_html(citation)}{card_footer(citation, root)}{why_html(citation.why)}{rate}</div>"
    )


_RATE = (
    f'<div class="rate"><span class="rate-label">{wording_upkeep.RATE}</span>'
    f'<button class="useful">{wording_upkeep.USEFUL}</button>'
    f'<button class="wrong">{wording_upkeep.WRONG}</button></div>'
)


def person_address(key: str, root: str = "") -> str:
    """The address of a person's page, below `root`."""
    return f"{root}/nguoi/{quote(key, safe='')}"


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


def question_html(question: str) -> str:
    """The user's own question in the chat."""
    return f'<div class="question">{escaped(question)}</div>'


def answer_html(answer: Answer, searched: str, filters: str, root: str = "", which: str = "") -> str:
    """An answer in the chat on one line of HTML; `searched` says where, `filters` the limits in words.

    `which` asks whom a name means, as HTML.
    """
    understood = understood_html(answer.reading.clues) if answer.reading else ""
    limits = f'<p class="limits">{escaped(filters)}</p>' if filters else ""
    cards = "".join(card(hit, root, rated=True) for hit in answer.hits) + _compare_link(answer, root)
    if answer.state is State.ANSWER:
        body = f'<p class="state">{escaped(wording_page.best(len(answer.hits)))}</p>{limits}{cards}'
    elif answer.state is State.RELATED:
        count = escaped(wording_page.show_related(len(answer.hits)))
        body = (
            f'<p class="state">{wording_page.RELATED_HINT}</p>{limits}<details class="related"><summary>'
            f'<span class="related-label">{wording.RELATED}</span> '
            f'<span class="related-count">{count}</span></summary>{cards}</details>'
        )
    else:
        hint = wording_page.NONE_FILTERED if filters else wording_page.NONE_HINT
        why = "".join(f'<p class="missing">{escaped(line)}</p>' for line in missing_lines(answer))
        body = f'<p class="state">{wording.NONE}</p>{why}<p class="hint">{escaped(searched)} {hint}</p>'
    return f'<div class="answer answer-{answer.state.value}">{understood}{which}{body}</div>'


def missing_lines(answer: Answer) -> list[str]:
    """What the question names and the archive lacks, a sentence each."""
    said = {True: wording.never_speaks, False: wording.names_nowhere}
    return [said[one.as_speaker](one.name) for one in answer.missing]


def _compare_link(answer: Answer, root: str) -> str:
    """The way to what the people of an answer said on its topic, side by side."""
    people = list(dict.fromkeys(hit.speaker for hit in answer.hits if hit.speaker))[:3]
    if not people:
        return ""
    address = compare_address(answer.reading.own if answer.reading else answer.question, people, root)
    return (
        f'<p class="actions compare-link"><a href="{escaped(address)}" target="_blank">{wording_compare.LINK}</a></p>'
    )


def welcome_html() -> str:
    """What stands in the chat before the first question."""
    return (
        f'<div class="welcome"><p class="welcome-line">{wording_page.WELCOME}</p>'
        f'<p class="welcome-hint">{wording_page.WELCOME_HINT}</p></div>'
    )


def notice_html(text: str) -> str:
    """One line that says what went wrong, read out at once by a screen reader."""
    return f'<div class="notice" role="alert">{escaped(text)}</div>'


def line_html(text: str) -> str:
    """One quiet line."""
    return f'<div class="line">{escaped(text)}</div>'
