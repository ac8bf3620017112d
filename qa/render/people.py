"""People as JSON and as safe HTML: a person's page, the list of all, and the question whom a name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from urllib.parse import urlencode

from qa import wording
from qa.bounds import LONGEST_NAME
from qa.interview import Interview
from qa.people.registry import Profile
from qa.people.same_person import Appearance, is_woman
from qa.render import contract
from qa.render.address import interview_address, permalink, person_address
from qa.render.html import Content, Html, joined, tag
from qa.render.listing import box, choosing_html
from qa.render.paging import paged
from qa.render.versions import where_printed
from qa.store.prints import reprints
from qa.store.store import turn_key
from qa.wording import page as wording_page
from qa.wording import people as wording_people
from qa.wording import taking as wording_taking

SHOWN = 8
"""People that the chat offers for one name; the page of the name shows all."""

EXCERPT = 140
"""Characters of a reporter's question in the list of turns."""


class Namesakes(Protocol):
    """What tells people of one name apart."""

    def namesakes(self, profile: Profile) -> tuple[Profile, ...]:
        """Returns the other people of the same name."""
        ...

    def label_of(self, profile: Profile) -> str:
        """Tells how a person is named in a list to choose from."""
        ...


def ask_address(label: str, root: str = "", question: str = "") -> str:
    """Returns the address of the chat with a speaker chosen, and a question asked where one is given."""
    return f"{root}/?{urlencode({**({'q': question} if question else {}), 'speaker': label})}"


def name_address(name: str, root: str = "", page: int = 1) -> str:
    """Returns the address of the list of those who may be meant by a name."""
    return f"{root}/nguoi?{urlencode({'ten': name, **({'trang': page} if page > 1 else {})})}"


# --- whom a name means ---


def which(people: Sequence[Profile]) -> str | None:
    """Returns the question that several people of one name raise; None where there are not several."""
    if len(people) < 2:
        return None
    sexes = [is_woman(a) for p in people for a in p.appearances]
    shared = [name for name in (people[0].name, *people[0].names) if all(name in (p.name, *p.names) for p in people)]
    name = shared[0] if shared else people[0].name.split()[-1]
    return wording_people.which(name, True in sexes, False in sexes)


def person_json(profile: Profile, registry: Namesakes, root: str = "") -> contract.Person:
    """Returns a person for the API; `label` and `key` choose this person as a speaker."""
    return {
        "key": profile.key,
        "name": profile.name,
        "label": registry.label_of(profile),
        "position": profile.position,
        "posts": [
            {
                "post": p.post,
                "dates": [a.date for a in p.appearances],
                "interviews": [a.interview for a in p.appearances],
            }
            for p in profile.posts
        ],
        "labels": list(profile.labels),
        "names": list(profile.names),
        "outlets": list(profile.outlets),
        "dates": list(profile.dates),
        "interviews": [a.interview for a in profile.appearances],
        "turns": profile.turns,
        "address": person_address(profile.key, root),
    }


def namesakes_json(people: Sequence[Profile], registry: Namesakes, root: str = "") -> contract.Namesakes:
    """Gives what an answer says beside the contract where a name fits several people: the question and who they are."""
    asked = which(people)
    return {"which": asked, "namesakes": [person_json(p, registry, root) for p in people]} if asked else {}


def which_html(
    people: Sequence[Profile], hint: str, address: Callable[[str], str], registry: Namesakes, root: str
) -> Html:
    """Asks whom a name means, each person a link to `address` of the person's label; empty where it is plain.

    `hint` says what stands below it.
    """
    asked = which(people)
    if asked is None:
        return joined()
    lines = [
        tag("li", tag("a.choose", p.name, _post(p), href=address(registry.label_of(p))), _facts(p))
        for p in people[:SHOWN]
    ]
    more = tag("a", wording_people.others(len(people) - SHOWN), href=name_address(people[0].name, root))
    rest = len(people) > SHOWN and tag("p.hint", more)
    return tag("div.which", tag("p.which-name", asked), tag("p.hint", hint), tag("ul", lines), rest)


def which_asked(people: Sequence[Profile], question: str, registry: Namesakes, root: str = "") -> Html:
    """Renders the question whom a name means, above an answer: each person asks anew."""
    hint = wording_people.CHOOSE_TO_ASK
    return which_html(people, hint, lambda label: ask_address(label, root, question), registry, root)


def which_checked(people: Sequence[Profile], claim: str, registry: Namesakes, root: str = "") -> Html:
    """Renders the question whom a name means, above a verdict: each person checks the quotation anew."""

    def address(label: str) -> str:
        return f"{root}/kiem-tra?{urlencode({'trich': claim, 'nguoi': label})}"

    return which_html(people, wording_people.CHOOSE_TO_CHECK, address, registry, root)


def _post(profile: Profile) -> Content:
    return " ", tag("span.post", profile.position or wording_people.NO_POST)


def _facts(profile: Profile) -> Content:
    facts = [*profile.outlets[:2], wording_people.in_years(profile.dates)]
    facts.append(wording_page.articles(len(profile.appearances)))
    return " ", tag("span.facts", " · ".join(filter(None, facts)))


# --- pages ---


def people_html(people: Sequence[Profile], page: int, name: str = "", root: str = "") -> Html:
    """Renders one page (from 1) of people with a box to find them by name; `name` is what was looked for."""
    shown, where = paged(people, page, lambda to: name_address(name, root, to))
    asked = which(people) if name else None
    return joined(
        tag("h1", asked or wording_people.PEOPLE),
        _search(name, root),
        tag("p.facts", wording_people.people_found(len(people))),
        asked and tag("p.hint", wording_people.CHOOSE_PAGE),
        _listed(shown, root) if shown else tag("p", wording_people.NOBODY),
        where,
    )


def _search(name: str, root: str) -> Html:
    return tag(
        "form.find",
        tag("label", wording_people.FIND, for_="ten"),
        " ",
        tag("input#ten", name="ten", value=name, maxlength=LONGEST_NAME, autocomplete="off"),
        " ",
        tag("button", wording_people.FIND_BUTTON),
        name and (" ", tag("a", wording_people.SHOW_ALL, href=f"{root}/nguoi")),
        action=f"{root}/nguoi",
        role="search",
    )


def _listed(people: Sequence[Profile], root: str) -> Html:
    return tag("ol.interviews.people-list", [_line(p, root) for p in people])


def _line(profile: Profile, root: str) -> Html:
    link = tag("a", profile.name, href=person_address(profile.key, root))
    return tag("li", link, tag("p.told-apart", _post(profile), _facts(profile)))


def person_html(
    profile: Profile,
    registry: Namesakes,
    interviews: Mapping[str, Interview],
    prints: Mapping[str, Sequence[str]],
    root: str = "",
    editing: Content = None,
) -> Html:
    """Renders a person's page: names, posts in the order of their dates, interviews with every turn, namesakes.

    `interviews` are those of the appearances by id; of those that are `prints` of one another (see
    `qa.store.prints.all_prints`), one is told with the others. `editing` is the editor's part, as HTML.
    """
    again = reprints(prints, {a.interview for a in profile.appearances})
    first = [a for a in profile.appearances if a.interview not in again]
    lines = [_appearance(a, _also(a, profile, again, root), interviews.get(a.interview), root) for a in first]
    facts = [
        wording_page.articles(len(profile.appearances), len(profile.appearances) - len(first)),
        wording_page.turns(sum(a.turns for a in first)),
        wording_people.in_years(profile.dates),
    ]
    other = [name for name in profile.names if name != profile.name]
    namesakes = registry.namesakes(profile)
    return tag(
        "article.person",
        tag("h1", profile.name),
        other and tag("p.facts", wording_people.printed_as(", ".join(other))),
        tag("p.facts", " · ".join(filter(None, facts))),
        tag("p", tag("a.ask-them", wording_people.ASK_THEM, href=ask_address(registry.label_of(profile), root))),
        _posts(profile, root),
        _labels(profile),
        _section(
            wording_people.INTERVIEWS,
            choosing_html(tag("ol.interviews.statements", lines), wording_taking.TAKE_CHOSEN_WORDS, root),
        ),
        _why(profile),
        bool(namesakes) and _section(wording_people.NAMESAKES, _listed(namesakes, root)),
        editing,
    )


def _section(name: str, content: Content) -> Html:
    return tag("section", tag("h2", name), content)


def _printed_in(appearances: Iterable[Appearance], root: str) -> Html:
    """When and where something was printed, each a link to the interview."""
    return Html(", ").join(where_printed(a.interview, a.outlet, a.date, a.title, root) for a in appearances)


def _posts(profile: Profile, root: str) -> Content:
    lines = [
        tag("li", tag("span.post-printed", p.post), " ", tag("span.facts", _printed_in(p.appearances, root)))
        for p in profile.posts
    ]
    return lines and _section(wording_people.POSTS, tag("ol.posts", lines))


def _labels(profile: Profile) -> Html:
    labels = dict.fromkeys((*profile.names, *profile.labels))
    return _section(wording_people.LABELS, tag("ul.labels", [tag("li", label) for label in labels]))


def _also(appearance: Appearance, profile: Profile, again: Mapping[str, str], root: str) -> Content:
    """Where else the interview of an appearance is printed that is told with it."""
    others = {a.interview: a for a in profile.appearances if again.get(a.interview) == appearance.interview}
    return bool(others) and tag("p.facts", wording_page.also_printed(1), ": ", _printed_in(others.values(), root))


def _appearance(appearance: Appearance, also: Content, interview: Interview | None, root: str) -> Html:
    facts = [appearance.outlet, wording.day(appearance.date) or wording_people.UNDATED]
    note = interview.source.note if interview else None
    return tag(
        "li",
        tag("a", appearance.title or wording_page.UNTITLED, href=interview_address(appearance.interview, root)),
        tag("p.speakers", appearance.position or wording_people.NO_POST),
        tag("p.facts", " · ".join(filter(None, facts))),
        also,
        note and tag("span.badge", note),
        tag("ul.turns", _turns(appearance, interview, root) if interview else None),
    )


def _turns(appearance: Appearance, interview: Interview, root: str) -> Iterator[Html]:
    for turn in interview.turns:
        for said in turn.answers:
            if said.speaker == appearance.name:
                asked = turn.question.of(interview.text) if turn.question else wording_people.WITHOUT_QUESTION
                asked = asked if len(asked) <= EXCERPT else f"{asked[:EXCERPT].rsplit(' ', 1)[0]} …"
                key = turn_key(appearance.interview, said.span.start)
                chooses = box("luot", key, wording_taking.choose_words(asked))
                yield tag("li", chooses, tag("a", asked, href=permalink(key, root)))


def _why(profile: Profile) -> Content:
    titles = {a.anchor: a.title or a.interview for a in profile.appearances}
    lines = [
        tag("li", titles[tie.second], ": ", wording_people.because(tie.reason, titles[tie.first]))
        for tie in profile.ties
    ]
    return lines and tag("details", tag("summary", wording_people.WHY), tag("ul", lines))
