"""Answers, verdicts and parsed articles as text for a terminal, in colour where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa import wording
from qa.answer.answer import Answer, Citation, State
from qa.article.account import Account
from qa.interview import Interview, Role
from qa.quote.check import QuoteCheck, Verdict
from qa.render import reading as wording_understand
from qa.render.account import account_lines
from qa.render.address import permalink
from qa.render.card import also_line, attribution
from qa.render.erratum import erratum_line
from qa.render.lacking import answer_lines, aside_lines, missing_lines
from qa.render.review_export import difference_lines
from qa.render.verdict import printed_label, printed_or_nearest
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked, Review
from qa.text import Span
from qa.wording import check as wording_check
from qa.wording import edit as wording_edit

_BOLD, _DIM, _MARK, _RED, _GREEN, _CYAN, _YELLOW, _RESET = (
    "\033[1m", "\033[2m", "\033[30;43m", "\033[31m", "\033[32m", "\033[36m", "\033[33m", "\033[0m",
)  # fmt: skip

# Article text is hostile: a printed escape sequence could rewrite what the terminal shows.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_ROLE_COLOURS = {Role.QUESTION: _CYAN, Role.ANSWER: _GREEN}


def plain(text: str) -> str:
    """Returns `text` without control characters, for a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def answer_terminal(answer: Answer, colour: bool, explain: bool = False) -> str:
    """Returns an answer with its citations, best first; `explain` says below each why it is here."""
    if answer.aside:
        lines = [plain(line) for line in aside_lines(answer)]
        lines += [plain(f"{place.title}  {permalink(place.turn)}") for place in answer.nearest]
        return "\n".join([*lines, *(f"\n{citation_terminal(hit, colour)}" for hit in answer.hits)])
    if not answer.hits:
        return "\n".join([wording.NONE, *map(plain, missing_lines(answer.missing))])
    head = wording.RELATED if answer.state is State.RELATED else wording.found(len(answer.hits))
    lines = [_in(head, _BOLD, colour) + f" ({wording.confidence(answer.confidence)})"]
    if answer.state is State.RELATED:
        lines += map(plain, answer_lines(answer))
    if answer.reading and answer.reading.clues:
        lines.append(plain(wording_understand.understood_as(answer.reading.clues)))
    for hit in answer.hits:
        lines += ["", citation_terminal(hit, colour)]
        if explain and hit.why:
            lines += [_in(f"  {plain(line)}", _DIM, colour) for line in wording_understand.why_lines(hit.why)]
    return "\n".join(lines)


def citation_terminal(citation: Citation, colour: bool) -> str:
    """Returns one quotation with its question above and its citation below."""
    lines = [_in(f"{wording.REPORTER}: {plain(citation.question)}", _DIM, colour)] if citation.question else []
    lines.append(_marked(citation, colour))
    lines.append(_in(f"— {plain(attribution(citation))}", _BOLD, colour))
    lines += [_in(plain(erratum_line(one)), _RED, colour) for one in citation.errata]
    lines += [plain(citation.url)] if citation.url else []
    return "\n".join([*lines, permalink(citation.turn), *(plain(also_line(place)) for place in citation.also)])


def check_terminal(check: QuoteCheck, citation: Citation | None, colour: bool, speaker: str | None = None) -> str:
    """Returns a verdict in words, the differences, and the place that decided it."""
    checked = Checked(check, citation, speaker)
    lines = [*_verdict_lines(checked, colour), ""]
    if citation:
        printed = wording_check.PRINTED_AT if check.printed_elsewise else wording_check.NEAREST
        lines += [f"{printed}:"] * (check.verdict is Verdict.ABSENT)
        lines.append(citation_terminal(_named(checked, citation), colour))
    return "\n".join(lines).rstrip()


def review_terminal(review: Review, colour: bool) -> str:
    """Returns the report on an article: every quotation with its verdict, the differences and where it was printed."""
    lines = [_in(wording_check.found_quotations(len(review.items), review.checked), _BOLD, colour)]
    for number, item in enumerate(review.items, 1):
        said_by = item.quotation.said_by or wording_check.NOBODY
        lines += ["", plain(f"{number}. “{item.quotation.text}” ({said_by})")]
        if item.checked is None:
            lines.append(f"   {wording_check.UNCHECKED[item.skipped or 'short']}")
            continue
        lines += [f"   {line}" for line in _verdict_lines(item.checked, colour)]
        if item.checked.citation:
            label = printed_label(item.checked)
            lines.append(f"   {label}: “{plain(printed_or_nearest(item.checked))}”")
            lines.append(f"   — {plain(attribution(_named(item.checked, item.checked.citation)))}")
            lines.append(f"   {permalink(item.checked.citation.turn)}")
    return "\n".join(lines)


def _verdict_lines(checked: Checked, colour: bool) -> list[str]:
    good = checked.check.verdict is Verdict.VERBATIM
    lines = [_in(f"{checked.name}. ", _GREEN if good else _RED, colour) + plain(checked.sentence)]
    lines += [f"  {plain(line)}" for line in difference_lines(checked)]
    said = [*two_parts(checked), *left_out(checked), *cautions(checked)]
    return [*lines, *map(plain, said)]


def _named(checked: Checked, citation: Citation) -> Citation:
    return replace(citation, speaker=wording.REPORTER) if checked.by_reporter else citation


def interview_terminal(interview: Interview, account: Account, colour: bool) -> str:
    """Returns an article as it was read: its facts and file, then each block with its role, speaker, rule and doubt."""
    waiting = sum(not block.served for block in interview.blocks)
    lines = [*_fact_lines(interview, colour), *map(plain, account_lines(account, interview))]
    if not any(block.role is Role.ANSWER for block in interview.blocks):
        lines.append(_in(wording_edit.NO_INTERVIEW, _RED, colour))
    elif waiting:
        lines.append(_in(wording_edit.waiting(waiting), _RED, colour))
    for block in interview.blocks:
        label = wording_edit.ROLES[block.role.value]
        label += f" · {plain(block.speaker or wording_edit.NO_SPEAKER)}" if block.role is Role.ANSWER else ""
        detail = f"{wording_edit.confidence(block.confidence)} {wording_edit.why(block.rule, block.doubt)}"
        doubt = "" if block.served else " " + _in(f"!! {wording.UNSERVED}", _RED, colour)
        lines.append(f"\n{_in(f'[{label}]', _BOLD, colour)}{doubt} {_in(detail, _DIM, colour)}")
        words = plain(block.span.of(interview.text))
        lines.append(_in(words, _ROLE_COLOURS.get(block.role, _DIM) if block.served else _YELLOW, colour))
    return "\n".join(lines)


def _fact_lines(interview: Interview, colour: bool) -> Iterator[str]:
    source = interview.source
    yield _in(plain(source.title or wording_edit.NOT_STATED), _BOLD, colour)
    facts = (source.outlet, wording.day(source.date), ", ".join(source.authors), source.url, source.note)
    for name, fact in zip(wording_edit.FACTS, facts, strict=True):
        if fact or name in wording_edit.FACTS[:4]:
            yield plain(f"{name}: {fact or wording_edit.NOT_STATED}")
    for person in interview.people:
        yield plain(wording_edit.interviewee(person.name, person.position, person.labels))


def _marked(citation: Citation, colour: bool) -> str:
    start = citation.span.start
    pieces, place = [], 0
    for mark in citation.highlights:
        low, high = mark.start - start, mark.end - start
        pieces += [
            plain(citation.text[place:low]),
            _in(plain(Span(low, high).of(citation.text)), _MARK, colour),
        ]
        place = high
    return f"“{''.join(pieces)}{plain(citation.text[place:])}”"


def _in(text: str, code: str, colour: bool) -> str:
    return f"{code}{text}{_RESET}" if colour and code and text else text
