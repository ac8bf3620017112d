"""Who may do what: roles, the visitor of a request, and how a visitor is known. Pure decisions."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from enum import Enum, IntEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from qa.errors import AccessError
from qa.text import nfc
from qa.wording import access as wording_access

VISITOR = "qa_user"
"""The key of an ASGI scope at which the gate puts the `User`."""

ADDRESS = "qa_address"
"""The key of an ASGI scope at which the gate puts the address that the request came from."""

SECRET_HEADER = "x-qa-proxy-secret"
"""The header in which a proxy shows the shared secret."""

LONGEST_NAME = 200

_MIME_WORDS = re.compile(r"(?:=\?[\w-]+\?[bBqQ]\?[^?\s]*\?=\s*)+")
_PERCENT = re.compile(r"[^%\s]*(?:%[0-9A-Fa-f]{2}[^%\s]*)+")

Network = IPv4Network | IPv6Network

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class Role(IntEnum):
    """What a visitor may do; each role may do what those before it may.

    A reader asks, reads, checks quotations and gives feedback; an editor reviews and corrects; an admin sees metrics.
    """

    READER = 1
    EDITOR = 2
    ADMIN = 3


class Mode(Enum):
    """How a visitor is known: not at all, by the headers of a proxy that has asked them, or by our own login."""

    OPEN = "open"
    PROXY = "proxy"
    LOGIN = "login"


class Keys(Enum):
    """Whether a program must show a key where people need not say who they are."""

    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Application:
    """The program behind a key: the key's number, and how many requests it may send in a minute."""

    key: int
    per_minute: int


@dataclass(frozen=True, slots=True)
class User:
    """The visitor of one request; `name` is "" where nobody has to say who they are.

    `application` is the program that came with a key of its own, None for people.
    """

    name: str
    role: Role
    application: Application | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a server.

    `proxies` are the networks whose forwarding headers are believed, in PROXY mode those who visitors are, too, if
    `proxy_secret` comes with them. Members of the groups are editors and admins; where `reader_groups` has any, others
    than the members of some group are not let in. `users` is the file of the LOGIN mode. `metrics_token` opens
    /metrics to a scraper; where there is none, a scraper at `metrics_addresses` may read it. `asks_per_minute` and
    `pages_per_minute` bound what one visitor asks and reads (0: unbounded). `keys`: whether programs must show one
    in OPEN mode, too.
    """

    mode: Mode = Mode.OPEN
    proxies: tuple[Network, ...] = LOOPBACK
    proxy_secret: str = field(default="", repr=False)
    user_header: str = "x-remote-user"
    groups_header: str = "x-remote-groups"
    reader_groups: tuple[str, ...] = ()
    editor_groups: tuple[str, ...] = ()
    admin_groups: tuple[str, ...] = ()
    users: Path | None = None
    session_hours: int = 12
    metrics_token: str = field(default="", repr=False)
    metrics_addresses: tuple[Network, ...] = LOOPBACK
    asks_per_minute: int = 300
    pages_per_minute: int = 600
    keys: Keys = Keys.OPTIONAL


OPEN_TO_ALL = Access()


class Refusal(Enum):
    """Why a request is not let in."""

    FORGED = "forged"
    UNKNOWN = "unknown"
    NO_GROUP = "no_group"
    NO_SUCH_KEY = "no_such_key"
    KEY_NEEDED = "key_needed"


def user_of(scope: Mapping[str, Any]) -> User:
    """Returns the visitor of a request (`request.scope`); AccessError if the gate has let nobody in."""
    user = scope.get(VISITOR)
    if not isinstance(user, User):
        raise AccessError(wording_access.NOT_ALLOWED)
    return user


def require(scope: Mapping[str, Any], role: Role) -> User:
    """Returns the visitor of a request who has at least this role; AccessError (403) for everybody else."""
    user = user_of(scope)
    if user.role < role:
        raise AccessError(wording_access.NOT_ALLOWED)
    return user


def told_by_proxy(access: Access, peer: str, headers: Sequence[tuple[bytes, bytes]]) -> User | Refusal:
    """Returns the visitor whom a proxy names; FORGED where somebody names one who is no listed proxy with the secret.

    `headers` are those of an ASGI scope; `peer` is the address of the other end of the connection.
    """
    names, groups, secrets = (
        [value for name, value in headers if name == wanted.encode()]
        for wanted in (access.user_header, access.groups_header, SECRET_HEADER)
    )
    if not (names or groups or secrets):
        return Refusal.UNKNOWN
    # A proxy sets each header once, replacing what the visitor sent: two of a kind are the visitor's doing.
    if not is_proxy(access, peer) or [len(secrets), len(names[1:]), len(groups[1:])] != [1, 0, 0]:
        return Refusal.FORGED
    if not access.proxy_secret or not hmac.compare_digest(secrets[0], access.proxy_secret.encode()):
        return Refusal.FORGED
    name = _told(names[0].decode(errors="replace")) if names else ""
    if not name:
        return Refusal.UNKNOWN
    if len(name) > LONGEST_NAME or not name.isprintable():
        return Refusal.FORGED
    role = _role_in(access, b",".join(groups).decode(errors="replace"))
    return User(name, role) if role else Refusal.NO_GROUP


def _role_in(access: Access, text: str) -> Role | None:
    groups = {_told(group).casefold() for group in text.replace(";", ",").split(",")}
    for role, wanted in (
        (Role.ADMIN, access.admin_groups),
        (Role.EDITOR, access.editor_groups),
        (Role.READER, access.reader_groups),
    ):
        if groups & {nfc(name).casefold() for name in wanted}:
            return role
    return None if access.reader_groups else Role.READER


def _told(text: str) -> str:
    """A name as a proxy means it: headers hold ASCII, so proxies percent-encode the rest, or spell it as MIME does."""
    text = text.strip()
    try:
        if _MIME_WORDS.fullmatch(text):
            text = str(make_header(decode_header(text)))
        elif _PERCENT.fullmatch(text):
            text = unquote(text, errors="strict")
    except (ValueError, LookupError, HeaderParseError):
        return text  # as it came: it will be nobody's name
    return nfc(text).strip()


def is_proxy(access: Access, peer: str) -> bool:
    """Tells whether the address is a listed proxy's."""
    address = _address(peer)
    return address is not None and any(address in network for network in access.proxies)


def is_loopback(address: str) -> bool:
    """Tells whether an address is this machine's own, which nobody else can reach."""
    found = _address(address)
    return found is not None and any(found in network for network in LOOPBACK)


def origin_of(access: Access, peer: str, forwarded_for: str) -> str:
    """Finds the address that a request came from: the peer's; where that is a listed proxy, the last that is none."""
    seen = peer
    for part in reversed(forwarded_for.split(",")):
        before = _address(part.strip())
        if before is None or not is_proxy(access, seen):
            break
        seen = str(before)
    return seen


def is_host(hosts: Sequence[str], header: str) -> bool:
    """Tells whether a server that answers to `hosts` is meant by a Host header; "*" is any name.

    Addresses and "localhost" are always answered to: what another site's name can be made to lead here, they can't.
    """
    if "*" in hosts:
        return True
    name = header.rpartition(":")[0] if header.rpartition(":")[2].isdecimal() else header
    name = name.strip("[]").rstrip(".").casefold()
    return name == "localhost" or name in hosts or _address(name) is not None


def may_scrape(access: Access, authorization: str, origin: str) -> bool:
    """Tells whether /metrics opens without a role: by the token, or where none is set, to the listed addresses."""
    if access.metrics_token:
        return hmac.compare_digest(authorization.encode(), f"Bearer {access.metrics_token}".encode())
    address = _address(origin)
    return address is not None and any(address in network for network in access.metrics_addresses)


def counted_as(origin: str) -> str:
    """Gives whose tries and questions an address's are: its own, or its network's (/64), of which one user has many."""
    address = _address(origin)
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else origin


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
