"""The staff pages as HTML: which interviews wait, and one interview beside what the program reads in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from qa import bounds, wording
from qa.corrections.correction import LONGEST_NAME, LONGEST_POST, LONGEST_REASON
from qa.corrections.stored import Waiting
from qa.desk import Sheet
from qa.interview import Block, Interview, Role, Rule
from qa.parse.piece import SERVED_FROM
from qa.render.address import interview_address
from qa.render.describing import NAMES, describing_html
from qa.render.edit_history import WAITING, edit_address, history_html, lost_html
from qa.render.errata_page import errata_address
from qa.render.html import Content, Html, tag
from qa.render.paging import paged
from qa.render.withdrawn import withdraw_html
from qa.text import fold, sentences
from qa.wording import edit as wording_edit
from qa.wording import errata as wording_errata
from qa.wording import page as wording_page
from qa.wording import staff as wording_staff

_TOLD = 60
"""Characters of a sentence by which a place to split is named."""

BLOCKS_SHOWN = 200
"""Blocks of an interview on one page: each brings a form, and those of thousands of turns are tens of megabytes."""


# --- the list ---


def chosen(lines: Sequence[Waiting], which: str, words: str) -> list[Waiting]:
    """Returns the lines of one list (a key of FILTERS) whose title, outlet or id holds `words`, accents or not."""
    wanted = {
        "cho": [line for line in lines if line.blocks],
        "xem-lai": [line for line in lines if line.lost],
        "da-sua": [line for line in lines if line.corrections],
    }.get(which, lines)
    asked = fold(words.strip())
    return [line for line in wanted if asked in fold(f"{line.title} {line.outlet or ''} {line.id}")]


def list_html(lines: Sequence[Waiting], which: str, words: str, page: int, root: str = "", query: str = "") -> Html:
    """Renders one page (from 1) of a list of interviews, with the form that chooses the list."""
    shown, where = paged(lines, page, lambda to: f"{root}{WAITING}?{query}&trang={to}")
    items = [_line(line, root) for line in shown]
    options = [_option(key, name, which) for key, name in wording_edit.FILTERS.items()]
    search = tag("input", type="search", id="tim", name="tim", maxlength=bounds.LONGEST_NAME, value=words)
    return tag(
        "div#edit",
        tag("h1", wording_staff.WAITING),
        tag("p.intro", wording_edit.INTRO),
        tag(
            "form.choose",
            tag("div", tag("label", wording_edit.SHOW, for_="loc"), tag("select#loc", options, name="loc")),
            tag("div", tag("label", wording_edit.FILTER_LABEL, for_="tim"), search),
            tag("button", wording_edit.SHOW, type="submit"),
            method="get",
            action=f"{root}{WAITING}",
        ),
        tag("p.facts", wording_edit.interviews_listed(len(lines), sum(line.blocks for line in lines))),
        tag("ol.interviews", items) if items else tag("p", wording_edit.NOTHING_WAITS),
        where,
    )


def _line(line: Waiting, root: str) -> Html:
    counts = [
        ("waits", line.blocks, wording_edit.waiting),
        ("lost", line.lost, wording_edit.to_review),
        ("done", line.corrections, wording_edit.corrected),
    ]
    badges = [tag(f"span.badge.badge-{kind}", told(count)) for kind, count, told in counts if count]
    return tag(
        "li",
        tag("a", line.title or wording_page.UNTITLED, href=edit_address(line.id, root)),
        tag("p.facts", " · ".join(part for part in (line.outlet, wording.day(line.date)) if part)),
        tag("p.counts", Html(" ").join(badges)),
    )


# --- one interview ---


def block_address(interview: Interview, block: Block, root: str, query: str = "") -> str:
    """Returns the address of a block on the staff page, whichever page of a long interview it is on."""
    place = block.span.start
    return f"{edit_address(interview.source.id, root)}?{query}khoi={place}#khoi-{place}"


def block_at(interview: Interview, place: int) -> int:
    """Returns the number of the block at (or next after) an offset of the text; the last one beyond them."""
    return min(bisect_right(interview.blocks, place, key=lambda block: block.span.end), len(interview.blocks) - 1)


def sheet_html(sheet: Sheet, said: str = "", saved: bool = False, root: str = "", at: int = 0) -> Html:
    """Renders an interview to be corrected; `said` is what went wrong with the last correction.

    Of a long one only some blocks, among them the one `at` an offset of its text.
    """
    interview = sheet.interview
    source, blocks = interview.source, interview.blocks
    numbers, where = paged(
        range(len(blocks)),
        max(block_at(interview, at), 0) // BLOCKS_SHOWN + 1,
        lambda page: block_address(interview, blocks[(page - 1) * BLOCKS_SHOWN], root),
        BLOCKS_SHOWN,
    )
    facts = " · ".join(part for part in (source.outlet, wording.day(source.date)) if part)
    back = tag("a", "‹ ", wording_edit.BACK, href=f"{root}{WAITING}")
    read = tag("a", wording_edit.READ_INTERVIEW, href=interview_address(source.id, root))
    return tag(
        "div#edit",
        tag("p.crumbs", back, " ", read, " ", tag("a", wording_errata.WAY, href=errata_address(source.id, root))),
        tag("h1", source.title or wording_page.UNTITLED),
        tag("p.facts", facts, source.note and (" ", tag("span.badge", source.note))),
        tag("p.notice", said, role="alert"),
        saved and tag("p.done", wording_edit.SAVED, role="status"),
        _state(interview, numbers, root),
        lost_html(sheet, root),
        describing_html(sheet, root),
        tag("div.heads", tag("h2", wording_edit.PRINTED_TEXT), tag("h2", wording_edit.BLOCKS)),
        where,
        tag("ol.pairs", _pairs(sheet, numbers, root)),
        where,
        history_html(sheet, root),
        withdraw_html(source.id, root),
    )


def _state(interview: Interview, numbers: Sequence[int], root: str) -> Html:
    waiting = _waiting(interview)
    if not waiting:
        return tag("p.state", wording_edit.ALL_CHECKED)
    badge = tag("span.badge.badge-waits", wording_edit.waiting(len(waiting)))
    return tag("p.state", badge, " ", _way(interview, waiting[0], numbers, root))


def _waiting(interview: Interview) -> list[int]:
    return [number for number, block in enumerate(interview.blocks) if not block.served]


def _way(interview: Interview, number: int, numbers: Sequence[int], root: str) -> Html:
    """The link to a block that waits: on this page, or on its own."""
    address = block_address(interview, interview.blocks[number], root)
    return tag("a", wording_edit.NEXT_WAITING, href=address[address.index("#") :] if number in numbers else address)


def _pairs(sheet: Sheet, numbers: Sequence[int], root: str) -> list[Html]:
    waiting = _waiting(sheet.interview)
    following = dict(pairwise(waiting))
    ways = {n: _way(sheet.interview, following[n], numbers, root) for n in numbers if n in following}
    return [_pair(sheet, number, ways.get(number), root) for number in numbers]


def _pair(sheet: Sheet, number: int, way: Content, root: str) -> Html:
    """A block: its words as printed, and beside them how they are read and what can be done."""
    interview, blocks = sheet.interview, sheet.interview.blocks
    block = blocks[number]
    start = block.span.start if number else 0
    end = blocks[number + 1].span.start if number + 1 < len(blocks) else len(interview.text)
    return tag(
        "li",
        # A browser drops the first line break of a text that begins with one: "pre-wrap" cells keep it, as they must.
        tag("div.printed", interview.text[start:end], data_start=start),
        tag(
            "div.reading",
            reading_html(interview, block),
            _quick(sheet, block, root),
            way and (" ", way),
            _form(sheet, number, root),
        ),
        id=f"khoi-{block.span.start}",
        class_=f"pair read-{block.role.value}{'' if block.served else ' waits'}",
        tabindex=-1,
        aria_label=wording_edit.block_number(number + 1, len(blocks)),
    )


def reading_html(interview: Interview, block: Block) -> Html:
    """Renders how a block is read: its role and speaker, what decided that, and how sure it is."""
    name: Content = None
    if block.role is Role.ANSWER:
        post = interview.position_of(block.speaker)
        speaker = tag("span.speaker", block.speaker or wording_edit.NO_SPEAKER)
        name = (" · ", speaker, post and (", ", tag("span.post", post)))
    unsure = ".unsure" * (block.confidence < SERVED_FROM)
    sure = (" ", tag(f"span.sure{unsure}", wording_edit.confidence(block.confidence)))
    why = (wording_edit.why(block.rule, block.doubt), block.rule is not Rule.CORRECTED and sure)
    role = tag("span.role", wording_edit.ROLES[block.role.value])
    return tag("p.what", role, name) + tag("p.why", _status(block), why)


def _status(block: Block) -> Content:
    if not block.served:
        return tag("span.badge.badge-waits", wording_edit.WAITING), " "
    served = (tag("span.badge.badge-quiet", wording_edit.SERVED), " ")
    checked = (tag("span.badge.badge-done", wording_edit.CHECKED), " ")
    return block.role is Role.ANSWER and served, block.rule is Rule.CORRECTED and checked


def _quick(sheet: Sheet, block: Block, root: str) -> Content:
    """One button for what needs no form: a waiting block that was read rightly."""
    button = tag("button.go", wording_edit.SERVE, name="viec", value="dung")
    return not block.served and _sent("quick", sheet, block, root, button)


def _sent(name: str, sheet: Sheet, block: Block, root: str, *fields: Content) -> Html:
    """A form about a block, in sight of the interview's state."""
    hidden = {"ban": sheet.state, "tu": str(block.span.start), "den": str(block.span.end)}
    known = [tag("input", type="hidden", name=key, value=value) for key, value in hidden.items()]
    here = edit_address(sheet.interview.source.id, root)
    return tag(f"form.{name}", known, *fields, method="post", action=here)


def _form(sheet: Sheet, number: int, root: str) -> Html:
    interview, block = sheet.interview, sheet.interview.blocks[number]
    key = block.span.start
    chosen_name = (block.role is Role.ANSWER and block.speaker) or ""
    names = dict.fromkeys([*(person.name for person in interview.people), *filter(None, [chosen_name])])
    speakers = [_option("", wording_edit.NO_SPEAKER, chosen_name)]
    speakers += [_option(name, name, chosen_name) for name in names]
    fields = (
        _select("vai", key, wording_edit.ROLE, _roles(block.role)),
        _select("nguoi", key, wording_edit.SPEAKER, speakers),
        _input("ten", key, wording_edit.NEW_SPEAKER, LONGEST_NAME, names=NAMES),
        _input("chuc", key, wording_edit.POSITION, LONGEST_POST),
        _input("ly_do", key, wording_edit.REASON, LONGEST_REASON, wording_edit.REASON_HINT),
        tag("p.buttons", tag("button.go", wording_edit.SET, name="viec", value="dat"), _holding(block)),
        _borders(interview, number),
    )
    return tag("details", tag("summary", wording_edit.EDIT), _sent("change", sheet, block, root, fields))


def _action(name: str, action: str, hidden: bool = False) -> Html:
    """A button of a block's form: `action` is what the form then asks for."""
    return tag("button", name, name="viec", value=action, hidden=hidden)


def _holding(block: Block) -> Content:
    right = block.rule is not Rule.CORRECTED and _action(wording_edit.RIGHT, "dung")
    return block.role is Role.ANSWER and block.served and (right, _action(wording_edit.HOLD, "cho"))


def _borders(interview: Interview, number: int) -> Content:
    """Where the block can be split, and with which neighbours it can be merged."""
    block = interview.blocks[number]
    places = [part for part in sentences(interview.text, block.span) if part.start > block.span.start]
    options = [
        _option(str(part.start), wording_edit.sentence(part.of(interview.text)[:_TOLD].replace("\n", " ")), "")
        for part in places
    ]
    split = bool(places) and _select("cau", block.span.start, wording_edit.SPLIT_BEFORE, options)
    before = number > 0 and _action(wording_edit.MERGE_BEFORE, "gop-truoc")
    after = number + 1 < len(interview.blocks) and _action(wording_edit.MERGE_AFTER, "gop-sau")
    return (
        tag("div.split", split, _action(wording_edit.SPLIT, "tach", hidden=not places)),
        tag("p.buttons", before, after),
    )


@cache
def _roles(chosen: Role) -> tuple[Html, ...]:
    return tuple(_option(role.value, wording_edit.ROLES[role.value], chosen.value) for role in Role)


def _option(value: str, name: str, chosen_value: str) -> Html:
    return tag("option", name, value=value, selected=value == chosen_value)


def _field(name: str, key: int, label: str, control: Html) -> Html:
    return tag("div.field", tag("label", label, for_=f"{name}-{key}"), control)


def _select(name: str, key: int, label: str, options: Content) -> Html:
    return _field(name, key, label, tag("select", options, id=f"{name}-{key}", name=name))


def _input(name: str, key: int, label: str, limit: int, hint: str = "", names: str | None = None) -> Html:
    more: dict[str, str | None] = {"placeholder": hint, "autocomplete": "off", "list": names}
    control = tag("input", type="text", id=f"{name}-{key}", name=name, maxlength=limit, **more)
    return _field(name, key, label, control)


def edit_link_html(interview: str, root: str = "") -> Html:
    """Renders the way from the reader to the staff page of an interview."""
    return tag("p.staff", tag("a", wording_edit.EDIT_INTERVIEW, href=edit_address(interview, root)))
