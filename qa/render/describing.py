"""The forms by which an editor describes an interview, and sets the speaker of many blocks at once, as HTML."""

from __future__ import annotations

from collections import Counter

from qa import wording
from qa.bounds import LONGEST_LINE
from qa.corrections.correction import FACTS, LONGEST_NAME, LONGEST_POST, LONGEST_REASON
from qa.corrections.naming import suggested
from qa.desk import Sheet
from qa.interview import Interview, Role, Source
from qa.render.edit_history import edit_address
from qa.render.html import Content, Html, tag
from qa.wording import describing as wording_describing
from qa.wording import edit as wording_edit

NAMES = "ten-trong-bai"
"""The id of the list of names that an article itself suggests."""


def describing_html(sheet: Sheet, root: str = "") -> Content:
    """Renders both forms, folded, and the names that every field for a speaker suggests."""
    people = suggested(sheet.interview)
    names = tag(f"datalist#{NAMES}", [tag("option", person.position, value=person.name) for person in people])
    answers = any(block.role is Role.ANSWER for block in sheet.interview.blocks)
    return tag("div.whole", names, _describe(sheet, root), answers and _name(sheet, root))


def _describe(sheet: Sheet, root: str) -> Html:
    fields = [_field(name, label, _shown(sheet.interview.source, name)) for name, label in _LABELS]
    return _form(sheet, "mo-ta", wording_describing.DESCRIBE, wording_describing.SAVE, root, _HINT, fields)


_LABELS = [(name, wording_describing.FIELDS[name]) for name in FACTS]
_HINT = tag("p.why", wording_describing.HINT)


def _shown(source: Source, name: str) -> str:
    if name == "authors":
        return ", ".join(source.authors)
    return wording.day(source.date) if name == "date" else getattr(source, name) or ""


def _name(sheet: Sheet, root: str) -> Html:
    interview = sheet.interview
    options = [tag("option", wording_describing.ALL, value="*"), *_speakers(interview)]
    offered = [
        tag("button", person.name, type="button", data_name=person.name, data_post=person.position, class_="suggested")
        for person in suggested(interview)
    ]
    fields = (
        _labelled("cua", wording_describing.WHOSE, tag("select", options, id="tat-ca-cua", name="cua")),
        _labelled("ten", wording_describing.SPEAKER, _input("ten", "", LONGEST_NAME, required=True, list=NAMES)),
        _labelled("chuc", wording_edit.POSITION, _input("chuc", "", LONGEST_POST)),
        offered and tag("p.suggestions", tag("span", wording_describing.SUGGESTED, ":"), " ", offered, hidden=True),
    )
    hint = tag("p.why", wording_describing.NAME_HINT)
    return _form(sheet, "nguoi-noi", wording_describing.NAME_ALL, wording_describing.SAVE_NAME, root, hint, fields)


def _speakers(interview: Interview) -> list[Html]:
    count = Counter(block.speaker or "" for block in interview.blocks if block.role is Role.ANSWER)
    return [
        tag(
            "option",
            wording_describing.of_speaker(name, n) if name else wording_describing.OF_NOBODY,
            value=f"={name}",
        )
        for name, n in count.items()
    ]


def _field(name: str, label: str, value: str) -> Html:
    return _labelled(name, label, _input(name, value, LONGEST_LINE))


def _labelled(name: str, label: str, control: Html) -> Html:
    return tag(f"div.field.field-{name}", tag("label", label, for_=f"tat-ca-{name}"), control)


def _input(name: str, value: str, most: int, **more: str | bool) -> Html:
    return tag(
        "input",
        type="text",
        id=f"tat-ca-{name}",
        name=name,
        value=value,
        maxlength=most,
        autocomplete="off",
        **more,
    )


def _form(sheet: Sheet, action: str, name: str, save: str, root: str, *fields: Content) -> Html:
    reason = tag(
        "input",
        type="text",
        id=f"{action}-ly-do",
        name="ly_do",
        maxlength=LONGEST_REASON,
        autocomplete="off",
        placeholder=wording_edit.REASON_HINT,
    )
    form = tag(
        "form.whole-form",
        tag("input", type="hidden", name="ban", value=sheet.state),
        fields,
        tag("div.field.field-reason", tag("label", wording_edit.REASON, for_=f"{action}-ly-do"), reason),
        tag("p.buttons", tag("button.go", save, name="viec", value=action)),
        method="post",
        action=edit_address(sheet.interview.source.id, root),
    )
    return tag("details", tag("summary", name), form)
