"""What the audit is told of requests: who asks, checks and reads, and which words are shown. Written behind the answer.

Each door that shows words calls the function for what it shows; outside of a request nothing is noted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextvars import ContextVar
from functools import partial
from typing import Any

from qa.acting import Acting, AuditRules, Door, Masking, act_as, acting
from qa.answer.answer import Answer, Citation, State
from qa.archive import Archive
from qa.quote.check import Verdict
from qa.review import Checked, Reviewed
from qa.revisions import revisions
from qa.search.filters import Filters
from qa.store.audit import SHOWING, Entry, Event, Shown, forget, keeps, write
from qa.store.missed import Missed, keep_missed
from qa.web.later import Later

_DOORS = (("/api/", Door.API), ("/mcp", Door.MCP))

_TYPED = ("filters", "speaker")
"""Details that a visitor typed: kept where questions are kept as they are."""


class Audit:
    """The audit of a server: what is noted of its archive, and the thread that writes it."""

    def __init__(self, archive: Archive, rules: AuditRules) -> None:
        self.rules = rules
        self.later = Later(archive.store.again, partial(forget, days=rules.days), _lost)
        self._archive = archive

    def enter(self, name: str, role: str, address: str, path: str) -> None:
        """Begins a request: what it does is noted as this visitor's."""
        door = next((door for start, door in _DOORS if path.startswith(start)), Door.PAGE)
        act_as(Acting(name, role, address, door, self.rules))
        _HERE.set(self)

    def facts(self) -> dict[str, str]:
        """Tells the versions that answer."""
        return revisions(self._archive.store)


_HERE: ContextVar[Audit | None] = ContextVar("audit", default=None)


def _lost(count: int) -> partial[None]:
    return partial(write, entry=Entry(Event.LOST, detail={"entries": count}))


def note(
    event: Event, target: str = "", *, shown: Iterable[Citation | None] = (), question: str = "", **detail: Any
) -> None:
    """Notes that something was shown or done in this request: words shown stand with the versions that answered."""
    audit, by = _HERE.get(), acting()
    if audit is None or not keeps(by.rules, event):
        return
    words = [Shown(one.interview, one.span, one.sha256) for one in shown if one]
    hidden = _TYPED if by.rules.questions is not Masking.PLAIN else ()
    told = {name: value for name, value in detail.items() if value and name not in hidden}
    entry = Entry(event, target, question, told, words, audit.facts() if event in SHOWING else {}, by)
    audit.later.add(partial(write, entry=entry))


def note_visitor(event: Event, name: str, address: str) -> None:
    """Notes that somebody came in by our own login, was not let in, or left."""
    if audit := _HERE.get():
        audit.later.add(partial(write, entry=Entry(event, by=Acting(name, "", address, Door.PAGE, audit.rules))))


def note_answer(question: str, answer: Answer, filters: Filters, again: bool = False) -> None:
    """Notes a question with the quotations that were shown for it; `again`: asked anew to restore a conversation."""
    told = _limits(filters)
    state, sure = answer.state.value, round(answer.confidence, 3)
    note(Event.ASK, shown=answer.hits, question=question, state=state, confidence=sure, filters=told, again=again)


def note_missed(question: str, answer: Answer, filters: Filters) -> None:
    """Keeps a question that found nothing, or only related words, for the inbox, where the settings say so."""
    audit = _HERE.get()
    if audit is None or not audit.rules.missed or audit.rules.questions is not Masking.PLAIN:
        return
    if answer.state is not State.ANSWER and answer.aside is None:
        limits = " · ".join(_limits(filters).values())
        missed = Missed(question, answer.state.value, limits, audit.facts()["content"])
        audit.later.add(partial(keep_missed, missed=missed))


def note_check(claim: str, checked: Checked) -> None:
    """Notes a quotation that was checked: its words only where the archive prints none of them, else their hash."""
    check = checked.check
    printed = check.words is not Verdict.ABSENT or check.verdict is not Verdict.ABSENT
    note(
        Event.CHECK,
        shown=[checked.citation],
        question="" if printed else claim,
        claim_sha256=hashlib.sha256(claim.encode()).hexdigest(),
        speaker=checked.speaker,
        verdict=check.verdict.value,
        matched=[check.matched.start, check.matched.end] if check.matched else [],
    )


def note_article(items: Iterable[Reviewed]) -> None:
    """Notes the check of an article: how its quotations were judged, and the words that were shown beside them."""
    checked = [item.checked for item in items if item.checked]
    verdicts = [one.check.verdict.value for one in checked]
    counts = {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}
    note(Event.ARTICLE, shown=[one.citation for one in checked], verdicts=counts)


def _limits(filters: Filters) -> dict[str, str]:
    named = ("speaker", "outlet", "since", "until", "interview")
    return {name: value for name in named if (value := getattr(filters, name))}
