"""The report on an article as JSON, as a table for Excel, and as a Word document."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa import wording
from qa.errors import QuestionError
from qa.quote.check import DifferenceKind, Verdict
from qa.render import contract_check
from qa.render.address import permalink, web_address
from qa.render.card import attribution
from qa.render.json import check_json
from qa.render.table import table_csv
from qa.render.verdict import printed_label, printed_or_nearest, real_speaker
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked, Review, Reviewed
from qa.wording import check as wording_check

MEDIA_TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The forms that a report can be had in."""

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TONES = {
    Verdict.VERBATIM: (0x1B, 0x6B, 0x3A),
    Verdict.NEAR: (0x1C, 0x4F, 0x7A),
    Verdict.ALTERED: (0x9A, 0x1F, 0x1C),
    Verdict.STITCHED: (0x9A, 0x1F, 0x1C),
    Verdict.WRONG_SPEAKER: (0x8A, 0x4B, 0x00),
    Verdict.ABSENT: (0x55, 0x50, 0x48),
}


def exported(review: Review, form: str, root: str = "", site: str = "") -> bytes:
    """Returns the report as the bytes of a file; QuestionError for a form other than those of `MEDIA_TYPES`.

    `root` is the path below which the app is shown, `site` what makes a permalink a whole address.
    """
    if form == "json":
        return json.dumps(review_json(review, root), ensure_ascii=False, indent=1).encode()
    if form == "csv":
        return review_csv(review, root, site)
    if form == "docx":
        return review_docx(review, root, site)
    raise QuestionError(wording_check.BAD_FORMAT)


def review_json(review: Review, root: str = "") -> contract_check.Report:
    """Returns the report: each quotation with its place in the article's NFC text and the fields of a check."""
    return {
        "title": review.title,
        "quotations": len(review.items),
        "checked": review.checked,
        "counts": review.counts(),
        "results": [reviewed_json(item, root) for item in review.items],
    }


def reviewed_json(item: Reviewed, root: str = "") -> contract_check.ReviewedQuotation:
    """Returns one quotation of a report; `skipped` says why `verdict` is null."""
    quotation = item.quotation
    place: contract_check.Place = {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "marking": quotation.marking,
        "speaker": quotation.speaker,
        "attributed": quotation.attributed,
        "skipped": item.skipped,
    }
    if item.checked is None:
        return {**place, "claim": quotation.text, "verdict": None, "differences": [], "citation": None}
    return {**place, **check_json(quotation.text, item.checked.check, item.checked.citation, root)}


# --- Excel ---


def review_csv(review: Review, root: str = "", site: str = "") -> bytes:
    """Returns the report as a table that Vietnamese Excel opens as it is."""
    rows = ([str(number), *_row(item, root, site)] for number, item in enumerate(review.items, 1))
    return table_csv(wording_check.COLUMNS, rows)


def _row(item: Reviewed, root: str, site: str) -> list[str | None]:
    quotation, checked = item.quotation, item.checked
    start: list[str | None] = [quotation.text, quotation.said_by]
    if checked is None:
        return [*start, wording_check.UNCHECKED[item.skipped or "short"], *[""] * (len(wording_check.COLUMNS) - 4)]
    check, citation = checked.check, checked.citation
    verdict = [checked.name, " ".join(two_parts(checked)), "; ".join(difference_lines(checked))]
    verdict.append("; ".join((*left_out(checked), *cautions(checked))))
    if citation is None:
        return [*start, *verdict, *[""] * 7]
    printed = printed_or_nearest(checked)
    if check.verdict is Verdict.ABSENT:
        printed = f"[{printed_label(checked)}] {printed}"
    who = wording.REPORTER if checked.by_reporter else citation.speaker
    facts = [who, citation.position, citation.outlet, wording.day(citation.date), citation.title]
    return [*start, *verdict, printed, *facts, site + permalink(citation.turn, root)]


def difference_lines(checked: Checked) -> Iterator[str]:
    """Returns the differences in words, one each, the speaker's first."""
    if checked.misattributed:
        yield real_speaker(checked)
    for one in checked.check.differences:
        if one.kind is not DifferenceKind.SPEAKER:
            kind = wording_check.KIND_NAMES.get(one.kind.value, one.kind.value)
            yield f"{kind}: {wording_check.difference(one.claimed, one.printed, one.equal_value)}"


# --- Word ---


def review_docx(review: Review, root: str = "", site: str = "") -> bytes:
    """Gives a Word document to hand on: what was found, then every quotation with its verdict and the printed words."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)  # the type of Vietnamese official papers
    document.core_properties.title = wording_check.REPORT_TITLE
    document.core_properties.author = wording.TITLE
    document.add_heading(wording_check.REPORT_TITLE, 1)
    if review.title:
        document.add_paragraph(plain(review.title))
    document.add_paragraph(wording_check.found_quotations(len(review.items), review.checked))
    for verdict, count in review.counts().items():
        name = wording_check.counted(wording_check.VERDICT_NAMES[verdict.value], count)
        document.add_paragraph(name, style="List Bullet")
    for number, item in enumerate(review.items, 1):
        _add_item(document, number, item, root, site)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_item(document: Any, number: int, item: Reviewed, root: str, site: str) -> None:
    from docx.shared import RGBColor

    heading = document.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    checked = item.checked
    name = checked.name if checked else wording_check.UNCHECKED[item.skipped or "short"]
    run = heading.add_run(f"{number}. {name}")
    run.bold = True
    if checked:
        run.font.color.rgb = RGBColor(*_TONES[checked.check.verdict])
    document.add_paragraph(plain(f"“{item.quotation.text}”"), style="Intense Quote")
    said_by = item.quotation.said_by
    line = f"{wording_check.SAID_BY}: {said_by}" if said_by else wording_check.NOBODY
    document.add_paragraph(plain(line))
    if checked is not None:
        _add_finding(document, checked, root, site)


def _add_finding(document: Any, checked: Checked, root: str, site: str) -> None:
    check, citation = checked.check, checked.citation
    for line in difference_lines(checked):
        document.add_paragraph(plain(line), style="List Bullet")
    for line in (*two_parts(checked), *left_out(checked)):
        document.add_paragraph(plain(line))
    for line in cautions(checked):
        document.add_paragraph().add_run(plain(line)).bold = True
    if citation is None:
        return
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{printed_label(checked)}: ").bold = True
    paragraph.add_run(plain(f"“{printed_or_nearest(checked)}”")).italic = check.verdict is Verdict.ABSENT
    if checked.by_reporter:
        citation = replace(citation, speaker=wording.REPORTER)
    links = [link for link in (web_address(citation.url), site + permalink(citation.turn, root)) if link]
    document.add_paragraph(plain("— " + "\n".join([attribution(citation), *links])))


def plain(text: str) -> str:
    """`text` without what XML can't hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
