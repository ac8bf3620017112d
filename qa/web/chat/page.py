"""The chat page as Gradio Blocks; this module is imported only when a server starts."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount

from qa.archive import Archive
from qa.bounds import LONGEST_NAME
from qa.config import Settings
from qa.render import reading as wording_understand
from qa.render.answer import tools_html, waiting_html, welcome_html
from qa.web.chat.chat import LONGEST_CLAIM
from qa.web.chat.events import Events, View
from qa.web.chat.library import gr
from qa.wording import check as wording_check
from qa.wording import page as wording_page

SESSION_SECONDS = 6 * 3600

LOCALES = (
    *("ar", "ca", "de", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "id", "ja", "ko", "lt", "nb"),
    *("nl", "pl", "pt", "pt-BR", "ro", "ru", "sv", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh-CN"),
    "zh-TW",
)
"""Gradio never selects "vi": every locale that its frontend knows is given the Vietnamese strings."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
"""How every event runs: a plain request. Gradio's queue loses an event that is sent while the stream of the one
before it closes (a date field left by a click on the button), and costs five times the time; the Shield bounds
what is under way."""


def build_page(archive: Archive, settings: Settings) -> gr.Blocks:
    """Builds the page over an archive, ready to be mounted."""
    page = gr.Blocks(title=settings.title)
    with page:
        past = gr.State((), time_to_live=SESSION_SECONDS)
        chat = _chat()
        waiting = gr.Markdown(waiting_html(0), elem_id="waiting", latex_delimiters=[])
        more = gr.Button(wording_page.MORE, visible=False, elem_id="more", size="sm")
        search = gr.Button(wording_check.SEARCH_INSTEAD, visible=False, elem_id="search-instead", size="sm")
        gr.Markdown(tools_html(), elem_id="tools", latex_delimiters=[])
        with gr.Column(elem_id="composer"):
            said = gr.Markdown("", elem_id="notice", latex_delimiters=[])
            chips = gr.CheckboxGroup(label=wording_understand.CHIPS_LABEL, choices=[], visible=False, elem_id="chips")
            question = _question_box(settings)
            kept = gr.Textbox(visible="hidden", elem_id="kept", label=wording_page.QUESTION_LABEL)
            with gr.Row(elem_id="active", visible=False) as active:
                line = gr.Markdown("", elem_id="active-line", latex_delimiters=[])
                clear = gr.Button(wording_page.CLEAR_FILTERS, size="sm", elem_id="clear")
            with gr.Accordion(wording_page.FILTERS, open=False, elem_id="filters"), gr.Row():
                speaker, outlet, since, until = _filter_fields()
        conversation = (chat, past, question, more, said, search, chips)
        view = View(*conversation, kept, waiting, speaker, outlet, since, until, active, line)
        _add_events(page, Events(archive, settings, view), view, clear)
    return page


def _add_events(page: gr.Blocks, events: Events, view: View, clear: gr.Button) -> None:
    """Ties what the visitor does to the events; each tells by component what it changes."""
    after, lines = view.conversation, [view.active, view.line]
    view.question.submit(events.ask, [view.question, *view.filters, view.past], after, **QUIET)
    view.chat.example_select(events.suggest, [*view.filters, view.past], after, **QUIET)
    view.more.click(events.more, [view.past], after, **QUIET)
    view.search.click(events.search, [view.past], after, **QUIET)
    view.chips.input(events.without, [view.chips, view.past], after, **QUIET)
    kept, restored = [view.kept, view.past], [*view.filters, *after, *lines]
    view.kept.blur(events.restore, kept, restored, trigger_mode="always_last", **QUIET)
    page.load(events.open, [view.past], [*view.filters, *after, *lines, view.waiting], **QUIET)
    changed = [event for field in view.filters for event in (field.blur, field.submit)]
    gr.on(changed, events.show_filters, view.filters, lines, **QUIET)
    clear.click(events.clear_filters, None, [*view.filters, *lines], **QUIET)


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
    # Gradio's own lists know no input methods and no accents, and take half a name for one: assets/choices.js.
    choice: dict[str, Any] = {"max_lines": 1, "max_length": LONGEST_NAME, "min_width": 200}
    day: dict[str, Any] = {
        "placeholder": wording_page.DATE_HINT,
        "max_lines": 1,
        "max_length": 10,
        "min_width": 130,
    }
    return [
        gr.Textbox(label=wording_page.SPEAKER, elem_id="speaker", **choice),
        gr.Textbox(label=wording_page.OUTLET, elem_id="outlet", **choice),
        gr.Textbox(label=wording_page.SINCE, elem_id="since", **day),
        gr.Textbox(label=wording_page.UNTIL, elem_id="until", **day),
    ]


def newsprint() -> gr.themes.Base:
    """Returns the theme: paper, ink and one red, in the fonts of `qa/assets`; page.css does the rest."""
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
