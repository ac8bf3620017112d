"""An exchange of the chat as safe HTML: the question, the answer with its cards, and the page's own lines."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from qa import wording
from qa.answer.answer import Answer, State
from qa.question.aside import AsideKind
from qa.render.address import compare_address
from qa.render.card import card, places_html
from qa.render.html import Content, Html, tag
from qa.render.lacking import answer_lines, aside_line, missing_lines
from qa.render.why import understood_html
from qa.wording import compare as wording_compare
from qa.wording import page as wording_page


def question_html(question: str) -> Html:
    """Renders the user's own question in the chat."""
    return tag("div.question", question)


def answer_html(
    answer: Answer,
    searched: str,
    filters: str,
    root: str = "",
    which: Content = None,
    interviews: int = 0,
    examples: Sequence[str] = (),
) -> Html:
    """Renders an answer in the chat on one line of HTML; `searched` says where, `filters` the limits in words.

    `which` asks whom a name means, as HTML; `interviews` is how many the archive holds, `examples` are questions to
    offer to one who greets.
    """
    understood = answer.reading is not None and understood_html(answer.reading.clues)
    limits = filters and tag("p.limits", filters)
    body: Content
    if answer.aside:
        body = _aside(answer, interviews, examples, root)
    elif answer.state is State.ANSWER:
        cards = [card(hit, root, rated=True) for hit in answer.hits]
        body = (tag("p.state", wording_page.best(len(answer.hits))), limits, cards, _compare_link(answer, root))
    elif answer.state is State.RELATED:
        body = _related(answer, limits, root)
    else:
        body = _none(answer, searched, filters, root)
    return tag(f"div.answer.answer-{answer.state.value}", understood, which, body)


def _related(answer: Answer, limits: Content, root: str) -> Content:
    """The nearest words, open under what they lack; further ones folded away."""
    first, *rest = (card(hit, root, rated=True) for hit in answer.hits)
    more = rest and tag("details.related", tag("summary", wording_page.show_more_related(len(rest))), rest)
    lines = [(tag("span", line), " ") for line in answer_lines(answer)]
    label = tag("span.related-label", wording.RELATED, ".")
    return tag("p.lacking", label, " ", lines), limits, first, more, _compare_link(answer, root)


def _none(answer: Answer, searched: str, filters: str, root: str) -> Content:
    """The plain statement that there is no answer, why, and what might help."""
    hint = wording_page.NONE_FILTERED if filters else wording_page.NONE_HINT
    why = [tag("p.missing", line) for line in missing_lines(answer.missing)]
    near = bool(answer.nearest) and places_html(wording_page.NEAREST, answer.nearest, root)
    return tag("p.state", wording.NONE), why, tag("p.hint", searched, " ", hint), near


def _aside(answer: Answer, interviews: int, examples: Sequence[str], root: str) -> Content:
    """What is said of the archive itself, with the words that show it."""
    cards = [card(hit, root, rated=True) for hit in answer.hits]
    every = tag("p.actions", tag("a", wording_page.ALL_INTERVIEWS, href=f"{root}/phong-van"))
    compared = answer.aside is not None and answer.aside.kind is AsideKind.COMPARE and answer.hits
    more = _compare_link(answer, root) if compared else every
    asked = [tag("li", tag("a", one, href=f"{root}/?{urlencode([('q', one)])}")) for one in examples]
    offered = asked and not cards and tag("ul.places", asked)
    return tag("p.aside", aside_line(answer, interviews)), offered, cards, more


def _compare_link(answer: Answer, root: str) -> Content:
    """The way to what the people of an answer said on its topic, side by side."""
    people = list(dict.fromkeys(hit.speaker for hit in answer.hits if hit.speaker))[:3]
    topic = answer.aside.topic if answer.aside else answer.reading.own if answer.reading else answer.question
    link = tag("a", wording_compare.LINK, href=compare_address(topic, people, root), target="_blank")
    return people and tag("p.actions.compare-link", link)


def welcome_html() -> Html:
    """Renders what stands in the chat before the first question."""
    return tag(
        "div.welcome", tag("p.welcome-line", wording_page.WELCOME), tag("p.welcome-hint", wording_page.WELCOME_HINT)
    )


def notice_html(text: str) -> Html:
    """Renders one line that says what went wrong, read out at once by a screen reader."""
    return tag("div.notice", text, role="alert")


def line_html(text: str) -> Html:
    """Renders one quiet line."""
    return tag("div.line", text)
