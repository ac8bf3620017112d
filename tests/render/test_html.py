"""HTML by type: what is no Html is text wherever it is put, and long lists stand in pages."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.render.html import Html, joined, json_script, tag
from qa.render.paging import PAGE_SIZE, paged

HARMFUL = '</p><script>x</script>" onload="y" \'&'


def test_text_is_escaped_and_html_stays() -> None:
    bold = tag("b", HARMFUL)
    told = tag("p#one.two.three", bold, HARMFUL, data_words=HARMFUL)
    assert "<script>" not in told
    assert told.startswith('<p id="one" class="two three" data-words="&lt;/p&gt;')
    assert str(bold) in told
    assert told.count("<b>") == 1


def test_html_in_an_attribute_is_text() -> None:
    assert tag("a", title=tag("b", "x")) == '<a title="&lt;b&gt;x&lt;/b&gt;"></a>'


def test_what_is_not_there_leaves_nothing() -> None:
    assert tag("p", None, False, True, "", [], ((),)) == "<p></p>"
    assert tag("input", value="", hidden=True, checked=False, name=None, for_=3) == '<input value="" hidden for="3">'
    assert tag("i", ["a", ("b", iter(["c"]))]) == "<i>abc</i>"


def test_text_beside_html_is_escaped_on_either_side() -> None:
    assert "<" + tag("b") + "<" == "&lt;<b></b>&lt;"
    assert joined("<", tag("b")) == "&lt;<b></b>"
    assert Html(", ").join(["<", tag("b")]) == "&lt;, <b></b>"


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_value_for_a_script_comes_back_and_ends_nothing(value: object) -> None:
    found = re.fullmatch(r'<script type="application/json" id="x">([^<]*)</script>', json_script("x", value), re.DOTALL)
    assert found
    assert json.loads(found[1]) == value


@pytest.mark.parametrize(
    ("page", "first", "ways"),
    [
        (0, 0, ["2"]),
        (1, 0, ["2"]),
        (2, PAGE_SIZE, ["1", "3"]),
        (3, 2 * PAGE_SIZE, ["2"]),
        (99, 2 * PAGE_SIZE, ["2"]),
    ],
)
def test_a_page_leads_to_those_beside_it(page: int, first: int, ways: list[str]) -> None:
    shown, where = paged(range(2 * PAGE_SIZE + 5), page, lambda to: f"/x?trang={to}&tim=<")
    assert shown[0] == first
    assert re.findall(r"trang=(\d)&amp;tim=&lt;", joined(where)) == ways
    assert joined(paged(range(5), 1, str)[1]) == ""
