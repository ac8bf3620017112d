"""Tables that Vietnamese Excel opens as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# Excel reads such a cell as a formula, whoever wrote it; an apostrophe before it makes it text.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def table_csv(heads: Iterable[str], rows: Iterable[Iterable[str | None]]) -> bytes:
    """Returns a table as UTF-8 with a byte order mark, columns parted by semicolons.

    Vietnamese settings write decimals with a comma, so their list separator is the semicolon.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow(heads)
    for row in rows:
        table.writerow(map(_cell, row))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(text: str | None) -> str:
    text = text or ""
    return f"'{text}" if _FORMULA.match(text) else text
