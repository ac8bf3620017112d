"""Times as they are shown: on the clock of Vietnam, whatever the server's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam keeps UTC+7 all year, so no time zone database is needed on the server."""


def moment(at: str) -> str:
    """A stored UTC time ("2024-10-05 03:04:05") as 10:04 05/10/2024."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
