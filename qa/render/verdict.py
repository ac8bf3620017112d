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
from qa.render.html import escaped, marked
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked
from qa.text import Span
from qa.wording import check as wording_check

_COMPARABLE = 0.35
"""Share of a claim's characters that must stand in the printed words, for the two to be put beside each other."""


def verdict_html(checked: Checked, interviews: int, root: str = "", heading: str = "p") -> str:
    """The whole result on one line of HTML; `interviews` is how many were looked through."""
    check = checked.check
    parts = [_head(checked, interviews, heading)]
    parts += [f'<p class="caution">{_emphasized(line)}</p>' for line in cautions(checked)]
    parts += [f'<p class="left-out">{escaped(line)}</p>' for line in left_out(checked)]
    parts += [comparison_html(check), _correct(checked, root), _place(checked, root), _places(checked, root)]
    tone = " verdict-warned" if check.warning else ""
    return f'<div class="verdict verdict-{check.verdict.value}{tone}">{"".join(parts)}</div>'


def verdict_badge(checked: Checked) -> str:
    """The verdict as icon and words in one line, and whether care is needed."""
    care = f'<span class="badge">{wording_check.CAUTION}</span>' if checked.check.warning else ""
    return (
        f'<span class="verdict-badge verdict-{checked.check.verdict.value}">'
        f'<span class="verdict-icon"></span>{escaped(checked.name)}</span>{care}'
    )


def _head(checked: Checked, interviews: int, heading: str) -> str:
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
    said = "".join(f'<p class="verdict-line">{escaped(line)}</p>' for line in lines)
    return (
        f'<div class="verdict-head"><span class="verdict-icon"></span><div class="verdict-words">'
        f'<{heading} class="verdict-name">{escaped(checked.name)}</{heading}>{said}</div></div>'
    )


def real_speaker(checked: Checked) -> str:
    """Who said the words of a claim that was put into another mouth."""
    if checked.by_reporter:
        return wording_check.really_by_reporter()
    citation = checked.citation
    if citation is None or not citation.speaker:
        return checked.sentence
    return wording_check.really_by(", ".join(part for part in (citation.speaker, citation.position) if part))


def _emphasized(line: str) -> str:
    """A caution with the printed words in it set off."""
    before, mark, words = line.partition("“")
    return f"{escaped(before)}<strong>{escaped(mark + words)}</strong>" if mark else escaped(before)


# --- differences ---


def comparison_html(check: QuoteCheck) -> str:
    """Claim and print beside each other and as one corrected line, and the differences in words; "" for none."""
    listed = [d for d in check.differences if d.kind is not DifferenceKind.SPEAKER]
    pieces = beside(check) if listed or check.verdict in (Verdict.STITCHED, Verdict.NEAR, Verdict.ALTERED) else ()
    shown = _sides(pieces) if _comparable(check, pieces) else ""
    items = "".join(
        f'<li><span class="kind">{escaped(wording_check.KIND_NAMES.get(d.kind.value, d.kind.value))}</span> '
        f"{escaped(wording_check.difference(d.claimed, d.printed, d.equal_value))}</li>"
        for d in listed
    )
    said = f'<p class="part-label">{wording_check.DIFFERENCES}</p><ul class="differences">{items}</ul>' if items else ""
    return f'<div class="comparison">{shown}{said}</div>' if shown or said else ""


def _comparable(check: QuoteCheck, pieces: Sequence[Piece]) -> bool:
    same = sum(len(piece.claimed) for piece in pieces if piece.same)
    differs = any(not piece.same for piece in pieces)
    return differs and check.verdict is not Verdict.ABSENT and same >= _COMPARABLE * len(check.claim)


def _sides(pieces: Sequence[Piece]) -> str:
    claimed = "".join(_tagged(p.claimed, "" if p.same else "del") for p in pieces)
    printed = "".join(_tagged(p.printed, "" if p.same else "ins") for p in pieces)
    inline = "".join(
        escaped(p.printed) if p.same else _tagged(p.claimed, "del") + _tagged(p.printed, "ins") for p in pieces
    )
    return (
        f'<div class="beside"><div class="side"><p class="part-label">{wording_check.CLAIMED}</p>'
        f'<p class="compared">{claimed}</p></div><div class="side"><p class="part-label">{wording_check.PRINTED}</p>'
        f'<p class="compared">{printed}</p></div></div>'
        f'<p class="part-label">{wording_check.INLINE}</p><p class="compared inline">{inline}</p>'
        f'<p class="part-hint">{wording_check.INLINE_HINT}</p>'
    )


def _tagged(words: str, tag: str) -> str:
    """`words` in a tag, the white space at their ends outside of it."""
    bare = words.strip()
    if not tag or not bare:
        return escaped(words)
    start = words.index(bare)
    return f"{escaped(words[:start])}<{tag}>{escaped(bare)}</{tag}>{escaped(words[start + len(bare) :])}"


# --- the printed words ---


def _correct(checked: Checked, root: str) -> str:
    citation = checked.correct()
    if citation is None:
        return ""
    here = escaped(permalink(citation.turn, root))
    return (
        f'<div class="correct"><p class="part-label">{wording_check.CORRECT}</p>'
        f'<blockquote class="quotation">{escaped(citation.text)}</blockquote>'
        f'<div class="actions"><button class="copy">{wording_check.COPY_CORRECT}</button>'
        f'<a class="read" href="{here}" target="_blank">{wording_check.OPEN_TURN}</a></div>'
        f'<div class="citation-text">{escaped(citation_text(citation))}</div></div>'
    )


def _place(checked: Checked, root: str) -> str:
    """The card of the place; for a claim that is not there the nearest one, and that it supports nothing."""
    citation, check = checked.citation, checked.check
    if citation is None:
        return ""
    marks = (check.matched,) if check.matched else ()
    if check.printed_elsewise or _in_paper(check):
        badge = wording_check.PART_NAMES[check.place.part.value] if check.place else ""
        return f'<p class="part-label">{wording_check.PRINTED_AT}</p>{_plain_card(citation, badge, marks, root)}'
    if check.verdict is Verdict.ABSENT:
        shown = _nearest_card(checked, citation, root)
        return (
            f'<div class="nearest"><p class="nearest-label">{wording_check.NEAREST}</p>'
            f'<p class="part-hint">{wording_check.NEAREST_HINT}</p>{shown}</div>'
        )
    if checked.by_reporter:
        shown = _plain_card(citation, wording_check.REPORTER_SAID, marks, root)
    else:
        shown = card(replace(citation, highlights=marks), root)
    said = wording_check.CITATION
    if check.verdict in (Verdict.ALTERED, Verdict.STITCHED):
        said = wording_check.CITATION_OF_CHANGED
    return f'<p class="part-label">{said}</p>{shown}'


def _in_paper(check: QuoteCheck) -> bool:
    """Whether the words stand outside of any answer that may be served."""
    return check.verdict is not Verdict.ABSENT and check.place is not None and check.place.part not in _TALK


_TALK = (Part.ANSWER, Part.QUESTION)


def _nearest_card(checked: Checked, citation: Citation, root: str) -> str:
    place = checked.check.place
    if place is None or place.part is Part.ANSWER:
        return card(citation, root)
    said = wording_check.REPORTER_SAID if checked.by_reporter else wording_check.PART_NAMES[place.part.value]
    return _plain_card(citation, said, (), root)


def _plain_card(citation: Citation, badge: str, marks: tuple[Span, ...], root: str) -> str:
    """A reporter's question or the paper's own words: never set as an official's."""
    within = [Span(m.start - citation.span.start, m.end - citation.span.start) for m in marks]
    words = marked(citation.text, Span(0, len(citation.text)), within)
    named = replace(citation, speaker=wording.REPORTER) if citation.speaker == REPORTER else citation
    return (
        f'<div class="card"><div class="who"><span class="badge">{escaped(badge)}</span></div>'
        f'<div class="asked"><span class="asked-words">{words}</span></div>{card_footer(named, root)}</div>'
    )


def _places(checked: Checked, root: str) -> str:
    """All places of the same words, the newest first; "" where there is but one."""
    check = checked.check
    if len(check.places) < 2:
        return ""
    items = "".join(f"<li>{_occurrence(one, root)}</li>" for one in check.places)
    more = f"<li>{escaped(wording_check.more_places(check.more))}</li>" if check.more else ""
    said = wording_check.places(len(check.places) + check.more)
    return f'<details class="places"><summary>{said}</summary><ul>{items}{more}</ul></details>'


def _occurrence(one: Occurrence, root: str) -> str:
    source, said = one.source, one.said_by
    who = said.name or said.printed or wording_check.PART_NAMES[said.part.value]
    who = wording.REPORTER if who == REPORTER else who
    facts = [who, source.outlet, wording.day(source.date), source.title] if source else [who]
    words = escaped(", ".join(fact for fact in facts if fact))
    start = one.matched.start if one.matched else 0
    return f'<a href="{escaped(permalink(f"{one.place.interview}.{start}", root))}" target="_blank">{words}</a>'


def printed_label(checked: Checked) -> str:
    """What a report heads the printed words with."""
    if checked.check.printed_elsewise:
        return wording_check.PRINTED_AT
    return wording_check.NEAREST if checked.check.verdict is Verdict.ABSENT else wording_check.PRINTED


def printed_or_nearest(checked: Checked) -> str:
    """The printed words for a report: those that may be quoted, the matched ones, or the nearest; "" for none."""
    correct = checked.correct()
    return correct.text if correct else printed_words(checked.check)


SHARED = 1500
"""Characters of the longest claim that an address is made of."""


def chat_html(checked: Checked, claim: str, interviews: int, root: str = "") -> str:
    """The result in the chat: that the message was checked, the verdict, and the way to the checker's own page."""
    link = ""
    if len(claim) <= SHARED:
        query = urlencode({"trich": claim, **({"nguoi": checked.speaker} if checked.speaker else {})})
        address = escaped(f"{root}/kiem-tra?{query}")
        link = f'<div class="actions"><a href="{address}" target="_blank">{wording_check.OPEN_CHECK}</a></div>'
    return (
        f'<div class="answer answer-check"><p class="state">{wording_check.CHAT_CHECKED}</p>'
        f"{verdict_html(checked, interviews, root)}{link}</div>"
    )
