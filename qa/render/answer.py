"""An exchange of the chat as safe HTML: the question, the answer with its cards, and the page's own lines."""

from __future__ import annotations

from qa import wording
from qa.answer.answer import Answer, State
from qa.render.address import compare_address
from qa.render.card import card
from qa.render.html import escaped
from qa.render.why import understood_html
from qa.wording import compare as wording_compare
from qa.wording import page as wording_page


def question_html(question: str) -> str:
    """The user's own question in the chat."""
    return f'<div class="question">{escaped(question)}</div>'


def answer_html(answer: Answer, searched: str, filters: str, root: str = "", which: str = "") -> str:
    """An answer in the chat on one line of HTML; `searched` says where, `filters` the limits in words.

    `which` asks whom a name means, as HTML.
    """
    understood = understood_html(answer.reading.clues) if answer.reading else ""
    limits = f'<p class="limits">{escaped(filters)}</p>' if filters else ""
    cards = "".join(card(hit, root, rated=True) for hit in answer.hits) + _compare_link(answer, root)
    if answer.state is State.ANSWER:
        body = f'<p class="state">{escaped(wording_page.best(len(answer.hits)))}</p>{limits}{cards}'
    elif answer.state is State.RELATED:
        count = escaped(wording_page.show_related(len(answer.hits)))
        body = (
            f'<p class="state">{wording_page.RELATED_HINT}</p>{limits}<details class="related"><summary>'
            f'<span class="related-label">{wording.RELATED}</span> '
            f'<span class="related-count">{count}</span></summary>{cards}</details>'
        )
    else:
        hint = wording_page.NONE_FILTERED if filters else wording_page.NONE_HINT
        why = "".join(f'<p class="missing">{escaped(line)}</p>' for line in missing_lines(answer))
        body = f'<p class="state">{wording.NONE}</p>{why}<p class="hint">{escaped(searched)} {hint}</p>'
    return f'<div class="answer answer-{answer.state.value}">{understood}{which}{body}</div>'


def missing_lines(answer: Answer) -> list[str]:
    """What the question names and the archive lacks, a sentence each."""
    said = {True: wording.never_speaks, False: wording.names_nowhere}
    return [said[one.as_speaker](one.name) for one in answer.missing]


def _compare_link(answer: Answer, root: str) -> str:
    """The way to what the people of an answer said on its topic, side by side."""
    people = list(dict.fromkeys(hit.speaker for hit in answer.hits if hit.speaker))[:3]
    if not people:
        return ""
    address = compare_address(answer.reading.own if answer.reading else answer.question, people, root)
    return (
        f'<p class="actions compare-link"><a href="{escaped(address)}" target="_blank">{wording_compare.LINK}</a></p>'
    )


def welcome_html() -> str:
    """What stands in the chat before the first question."""
    return (
        f'<div class="welcome"><p class="welcome-line">{wording_page.WELCOME}</p>'
        f'<p class="welcome-hint">{wording_page.WELCOME_HINT}</p></div>'
    )


def notice_html(text: str) -> str:
    """One line that says what went wrong, read out at once by a screen reader."""
    return f'<div class="notice" role="alert">{escaped(text)}</div>'


def line_html(text: str) -> str:
    """One quiet line."""
    return f'<div class="line">{escaped(text)}</div>'
