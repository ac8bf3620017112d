"""The routes about people: the list, a person's page, and both for the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from qa.access import Role, user_of
from qa.archive import Archive
from qa.config import Settings
from qa.errors import NotFoundError
from qa.people.registry import Profile
from qa.people.stored import decisions
from qa.render import contract
from qa.render.address import person_address
from qa.render.editing import editing_html
from qa.render.listing import taking_html
from qa.render.paging import PAGE_SIZE
from qa.render.people import namesakes_json, people_html, person_html, person_json, which
from qa.store.prints import all_prints
from qa.web.document import reader_document
from qa.web.fields import Key, Name, Number, Theme, page_number
from qa.web.routes.people_edit import add_people_editing
from qa.wording import api as wording_api
from qa.wording import people as wording_people
from qa.wording import taking as wording_taking


def add_people(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /nguoi, /nguoi/<key>, /api/people and /api/people/<key>, and for editors /bien-tap/nguoi."""
    _add_api(app, archive, settings.root_path)
    add_people_editing(app, archive, settings)
    root = settings.root_path

    @app.get("/nguoi", include_in_schema=False)
    def people(ten: Name = "", trang: Number = "1", theme: Theme = "") -> HTMLResponse:
        found = archive.people_by_name.candidates(ten) if ten.strip() else archive.people.profiles
        content = people_html(found, page_number(trang), ten.strip(), root)
        return HTMLResponse(reader_document(wording_people.PEOPLE, content, settings, theme, "/nguoi"))

    @app.get("/nguoi/{key}", include_in_schema=False)
    def person(request: Request, key: Key, theme: Theme = "") -> Response:
        profile = archive.people_by_name.by_key(key)
        if profile is None:
            return _gone(archive, key, settings, theme)
        if profile.key != key:
            return RedirectResponse(person_address(profile.key, root), 303)
        shown = {a.interview: archive.interview(a.interview) for a in profile.appearances}
        user, editing = user_of(request.scope), None
        if user.role >= Role.EDITOR:
            editing = editing_html(profile, archive.people, decisions(archive.store), user, root)
        content = person_html(profile, archive.people_by_name, shown, all_prints(archive.store), root, editing)
        content += taking_html([("nguoi", profile.key)], wording_taking.TAKE_PERSON, root)
        return HTMLResponse(reader_document(profile.name, content, settings, theme))


def _gone(archive: Archive, key: str, settings: Settings, theme: str) -> Response:
    """For a key that no appearance has any more: those who are called so today, the name being part of the key."""
    found = archive.people_by_name.candidates(key.rpartition("-")[0].replace("-", " "))
    if not found:
        raise NotFoundError(wording_people.no_such_person(key))
    content = people_html(found, 1, found[0].name, settings.root_path)
    return HTMLResponse(reader_document(wording_people.PEOPLE, content, settings, theme), 404)


def _add_api(app: FastAPI, archive: Archive, root: str) -> None:
    @app.get("/api/people", summary=wording_api.PEOPLE)
    def people(name: Name = "", page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> contract.People:
        """All whom a name may mean (everybody, without one), `PAGE_SIZE` a page, and the question it raises."""
        found: tuple[Profile, ...] = (
            archive.people_by_name.candidates(name) if name.strip() else archive.people.profiles
        )
        shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        return {
            "name": name,
            "which": which(found) if name.strip() else None,
            "count": len(found),
            "people": [person_json(p, archive.people_by_name, root) for p in shown],
        }

    @app.get("/api/people/{key}", summary=wording_api.PERSON)
    def person(key: Key) -> contract.Profile:
        """One person: names, posts with dates and interviews, and the others of that name."""
        profile = archive.people_by_name.by_key(key)
        if profile is None:
            raise NotFoundError(wording_people.no_such_person(key))
        others = archive.people_by_name.namesakes(profile)
        return {
            **person_json(profile, archive.people_by_name, root),
            **namesakes_json((profile, *others), archive.people_by_name, root),
        }
