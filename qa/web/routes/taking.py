"""What is taken away as a file: chosen quotations, all of an interview or a person, and references to interviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from qa.answer.answer import Citation
from qa.archive import Archive
from qa.config import Settings
from qa.errors import NotFoundError, QuestionError
from qa.render.bibliography import Listed, bibtex, csl
from qa.render.listing import TAKE
from qa.render.quotations import FORMS, quotations
from qa.store.audit import Event
from qa.web.fields import Flag, Key
from qa.web.noting import note
from qa.web.places import Places
from qa.wording import people as wording_people
from qa.wording import taking as wording_taking

MOST_CHOSEN = 100
"""Interviews, or quotations, that are chosen one by one for one file: a page of the list."""

MOST_QUOTATIONS = 3000
"""Quotations of one file: of a person, or of chosen interviews."""

_REFERENCES = {"bib": (bibtex, "application/x-bibtex; charset=utf-8"), "csl": (csl, "application/json; charset=utf-8")}

Keys = Annotated[list[Key], Query(max_length=MOST_CHOSEN)]


def add_taking(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Adds /tai-ve."""
    root, places = settings.root_path, Places()

    @app.get(TAKE, include_in_schema=False)
    def take(request: Request, bai: Keys = [], luot: Keys = [], nguoi: Key = "", dang: Flag = "docx") -> Response:  # noqa: B006
        site = f"{request.url.scheme}://{request.headers.get('host', '')}"
        with places.one():
            name, cited = _chosen(archive, bai, luot, nguoi)
            if dang in _REFERENCES:
                write, kind = _REFERENCES[dang]
                content = write(_listed(archive, cited, bai), root, site).encode()
            else:
                content, kind = quotations(cited, name, dang, root, site), FORMS[dang]
        note(Event.EXPORT, nguoi, shown=cited, form=dang)
        ending = "json" if dang == "csl" else dang
        headers = {"Content-Disposition": f'attachment; filename="{wording_taking.FILE}.{ending}"'}
        return Response(content, media_type=kind, headers=headers)


def _chosen(archive: Archive, interviews: list[str], turns: list[str], person: str) -> tuple[str, list[Citation]]:
    """The name of the file, and the quotations that it holds; QuestionError where nothing, or too much, was chosen."""
    name, cited = wording_taking.CHOSEN_QUOTATIONS, [archive.citation(turn) for turn in dict.fromkeys(turns)]
    wanted = list(dict.fromkeys(interviews))
    if person:
        profile = archive.people_by_name.by_key(person)
        if profile is None:
            raise NotFoundError(wording_people.no_such_person(person))
        name = wording_taking.said_by(profile.name)
        wanted = list(dict.fromkeys(one.interview for one in profile.appearances))
        person = profile.key
    for interview in wanted:
        cited += [one for one in archive.citations_of(interview) if not person or one.person == person]
        if len(cited) > MOST_QUOTATIONS:
            raise QuestionError(wording_taking.too_many(MOST_QUOTATIONS))
    if not cited:
        raise QuestionError(wording_taking.NOTHING_CHOSEN)
    return name, cited


def _listed(archive: Archive, cited: list[Citation], interviews: list[str]) -> list[Listed]:
    """The interviews of quotations, each with those who are quoted."""
    speakers: dict[str, dict[str, None]] = {key: {} for key in interviews}
    for one in cited:
        speakers.setdefault(one.interview, {}).update({one.speaker: None} if one.speaker else {})
    return [Listed(archive.interview(key).source, tuple(names)) for key, names in speakers.items()]
