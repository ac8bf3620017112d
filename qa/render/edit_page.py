"""The staff pages as HTML: which interviews wait, and one interview beside what the program reads in it."""

from __future__ import annotations

from collections.abc import Sequence

from qa import wording
from qa.corrections.correction import LONGEST_NAME, LONGEST_POST, LONGEST_REASON
from qa.corrections.stored import Waiting
from qa.desk import Sheet
from qa.interview import Block, Interview, Role, Rule
from qa.parse.piece import SERVED_FROM
from qa.render.address import interview_address
from qa.render.edit_history import EDIT, edit_address, history_html, lost_html
from qa.render.html import escaped
from qa.text import fold, sentences
from qa.wording import edit as wording_edit
from qa.wording import page as wording_page

PAGE_SIZE = 100
"""Interviews on one page of the list."""

_TOLD = 60
"""Characters of a sentence by which a place to split is named."""


# --- the list ---


def chosen(lines: Sequence[Waiting], which: str, words: str) -> list[Waiting]:
    """The lines of one list (a key of FILTERS) whose title, outlet or id holds `words`, accents or not."""
    wanted = {
        "cho": [line for line in lines if line.blocks],
        "xem-lai": [line for line in lines if line.lost],
        "da-sua": [line for line in lines if line.corrections],
    }.get(which, lines)
    asked = fold(words.strip())
    return [line for line in wanted if asked in fold(f"{line.title} {line.outlet or ''} {line.id}")]


def list_html(lines: Sequence[Waiting], which: str, words: str, page: int, root: str = "", query: str = "") -> str:
    """One page (from 1) of a list of interviews, with the form that chooses the list."""
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    items = "".join(_line(line, root) for line in shown)
    body = f'<ol class="interviews">{items}</ol>' if items else f"<p>{wording_edit.NOTHING_WAITS}</p>"
    options = "".join(_option(key, name, which) for key, name in wording_edit.FILTERS.items())
    return (
        f'<div id="edit"><h1>{wording_edit.NAV_EDIT}</h1><p class="intro">{wording_edit.INTRO}</p>'
        f'<form class="choose" method="get" action="{root}{EDIT}"><div>'
        f'<label for="loc">{wording_edit.SHOW}</label><select id="loc" name="loc">{options}</select></div><div>'
        f'<label for="tim">{wording_edit.FILTER_LABEL}</label>'
        f'<input type="search" id="tim" name="tim" maxlength="200" value="{escaped(words)}"></div>'
        f'<button type="submit">{wording_edit.SHOW}</button></form>'
        f'<p class="facts">{wording_edit.interviews_listed(len(lines), sum(line.blocks for line in lines))}</p>'
        f"{body}{_pages(page, pages, query, root)}</div>"
    )


def _pages(page: int, pages: int, query: str, root: str) -> str:
    steps = [(page - 1, wording_page.NEWER), (page + 1, wording_page.OLDER)]
    links = " ".join(
        f'<a href="{root}{EDIT}?{escaped(query)}&amp;trang={to}">{name}</a>' for to, name in steps if 1 <= to <= pages
    )
    where = f"<span>{wording_page.page_of(page, pages)}</span>"
    return f'<nav class="pages">{where} {links}</nav>' if links else ""


def _line(line: Waiting, root: str) -> str:
    counts = [
        f'<span class="badge badge-waits">{wording_edit.waiting(line.blocks)}</span>' * bool(line.blocks),
        f'<span class="badge badge-lost">{wording_edit.to_review(line.lost)}</span>' * bool(line.lost),
        f'<span class="badge badge-done">{wording_edit.corrected(line.corrections)}</span>' * bool(line.corrections),
    ]
    facts = " · ".join(part for part in (line.outlet, wording.day(line.date)) if part)
    return (
        f'<li><a href="{escaped(edit_address(line.id, root))}">{escaped(line.title or wording_page.UNTITLED)}</a>'
        f'<p class="facts">{escaped(facts)}</p><p class="counts">{" ".join(filter(None, counts))}</p></li>'
    )


# --- one interview ---


def sheet_html(sheet: Sheet, said: str = "", saved: bool = False, root: str = "") -> str:
    """An interview to be corrected; `said` is what went wrong with the last correction."""
    interview = sheet.interview
    source = interview.source
    facts = " · ".join(part for part in (source.outlet, wording.day(source.date)) if part)
    badge = f' <span class="badge">{escaped(source.note)}</span>' if source.note else ""
    rows = "".join(_pair(sheet, number, root) for number in range(len(interview.blocks)))
    done = f'<p class="done" role="status">{wording_edit.SAVED}</p>' if saved else ""
    return (
        f'<div id="edit"><p class="crumbs"><a href="{root}{EDIT}">‹ {wording_edit.BACK}</a> '
        f'<a href="{escaped(interview_address(source.id, root))}">{wording_edit.READ_INTERVIEW}</a></p>'
        f"<h1>{escaped(source.title or wording_page.UNTITLED)}</h1>"
        f'<p class="facts">{escaped(facts)}{badge}</p><p class="notice" role="alert">{escaped(said)}</p>{done}'
        f"{_state(interview)}{lost_html(sheet, root)}"
        f'<div class="heads"><h2>{wording_edit.PRINTED_TEXT}</h2><h2>{wording_edit.BLOCKS}</h2></div>'
        f'<ol class="pairs">{rows}</ol>{history_html(sheet, root)}</div>'
    )


def _state(interview: Interview) -> str:
    waiting = [block for block in interview.blocks if not block.served]
    if not waiting:
        return f'<p class="state">{wording_edit.ALL_CHECKED}</p>'
    return (
        f'<p class="state"><span class="badge badge-waits">{wording_edit.waiting(len(waiting))}</span> '
        f'<a href="#khoi-{waiting[0].span.start}">{wording_edit.NEXT_WAITING}</a></p>'
    )


def _pair(sheet: Sheet, number: int, root: str) -> str:
    """A block: its words as printed, and beside them how they are read and what can be done."""
    interview, blocks = sheet.interview, sheet.interview.blocks
    block = blocks[number]
    start = block.span.start if number else 0
    end = blocks[number + 1].span.start if number + 1 < len(blocks) else len(interview.text)
    later = next((b.span.start for b in blocks[number + 1 :] if not b.served), None)
    on = f' <a href="#khoi-{later}">{wording_edit.NEXT_WAITING}</a>' if later is not None and not block.served else ""
    classes = f"pair read-{block.role.value}" + (" waits" if not block.served else "")
    # A browser drops the first line break of a text that begins with one: "pre-wrap" cells keep it, as they must.
    return (
        f'<li id="khoi-{block.span.start}" class="{classes}" tabindex="-1" '
        f'aria-label="{wording_edit.block_number(number + 1, len(blocks))}">'
        f'<div class="printed" data-start="{start}">{escaped(interview.text[start:end])}</div>'
        f'<div class="reading">{_reading(interview, block)}'
        f"{_quick(sheet, block, root)}{on}{_form(sheet, number, root)}</div></li>"
    )


def _reading(interview: Interview, block: Block) -> str:
    name = ""
    if block.role is Role.ANSWER:
        post = interview.position_of(block.speaker)
        name = f' · <span class="speaker">{escaped(block.speaker or wording_edit.NO_SPEAKER)}</span>'
        name += f', <span class="post">{escaped(post)}</span>' if post else ""
    why = escaped(wording_edit.why(block.rule, block.doubt))
    if block.rule is not Rule.CORRECTED:
        unsure = " unsure" * (block.confidence < SERVED_FROM)
        why += f' <span class="sure{unsure}">{wording_edit.confidence(block.confidence)}</span>'
    return (
        f'<p class="what"><span class="role">{wording_edit.ROLES[block.role.value]}</span>{name}</p>'
        f'<p class="why">{_status(block)}{why}</p>'
    )


def _status(block: Block) -> str:
    if not block.served:
        return f'<span class="badge badge-waits">{wording_edit.WAITING}</span> '
    served = f'<span class="badge badge-quiet">{wording_edit.SERVED}</span> ' * (block.role is Role.ANSWER)
    return served + f'<span class="badge badge-done">{wording_edit.CHECKED}</span> ' * (block.rule is Rule.CORRECTED)


def _quick(sheet: Sheet, block: Block, root: str) -> str:
    """One button for what needs no form: a waiting block that was read rightly."""
    if block.served:
        return ""
    return (
        f'{_open(sheet, block, root)}<button class="go" name="viec" value="dung">{wording_edit.SERVE}</button></form>'
    )


def _open(sheet: Sheet, block: Block, root: str, name: str = "quick") -> str:
    here = edit_address(sheet.interview.source.id, root)
    hidden = {"ban": sheet.state, "tu": block.span.start, "den": block.span.end}
    fields = "".join(f'<input type="hidden" name="{key}" value="{value}">' for key, value in hidden.items())
    return f'<form class="{name}" method="post" action="{escaped(here)}">{fields}'


def _form(sheet: Sheet, number: int, root: str) -> str:
    interview, block = sheet.interview, sheet.interview.blocks[number]
    key = block.span.start
    roles = "".join(_option(role.value, wording_edit.ROLES[role.value], block.role.value) for role in Role)
    names = dict.fromkeys([*(person.name for person in interview.people), *filter(None, [_answerer(block)])])
    speakers = _option("", wording_edit.NO_SPEAKER, _answerer(block) or "")
    speakers += "".join(_option(name, name, _answerer(block) or "") for name in names)
    return (
        f"<details><summary>{wording_edit.EDIT}</summary>{_open(sheet, block, root, 'change')}"
        f"{_select('vai', key, wording_edit.ROLE, roles)}{_select('nguoi', key, wording_edit.SPEAKER, speakers)}"
        f"{_input('ten', key, wording_edit.NEW_SPEAKER, LONGEST_NAME)}"
        f"{_input('chuc', key, wording_edit.POSITION, LONGEST_POST)}"
        f"{_input('ly_do', key, wording_edit.REASON, LONGEST_REASON, wording_edit.REASON_HINT)}"
        f'<p class="buttons"><button class="go" name="viec" value="dat">{wording_edit.SET}</button>'
        f"{_holding(block)}</p>{_borders(interview, number)}</form></details>"
    )


def _answerer(block: Block) -> str | None:
    return block.speaker if block.role is Role.ANSWER else None


def _holding(block: Block) -> str:
    if block.role is Role.ANSWER and block.served:
        held = f'<button name="viec" value="cho">{wording_edit.HOLD}</button>'
        return (
            held
            if block.rule is Rule.CORRECTED
            else f'<button name="viec" value="dung">{wording_edit.RIGHT}</button>{held}'
        )
    return ""


def _borders(interview: Interview, number: int) -> str:
    """Where the block can be split, and with which neighbours it can be merged."""
    block = interview.blocks[number]
    places = [part for part in sentences(interview.text, block.span) if part.start > block.span.start]
    options = "".join(
        _option(str(part.start), wording_edit.sentence(part.of(interview.text)[:_TOLD].replace("\n", " ")), "")
        for part in places
    )
    split = _select("cau", block.span.start, wording_edit.SPLIT_BEFORE, options) if places else ""
    split += f'<button name="viec" value="tach"{" hidden" * (not places)}>{wording_edit.SPLIT}</button>'
    merge = f'<button name="viec" value="gop-truoc">{wording_edit.MERGE_BEFORE}</button>' if number else ""
    if number + 1 < len(interview.blocks):
        merge += f'<button name="viec" value="gop-sau">{wording_edit.MERGE_AFTER}</button>'
    return f'<div class="split">{split}</div><p class="buttons">{merge}</p>'


def _option(value: str, name: str, chosen_value: str) -> str:
    return f'<option value="{escaped(value)}"{" selected" * (value == chosen_value)}>{escaped(name)}</option>'


def _select(name: str, key: int, label: str, options: str) -> str:
    return (
        f'<div class="field"><label for="{name}-{key}">{label}</label>'
        f'<select id="{name}-{key}" name="{name}">{options}</select></div>'
    )


def _input(name: str, key: int, label: str, limit: int, hint: str = "") -> str:
    return (
        f'<div class="field"><label for="{name}-{key}">{label}</label><input type="text" id="{name}-{key}" '
        f'name="{name}" maxlength="{limit}" placeholder="{hint}" autocomplete="off"></div>'
    )


def edit_link_html(interview: str, root: str = "") -> str:
    """The way from the reader to the staff page of an interview."""
    return f'<p class="staff"><a href="{escaped(edit_address(interview, root))}">{wording_edit.EDIT_INTERVIEW}</a></p>'
