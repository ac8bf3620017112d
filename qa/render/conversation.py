"""A conversation to take away: each question with its answer, word for word with citations, as Markdown or Word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from qa import wording
from qa.answer.answer import Answer, Citation, State
from qa.errors import QuestionError
from qa.render.address import permalink, web_address
from qa.render.card import also_line, attribution
from qa.render.erratum import erratum_line
from qa.render.lacking import answer_lines, aside_lines, missing_lines
from qa.render.review_export import MEDIA_TYPES, difference_lines, plain
from qa.render.verdict import printed_label, printed_or_nearest
from qa.render.whose import cautions, left_out, two_parts
from qa.review import Checked
from qa.wording import page as wording_page

FORMS = {"md": "text/markdown; charset=utf-8", "docx": MEDIA_TYPES["docx"]}
"""The forms that a conversation can be had in, and their media types."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question, the line of its filters, and what was said to it."""

    question: str
    limits: str
    said: Answer | Checked


class Style(Enum):
    """What a paragraph of the document is, by the name of its style in Word."""

    TITLE = "Title"
    QUESTION = "Heading 1"
    LINE = "Normal"
    REPORTER = "Subtitle"
    QUOTATION = "Quote"
    SOURCE = "Body Text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the document; `text` is plain."""

    style: Style
    text: str


def conversation(told: Sequence[Told], form: str, root: str = "", site: str = "") -> bytes:
    """Returns the conversation as the bytes of a file; QuestionError for a form other than those of `FORMS`.

    `root` is the path below which the app is shown, `site` what makes a permalink a whole address.
    """
    if form not in FORMS:
        raise QuestionError(wording_page.BAD_FORM)
    parts = [Paragraph(Style.TITLE, wording_page.CONVERSATION_TITLE)]
    for one in told:
        parts += [Paragraph(Style.QUESTION, one.question), *[Paragraph(Style.LINE, one.limits)] * bool(one.limits)]
        said = one.said
        parts += _checked(said, root, site) if isinstance(said, Checked) else _answer(said, root, site)
    return _markdown(parts) if form == "md" else _docx(parts)


def _answer(answer: Answer, root: str, site: str) -> Iterator[Paragraph]:
    if answer.aside:
        for line in aside_lines(answer):
            yield Paragraph(Style.LINE, line)
    elif answer.state is State.ANSWER:
        yield Paragraph(Style.LINE, f"{wording_page.best(len(answer.hits))}:")
    elif answer.state is State.RELATED:
        yield Paragraph(Style.LINE, " ".join([f"{wording.RELATED}.", *answer_lines(answer)]))
    else:
        yield Paragraph(Style.LINE, " ".join([wording.NONE, *missing_lines(answer.missing)]))
    for place in answer.nearest:
        facts = ", ".join(part for part in (place.title, place.outlet, wording.day(place.date)) if part)
        yield Paragraph(Style.SOURCE, f"{facts}\n{site}{permalink(place.turn, root)}")
    for hit in answer.hits:
        if hit.question:
            yield Paragraph(Style.REPORTER, f"{wording.REPORTER}: {hit.question}")
        yield Paragraph(Style.QUOTATION, f"“{hit.text}”")
        yield from (Paragraph(Style.LINE, erratum_line(one)) for one in hit.errata)
        yield _source(hit, root, site)
        yield from (Paragraph(Style.SOURCE, also_line(place, root, site)) for place in hit.also)


def _checked(checked: Checked, root: str, site: str) -> Iterator[Paragraph]:
    yield Paragraph(Style.LINE, f"{checked.name}. {checked.sentence}")
    for line in (*difference_lines(checked), *two_parts(checked), *left_out(checked), *cautions(checked)):
        yield Paragraph(Style.LINE, line)
    if checked.citation:
        cited = replace(checked.citation, speaker=wording.REPORTER) if checked.by_reporter else checked.citation
        yield Paragraph(Style.LINE, f"{printed_label(checked)}:")
        yield Paragraph(Style.QUOTATION, f"“{printed_or_nearest(checked)}”")
        yield _source(cited, root, site)


def _source(citation: Citation, root: str, site: str) -> Paragraph:
    links = [link for link in (web_address(citation.url), site + permalink(citation.turn, root)) if link]
    return Paragraph(Style.SOURCE, "\n".join([f"— {attribution(citation)}", *links]))


# --- Markdown: whatever means something there is escaped, so that what is shown is what was printed ---

_MEANS = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^(?=\s*(?:[-+=]|\d+[.)]))", re.MULTILINE)
_BEFORE = {Style.TITLE: "# ", Style.QUESTION: "## ", Style.QUOTATION: "> "}


def _markdown(parts: Sequence[Paragraph]) -> bytes:
    return ("\n\n".join(map(_in_markdown, parts)) + "\n").encode()


def _in_markdown(part: Paragraph) -> str:
    before = _BEFORE.get(part.style, "")
    text = part.text if part.style is Style.SOURCE else _MEANS.sub(_escaped, part.text)
    if part.style in (Style.TITLE, Style.QUESTION):
        return before + " ".join(text.split())
    return "  \n".join(
        f"{before}{line}".rstrip() if not line.strip() else f"{before}{line}" for line in text.split("\n")
    )


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


# --- Word ---


def _docx(parts: Sequence[Paragraph]) -> bytes:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)  # the type of Vietnamese official papers
    document.core_properties.title = wording_page.CONVERSATION_TITLE
    document.core_properties.author = wording.TITLE
    for part in parts:
        document.add_paragraph(plain(part.text), style=part.style.value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
