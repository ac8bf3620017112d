"""An exchange of the chat as safe HTML: the question, the answer with its cards, and the page's own lines."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from qa import wording
from qa.answer.answer import Answer, State
from qa.question.aside import AsideKind
from qa.render.address import compare_address
from qa.render.card import card, places_html
from qa.render.html import escaped
from qa.render.lacking import answer_lines, aside_line, missing_lines
from qa.render.why import understood_html
from qa.wording import compare as wording_compare
from qa.wording import page as wording_page


def question_html(question: str) -> str:
    """The user's own question in the chat."""
    return f'<div class="question">{escaped(question)}</div>'


def answer_html(
    answer: Answer,
    searched: str,
    filters: str,
    root: str = "",
    which: str = "",
    interviews: int = 0,
    examples: Sequence[str] = (),
) -> str:
    """An answer in the chat on one line of HTML; `searched` says where, `filters` the limits in words.

    `which` asks whom a name means, as HTML; `interviews` is how many the archive holds, `examples` are questions to
    offer to one who greets.
    """
    understood = understood_html(answer.reading.clues) if answer.reading else ""
    limits = f'<p class="limits">{escaped(filters)}</p>' if filters else ""
    if answer.aside:
        body = _aside(answer, interviews, examples, root)
    elif answer.state is State.ANSWER:
        cards = "".join(card(hit, root, rated=True) for hit in answer.hits) + _compare_link(answer, root)
        body = f'<p class="state">{escaped(wording_page.best(len(answer.hits)))}</p>{limits}{cards}'
    elif answer.state is State.RELATED:
        body = _related(answer, limits, root)
    else:
        body = _none(answer, searched, filters, root)
    return f'<div class="answer answer-{answer.state.value}">{understood}{which}{body}</div>'


def _related(answer: Answer, limits: str, root: str) -> str:
    """The nearest words, open under what they lack; further ones folded away."""
    first, *rest = (card(hit, root, rated=True) for hit in answer.hits)
    more = ""
    if rest:
        count = escaped(wording_page.show_more_related(len(rest)))
        more = f'<details class="related"><summary>{count}</summary>{"".join(rest)}</details>'
    lines = "".join(f"<span>{escaped(line)}</span> " for line in answer_lines(answer))
    label = f'<span class="related-label">{wording.RELATED}.</span>'
    return f'<p class="lacking">{label} {lines}</p>{limits}{first}{more}{_compare_link(answer, root)}'


def _none(answer: Answer, searched: str, filters: str, root: str) -> str:
    """The plain statement that there is no answer, why, and what might help."""
    hint = wording_page.NONE_FILTERED if filters else wording_page.NONE_HINT
    why = "".join(f'<p class="missing">{escaped(line)}</p>' for line in missing_lines(answer.missing))
    near = ""
    if answer.nearest:
        near = places_html(wording_page.NEAREST, answer.nearest, root)
    return f'<p class="state">{wording.NONE}</p>{why}<p class="hint">{escaped(searched)} {hint}</p>{near}'


def _aside(answer: Answer, interviews: int, examples: Sequence[str], root: str) -> str:
    """What is said of the archive itself, with the words that show it."""
    line = f'<p class="aside">{escaped(aside_line(answer, interviews))}</p>'
    every = f'<p class="actions"><a href="{escaped(root)}/phong-van">{wording_page.ALL_INTERVIEWS}</a></p>'
    cards = "".join(card(hit, root, rated=True) for hit in answer.hits)
    compared = answer.aside is not None and answer.aside.kind is AsideKind.COMPARE and answer.hits
    more = _compare_link(answer, root) if compared else every
    addresses = ((one, f"{root}/?{urlencode([('q', one)])}") for one in examples)
    asked = "".join(f'<li><a href="{escaped(address)}">{escaped(one)}</a></li>' for one, address in addresses)
    offered = f'<ul class="places">{asked}</ul>' if asked and not cards else ""
    return f"{line}{offered}{cards}{more}"


def _compare_link(answer: Answer, root: str) -> str:
    """The way to what the people of an answer said on its topic, side by side."""
    people = list(dict.fromkeys(hit.speaker for hit in answer.hits if hit.speaker))[:3]
    if not people:
        return ""
    topic = answer.aside.topic if answer.aside else answer.reading.own if answer.reading else answer.question
    address = compare_address(topic, people, root)
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
