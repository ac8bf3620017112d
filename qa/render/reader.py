"""The reader's pages as HTML: an interview as it was printed, the list of all, and what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    interview: Interview, citations: Mapping[int, Citation], cited: Span | None = None, root: str = ""
) -> str:
    """The interview in print order, every block with its role; `cited` is marked and carries `CITED_ANCHOR`.

    `citations` are the checked citations of its utterances by their start; each gets a link and a button.
    """
    source = interview.source
    headline = source.title or wording_page.UNTITLED
    blocks = [block for block in interview.blocks if not _is_headline(block, interview)]
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        parts.append(_block(interview, block, before, citations, cited, root))
        before = block
    badge = f'<p><span class="badge">{escaped(source.note)}</span></p>' if source.note else ""
    return (
        f'<article class="interview"><h1>{escaped(headline)}</h1>'
        f"{_facts(interview)}{badge}{_people(interview, citations.values(), root)}"
        f'<div class="printed-text">{"".join(parts)}</div></article>'
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


def _block(
    interview: Interview,
    block: Block,
    before: Block | None,
    citations: Mapping[int, Citation],
    cited: Span | None,
    root: str,
) -> str:
    here = cited is not None and cited.overlaps(block.span)
    first_cited = here and not (before is not None and cited is not None and cited.overlaps(before.span))
    starting = [c for start, c in citations.items() if block.span.start <= start < block.span.end]
    ending = [c for c in citations.values() if block.span.start < c.span.end <= block.span.end]
    classes = ["block", f"role-{block.role.value}", *["cited"] * here, *["unserved"] * (not block.served)]
    anchors = "".join(f'<span class="anchor" id="luot-{c.span.start}"></span>' for c in starting)
    anchors += f'<span class="anchor" id="{CITED_ANCHOR}"></span>' if first_cited else ""
    words = marked(interview.text, block.span, [cited] if cited else [])
    return (
        f'<section class="{" ".join(classes)}">{anchors}{_label(interview, block, before, starting, root)}'
        f'<div class="words">{words}</div>{"".join(_turn_actions(c, root) for c in ending)}</section>'
    )


def _label(interview: Interview, block: Block, before: Block | None, starting: Sequence[Citation], root: str) -> str:
    """Who speaks, or what the block is; an unserved block always says that it waits for review."""
    doubt = (
        ""
        if block.served
        else f'<span class="badge badge-doubt" title="{wording_page.UNSERVED_HINT}">{wording.UNSERVED}</span>'
    )
    goes_on = before is not None and (before.role, before.speaker) == (block.role, block.speaker)
    if (goes_on or _names_its_speaker(interview, block)) and not doubt:
        return ""
    if block.role is Role.ANSWER:
        post = interview.position_of(block.speaker)
        name = _name(block.speaker, next(iter(starting), None), root)
        name += f' <span class="post">{escaped(post)}</span>' if post else ""
    elif block.role is Role.QUESTION:
        name = wording.REPORTER
    else:
        name = wording_page.ROLE_LABELS[block.role.value]
    return f'<p class="label">{name} {doubt}</p>'


def _names_its_speaker(interview: Interview, block: Block) -> bool:
    """Whether the paper printed who speaks before the words ("PV:", "Ông Giang:")."""
    spoken = [said.span for turn in interview.turns for said in turn.answers]
    spoken += [turn.question for turn in interview.turns if turn.question]
    starts = [span.start for span in spoken if block.span.start < span.start < block.span.end]
    return bool(starts) and any(char.isalpha() for char in interview.text[block.span.start : min(starts)])


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
