"""The editors' page of errata: entered with the day, the wrong words and the right ones, and taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from fastapi import Depends, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.archive import Archive
from qa.config import Settings
from qa.errata.entry import published
from qa.errata.placed import standing
from qa.errata.stored import all_entries, enter, entries_of, errata_of, take_back
from qa.errors import ErratumError
from qa.render.errata_page import ERRATA, Typed, all_errata_html, errata_address, errata_html
from qa.text import Span
from qa.web.document import edit_document
from qa.web.fields import Day, Editor, Flag, Key, Line, Theme, Words, editor
from qa.wording import errata as wording_errata
from qa.wording.time import VIETNAM


class Sent:
    """The fields of the form: what was published about which words; or which entry is taken back."""

    def __init__(
        self,
        viec: Annotated[Line, Form()],
        sai: Annotated[Words, Form()] = "",
        dung: Annotated[Words, Form()] = "",
        ngay: Annotated[Day, Form()] = "",
        ghi_chu: Annotated[Line, Form()] = "",
        tai: Annotated[int, Form()] = -1,
        lan: Annotated[int, Form()] = 0,
    ) -> None:
        self.action, self.note, self.at, self.version = viec, ghi_chu, tai, lan
        self.typed = Typed(sai, dung, ngay, ghi_chu)


class _SeveralError(ErratumError):
    """The wrong words stand in several places."""

    def __init__(self, places: list[Span]) -> None:
        super().__init__(wording_errata.WHICH)
        self.places = tuple(places)


def add_errata(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /bien-tap/cai-chinh."""
    root, store = settings.root_path, archive.store

    def page(interview: str, theme: str, typed: Typed, said: str = "", saved: bool = False) -> HTMLResponse:
        found = archive.interview(interview)
        placed = errata_of(store, interview, found.text)
        content = errata_html(found, entries_of(store, interview), placed, typed, said, saved, root)
        document = edit_document(f"{wording_errata.NAME}: {found.source.title}", content, settings, theme, ERRATA)
        return HTMLResponse(document, 400 if said else 200, {"Cache-Control": "no-store"})

    @app.get(ERRATA, include_in_schema=False, dependencies=[Depends(editor)])
    def opened(bai: Key = "", luu: Flag = "", theme: Theme = "") -> HTMLResponse:
        if bai:
            return page(bai, theme, Typed(), saved=luu == "1")
        entries = {key: [*own] for key, own in groupby(all_entries(store), attrgetter("interview"))}
        titles = {one.id: one.title for one in store.summaries()} if entries else {}
        content = all_errata_html(entries, titles, root)
        document = edit_document(wording_errata.NAME, content, settings, theme, ERRATA)
        return HTMLResponse(document, headers={"Cache-Control": "no-store"})

    @app.post(ERRATA, include_in_schema=False)
    def sent(
        bai: Annotated[Key, Form()], user: Editor, fields: Annotated[Sent, Depends()], theme: Theme = ""
    ) -> Response:
        try:
            _done(archive, bai, fields, user.name)
        except _SeveralError as several:
            typed = fields.typed
            typed = Typed(typed.wrong, typed.right, typed.day, typed.note, several.places)
            return page(bai, theme, typed, str(several))
        except ErratumError as error:
            return page(bai, theme, fields.typed, str(error))
        return RedirectResponse(f"{errata_address(bai, root)}&luu=1", 303)


def _done(archive: Archive, interview: str, sent: Sent, author: str) -> None:
    """Does what an editor asked for; ErratumError where it can't be done."""
    if sent.action == "bo":
        take_back(archive.store, interview, sent.version, sent.note, author)
        return
    text, typed = archive.interview(interview).text, sent.typed
    span = _place(text, typed.wrong, sent.at)
    today = datetime.now(UTC).astimezone(VIETNAM).date()
    said = published(text, span, typed.right, typed.day, typed.note, today)
    enter(archive.store, interview, said, author)


def _place(text: str, words: str, at: int) -> Span:
    """The one place of the wrong words that is meant; ErratumError where there is none, or several."""
    places = standing(text, words)
    if not words.strip():
        raise ErratumError(wording_errata.NO_WORDS)
    if not places:
        raise ErratumError(wording_errata.NOT_PRINTED)
    chosen = [span for span in places if span.start == at] if len(places) > 1 else places
    if not chosen:
        raise _SeveralError(places)
    return chosen[0]
