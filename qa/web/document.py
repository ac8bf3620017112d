"""The HTML documents around the content: Gradio's own rewritten, and the frame of the reader's pages."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from qa.access import Mode, Role
from qa.config import Settings
from qa.render.html import escaped
from qa.web.access.visiting import role_here
from qa.wording import access as wording_access
from qa.wording import check as wording_check
from qa.wording import compare as wording_compare
from qa.wording import edit as wording_edit
from qa.wording import embed as wording_embed
from qa.wording import page as wording_page
from qa.wording import people as wording_people
from qa.wording import upkeep as wording_upkeep

ASSETS = files("qa") / "assets"

_OUTSIDE = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_SCRIPT = re.compile(r"<script(?=[\s>])")
_HTML = re.compile(r'<html\s+lang="en"')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')


@cache
def _version(name: str) -> str:
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]


def asset(name: str, root: str) -> str:
    """The address of a file of `qa/assets`; it changes with the file."""
    return f"{root}/giao-dien/{name}?v={_version(name)}"


def gradio_document(html: str, nonce: str, query: dict[str, str], settings: Settings) -> str:
    """Gradio's document in Vietnamese, with our style, script and masthead, its scripts carrying the nonce.

    What Gradio says to crawlers and fetches from elsewhere is taken out. Its configuration holds no raw "<".
    """
    html = _OUTSIDE.sub("", html)
    html = _MANIFEST.sub("", html)
    html = _SCRIPT.sub(f'<script nonce="{nonce}"', html)
    classes = [*["embed"] * (query.get("embed") == "1"), *_theme(query.get("__theme", ""))]
    html = _HTML.sub(f'<html lang="vi" class="{" ".join(classes)}"', html, count=1)
    cards = f'<link rel="stylesheet" href="{asset("cards.css", settings.root_path)}">'
    scripts = "".join(
        f'<script defer src="{asset(name, settings.root_path)}"></script>' for name in ("feedback.js", "choices.js")
    )
    title = f"<title>{escaped(settings.title)}</title>"  # Gradio gives it by script alone
    html = html.replace("</head>", f"{title}{cards}{_links('page.css', settings)}{scripts}</head>", 1)
    before, body, after = html.partition("<body")
    tag, close, rest = after.partition(">")
    top = masthead(settings, "/", "h1", embedded=query.get("embed") == "1") + _no_script(settings)
    return f"{before}{body}{tag}{close}{top}{rest}"


def reader_document(name: str, content: str, settings: Settings, theme: str = "", path: str = "") -> str:
    """A page of the reader: `content` is HTML, `name` plain; `theme` is "light", "dark" or the system's.

    `path` is the view of the masthead that the page is.
    """
    return _document(name, content, settings, _theme(theme), _links("reader.css", settings), masthead(settings, path))


def edit_document(name: str, content: str, settings: Settings, theme: str) -> str:
    """A page on which staff corrects interviews: `content` is HTML, `name` plain."""
    root = settings.root_path
    strings = json.dumps(wording_edit.SCRIPT, ensure_ascii=False).replace("<", "\\u003c")
    links = (
        f'{_links("reader.css", settings)}<link rel="stylesheet" href="{asset("edit.css", root)}">'
        f'<script type="application/json" id="edit-wording">{strings}</script>'
        f'<script defer src="{asset("edit.js", root)}"></script>'
    )
    return _document(name, content, settings, _theme(theme), links, masthead(settings, "/bien-tap"))


def check_document(content: str, settings: Settings, theme: str = "", embedded: bool = False) -> str:
    """A page of the quote checker: `content` is HTML; `embedded` in a frame, its band is one thin line."""
    classes = [*["embed"] * embedded, *_theme(theme)]
    root = settings.root_path
    strings = json.dumps(wording_check.SCRIPT, ensure_ascii=False).replace("<", "\\u003c")
    links = (
        f'{_links("reader.css", settings)}<link rel="stylesheet" href="{asset("cards.css", root)}">'
        f'<link rel="stylesheet" href="{asset("check.css", root)}">'
        f'<script type="application/json" id="check-wording">{strings}</script>'
        f'<script defer src="{asset("check.js", root)}"></script>'
    )
    top = masthead(settings, "/kiem-tra", embedded=embedded)
    return _document(wording_check.NAV_CHECK, content, settings, classes, links, top)


def compare_document(content: str, settings: Settings, theme: str = "") -> str:
    """The page that sets statements side by side: `content` is HTML."""
    root = settings.root_path
    styles = "".join(
        f'<link rel="stylesheet" href="{asset(name, root)}">' for name in ("cards.css", "check.css", "compare.css")
    )
    links = f"{_links('reader.css', settings)}{styles}"
    top = masthead(settings)
    return _document(wording_compare.COMPARE, content, settings, _theme(theme), links, top)


def _document(name: str, content: str, settings: Settings, classes: Sequence[str], links: str, top: str) -> str:
    return (
        f'<!doctype html><html lang="vi" class="{" ".join(classes)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escaped(wording_page.page_title(name, settings.title))}</title>"
        f"{links}</head>"
        f'<body><a class="skip" href="#noi-dung">{wording_page.SKIP}</a>{top}'
        f'<main id="noi-dung">{content}</main></body></html>'
    )


def _theme(name: str) -> list[str]:
    return [name] if name in ("light", "dark") else []


VIEWS = (
    ("/", wording_page.NAV_ASK),
    ("/kiem-tra", wording_check.NAV_CHECK),
    ("/phong-van", wording_page.NAV_INTERVIEWS),
    ("/nguoi", wording_people.NAV_PEOPLE),
)
"""The views of the app, as the masthead names them."""

FRAMED = ("/", "/kiem-tra")
"""The views that stay embedded from one to the other."""

STAFF_VIEWS = (("/bien-tap", wording_edit.NAV_EDIT),)
"""The views that only editors are shown."""


def masthead(settings: Settings, path: str = "", tag: str = "p", embedded: bool = False) -> str:
    """The band at the top: the archive's name (an h1 where the page has no other), and the way to each view."""
    views = [*VIEWS, *STAFF_VIEWS] if role_here() >= Role.EDITOR else [*VIEWS]
    if settings.access.mode is not Mode.OPEN:
        views.append(("/tai-khoan", wording_access.ACCOUNT))
    root = settings.root_path
    query = "?embed=1" if embedded else ""
    links = "".join(
        f'<a href="{root}{to}{query if to in FRAMED else ""}"{" aria-current=page" * (to == path)}>{name}</a>'
        for to, name in views
    )
    return (
        f'<header class="masthead"><div class="masthead-inner">'
        f'<{tag} class="brand"><a href="{root}/">{escaped(settings.title)}</a></{tag}>'
        f'<p class="tagline">{wording_page.TAGLINE}</p>'
        f"<nav>{links}</nav></div></header>"
    )


def _links(style: str, settings: Settings) -> str:
    root = settings.root_path
    said = {**wording_page.SCRIPT, **wording_upkeep.SCRIPT, "back": wording_embed.BACK}
    strings = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<script src="{asset("frame.js", root)}"></script>'
        f'<link rel="icon" type="image/svg+xml" href="{asset("icon.svg", root)}">'
        f'<link rel="stylesheet" href="{asset("fonts.css", root)}">'
        f'<link rel="stylesheet" href="{asset(style, root)}">'
        f'<script type="application/json" id="wording">{strings}</script>'
        f'<script defer src="{asset("page.js", root)}"></script>'
    )


def _no_script(settings: Settings) -> str:
    link = f'<a href="{settings.root_path}/phong-van">{wording_page.NAV_INTERVIEWS}</a>'
    return f'<noscript><p class="no-script">{wording_page.NO_SCRIPT} {link}</p></noscript>'
