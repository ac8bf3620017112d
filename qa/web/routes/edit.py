"""The staff page's routes: the list of what waits, an interview on the desk, and its corrections. Editors only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.archive import Archive
from qa.config import Settings
from qa.corrections.correction import FACTS, Decision, merge_words, name_answers, set_words, split_words
from qa.corrections.describing import describe
from qa.desk import Desk, Sheet
from qa.errors import CorrectionError
from qa.interview import Block, Role
from qa.render.edit_history import DESK, EDIT, WAITING, edit_address
from qa.render.edit_page import block_address, block_at, chosen, list_html, sheet_html
from qa.text import Span
from qa.web.document import edit_document
from qa.web.fields import Day, Editor, Flag, Key, Line, Name, Number, Theme, editor, page_number
from qa.wording import edit as wording_edit
from qa.wording import staff as wording_staff

Text = Annotated[Line, Form()]
Whole = Annotated[int, Form()]

_NOT_KEPT = {"Cache-Control": "no-store"}


class Change:
    """The fields of a correction as the page sends them: which block, in sight of which state, and what to do."""

    def __init__(
        self,
        viec: Text,
        ban: Text,
        tu: Whole = -1,
        den: Whole = -1,
        vai: Text = "",
        nguoi: Text = "",
        ten: Text = "",
        chuc: Text = "",
        ly_do: Text = "",
        cau: Text = "",
        tai: Text = "",
        lan: Whole = 0,
        cua: Text = "*",
    ) -> None:
        self.action, self.state, self.reason, self.version = viec, ban, ly_do, lan
        self.place = (tu, den)
        self.role, self.speaker, self.position = vai, ten.strip() or nguoi, chuc
        self.at = tai or cau
        self.of = None if cua == "*" else cua.removeprefix("=")


class Facts:
    """The facts of an article as the page sends them."""

    def __init__(
        self,
        title: Text = "",
        outlet: Text = "",
        date: Text = "",
        url: Text = "",
        authors: Text = "",
        note: Text = "",
    ) -> None:
        values = (title, outlet, date, url, authors, note)
        self.typed = dict(zip(FACTS, values, strict=True))


def add_editing(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds the list of what waits and the desk to the app."""
    root = settings.root_path
    _add_list(app, archive, settings)

    def sheet_page(sheet: Sheet, theme: str, at: int, said: str = "", saved: bool = False) -> HTMLResponse:
        content = sheet_html(sheet, said, saved, root, at)
        document = edit_document(sheet.interview.source.title, content, settings, theme)
        return HTMLResponse(document, 400 if said else 200, _NOT_KEPT)

    @app.get(DESK + "/{interview:path}", include_in_schema=False, dependencies=[Depends(editor)])
    def opened(interview: Key, luu: Flag = "", khoi: Number = "", theme: Theme = "") -> HTMLResponse:
        at = int(khoi) if khoi.isdecimal() else 0
        return sheet_page(Desk(archive).sheet(interview), theme, at, saved=luu == "1")

    @app.post(DESK + "/{interview:path}", include_in_schema=False)
    def sent(
        interview: Key,
        user: Editor,
        change: Annotated[Change, Depends()],
        facts: Annotated[Facts, Depends()],
        theme: Theme = "",
    ) -> Response:
        desk = Desk(archive)
        try:
            if change.action == "bo":
                sheet = desk.withdraw(interview, change.version, user.name, change.reason, change.state)
                return _back(sheet, None, root)
            before = desk.sheet(interview)
            if before.state != change.state:
                raise CorrectionError(wording_edit.OUTDATED)
            whole = _of_the_whole(before, change, facts)
            decision = whole or _decision(before, change)
            sheet = desk.correct(interview, decision, user.name, change.reason, change.state)
        except CorrectionError as error:
            return sheet_page(desk.sheet(interview), theme, change.place[0], str(error))
        return _back(sheet, None if whole else change.place[0], root)

    _add_former(app, root)


def _add_former(app: FastAPI, root: str) -> None:
    @app.get(EDIT + "/{interview:path}", include_in_schema=False, dependencies=[Depends(editor)])
    def as_before(interview: Key) -> RedirectResponse:
        """Leads on from where interviews stood before, beside the other pages, and from "/bien-tap/" itself."""
        return RedirectResponse(edit_address(interview, root) if interview else f"{root}{EDIT}", 303)


def _add_list(app: FastAPI, archive: Archive, settings: Settings) -> None:
    root = settings.root_path

    @app.get(WAITING, include_in_schema=False, dependencies=[Depends(editor)])
    def waiting(loc: Day = "cho", tim: Name = "", trang: Number = "1", theme: Theme = "") -> HTMLResponse:
        lines = chosen(Desk(archive).waiting(), loc, tim)
        query = urlencode({"loc": loc, "tim": tim})
        content = list_html(lines, loc, tim, page_number(trang), root, query)
        return HTMLResponse(edit_document(wording_staff.WAITING, content, settings, theme, WAITING), 200, _NOT_KEPT)


def _back(sheet: Sheet, place: int | None, root: str) -> RedirectResponse:
    """To the page again, at the block where something was done."""
    interview = sheet.interview
    if place is None:
        return RedirectResponse(f"{edit_address(interview.source.id, root)}?luu=1", 303)
    block = interview.blocks[block_at(interview, place)]
    return RedirectResponse(block_address(interview, block, root, "luu=1&"), 303)


def _of_the_whole(sheet: Sheet, change: Change, facts: Facts) -> Decision | None:
    """A decision about the whole interview; None where it is about a block. CorrectionError for what can't be."""
    if change.action == "mo-ta":
        return describe(sheet.interview.source, facts.typed)
    if change.action == "nguoi-noi":
        return name_answers(change.of, change.speaker, change.position)
    return None


def _decision(sheet: Sheet, change: Change) -> Decision:
    """What the editor decided; CorrectionError where it names no block or nothing that can be done."""
    text, blocks = sheet.interview.text, sheet.interview.blocks
    number = next((n for n, b in enumerate(blocks) if (b.span.start, b.span.end) == change.place), None)
    if number is None:
        raise CorrectionError(wording_edit.NO_SUCH_BLOCK)
    block = blocks[number]
    if change.action in ("dung", "cho"):
        return set_words(text, block.span, block.role, block.speaker, served=change.action == "dung")
    if change.action == "dat":
        return _set(text, block, change)
    if change.action == "tach":
        at = int(change.at) if change.at.isdecimal() and len(change.at) < 10 else -1
        return split_words(text, block.span, at)
    return _merge(text, [b.span for b in blocks], number, change.action)


def _set(text: str, block: Block, change: Change) -> Decision:
    if change.role not in set(Role):
        raise CorrectionError(wording_edit.UNNAMED_ROLE)
    return set_words(text, block.span, Role(change.role), change.speaker, change.position)


def _merge(text: str, spans: list[Span], number: int, action: str) -> Decision:
    other = {"gop-truoc": number - 1, "gop-sau": number + 1}.get(action, -1)
    if not 0 <= other < len(spans):
        raise CorrectionError(wording_edit.NO_NEIGHBOUR)
    first, second = sorted((number, other))
    return merge_words(text, spans[first], spans[second])
