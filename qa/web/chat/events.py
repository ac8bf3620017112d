"""What the page's events do: values of the browser in, what changes by component out.

The conversation lives in the session state on the server; the browser sends a question and filters only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from qa import wording
from qa.archive import Archive
from qa.config import Settings
from qa.errors import QAError
from qa.question.clues import Clue
from qa.render import reading as wording_understand
from qa.render.answer import line_html, notice_html, question_html
from qa.search.filters import filters_from
from qa.web.chat.chat import Chat, Past, explain
from qa.web.chat.library import gr

SUGGESTIONS = 6
"""Questions of reporters that an empty page offers."""


def messages(past: Past) -> list[dict[str, str]]:
    """Returns the conversation as Gradio's messages."""
    return [
        message
        for exchange in past
        for message in (
            {"role": "user", "content": question_html(exchange.question)},
            {"role": "assistant", "content": exchange.html},
        )
    ]


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
        """Fills a page just opened, sets the filters of the address and asks its `?q=`."""
        view = self._view
        speaker, outlet, since, until, question = (
            str(request.query_params.get(name) or "").strip() for name in ("speaker", "outlet", "since", "until", "q")
        )
        fields = {
            view.speaker: speaker,
            view.outlet: outlet,
            view.since: since,
            view.until: until,
            **self.show_filters(speaker, outlet, since, until),
        }
        if not question:
            examples = [{"text": text} for text in self._archive.suggestions(SUGGESTIONS)]
            so_far = self._archive.read_so_far()
            said = notice_html(wording.reading_on(so_far.done, so_far.total))
            return {**fields, view.chat: gr.update(examples=examples), **({} if so_far.complete else {view.said: said})}
        asked = self.ask(question, speaker, outlet, since, until, past)
        asked.pop(view.question, None)  # what stands in the box already is the visitor's draft
        return {**fields, **asked, **({view.question: question} if asked[view.said] else {})}

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
