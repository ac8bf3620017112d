"""How something that came in is read, as HTML: the printed text, and beside it what the program reads in it."""

from __future__ import annotations

from qa import wording
from qa.incoming.tray import Edition, Preview
from qa.interview import Interview
from qa.render.account import account_lines
from qa.render.adding import ADDING, DECIDING, decisions_html, doubts_html, nothing_read_html
from qa.render.address import interview_address
from qa.render.edit_page import reading_html
from qa.render.html import Content, Html, tag
from qa.store.incoming import UNDECIDED, State
from qa.wording import adding as wording_adding
from qa.wording import edit as wording_edit
from qa.wording import page as wording_page


def preview_html(preview: Preview, root: str = "") -> Html:
    """Renders what an article would be in the archive, with what can be done."""
    one, interview, summary = preview.incoming, preview.interview, preview.summary
    if interview is None or summary is None:
        reason = one.reason or (wording_adding.NOT_READ_YET if one.state in UNDECIDED else wording_adding.GONE)
        return nothing_read_html(one, reason, root)
    back = tag("a", "‹ ", wording_adding.BACK, href=f"{root}{ADDING}")
    told = account_lines(preview.account, interview) if preview.account else ()
    doubts = (tag("h2", wording_adding.DOUBTS_HEAD), doubts_html(summary, root))
    return tag(
        "div#edit.adding",
        tag("p.crumbs", back),
        tag("h1", interview.source.title or wording_page.UNTITLED),
        tag("p.facts", one.name),
        tag("section.before", doubts if summary.doubts else tag("p.state", wording_adding.NO_DOUBTS)),
        decisions_html(one, root),
        _editions(preview, root),
        _facts(interview),
        tag("details.account", tag("summary", wording_adding.HOW_READ), [tag("p", line.strip()) for line in told]),
        tag("div.heads", tag("h2", wording_edit.PRINTED_TEXT), tag("h2", wording_adding.AS_READ)),
        tag("ol.pairs", _pairs(interview)),
        decisions_html(one, root),
    )


def _editions(preview: Preview, root: str) -> Content:
    """The choice of an interview whose new edition it is; none is chosen before the editor chooses."""
    if not preview.editions or preview.incoming.state is not State.READ:
        return None
    choices = [
        tag(
            "li",
            tag("input", type="radio", name="cua", value=one.source.id, id=f"cua-{number}", required=True),
            " ",
            tag("label", one.source.title or wording_page.UNTITLED, for_=f"cua-{number}"),
            " ",
            tag("span.facts", _told(one)),
            " ",
            tag("a", wording_adding.OPEN, href=interview_address(one.source.id, root)),
        )
        for number, one in enumerate(preview.editions)
    ]
    return tag(
        "form.editions",
        tag("fieldset", tag("legend", wording_adding.EDITIONS), tag("ul.choices", choices)),
        tag("p.why", wording_adding.EDITIONS_HINT),
        tag("input", type="hidden", name="so", value=preview.incoming.number),
        tag("p.buttons", tag("button", wording_adding.ACCEPT_AS, name="viec", value="ban-moi")),
        method="post",
        action=f"{root}{DECIDING}",
    )


def _told(one: Edition) -> str:
    facts = (one.source.outlet, wording.day(one.source.date), wording_adding.alike(one.share))
    return " · ".join(fact for fact in facts if fact)


def _facts(interview: Interview) -> Html:
    source = interview.source
    values = (source.outlet, wording.day(source.date), ", ".join(source.authors), source.url, source.note)
    people = [
        tag("li", tag("strong", person.name), person.position and f", {person.position}") for person in interview.people
    ]
    rows = [
        tag("div", tag("dt", name), tag("dd", value or wording_adding.NOT_STATED))
        for name, value in zip(wording_edit.FACTS, values, strict=True)
    ]
    named: Content = tag("ul", people) if people else wording_adding.NOT_STATED
    return tag("dl.stated", rows, tag("div", tag("dt", wording_adding.PEOPLE), tag("dd", named)))


def _pairs(interview: Interview) -> list[Html]:
    text, blocks = interview.text, interview.blocks
    starts = [0, *(block.span.start for block in blocks[1:]), len(text)]
    return [
        tag(
            "li",
            tag("div.printed", text[starts[number] : starts[number + 1]]),
            tag("div.reading", reading_html(interview, block)),
            class_=f"pair read-{block.role.value}{'' if block.served else ' waits'}",
            aria_label=wording_edit.block_number(number + 1, len(blocks)),
        )
        for number, block in enumerate(blocks)
    ]
