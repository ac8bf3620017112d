"""The reader's pages as HTML: an interview as it was printed, and what is not there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from qa import wording
from qa.answer.answer import Citation
from qa.errata.placed import touching
from qa.interview import Block, Erratum, Interview, Role
from qa.render.address import permalink, web_address
from qa.render.card import citation_text, source_link, speaker_html
from qa.render.erratum import errata_html
from qa.render.html import Content, Html, joined, marked, tag
from qa.text import Span
from qa.wording import page as wording_page

CITED_ANCHOR = "trich"
"""The id that a permalink scrolls to."""


def interview_html(
    interview: Interview,
    citations: Iterable[Citation],
    cited: Span | None = None,
    root: str = "",
    errata: Sequence[Erratum] = (),
    notes: Content = None,
) -> Html:
    """Renders the interview in print order, every block with its role; `cited` is marked and carries `CITED_ANCHOR`.

    `citations` are the checked citations of its utterances; each gets a link and a button. A block with words of
    one of the `errata` has its banner; `notes` stand above the text.
    """
    source = interview.source
    printed = _Printed(interview, citations, cited, root, errata)
    return tag(
        "article.interview",
        tag("h1", source.title or wording_page.UNTITLED),
        _facts(interview),
        source.note and tag("p", tag("span.badge", source.note)),
        _people(interview, printed.citations, root),
        notes,
        tag("div.printed-text", printed.blocks_html()),
    )


def _is_headline(block: Block, interview: Interview) -> bool:
    """Whether a block only repeats the headline that already stands above the text."""
    words = block.span.of(interview.text).strip()
    return block.role is Role.HEADING and bool(words) and words == interview.source.title.strip()


def _facts(interview: Interview) -> Content:
    source = interview.source
    facts = [part for part in (source.outlet, wording.day(source.date)) if part]
    if source.authors:
        facts.append(f"{wording_page.AUTHORS}: {', '.join(source.authors)}")
    url = web_address(source.url)
    if url:
        facts.append(source_link(url))
    return facts and tag("p.facts", Html(" · ").join(facts))


def _people(interview: Interview, citations: Iterable[Citation], root: str) -> Content:
    said_by = {citation.printed or citation.speaker: citation for citation in citations}
    lines = [
        tag("li", _name(person.name, said_by.get(person.name), root), _post(person.position))
        for person in interview.people
    ]
    return lines and tag("div.people", tag("h2", wording_page.INTERVIEWEES), tag("ul", lines))


def _name(printed: str | None, citation: Citation | None, root: str) -> Html:
    """A speaker's name: with a link to the person's page where one of his turns is shown."""
    if citation is not None:
        return speaker_html(citation, root)
    return tag("span.speaker", printed or wording_page.UNKNOWN_SPEAKER)


def _post(post: str | None) -> Content:
    return post and (" ", tag("span.post", post))


class _Printed:
    """An interview's text on the page; what belongs to a block is looked up by its place, however many there are."""

    def __init__(
        self,
        interview: Interview,
        citations: Iterable[Citation],
        cited: Span | None,
        root: str,
        errata: Sequence[Erratum],
    ) -> None:
        self.citations = sorted(citations, key=lambda one: one.span)
        self._errata = errata
        self._interview = interview
        self._cited = cited
        self._root = root
        # Utterances don't overlap, so their ends are in order, too.
        self._starts = [one.span.start for one in self.citations]
        self._ends = [one.span.end for one in self.citations]
        asked = [turn.question.start for turn in interview.turns if turn.question]
        self._spoken = sorted(asked + [said.span.start for turn in interview.turns for said in turn.answers])

    def blocks_html(self) -> Content:
        """Renders all blocks, but the headline that already stands above the text."""
        blocks = [block for block in self._interview.blocks if not _is_headline(block, self._interview)]
        return map(self._block, blocks, [None, *blocks])

    def _block(self, block: Block, before: Block | None) -> Html:
        cited, span = self._cited, block.span
        here = cited is not None and cited.overlaps(span)
        first_cited = here and not (before is not None and cited is not None and cited.overlaps(before.span))
        starting = self.citations[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        ending = self.citations[bisect_right(self._ends, span.start) : bisect_right(self._ends, span.end)]
        marks = ".cited" * here + ".unserved" * (not block.served)
        words = marked(self._interview.text, span, [cited] if cited else [])
        return tag(
            f"section.block.role-{block.role.value}{marks}",
            [tag("span.anchor", id=f"luot-{one.span.start}") for one in starting],
            first_cited and tag("span.anchor", id=CITED_ANCHOR),
            self._label(block, before, starting),
            tag("div.words", words),
            errata_html(touching(self._errata, span)),
            [_turn_actions(one, self._root) for one in ending],
        )

    def _label(self, block: Block, before: Block | None, starting: Sequence[Citation]) -> Content:
        """Who speaks, or what the block is; an unserved block always says that it waits for review."""
        goes_on = before is not None and (before.role, before.speaker) == (block.role, block.speaker)
        if (goes_on or self._names_its_speaker(block)) and block.served:
            return None
        name: Content
        if block.role is Role.ANSWER:
            post = self._interview.position_of(block.speaker)
            name = (_name(block.speaker, next(iter(starting), None), self._root), _post(post))
        elif block.role is Role.QUESTION:
            name = wording.REPORTER
        else:
            name = wording_page.ROLE_LABELS[block.role.value]
        return tag("p.label", name, " ", not block.served and _DOUBT)

    def _names_its_speaker(self, block: Block) -> bool:
        """Whether the paper printed who speaks before the words ("PV:", "Ông Giang:")."""
        place = bisect_right(self._spoken, block.span.start)
        if place == len(self._spoken) or self._spoken[place] >= block.span.end:
            return False
        return any(char.isalpha() for char in self._interview.text[block.span.start : self._spoken[place]])


_DOUBT = tag("span.badge.badge-doubt", wording.UNSERVED, title=wording_page.UNSERVED_HINT)


def _turn_actions(citation: Citation, root: str) -> Html:
    return tag(
        "div.actions",
        tag("button.copy", wording_page.COPY, type="button"),
        tag("a.read", wording_page.PERMALINK, href=permalink(citation.turn, root)),
        tag("div.citation-text", citation_text(citation)),
    )


def missing_html(reason: str, root: str = "") -> Html:
    """Renders what is shown where nothing is: why, and the way back."""
    ask = tag("a", wording_page.NAV_ASK, href=f"{root}/")
    every = tag("a", wording_page.NAV_INTERVIEWS, href=f"{root}/phong-van")
    hint = tag("p", wording_page.NOT_FOUND_HINT)
    return joined(tag("h1", wording_page.NOT_FOUND), tag("p", reason), hint, tag("p", ask, " · ", every))


def fault_html(reason: str) -> Html:
    """Renders what is shown where an interview can't be shown."""
    return tag("h1", wording_page.FAULT) + tag("p", reason)
