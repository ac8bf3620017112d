"""What the page's events do: values of the browser in, what changes by component out.

The conversation lives in the session state on the server; the browser sends a question and filters only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from qa import wording
from qa.archive import Archive
from qa.config import Settings
from qa.errors import QAError
from qa.question.clues import Clue
from qa.render import reading as wording_understand
from qa.render.answer import line_html, notice_html, question_html, waiting_html
from qa.search.filters import filters_from
from qa.web.chat.chat import Chat, Exchange, Past, explain
from qa.web.chat.kept import FIELDS, Kept, kept_from, linked_to
from qa.web.chat.library import gr
from qa.web.places import Places

SUGGESTIONS = 6
"""Questions of reporters that an empty page offers."""


def messages(past: Past) -> list[dict[str, str]]:
    """Returns the conversation as Gradio's messages."""
    return [
        message
        for exchange in past
        for message in (
            {"role": "user", "content": question_html(exchange.question, _kept_json(exchange))},
            {"role": "assistant", "content": exchange.html},
        )
    ]


def _kept_json(exchange: Exchange) -> str:
    """Tells what the tab keeps of an exchange, and what it needs to know of it to make its address."""
    told = {"leans": exchange.leans, "beside": exchange.beside}
    return json.dumps({**exchange.kept.model_dump(), **told}, ensure_ascii=False)


Changes = dict[Any, Any]
"""What an event changes: new values and properties by component; all others stay as they are."""


@dataclass(frozen=True, slots=True)
class View:
    """The components that the page's events take their values from, and change."""

    chat: Any
    past: Any
    question: Any
    more: Any
    said: Any
    search: Any
    chips: Any
    kept: Any
    waiting: Any
    speaker: Any
    outlet: Any
    since: Any
    until: Any
    active: Any
    line: Any

    @property
    def filters(self) -> list[Any]:
        """The four fields that limit a search."""
        return [self.speaker, self.outlet, self.since, self.until]

    @property
    def conversation(self) -> list[Any]:
        """What an answer changes."""
        return [self.chat, self.past, self.question, self.more, self.said, self.search, self.chips]


class Events:
    """What the page's events do. After an error everything stays as it was, and the error is said."""

    def __init__(self, archive: Archive, settings: Settings, view: View) -> None:
        self._archive = archive
        self._chat = Chat(archive, settings)
        self._view = view
        self._places = Places()

    def ask(
        self, question: str, speaker: str | None, outlet: str | None, since: str, until: str, past: Past
    ) -> Changes:
        """Asks what stands in the box, and empties it."""
        try:
            past = self._chat.ask(question or "", filters_from(speaker, outlet, since, until), past)
        except Exception as error:
            return self._said(error)
        return {**self._shown(past), self._view.question: ""}

    def suggest(
        self, speaker: str | None, outlet: str | None, since: str, until: str, past: Past, chosen: gr.SelectData
    ) -> Changes:
        """Asks the suggestion that was clicked."""
        value: object = chosen.value
        text = value.get("text", "") if isinstance(value, dict) else value
        return self.ask(str(text), speaker, outlet, since, until, past)

    def more(self, past: Past) -> Changes:
        """Shows more citations of the last answer."""
        return self._changed(self._chat.more, past)

    def search(self, past: Past) -> Changes:
        """Searches the last message as a question, where it was checked as a quotation."""
        return self._changed(self._chat.search_instead, past)

    def without(self, kept: list[str], past: Past) -> Changes:
        """Asks the last question again by the chips that are still chosen."""
        return self._changed(partial(self._chat.without, kept), past)

    def restore(self, kept: str, past: Past) -> Changes:
        """Shows the conversation that the tab has kept: after a reload, by Back and by Forward."""
        shown = self._restored(partial(kept_from, kept), past)
        asked = shown.get(self._view.past, ())
        return {**shown, **(self._fields(*asked[-1].kept.fields) if asked else {})}

    def _restored(self, conversation: Callable[[], Sequence[Kept]], past: Past) -> Changes:
        try:
            with self._places.one():
                past = self._chat.restored(conversation(), past)
        except Exception as error:
            return self._said(error)
        return self._shown(past)

    def _changed(self, change: Callable[[Past], Past], past: Past) -> Changes:
        try:
            return self._shown(change(past))
        except Exception as error:
            return self._said(error)

    def _shown(self, past: Past) -> Changes:
        """The conversation as it now is."""
        view = self._view
        last = past[-1] if past else None
        return {
            view.chat: messages(past),
            view.past: past,
            view.more: gr.update(visible=last is not None and last.more),
            view.said: "",
            view.search: gr.update(visible=last is not None and last.checked),
            **({view.chips: _chips_of(last.clues, last.without)} if last else {}),
        }

    def _said(self, error: Exception) -> Changes:
        return {self._view.said: notice_html(explain(error))}

    def open(self, past: Past, request: gr.Request) -> Changes:
        """Fills a page just opened, sets the filters of the address and asks its `?q=`, after what that leans on."""
        query, view = request.query_params, self._view
        question, *fields = (str(query.get(name) or "").strip() for name in ("q", *FIELDS))
        so_far = self._archive.read_so_far()
        examples = [{"text": text} for text in self._archive.suggestions(SUGGESTIONS)]
        opened = {
            **self._fields(*fields),
            view.chat: gr.update(examples=examples),
            view.waiting: waiting_html(so_far.total),
        }
        if not question:
            said = notice_html(wording.reading_on(so_far.done, so_far.total))
            return opened if so_far.complete else {**opened, view.said: said}
        linked = partial(linked_to, question, fields, query.getlist("history"), query.getlist("without"))
        asked = self._restored(linked, past)
        if view.chat in asked:
            asked[view.chat] = gr.update(value=asked[view.chat], examples=examples)
        return {**opened, **asked, **({view.question: question} if asked[view.said] else {})}

    def _fields(self, speaker: str, outlet: str, since: str, until: str) -> Changes:
        """Puts the filters of an address or an exchange into their fields."""
        values = (speaker, outlet, since, until)
        return {**dict(zip(self._view.filters, values, strict=True)), **self.show_filters(*values)}

    def show_filters(self, speaker: str | None, outlet: str | None, since: str, until: str) -> Changes:
        """Returns the line of active filters, and whether it is shown."""
        try:
            line = self._chat.limits_line(filters_from(speaker, outlet, since, until))
        except QAError as error:
            line = str(error)
        return {self._view.active: gr.update(visible=bool(line)), self._view.line: line_html(line)}

    def clear_filters(self) -> Changes:
        """Empties the filters."""
        view = self._view
        empty = dict.fromkeys(view.filters, "")
        return {**empty, view.active: gr.update(visible=False), view.line: ""}


def _chips_of(clues: tuple[Clue, ...], without: tuple[str, ...]) -> Any:
    """The chips of a question: what it was taken for, chosen unless the user took it away."""
    choices = [(wording_understand.clue_label(clue), clue.key) for clue in clues]
    kept = [clue.key for clue in clues if clue.key not in without]
    return gr.update(choices=choices, value=kept, visible=bool(clues))
