"""A checked quotation as safe HTML, on the page and in the chat: verdict, warning, differences, the printed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from qa import wording
from qa.answer.answer import Citation
from qa.interview import REPORTER
from qa.quote.check import DifferenceKind, QuoteCheck, Verdict
from qa.quote.comparison import Piece, beside, printed_words
from qa.quote.printed import Part
from qa.quote.result import Occurrence
from qa.render.address import permalink
from qa.render.card import card, card_footer, citation_text
from qa.render.erratum import errata_html, place_address
from qa.render.html import Content, Html, joined, marked, tag
from qa.render.versions import former_link
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked
from qa.text import Span
from qa.wording import check as wording_check
from qa.wording import errata as wording_errata
from qa.wording import versions as wording_versions

_COMPARABLE = 0.35
"""Share of a claim's characters that must stand in the printed words, for the two to be put beside each other."""


def verdict_html(checked: Checked, interviews: int, root: str = "", heading: str = "p") -> Html:
    """Renders the whole result on one line of HTML; `interviews` is how many were looked through."""
    check = checked.check
    return tag(
        f"div.verdict.verdict-{check.verdict.value}{'.verdict-warned' if check.warning else ''}",
        _head(checked, interviews, heading),
        [tag("p.caution", _emphasized(line)) for line in cautions(checked)],
        _ways(checked, root),
        [tag("p.left-out", line) for line in left_out(checked)],
        comparison_html(check),
        _correct(checked, root),
        _place(checked, root),
        _places(checked, root),
    )


def verdict_badge(checked: Checked) -> Html:
    """Renders the verdict as icon and words in one line, and whether care is needed."""
    care = checked.check.warning and tag("span.badge", wording_check.CAUTION)
    return joined(badge(checked.check.verdict.value, checked.name), care)


def badge(verdict: str, name: str) -> Html:
    """Renders the icon of a verdict with words to it."""
    return tag(f"span.verdict-badge.verdict-{verdict}", tag("span.verdict-icon"), name)


def _head(checked: Checked, interviews: int, heading: str) -> Html:
    lines = [checked.sentence]
    lines += two_parts(checked)
    if checked.speaker:
        lines.append(wording_check.claim_of(checked.speaker))
    if checked.check.verdict is Verdict.WRONG_SPEAKER:
        lines[0] = real_speaker(checked)
    elif checked.misattributed:
        lines.append(real_speaker(checked))
    if checked.check.verdict is Verdict.ABSENT and not checked.check.printed_elsewise:
        lines += [f"{wording_check.in_archive(interviews)} {wording_check.ONLY_HERE}"]
    words = (tag(f"{heading}.verdict-name", checked.name), [tag("p.verdict-line", line) for line in lines])
    return tag("div.verdict-head", tag("span.verdict-icon"), tag("div.verdict-words", words))


def real_speaker(checked: Checked) -> str:
    """Returns who said the words of a claim that was put into another mouth."""
    if checked.by_reporter:
        return wording_check.really_by_reporter()
    citation = checked.citation
    if citation is None or not citation.speaker:
        return checked.sentence
    return wording_check.really_by(", ".join(part for part in (citation.speaker, citation.position) if part))


def _emphasized(line: str) -> Content:
    """A caution with the printed words in it set off."""
    before, mark, words = line.partition("“")
    return before, mark and tag("strong", mark, words)


def _ways(checked: Checked, root: str) -> Content:
    """The ways to words that stood in an earlier version, and to rectified ones that the citation's card lacks."""
    former = checked.check.former
    shown = checked.citation.errata if checked.citation else ()
    others = [one.erratum for one in checked.check.rectified if one.erratum not in shown]
    before = [tag("p.actions", tag("a.read", wording_versions.OPEN, href=former_link(one, root))) for one in former]
    rectified = [tag("p.actions", tag("a.read", wording_errata.OPEN, href=place_address(one, root))) for one in others]
    return before, rectified


# --- differences ---


def comparison_html(check: QuoteCheck) -> Html:
    """Renders claim and print side by side and as one corrected line, with the differences in words; empty for none."""
    listed = [d for d in check.differences if d.kind is not DifferenceKind.SPEAKER]
    pieces = beside(check) if listed or check.verdict in (Verdict.STITCHED, Verdict.NEAR, Verdict.ALTERED) else ()
    shown = _comparable(check, pieces) and _sides(pieces)
    items = [
        tag(
            "li",
            tag("span.kind", wording_check.KIND_NAMES.get(d.kind.value, d.kind.value)),
            " ",
            wording_check.difference(d.claimed, d.printed, d.equal_value),
        )
        for d in listed
    ]
    said = items and (tag("p.part-label", wording_check.DIFFERENCES), tag("ul.differences", items))
    return joined((shown or said) and tag("div.comparison", shown, said))


def _comparable(check: QuoteCheck, pieces: Sequence[Piece]) -> bool:
    same = sum(len(piece.claimed) for piece in pieces if piece.same)
    differs = any(not piece.same for piece in pieces)
    return differs and check.verdict is not Verdict.ABSENT and same >= _COMPARABLE * len(check.claim)


def _sides(pieces: Sequence[Piece]) -> Content:
    claimed = [p.claimed if p.same else _tagged(p.claimed, "del") for p in pieces]
    printed = [p.printed if p.same else _tagged(p.printed, "ins") for p in pieces]
    inline = [print_ if p.same else (claim, print_) for p, claim, print_ in zip(pieces, claimed, printed, strict=True)]
    return (
        tag(
            "div.beside",
            tag("div.side", tag("p.part-label", wording_check.CLAIMED), tag("p.compared", claimed)),
            tag("div.side", tag("p.part-label", wording_check.PRINTED), tag("p.compared", printed)),
        ),
        tag("p.part-label", wording_check.INLINE),
        tag("p.compared.inline", inline),
        tag("p.part-hint", wording_check.INLINE_HINT),
    )


def _tagged(words: str, name: str) -> Content:
    """`words` in an element, the white space at their ends outside of it."""
    bare = words.strip()
    start = words.index(bare)
    return words[:start], bare and tag(name, bare), words[start + len(bare) :]


# --- the printed words ---


def _correct(checked: Checked, root: str) -> Content:
    citation = checked.correct()
    return citation is not None and tag(
        "div.correct",
        tag("p.part-label", wording_check.CORRECT),
        tag("blockquote.quotation", citation.text),
        tag(
            "div.actions",
            tag("button.copy", wording_check.COPY_CORRECT),
            tag("a.read", wording_check.OPEN_TURN, href=permalink(citation.turn, root), target="_blank"),
        ),
        tag("div.citation-text", citation_text(citation)),
    )


def _place(checked: Checked, root: str) -> Content:
    """The card of the place; for a claim that is not there the nearest one, and that it supports nothing."""
    citation, check = checked.citation, checked.check
    if citation is None:
        return None
    marks = (check.matched,) if check.matched else ()
    if check.printed_elsewise or _in_paper(check):
        part = wording_check.PART_NAMES[check.place.part.value] if check.place else ""
        return tag("p.part-label", wording_check.PRINTED_AT), _plain_card(citation, part, marks, root)
    if check.verdict is Verdict.ABSENT:
        head = tag("p.nearest-label", wording_check.NEAREST), tag("p.part-hint", wording_check.NEAREST_HINT)
        return tag("div.nearest", head, _nearest_card(checked, citation, root))
    if checked.by_reporter:
        shown = _plain_card(citation, wording_check.REPORTER_SAID, marks, root)
    else:
        shown = card(replace(citation, highlights=marks), root)
    said = wording_check.CITATION
    if check.verdict in (Verdict.ALTERED, Verdict.STITCHED):
        said = wording_check.CITATION_OF_CHANGED
    return tag("p.part-label", said), shown


def _in_paper(check: QuoteCheck) -> bool:
    """Whether the words stand outside of any answer that may be served."""
    return check.verdict is not Verdict.ABSENT and check.place is not None and check.place.part not in _TALK


_TALK = (Part.ANSWER, Part.QUESTION)


def _nearest_card(checked: Checked, citation: Citation, root: str) -> Html:
    place = checked.check.place
    if place is None or place.part is Part.ANSWER:
        return card(citation, root)
    said = wording_check.REPORTER_SAID if checked.by_reporter else wording_check.PART_NAMES[place.part.value]
    return _plain_card(citation, said, (), root)


def _plain_card(citation: Citation, part: str, marks: tuple[Span, ...], root: str) -> Html:
    """A reporter's question or the paper's own words: never set as an official's."""
    within = [Span(m.start - citation.span.start, m.end - citation.span.start) for m in marks]
    words = marked(citation.text, Span(0, len(citation.text)), within)
    named = replace(citation, speaker=wording.REPORTER) if citation.speaker == REPORTER else citation
    return tag(
        "div.card",
        tag("div.who", tag("span.badge", part)),
        tag("div.asked", tag("span.asked-words", words)),
        errata_html(citation.errata),
        card_footer(named, root),
    )


def _places(checked: Checked, root: str) -> Content:
    """All places of the same words, the newest first; nothing where there is but one."""
    check = checked.check
    if len(check.places) < 2:
        return None
    items = [tag("li", _occurrence(one, root)) for one in check.places]
    more = check.more > 0 and tag("li", wording_check.more_places(check.more))
    said = wording_check.places(len(check.places) + check.more)
    return tag("details.places", tag("summary", said), tag("ul", items, more))


def _occurrence(one: Occurrence, root: str) -> Html:
    source, said = one.source, one.said_by
    who = said.name or said.printed or wording_check.PART_NAMES[said.part.value]
    who = wording.REPORTER if who == REPORTER else who
    facts = [who, source.outlet, wording.day(source.date), source.title] if source else [who]
    start = one.matched.start if one.matched else 0
    here = permalink(f"{one.place.interview}.{start}", root)
    return tag("a", ", ".join(fact for fact in facts if fact), href=here, target="_blank")


def printed_label(checked: Checked) -> str:
    """Returns what a report heads the printed words with."""
    if checked.check.printed_elsewise:
        return wording_check.PRINTED_AT
    return wording_check.NEAREST if checked.check.verdict is Verdict.ABSENT else wording_check.PRINTED


def printed_or_nearest(checked: Checked) -> str:
    """Gives the printed words for a report: those that may be quoted, the matched ones, or the nearest; "" for none."""
    correct = checked.correct()
    return correct.text if correct else printed_words(checked.check)


SHARED = 1500
"""Characters of the longest claim that an address is made of."""


def chat_html(checked: Checked, claim: str, interviews: int, root: str = "") -> Html:
    """Renders the result in the chat: that the message was checked, the verdict, the way to the checker's own page."""
    query = urlencode({"trich": claim, **({"nguoi": checked.speaker} if checked.speaker else {})})
    link = tag("a", wording_check.OPEN_CHECK, href=f"{root}/kiem-tra?{query}", target="_blank")
    return tag(
        "div.answer.answer-check",
        tag("p.state", wording_check.CHAT_CHECKED),
        verdict_html(checked, interviews, root),
        len(claim) <= SHARED and tag("div.actions", link),
    )
