"""The keys of people: of an interview and the name that is printed there."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from qa.people.same_person import Anchor, printed_form
from qa.text import fold, nfc


@lru_cache(maxsize=1 << 17)
def appearance_key(anchor: Anchor) -> str:
    """Returns the key of an appearance: the name to be read, and a hash of interview and name."""
    interview, name = anchor
    digest = hashlib.sha256(f"{interview}\0{printed_form(name)}".encode()).hexdigest()[:8]
    return f"{slug_of(name)}-{digest}"


def slug_of(name: str) -> str:
    """Returns what the keys of the people of a name begin with."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(nfc(name)))) or "nguoi"
