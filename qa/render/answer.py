"""An exchange of the chat as safe HTML: the question, the answer with its cards, and the page's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from qa import wording
from qa.answer.answer import Answer, Citation, Place, State
from qa.people.registry import Profile
from qa.question.aside import Aside, AsideKind
from qa.render.address import compare_address, person_address
from qa.render.card import card, place_html, places_html, speaker_html
from qa.render.html import Content, Html, tag
from qa.render.lacking import answer_lines, aside_lines, missing_lines
from qa.render.listing import WORDS, take_links
from qa.render.why import understood_html
from qa.wording import aside as wording_aside
from qa.wording import compare as wording_compare
from qa.wording import page as wording_page
from qa.wording import taking as wording_taking


def question_html(question: str, kept: str) -> Html:
    """Renders the user's own question in the chat; `kept` is what the tab keeps of it, unseen."""
    return tag("div.question", question) + tag("div.kept", kept)


def answer_html(
    answer: Answer,
    searched: str,
    filters: str,
    root: str = "",
    which: Content = None,
    examples: Sequence[str] = (),
    ways: Iterable[Html] = (),
) -> Html:
    """Renders an answer in the chat on one line of HTML; `searched` says where, `filters` the limits in words.

    `which` asks whom a name means, as HTML; `examples` are questions to offer to one who greets, `ways` are links to
    what would find something where nothing was found.
    """
    understood = answer.reading is not None and understood_html(answer.reading.clues)
    limits = filters and tag("p.limits", filters)
    body: Content
    if answer.aside:
        body = _aside(answer, examples, root)
    elif answer.state is State.ANSWER:
        cards = [card(hit, root, rated=True) for hit in answer.hits]
        head = tag("p.state", wording_page.best(len(answer.hits)))
        body = (head, limits, cards, _compare_link(answer, root), _take_links(answer, root))
    elif answer.state is State.RELATED:
        body = _related(answer, limits, root)
    else:
        body = _none(answer, searched, filters, root, ways)
    return tag(f"div.answer.answer-{answer.state.value}", understood, which, body)


def _related(answer: Answer, limits: Content, root: str) -> Content:
    """The nearest words, open under what they lack; further ones folded away."""
    first, *rest = (card(hit, root, rated=True) for hit in answer.hits)
    more = rest and tag("details.related", tag("summary", wording_page.show_more_related(len(rest))), rest)
    lines = [(tag("span", line), " ") for line in answer_lines(answer)]
    label = tag("span.related-label", wording.RELATED, ".")
    ways = _compare_link(answer, root), _take_links(answer, root)
    return tag("p.lacking", label, " ", lines), limits, first, more, ways


def _take_links(answer: Answer, root: str) -> Html:
    """The quotations of an answer as files."""
    turns = [hit.turn for hit in answer.hits]
    return tag("p.take-answer", wording_taking.TAKE_WORDS, take_links([("luot", turn) for turn in turns], WORDS, root))


def _none(answer: Answer, searched: str, filters: str, root: str, ways: Iterable[Html]) -> Content:
    """The plain statement that there is no answer, why, and what might help."""
    hint = wording_page.NONE_FILTERED if filters else wording_page.NONE_HINT
    why = [tag("p.missing", line) for line in missing_lines(answer.missing)]
    near = bool(answer.nearest) and places_html(wording_page.NEAREST, answer.nearest, root)
    on = [tag("li", way) for way in ways]
    return tag("p.state", wording.NONE), why, tag("p.hint", searched, " ", hint), near, on and tag("ul.ways", on)


def _aside(answer: Answer, examples: Sequence[str], root: str) -> Content:
    """What is said of the archive itself: a list with links, the words that show it below."""
    lines, kind = [tag("p.aside", line) for line in aside_lines(answer)], answer.aside and answer.aside.kind
    if kind is AsideKind.COMPARE:
        return lines, _sides(answer, root), bool(answer.hits) and _compare_link(answer, root)
    if kind is AsideKind.PERSON and answer.hits:
        cards = [card(hit, root, rated=True) for hit in answer.hits]
        return lines, cards, _persons_link(answer.hits[0], root), _take_links(answer, root)
    of_people = kind is AsideKind.PEOPLE and not (answer.aside and answer.aside.topic)
    every = tag(
        "p.actions", people_link(root) if of_people else interviews_link(root, answer.aside if answer.nearest else None)
    )
    asked = kind in (AsideKind.TALK, AsideKind.THANKS) and [tag("li", asking_link(one, one, root)) for one in examples]
    words = [card(hit, root, rated=True) for hit in answer.hits]
    head = wording_aside.EACH_ONES_WORDS if kind is AsideKind.PEOPLE else wording_aside.THEIR_WORDS
    listed = [_listed(hit, kind is AsideKind.PEOPLE, root) for hit in answer.hits]
    listed += [place_html(place, root) for place in answer.nearest]
    return (
        lines,
        asked and tag("ul.places", asked),
        listed and tag("ul.places", listed),
        words and tag("details.related", tag("summary", head), words),
        every,
    )


def _persons_link(hit: Citation, root: str) -> Content:
    """Links to all that the person of a hit said."""
    if hit.person is None:
        return None
    words = wording_page.all_words(hit.speaker or "")
    return tag("p.actions", tag("a", words, href=person_address(hit.person, root), target="_blank"))


def _listed(hit: Citation, as_person: bool, root: str) -> Html:
    """Renders a line of a list: the interview with who speaks there, or the person with the post."""
    if not as_person:
        place = Place(hit.interview, hit.turn, hit.title, hit.outlet, hit.date)
        return place_html(place, root, hit.speaker or "")
    return tag("li", speaker_html(hit, root), " ", tag("span.facts", hit.position or ""))


def _sides(answer: Answer, root: str) -> Content:
    """Renders what each of those who are compared said, one behind the other."""
    sides: dict[str, list[Content]] = {}
    for hit in answer.hits:
        sides.setdefault(hit.speaker or "", []).append(card(hit, root, rated=True))
    return [(tag("h3.side-name", name), cards) for name, cards in sides.items()]


def interviews_link(root: str, aside: Aside | None = None) -> Html:
    """Links to the list of all interviews, or of those of the year that is asked about."""
    year = re.search(r"(?:19|20)\d\d", aside.within) if aside else None
    query = f"?nam={year[0]}" if year else ""
    return tag("a", wording_page.ALL_INTERVIEWS, href=f"{root}/phong-van{query}", target="_blank")


def people_link(root: str) -> Html:
    """Links to the list of everybody who answers."""
    return tag("a", wording_page.ALL_PEOPLE, href=f"{root}/nguoi", target="_blank")


def person_link(person: Profile, root: str) -> Html:
    """Links to all words of a person, under every post."""
    return tag("a", wording_page.all_words(person.name), href=person_address(person.key, root), target="_blank")


def asking_link(words: str, question: str, root: str, anew: bool = False) -> Html:
    """Makes a link that asks a question below those before (assets/conversation.js), or `anew`, without filters."""
    return tag("a.choose" if anew else "a.asks", words, href=f"{root}/?{urlencode([('q', question)])}")


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


def waiting_html(turns: int) -> Html:
    """Renders what stands below the chat while an answer is on its way: the question, and what is searched."""
    return tag("div.question") + tag("p.searching", wording_page.searching(turns))


def tools_html() -> Html:
    """Renders the buttons for the whole conversation."""
    buttons = [tag(f"button.{name}", label) for name, label in wording_page.TOOLS.items()]
    return tag("div.tools", tag("span", wording_page.CONVERSATION, ":"), buttons)


def notice_html(text: str) -> Html:
    """Renders one line that says what went wrong, read out at once by a screen reader."""
    return tag("div.notice", text, role="alert")


def line_html(text: str) -> Html:
    """Renders one quiet line."""
    return tag("div.line", text)
