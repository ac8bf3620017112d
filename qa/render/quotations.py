"""Quotations to take away, each with speaker, post, paper, day, permalink and hash: Word, Excel, JSON-LD."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from qa import wording
from qa.answer.answer import Citation
from qa.errors import QuestionError
from qa.render.address import permalink, web_address
from qa.render.card import attribution
from qa.render.erratum import erratum_line
from qa.render.review_export import MEDIA_TYPES, plain
from qa.render.table import table_csv
from qa.wording import taking as wording_taking

FORMS = {"docx": MEDIA_TYPES["docx"], "csv": MEDIA_TYPES["csv"], "json": "application/ld+json; charset=utf-8"}
"""The forms that quotations can be had in, and their media types."""


def quotations(cited: Sequence[Citation], name: str, form: str, root: str = "", site: str = "") -> bytes:
    """Returns quotations as the bytes of a file called `name`; QuestionError for a form other than those of `FORMS`.

    `root` is the path below which the app is shown, `site` what makes a permalink a whole address.
    """
    if form == "docx":
        return _docx(cited, name, f"{site}{root}")
    if form == "csv":
        return _csv(cited, f"{site}{root}")
    if form == "json":
        return json.dumps(_json_ld(cited, name, f"{site}{root}"), ensure_ascii=False, indent=1).encode()
    raise QuestionError(wording_taking.BAD_FORM)


def _json_ld(cited: Sequence[Citation], name: str, base: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Collection",
        "name": name,
        "inLanguage": "vi",
        "hasPart": [_quotation(one, base) for one in cited],
    }


def _quotation(one: Citation, base: str) -> dict[str, Any]:
    printed: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": one.title,
        "publisher": one.outlet and {"@type": "Organization", "name": one.outlet},
        "datePublished": one.date,
        "url": web_address(one.url),
        "identifier": one.interview,
    }
    speaker = {"@type": "Person", "name": one.speaker, "jobTitle": one.position}
    quotation: dict[str, Any] = {
        "@type": "Quotation",
        "@id": f"{base}{permalink(one.turn)}",
        "url": f"{base}{permalink(one.turn)}",
        "text": one.text,
        "creator": one.speaker and _there(speaker),
        "isPartOf": _there(printed),
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": one.sha256},
        "correction": [erratum_line(erratum) for erratum in one.errata],
        "usageInfo": one.note,
    }
    return _there(quotation)


def _there(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


def _csv(cited: Sequence[Citation], base: str) -> bytes:
    return table_csv(wording_taking.COLUMNS, ([str(number), *_row(one, base)] for number, one in enumerate(cited, 1)))


def _row(one: Citation, base: str) -> list[str | None]:
    errata = " ".join(erratum_line(erratum) for erratum in one.errata)
    facts = [one.text, one.speaker, one.position, one.question, one.title, one.outlet, wording.day(one.date)]
    return [*facts, one.note, errata, web_address(one.url), f"{base}{permalink(one.turn)}", one.sha256]


def _docx(cited: Sequence[Citation], name: str, base: str) -> bytes:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)  # the type of Vietnamese official papers
    document.core_properties.title = plain(name)
    document.core_properties.author = wording.TITLE
    document.add_heading(plain(name), 1)
    document.add_paragraph(wording_taking.quotations_found(len(cited)))
    for one in cited:
        if one.question:
            document.add_paragraph(plain(f"{wording.REPORTER}: {one.question}"), style="Subtitle")
        document.add_paragraph(plain(f"“{one.text}”"), style="Quote")
        document.add_paragraph(plain("\n".join(_source_lines(one, base))), style="Body Text")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _source_lines(one: Citation, base: str) -> Iterator[str]:
    yield f"— {attribution(one)}"
    yield from map(erratum_line, one.errata)
    if url := web_address(one.url):
        yield url
    yield f"{base}{permalink(one.turn)}"
    yield f"sha256: {one.sha256}"
