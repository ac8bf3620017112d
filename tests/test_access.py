"""Who may do what: decisions without a server."""

from __future__ import annotations

import unicodedata
from ipaddress import ip_network
from pathlib import Path

import pytest

from qa.access import (
    OPEN_TO_ALL,
    VISITOR,
    Access,
    Mode,
    Refusal,
    Role,
    User,
    counted_as,
    is_host,
    may_scrape,
    origin_of,
    require,
    told_by_proxy,
    user_of,
)
from qa.config import read_settings
from qa.errors import AccessError, SettingsError

SECRET = "mot-bi-mat-du-dai"
PROXY = Access(
    mode=Mode.PROXY,
    proxies=(ip_network("10.0.0.0/24"), ip_network("::1/128")),
    proxy_secret=SECRET,
    editor_groups=("Biên tập",),
    admin_groups=("quan-tri",),
)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("wanted", Role)
def test_a_role_reaches_what_those_before_it_reach(role: Role, wanted: Role) -> None:
    scope = {VISITOR: User("An", role)}
    if role >= wanted:
        assert require(scope, wanted).name == "An"
    else:
        with pytest.raises(AccessError):
            require(scope, wanted)


def test_nobody_is_let_in_without_the_gate() -> None:
    for scope in ({}, {VISITOR: None}, {VISITOR: "An"}):
        with pytest.raises(AccessError):
            user_of(scope)


def told(peer: str, *headers: tuple[str, str], access: Access = PROXY, secret: str | None = SECRET) -> User | Refusal:
    every = [*headers, *([("x-qa-proxy-secret", secret)] if secret is not None else [])]
    return told_by_proxy(access, peer, [(name.encode(), value.encode()) for name, value in every])


def test_a_listed_proxy_with_the_secret_is_believed() -> None:
    assert told("10.0.0.9", ("x-remote-user", "an")) == User("an", Role.READER)
    assert told("::ffff:10.0.0.9", ("x-remote-user", "Hòa")) == User("Hòa", Role.READER)
    in_groups = ("x-remote-groups", "phong-a; BIÊN TẬP")
    assert told("::1", ("x-remote-user", "an"), in_groups) == User("an", Role.EDITOR)
    assert told("::1", ("x-remote-user", "an"), ("x-remote-groups", "quan-tri,biên tập")) == User("an", Role.ADMIN)


@pytest.mark.parametrize(
    ("peer", "headers", "secret"),
    [
        ("10.0.1.9", [("x-remote-user", "an")], SECRET),  # not listed, though the secret is right
        ("10.0.0.9", [("x-remote-user", "an")], None),
        ("10.0.0.9", [("x-remote-user", "an")], SECRET[:-1]),
        ("10.0.0.9", [("x-remote-user", "an")], SECRET + "\u00e9"),
        ("10.0.0.9", [("x-remote-user", "an"), ("x-remote-user", "sep")], SECRET),
        ("10.0.0.9", [("x-remote-user", "an"), ("x-qa-proxy-secret", "khac")], SECRET),
        ("10.0.0.9", [("x-remote-user", "an"), ("x-remote-groups", "a"), ("x-remote-groups", "quan-tri")], SECRET),
        ("10.0.0.9", [("x-remote-user", "an\x1b[2J")], SECRET),
        ("10.0.0.9", [("x-remote-user", "a" * 500)], SECRET),
        ("10.0.0.9", [("x-remote-groups", "quan-tri")], None),
        ("not an address", [("x-remote-user", "an")], SECRET),
        ("", [("x-remote-user", "an")], SECRET),
        ("203.0.113.7", [], SECRET),
    ],
)
def test_a_forged_header_is_known_as_such(peer: str, headers: list[tuple[str, str]], secret: str | None) -> None:
    assert told(peer, *headers, secret=secret) is Refusal.FORGED


def test_an_empty_secret_opens_nothing() -> None:
    without = Access(mode=Mode.PROXY, proxies=PROXY.proxies)
    assert told("10.0.0.9", ("x-remote-user", "an"), access=without, secret="") is Refusal.FORGED


def test_whoever_is_not_named_is_unknown() -> None:
    assert told("10.0.0.9", secret=None) is Refusal.UNKNOWN
    assert told("10.0.0.9", ("x-remote-user", " ")) is Refusal.UNKNOWN


def test_reader_groups_keep_the_others_out() -> None:
    narrow = Access(mode=Mode.PROXY, proxies=PROXY.proxies, proxy_secret=SECRET, reader_groups=("bao-chi",))
    user = ("x-remote-user", "an")
    assert told("10.0.0.9", user, access=narrow) is Refusal.NO_GROUP
    assert told("10.0.0.9", user, ("x-remote-groups", "khac"), access=narrow) is Refusal.NO_GROUP
    assert told("10.0.0.9", user, ("x-remote-groups", "khac,bao-chi"), access=narrow) == User("an", Role.READER)


@pytest.mark.parametrize(
    ("peer", "forwarded", "origin"),
    [
        ("203.0.113.7", "10.9.9.9", "203.0.113.7"),
        ("10.0.0.9", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.9", "1.2.3.4, 203.0.113.7", "203.0.113.7"),  # what stands before the last is the visitor's word
        ("10.0.0.9", "203.0.113.7, 10.0.0.8", "203.0.113.7"),
        ("10.0.0.9", "", "10.0.0.9"),
        ("10.0.0.9", "<script>", "10.0.0.9"),
        ("10.0.0.9", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_behind_a_proxy(peer: str, forwarded: str, origin: str) -> None:
    assert origin_of(PROXY, peer, forwarded) == origin


def test_metrics_open_by_their_token_or_to_the_listed_addresses() -> None:
    guarded = Access(metrics_token=SECRET)
    assert may_scrape(guarded, f"Bearer {SECRET}", "203.0.113.7")
    for wrong in ("", "Bearer ", SECRET, f"Bearer {SECRET}x", "Bearer é"):
        assert not may_scrape(guarded, wrong, "127.0.0.1")
    for access in (OPEN_TO_ALL, PROXY):
        assert may_scrape(access, "", "127.0.0.1")
        assert not may_scrape(access, "", "203.0.113.7")
        assert not may_scrape(access, "", "")
    assert may_scrape(Access(metrics_addresses=(ip_network("203.0.113.0/24"),)), "", "203.0.113.7")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Hòa", "Hòa"),
        (unicodedata.normalize("NFD", "Hòa"), "Hòa"),
        ("H%C3%B2a%20Tr%E1%BA%A7n", "Hòa Trần"),
        ("=?UTF-8?B?SMOyYQ==?=", "Hòa"),
        ("=?utf-8?q?H=C3=B2a?=", "Hòa"),
        ("50% an", "50% an"),
        ("a%zz", "a%zz"),
        ("a%ff", "a%ff"),
        ("=?x-none?B?SMOyYQ==?=", "=?x-none?B?SMOyYQ==?="),
    ],
)
def test_names_are_read_as_proxies_encode_them(sent: str, name: str) -> None:
    assert told("10.0.0.9", ("x-remote-user", sent)) == User(name, Role.READER)


@pytest.mark.parametrize("sent", ["a%0Ab", "a%00b", "=?utf-8?q?a=0Ab?="])
def test_an_encoding_hides_no_control_character(sent: str) -> None:
    assert told("10.0.0.9", ("x-remote-user", sent)) is Refusal.FORGED


def test_groups_are_the_same_however_they_are_spelt() -> None:
    for group in (unicodedata.normalize("NFD", "Biên tập"), "Bi%C3%AAn%20t%E1%BA%ADp", "=?UTF-8?B?QmnDqm4gdOG6rXA=?="):
        assert told("10.0.0.9", ("x-remote-user", "an"), ("x-remote-groups", f"x; {group}")) == User("an", Role.EDITOR)


@pytest.mark.parametrize(
    ("hosts", "header", "meant"),
    [
        (("*",), "evil.example", True),
        (("kho.example",), "kho.example", True),
        (("kho.example",), "KHO.example.:7860", True),
        (("kho.example",), "kho.example.evil.example", False),
        (("kho.example",), "", False),
        ((), "kho.example", False),
        ((), "localhost:7860", True),
        ((), "10.1.2.3:7860", True),
        ((), "[2001:db8::1]:7860", True),
        ((), "[2001:db8::1", False),
        ((), "evil.example:443", False),
    ],
)
def test_the_hosts_that_are_answered_to(hosts: tuple[str, ...], header: str, meant: bool) -> None:
    assert is_host(hosts, header) is meant


def test_any_host_is_meant_on_loopback_alone() -> None:
    assert read_settings({}).hosts == ("*",)
    assert read_settings({"QA_HOST": "::1"}).hosts == ("*",)
    assert read_settings({"QA_HOST": "0.0.0.0"}).hosts == ()
    assert read_settings({"QA_HOST": "0.0.0.0", "QA_HOSTS": "Kho.example, b"}).hosts == ("kho.example", "b")


def test_neighbours_in_ipv6_count_as_one() -> None:
    assert counted_as("2001:db8::1") == counted_as("2001:db8::ffff:2") != counted_as("2001:db8:0:1::1")
    assert counted_as("198.51.100.1") != counted_as("198.51.100.2")
    assert counted_as("an") == "an"


def test_settings_of_access(tmp_path: Path) -> None:
    (tmp_path / "bi-mat").write_text(SECRET + "\n")
    environ = {
        "QA_ACCESS": "proxy",
        "QA_PROXY_ADDRESSES": "10.0.0.5, fd00::/8",
        "QA_PROXY_SECRET_FILE": str(tmp_path / "bi-mat"),
        "QA_PROXY_USER_HEADER": "X-Auth-User",
        "QA_ADMIN_GROUPS": "a, b c,",
        "QA_ASKS_PER_MINUTE": "0",
    }
    access = read_settings(environ).access
    assert access.mode is Mode.PROXY
    assert access.proxies == (ip_network("10.0.0.5/32"), ip_network("fd00::/8"))
    assert (access.proxy_secret, access.user_header, access.admin_groups) == (SECRET, "x-auth-user", ("a", "b c"))
    assert SECRET not in repr(read_settings(environ))


@pytest.mark.parametrize(
    ("name", "environ"),
    [
        ("QA_ACCESS", {"QA_ACCESS": "mo"}),
        ("QA_OPEN_ROLE", {"QA_OPEN_ROLE": "vua"}),
        ("QA_PROXY_SECRET", {"QA_ACCESS": "proxy"}),
        ("QA_PROXY_SECRET", {"QA_ACCESS": "proxy", "QA_PROXY_SECRET": "ngan-qua"}),
        ("QA_PROXY_SECRET", {"QA_PROXY_SECRET": "co khoang trang trong"}),
        ("QA_PROXY_SECRET_FILE", {"QA_PROXY_SECRET_FILE": "khong/co/tep"}),
        ("QA_METRICS_TOKEN", {"QA_METRICS_TOKEN": "ngan-qua"}),
        ("QA_PROXY_ADDRESSES", {"QA_PROXY_ADDRESSES": "10.0.0.0/33"}),
        ("QA_METRICS_ADDRESSES", {"QA_METRICS_ADDRESSES": "kho"}),
        ("QA_HOSTS", {"QA_HOSTS": "http://kho.example/"}),
        ("QA_PROXY_USER_HEADER", {"QA_PROXY_USER_HEADER": "a: b"}),
        ("QA_SESSION_HOURS", {"QA_SESSION_HOURS": "0"}),
    ],
)
def test_bad_settings_of_access_are_said_without_the_secret(name: str, environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    assert name in str(caught.value)
    assert "ngan-qua" not in str(caught.value)
    assert "khoang trang" not in str(caught.value)
