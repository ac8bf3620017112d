"""The reader's pages as HTML: an interview as it was printed, the list of all, and what is not there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qa import wording
from qa.answer.answer import Citation
from qa.interview import Block, Interview, Role
from qa.render.address import interview_address, permalink, web_address
from qa.render.card import citation_text, source_link, speaker_html
from qa.render.html import escaped, marked
from qa.text import Span
from qa.wording import page as wording_page

if TYPE_CHECKING:
    from qa.archive import InterviewSummary

PAGE_SIZE = 100
"""Interviews on one page of the list."""

CITED_ANCHOR = "trich"
"""The id that a permalink scrolls to."""


def interview_html(
    interview: Interview, citations: Iterable[Citation], cited: Span | None = None, root: str = ""
) -> str:
    """The interview in print order, every block with its role; `cited` is marked and carries `CITED_ANCHOR`.

    `citations` are the checked citations of its utterances; each gets a link and a button.
    """
    source = interview.source
    printed = _Printed(interview, citations, cited, root)
    badge = f'<p><span class="badge">{escaped(source.note)}</span></p>' if source.note else ""
    return (
        f'<article class="interview"><h1>{escaped(source.title or wording_page.UNTITLED)}</h1>'
        f"{_facts(interview)}{badge}{_people(interview, printed.citations, root)}"
        f'<div class="printed-text">{printed.blocks_html()}</div></article>'
    )


def _is_headline(block: Block, interview: Interview) -> bool:
    """Whether a block only repeats the headline that already stands above the text."""
    words = block.span.of(interview.text).strip()
    return block.role is Role.HEADING and bool(words) and words == interview.source.title.strip()


def _facts(interview: Interview) -> str:
    source = interview.source
    facts = [escaped(part) for part in (source.outlet, wording.day(source.date)) if part]
    if source.authors:
        facts.append(escaped(f"{wording_page.AUTHORS}: {', '.join(source.authors)}"))
    url = web_address(source.url)
    if url:
        facts.append(source_link(url))
    return f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""


def _people(interview: Interview, citations: Iterable[Citation], root: str) -> str:
    said_by = {citation.printed or citation.speaker: citation for citation in citations}
    lines = "".join(
        f"<li>{_name(person.name, said_by.get(person.name), root)}"
        + (f' <span class="post">{escaped(person.position)}</span>' if person.position else "")
        + "</li>"
        for person in interview.people
    )
    return f'<div class="people"><h2>{wording_page.INTERVIEWEES}</h2><ul>{lines}</ul></div>' if lines else ""


def _name(printed: str | None, citation: Citation | None, root: str) -> str:
    """A speaker's name: with a link to the person's page where one of his turns is shown."""
    if citation is not None:
        return speaker_html(citation, root)
    return f'<span class="speaker">{escaped(printed or wording_page.UNKNOWN_SPEAKER)}</span>'


class _Printed:
    """An interview's text on the page; what belongs to a block is looked up by its place, however many there are."""

    def __init__(self, interview: Interview, citations: Iterable[Citation], cited: Span | None, root: str) -> None:
        self.citations = sorted(citations, key=lambda one: one.span)
        self._interview = interview
        self._cited = cited
        self._root = root
        # Utterances don't overlap, so their ends are in order, too.
        self._starts = [one.span.start for one in self.citations]
        self._ends = [one.span.end for one in self.citations]
        asked = [turn.question.start for turn in interview.turns if turn.question]
        self._spoken = sorted(asked + [said.span.start for turn in interview.turns for said in turn.answers])

    def blocks_html(self) -> str:
        """All blocks, but the headline that already stands above the text."""
        blocks = [block for block in self._interview.blocks if not _is_headline(block, self._interview)]
        return "".join(map(self._block, blocks, [None, *blocks]))

    def _block(self, block: Block, before: Block | None) -> str:
        cited, span = self._cited, block.span
        here = cited is not None and cited.overlaps(span)
        first_cited = here and not (before is not None and cited is not None and cited.overlaps(before.span))
        starting = self.citations[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        ending = self.citations[bisect_right(self._ends, span.start) : bisect_right(self._ends, span.end)]
        classes = ["block", f"role-{block.role.value}", *["cited"] * here, *["unserved"] * (not block.served)]
        anchors = "".join(f'<span class="anchor" id="luot-{one.span.start}"></span>' for one in starting)
        anchors += f'<span class="anchor" id="{CITED_ANCHOR}"></span>' if first_cited else ""
        words = marked(self._interview.text, span, [cited] if cited else [])
        return (
            f'<section class="{" ".join(classes)}">{anchors}{self._label(block, before, starting)}'
            f'<div class="words">{words}</div>{"".join(_turn_actions(one, self._root) for one in ending)}</section>'
        )

    def _label(self, block: Block, before: Block | None, starting: Sequence[Citation]) -> str:
        """Who speaks, or what the block is; an unserved block always says that it waits for review."""
        doubt = (
            ""
            if block.served
            else f'<span class="badge badge-doubt" title="{wording_page.UNSERVED_HINT}">{wording.UNSERVED}</span>'
        )
        goes_on = before is not None and (before.role, before.speaker) == (block.role, block.speaker)
        if (goes_on or self._names_its_speaker(block)) and not doubt:
            return ""
        if block.role is Role.ANSWER:
            post = self._interview.position_of(block.speaker)
            name = _name(block.speaker, next(iter(starting), None), self._root)
            name += f' <span class="post">{escaped(post)}</span>' if post else ""
        elif block.role is Role.QUESTION:
            name = wording.REPORTER
        else:
            name = wording_page.ROLE_LABELS[block.role.value]
        return f'<p class="label">{name} {doubt}</p>'

    def _names_its_speaker(self, block: Block) -> bool:
        """Whether the paper printed who speaks before the words ("PV:", "Ông Giang:")."""
        place = bisect_right(self._spoken, block.span.start)
        if place == len(self._spoken) or self._spoken[place] >= block.span.end:
            return False
        return any(char.isalpha() for char in self._interview.text[block.span.start : self._spoken[place]])


def _turn_actions(citation: Citation, root: str) -> str:
    here = permalink(citation.turn, root)
    return (
        f'<div class="actions"><button class="copy" type="button">{wording_page.COPY}</button>'
        f'<a class="read" href="{escaped(here)}">{wording_page.PERMALINK}</a>'
        f'<div class="citation-text">{escaped(citation_text(citation))}</div></div>'
    )


def interviews_html(summaries: Sequence[InterviewSummary], page: int, root: str = "") -> str:
    """One page (from 1) of the list of interviews, each with its facts and a link."""
    pages = max(1, -(-len(summaries) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    lines = "".join(_summary(s, root) for s in summaries[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    steps = []
    if page > 1:
        steps.append(f'<a href="{root}/phong-van?trang={page - 1}">{wording_page.NEWER}</a>')
    if page < pages:
        steps.append(f'<a href="{root}/phong-van?trang={page + 1}">{wording_page.OLDER}</a>')
    where = (
        f'<nav class="pages"><span>{wording_page.page_of(page, pages)}</span> {" ".join(steps)}</nav>' if steps else ""
    )
    body = f'<ol class="interviews">{lines}</ol>' if lines else f"<p>{wording_page.NO_INTERVIEWS}</p>"
    return (
        f"<h1>{wording_page.NAV_INTERVIEWS}</h1>"
        f'<p class="facts">{wording_page.interviews_found(len(summaries))}</p>{body}{where}'
    )


def _summary(summary: InterviewSummary, root: str) -> str:
    badge = f'<span class="badge">{escaped(summary.note)}</span>' if summary.note else ""
    facts = [summary.outlet, wording.day(summary.date), wording_page.turns(summary.turns)]
    here = escaped(interview_address(summary.id, root))
    return (
        f'<li><a href="{here}">{escaped(summary.title or wording_page.UNTITLED)}</a>'
        f'<p class="speakers">{escaped(", ".join(summary.speakers))}</p>'
        f'<p class="facts">{escaped(" · ".join(part for part in facts if part))}</p>{badge}</li>'
    )


def missing_html(reason: str, root: str = "") -> str:
    """What is shown where nothing is: why, and the way back."""
    return (
        f"<h1>{wording_page.NOT_FOUND}</h1><p>{escaped(reason)}</p><p>{wording_page.NOT_FOUND_HINT}</p>"
        f'<p><a href="{root}/">{wording_page.NAV_ASK}</a> · '
        f'<a href="{root}/phong-van">{wording_page.NAV_INTERVIEWS}</a></p>'
    )


def fault_html(reason: str) -> str:
    """What is shown where an interview can't be shown."""
    return f"<h1>{wording_page.FAULT}</h1><p>{escaped(reason)}</p>"
