"""The HTML documents around the content: Gradio's own rewritten, and the frame of the reader's pages."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

from qa.access import Mode, Role
from qa.config import Settings
from qa.render.adding import ADDING
from qa.render.edit_history import EDIT
from qa.render.html import Content, Html, joined, json_script, tag
from qa.web.access.visiting import role_here
from qa.web.staff import staff_band
from qa.wording import access as wording_access
from qa.wording import adding as wording_adding
from qa.wording import check as wording_check
from qa.wording import compare as wording_compare
from qa.wording import edit as wording_edit
from qa.wording import embed as wording_embed
from qa.wording import page as wording_page
from qa.wording import people as wording_people
from qa.wording import upkeep as wording_upkeep

ASSETS = files("qa") / "assets"

_OUTSIDE = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_SCRIPT = re.compile(r"(<script)(?=[\s>])")
_LANGUAGE = re.compile(r'(<html)\s+lang="en"')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')


@cache
def _version(name: str) -> str:
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]


def asset(name: str, root: str) -> str:
    """Returns the address of a file of `qa/assets`; it changes with the file."""
    return f"{root}/giao-dien/{name}?v={_version(name)}"


def gradio_document(html: str, nonce: str, query: dict[str, str], settings: Settings) -> str:
    """Gradio's document in Vietnamese, with our style, script and masthead, its scripts carrying the nonce.

    What Gradio says to crawlers and fetches from elsewhere is taken out. Its configuration holds no raw "<".
    """
    root, embedded = settings.root_path, query.get("embed") == "1"
    html = _OUTSIDE.sub("", html)
    html = _MANIFEST.sub("", html)
    html = _SCRIPT.sub(rf'\1 nonce="{nonce}"', html)
    html = _LANGUAGE.sub(rf'\1 lang="vi" class="{_look(query.get("__theme", ""), embedded)}"', html, count=1)
    head = joined(
        tag("title", settings.title),  # Gradio gives it by script alone
        style("cards.css", root),
        _links("page.css", settings),
        [_deferred(name, root) for name in ("conversation.js", "feedback.js", "choices.js")],
    )
    html = html.replace("</head>", str(head) + "</head>", 1)
    before, body, after = html.partition("<body")
    attributes, close, rest = after.partition(">")
    top = masthead(settings, "/", "h1", embedded) + _no_script(root)
    return f"{before}{body}{attributes}{close}{top}{rest}"


def reader_document(
    name: str, content: Html, settings: Settings, theme: str = "", path: str = "", head: Content = None
) -> Html:
    """Renders a page of the reader: `content` is HTML, `name` plain; `theme` is "light", "dark" or the system's.

    `path` is the view of the masthead that the page is; `head` stands in the document's head.
    """
    links = (_links("reader.css", settings), head)
    return _document(name, content, settings, _look(theme), links, masthead(settings, path))


def edit_document(name: str, content: Html, settings: Settings, theme: str = "", path: str = "") -> Html:
    """Renders a page of the staff: `content` is HTML, `name` plain; `path` is the one of STAFF_PAGES that it is."""
    root = settings.root_path
    links = (
        _links("reader.css", settings),
        style("edit.css", root),
        json_script("edit-wording", wording_edit.SCRIPT),
        _deferred("edit.js", root),
    )
    top = masthead(settings, EDIT) + staff_band(path, root)
    return _document(name, content, settings, _look(theme), links, top)


def adding_document(name: str, content: Html, settings: Settings, theme: str = "") -> Html:
    """Renders a page on which articles come in: `content` is HTML, `name` plain."""
    root = settings.root_path
    links = (
        _links("reader.css", settings),
        [style(one, root) for one in ("edit.css", "adding.css")],
        json_script("adding-wording", wording_adding.SCRIPT),
        _deferred("adding.js", root),
    )
    top = masthead(settings, EDIT) + staff_band(ADDING, root)
    return _document(name, content, settings, _look(theme), links, top)


def check_document(content: Html, settings: Settings, theme: str = "", embedded: bool = False) -> Html:
    """Renders a page of the quote checker: `content` is HTML; `embedded` in a frame, its band is one thin line."""
    root = settings.root_path
    links = (
        _links("reader.css", settings),
        [style(name, root) for name in ("cards.css", "check.css")],
        json_script("check-wording", wording_check.SCRIPT),
        _deferred("check.js", root),
    )
    top = masthead(settings, "/kiem-tra", embedded=embedded)
    return _document(wording_check.NAV_CHECK, content, settings, _look(theme, embedded), links, top)


def compare_document(content: Html, settings: Settings, theme: str = "") -> Html:
    """Renders the page that sets statements side by side: `content` is HTML."""
    styles = [style(name, settings.root_path) for name in ("cards.css", "check.css", "compare.css")]
    links = (_links("reader.css", settings), styles)
    return _document(wording_compare.COMPARE, content, settings, _look(theme), links, masthead(settings))


def _document(name: str, content: Html, settings: Settings, look: str, links: Content, top: Html) -> Html:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", wording_page.page_title(name, settings.title)),
        links,
    )
    skip = tag("a.skip", wording_page.SKIP, href="#noi-dung")
    body = tag("body", skip, top, tag("main#noi-dung", content))
    return Html("<!doctype html>") + tag("html", head, body, lang="vi", class_=look)


def _look(theme: str, embedded: bool = False) -> str:
    """The classes of a document: how it is framed, and the theme that was chosen."""
    return " ".join([*["embed"] * embedded, *[theme] * (theme in ("light", "dark"))])


VIEWS = (
    ("/", wording_page.NAV_ASK),
    ("/kiem-tra", wording_check.NAV_CHECK),
    ("/phong-van", wording_page.NAV_INTERVIEWS),
    ("/nguoi", wording_people.NAV_PEOPLE),
)
"""The views of the app, as the masthead names them."""

FRAMED = ("/", "/kiem-tra")
"""The views that stay embedded from one to the other."""

STAFF_VIEWS = ((EDIT, wording_edit.NAV_EDIT),)
"""The views that only editors are shown."""


def masthead(settings: Settings, path: str = "", element: str = "p", embedded: bool = False) -> Html:
    """Renders the band at the top: the archive's name (an h1 where the page has no other), and the way to each view."""
    views = [*VIEWS, *STAFF_VIEWS] if role_here() >= Role.EDITOR else [*VIEWS]
    if settings.access.mode is not Mode.OPEN:
        views.append(("/tai-khoan", wording_access.ACCOUNT))
    root = settings.root_path
    query = "?embed=1" if embedded else ""
    links = [
        tag("a", name, href=f"{root}{to}{query if to in FRAMED else ''}", aria_current="page" if to == path else None)
        for to, name in views
    ]
    brand = tag(f"{element}.brand", tag("a", settings.title, href=f"{root}/"))
    inner = tag("div.masthead-inner", brand, tag("p.tagline", wording_page.TAGLINE), tag("nav", links))
    return tag("header.masthead", inner)


def _links(sheet: str, settings: Settings) -> Html:
    root = settings.root_path
    return joined(
        tag("script", src=asset("frame.js", root)),
        tag("link", rel="icon", type="image/svg+xml", href=asset("icon.svg", root)),
        style("fonts.css", root),
        style(sheet, root),
        style("erratum.css", root),
        json_script("wording", {**wording_page.SCRIPT, **wording_upkeep.SCRIPT, "back": wording_embed.BACK}),
        _deferred("page.js", root),
    )


def style(name: str, root: str) -> Html:
    """Renders the link to a style sheet of `qa/assets`."""
    return tag("link", rel="stylesheet", href=asset(name, root))


def _deferred(name: str, root: str) -> Html:
    return tag("script", defer=True, src=asset(name, root))


def _no_script(root: str) -> Html:
    link = tag("a", wording_page.NAV_INTERVIEWS, href=f"{root}/phong-van")
    return tag("noscript", tag("p.no-script", wording_page.NO_SCRIPT, " ", link))
