"""The page of the quote checker as HTML: one quotation, a whole article, and the report on it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.bounds import LONGEST_NAME
from qa.quote.check import Verdict
from qa.render.html import Content, Html, joined, tag
from qa.render.verdict import badge, verdict_badge, verdict_html
from qa.review import Checked, Review, Reviewed
from qa.wording import check as wording_check

CHECK, ARTICLE, REPORT = "/kiem-tra", "/kiem-tra/bai-viet", "/api/check-article"
"""The addresses of the two forms and of the report."""

MOST_NAMES = 500
"""Speakers that the box for a name suggests."""

_FILES = ".docx,.pdf,.html,.htm,.mhtml,.eml,.txt"


def check_html(
    claim: str,
    speaker: str,
    names: Sequence[str],
    result: Content = None,
    said: str = "",
    root: str = "",
    query: str = "",
) -> Html:
    """Renders the page for one quotation: the form filled in, `result` (HTML) below it, `said` what went wrong."""
    # A browser drops the line break that a text area begins with: of two, the claim's own stays.
    words = tag(
        "textarea#trich", Html("\n"), claim, name="trich", required=True, placeholder=wording_check.CLAIM_PLACEHOLDER
    )
    who = tag(
        "input",
        type="text",
        id="nguoi",
        name="nguoi",
        list="nguoi-noi",
        autocomplete="off",
        maxlength=LONGEST_NAME,
        placeholder=wording_check.SPEAKER_PLACEHOLDER,
        value=speaker,
    )
    offered = tag("datalist#nguoi-noi", [tag("option", value=name) for name in names[:MOST_NAMES]])
    form = tag(
        "form",
        tag("div", tag("label", wording_check.CLAIM_LABEL, for_="trich"), words),
        tag("div", tag("label", wording_check.SPEAKER_LABEL, for_="nguoi"), who, offered),
        tag("button.go", wording_check.CHECK, type="submit"),
        method="post",
        action=f"{root}{CHECK}{query}",
    )
    return _frame(CHECK, form, result, said, root, query)


def article_html(root: str = "", query: str = "") -> Html:
    """Renders the page for a whole article: paste or choose a file."""
    words = tag("textarea#bai", placeholder=wording_check.ARTICLE_PLACEHOLDER)
    file = tag("input.file", type="file", id="tep", accept=_FILES, aria_describedby="ten-tep")
    named = (tag("label.file", wording_check.FILE_LABEL, for_="tep"), " ", tag("span#ten-tep"))
    form = tag(
        "form.article",
        tag("div", tag("label", wording_check.ARTICLE_LABEL, for_="bai"), words),
        tag("div", file, named),
        tag("button.go", wording_check.CHECK_ARTICLE, type="submit"),
        action=f"{root}{ARTICLE}",
        data_report=f"{root}{REPORT}",
        data_file=wording_check.REPORT_FILE,
    )
    no_script = tag("noscript", tag("p", wording_check.ARTICLE_NEEDS_SCRIPT))
    bar = tag("progress", value=0, max=1, aria_label=wording_check.CHECKING)
    progress = tag("div.progress", bar, tag("p.progress-line"), hidden=True)
    return _frame(ARTICLE, (form, no_script, progress), None, "", root, query)


def _frame(path: str, form: Content, result: Content, said: str, root: str, query: str) -> Html:
    modes = [
        tag("a", name, href=f"{root}{to}{query}", aria_current="page" if to == path else None)
        for to, name in ((CHECK, wording_check.ONE), (ARTICLE, wording_check.WHOLE))
    ]
    return tag(
        "div#check",
        tag("h1", wording_check.NAV_CHECK),
        tag("p.intro", wording_check.INTRO if path == CHECK else wording_check.ARTICLE_INTRO),
        tag("nav.modes", modes, aria_label=wording_check.NAV_CHECK),
        form,
        tag("p.notice", said, role="alert"),
        tag("section#ket-qua", result, tabindex=-1, aria_label=wording_check.RESULT),
    )


def result_html(checked: Checked, interviews: int, root: str = "") -> Html:
    """Renders the result for one quotation."""
    return verdict_html(checked, interviews, root, "h2")


# --- the report on an article ---


def report_html(review: Review, interviews: int, root: str = "") -> Html:
    """Renders the report: how often each verdict was given, downloads, and every quotation with what was found."""
    title = review.title and tag("p.facts", review.title)
    head = joined(tag("h2.report-title", wording_check.REPORT), title)
    if not review.items:
        return head + tag("p", wording_check.NO_QUOTATIONS)
    return joined(
        head,
        tag("p", wording_check.found_quotations(len(review.items), review.checked)),
        _counts(review),
        _downloads(),
        tag("ol.results", [_item(number, item, interviews, root) for number, item in enumerate(review.items, 1)]),
    )


def _counts(review: Review) -> Content:
    items = [
        tag("li", badge(verdict.value, wording_check.counted(wording_check.VERDICT_NAMES[verdict.value], count)))
        for verdict, count in review.counts().items()
    ]
    good = review.checked > 0 and not any(item.is_problem for item in review.items)
    return items and (tag("ul.counts", items), good and tag("p", wording_check.ALL_GOOD))


def _downloads() -> Html:
    buttons = [tag("button", name, type="button", data_format=form) for form, name in wording_check.FORMATS.items()]
    return tag("div.downloads", tag("span.part-label", wording_check.DOWNLOAD), buttons)


def _item(number: int, item: Reviewed, interviews: int, root: str) -> Html:
    quotation, checked = item.quotation, item.checked
    said_by = quotation.said_by
    line = f"{wording_check.SAID_BY}: {said_by}" if said_by else wording_check.NOBODY
    if checked is None:
        told, rest = badge("skipped", wording_check.UNCHECKED[item.skipped or "short"]), None
    else:
        told = verdict_badge(checked)
        # What needs no second look is folded away, so that a reader finds what does.
        shown = item.is_problem and checked.check.verdict is not Verdict.ABSENT
        found = verdict_html(checked, interviews, root, "h3")
        rest = tag("details", tag("summary", wording_check.RESULT), found, open=shown)
    return tag(
        "li",
        tag("div.result-head", tag("span.number", f"{number}."), told),
        tag("p.result-words", "“", quotation.text, "”"),
        tag("p.said-by", line),
        rest,
    )
