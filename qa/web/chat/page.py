"""The chat page as Gradio Blocks. Gradio is imported here alone, and this module only when a server starts.

The conversation lives in the session state on the server; the browser sends a question and filters only.
"""

from __future__ import annotations

import os
from typing import Any

# Gradio reads these while it is imported: no telemetry, no hub.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from qa import wording
from qa.archive import Archive
from qa.config import Settings
from qa.errors import QAError
from qa.question.clues import Clue
from qa.render import reading as wording_understand
from qa.render.answer import line_html, notice_html, question_html, welcome_html
from qa.search.filters import filters_from
from qa.web.chat.chat import LONGEST_CLAIM, Chat, Past, explain
from qa.wording import check as wording_check
from qa.wording import page as wording_page

SUGGESTIONS = 6
SESSION_SECONDS = 6 * 3600

LOCALES = (
    *("ar", "ca", "de", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "id", "ja", "ko", "lt", "nb"),
    *(
        "nl",
        "pl",
        "pt",
        "pt-BR",
        "ro",
        "ru",
        "sv",
        "ta",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh-CN",
        "zh-TW",
    ),
)
"""Gradio never selects "vi": every locale that its frontend knows is given the Vietnamese strings."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
"""How every event runs: a plain request. Gradio's queue loses an event that is sent while the stream of the one
before it closes (a date field left by a click on the button), and costs five times the time; the Shield bounds
what is under way."""


def messages(past: Past) -> list[dict[str, str]]:
    """The conversation as Gradio's messages."""
    return [
        message
        for exchange in past
        for message in (
            {"role": "user", "content": question_html(exchange.question)},
            {"role": "assistant", "content": exchange.html},
        )
    ]


class Events:
    """What the page's events do. After an error everything stays as it was, and the error is said.

    `ask`, `suggest`, `more` and `search` return the values of (chat, past, question box, more button, notice,
    search button, chips).
    """

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._chat = Chat(archive, settings)

    def ask(
        self, question: str, speaker: str | None, outlet: str | None, since: str, until: str, past: Past
    ) -> tuple[Any, ...]:
        """Asks what stands in the box, and empties it."""
        try:
            past = self._chat.ask(question or "", filters_from(speaker, outlet, since, until), past)
        except Exception as error:
            return self._said(past, error)
        return self._shown(past, "")

    def suggest(
        self,
        speaker: str | None,
        outlet: str | None,
        since: str,
        until: str,
        past: Past,
        chosen: gr.SelectData,
    ) -> tuple[Any, ...]:
        """Asks the suggestion that was clicked."""
        value: object = chosen.value
        text = value.get("text", "") if isinstance(value, dict) else value
        return self.ask(str(text), speaker, outlet, since, until, past)

    def more(self, past: Past) -> tuple[Any, ...]:
        """Shows more citations of the last answer."""
        try:
            past = self._chat.more(past)
        except Exception as error:
            return self._said(past, error)
        return self._shown(past)

    def search(self, past: Past) -> tuple[Any, ...]:
        """Searches the last message as a question, where it was checked as a quotation."""
        try:
            past = self._chat.search_instead(past)
        except Exception as error:
            return self._said(past, error)
        return self._shown(past)

    def without(self, kept: list[str], past: Past) -> tuple[Any, ...]:
        """Asks the last question again by the chips that are still chosen."""
        try:
            past = self._chat.without(kept, past)
        except Exception as error:
            return self._said(past, error)
        return self._shown(past)

    def _shown(self, past: Past, box: Any = None) -> tuple[Any, ...]:
        """The conversation as it now is; `box` is what stands in the question box, None: what stood there."""
        more, checked = (past[-1].more, past[-1].checked) if past else (False, False)
        box = gr.skip() if box is None else box
        chips = _chips_of(past[-1].clues, past[-1].without) if past else gr.skip()
        return (messages(past), past, box, gr.update(visible=more), "", gr.update(visible=checked), chips)

    def _said(self, past: Past, error: Exception) -> tuple[Any, ...]:
        return (gr.skip(), past, gr.skip(), gr.skip(), notice_html(explain(error)), gr.skip(), gr.skip())

    def open(self, past: Past, request: gr.Request) -> tuple[Any, ...]:
        """Fills a page just opened, sets the filters of the address and asks its `?q=`.

        Returns the values of (four filters, those of `ask`, active row, line).
        """
        facets = self._archive.facets()
        said_by, outlet, since, until, question = (
            str(request.query_params.get(name) or "").strip() for name in ("speaker", "outlet", "since", "until", "q")
        )
        fields = (
            gr.update(choices=list(facets.speakers), value=said_by or None),
            gr.update(choices=list(facets.outlets), value=outlet or None),
            since,
            until,
        )
        line = self.show_filters(said_by, outlet, since, until)
        if question:
            chat, past, _, more, said, *rest = self.ask(question, said_by, outlet, since, until, past)
            box = question if said else gr.skip()  # what stands in the box already is the visitor's draft
            return (*fields, chat, past, box, more, said, *rest, *line)
        examples = [{"text": text} for text in self._archive.suggestions(SUGGESTIONS)]
        chat, so_far = gr.update(examples=examples), self._archive.read_so_far()
        said = gr.skip() if so_far.complete else notice_html(wording.reading_on(so_far.done, so_far.total))
        return (*fields, chat, past, gr.skip(), gr.skip(), said, gr.skip(), gr.skip(), *line)

    def show_filters(self, speaker: str | None, outlet: str | None, since: str, until: str) -> tuple[Any, str]:
        """The line of active filters, and whether it is shown."""
        try:
            line = self._chat.limits_line(filters_from(speaker, outlet, since, until))
        except QAError as error:
            line = str(error)
        return gr.update(visible=bool(line)), line_html(line)


def _chips_of(clues: tuple[Clue, ...], without: tuple[str, ...]) -> Any:
    """The chips of a question: what it was taken for, chosen unless the user took it away."""
    choices = [(wording_understand.clue_label(clue), clue.key) for clue in clues]
    kept = [clue.key for clue in clues if clue.key not in without]
    return gr.update(choices=choices, value=kept, visible=bool(clues))


def build_page(archive: Archive, settings: Settings) -> gr.Blocks:
    """The page over an archive, ready to be mounted."""
    events = Events(archive, settings)
    page = gr.Blocks(title=settings.title)
    with page:
        past = gr.State((), time_to_live=SESSION_SECONDS)
        chat = _chat()
        more = gr.Button(wording_page.MORE, visible=False, elem_id="more", size="sm")
        search = gr.Button(wording_check.SEARCH_INSTEAD, visible=False, elem_id="search-instead", size="sm")
        with gr.Column(elem_id="composer"):
            said = gr.Markdown("", elem_id="notice", latex_delimiters=[])
            chips = gr.CheckboxGroup(
                label=wording_understand.CHIPS_LABEL,
                choices=[],
                visible=False,
                elem_id="chips",
            )
            question = _question_box(settings)
            with gr.Row(elem_id="active", visible=False) as active:
                line = gr.Markdown("", elem_id="active-line", latex_delimiters=[])
                clear = gr.Button(wording_page.CLEAR_FILTERS, size="sm", elem_id="clear")
            with gr.Accordion(wording_page.FILTERS, open=False, elem_id="filters"), gr.Row():
                fields = _filter_fields()
        after = [chat, past, question, more, said, search, chips]
        question.submit(events.ask, [question, *fields, past], after, **QUIET)
        chat.example_select(events.suggest, [*fields, past], after, **QUIET)
        more.click(events.more, [past], after, **QUIET)
        search.click(events.search, [past], after, **QUIET)
        chips.input(events.without, [chips, past], after, **QUIET)
        page.load(events.open, [past], [*fields, *after, active, line], **QUIET)
        _watch_filters(events, fields, active, line, clear)
    return page


def _watch_filters(events: Events, fields: list[Any], active: Any, line: Any, clear: Any) -> None:
    """Keeps the line of active filters true, and empties them by its button."""
    speaker, outlet, since, until = fields
    changed = [speaker.change, outlet.change, since.blur, until.blur, since.submit, until.submit]
    gr.on(changed, events.show_filters, fields, [active, line], **QUIET)

    def empty() -> tuple[Any, ...]:
        return (None, None, "", "", gr.update(visible=False), "")

    clear.click(empty, None, [*fields, active, line], **QUIET)


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label=wording_page.CHAT_LABEL,
        show_label=False,
        container=False,
        elem_id="chat",
        height=None,
        autoscroll=False,
        latex_delimiters=[],
        buttons=[],
        layout="panel",
        placeholder=welcome_html(),
        group_consecutive_messages=False,
        allow_file_downloads=False,
        feedback_options=None,
    )


def _question_box(settings: Settings) -> gr.Textbox:
    return gr.Textbox(
        label=wording_page.QUESTION_LABEL,
        placeholder=wording_page.QUESTION_PLACEHOLDER,
        show_label=False,
        container=False,
        submit_btn=wording_page.SEND,
        max_lines=5,
        # A long quotation may be checked; a question that is too long is told so, never cut.
        max_length=max(settings.max_question, LONGEST_CLAIM),
        elem_id="question",
    )


def _filter_fields() -> list[Any]:
    choice: dict[str, Any] = {"choices": [], "value": None, "allow_custom_value": True, "min_width": 200}
    day: dict[str, Any] = {
        "placeholder": wording_page.DATE_HINT,
        "max_lines": 1,
        "max_length": 10,
        "min_width": 130,
    }
    return [
        gr.Dropdown(label=wording_page.SPEAKER, elem_id="speaker", **choice),
        gr.Dropdown(label=wording_page.OUTLET, elem_id="outlet", **choice),
        gr.Textbox(label=wording_page.SINCE, elem_id="since", **day),
        gr.Textbox(label=wording_page.UNTIL, elem_id="until", **day),
    ]


def newsprint() -> gr.themes.Base:
    """The theme: paper, ink and one red, in the fonts of `qa/assets`; page.css does the rest."""
    sans = [gr.themes.Font("Be Vietnam Pro"), gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")]
    return gr.themes.Base(
        primary_hue="red", neutral_hue="stone", font=sans, font_mono=[gr.themes.Font("monospace")]
    ).set(
        body_background_fill="#f6f3ec",
        body_background_fill_dark="#181715",
        body_text_color="#23201c",
        body_text_color_dark="#ece7de",
        block_background_fill="#fffdf8",
        block_background_fill_dark="#22201d",
    )


def mount_page(app: FastAPI, archive: Archive, settings: Settings) -> Mount:
    """Mounts the page at "/" of `app`, whose lifespan then runs the page's too; returns the mount."""
    gr.mount_gradio_app(
        app,
        build_page(archive, settings),
        path="/",
        root_path=settings.root_path or None,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=newsprint(),
        i18n=gr.I18n(**dict.fromkeys(LOCALES, wording_page.FRONTEND)),
    )
    mount = app.router.routes[-1]
    assert isinstance(mount, Mount)
    return mount
