"""What an operator can set: QA_* environment variables, and arguments that win over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from qa import wording
from qa.access import LOOPBACK, OPEN_TO_ALL, Access, Mode, Network, Role, is_loopback
from qa.acting import DEFAULT_RULES, AuditRules, Switch
from qa.errors import SettingsError
from qa.question.abbreviations import Abbreviations, bundled_abbreviations, read_abbreviations
from qa.wording import access as wording_access

_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:(\d{1,5}|\*))?")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")
_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")

SHORTEST_SECRET = 16
_SECRET = re.compile(rf"[!-~]{{{SHORTEST_SECRET},}}")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one server.

    `root_path` is the path below which a proxy shows the app ("/hoi-dap"; "" for none). `frame_ancestors` are
    the origins (https://portal.example) whose pages may frame the app beside its own. `max_question` counts
    characters; `queue_size` is how many questions may be under way before new ones are refused (503). `hosts` are
    the names that the server answers to, "*" for any. `open_role` is everybody's role where nobody has to say who they
    are (`access`). `abbreviations` is a file of the operator's own abbreviations and changed names, which win over the
    bundled ones. What comes into the folder `watch` is read like an upload; `watch_accept`: it is taken in by itself
    where nothing speaks against it. `store` is the server (postgresql://…) that holds the archive in the place of a
    file in `data`, which then keeps what is derived from it. `audit` is what is kept of who asks and changes what.
    """

    data: Path = Path("data")
    store: str = ""
    encoder: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    frame_ancestors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ("*",)
    title: str = wording.TITLE
    max_question: int = 500
    queue_size: int = 64
    open_role: Role = Role.READER
    abbreviations: Path | None = None
    watch: Path | None = None
    watch_accept: bool = False
    access: Access = OPEN_TO_ALL
    audit: AuditRules = DEFAULT_RULES


def read_settings(environ: Mapping[str, str], **arguments: str | None) -> Settings:
    """Reads the settings from `environ` (QA_DATA, QA_PORT …), each replaced by its argument where one is given.

    Raises SettingsError, naming the variable, for a value that can't be used.
    """
    unknown = set(arguments) - set(Settings.__slots__)
    if unknown:
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")

    def value(name: str) -> str | None:
        given = arguments.get(name)
        text = given if given is not None else environ.get(f"QA_{name.upper()}")
        return text.strip() if text and text.strip() else None

    default = Settings()
    return Settings(
        data=Path(value("data") or default.data),
        store=read_store(environ),
        encoder=value("encoder"),
        host=value("host") or default.host,
        port=_number("port", value("port"), default.port, 0, 65535),
        root_path=_root_path(value("root_path")),
        frame_ancestors=_origins(value("frame_ancestors")),
        hosts=_hosts(value("hosts"), value("host") or default.host),
        title=value("title") or default.title,
        max_question=_number("max_question", value("max_question"), default.max_question, 20, 1000),
        queue_size=_number("queue_size", value("queue_size"), default.queue_size, 1, 10_000),
        abbreviations=Path(own) if (own := value("abbreviations")) else None,
        watch=_folder("QA_WATCH", value("watch")),
        watch_accept=_number("watch_accept", value("watch_accept"), 0, 0, 1) == 1,
        open_role=_choice("open_role", value("open_role"), default.open_role),
        access=_access(value, environ),
        audit=_audit(value),
    )


def read_store(environ: Mapping[str, str]) -> str:
    """Reads the address of the server that holds the archive from QA_STORE, or QA_STORE_FILE; "" for a file."""
    return _secret_text("QA_STORE", environ)


def read_audit_rules(environ: Mapping[str, str]) -> AuditRules:
    """Reads what the audit keeps from `environ` (QA_AUDIT …) alone; SettingsError names the variable."""
    return _audit(lambda name: environ.get(f"QA_{name.upper()}", "").strip() or None)


def _audit(value: Callable[[str], str | None]) -> AuditRules:
    default = DEFAULT_RULES
    return AuditRules(
        level=_choice("audit", value("audit"), default.level),
        days=_number("audit_days", value("audit_days"), default.days, 0, 36_500),
        names=_choice("audit_names", value("audit_names"), default.names),
        addresses=_choice("audit_addresses", value("audit_addresses"), default.addresses),
        questions=_choice("audit_questions", value("audit_questions"), default.questions),
        missed=_choice("missed", value("missed"), Switch.ON) is Switch.ON,
    )


def load_abbreviations(path: Path | str | None) -> Abbreviations:
    """Reads the bundled abbreviations and those of an operator's own file; SettingsError for one that is none."""
    if not path:
        return bundled_abbreviations()
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
        return read_abbreviations(lines, bundled_abbreviations())
    except (OSError, ValueError) as error:
        raise SettingsError(wording.bad_abbreviations(path, error)) from None


def _folder(name: str, text: str | None) -> Path | None:
    if text is not None and not Path(text).is_dir():
        raise SettingsError(wording.no_such_folder(name, text))
    return Path(text) if text else None


def _hosts(text: str | None, listening: str) -> tuple[str, ...]:
    """The names that the server answers to: the listed ones; without a list any on loopback, none elsewhere."""
    hosts = tuple(part.casefold() for part in re.split(r"[\s,]+", text or "") if part)
    for host in hosts:
        if host != "*" and not _HOST.fullmatch(host):
            raise SettingsError(wording_access.bad_host(host))
    return hosts or (("*",) if listening == "localhost" or is_loopback(listening) else ())


def _number(name: str, text: str | None, default: int, low: int, high: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise SettingsError(wording.bad_number(f"QA_{name.upper()}", text, low, high))
    return int(text)


_Choice = TypeVar("_Choice", bound=Enum)


def _choice(name: str, text: str | None, default: _Choice) -> _Choice:
    choices = {one.name.lower(): one for one in type(default)}
    if text is None:
        return default
    if text.lower() not in choices:
        raise SettingsError(wording_access.bad_choice(f"QA_{name.upper()}", text, list(choices)))
    return choices[text.lower()]


def _access(value: Callable[[str], str | None], environ: Mapping[str, str]) -> Access:
    default = OPEN_TO_ALL
    mode = _choice("access", value("access"), default.mode)
    users = value("users_file")
    return Access(
        mode=mode,
        proxies=_networks("proxy_addresses", value("proxy_addresses")),
        proxy_secret=_secret("QA_PROXY_SECRET", environ, needed=mode is Mode.PROXY),
        user_header=_header("proxy_user_header", value("proxy_user_header"), default.user_header),
        groups_header=_header("proxy_groups_header", value("proxy_groups_header"), default.groups_header),
        reader_groups=_names(value("reader_groups")),
        editor_groups=_names(value("editor_groups")),
        admin_groups=_names(value("admin_groups")),
        users=Path(users) if users else None,
        session_hours=_number("session_hours", value("session_hours"), default.session_hours, 1, 720),
        metrics_token=_secret("QA_METRICS_TOKEN", environ, needed=False),
        metrics_addresses=_networks("metrics_addresses", value("metrics_addresses")),
        asks_per_minute=_number("asks_per_minute", value("asks_per_minute"), default.asks_per_minute, 0, 100_000),
        pages_per_minute=_number("pages_per_minute", value("pages_per_minute"), default.pages_per_minute, 0, 100_000),
        keys=_choice("api_keys", value("api_keys"), default.keys),
    )


def _networks(name: str, text: str | None) -> tuple[Network, ...]:
    parts = [part for part in re.split(r"[\s,]+", text or "") if part]
    try:
        return tuple(ip_network(part, strict=False) for part in parts) or LOOPBACK
    except ValueError:
        raise SettingsError(wording_access.bad_network(f"QA_{name.upper()}", text or "")) from None


def _header(name: str, text: str | None, default: str) -> str:
    if text is not None and not _HEADER.fullmatch(text):
        raise SettingsError(wording_access.bad_header(f"QA_{name.upper()}", text))
    return (text or default).lower()


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _secret(name: str, environ: Mapping[str, str], needed: bool) -> str:
    text = _secret_text(name, environ)
    if (text or needed or environ.get(f"{name}_FILE", "").strip()) and not _SECRET.fullmatch(text):
        raise SettingsError(wording_access.bad_secret(name, SHORTEST_SECRET))
    return text


def _secret_text(name: str, environ: Mapping[str, str]) -> str:
    """What a variable says, or the file that NAME_FILE names: a file is not seen in a list of processes."""
    file = environ.get(f"{name}_FILE", "").strip()
    try:
        return Path(file).read_text("utf-8").strip() if file else environ.get(name, "").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise SettingsError(wording_access.unreadable_secret(f"{name}_FILE", reason)) from None


def _root_path(text: str | None) -> str:
    path = "/" + (text or "").strip("/")
    if path == "/":
        return ""
    if not _ROOT_PATH.fullmatch(path):
        raise SettingsError(wording.bad_root_path(text or ""))
    return path


def _origins(text: str | None) -> tuple[str, ...]:
    origins = tuple(part.rstrip("/") for part in re.split(r"[\s,]+", text or "") if part)
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(wording.bad_origin(origin))
    return origins
