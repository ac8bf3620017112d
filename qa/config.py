"""What an operator can set: QA_* environment variables, and arguments that win over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qa import wording, wording_access
from qa.abbreviations import Abbreviations, bundled_abbreviations, read_abbreviations
from qa.access import Role
from qa.errors import SettingsError

_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:(\d{1,5}|\*))?")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one server.

    `root_path` is the path below which a proxy shows the app ("/hoi-dap"; "" for none). `frame_ancestors` are
    the origins (https://portal.example) whose pages may frame the app beside its own. `max_question` counts
    characters; `queue_size` is how many questions may be under way before new ones are refused (503).
    `open_role` is everybody's role where nobody has to say who they are. `abbreviations` is a file of the operator's
    own abbreviations and changed names, which win over the bundled ones.
    """

    data: Path = Path("data")
    encoder: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    frame_ancestors: tuple[str, ...] = ()
    title: str = wording.TITLE
    max_question: int = 500
    queue_size: int = 64
    open_role: Role = Role.READER
    abbreviations: Path | None = None


def read_settings(environ: Mapping[str, str], **arguments: str | None) -> Settings:
    """The settings from `environ` (QA_DATA, QA_PORT …), each replaced by its argument where one is given.

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
        encoder=value("encoder"),
        host=value("host") or default.host,
        port=_number("port", value("port"), default.port, 0, 65535),
        root_path=_root_path(value("root_path")),
        frame_ancestors=_origins(value("frame_ancestors")),
        title=value("title") or default.title,
        max_question=_number("max_question", value("max_question"), default.max_question, 20, 1000),
        queue_size=_number("queue_size", value("queue_size"), default.queue_size, 1, 10_000),
        abbreviations=Path(own) if (own := value("abbreviations")) else None,
        open_role=_role("open_role", value("open_role"), default.open_role),
    )


def load_abbreviations(path: Path | str | None) -> Abbreviations:
    """The bundled abbreviations with those of an operator's own file; SettingsError for one that can't be read."""
    if not path:
        return bundled_abbreviations()
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
        return read_abbreviations(lines, bundled_abbreviations())
    except (OSError, ValueError) as error:
        raise SettingsError(wording.bad_abbreviations(path, error)) from None


def _number(name: str, text: str | None, default: int, low: int, high: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise SettingsError(wording.bad_number(f"QA_{name.upper()}", text, low, high))
    return int(text)


def _role(name: str, text: str | None, default: Role) -> Role:
    if text is None:
        return default
    if text.upper() not in Role.__members__:
        raise SettingsError(wording_access.bad_choice(f"QA_{name.upper()}", text, [role.name.lower() for role in Role]))
    return Role[text.upper()]


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
