"""Answers, verdicts and interviews as an assistant reads them: a plain statement, then the words with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa import wording
from qa.answer.answer import Answer, Citation, State
from qa.interview import Source
from qa.render.address import permalink, web_address
from qa.render.card import attribution
from qa.render.erratum import erratum_line
from qa.render.lacking import answer_lines, aside_lines, missing_lines
from qa.render.review_export import difference_lines
from qa.render.verdict import printed_label, printed_or_nearest
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked
from qa.wording import assistant as wording_assistant


def statement(answer: Answer) -> str:
    """Says in plain words what the archive has for a question: an answer, something related, or nothing."""
    if answer.aside:
        return " ".join(aside_lines(answer))
    if answer.state is State.ANSWER:
        return wording_assistant.FOUND
    if answer.state is State.RELATED:
        return " ".join([f"{wording.RELATED}.", *answer_lines(answer)])
    return " ".join([wording.NONE, *missing_lines(answer.missing)])


def answer_text(answer: Answer, base: str) -> str:
    """Writes an answer with its quotations; `base` makes a permalink a whole address."""
    near = [f"{place.title}\n{base}{permalink(place.turn)}" for place in answer.nearest]
    return "\n\n".join([statement(answer), *near, *_quotations(answer.hits, base)])


def check_text(checked: Checked, base: str) -> str:
    """Writes the verdict on a quotation, what differs, whose words they are, and the printed ones."""
    lines = [f"{checked.name}. {checked.sentence}", *difference_lines(checked), *two_parts(checked)]
    lines += [*left_out(checked), *cautions(checked)]
    if checked.citation:
        cited = replace(checked.citation, speaker=wording.REPORTER) if checked.by_reporter else checked.citation
        printed = f"{printed_label(checked)}: “{printed_or_nearest(checked)}”"
        return "\n\n".join(["\n".join(lines), printed, *_quotations([cited], base)])
    return "\n".join(lines)


def interview_text(source: Source, shown: Sequence[Citation], first: int, count: int, base: str) -> str:
    """Writes a part of an interview: `shown` are its answers from the `first` (from 1) on, of `count`."""
    facts = ", ".join(part for part in (source.title, source.outlet, wording.day(source.date)) if part)
    last = first + len(shown) - 1
    head = [facts, wording_assistant.part_of(first, last, count)]
    more = [wording_assistant.read_on(last + 1)] * (last < count)
    return "\n\n".join([*head, *_quotations(shown, base), *more])


def _quotations(citations: Iterable[Citation], base: str) -> Iterator[str]:
    for one in citations:
        asked = [f"{wording.REPORTER}: {one.question}"] * bool(one.question)
        links = [link for link in (web_address(one.url),) if link]
        sources = [f"{wording_assistant.LINK}: {base}{permalink(one.turn)}", f"{wording_assistant.HASH}: {one.sha256}"]
        words = [f"“{one.text}”", f"— {attribution(one)}", *map(erratum_line, one.errata)]
        yield "\n".join([*asked, *words, *links, *sources])
