"""People as JSON and as safe HTML: a person's page, the list of all, and the question whom a name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urlencode

from qa import wording
from qa.interview import Interview
from qa.people.registry import Profile, Registry
from qa.people.same_person import Appearance, is_woman
from qa.render import contract
from qa.render.address import interview_address, permalink, person_address
from qa.render.html import escaped
from qa.store.store import turn_key
from qa.wording import page as wording_page
from qa.wording import people as wording_people

SHOWN = 8
"""People that the chat offers for one name; the page of the name shows all."""

PAGE_SIZE = 100
"""People on one page of the list."""

EXCERPT = 140
"""Characters of a reporter's question in the list of turns."""


def ask_address(label: str, root: str = "", question: str = "") -> str:
    """The address of the chat with a speaker chosen, and a question asked where one is given."""
    return f"{root}/?{urlencode({**({'q': question} if question else {}), 'speaker': label})}"


def name_address(name: str, root: str = "", page: int = 1) -> str:
    """The address of the list of those who may be meant by a name."""
    return f"{root}/nguoi?{urlencode({'ten': name, **({'trang': page} if page > 1 else {})})}"


# --- whom a name means ---


def which(people: Sequence[Profile]) -> str | None:
    """The question that several people of one name raise; None where there are not several."""
    if len(people) < 2:
        return None
    sexes = [is_woman(a) for p in people for a in p.appearances]
    shared = [name for name in (people[0].name, *people[0].names) if all(name in (p.name, *p.names) for p in people)]
    name = shared[0] if shared else people[0].name.split()[-1]
    return wording_people.which(name, True in sexes, False in sexes)


def person_json(profile: Profile, registry: Registry, root: str = "") -> contract.Person:
    """A person for the API; `label` and `key` choose this person as a speaker."""
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


def namesakes_json(people: Sequence[Profile], registry: Registry, root: str = "") -> contract.Namesakes:
    """What an answer says beside the contract where a name fits several people: the question and who they are."""
    asked = which(people)
    return {"which": asked, "namesakes": [person_json(p, registry, root) for p in people]} if asked else {}


def which_html(
    people: Sequence[Profile], hint: str, address: Callable[[str], str], registry: Registry, root: str
) -> str:
    """The question whom a name means, each person a link to `address` of the person's label; "" where it is plain.

    `hint` says what stands below it.
    """
    asked = which(people)
    if asked is None:
        return ""
    lines = "".join(
        f'<li><a class="choose" href="{escaped(address(registry.label_of(p)))}">'
        f"{escaped(p.name)}{_post(p)}</a>{_facts(p)}</li>"
        for p in people[:SHOWN]
    )
    rest = ""
    if len(people) > SHOWN:
        more = escaped(wording_people.others(len(people) - SHOWN))
        rest = f'<p class="hint"><a href="{escaped(name_address(people[0].name, root))}">{more}</a></p>'
    return (
        f'<div class="which"><p class="which-name">{escaped(asked)}</p>'
        f'<p class="hint">{escaped(hint)}</p><ul>{lines}</ul>{rest}</div>'
    )


def which_asked(people: Sequence[Profile], question: str, registry: Registry, root: str = "") -> str:
    """The question whom a name means, above an answer: each person asks anew."""
    hint = wording_people.CHOOSE_TO_ASK
    return which_html(people, hint, lambda label: ask_address(label, root, question), registry, root)


def which_checked(people: Sequence[Profile], claim: str, registry: Registry, root: str = "") -> str:
    """The question whom a name means, above a verdict: each person checks the quotation anew."""

    def address(label: str) -> str:
        return f"{root}/kiem-tra?{urlencode({'trich': claim, 'nguoi': label})}"

    return which_html(people, wording_people.CHOOSE_TO_CHECK, address, registry, root)


def _post(profile: Profile) -> str:
    return f' <span class="post">{escaped(profile.position or wording_people.NO_POST)}</span>'


def _facts(profile: Profile) -> str:
    facts = [*profile.outlets[:2], wording_people.in_years(profile.dates)]
    facts.append(wording_people.interviews(len(profile.appearances)))
    return f' <span class="facts">{escaped(" · ".join(filter(None, facts)))}</span>'


# --- pages ---


def people_html(people: Sequence[Profile], page: int, name: str = "", root: str = "") -> str:
    """One page (from 1) of people with a box to find them by name; `name` is what was looked for."""
    pages = max(1, -(-len(people) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    asked = which(people) if name else None
    lines = "".join(_line(p, root) for p in people[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    head = f'<p class="hint">{wording_people.CHOOSE_PAGE}</p>' if asked else ""
    body = f'<ol class="interviews people-list">{lines}</ol>' if lines else f"<p>{wording_people.NOBODY}</p>"
    steps = [(page - 1, wording_page.NEWER)] * (page > 1) + [(page + 1, wording_page.OLDER)] * (page < pages)
    links = " ".join(f'<a href="{escaped(name_address(name, root, to))}">{text}</a>' for to, text in steps)
    where = f'<nav class="pages"><span>{wording_page.page_of(page, pages)}</span> {links}</nav>' if links else ""
    return (
        f"<h1>{escaped(asked or wording_people.PEOPLE)}</h1>{_search(name, root)}"
        f'<p class="facts">{wording_people.people_found(len(people))}</p>{head}{body}{where}'
    )


def _search(name: str, root: str) -> str:
    every = f' <a href="{root}/nguoi">{wording_people.SHOW_ALL}</a>' if name else ""
    return (
        f'<form class="find" action="{root}/nguoi" role="search"><label for="ten">{wording_people.FIND}</label> '
        f'<input id="ten" name="ten" value="{escaped(name)}" maxlength="100" autocomplete="off"> '
        f"<button>{wording_people.FIND_BUTTON}</button>{every}</form>"
    )


def _line(profile: Profile, root: str) -> str:
    return (
        f'<li><a href="{escaped(person_address(profile.key, root))}">{escaped(profile.name)}</a>'
        f'<p class="told-apart">{_post(profile)}{_facts(profile)}</p></li>'
    )


def person_html(
    profile: Profile, registry: Registry, interviews: Mapping[str, Interview], root: str = "", editing: str = ""
) -> str:
    """A person's page: names, posts in the order of their dates, interviews with every turn, namesakes.

    `interviews` are those of the appearances by id; `editing` is the editor's part, as HTML.
    """
    facts = [
        wording_people.interviews(len(profile.appearances)),
        wording_page.turns(profile.turns),
        wording_people.in_years(profile.dates),
    ]
    other = [name for name in profile.names if name != profile.name]
    printed = f'<p class="facts">{escaped(wording_people.printed_as(", ".join(other)))}</p>' if other else ""
    ask = ask_address(registry.label_of(profile), root)
    return (
        f'<article class="person"><h1>{escaped(profile.name)}</h1>{printed}'
        f'<p class="facts">{escaped(" · ".join(filter(None, facts)))}</p>'
        f'<p><a class="ask-them" href="{escaped(ask)}">{wording_people.ASK_THEM}</a></p>'
        f"{_posts(profile, root)}{_labels(profile)}{_appearances(profile, interviews, root)}"
        f"{_why(profile)}{_namesakes(registry.namesakes(profile), root)}{editing}</article>"
    )


def _section(name: str, content: str) -> str:
    return f"<section><h2>{name}</h2>{content}</section>" if content else ""


def _printed_in(appearances: Iterable[Appearance], root: str) -> str:
    """When and where something was printed, each a link to the interview."""
    return ", ".join(
        f'<a href="{escaped(interview_address(a.interview, root))}">'
        f"{escaped(' '.join(filter(None, (a.outlet, wording.day(a.date)))) or a.title or a.interview)}</a>"
        for a in appearances
    )


def _posts(profile: Profile, root: str) -> str:
    lines = "".join(
        f'<li><span class="post-printed">{escaped(p.post)}</span> '
        f'<span class="facts">{_printed_in(p.appearances, root)}</span></li>'
        for p in profile.posts
    )
    return _section(wording_people.POSTS, f'<ol class="posts">{lines}</ol>' if lines else "")


def _labels(profile: Profile) -> str:
    lines = "".join(f"<li>{escaped(label)}</li>" for label in dict.fromkeys((*profile.names, *profile.labels)))
    return _section(wording_people.LABELS, f'<ul class="labels">{lines}</ul>')


def _appearances(profile: Profile, interviews: Mapping[str, Interview], root: str) -> str:
    lines = "".join(_appearance(a, interviews.get(a.interview), root) for a in profile.appearances)
    return _section(wording_people.INTERVIEWS, f'<ol class="interviews">{lines}</ol>')


def _appearance(appearance: Appearance, interview: Interview | None, root: str) -> str:
    facts = [appearance.outlet, wording.day(appearance.date) or wording_people.UNDATED]
    address = escaped(interview_address(appearance.interview, root))
    note = interview.source.note if interview else None
    badge = f'<span class="badge">{escaped(note)}</span>' if note else ""
    turns = "".join(_turns(appearance, interview, root)) if interview else ""
    return (
        f'<li><a href="{address}">{escaped(appearance.title or wording_page.UNTITLED)}</a>'
        f'<p class="speakers">{escaped(appearance.position or wording_people.NO_POST)}</p>'
        f'<p class="facts">{escaped(" · ".join(filter(None, facts)))}</p>{badge}<ul class="turns">{turns}</ul></li>'
    )


def _turns(appearance: Appearance, interview: Interview, root: str) -> Iterable[str]:
    for turn in interview.turns:
        for said in turn.answers:
            if said.speaker == appearance.name:
                asked = turn.question.of(interview.text) if turn.question else wording_people.WITHOUT_QUESTION
                asked = asked if len(asked) <= EXCERPT else f"{asked[:EXCERPT].rsplit(' ', 1)[0]} …"
                here = permalink(turn_key(appearance.interview, said.span.start), root)
                yield f'<li><a href="{escaped(here)}">{escaped(asked)}</a></li>'


def _why(profile: Profile) -> str:
    titles = {a.anchor: a.title or a.interview for a in profile.appearances}
    lines = "".join(
        f"<li>{escaped(titles[tie.second])}: {escaped(wording_people.because(tie.reason, titles[tie.first]))}</li>"
        for tie in profile.ties
    )
    return f"<details><summary>{wording_people.WHY}</summary><ul>{lines}</ul></details>" if lines else ""


def _namesakes(people: Sequence[Profile], root: str) -> str:
    lines = "".join(_line(p, root) for p in people)
    return _section(wording_people.NAMESAKES, f'<ol class="interviews people-list">{lines}</ol>' if lines else "")
