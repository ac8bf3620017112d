"""The editors' inbox as HTML and as a table for Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.bounds import LONGEST_KEY
from qa.inbox import Line
from qa.render.address import permalink
from qa.render.edit_history import EDIT, edit_address
from qa.render.html import Content, Html, tag
from qa.render.table import table_csv
from qa.store.inbox import Kind, State, Word
from qa.wording import inbox as wording_inbox
from qa.wording.time import moment

INBOX = f"{EDIT}/hop-thu"
"""The address of the inbox; its files are below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of the inbox shows: the lines, which list they are, and what stands beside them."""

    lines: Sequence[Line]
    which: str
    where: Content
    counts: Mapping[State, int]
    cases: int
    more: bool


def inbox_html(shown: Shown, said: str = "", done: bool = False, root: str = "") -> Html:
    """Renders a page of the inbox; `said` is what went wrong with the last form, `done` that it was kept."""
    names = [*((state.value, wording_inbox.counted(state.value, n)) for state, n in shown.counts.items())]
    options = [
        tag("option", name, value=key, selected=key == shown.which) for key, name in [*names, ("", wording_inbox.EVERY)]
    ]
    files = [
        (f"{wording_inbox.SET_FILE}.json", wording_inbox.DOWNLOAD_SET),
        (f"{wording_inbox.FILE}.csv", wording_inbox.DOWNLOAD_CSV),
    ]
    return tag(
        "div#edit.inbox",
        tag("h1", wording_inbox.NAME),
        tag("p.notice", said, role="alert"),
        done and tag("p.done", wording_inbox.DONE, role="status"),
        tag("p.intro", wording_inbox.INTRO),
        tag(
            "form.choose",
            tag("div", tag("label", wording_inbox.SHOW, for_="loc"), tag("select#loc", options, name="loc")),
            tag("button", wording_inbox.SHOW),
            method="get",
            action=f"{root}{INBOX}",
        ),
        tag(
            "p.state",
            wording_inbox.in_set(shown.cases),
            [(" ", tag("a", name, href=f"{root}{INBOX}/{file}")) for file, name in files],
        ),
        shown.more and tag("p.facts", wording_inbox.more(sum(len(line.words) for line in shown.lines))),
        tag("ol.interviews", [_line(line, root) for line in shown.lines])
        if shown.lines
        else tag("p", wording_inbox.NOTHING),
        shown.where,
    )


def _line(line: Line, root: str) -> Html:
    word = line.newest
    badge = "badge-lost" if word.kind is Kind.WRONG else "badge-quiet"
    facts = (
        wording_inbox.times(len(line.words), line.words[-1].at, word.at),
        wording_inbox.limits(word.limits) if word.limits else "",
        wording_inbox.version(word.version) if word.version else "",
        wording_inbox.handled(word.state.value, word.by, word.handled),
    )
    return tag(
        "li",
        tag("p.asked", tag(f"span.badge.{badge}", wording_inbox.KINDS[word.kind.value]), " ", word.question or "—"),
        tag("p.facts", " · ".join(one for one in facts if one)),
        [tag("blockquote", note) for note in line.notes],
        _about(word, root),
        _form(line, root),
    )


def _about(word: Word, root: str) -> Content:
    if not word.turn:
        return None
    interview, _, start = word.turn.rpartition(".")
    quotation = tag("a", wording_inbox.QUOTATION, href=permalink(word.turn, root))
    edit = tag("a", wording_inbox.EDIT, href=f"{edit_address(interview, root)}#khoi-{start}")
    return tag("p.state", quotation, " ", edit)


def _form(line: Line, root: str) -> Html:
    word = line.newest
    key = f"luot-{word.key}"
    states = [
        tag("button", name, name="viec", value=state)
        for state, name in wording_inbox.SET.items()
        if state != word.state.value
    ]
    answer = tag(
        "input", type="text", id=key, name="luot", maxlength=LONGEST_KEY, value=_suggested(word), autocomplete="off"
    )
    return tag(
        "form.line",
        tag("input", type="hidden", name="muc", value=line.keys),
        tag("input", type="hidden", name="cau", value=word.question),
        tag("p.buttons", states),
        bool(word.question)
        and tag(
            "details",
            tag("summary", wording_inbox.MAKE_CASE),
            tag("p.why", wording_inbox.CASE_HELP),
            tag("p.buttons", tag("button", wording_inbox.WITHOUT_ANSWER, name="viec", value="khong-dap")),
            tag("div.field", tag("label", wording_inbox.ANSWERED_BY, for_=key), answer),
            tag("p.buttons", tag("button", wording_inbox.WITH_ANSWER, name="viec", value="co-dap")),
        ),
        method="post",
        action=f"{root}{INBOX}",
    )


def _suggested(word: Word) -> str:
    """The turn that a reader found useful answers the question."""
    return word.turn if word.kind is Kind.USEFUL else ""


def inbox_csv(words: Iterable[Word]) -> bytes:
    """Returns all rows as a table for Excel."""
    return table_csv(wording_inbox.HEADS, map(_cells, words))


def _cells(word: Word) -> tuple[str, ...]:
    return (
        moment(word.at),
        wording_inbox.KINDS[word.kind.value],
        word.question,
        word.turn,
        word.note,
        word.limits,
        word.version,
        wording_inbox.STATES[word.state.value],
        word.by,
        moment(word.handled) if word.handled else "",
    )
